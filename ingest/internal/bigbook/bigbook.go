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

// Sizes of the lists that the text columns choose from.
const (
	accounts = 5000 // also partners
	people   = 500
)

// column is a column of the export: what it is called, and of which kind.
type column struct {
	header string
	kind   byte     // u unique text, t text of a list, i id, d date, m money, p share, n number
	list   []string // of a t column
}

var (
	partyNames  = names(accounts, party)
	personNames = names(people, Person)
)

func names(n int, f func(int) string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

func party(i int) string {
	return [...]string{"Northwind", "Contoso", "Fabrikam", "Tailspin", "Adatum"}[i%5] + " " + [...]string{"Partners", "Cloud", "Iberia", "Services"}[i/5%4] + " " + strconv.Itoa(i)
}

// Person is the name of a person of the export, numbered from 0 to 499.
func Person(i int) string {
	return [...]string{"Ada", "Ben", "Cleo", "Dag", "Eva", "Finn", "Gita", "Hugo", "Ines", "Jon"}[i%10] + " " + [...]string{"Alder", "Birch", "Cedar", "Dogwood", "Elm"}[i/10%5] + "son" + string(rune('a'+i/50%10))
}

var columns = [Columns]column{
	{"Opportunity Name", 'u', nil},
	{"Opportunity ID", 'i', nil},
	{"Account Name", 't', partyNames},
	{"Partner", 't', partyNames},
	{"Partner Type", 't', []string{"Reseller", "Referral", "Technology", "Services"}},
	{"Region", 't', []string{"EMEA", "AMER", "APAC", "LATAM"}},
	{"Motion", 't', []string{"Co-sell", "Resell", "Referral"}},
	{"Stage", 't', []string{"Closed Won", "Closed Lost", "Negotiation", "Discovery", "Closed Won", "Closed Lost"}},
	{"Sourcing", 't', []string{"Partner sourced", "Partner influenced", "Direct"}},
	{"Opportunity Owner", 't', personNames},
	{"Partner Manager", 't', personNames},
	{"Created Date", 'd', nil},
	{"Close Date", 'd', nil},
	{"Handoff Date", 'd', nil},
	{"Amount", 'm', nil},
	{"Expected Revenue", 'm', nil},
	{"Probability", 'p', nil},
	{"Age", 'n', nil},
	{"Seats", 'n', nil},
	{"Rank", 'n', nil},
}

// firstText is where the list of a text column begins in the shared strings.
func firstText(c int) int {
	n := Columns
	for _, col := range columns[:c] {
		n += len(col.list)
	}
	return n
}

// XLSX writes a workbook of that many deals below its header.
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

func sharedStrings(b *bufio.Writer, rows int) {
	fmt.Fprintf(b, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<sst %s count="%d" uniqueCount="%d">`, main, rows*10+Columns, rows+firstText(Columns))
	for _, c := range columns {
		fmt.Fprintf(b, "<si><t>%s</t></si>", c.header)
	}
	for _, c := range columns {
		for _, s := range c.list {
			fmt.Fprintf(b, "<si><t>%s</t></si>", s)
		}
	}
	for r := range rows {
		fmt.Fprintf(b, "<si><t>Opportunity %d of %s</t></si>", r, party(r%accounts))
	}
	b.WriteString("</sst>")
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
	var first [Columns + 1]int
	for c := range first {
		first[c] = firstText(c)
	}
	var buf []byte
	for r := range rows + 1 {
		buf = append(buf[:0], `<row r="`...)
		buf = strconv.AppendInt(buf, int64(r+1), 10)
		buf = append(buf, `" spans="1:20">`...)
		for c := range Columns {
			buf = append(buf, `<c r="`...)
			buf = append(buf, byte('A'+c))
			buf = strconv.AppendInt(buf, int64(r+1), 10)
			if r == 0 {
				buf = end(strconv.AppendInt(append(buf, `" t="s"><v>`...), int64(c), 10))
			} else {
				buf = cell(buf, r, c, first[c], first[Columns])
			}
		}
		b.Write(append(buf, "</row>"...))
	}
	b.WriteString("</sheetData></worksheet>")
}

// cell finishes the cell of a row below the header.
func cell(buf []byte, r, c, first, unique int) []byte {
	v := rowValue(r, c)
	switch columns[c].kind {
	case 'u':
		buf = strconv.AppendInt(append(buf, `" t="s"><v>`...), int64(unique+r-1), 10)
	case 't':
		buf = strconv.AppendUint(append(buf, `" t="s"><v>`...), uint64(first)+v%uint64(len(columns[c].list)), 10)
	case 'i':
		buf = strconv.AppendInt(append(buf, `"><v>`...), int64(1000000+r), 10)
	case 'd':
		buf = strconv.AppendUint(append(buf, `" s="1"><v>`...), 44900+100*uint64(c-11)+v%900, 10)
	case 'm':
		buf = strconv.AppendUint(append(buf, `" s="2"><v>`...), v%500000, 10)
		buf = append(buf, '.', byte('0'+v>>8%10), byte('1'+v>>12%9))
	case 'p':
		buf = append(append(buf, `" s="3"><v>0.`...), byte('1'+v%9))
	default:
		buf = strconv.AppendUint(append(buf, `"><v>`...), v%100, 10)
	}
	return end(buf)
}

func end(buf []byte) []byte { return append(buf, "</v></c>"...) }

// CSV writes an export of the same shape as delimited text.
func CSV(w io.Writer, rows int) error {
	b := bufio.NewWriterSize(w, 1<<16)
	var buf []byte
	for r := range rows + 1 {
		buf = buf[:0]
		for c, col := range columns {
			if c > 0 {
				buf = append(buf, ',')
			}
			v := rowValue(r, c)
			switch {
			case r == 0:
				buf = append(buf, col.header...)
			case col.kind == 'u':
				buf = fmt.Appendf(buf, "\"Opportunity %d, %s\"", r-1, party(r%accounts))
			case col.kind == 't':
				buf = append(buf, col.list[v%uint64(len(col.list))]...)
			case col.kind == 'd':
				buf = fmt.Appendf(buf, "%d-%02d-%02d", 2023+v>>16%3, 1+v%12, 1+v>>8%28)
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

// Roster writes the people of the export, all of them partner managers.
func Roster(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString("Name,Title,Manager,Region,Start Date\r\n")
	for i := range people {
		manager := Person(0)
		if i == 0 {
			manager = ""
		}
		fmt.Fprintf(b, "%s,%s,%s,EMEA,2024-01-%02d\r\n", Person(i), [...]string{"Partner Manager", "Partner Sales Executive", "Partner Enablement Manager"}[i%3], manager, 1+i%28)
	}
	return b.Flush()
}
