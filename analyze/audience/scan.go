package audience

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Shortest values that a scan can tell from chance: letters and digits in all,
// and digits where a value has nothing else (an id of five digits is also a
// coordinate).
const (
	minLetters = 4
	minDigits  = 10
)

// Scanner finds secrets in finished files. A value is a run of words: case,
// accents and what stands between the words do not matter, so that one form
// finds a name in a sentence, a CSV cell, a file name and a sort key. Files are
// read as they stand and decoded: HTML, XML, JSON and URL escapes, tags between
// words, parts of zip archives (XLSX) and of mails, data URLs.
//
// It cannot read pictures, nor text that a browser cut short.
type Scanner struct {
	byFirst map[string][]pattern
	Skipped []Secret // too short to be told from chance, or words of the product itself
}

type pattern struct {
	words  []string
	secret Secret
}

// Hit is a secret that stands in a file.
type Hit struct {
	Path   string // "data/report.xlsx!xl/sharedStrings.xml" for a part of an archive
	Offset int    // in the decoded text
	Secret Secret
}

// String says what stands where; the value itself is not repeated.
func (h Hit) String() string {
	return fmt.Sprintf("%s: a %s stands at byte %d", h.Path, h.Secret.What, h.Offset)
}

// NewScanner prepares a scan. vocabulary is text of the product that does not
// come from the data (scripts, styles, the interface's words): a secret that is
// made of it cannot be told from it and is listed in Skipped.
func NewScanner(secrets []Secret, vocabulary ...string) *Scanner {
	all := &Scanner{byFirst: map[string][]pattern{}}
	for _, s := range secrets {
		if w := tokens(s.Value); worth(w) {
			all.byFirst[w[0]] = append(all.byFirst[w[0]], pattern{w, s})
		} else {
			all.Skipped = append(all.Skipped, s)
		}
	}
	known := map[string]bool{}
	for _, text := range vocabulary {
		all.match(text, func(_ int, p pattern) {
			if k := strings.Join(p.words, " "); !known[k] {
				known[k] = true
				all.Skipped = append(all.Skipped, p.secret)
			}
		})
	}
	for first, list := range all.byFirst {
		keep := list[:0]
		for _, p := range list {
			if !known[strings.Join(p.words, " ")] {
				keep = append(keep, p)
			}
		}
		all.byFirst[first] = keep
	}
	return all
}

// worth reports whether a run of words is long enough to look for.
func worth(words []string) bool {
	letters, digits := 0, 0
	for _, w := range words {
		for _, r := range w {
			if unicode.IsDigit(r) {
				digits++
			} else {
				letters++
				if r > 0x2E80 { // one Han, kana or hangul sign says as much as two letters
					letters++
				}
			}
		}
	}
	if letters == 0 {
		return digits >= minDigits
	}
	return letters+digits >= minLetters
}

// tokens are the words of a text, folded: lower case, without accents.
func tokens(s string) []string {
	var out []string
	eachToken(s, func(_ int, w string) { out = append(out, w) })
	return out
}

// folded is a text as its words.
func folded(s string) string { return strings.Join(tokens(s), " ") }

// eachToken calls f with the offset of each word and the word folded.
func eachToken(s string, f func(at int, word string)) {
	start, ascii, lower := -1, true, true
	flush := func(end int) {
		if start < 0 {
			return
		}
		w := s[start:end]
		if !ascii {
			w = strip(w)
		} else if !lower {
			w = strings.ToLower(w)
		}
		if w != "" {
			f(start, w)
		}
		start, ascii, lower = -1, true, true
	}
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		case c >= 'A' && c <= 'Z':
			lower = false
		case c >= utf8.RuneSelf && c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)):
			ascii = false
		default:
			flush(i)
			i += size
			continue
		}
		if start < 0 {
			start = i
		}
		i += size
	}
	flush(len(s))
}

// strip takes case, accents and compatibility forms away.
func strip(w string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(w))
}

// match calls found for every pattern in the text, with the offset of its end.
func (s *Scanner) match(text string, found func(at int, p pattern)) {
	type run struct {
		pattern
		next int
	}
	var live []run
	eachToken(text, func(at int, w string) {
		keep := live[:0]
		for _, r := range live {
			if r.words[r.next] != w {
				continue
			}
			if r.next++; r.next == len(r.words) {
				found(at, r.pattern)
			} else {
				keep = append(keep, r)
			}
		}
		live = keep
		for _, p := range s.byFirst[w] {
			if len(p.words) == 1 {
				found(at, p)
			} else {
				live = append(live, run{p, 1})
			}
		}
	})
}

// Scan reads one file of the output and lists the secrets in its path and its
// content, each once. An error means that the file could not be read through,
// which is no proof that nothing is in it.
func (s *Scanner) Scan(path string, content []byte) ([]Hit, error) {
	c := &scan{Scanner: s, seen: map[string]bool{}}
	c.text(path+" (its name)", path)
	err := c.file(path, content, 0)
	return c.hits, err
}

type scan struct {
	*Scanner
	seen map[string]bool
	hits []Hit
}

func (c *scan) text(path, text string) {
	c.match(text, func(at int, p pattern) {
		if k := path + "\x00" + strings.Join(p.words, " "); !c.seen[k] {
			c.seen[k] = true
			c.hits = append(c.hits, Hit{Path: path, Offset: at, Secret: p.secret})
		}
	})
}
