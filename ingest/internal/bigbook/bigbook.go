// Package bigbook writes large made-up exports for benchmarks and tests of
// bounds, as fast as they deflate and always the same bytes.
package bigbook

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strconv"

	"github.com/klauspost/compress/flate"
)

const (
	types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
	rels  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	book  = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Deals" sheetId="1" r:id="rId1"/></sheets></workbook>`
	parts = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	style = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00\ [$EUR]"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>`
	main  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
)

// Columns is the width of the export.
const Columns = 20

// XLSX writes a workbook of that many rows below its header: per row a name and
// an id of its own, nine texts that repeat, five numbers, three dates and a
// share.
func XLSX(w io.Writer, rows int) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 6) })
	for _, p := range []struct {
		name string
		body func(*bufio.Writer)
	}{
		{"[Content_Types].xml", func(b *bufio.Writer) { b.WriteString(types) }},
		{"_rels/.rels", func(b *bufio.Writer) { b.WriteString(rels) }},
		{"xl/workbook.xml", func(b *bufio.Writer) { b.WriteString(book) }},
		{"xl/_rels/workbook.xml.rels", func(b *bufio.Writer) { b.WriteString(parts) }},
		{"xl/styles.xml", func(b *bufio.Writer) { b.WriteString(style) }},
		{"xl/sharedStrings.xml", func(b *bufio.Writer) { sharedStrings(b, rows) }},
		{"xl/worksheets/sheet1.xml", func(b *bufio.Writer) { worksheet(b, rows) }},
	} {
		out, err := z.Create(p.name)
		if err != nil {
			return err
		}
		b := bufio.NewWriterSize(out, 1<<16)
		p.body(b)
		if err := b.Flush(); err != nil {
			return err
		}
	}
	return z.Close()
}

// repeated is how many texts the nine text columns share.
const repeated = 5000

func sharedStrings(b *bufio.Writer, rows int) {
	fmt.Fprintf(b, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<sst %s count="%d" uniqueCount="%d">`, main, rows*11+Columns, rows+repeated+Columns)
	for c := range Columns {
		fmt.Fprintf(b, "<si><t>%s</t></si>", header(c))
	}
	for i := range repeated {
		fmt.Fprintf(b, "<si><t>%s</t></si>", word(i))
	}
	for r := range rows {
		fmt.Fprintf(b, "<si><t>Opportunity %d of %s</t></si>", r, word(r%repeated))
	}
	b.WriteString("</sst>")
}

func header(c int) string { return fmt.Sprintf("Column %d", c+1) }

func word(i int) string {
	return [...]string{"Northwind", "Contoso", "Fabrikam", "Tailspin", "Adatum"}[i%5] + " " + [...]string{"Partners", "Cloud", "Iberia", "Services"}[i/5%4] + " " + strconv.Itoa(i)
}

// rowValue is a number that looks like business data: few digits at first sight
// alike from row to row, none of them equal.
func rowValue(r, c int) uint64 {
	x := uint64(r)*0x9e3779b97f4a7c15 + uint64(c)*0xbf58476d1ce4e5b9
	x ^= x >> 29
	x *= 0x94d049bb133111eb
	return x ^ x>>32
}

func worksheet(b *bufio.Writer, rows int) {
	fmt.Fprintf(b, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<worksheet %s><dimension ref="A1:T%d"/><sheetData>`, main, rows+1)
	var buf []byte
	for r := range rows + 1 {
		buf = append(buf[:0], `<row r="`...)
		buf = strconv.AppendInt(buf, int64(r+1), 10)
		buf = append(buf, `" spans="1:20">`...)
		for c := range Columns {
			buf = cell(buf, r, c)
		}
		b.Write(append(buf, "</row>"...))
	}
	b.WriteString("</sheetData></worksheet>")
}

func cell(buf []byte, r, c int) []byte {
	buf = append(buf, `<c r="`...)
	buf = append(buf, byte('A'+c))
	buf = strconv.AppendInt(buf, int64(r+1), 10)
	v := rowValue(r, c)
	switch {
	case r == 0:
		return end(strconv.AppendInt(append(buf, `" t="s"><v>`...), int64(c), 10))
	case c == 0:
		return end(strconv.AppendInt(append(buf, `" t="s"><v>`...), int64(Columns+repeated+r-1), 10))
	case c == 1:
		return end(strconv.AppendInt(append(buf, `"><v>`...), int64(1000000+r), 10))
	case c < 11:
		return end(strconv.AppendUint(append(buf, `" t="s"><v>`...), Columns+v%(repeated/uint64(c)), 10))
	case c < 14:
		return end(strconv.AppendUint(append(buf, `" s="1"><v>`...), 44000+v%1500, 10))
	case c < 16:
		buf = strconv.AppendUint(append(buf, `" s="2"><v>`...), v%500000, 10)
		return end(append(buf, '.', byte('0'+v>>8%10), byte('1'+v>>12%9)))
	case c == 16:
		return end(append(append(buf, `" s="3"><v>0.`...), byte('1'+v%9)))
	}
	return end(strconv.AppendUint(append(buf, `"><v>`...), v%100, 10))
}

func end(buf []byte) []byte { return append(buf, "</v></c>"...) }

// CSV writes the same rows as delimited text.
func CSV(w io.Writer, rows int) error {
	b := bufio.NewWriterSize(w, 1<<16)
	var buf []byte
	for r := range rows + 1 {
		buf = buf[:0]
		for c := range Columns {
			if c > 0 {
				buf = append(buf, ',')
			}
			v := rowValue(r, c)
			switch {
			case r == 0:
				buf = append(buf, header(c)...)
			case c == 0:
				buf = fmt.Appendf(buf, "\"Opportunity %d, %s\"", r-1, word(r%repeated))
			case c < 11:
				buf = append(buf, word(int(v%(repeated/uint64(c))))...)
			case c < 14:
				buf = fmt.Appendf(buf, "2025-%02d-%02d", 1+v%12, 1+v>>8%28)
			default:
				buf = fmt.Appendf(buf, "%d.%02d", v%500000, v>>32%100)
			}
		}
		if _, err := b.Write(append(buf, '\r', '\n')); err != nil {
			return err
		}
	}
	return b.Flush()
}
