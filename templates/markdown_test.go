package templates_test

import (
	"strings"
	"testing"

	"ownermap/templates"
)

func TestMarkdown(t *testing.T) {
	for _, c := range []struct {
		name, in  string
		has, lack []string
	}{
		{"tables align by attribute", "| a | b |\n| :- | -: |\n| 1 | 2 |\n", []string{`<th align="left">`, `<td align="right">`}, []string{"style="}},
		{"footnotes are prefixed", "x[^1]\n\n[^1]: note\n", []string{`id="p-fn:1"`, `href="#p-fn:1"`, "note"}, nil},
		{"task lists keep their boxes", "- [x] a\n- [ ] b\n", []string{`checked="" disabled="" type="checkbox" aria-label="✓"`, `<input disabled="" type="checkbox" aria-label="☐"`}, nil},
		{"raw HTML is left out", "a <script>alert(1)</script> <b onclick=x>b</b>\n\n<iframe src=x></iframe>\n", nil, []string{"<script", "onclick", "<iframe", "<b"}},
		{"links that run are not links", "[a](javascript:alert(1)) [b](data:text/html,x) [c](https://example.org/) [d](people.html)", []string{`href="https://example.org/"`, `href="people.html"`}, []string{"javascript:", "data:"}},
		{"pictures are left out", "![x](https://example.org/x.png)", nil, []string{"<img"}},
		{"headings go under the section's", "# A\n\n### B\n", []string{"<h3>A</h3>", "<h4>B</h4>"}, []string{"<h1", "<h2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := templates.Markdown([]byte(c.in), "p")
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range c.has {
				if !strings.Contains(string(got), s) {
					t.Errorf("no %s in %s", s, got)
				}
			}
			for _, s := range c.lack {
				if strings.Contains(string(got), s) {
					t.Errorf("%s in %s", s, got)
				}
			}
		})
	}
}

func FuzzMarkdownIsWellFormed(f *testing.F) {
	f.Add("# A\n\n| a |\n| - |\n| <b> |\n\n[^1]: x\n")
	f.Add("- [ ] <img src=x onerror=y>\n> ```\n")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := templates.Markdown([]byte(in), "p")
		if err != nil {
			t.Fatal(err)
		}
		if o := read(string(got)); len(o.problems) > 0 {
			t.Errorf("%q gives %s: %v", in, got, o.problems)
		}
	})
}
