package site

import (
	"bytes"
	"compress/gzip"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ownermap/ingest"
)

func TestTheSameInputGivesTheSameBytesWithOneAndTwoWorkers(t *testing.T) {
	one := built(t, ordinary(), Options{Workers: 1})
	two := built(t, ordinary(), Options{Workers: 2})
	if len(one) != len(two) {
		t.Fatalf("%d files against %d", len(one), len(two))
	}
	for name, content := range one {
		if two[name] != content {
			t.Errorf("%s differs", name)
		}
	}
}

// nonsense is what a careless formatter leaves in a page.
var nonsense = regexp.MustCompile(`NaN|[+-]Inf|\bInf\b|<nil>|&lt;nil&gt;|%!|ZgotmplZ|«[a-z.]+»`)

func checkPages(t *testing.T, files map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasPrefix(name, "assets/") || strings.HasSuffix(name, ".xlsx") {
			continue
		}
		if m := nonsense.FindStringIndex(files[name]); m != nil {
			t.Errorf("%s: …%s…", name, files[name][max(0, m[0]-80):min(len(files[name]), m[1]+40)])
		}
	}
	checkLinks(t, files)
}

var link = regexp.MustCompile(`(?:href|src)="([^"]*)"`)

// checkLinks follows every link of every page to a file and an id.
func checkLinks(t *testing.T, files map[string]string) {
	t.Helper()
	bad := map[string]string{}
	for name, content := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, m := range link.FindAllStringSubmatch(content, -1) {
			if m[1] == "data:," { // no icon
				continue
			}
			to, id, _ := strings.Cut(m[1], "#")
			if strings.Contains(m[1], "://") {
				bad[m[1]] = name
				continue
			}
			target := name
			if to != "" {
				target = path.Join(path.Dir(name), to)
			}
			if _, ok := files[target]; !ok {
				bad[m[1]] = name
			} else if id != "" && !strings.Contains(files[target], `id="`+id+`"`) {
				bad[m[1]] = name
			}
		}
	}
	for _, to := range slices.Sorted(maps.Keys(bad)) {
		t.Errorf("%s links to %s, which is not there", bad[to], to)
	}
}

func TestEveryLinkOfAnOrdinarySiteLeadsSomewhere(t *testing.T) {
	files := built(t, ordinary(), Options{CacheDir: pictures})
	checkPages(t, files)
	if n := len(files); n < 30 {
		t.Errorf("only %d files", n)
	}
}

func TestThinDataGivesReasonsInsteadOfFigures(t *testing.T) {
	for name, make := range map[string]func() *ingest.Dataset{
		"nothing at all": func() *ingest.Dataset { return newCompany().inputs() },
		"one person": func() *ingest.Dataset {
			c := newCompany()
			c.person("Amara Nwosu", "Partner manager", ingest.RoleRelationship, "activation")
			return c.inputs()
		},
		"one open deal": func() *ingest.Dataset {
			c := newCompany()
			c.person("Amara Nwosu", "", ingest.RoleOther)
			c.deal(100, ingest.Deal{Partner: ingest.None, Status: ingest.StatusOpen, Created: ingest.DateOf(2026, 5, 1)})
			return c.inputs()
		},
		"three deals of one quarter, nobody named": func() *ingest.Dataset {
			c := newCompany()
			p := c.partner("", "", "")
			for range 3 {
				c.deal(0, ingest.Deal{Partner: p, Status: ingest.StatusWon, Created: ingest.DateOf(2026, 4, 1), Closed: ingest.DateOf(2026, 5, 1)})
			}
			return c.inputs()
		},
		"everybody has left": func() *ingest.Dataset {
			ds := ordinary()
			for i := range ds.People {
				ds.People[i].End = ingest.DateOf(2024, 1, 1)
			}
			return ds
		},
		"no stages": func() *ingest.Dataset {
			ds := ordinary()
			ds.Stages = []ingest.Stage{}
			return ds
		},
		"no evidence columns": func() *ingest.Dataset {
			ds := ordinary()
			ds.Inputs = nil
			return ds
		},
		"unknown origins": func() *ingest.Dataset {
			ds := ordinary()
			for i := range ds.Deals {
				d := &ds.Deals[i]
				d.Sourcing, d.SourcingText, d.Registered, d.Partner = ingest.OriginUnknown, "", 0, ingest.None
			}
			return ds
		},
	} {
		t.Run(name, func(t *testing.T) { checkPages(t, built(t, make(), Options{CacheDir: pictures})) })
	}
}

func TestHostileNamesStayText(t *testing.T) {
	hostile := []string{`</script><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `=cmd|'/c calc'!A1`, strings.Repeat("Ω", 10_000), "../../etc/passwd", "שלום \u202eevil", "😀", "CON"}
	ds := ordinary()
	for i, name := range hostile {
		ds.People[i].Name, ds.People[i].NameText, ds.People[i].Key = name, name, name
		ds.Partners[i].Name, ds.Partners[i].Key = name, name
		ds.Deals[i].Name, ds.Deals[i].Account = name, name
	}
	files := built(t, ds, Options{CacheDir: pictures})
	checkPages(t, files)
	for name, content := range files {
		if strings.HasSuffix(name, ".html") && (strings.Contains(content, "<script>alert") || strings.Contains(content, "<img src=x")) {
			t.Errorf("%s carries markup from a cell", name)
		}
		if strings.HasSuffix(name, ".csv") && regexp.MustCompile(`(?m)(^|,)"?=cmd`).MatchString(content) {
			t.Errorf("%s carries a formula", name)
		}
		if base := path.Base(name); len(base) > 80 || !regexp.MustCompile(`^[A-Za-z0-9._-]+$`).MatchString(base) {
			t.Errorf("file name %q", name)
		}
	}
}

func TestThePageForMissingAddressesLeadsHomeFromAnyDepth(t *testing.T) {
	for link, home := range map[string]string{"": "index.html", "https://intranet.example/partners/q3/": "/partners/q3/index.html", "https://intranet.example": "/index.html"} {
		page := built(t, ordinary(), Options{Link: link, CacheDir: pictures})["404.html"]
		for _, m := range link404.FindAllStringSubmatch(page, -1) {
			if want := strings.TrimSuffix(home, "index.html"); !strings.HasPrefix(m[1], want) && m[1][0] != '#' {
				t.Errorf("published at %q the page links to %q", link, m[1])
			}
		}
		if !strings.Contains(page, `href="`+home+`"`) {
			t.Errorf("published at %q the page has no way home", link)
		}
	}
}

var link404 = regexp.MustCompile(`(?:href|src)="([^"]+)"`)

func TestTheFirstViewIsLight(t *testing.T) {
	files := built(t, ordinary(), Options{CacheDir: pictures})
	page := files["index.html"]
	weigh := func(text string) int {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = w.Write([]byte(text))
		w.Close()
		return b.Len()
	}
	sum := weigh(page)
	for _, m := range regexp.MustCompile(`(?:src|href)="(assets/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.HasPrefix(m[1], "assets/charts.") { // the bundle comes later, deferred
			sum += weigh(files[m[1]])
		}
	}
	if sum > 120_000 || sum < 5_000 {
		t.Errorf("%d bytes, compressed", sum)
	}
	if n := strings.Count(page, "assets/charts."); n != 1 || !strings.Contains(page, `.js" defer></script>`) {
		t.Errorf("the bundle is named %d times", n)
	}
}
