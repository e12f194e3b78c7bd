// Package config reads ownermap.yaml, the one config file.
//
//  1. The text is parsed; each key is checked against Config by its YAML name,
//     and an unknown one is an error with line, column and a suggestion (keys.go).
//  2. The values are decoded over the defaults, a profile over the config.
//  3. Values that are well-formed but impossible are refused with their key.
//
// docs/ownermap.schema.json is generated from Config and its comments.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"ownermap/analyze"
	"ownermap/analyze/audience"
	"ownermap/analyze/whatif"
	"ownermap/ingest"
)

// Config is ownermap.yaml. A key that is left out has its default. Paths are
// relative to the file that names them.
type Config struct {
	// Title is the name of the report.
	Title string `yaml:"title,omitempty"`
	// AsOf is the day the report speaks for, 2026-09-30. Default: the latest past event in the deals.
	AsOf ingest.Date `yaml:"as_of,omitempty"`
	// FiscalYearStart is the month, 1 to 12, in which the fiscal year begins. Default: 1.
	FiscalYearStart int `yaml:"fiscal_year_start,omitempty"`
	// Currency is the report currency, an ISO code. Default: what all rates convert to, else what the deals are in.
	Currency string `yaml:"currency,omitempty"`
	// Previous is the report.json of an earlier report to compare with, or its site's directory, relative to the config. Default: none.
	Previous string `yaml:"previous,omitempty"`
	// Out is the directory of the site. Default: ownermap-site.
	Out string `yaml:"out,omitempty"`
	// Locale is the language and number format of the site: en-GB, en-US, de-DE. Default: en-GB.
	Locale string `yaml:"locale,omitempty"`
	// Brand is how the site shows whose it is.
	Brand Brand `yaml:"brand,omitempty"`
	// Commentary lists Markdown files that join pages: files, folders or globs, relative to the config.
	Commentary []string `yaml:"commentary,omitempty"`
	// Strict makes warnings in the data fail the command, as errors do.
	Strict bool `yaml:"strict,omitempty"`
	// Inputs names the files to read.
	Inputs Inputs `yaml:"inputs,omitempty"`
	// Columns says which header is which field, where the guess is wrong: field to header.
	Columns Columns `yaml:"columns,omitempty"`
	// DateOrder settles columns whose dates can be read two ways: dmy, mdy or ymd.
	DateOrder string `yaml:"date_order,omitempty"`
	// Decimal settles columns whose numbers can be read two ways: "." or ",".
	Decimal string `yaml:"decimal,omitempty"`
	// Encoding is the encoding of text files. Default: detected.
	Encoding string `yaml:"encoding,omitempty"`
	// Aliases maps a name as it stands in the deals to the name on the roster.
	Aliases map[string]string `yaml:"aliases,omitempty"`
	// Values teaches further words: word to canonical value.
	Values Values `yaml:"values,omitempty"`
	// Stages replaces the lifecycle. Default: recruitment, activation, enablement, cosell, measurement.
	Stages []Stage `yaml:"stages,omitempty"`
	// Thresholds are the limits that rules and classes use; each has its own default.
	Thresholds analyze.Thresholds `yaml:"thresholds,omitempty"`
	// Audiences are the readers for whom sites are built, all from one run. Default: the full site alone, in out.
	Audiences []Audience `yaml:"audiences,omitempty"`
	// Scenarios are files with what-if scenarios, shown beside today; a path may be a glob.
	Scenarios []string `yaml:"scenarios,omitempty"`
	// Suggest adds a proposed ownership to the site, stages cut by region, partner_type, motion, or none. Default: no proposal.
	Suggest string `yaml:"suggest,omitempty"`
	// Weights are what a proposal trades off; each has its own default.
	Weights whatif.Weights `yaml:"weights,omitempty"`
	// Mail says how `ownermap mail --send` delivers the snapshot, and to whom.
	Mail Mail `yaml:"mail,omitempty"`
	// Publish names the places that `ownermap publish NAME` brings the site to.
	Publish []Target `yaml:"publish,omitempty"`
}

// Audience is a group of readers with a site of its own.
type Audience struct {
	// Name is what the audience is called, in messages and by `publish` and `mail`.
	Name string `yaml:"name"`
	// Audience is full, leadership (no outcomes of single people, only owners are named) or anonymous (pseudonyms, small counts withheld; needs OWNERMAP_PSEUDONYM_KEY).
	Audience string `yaml:"audience" jsonschema:"enum=full,enum=leadership,enum=anonymous"`
	// Out is the directory of its site. The full one may leave it out: it goes to the config's out.
	Out string `yaml:"out,omitempty"`
	// Link is where its site is published, https://host/path/: mails to this audience and its page 404.html lead there.
	Link string `yaml:"link,omitempty"`
	// Allow lists names from the data that may stand in the site, as they are ordinary words too.
	Allow []string `yaml:"allow,omitempty"`
}

// Brand is logo, colour and footer of the site.
type Brand struct {
	// Logo is a picture, relative to the config: PNG, JPEG, GIF, WebP or SVG, at most 1 MB.
	Logo string `yaml:"logo,omitempty"`
	// Accent is the colour of what is accounted for, "#0B5D75"; refused where it cannot be read.
	Accent string `yaml:"accent,omitempty"`
	// Footer is a sentence under every page.
	Footer string `yaml:"footer,omitempty"`
}

// Mail is a server and its recipients. Credentials come from OWNERMAP_SMTP_USER and OWNERMAP_SMTP_PASSWORD.
type Mail struct {
	// Host is the name of the SMTP server.
	Host string `yaml:"host,omitempty"`
	// Port is its port. Default: 587; with tls: tls 465, with tls: none 25.
	Port int `yaml:"port,omitempty" jsonschema:"minimum=0,maximum=65535"`
	// TLS is starttls, tls (encrypted from the start) or none (for a relay on the same machine). Default: starttls.
	TLS string `yaml:"tls,omitempty" jsonschema:"enum=starttls,enum=tls,enum=none"`
	// From is the sender, "Partner office <partners@example.com>".
	From string `yaml:"from,omitempty"`
	// Link is where the full site is published, https://host/path/: mails and the page 404.html lead there. Audiences have links of their own.
	Link string `yaml:"link,omitempty"`
	// Recipients are those who get the snapshot, one message each.
	Recipients []Recipient `yaml:"recipients,omitempty"`
}

// Recipient is somebody who gets the snapshot.
type Recipient struct {
	// To is an address, with or without a name.
	To string `yaml:"to"`
	// Audience is the name of the audience whose report is sent. Default: the full report.
	Audience string `yaml:"audience,omitempty"`
}

// Target is a place to publish to. Credentials come from the environment.
type Target struct {
	// Name is what `ownermap publish NAME` is given.
	Name string `yaml:"name"`
	// Target is a folder or a URL: file://, s3://, gs://, azblob:// or sftp://.
	Target string `yaml:"target"`
	// Audience is the name of the audience whose site is published. Default: the site in out.
	Audience string `yaml:"audience,omitempty"`
	// Gzip stores text compressed, for hosts that pass Content-Encoding on.
	Gzip bool `yaml:"gzip,omitempty"`
	// MaxDeletes is the most files that one publication may delete. Default: 256.
	MaxDeletes int `yaml:"max_deletes,omitempty"`
}

// Inputs names files by what they hold. A path may be a glob, or name a sheet:
// exports/q3.xlsx#Opportunities.
type Inputs struct {
	// Files are workbooks whose sheets tell by their columns what they are.
	Files Paths `yaml:"files,omitempty"`
	// Roster holds the people.
	Roster Paths `yaml:"roster,omitempty"`
	// Deals holds the deals.
	Deals Paths `yaml:"deals,omitempty"`
	// Partners holds the list of partners.
	Partners Paths `yaml:"partners,omitempty"`
	// Rates holds the exchange rates.
	Rates Paths `yaml:"rates,omitempty"`
}

// Columns are field-to-header choices by kind of input.
type Columns struct {
	// Roster is for the roster's fields.
	Roster map[string]string `yaml:"roster,omitempty"`
	// Deals is for the deals' fields.
	Deals map[string]string `yaml:"deals,omitempty"`
	// Partners is for the partner list's fields.
	Partners map[string]string `yaml:"partners,omitempty"`
	// Rates is for the rates' fields.
	Rates map[string]string `yaml:"rates,omitempty"`
}

// Values are words of the data and what they mean.
type Values struct {
	// Sourcing maps to sourced, influenced, direct or unknown.
	Sourcing map[string]string `yaml:"sourcing,omitempty"`
	// Status maps to open, won or lost.
	Status map[string]string `yaml:"status,omitempty"`
	// Role maps to a role class: relationship, revenue, recruitment, activation, enablement, operations, leader, direct_sales, marketing, other.
	Role map[string]string `yaml:"role,omitempty"`
	// Stage maps to the id of a stage.
	Stage map[string]string `yaml:"stage,omitempty"`
}

// Stage is one stage of the lifecycle, in order.
type Stage struct {
	// ID is the short name in report.json.
	ID string `yaml:"id"`
	// Name is shown on the pages.
	Name string `yaml:"name,omitempty"`
	// Core stages must have an owner; others are reported when the data speaks of them.
	Core bool `yaml:"core,omitempty"`
	// Item is what the stage must do once for each: partner or deal.
	Item string `yaml:"item,omitempty"`
	// Evidence lists the fields that name the stage's owner; the first that is present counts.
	Evidence []string `yaml:"evidence,omitempty"`
	// Words are spellings of the stage in roster cells, beside id and name.
	Words []string `yaml:"words,omitempty"`
}

// Path is a file, a glob or file.xlsx#Sheet. AsOf is the day for which an older roster holds.
type Path struct {
	// Path is the file, relative to the config.
	Path string `yaml:"path"`
	// AsOf is the day for which a roster holds, 2025-12-31.
	AsOf ingest.Date `yaml:"as_of,omitempty"`
}

// Paths is one path, or a list of paths; a path is a string or {path, as_of}.
type Paths []Path

// UnmarshalYAML reads a string, a mapping, or a list of either.
func (p *Paths) UnmarshalYAML(unmarshal func(any) error) error {
	var list []Path
	if err := unmarshal(&list); err == nil {
		*p = list
		return nil
	}
	var one Path
	if err := unmarshal(&one); err != nil {
		return err
	}
	*p = Paths{one}
	return nil
}

// UnmarshalYAML reads a string or {path, as_of}.
func (p *Path) UnmarshalYAML(unmarshal func(any) error) error {
	var s string
	if err := unmarshal(&s); err == nil {
		*p = Path{Path: s}
		return nil
	}
	type plain Path
	return unmarshal((*plain)(p))
}

// Default is the config without a file.
func Default() Config {
	return Config{Thresholds: analyze.DefaultThresholds(), Weights: whatif.DefaultWeights()}
}

// Error is a config that cannot be used: position first, then what was seen.
type Error struct {
	File      string
	Line, Col int // 1-based; 0 when unknown
	Message   string
	Hint      string
}

// Error writes file:line:column: message.
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Message)
}

// Load reads the config files in order, each over the one before, onto the
// defaults. The error is an *Error, or says why a file could not be read.
func Load(files ...string) (Config, error) {
	c := Default()
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			return c, err
		}
		if err := c.overlay(file, src); err != nil {
			return c, err
		}
	}
	return c, nil
}

// overlay decodes one file over c.
func (c *Config) overlay(file string, src []byte) error {
	body, err := parse(file, src)
	if err != nil || body == nil {
		return err
	}
	next := *c
	next.Inputs, next.Audiences, next.Commentary, next.Mail.Recipients = Inputs{}, nil, nil, nil
	if err := yaml.NodeToValue(body, &next); err != nil {
		return decodeError(file, err)
	}
	next.Inputs = c.Inputs.over(next.Inputs.from(filepath.Dir(file)))
	for i := range next.Audiences {
		next.Audiences[i].Out = within(filepath.Dir(file), next.Audiences[i].Out)
	}
	for i := range next.Commentary {
		next.Commentary[i] = within(filepath.Dir(file), next.Commentary[i])
	}
	if next.Commentary == nil {
		next.Commentary = c.Commentary
	}
	if next.Brand.Logo != c.Brand.Logo {
		next.Brand.Logo = within(filepath.Dir(file), next.Brand.Logo)
	}
	if next.Audiences == nil {
		next.Audiences = c.Audiences
	}
	if next.Mail.Recipients == nil {
		next.Mail.Recipients = c.Mail.Recipients
	}
	if next.Previous != c.Previous {
		next.Previous = within(filepath.Dir(file), next.Previous)
	}
	if !slices.Equal(next.Scenarios, c.Scenarios) {
		for i, f := range next.Scenarios {
			next.Scenarios[i] = within(filepath.Dir(file), f)
		}
	}
	if next.Out != c.Out {
		next.Out = within(filepath.Dir(file), next.Out)
	}
	if err := next.check(file); err != nil {
		return err
	}
	*c = next
	return nil
}

// decodeError keeps the position of goccy's error and drops its drawing.
func decodeError(file string, err error) error {
	e := &Error{File: file, Message: err.Error()}
	var y yaml.Error
	if errors.As(err, &y) {
		e.Message = y.GetMessage()
		if t := y.GetToken(); t != nil && t.Position != nil {
			e.Line, e.Col = t.Position.Line, t.Position.Column
		}
	}
	return e
}

// from makes relative paths relative to dir.
func (in Inputs) from(dir string) Inputs {
	for _, list := range in.all() {
		for i := range *list {
			(*list)[i].Path = within(dir, (*list)[i].Path)
		}
	}
	return in
}

// over returns in with the kinds that next names replaced.
func (in Inputs) over(next Inputs) Inputs {
	mine, theirs := in.all(), next.all()
	for i := range mine {
		if len(*theirs[i]) > 0 {
			*mine[i] = *theirs[i]
		}
	}
	return in
}

func (in *Inputs) all() []*Paths {
	return []*Paths{&in.Files, &in.Roster, &in.Deals, &in.Partners, &in.Rates}
}

func within(dir, path string) string {
	if path == "" || filepath.IsAbs(path) || dir == "." {
		return path
	}
	return filepath.Join(dir, path)
}

// check refuses values that are well-formed but impossible.
func (c *Config) check(file string) error {
	bad := func(key, format string, args ...any) error {
		return &Error{File: file, Message: key + ": " + fmt.Sprintf(format, args...)}
	}
	switch {
	case c.FiscalYearStart < 0 || c.FiscalYearStart > 12:
		return bad("fiscal_year_start", "%d is not a month, 1 to 12", c.FiscalYearStart)
	case !slices.Contains([]string{"", "dmy", "mdy", "ymd"}, c.DateOrder):
		return bad("date_order", "%q is not dmy, mdy or ymd", c.DateOrder)
	case !slices.Contains([]string{"", ".", ","}, c.Decimal):
		return bad("decimal", `%q is not "." or ","`, c.Decimal)
	case c.Currency != "" && !IsCurrency(c.Currency):
		return bad("currency", "%q is not a currency code such as EUR", c.Currency)
	case c.Suggest != "" && !slices.Contains(append(analyze.Axes(), "none"), c.Suggest):
		return bad("suggest", "%q is not region, partner_type, motion or none", c.Suggest)
	}
	if err := c.checkAudiences(bad); err != nil {
		return err
	}
	if err := c.checkValues(file); err != nil {
		return err
	}
	for i, s := range c.Stages {
		switch {
		case s.ID == "" || strings.ContainsAny(s.ID, " /.:"):
			return bad(fmt.Sprintf("stages[%d].id", i), "%q is not a short name", s.ID)
		case s.Item != "partner" && s.Item != "deal":
			return bad(fmt.Sprintf("stages[%d].item", i), "%q is not partner or deal", s.Item)
		}
	}
	return nil
}

// checkValues refuses words that are mapped to nothing that is known.
func (c *Config) checkValues(file string) error {
	stages := []string{}
	for _, s := range c.Stages {
		stages = append(stages, s.ID)
	}
	if len(stages) == 0 {
		for _, s := range ingest.DefaultStages() {
			stages = append(stages, s.ID)
		}
	}
	roles := []string{}
	for _, r := range ingest.RoleClasses() {
		roles = append(roles, string(r))
	}
	for _, v := range []struct {
		key   string
		words map[string]string
		known []string
		fold  bool // capitals do not matter
	}{
		{"sourcing", c.Values.Sourcing, []string{"sourced", "influenced", "direct", "unknown"}, true},
		{"status", c.Values.Status, []string{"open", "won", "lost", "unknown"}, true},
		{"role", c.Values.Role, roles, false},
		{"stage", c.Values.Stage, stages, false},
	} {
		for _, word := range slices.Sorted(maps.Keys(v.words)) {
			to := v.words[word]
			if slices.Contains(v.known, to) || v.fold && slices.Contains(v.known, strings.ToLower(to)) {
				continue
			}
			hint := "write one of " + strings.Join(v.known, ", ")
			if near := Nearest(to, v.known); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			return &Error{File: file, Message: fmt.Sprintf("values.%s: %q is mapped to %q, which means nothing here", v.key, word, to), Hint: hint}
		}
	}
	return nil
}

// checkAudiences refuses audiences that cannot be told apart or would share a folder.
func (c *Config) checkAudiences(bad func(key, format string, args ...any) error) error {
	names, places := map[string]bool{}, map[string]string{}
	for i, a := range c.Audiences {
		key := fmt.Sprintf("audiences[%d]", i)
		kind, err := audience.Parse(a.Audience)
		place := filepath.Clean(cmp.Or(a.Out, c.Out, "."))
		switch {
		case a.Name == "" || strings.ContainsAny(a.Name, " /\\.:"):
			return bad(key+".name", "%q is not a short name", a.Name)
		case names[a.Name]:
			return bad(key+".name", "%q is there twice", a.Name)
		case err != nil:
			return bad(key+".audience", "%v", err)
		case a.Out == "" && kind != audience.Full:
			return bad(key+".out", "is missing: %q needs a directory of its own", a.Name)
		case places[place] != "":
			return bad(key+".out", "%q and %q would stand in one directory", places[place], a.Name)
		}
		names[a.Name], places[place] = true, a.Name
	}
	for i, t := range c.Publish {
		if t.Audience != "" && !names[t.Audience] {
			return bad(fmt.Sprintf("publish[%d].audience", i), "no audience is named %q", t.Audience)
		}
	}
	for i, r := range c.Mail.Recipients {
		key := fmt.Sprintf("mail.recipients[%d]", i)
		if _, err := mail.ParseAddress(r.To); err != nil {
			return bad(key+".to", "%q is no address: %v", r.To, err)
		}
		if r.Audience != "" && !names[r.Audience] {
			return bad(key+".audience", "no audience is named %q", r.Audience)
		}
	}
	return c.checkMail(bad)
}

// checkMail refuses a server that cannot be meant.
func (c *Config) checkMail(bad func(key, format string, args ...any) error) error {
	m := c.Mail
	if m.From != "" {
		if _, err := mail.ParseAddress(m.From); err != nil {
			return bad("mail.from", "%q is no address: %v", m.From, err)
		}
	}
	switch {
	case strings.ContainsAny(m.Host, " :/"):
		return bad("mail.host", "%q is not the name of a host; the port has a key of its own", m.Host)
	case m.Port < 0 || m.Port > 65535:
		return bad("mail.port", "%d is not a port", m.Port)
	case !slices.Contains([]string{"", "starttls", "tls", "none"}, m.TLS):
		return bad("mail.tls", "%q is not starttls, tls or none", m.TLS)
	}
	return nil
}

// IsCurrency reports whether code has the form of an ISO currency code.
func IsCurrency(code string) bool {
	return len(code) == 3 && strings.IndexFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}
