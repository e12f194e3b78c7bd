package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ownermap/ingest"
)

// Where init puts the files to begin with, beside the config.
const (
	commentaryStub = "commentary/summary.md"
	scenarioStub   = "scenarios/example.yaml"
)

const commentaryText = `---
page: summary
# author: Itzel Morales
# date: 2026-10-02
# for: 2026-Q3
---
What this quarter means for us, in two or three sentences: what changed, why we think so, what we decide.

{{ figure "team.active" }} people are on the team. A figure in braces is the report's own, as it is today;
` + "`ownermap explain --list` names the others." + `
`

// writeStubs puts a commentary and a scenario beside the config, to begin with.
// What is there already stays. It returns what it wrote.
func writeStubs(dir string, ds *ingest.Dataset) (wrote []string, err error) {
	stubs := [][2]string{{commentaryStub, commentaryText}}
	if text := scenarioText(ds); text != "" {
		stubs = append(stubs, [2]string{scenarioStub, text})
	}
	for _, s := range stubs {
		path := filepath.Join(dir, filepath.FromSlash(s[0]))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return wrote, err
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return wrote, err
		}
		_, err = f.WriteString(s[1])
		if err = errors.Join(err, f.Close()); err != nil {
			return wrote, err
		}
		wrote = append(wrote, path)
	}
	return wrote, nil
}

// scenarioText is a scenario on the people and stages of the files: one owner for
// a stage that nobody states, else for the first one. "" without a person.
func scenarioText(ds *ingest.Dataset) string {
	who := slices.IndexFunc(ds.People, func(p ingest.Person) bool { return p.End.IsZero() })
	if who < 0 || len(ds.Stages) == 0 {
		return ""
	}
	stage := ds.Stages[0]
	for _, s := range ds.Stages {
		if !slices.ContainsFunc(ds.People, func(p ingest.Person) bool { return slices.Contains(p.Stages, s.ID) }) {
			stage = s
			break
		}
	}
	name := quoted(ds.People[who].Name)
	var b strings.Builder
	fmt.Fprintf(&b, "# A proposed structure, compared with today by `ownermap compare %s`.\n", scenarioStub)
	b.WriteString("# A line that begins with # is not read.\n")
	fmt.Fprintf(&b, "title: %s\nnote: Everything else as today.\nchanges:\n", quoted("One owner for "+stage.Name))
	fmt.Fprintf(&b, "  - assign: {stage: %s, to: %s}\n", quoted(stage.ID), name)
	fmt.Fprintf(&b, "  # - release: {stage: %s, from: %s}\n", quoted(stage.ID), comment(name))
	fmt.Fprintf(&b, "  # - hire: {name: New partner manager, role: Partner manager, stages: [%s]}\n", quoted(stage.ID))
	fmt.Fprintf(&b, "  # - move: {from: %s, to: New partner manager, all: true}\n", comment(name))
	fmt.Fprintf(&b, "  # - leave: {person: %s}\n", comment(name))
	return b.String()
}
