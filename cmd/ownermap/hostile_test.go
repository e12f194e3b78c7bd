package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hostile are texts that a cell may hold and that must stay text.
var hostile = []string{
	`</script><script>document.title='owned'</script>`,
	`"><img src=x onerror="document.title='owned'">`,
	`'><svg onload=document.title='owned'>`,
	`=cmd|'/c calc'!A1`,
	`+SUM(1+1)*cmd|' /C calc'!A0`,
	`@HYPERLINK("http://evil.example","x")`,
	`{{ .Secret }} ${7*7} <!-- --> ]]>`,
	`javascript:document.title='owned'`,
	"مدير الشركاء \u202Egnitekram\u202C",
	"👩‍💻 Zoë 🚀",
	`..\..\etc/passwd?#%2e%2e`,
}

// hostileInputs writes a roster and deals that hold the texts wherever a cell is
// shown: names, titles, regions, partners, words that are not known.
func hostileInputs(t *testing.T) (roster, deals string) {
	t.Helper()
	dir := t.TempDir()
	long := strings.Repeat("Long name ", 1000)
	names := append(append([]string{}, hostile...), long)
	people := [][]any{personHeads}
	for i, h := range names {
		manager := names[0]
		if i == 0 {
			manager = ""
		}
		people = append(people, []any{h + " id", h, "Partner Manager " + h, manager, h, "Co-sell", 1, "2021-01-01"})
	}
	rows := [][]any{dealHeads}
	for i := range 40 {
		h := names[i%len(names)]
		rows = append(rows, []any{h + strings.Repeat("i", i), "Deal " + h, h, []string{"Closed Won", "Closed Lost", "Proposal"}[i%3], "EUR", 1000 + i,
			"2025-01-15", "2026-03-20", h, h, h, h, []string{"Sourced", h}[i%2], h, h, h, h, h, h, h})
	}
	return workbook(t, dir, `ro'ster<b>&.xlsx`, `A<b>&'"x`, people), workbook(t, dir, "deals.xlsx", "<b>&amp;\"x", rows)
}

func TestHostileCellsStayText(t *testing.T) {
	roster, deals := hostileInputs(t)
	dir := filepath.Join(t.TempDir(), "site")
	code := runForCode(t, "build", "--roster", roster, "--deals", deals, "--out", dir, "--cache-dir", sharedCache(t))
	if code != exitDone && code != exitData {
		t.Fatalf("exit code %d", code)
	}
	checkPages(t, dir)
	seen := map[string]bool{}
	pages := parseSite(t, dir)
	for _, p := range pages {
		for n := range p.root.Descendants() {
			if n.Data == "img" || n.Data == "svg" && attr(n, "onload") != "" {
				t.Errorf("%s: a cell became markup: <%s %v>", p.path, n.Data, n.Attr)
			}
		}
		text := strings.Join(strings.Fields(textOf(p.root)), " ")
		for _, h := range hostile {
			seen[h] = seen[h] || strings.Contains(text, strings.Join(strings.Fields(h), " "))
		}
	}
	tab := openBrowser(t).tab(t, desktop, fileURL(dir))
	for _, p := range sample(pages) {
		var title string
		complain(t, p.path, tab.visit(t, p.fileURL(dir), eval(`(() => { document.querySelectorAll('details').forEach(d => d.open = true); return document.title; })()`, &title)))
		if title == "owned" {
			t.Errorf("%s: a cell ran as a script", p.path)
		}
	}
	for _, h := range hostile {
		if !seen[h] && !strings.Contains(h, "\u202E") {
			t.Errorf("%q is on no page", h)
		}
	}
}

func TestDownloadsHoldNoFormulas(t *testing.T) {
	roster, deals := hostileInputs(t)
	dir := filepath.Join(t.TempDir(), "site")
	runForCode(t, "build", "--roster", roster, "--deals", deals, "--out", dir, "--cache-dir", sharedCache(t))
	tables := 0
	for name, body := range readTree(t, dir) {
		if filepath.Ext(name) != ".csv" {
			continue
		}
		tables++
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\uFEFF"))).ReadAll()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") || strings.HasPrefix(cell, "+S") {
					t.Errorf("%s: a spreadsheet would run %q", name, cell)
				}
			}
		}
	}
	if tables == 0 {
		t.Error("the site has no CSV downloads")
	}
}

// runForCode runs the program and returns its exit code.
func runForCode(t *testing.T, args ...string) int {
	t.Helper()
	var out, talk strings.Builder
	code := run(t.Context(), args, &out, &talk, os.LookupEnv)
	t.Logf("ownermap %s\n%s", args[0], talk.String())
	return code
}
