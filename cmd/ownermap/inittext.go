package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"ownermap/analyze"
	"ownermap/ingest"
)

// kindOrder is the order of inputs in a config.
var kindOrder = []ingest.Kind{ingest.KindRoster, ingest.KindDeals, ingest.KindPartners, ingest.KindRates}

// questions are the issues that a setting can settle: code, the setting with its
// usual answer, and what it means.
var questions = []struct{ code, setting, why string }{
	{"undecided-date-order", "date_order: dmy", "dmy reads 03/04/2026 as 3 April, mdy as 4 March"},
	{"mixed-date-orders", "date_order: dmy", "dmy reads 03/04/2026 as 3 April, mdy as 4 March"},
	{"undecided-decimal-mark", `decimal: "."`, `"." reads 1.234 as a little over one, "," as over a thousand`},
	{"mixed-decimal-marks", `decimal: "."`, `"." reads 1.234 as a little over one, "," as over a thousand`},
	{"column-tie", "columns:", "name the header of the column that is meant, see below"},
	{"year-first", "date_order: ymd", "ymd reads 23-11-02 as 2 November 2023, dmy as 23 November 2002"},
	{"second-choice", "columns:", "name the header of the column that is meant, see below"},
	{"status-conflict", "columns: {deals: {}}", "status to the header of the column that says open, won or lost"},
	{"field-absent", "columns: {deals: {}}", "the field to the header of the column that holds it"},
	{"unknown-status", "values: {status: {}}", "word to open, won or lost"},
	{"stage-assumed-open", "values: {status: {}}", "a stage to won or lost, where its deals are"},
	{"unknown-sourcing", "values: {sourcing: {}}", "word to sourced, influenced, direct or unknown"},
	{"unknown-stage", "values: {stage: {}}", "word to a stage: recruitment, activation, enablement, cosell, measurement"},
	{"name-near-miss", "aliases: {}", "the name as it stands to the name on the roster"},
	{"unknown-currency", "currency: EUR", "the currency of the report"},
}

// configText writes a config that builds at once and can be read by a person.
func configText(s *settings, ds *ingest.Dataset, paths map[string]string) string {
	var b strings.Builder
	b.WriteString("# Written by `ownermap init`. Every key may be left out; a line that begins with #\n" +
		"# is not read. `ownermap build` writes the site, `ownermap check` lists what is\n# wrong in the data.\n\n")
	opts := analyze.Default()
	fmt.Fprintf(&b, "title: %s\n", quoted(opts.Title))
	b.WriteString("# as_of: 2026-09-30        # the day the report speaks for; without it, the latest past event in the deals\n" +
		"# currency: EUR            # the report currency; without it, what all rates convert to or the deals are in\n" +
		"# fiscal_year_start: 1     # the month in which the fiscal year begins\n\n")
	for _, kv := range [][2]string{{"date_order", s.dateOrder}, {"decimal", s.decimal}, {"encoding", s.encoding}} {
		if kv[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n\n", kv[0], quoted(kv[1]))
		}
	}
	writeInputs(&b, ds, paths)
	b.WriteString("# commentary: [commentary]        # Markdown that joins pages; " + commentaryStub + " is one to begin with\n" +
		"# scenarios: [scenarios/*.yaml]   # proposed structures beside today; " + scenarioStub + " is one to begin with\n" +
		"# suggest: region                 # a proposed ownership as a page: region, partner_type, motion or none\n\n")
	writeQuestions(&b, ds)
	writeColumns(&b, ds)
	writeThresholds(&b, opts.Thresholds)
	return b.String()
}

// quoted writes a string as a YAML scalar on one line.
func quoted(text string) string {
	out, err := yaml.Marshal(text)
	if plain := strings.TrimSpace(string(out)); err == nil && !strings.Contains(plain, "\n") {
		return plain
	}
	if out, err = yaml.MarshalWithOptions(text, yaml.JSON()); err != nil {
		return fmt.Sprintf("%q", text)
	}
	return strings.TrimSpace(string(out))
}

// comment makes text from the data safe behind a #.
func comment(text string) string { return cellText(text) }

func writeInputs(b *strings.Builder, ds *ingest.Dataset, paths map[string]string) {
	b.WriteString("inputs:\n")
	for _, kind := range kindOrder {
		first := true
		for _, in := range ds.Inputs {
			if in.Kind != kind {
				continue
			}
			if first {
				fmt.Fprintf(b, "  %s:\n", kind)
				first = false
			}
			system := ""
			if in.System != "" {
				system = ", as " + in.System + " writes it"
			}
			fmt.Fprintf(b, "    # header in row %d, %s: %d kept, %d dropped%s\n", in.HeaderRow, count(in.Rows, "row"), in.Kept, in.Dropped, comment(system))
			fmt.Fprintf(b, "    - %s\n", quoted(sourcePath(in, paths)))
		}
	}
	for _, kind := range kindOrder {
		if !slices.ContainsFunc(ds.Inputs, func(in ingest.Input) bool { return in.Kind == kind }) {
			fmt.Fprintf(b, "  # %s: FILE    # none of the files holds any\n", kind)
		}
	}
	b.WriteString("\n")
}

// sourcePath is file, or file#Sheet where the format has sheets.
func sourcePath(in ingest.Input, paths map[string]string) string {
	path, ok := paths[in.Place.File]
	if !ok {
		path = in.Place.File
	}
	if in.Place.Sheet != "" {
		path += "#" + in.Place.Sheet
	}
	return path
}

// asked is how many issues of one question are quoted.
const asked = 5

func writeQuestions(b *strings.Builder, ds *ingest.Dataset) {
	for _, q := range questions {
		n := 0
		for _, i := range ds.Issues {
			if i.Code != q.code {
				continue
			}
			if n++; n == 1 {
				fmt.Fprintf(b, "# Undecided. %s\n", q.why)
			}
			if n <= asked {
				fmt.Fprintf(b, "#   %s: %s\n", comment(i.Pos.String()), comment(i.Message))
			}
		}
		if n > asked {
			fmt.Fprintf(b, "#   and %d more, see `ownermap check`\n", n-asked)
		}
		switch aliases := proposedAliases(ds.Issues); {
		case n > 0 && q.code == "name-near-miss" && len(aliases) > 0:
			fmt.Fprintf(b, "# aliases:\n")
			for _, a := range aliases {
				fmt.Fprintf(b, "#   %s\n", comment(a))
			}
			b.WriteString("\n")
		case n > 0:
			fmt.Fprintf(b, "# %s\n\n", q.setting)
		}
	}
}

// aliasHint is the entry that the hint of a near miss proposes.
var aliasHint = regexp.MustCompile(`aliases: \{(.*)\}`)

// mostAliases is how many proposed aliases stand in the config.
const mostAliases = 50

// proposedAliases are the entries of the near misses, each once.
func proposedAliases(issues ingest.Issues) []string {
	var out []string
	for _, i := range issues {
		if m := aliasHint.FindStringSubmatch(i.Hint); m != nil && len(out) < mostAliases && !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

func writeColumns(b *strings.Builder, ds *ingest.Dataset) {
	b.WriteString("# Which column became which field, and why. Where the guess is wrong, take the # off\n" +
		"# the lines from columns: down to the field, and name the right header.\n# columns:\n")
	for _, kind := range kindOrder {
		named, seen := false, map[string]bool{}
		for _, in := range ds.Inputs {
			if in.Kind != kind {
				continue
			}
			if !named {
				fmt.Fprintf(b, "#   %s:\n", kind)
				named = true
			}
			fmt.Fprintf(b, "#     # %s\n", comment(in.Place.String()))
			for _, c := range in.Columns {
				why := c.Why
				if c.RunnerUp != "" {
					why += "; runner-up: " + c.RunnerUp
				}
				again := "" // a field stands once under its kind, for all files
				if seen[c.Field] {
					again = "# "
				}
				seen[c.Field] = true
				fmt.Fprintf(b, "#     %s%s: %s    # column %s: %s\n", again, c.Field, comment(quoted(c.Header)), ingest.ColumnName(c.Column), comment(why))
			}
			if len(in.Unmapped) > 0 {
				fmt.Fprintf(b, "#     # not read: %s\n", comment(joinWords(in.Unmapped)))
			}
		}
	}
	b.WriteString("\n")
}

// writeThresholds lists every limit with its default.
func writeThresholds(b *strings.Builder, t analyze.Thresholds) {
	b.WriteString("# The limits that rules and classes use, with their defaults; the site's method page says what each means.\n# thresholds:\n")
	out, err := yaml.Marshal(t)
	if err != nil {
		return
	}
	for line := range strings.Lines(string(out)) {
		fmt.Fprintf(b, "#   %s\n", strings.TrimSpace(line))
	}
}
