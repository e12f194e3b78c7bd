package site

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ownermap/analyze"
)

var (
	sectionOf   = regexp.MustCompile(`(?s)<section class="sec[^"]*" id="([^"]*)"(.*?)</section>`)
	unread      = regexp.MustCompile(`(?s)<svg.*?</svg>|<script.*?</script>|<[^>]+>`)
	digit       = regexp.MustCompile(`[0-9]`)
	legend      = regexp.MustCompile(`(?s)<p class="mkey".*?</p>`)
	rowNumberOf = regexp.MustCompile(`<th scope="row"[^>]*><bdi>([0-9,]+)<`)
	squareOf    = regexp.MustCompile(`(?s)<(a|span) class="sq[^"]*"[^>]*>([^<]*)<`)
)

// withoutRows are sections whose numbers are no figures of the rows: limits of the
// data, names of other reports, and the pictures of who reports to whom.
var withoutRows = map[string]bool{"leadership.html#tree": true, "index.html#limits": true}

func TestEverySectionWithFiguresLeadsToItsRows(t *testing.T) {
	files := built(t, ordinary(), Options{CacheDir: pictures})
	seen := 0
	for _, page := range []string{"index.html", "ownership.html", "load.html", "separation.html", "revenue.html", "handoffs.html", "activation.html", "leadership.html", "scaling.html"} {
		for _, m := range sectionOf.FindAllStringSubmatch(files[page], -1) {
			if !digit.MatchString(unread.ReplaceAllString(m[2], "")) || withoutRows[page+"#"+m[1]] || strings.Contains(m[2], "not enough data") {
				continue
			}
			seen++
			if !strings.Contains(m[2], `href="evidence/`) && !strings.Contains(m[2], "#deals") && !strings.Contains(m[2], `href="findings.html`) {
				t.Errorf("%s#%s has figures and no way to their rows: %s", page, m[1], unread.ReplaceAllString(m[2], " "))
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d sections with figures", seen)
	}
	for _, m := range squareOf.FindAllStringSubmatch(legend.ReplaceAllString(files["ownership.html"], ""), -1) {
		if digit.MatchString(m[2]) && m[1] != "a" {
			t.Errorf("the cell %q of the matrix leads nowhere", m[0])
		}
	}
}

func TestThePartsOfAPersonsItemsHaveRowsOfTheirOwn(t *testing.T) {
	rep := analyze.Run(ordinary(), analyze.Options{})
	n := 0
	for _, p := range rep.People {
		for stage, items := range p.StageItems {
			fig, ok := rep.Figures[stageFigure(&p, stage)]
			if ok != (items > 0) {
				t.Errorf("%s, %s: %v items, a figure: %v", p.Name, stage, items, ok)
			}
			if !ok {
				continue
			}
			n++
			if fig.Value != items || len(fig.Rows) == 0 {
				t.Errorf("%s, %s: the figure says %v from %q, the report %v", p.Name, stage, fig.Value, fig.Rows, items)
			}
		}
	}
	if n < 5 {
		t.Errorf("only %d figures", n)
	}
}

func TestAPartnersFiguresLeadToTheirOwnRowsOnOnePage(t *testing.T) {
	ds := ordinary()
	for i := range ds.Deals {
		if d := &ds.Deals[i]; d.Partner > 0 && d.Partner < 12 {
			d.Partner = 0
		}
	}
	rep := analyze.Run(ds, options())
	key := ds.Partners[0].Key
	files := built(t, ds, Options{CacheDir: pictures})
	own := files["partners/"+slug(ds.Partners[0].Name)+".html"]
	path := "evidence/partner-" + slug(ds.Partners[0].Name) + ".html"
	sections := map[string]string{}
	for _, m := range sectionOf.FindAllStringSubmatch(files[path], -1) {
		sections[m[1]] = m[2]
	}
	checked := 0
	for _, figure := range []string{"sourced", "influenced", "won_deals", "open_deals"} {
		id := strings.ReplaceAll(figure, "_", "-")
		fig := rep.Figures["partners."+key+"."+figure]
		if len(fig.Rows) == 0 {
			if sections[id] != "" || strings.Contains(own, path+"#"+id) {
				t.Errorf("%s has no rows and a place for them", figure)
			}
			continue
		}
		checked++
		if !strings.Contains(own, path+"#"+id+`"`) {
			t.Errorf("the partner's page has no link to %s#%s", path, id)
		}
		want := countRows(fig.Rows)
		if got := strings.Count(sections[id], "<tr") - 1; got != min(want, mostRows) {
			t.Errorf("%s has %d rows, its section shows %d", figure, want, got)
		}
		for _, m := range rowNumberOf.FindAllStringSubmatch(sections[id], -1) {
			if n := strings.ReplaceAll(m[1], ",", ""); !slices.ContainsFunc(parseAll(fig.Rows)[0].Spans, func(s span) bool {
				row, err := strconv.Atoi(n)
				return err == nil && s.First <= row && row <= s.Last
			}) {
				t.Errorf("%s shows row %s, which is not behind it", figure, n)
			}
		}
	}
	if checked < 3 {
		t.Errorf("only %d figures with rows", checked)
	}
	for name := range files {
		if strings.HasPrefix(name, "evidence/partners-"+slug(key)) {
			t.Errorf("%s is there too", name)
		}
	}
}
