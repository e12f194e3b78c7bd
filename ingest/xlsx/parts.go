package xlsx

import (
	"bytes"
	"strings"

	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/table"
)

// What is looked at before the rows are read: sheets of this many bytes of XML,
// and no more than so many together.
const (
	peekSheet = 32 << 20
	peekBook  = 128 << 20
)

// readSheetParts finds out what the workbook part does not tell of its sheets:
// pivot tables and merged cells.
func (b *book) readSheetParts() {
	budget := uint64(peekBook)
	for i := range b.sheets {
		s := &b.sheets[i]
		f := b.arc.Find(s.part)
		if s.Chart || f == nil {
			continue
		}
		pivots := b.pivots(s.part)
		s.Pivot = len(pivots) > 0
		var used table.Range
		if n := f.UncompressedSize64; n <= peekSheet && n <= budget {
			budget -= n
			// Damage is told when the rows are read.
			data, _ := b.arc.Bytes(f, peekSheet)
			used, s.Merged = peek(data)
		}
		s.pivotOnly = s.Pivot && onlyPivots(used, pivots)
	}
}

// pivots lists where the pivot tables of a sheet stand.
func (b *book) pivots(part string) (out []table.Range) {
	for _, r := range b.rels(part) {
		if !r.is("pivotTable") {
			continue
		}
		var at table.Range
		if f := b.arc.Find(r.target); f != nil {
			data, _ := b.arc.Bytes(f, metaLimit)
			for _, v := range attrs(data, "location", "ref") {
				at = parseRange(v)
			}
		}
		out = append(out, at)
	}
	return out
}

// onlyPivots reports whether nothing is used below or beside the pivot tables;
// titles and filters stand above them.
func onlyPivots(used table.Range, pivots []table.Range) bool {
	if used == (table.Range{}) {
		return true
	}
	var last table.Range
	for _, p := range pivots {
		last.Row2, last.Col2 = max(last.Row2, p.Row2), max(last.Col2, p.Col2)
	}
	return used.Row2 <= last.Row2 && used.Col2 <= last.Col2
}

// peek looks at what stands before and after the rows of a worksheet.
func peek(data []byte) (used table.Range, merged []table.Range) {
	first := bytes.Index(data, []byte("sheetData"))
	last := bytes.LastIndex(data, []byte("sheetData"))
	if first < 0 {
		return used, nil
	}
	for _, v := range attrs(data[:first], "dimension", "ref") {
		used = parseRange(v)
	}
	for _, v := range attrs(data[last+len("sheetData"):], "mergeCell", "ref") {
		if r := parseRange(v); r != (table.Range{}) {
			merged = append(merged, r)
		}
	}
	return used, merged
}

// attrs lists the values of one attribute of the elements of one name in a
// piece of XML, whatever their prefix.
func attrs(data []byte, element, attr string) (out []string) {
	x, err := xmlscan.New(bytes.NewReader(data), peekSheet)
	if err != nil {
		return nil
	}
	defer x.Stop()
	for {
		k, err := x.Next()
		if err != nil || k == xmlscan.EOF {
			return out
		}
		name := string(x.Name[bytes.IndexByte(x.Name, ':')+1:])
		if (k == xmlscan.Start || k == xmlscan.Empty) && name == element {
			out = append(out, attrText(x, attr))
		}
	}
}

// parseRange reads A1:B2 or A1; what is neither is the zero Range.
func parseRange(s string) table.Range {
	from, to, two := strings.Cut(s, ":")
	if !two {
		to = from
	}
	c1, r1, ok1 := parseRef([]byte(from))
	c2, r2, ok2 := parseRef([]byte(to))
	if !ok1 || !ok2 || max(c1, c2, r1, r2) > 1<<30 {
		return table.Range{}
	}
	return table.Range{Row1: int32(min(r1, r2)), Col1: int32(min(c1, c2)), Row2: int32(max(r1, r2)), Col2: int32(max(c1, c2))}
}
