package site

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// phrasebook says the sentences of a report in another language. A report's
// sentences are English, as report.json carries them; each was made from a format of
// package analyze, by which it is found here. What a format's verbs stood for is said
// again by itself, so that "12 of 30 deals (40%)" within a sentence is translated too;
// names and whatever the book does not know stay as they are.
type phrasebook struct {
	exact    map[string]string
	patterns []pattern // most literal text first
	decimal  string
	percent  string // what follows a figure
	and      string
	more     string            // "%s weitere"
	names    map[string]string // of stages, as a sentence of this language writes them
	known    sync.Map
}

// pattern is a format with verbs. In words, {1} is the first verb's text and
// {1:list} a list of names joined by commas and "and".
type pattern struct {
	format, words string
	match         *regexp.Regexp
	verbs         []string
	literal       int
}

//go:embed german_report.json
var germanReportFile []byte

// germanReport is the wording of every sentence of a report, by its format.
var germanReport = sync.OnceValue(func() *phrasebook {
	entries := map[string]string{}
	if err := json.Unmarshal(germanReportFile, &entries); err != nil {
		panic("german_report.json: " + err.Error()) // embedded: a test reads it
	}
	return newPhrasebook(entries, ",", nbsp+"%", " und ", "%s weitere")
})

func newPhrasebook(entries map[string]string, decimal, percent, and, more string) *phrasebook {
	p := &phrasebook{exact: map[string]string{}, decimal: decimal, percent: percent, and: and, more: more}
	for format, words := range entries {
		if !formatVerb.MatchString(format) {
			p.exact[format] = words
			continue
		}
		p.patterns = append(p.patterns, compilePattern(format, words))
	}
	slices.SortFunc(p.patterns, func(a, b pattern) int {
		return cmp.Or(cmp.Compare(b.literal, a.literal), strings.Compare(a.format, b.format))
	})
	return p
}

// with is the same book for a report with stages of these names.
func (p *phrasebook) with(names map[string]string) *phrasebook {
	return &phrasebook{exact: p.exact, patterns: p.patterns, decimal: p.decimal, percent: p.percent, and: p.and, more: p.more, names: names}
}

var (
	formatVerb = regexp.MustCompile(`%(?:[sdgq]|\.\d+f|%)`)
	slot       = regexp.MustCompile(`\{(\d+)(:list)?\}`)
	verbTexts  = map[string]string{"%s": `(.*?)`, "%d": `(-?\d+)`, "%g": `(-?[\d.]+)`, "%q": `(".*?")`}
	percentage = regexp.MustCompile(`^(\d+(?:\.\d+)?)%$`)
	fraction   = regexp.MustCompile(`^-?\d+\.\d+$`)
)

// compilePattern turns a format into what matches the sentences made from it.
func compilePattern(format, words string) pattern {
	p := pattern{format: format, words: words}
	var re strings.Builder
	re.WriteString(`(?s)^`)
	at := 0
	for _, loc := range formatVerb.FindAllStringIndex(format, -1) {
		re.WriteString(regexp.QuoteMeta(format[at:loc[0]]))
		p.literal += loc[0] - at
		switch verb := format[loc[0]:loc[1]]; {
		case verb == "%%":
			re.WriteString("%")
		case verbTexts[verb] != "":
			re.WriteString(verbTexts[verb])
			p.verbs = append(p.verbs, verb)
		default:
			re.WriteString(`(-?\d+\.\d+)`)
			p.verbs = append(p.verbs, verb)
		}
		at = loc[1]
	}
	re.WriteString(regexp.QuoteMeta(format[at:]) + `$`)
	p.literal += len(format) - at
	p.match = regexp.MustCompile(re.String())
	return p
}

// say is the text in the book's language, or the text itself.
func (p *phrasebook) say(text string) string {
	if known, ok := p.known.Load(text); ok {
		return known.(string)
	}
	said := p.find(text)
	p.known.Store(text, said)
	return said
}

func (p *phrasebook) find(text string) string {
	if name, ok := p.names[text]; ok {
		return name
	}
	if words, ok := p.exact[text]; ok {
		return words
	}
	if head, ok := strings.CutSuffix(text, "."); ok { // a title said as a sentence
		if words, ok := p.exact[head]; ok {
			return words + "."
		}
	}
	if m := percentage.FindStringSubmatch(text); m != nil {
		return p.number(m[1]) + p.percent
	}
	if fraction.MatchString(text) {
		return p.number(text)
	}
	for i := range p.patterns {
		if m := p.patterns[i].match.FindStringSubmatch(text); m != nil {
			return p.fill(&p.patterns[i], m[1:])
		}
	}
	return text
}

func (p *phrasebook) number(text string) string { return strings.Replace(text, ".", p.decimal, 1) }

// fill puts what the verbs stood for into the words of a pattern.
func (p *phrasebook) fill(x *pattern, args []string) string {
	return slot.ReplaceAllStringFunc(x.words, func(s string) string {
		m := slot.FindStringSubmatch(s)
		i, err := strconv.Atoi(m[1])
		switch {
		case err != nil || i < 1 || i > len(args):
			return s
		case m[2] != "":
			return p.list(args[i-1])
		case x.verbs[i-1] == "%s":
			return p.say(args[i-1])
		}
		return p.number(args[i-1])
	})
}

var moreOf = regexp.MustCompile(`^(.*) and (\d+) more$`)

// list says "a, b and c" and "a, b, c, d and 2 more".
func (p *phrasebook) list(text string) string {
	last := ""
	if m := moreOf.FindStringSubmatch(text); m != nil {
		text, last = m[1], strings.Replace(p.more, "%s", m[2], 1)
	} else if i := strings.LastIndex(text, " and "); i >= 0 {
		text, last = text[:i], p.say(text[i+len(" and "):])
	}
	parts := strings.Split(text, ", ")
	for i := range parts {
		parts[i] = p.say(parts[i])
	}
	if last == "" {
		return strings.Join(parts, ", ")
	}
	return strings.Join(parts, ", ") + p.and + last
}

// say is a sentence of the report in the reader's language.
func (b *book) say(text string) string {
	if b.phrases == nil {
		return text
	}
	return b.phrases.say(text)
}

// phrasesFor is the book of sentences in the reader's language, nil for English.
func (b *book) phrasesFor() *phrasebook {
	if b.words.report == nil {
		return nil
	}
	names := map[string]string{}
	for _, s := range b.rep.Stages {
		r, n := utf8.DecodeRuneInString(s.Name)
		names[string(unicode.ToLower(r))+s.Name[n:]] = s.Name
	}
	return b.words.report().with(names)
}
