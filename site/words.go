package site

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// catalogue holds the words of one language. The English text of a message is
// its key; text is nil for English itself.
type catalogue struct {
	tag         language.Tag
	text        map[string]string
	months      [12]string
	shortMonths [12]string
	numbers     []string // zero to twelve
	thousand    string
	million     string
	billion     string
	percent     string             // what follows the figure, with its space
	dayDot      bool               // a day of the month takes a full stop
	signAfter   bool               // a currency sign stands behind the figure
	nouns       bool               // nouns keep their capital within a sentence
	report      func() *phrasebook // the sentences of a report; nil leaves them
	used        messages
}

// messages remembers which messages were used: what pages say apart from data.
type messages struct {
	mu   sync.Mutex
	list map[string]bool
}

func (m *messages) add(text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.list == nil {
		m.list = map[string]bool{}
	}
	m.list[text] = true
}

// said lists the messages that were used, in order.
func (c *catalogue) said() []string {
	c.used.mu.Lock()
	defer c.used.mu.Unlock()
	return sortedKeys(c.used.list)
}

// catalogueOf finds the language of a locale; what is not known reads as
// British English.
func catalogueOf(locale string) *catalogue {
	tag, err := language.Parse(locale)
	if err != nil || locale == "" {
		tag = language.BritishEnglish
	}
	c := english()
	if base, _ := tag.Base(); base.String() == "de" {
		c = german()
	}
	if base, _ := tag.Base(); base.String() == "en" || base.String() == "de" {
		c.tag = tag
	}
	return c
}

func english() *catalogue {
	return &catalogue{
		tag: language.BritishEnglish,
		months: [12]string{"January", "February", "March", "April", "May", "June",
			"July", "August", "September", "October", "November", "December"},
		shortMonths: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		numbers: []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
			"ten", "eleven", "twelve"},
		thousand: "k", million: "m", billion: "bn", percent: "%",
	}
}

func (c *catalogue) day(d int) string {
	if c.dayDot {
		return strconv.Itoa(d) + "."
	}
	return strconv.Itoa(d)
}

// s is one message in the reader's language: its English text is the key, every
// argument is a finished string.
func (f *format) s(message string, args ...any) string {
	if t, ok := f.words.text[message]; ok {
		message = t
	}
	f.words.used.add(message)
	if len(args) == 0 {
		return strings.ReplaceAll(message, "%%", "%")
	}
	return fmt.Sprintf(message, args...)
}

// plural chooses the message by number and puts the count in first.
func (f *format) plural(n int, one, many string, args ...any) string {
	m := many
	if n == 1 {
		m = one
	}
	return f.s(m, append([]any{f.count(n)}, args...)...)
}

// pluralWord is plural with the count in letters.
func (f *format) pluralWord(n int, one, many string, args ...any) string {
	m := many
	if n == 1 {
		m = one
	}
	return f.s(m, append([]any{f.word(n)}, args...)...)
}

// list joins words: "A, B and C".
func (f *format) list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return f.s("%s and %s", strings.Join(words[:n-1], ", "), words[n-1])
	}
}

// shortList joins at most n words and counts the rest: "A, B and 3 more".
func (f *format) shortList(words []string, n int) string {
	n = min(n, len(words))
	return f.andMore(words[:n], len(words)-n)
}

// andMore lists words, and counts those that are left out.
func (f *format) andMore(words []string, left int) string {
	if left == 0 {
		return f.list(words)
	}
	return f.s("%s and %s more", strings.Join(words, ", "), f.count(left))
}

// sentence starts with a capital; a name that starts otherwise keeps its letter.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// clip shortens what is too long for a line to n runes.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return strings.TrimSpace(string(r[:n-1])) + "…"
}

// lower is a word or note within a sentence.
func (f *format) lower(s string) string {
	if f.words.nouns {
		return s
	}
	return lowerFirst(s)
}

// lowerFirst starts with a small letter, unless the word is an abbreviation.
func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 || len(r) > 1 && unicode.IsUpper(r[1]) {
		return s
	}
	r[0] = unicode.ToLower(r[0])
	return string(r)
}
