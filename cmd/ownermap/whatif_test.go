package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ownermap/cmd/ownermap/samples"
)

func TestTheScenarioInTheDocsCanBeCompared(t *testing.T) {
	doc, err := os.ReadFile("../../docs/scenarios.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(doc), "```yaml\n")
	text, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("docs/scenarios.md has no example")
	}
	file := filepath.Join(t.TempDir(), "example.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, talk bytes.Buffer
	code := run(t.Context(), []string{"compare", "--demo", file}, &out, &talk, func(string) (string, bool) { return "", false })
	if code != exitDone || !strings.Contains(out.String(), "Sellers hold the number") {
		t.Errorf("exit code %d: %s%s", code, out.String(), talk.String())
	}
}

func TestASheetOfTheRosterIsAScenario(t *testing.T) {
	dir := t.TempDir()
	for _, name := range samples.Names() {
		src, err := samples.Files.ReadFile(name)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), src, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	roster := filepath.Join(dir, "roster.xlsx")
	f, err := excelize.OpenFile(roster)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.NewSheet("Scenario"); err != nil {
		t.Fatal(err)
	}
	for i, row := range [][]any{{"Scenario", "Change", "Stage", "Person", "Region"}, {"From the sheet", "assign", "activation", "Lena Hofmann", "EMEA North"}, {"", "leave", "", "Nobody Known", ""}} {
		if err := f.SetSheetRow("Scenario", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	compare := func() (int, string) {
		var out, talk bytes.Buffer
		code := run(t.Context(), []string{"compare", "--quiet", "--roster", roster, "--deals", filepath.Join(dir, "deals.xlsx")}, &out, &talk, func(string) (string, bool) { return "", false })
		return code, out.String() + talk.String()
	}
	if code, text := compare(); code != exitUsage || !strings.Contains(text, "roster.xlsx[Scenario]!3: nobody on the roster is called") {
		t.Errorf("exit code %d: %s", code, text)
	}
	if err := f.RemoveRow("Scenario", 3); err != nil {
		t.Fatal(err)
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	if code, text := compare(); code != exitDone || !strings.Contains(text, "From the sheet") || !strings.Contains(text, "gap closed") {
		t.Errorf("exit code %d: %s", code, text)
	}
}
