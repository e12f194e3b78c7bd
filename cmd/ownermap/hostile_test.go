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
	tab := startBrowser(t).tab(t, desktop, fileURL(dir))
	seen := map[string]bool{}
	for _, url := range pagesOf(t, dir) {
		var found struct {
			Title, Text string
			Strange     []string
		}
		wrongs := tab.visit(t, url, eval(`(() => { document.querySelectorAll('details').forEach(d => d.open = true); return {
			Title: document.title, Text: document.body.textContent,
			Strange: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name) || /^\s*javascript:/i.test(a.value) && a.name === 'href')
				|| e.tagName === 'SCRIPT' && !e.src && e.type !== 'application/json' || e.tagName === 'IMG' && /x$/.test(e.getAttribute('src'))).map(e => e.outerHTML.slice(0, 200)),
		}})()`, &found))
		for _, wrong := range wrongs {
			t.Errorf("%s: %s", filepath.Base(url), wrong)
		}
		for _, s := range found.Strange {
			t.Errorf("%s: a cell became markup: %s", filepath.Base(url), s)
		}
		if found.Title == "owned" {
			t.Errorf("%s: a cell ran as a script", filepath.Base(url))
		}
		for _, h := range hostile {
			seen[h] = seen[h] || strings.Contains(strings.Join(strings.Fields(found.Text), " "), strings.Join(strings.Fields(h), " "))
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
