package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ownermap/analyze"
	"ownermap/cmd/ownermap/config"
	"ownermap/ingest"
	"ownermap/site"
)

// settings are what the commands that read inputs are asked for: the values of
// flags, where not given of OWNERMAP_* variables, else of the profile, else of
// the config, else the defaults.
type settings struct {
	config                         string
	profile                        string
	roster, deals, partners, rates []string
	out, asOf, currency, title     string
	dateOrder, decimal, encoding   string
	cacheDir, previous, locale     string
	fiscalYearStart, workers       int
	strict, demo, noCache, archive bool
	files                          []string  // positional
	given                          *settings // as flags and variables said, before the config
	base                           config.Config
	brand                          site.Brand
	comments                       []site.Commentary
	set                            *pflag.FlagSet
}

// inputFlags declares the flags of every command that reads inputs.
func (s *settings) inputFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	s.set = f
	f.StringArrayVar(&s.roster, "roster", nil, "`file` with the people: a path, a glob or file.xlsx#Sheet; may be repeated")
	f.StringArrayVar(&s.deals, "deals", nil, "`file` with the deals")
	f.StringArrayVar(&s.partners, "partners", nil, "`file` with the list of partners")
	f.StringArrayVar(&s.rates, "rates", nil, "`file` with exchange rates")
	f.StringVar(&s.config, "config", "", "config `file` (default ownermap.yaml, where there is one)")
	f.StringVar(&s.profile, "profile", "", "a second config over the first: a `file`, or NAME for ownermap.NAME.yaml")
	f.StringVar(&s.dateOrder, "date-order", "", "settles dates that can be read two ways: dmy, mdy or ymd")
	f.StringVar(&s.decimal, "decimal", "", `settles numbers that can be read two ways: "." or ","`)
	f.StringVar(&s.encoding, "encoding", "", "encoding of text files (default: detected)")
	f.BoolVar(&s.strict, "strict", false, "warnings in the data end the command with exit code 3, as errors do")
	f.IntVar(&s.workers, "workers", 0, "how much is done at once (default: one per CPU); the result does not depend on it")
	f.BoolVar(&s.demo, "demo", false, "read the embedded sample workbooks")
}

// reportFlags declares the flags of the commands that compute a report.
func (s *settings) reportFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.asOf, "as-of", "", "the `day` the report speaks for, 2026-09-30 (default: the latest past event in the deals)")
	f.StringVar(&s.currency, "currency", "", "report currency, an ISO `code` (default: inferred)")
	f.IntVar(&s.fiscalYearStart, "fiscal-year-start", 1, "`month` in which the fiscal year begins, 1 to 12")
	f.StringVar(&s.previous, "previous", "", "report.json of an earlier report, or its site's directory, to compare with: a `path`")
	f.StringVar(&s.title, "title", "", "name of the report")
}

// siteFlags declares the flags of the commands that write a site.
func (s *settings) siteFlags(cmd *cobra.Command, out string) {
	f := cmd.Flags()
	f.StringVar(&s.out, "out", out, "`directory` of the site; replaced as a whole")
	f.StringVar(&s.cacheDir, "cache-dir", "", "`directory` of rendered charts (default: the user's cache)")
	f.StringVar(&s.locale, "locale", "", "`language` and number format of the site: en-GB, en-US, de-DE (default: en-GB)")
	f.BoolVar(&s.noCache, "no-cache", false, "render every chart anew")
}

// resolve settles the values in their order of precedence.
func (s *settings) resolve(a *app, files []string) error {
	s.files = files
	if err := s.fromEnv(a.env); err != nil {
		return err
	}
	if s.cacheDir == "" && !s.noCache {
		if dir, err := os.UserCacheDir(); err == nil {
			s.cacheDir = filepath.Join(dir, "ownermap")
		}
	}
	if s.noCache {
		s.cacheDir = ""
	}
	before := *s
	s.given = &before
	return s.configure()
}

// configure takes from the config what nothing else gave, and checks the whole.
// It starts from the given values, so it can be done again when the config changed.
func (s *settings) configure() error {
	given := s.given
	*s = *given
	s.given = given
	if err := s.loadConfig(); err != nil {
		return err
	}
	return s.checkWords()
}

// fromEnv sets the flags that were not given from OWNERMAP_*: --as-of from
// OWNERMAP_AS_OF. Several files are separated as in PATH.
func (s *settings) fromEnv(env func(string) (string, bool)) error {
	var failed error
	s.set.VisitAll(func(f *pflag.Flag) {
		name := "OWNERMAP_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		text, ok := env(name)
		if !ok || text == "" || f.Changed || failed != nil {
			return
		}
		values := []string{text}
		if f.Value.Type() == "stringArray" {
			values = filepath.SplitList(text)
		}
		for _, v := range values {
			if err := s.set.Set(f.Name, v); err != nil {
				failed = usageError(fmt.Errorf("%s: %w", name, err), "")
			}
		}
	})
	return failed
}

// loadConfig reads the config and the profile, and takes from them what neither
// flags nor variables gave.
func (s *settings) loadConfig() error {
	s.base = config.Default()
	if s.demo {
		return nil // the samples need none, and a config at hand is not about them
	}
	files, err := s.configFiles()
	if err != nil {
		return err
	}
	if s.base, err = config.Load(files...); err != nil {
		var e *config.Error
		if errors.As(err, &e) {
			return usageError(e, e.Hint)
		}
		return usageError(err, "")
	}
	c := s.base
	given := func(flag string) bool { return s.set.Changed(flag) }
	fill(&s.title, c.Title, given("title"))
	fill(&s.out, c.Out, given("out"))
	fill(&s.currency, c.Currency, given("currency"))
	fill(&s.previous, c.Previous, given("previous"))
	fill(&s.asOf, c.AsOf.String(), given("as-of"))
	fill(&s.dateOrder, c.DateOrder, given("date-order"))
	fill(&s.decimal, c.Decimal, given("decimal"))
	fill(&s.encoding, c.Encoding, given("encoding"))
	fill(&s.fiscalYearStart, c.FiscalYearStart, given("fiscal-year-start"))
	fill(&s.strict, c.Strict, given("strict"))
	fill(&s.locale, c.Locale, given("locale"))
	return s.loadWords()
}

// fill takes the config's value where it has one and nothing was given.
func fill[T comparable](dst *T, fromConfig T, given bool) {
	var zero T
	if !given && fromConfig != zero {
		*dst = fromConfig
	}
}

const configName = "ownermap.yaml"

// configFiles lists the config files to read, in order.
func (s *settings) configFiles() ([]string, error) {
	file := s.config
	if file == "" {
		if _, err := os.Stat(configName); err == nil {
			file = configName
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, usageError(err, "")
		}
	}
	var files []string
	if file != "" {
		files = append(files, file)
	}
	if s.profile == "" {
		return files, nil
	}
	profile := s.profile
	if !strings.ContainsAny(profile, `/\`) && filepath.Ext(profile) == "" {
		profile = filepath.Join(filepath.Dir(file), "ownermap."+profile+".yaml")
	}
	return append(files, profile), nil
}

// checkWords refuses values that no file can make right.
func (s *settings) checkWords() error {
	switch {
	case s.fiscalYearStart < 0 || s.fiscalYearStart > 12 || s.set.Changed("fiscal-year-start") && s.fiscalYearStart == 0:
		return usageError(fmt.Errorf("--fiscal-year-start %d: not a month", s.fiscalYearStart), "give a month from 1 to 12")
	case s.currency != "" && !config.IsCurrency(s.currency):
		return usageError(fmt.Errorf("--currency %s: not a currency code", s.currency), "give an ISO code such as EUR")
	case !slices.Contains([]string{"", "dmy", "mdy", "ymd"}, s.dateOrder):
		return usageError(fmt.Errorf("--date-order %s: not an order", s.dateOrder), "give dmy, mdy or ymd")
	case !slices.Contains([]string{"", ".", ","}, s.decimal):
		return usageError(fmt.Errorf("--decimal %s: not a decimal mark", s.decimal), `give "." or ","`)
	case s.workers < 0:
		return usageError(fmt.Errorf("--workers %d: less than none", s.workers), "")
	}
	if _, err := s.asOfDate(); err != nil {
		return err
	}
	return nil
}

func (s *settings) asOfDate() (ingest.Date, error) {
	if s.asOf == "" {
		return 0, nil
	}
	d, err := ingest.ParseDate(s.asOf)
	if err != nil {
		return 0, usageError(fmt.Errorf("--as-of %s: not a date", s.asOf), "write it as 2026-09-30")
	}
	return d, nil
}

// sources lists the inputs: flags and positional files replace those of the
// config, kind by kind.
func (s *settings) sources() ([]ingest.Source, error) {
	var list []ingest.Source
	add := func(kind ingest.Kind, given []string, from config.Paths) {
		if len(given) > 0 {
			from = nil
			for _, p := range given {
				from = append(from, config.Path{Path: p})
			}
		}
		for _, p := range from {
			list = append(list, ingest.Source{Kind: kind, Path: p.Path, AsOf: p.AsOf})
		}
	}
	in := s.base.Inputs
	if len(s.files) > 0 {
		in = config.Inputs{}
	}
	add(ingest.KindRoster, s.roster, in.Roster)
	add(ingest.KindDeals, s.deals, in.Deals)
	add(ingest.KindPartners, s.partners, in.Partners)
	add(ingest.KindRates, s.rates, in.Rates)
	add("", s.files, in.Files)
	if len(list) == 0 {
		return nil, usageError(errors.New("no inputs: nothing names a roster or deals"),
			"give --roster FILE and --deals FILE, or name them in ownermap.yaml; `ownermap demo` shows the samples")
	}
	return list, nil
}

// ingestOptions are the options of the reading.
func (s *settings) ingestOptions(sources []ingest.Source) ingest.Options {
	c := s.base
	day, _ := s.asOfDate() // resolve has checked it
	return ingest.Options{
		AsOf:    day,
		Sources: sources,
		Columns: map[ingest.Kind]map[string]string{
			ingest.KindRoster: c.Columns.Roster, ingest.KindDeals: c.Columns.Deals,
			ingest.KindPartners: c.Columns.Partners, ingest.KindRates: c.Columns.Rates,
		},
		Values: ingest.Values{Sourcing: c.Values.Sourcing, Status: c.Values.Status, Role: c.Values.Role, Stage: c.Values.Stage},
		Stages: stagesOf(c.Stages), Aliases: c.Aliases,
		Encoding: s.encoding, DateOrder: s.dateOrder, Decimal: s.decimal, Workers: s.workers,
	}
}

func stagesOf(list []config.Stage) []ingest.Stage {
	var out []ingest.Stage
	for _, s := range list {
		if s.Name == "" {
			s.Name = s.ID
		}
		out = append(out, ingest.Stage{ID: s.ID, Name: s.Name, Core: s.Core, Item: s.Item, Evidence: s.Evidence, Words: s.Words})
	}
	return out
}

// analyzeOptions are the options of the analysis; resolve has checked them.
func (s *settings) analyzeOptions() analyze.Options {
	o := analyze.Default()
	o.AsOf, _ = s.asOfDate()
	o.Currency = s.currency
	o.Thresholds = s.base.Thresholds
	o.Generator = "ownermap " + version
	if s.title != "" {
		o.Title = s.title
	}
	if s.fiscalYearStart != 0 {
		o.FiscalYearStart = s.fiscalYearStart
	}
	return o
}
