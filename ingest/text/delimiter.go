package text

import (
	"bytes"
	"fmt"
	"strings"

	"ownermap/ingest/table"
)

// dialect is how a file separates its fields.
type dialect struct {
	comma  byte
	width  int            // fields of most records of the sample
	skip   int            // bytes of a sep= line before the first record
	notice *table.Problem // two separators fit
}

// candidates in the order that settles a tie.
const candidates = ",;\t|"

// sampleRecords is how many records are looked at.
const sampleRecords = 100

// sniff finds the dialect of the first bytes of a text; whole reports that they
// are all of it.
func sniff(sample []byte, whole bool) dialect {
	if comma, n := sepLine(sample); n > 0 {
		return dialect{comma: comma, skip: n, width: fit(sample[n:], comma, whole).width}
	}
	best, second := candidateFit{}, candidateFit{}
	for _, c := range []byte(candidates) {
		switch f := fit(sample, c, whole); {
		case f.better(best):
			best, second = f, best
		case f.better(second):
			second = f
		}
	}
	if best.width < 2 {
		return dialect{comma: ',', width: 1}
	}
	d := dialect{comma: best.comma, width: best.width}
	if second.width > 1 && second.share >= 0.9*best.share && second.share > 0.5 {
		d.notice = &table.Problem{
			Code:    table.CodeDelimiter,
			Message: fmt.Sprintf("both %s and %s could separate the fields; %s was taken", commaName(best.comma), commaName(second.comma), commaName(best.comma)),
			Hint:    `if that is wrong, put a first line "sep=` + string(rune(second.comma)) + `" into the file`,
		}
	}
	return d
}

func commaName(c byte) string {
	if name, ok := map[byte]string{',': "the comma", ';': "the semicolon", '\t': "the tab", '|': "the bar"}[c]; ok {
		return name
	}
	return fmt.Sprintf("%q", rune(c))
}

// sepLine reads the line by which Excel is told the separator, and its length.
func sepLine(b []byte) (comma byte, n int) {
	line := b
	if i := bytes.IndexAny(b, "\r\n"); i >= 0 {
		line = b[:i]
		if n = i + 1; b[i] == '\r' && n < len(b) && b[n] == '\n' {
			n++
		}
	} else {
		n = len(b)
	}
	t := strings.Trim(string(line), `"`)
	if len(t) != 5 || !strings.EqualFold(t[:4], "sep=") || t[4] >= 0x80 || t[4] == '"' {
		return 0, 0
	}
	return t[4], n
}

// candidateFit is how well a separator divides the sample into equal records.
type candidateFit struct {
	comma byte
	width int     // the commonest number of fields, of those above one
	share float64 // of the records, how many have it
}

// better prefers the separator that divides more records alike, then the one
// that gives more fields.
func (f candidateFit) better(g candidateFit) bool {
	if f.width < 2 || g.width < 2 {
		return f.width >= 2
	}
	if d := f.share - g.share; d > 0.05 || d < -0.05 {
		return d > 0
	}
	return f.width > g.width
}

func fit(sample []byte, comma byte, whole bool) candidateFit {
	f := candidateFit{comma: comma}
	p := parser{comma: comma}
	counts := map[int]int{}
	records := 0
	for len(sample) > 0 && records < sampleRecords {
		n, st := p.record(sample, whole)
		if st != complete {
			break
		}
		sample = sample[n:]
		if len(p.fields) > 1 || len(p.fields) == 1 && p.fields[0].end > p.fields[0].start {
			counts[len(p.fields)]++
			records++
		}
	}
	for w, n := range counts {
		if w > 1 && (n > counts[f.width] || f.width == 0 || n == counts[f.width] && w > f.width) {
			f.width = w
		}
	}
	if records > 0 {
		f.share = float64(counts[f.width]) / float64(records)
	}
	return f
}
