package open

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/richardlehane/mscfb"

	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/internal/zippart"
	"ownermap/ingest/markup"
	"ownermap/ingest/ods"
	"ownermap/ingest/table"
	"ownermap/ingest/xlsx"
)

// openZip tells what a zip holds by the parts in it.
func openZip(r io.ReaderAt, size int64, lim Limits) (table.Book, error) {
	arc, err := zippart.Open(r, size, lim.OrDefault())
	if err != nil {
		return nil, refuse("zip-broken")
	}
	switch k := zipKind(arc); k {
	case "xlsx":
		return xlsx.New(arc, lim)
	case "ods":
		return ods.New(arc, lim)
	case kindZip:
		return nil, plainZip(arc)
	default:
		return nil, refuse(k)
	}
}

// zipKind looks at the names of the parts, and at the part "mimetype".
func zipKind(arc *zippart.Archive) kind {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return arc.Find(n) != nil })
	}
	if f := arc.Find("mimetype"); f != nil {
		mime, _ := arc.Bytes(f, 200)
		switch m := strings.TrimSpace(string(mime)); {
		case strings.HasPrefix(m, "application/vnd.oasis.opendocument.spreadsheet"):
			return "ods"
		case m == "application/vnd.sun.xml.calc":
			return "sxc"
		case strings.HasPrefix(m, "application/vnd.oasis.opendocument"), strings.HasPrefix(m, "application/vnd.sun.xml"):
			return "odf"
		case m == "application/epub+zip":
			return "epub"
		}
	}
	switch {
	case has("xl/workbook.bin"):
		return "xlsb"
	case has("word/document.xml"):
		return "doc"
	case has("ppt/presentation.xml"):
		return "ppt"
	case has("xl/workbook.xml", "_rels/.rels", "[Content_Types].xml"):
		return "xlsx"
	case has("content.xml"):
		return "ods"
	case has("Index/Tables/DataList.iwa", "Index/CalculationEngine.iwa") && has("Index/Document.iwa"):
		return "numbers"
	case has("Index/Document.iwa", "Index.zip", "index.apxl", "index.xml.gz"):
		return "iwork"
	case len(arc.Parts) == 0:
		return "zip-empty"
	}
	return kindZip
}

// plainZip names the spreadsheets that a zip has in it.
func plainZip(arc *zippart.Archive) *Refusal {
	var sheets []string
	for _, f := range arc.Parts {
		switch strings.ToLower(path.Ext(f.Name)) {
		case ".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls", ".ods":
			sheets = append(sheets, path.Base(f.Name))
		}
	}
	r := &Refusal{Message: fmt.Sprintf("this is a zip archive of %d files without a spreadsheet among them", len(arc.Parts)), Hint: "name the spreadsheet with the report"}
	if len(sheets) > 0 {
		r.Message = fmt.Sprintf("this is a zip archive with %s in it", strings.Join(sheets[:min(3, len(sheets))], ", "))
		r.Hint = "unpack it and name the spreadsheet"
	}
	return r
}

// oleKind tells what a compound file of the old Office holds by its streams.
func oleKind(r io.ReaderAt) (k kind) {
	defer func() {
		if recover() != nil { // the library indexes by what a damaged file says
			k = "ole-broken"
		}
	}()
	doc, err := mscfb.New(r)
	if err != nil {
		return "ole-broken"
	}
	k = "ole"
	for n := 0; n < 10_000; n++ {
		e, err := doc.Next()
		if err != nil {
			break
		}
		if len(e.Path) > 0 {
			continue // of a document inside the document
		}
		switch e.Name {
		case "EncryptedPackage", "EncryptionInfo":
			return "encrypted"
		case "Workbook", "Book", "WORKBOOK", "BOOK":
			k = "xls"
		case "WordDocument":
			k = "doc"
		case "PowerPoint Document":
			k = "ppt"
		case "__properties_version1.0":
			k = "msg"
		}
	}
	return k
}

// openXML tells XML apart by its root element.
func openXML(r io.ReaderAt, size int64, lim Limits) (table.Book, error) {
	x, err := xmlscan.New(io.NewSectionReader(r, 0, size), 1<<20)
	if err != nil {
		return nil, err
	}
	defer x.Stop()
	for {
		k, err := x.Next()
		if err != nil || k == xmlscan.EOF {
			if errors.As(err, new(*Refusal)) && (err != xmlscan.ErrDocType || spreadsheetRoot(r)) {
				return nil, err
			}
			return nil, refuse("xml")
		}
		if k != xmlscan.Start && k != xmlscan.Empty {
			continue
		}
		switch local := string(x.Name[bytes.IndexByte(x.Name, ':')+1:]); {
		case local == "Workbook" && bytes.Contains(x.Attr("xmlns:"+strings.TrimSuffix(string(x.Name), ":Workbook")), []byte("gnumeric")):
			return nil, refuse("gnumeric")
		case local == "Workbook":
			return markup.OpenSpreadsheetML(r, size, lim)
		case string(x.Name) == "office:document", string(x.Name) == "office:document-content":
			return ods.OpenFlat(r, size, lim)
		case strings.EqualFold(local, "svg"):
			return nil, refuse("svg")
		}
		return nil, refuse("xml")
	}
}

// spreadsheetRoot reports whether a spreadsheet seems to begin in the first bytes
// of an XML file, behind its document type.
func spreadsheetRoot(r io.ReaderAt) bool {
	head := make([]byte, 8192)
	n, _ := r.ReadAt(head, 0)
	head = asUTF8(head[:n])
	return bytes.Contains(head, []byte("<Workbook")) || bytes.Contains(head, []byte("<office:document"))
}
