package open_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"ownermap/ingest/open"
)

// zipOf makes a zip of parts with something in them: name, text, name, text.
func zipOf(t *testing.T, parts ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(parts[i+1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// ole makes a compound file of the old Office with one empty stream, and with
// another in a folder beside it where that is named.
func ole(stream string, inside ...string) []byte {
	b := make([]byte, 512*3)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le := func(at int, n int, v uint64) {
		for i := range n {
			b[at+i] = byte(v >> (8 * i))
		}
	}
	le(24, 2, 0x3e)
	le(26, 2, 3)
	le(28, 2, 0xfffe)
	le(30, 2, 9)
	le(32, 2, 6)
	le(44, 4, 1)          // one sector of the allocation table
	le(48, 4, 1)          // the directory is sector 1
	le(56, 4, 4096)       // streams below this are small
	le(60, 4, 0xfffffffe) // no small streams
	le(68, 4, 0xfffffffe) // the table of tables is in the header
	le(76, 4, 0)
	for i := 1; i < 109; i++ {
		le(76+4*i, 4, 0xffffffff)
	}
	for i := range 128 {
		le(512+4*i, 4, 0xffffffff)
	}
	le(512, 4, 0xfffffffd)
	le(516, 4, 0xfffffffe)
	entry := func(n int, name string, typ, child uint64) {
		at := 1024 + 128*n
		for i, c := range name {
			le(at+2*i, 2, uint64(c))
		}
		le(at+64, 2, uint64(2*len(name)+2))
		le(at+66, 1, typ)
		le(at+67, 1, 1)
		le(at+68, 4, 0xffffffff)
		le(at+72, 4, 0xffffffff)
		le(at+76, 4, child)
		le(at+116, 4, 0xfffffffe)
	}
	entry(0, "Root Entry", 5, 1)
	entry(1, stream, 2, 0xffffffff)
	for _, name := range inside {
		le(1024+128+72, 4, 2) // its neighbour is the folder
		entry(2, "Inside", 1, 3)
		entry(3, name, 2, 0xffffffff)
	}
	return b
}

func TestEveryKindOfFileHasItsOwnSentence(t *testing.T) {
	seen := map[string]string{}
	book := zipOf(t, "_rels/.rels", "<x/>", "xl/workbook.xml", strings.Repeat("<x/>", 1000))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":               {nil, "is empty"},
		"blanks":              {[]byte(" \n\n"), "nothing but blanks"},
		"pdf":                 {[]byte("%PDF-1.7\n"), "PDF"},
		"picture":             {[]byte("\x89PNG\r\n\x1a\n...."), "picture"},
		"gzip":                {[]byte("\x1f\x8b\x08\x00"), "compressed archive"},
		"json":                {[]byte(`[{"id": 1, "owner": "Jane"}]`), "JSON"},
		"binary":              {bytes.Repeat([]byte{1, 2, 0, 200, 7, 99}, 500), "not known"},
		"sylk":                {[]byte("ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"Deal ID\"\r\nC;X2;K\"Amount\"\r\nE\r\n"), "SYLK"},
		"dif":                 {[]byte("TABLE\r\n0,1\r\n\"Excel\"\r\nVECTORS\r\n"), "Data Interchange"},
		"rtf":                 {[]byte(`{\rtf1 x}`), "rich text"},
		"web page":            {[]byte("<!DOCTYPE html><html><body><form>Log in</form></body></html>"), "login page"},
		"frames":              {[]byte("<html><frameset><frame src=x></frameset></html>"), "saved as a web page"},
		"svg":                 {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "drawing"},
		"xml":                 {[]byte(`<?xml version="1.0"?><deals/>`), "not that of a spreadsheet"},
		"document type":       {[]byte(`<?xml version="1.0"?><!DOCTYPE Workbook SYSTEM "x.dtd"><Workbook/>`), "declares a document type"},
		"binary xls":          {ole("Workbook"), "Excel 97 to 2003"},
		"encrypted":           {ole("EncryptedPackage"), "password"},
		"word 97":             {ole("WordDocument"), "Word document"},
		"damaged ole":         {ole("Workbook")[:600], "damaged or cut short"},
		"xlsb":                {zipOf(t, "[Content_Types].xml", "x", "xl/workbook.bin", "x"), ".xlsb"},
		"pptx":                {zipOf(t, "[Content_Types].xml", "x", "ppt/presentation.xml", "x"), "PowerPoint"},
		"numbers":             {zipOf(t, "Index/Document.iwa", "x", "Index/CalculationEngine.iwa", "x"), "Numbers"},
		"keynote":             {zipOf(t, "Index/Document.iwa", "x"), "Pages or Keynote"},
		"odt":                 {zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text"), "OpenDocument file, but not"},
		"sxc":                 {zipOf(t, "mimetype", "application/vnd.sun.xml.calc", "content.xml", "<!DOCTYPE office:document-content><office:document-content/>"), "OpenOffice 1"},
		"gnumeric":            {[]byte(`<?xml version="1.0"?><gnm:Workbook xmlns:gnm="http://www.gnumeric.org/v10.dtd"><gnm:Sheets/></gnm:Workbook>`), "Gnumeric"},
		"epub":                {zipOf(t, "mimetype", "application/epub+zip"), "e-book"},
		"zip with a workbook": {zipOf(t, "export/deals.csv", "a,b"), "archive with deals.csv in it"},
		"zip of other things": {zipOf(t, "a.txt.bak", "a"), "without a spreadsheet"},
		"empty zip":           {zipOf(t), "nothing in it"},
		"truncated workbook":  {book[:len(book)/2], "begins as a workbook"},
		"protected ods":       {zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml", "<encryption-data/>", "content.xml", "?"), "the document is protected"},
		"lfs":                 {[]byte("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"), "Git LFS"},
		"parquet":             {[]byte("PAR1...."), "Parquet"},
		"database":            {[]byte("SQLite format 3\x00...."), "database"},
	} {
		b, err := open.Reader(bytes.NewReader(c.data), int64(len(c.data)), open.Options{})
		var r *open.Refusal
		if !errors.As(err, &r) {
			t.Errorf("%s: %v, %v", name, b, err)
			continue
		}
		if !strings.Contains(r.Message, c.want) || r.Hint == "" {
			t.Errorf("%s: got %s (%s)", name, r.Message, r.Hint)
		}
		if other, ok := seen[r.Message]; ok {
			t.Errorf("%s and %s share a sentence: %s", name, other, r.Message)
		}
		seen[r.Message] = name
	}
}

func TestTextThatLooksLikeSomethingElseIsStillText(t *testing.T) {
	for _, src := range []string{
		"BMW dealers,owner\nX,Jane\n",
		"[Name],{Owner}\nX,Jane\n",
		"{a},b\n1,2\n",
		"<3 months,owner\n1,Jane\n",
		"<name>,<owner>\n1,Jane\n",
		"MM,owner\n1,Jane\n",
		"RIFF region,owner\n1,Jane\n",
	} {
		if got := dump(t, write(t, "x.csv", []byte(src)), open.Options{}); !strings.HasPrefix(got, "CSV\n1:") || !strings.Contains(got, "\n2:") {
			t.Errorf("%q: got %s", src, got)
		}
	}
}

func TestEveryReaderIsReachedByTheBytesAlone(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"html": {`<html><table><tr><th>Name<th>Amount<tr><td>Jane</td><td>5</td></tr></table></html>`, "HTML table\n1: 1=1/Name/0 2=1/Amount/0\n2: 1=1/Jane/0 2=1/5/0\n"},
		"sml":  {`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Q3"><Table><Row><Cell><Data ss:Type="Number">5</Data></Cell></Row></Table></Worksheet></Workbook>`, "XML Spreadsheet 2003\n[Q3]\n1: 1=2/5/5\n"},
		"fods": {`<?xml version="1.0"?><office:document><office:body><office:spreadsheet><table:table table:name="Q3"><table:table-row><table:table-cell office:value-type="float" office:value="5"><text:p>5,00</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document>`, "ods\n[Q3]\n1: 1=2/5/5\n"},
		"part": {`<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet><table:table table:name="Q3"><table:table-row><table:table-cell office:value-type="float" office:value="5"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`, "ods\n[Q3]\n1: 1=2/5/5\n"},
		"tsv":  {"a\tb\n1\t2\n", "TSV\n1: 1=1/a/0 2=1/b/0\n2: 1=1/1/0 2=1/2/0\n"},
	} {
		same(t, dump(t, write(t, name+".xls", []byte(c.data)), open.Options{}), c.want)
	}
}

func TestXMLIsNotTakenForAWebPageByTheBeginningOfAName(t *testing.T) {
	for _, src := range []string{"<transactions><row/></transactions>", "<tableStyles/>", "<styleSheet><x/></styleSheet>", "<header><x/></header>", "<metadata a='1'></metadata>", "<product/>"} {
		refused(t, src, "XML, but not that of a spreadsheet")
	}
}

// refused checks that a file is refused with a message that says want.
func refused(t *testing.T, data, want string) {
	t.Helper()
	_, err := open.Reader(strings.NewReader(data), int64(len(data)), open.Options{})
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%.60q: got %v, want %s", data, err, want)
	}
}

func TestXMLWithADocumentTypeIsNotCalledHarmful(t *testing.T) {
	refused(t, `<?xml version="1.0"?><!DOCTYPE document PUBLIC "-//EXAMPLE//DTD//EN" "document.dtd"><document><title>a</title></document>`,
		"XML, but not that of a spreadsheet")
}

func TestAWorkbookIsNotTakenForADocumentInsideIt(t *testing.T) {
	for inside, stream := range map[string]string{"WordDocument": "Workbook", "PowerPoint Document": "Book"} {
		refused(t, string(ole(stream, inside)), "binary Excel workbook")
	}
	refused(t, string(ole("WordDocument", "Workbook")), "Word document")
}

func TestBareFilesOfOldKindsAreNamed(t *testing.T) {
	for src, want := range map[string]string{
		"\x09\x08\x08\x00\x00\x05\x10\x00\x00\x00\x00\x00": "binary Excel workbook",
		"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00\x00\x00": "Excel 4 or older",
		"ID;PXL;N;E\rP;PGeneral\rP;P0\rC;Y1;X1;K1\rE\r":    "SYLK",
		"TABLE\r0,1\r\"Excel\"\rVECTORS\r":                 "Data Interchange",
		"\xff\xfe\x00\x00<\x00\x00\x00t\x00\x00\x00":       "UTF-32",
		"\x00\x00\xfe\xff\x00\x00\x00a\x00\x00\x00,":       "UTF-32",
	} {
		refused(t, src, want)
	}
}
