package site

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"

	"ownermap/analyze"
	"ownermap/analyze/audience"
)

// redacted builds the site of an audience and scans it.
func redacted(t *testing.T, who audience.Audience) (files map[string]string, hits []string) {
	t.Helper()
	opts := analyze.Default()
	res, err := audience.Redact(ordinary(), opts, audience.Options{Audience: who, Key: []byte("a key of many bytes")})
	if err != nil {
		t.Fatal(err)
	}
	d, err := Prepare(context.Background(), res.Report, res.Dataset, Options{Out: t.TempDir() + "/site", CacheDir: pictures})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Abandon()
	words, err := d.Vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range analyze.Rules(opts.Thresholds) {
		words = append(words, r.Title, r.Question, r.Principle, r.Condition, r.Holds, r.Move, r.Minimum, r.WouldChange)
	}
	s := audience.NewScanner(res.Secrets, words...)
	files = map[string]string{}
	for _, name := range d.Files() {
		content, err := os.ReadFile(d.tree.dir + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(content)
		found, err := s.Scan(name, content)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range found {
			hits = append(hits, h.String()+" "+h.Secret.Value)
		}
	}
	return files, hits
}

func TestTheSitesOfAudiencesHoldNothingThatIsWithheld(t *testing.T) {
	for _, who := range []audience.Audience{audience.Leadership, audience.Anonymous} {
		t.Run(string(who), func(t *testing.T) {
			files, hits := redacted(t, who)
			for _, h := range hits {
				t.Error(h)
			}
			checkPages(t, files)
			for name := range files {
				if strings.HasPrefix(name, "people/") || name == "load.html" || name == "data/load.csv" {
					t.Errorf("%s is there", name)
				}
			}
			if !strings.Contains(files["data.html"], `id="withheld"`) {
				t.Error("the data page does not say what is withheld")
			}
		})
	}
}

// claims are sentences that take what is withheld for what is not there.
var claims = regexp.MustCompile(`Nobody holds both sides|Quotas sit where|No handoff is stuck|No partner is in scope|nothing had to be guessed|` +
	`No row was left out|no column names an owner|No column of the exports|No issue in the data|needs [0-9]+ `)

func TestAnAnonymousSiteDoesNotSayThatWhatIsWithheldIsNotThere(t *testing.T) {
	files, _ := redacted(t, audience.Anonymous)
	for name, content := range files {
		if name == "method.html" || !strings.HasSuffix(name, ".html") {
			continue // the method states rules, not findings
		}
		if m := claims.FindString(content); m != "" {
			t.Errorf("%s says %q", name, m)
		}
	}
}
