package config

import (
	"bytes"
	"errors"
	"os"
	"reflect"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"ownermap/analyze/whatif"
)

// ScenarioFile is one scenario with where its changes stand.
type ScenarioFile struct {
	whatif.Scenario
	File  string
	lines []int // of each change
}

// LoadScenario reads a scenario file, strictly. The error is an *Error, or says
// why the file could not be read.
func LoadScenario(file string) (ScenarioFile, error) {
	s := ScenarioFile{File: file}
	src, err := os.ReadFile(file)
	if err != nil {
		return s, err
	}
	body, err := parseAs(file, src, reflect.TypeFor[whatif.Scenario]())
	if err != nil {
		return s, err
	}
	if body == nil {
		return s, &Error{File: file, Message: "an empty scenario", Hint: "write title and changes; see docs/scenarios.md"}
	}
	if err := yaml.NodeToValue(body, &s.Scenario); err != nil {
		return s, decodeError(file, err)
	}
	if s.Title == "" {
		return s, &Error{File: file, Message: "the scenario has no title", Hint: "give it one, for example `title: Owners by region`"}
	}
	s.lines = changeLines(body)
	return s, nil
}

// changeLines finds the line of each item under changes.
func changeLines(body ast.Node) (lines []int) {
	m, ok := body.(*ast.MappingNode)
	if !ok {
		return nil
	}
	for _, v := range m.Values {
		if list, ok := v.Value.(*ast.SequenceNode); ok && v.Key.GetToken().Value == "changes" {
			for _, item := range list.Values {
				lines = append(lines, item.GetToken().Position.Line)
			}
		}
	}
	return lines
}

// At turns an error of applying into one with the file and line of the change;
// any other error is returned as it is.
func (s ScenarioFile) At(err error) error {
	var e *whatif.Error
	if !errors.As(err, &e) || e.Scenario != s.Title {
		return err
	}
	out := &Error{File: s.File, Message: e.Message, Hint: e.Hint}
	if e.Change > 0 && e.Change <= len(s.lines) {
		out.Line, out.Col = s.lines[e.Change-1], 1
	}
	return out
}

// WriteScenario writes a scenario as a file that a person can edit.
func WriteScenario(sc whatif.Scenario) ([]byte, error) {
	var b bytes.Buffer
	if err := yaml.NewEncoder(&b, yaml.Indent(2), yaml.IndentSequence(true)).Encode(sc); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
