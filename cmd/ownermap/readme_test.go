package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestTheCommandsOfTheReadmeRun runs every ownermap line of the README in order,
// in a folder with the sample workbooks.
func TestTheCommandsOfTheReadmeRun(t *testing.T) {
	var script strings.Builder
	for _, block := range codeBlocks(t) {
		for line := range strings.Lines(block) {
			if command, ok := strings.CutPrefix(line, "ownermap "); ok {
				command, _, _ = strings.Cut(command, "  #")
				script.WriteString("code 0 ownermap " + strings.TrimSpace(command) + "\n")
			}
		}
	}
	if n := strings.Count(script.String(), "\n"); n < 5 {
		t.Fatalf("%d commands in the README", n)
	}
	file := filepath.Join(t.TempDir(), "readme.txtar")
	if err := os.WriteFile(file, []byte(script.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files:               []string{file},
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			if err := writeSamples(env.WorkDir); err != nil {
				return err
			}
			return sandbox(env)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": code},
	})
}

// codeBlocks are the README's shell blocks.
func codeBlocks(t *testing.T) []string {
	t.Helper()
	var blocks []string
	for _, m := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(readme(t), -1) {
		blocks = append(blocks, m[1])
	}
	return blocks
}

func readme(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(repoRoot, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func TestTheReadmeSaysTheExitCodesThatHelpSays(t *testing.T) {
	for _, m := range regexp.MustCompile(`(?m)^  (\d+) `).FindAllStringSubmatch(exitCodesHelp, -1) {
		if !strings.Contains(readme(t), "| "+m[1]+" | ") {
			t.Errorf("the README does not say what code %s means", m[1])
		}
	}
}

func TestWhatTheReadmePointsAtIsThere(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join(repoRoot, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`\]\(([^)#]+)\)`).FindAllStringSubmatch(readme(t), -1) {
		if _, err := os.Stat(filepath.Join(repoRoot, m[1])); err != nil {
			t.Errorf("the README points at %s: %v", m[1], err)
		}
	}
	targets := regexp.MustCompile(`\bmake\s+([a-z]+)\b`).FindAllStringSubmatch(readme(t), -1)
	for _, m := range targets {
		if !strings.Contains(string(makefile), "\n"+m[1]+":") {
			t.Errorf("the README names make %s, which the Makefile does not have", m[1])
		}
	}
	for _, c := range (&app{talk: &talk{}}).root().Commands() {
		if names := []string{"completion", "help", "version"}; !slices.Contains(names, c.Name()) && !strings.Contains(readme(t), "ownermap "+c.Name()) && c.Name() != "demo" {
			t.Errorf("the README does not name ownermap %s", c.Name())
		}
	}
}
