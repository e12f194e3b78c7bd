package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/internal/zippart"
	"ownermap/ingest/table"
)

// Bounds of the metadata parts. excelize builds a tree of what it reads; larger
// styles are scanned instead.
const (
	metaLimit     = 16 << 20
	workbookLimit = 8 << 20
	treeLimit     = 4 << 20
)

// The places where excelize looks for the parts of the skeleton.
const (
	workbookPart = "xl/workbook.xml"
	stylesPart   = "xl/styles.xml"
)

// betaSpace is the name space that the test versions of Excel 2007 wrote.
const betaSpace = `"http://schemas.microsoft.com/office/excel/2006/2"`

// readMeta finds the workbook part and reads sheets, styles and date system.
func (b *book) readMeta() error {
	if b.arc.Twice != "" {
		b.damage = append(b.damage, table.Problem{Code: table.CodeDamaged, Lost: true,
			Message: fmt.Sprintf("the file holds two parts named %q and the first was read", b.arc.Twice), Hint: "export the file again"})
	}
	wbName := workbookPart
	for _, r := range b.rels("") {
		if r.is("officeDocument") {
			wbName = r.target
		}
	}
	wb := b.arc.Find(wbName)
	if wb == nil {
		return &table.Refusal{Message: fmt.Sprintf("the workbook part %q is not in the file", wbName), Hint: "the file is damaged; export it again, or open and save it in Excel"}
	}
	rels := b.rels(wbName)
	if len(rels) == 0 {
		return &table.Refusal{Message: "the workbook's list of parts is missing or damaged, so its sheets cannot be found", Hint: "export the file again, or open and save it in Excel"}
	}
	var styles *zip.File
	stringsPart := ""
	for _, r := range rels {
		switch {
		case r.is("styles"):
			if styles = b.arc.Find(r.target); styles == nil {
				b.damage = append(b.damage, missingPart(r.target, "dates read as numbers"))
			}
		case r.is("sharedStrings"):
			if stringsPart = r.target; b.arc.Find(r.target) == nil {
				b.damage = append(b.damage, missingPart(r.target, "texts are missing"))
			}
		}
	}
	b.lazyStrings(stringsPart)
	b.noStyle = styles == nil
	return b.skeleton(wb, styles, rels)
}

func missingPart(name, effect string) table.Problem {
	return table.Problem{Code: table.CodePart, Lost: true, Message: fmt.Sprintf("the part %q is not in the file: %s", name, effect), Hint: "the file is damaged; export it again"}
}

// skeleton has excelize read a zip with nothing but the metadata in it.
func (b *book) skeleton(wb, styles *zip.File, rels []rel) error {
	wbXML, err := b.metaPart(wb, workbookLimit)
	if err != nil {
		return err
	}
	var stylesXML *metaPart
	if styles != nil {
		if stylesXML, err = b.metaPart(styles, metaLimit); err != nil {
			return err
		}
	}
	f, err := b.openMeta(wbXML, stylesXML)
	if err != nil && bytes.Contains(wbXML.data, []byte(betaSpace)) {
		return &table.Refusal{Message: "the workbook was written by a test version of Excel 2007, before its format was settled", Hint: "open it in Excel and save it again as .xlsx"}
	}
	if err != nil {
		return &table.Refusal{Message: "the workbook part cannot be read: " + err.Error(), Hint: "export the file again, or open and save it in Excel"}
	}
	defer f.Close()
	if p := f.WorkBook.WorkbookPr; p != nil && p.Date1904 {
		b.shift = 1462
	}
	for _, s := range f.WorkBook.Sheets.Sheet {
		b.sheets = append(b.sheets, b.resolve(s.Name, s.ID, s.State, rels))
	}
	return nil
}

// openMeta opens the skeleton and sets the styles. excelize reads all of the
// styles part or none of it, and we need two attributes: where it fails, or the
// part is large or has alternates, those are scanned for.
func (b *book) openMeta(wb, styles *metaPart) (*excelize.File, error) {
	if styles == nil || len(styles.data) <= treeLimit && !hasAlternates(styles.data) {
		f, err := openSkeleton(b.arc, wb, styles)
		if err == nil {
			b.styles = excelizeStyles(f)
			return f, nil
		}
		if styles == nil {
			return nil, err
		}
	}
	f, err := openSkeleton(b.arc, wb, nil)
	if err != nil {
		return nil, err
	}
	if b.styles, err = scanStyles(styles.data); err != nil {
		b.damage = append(b.damage, damaged("the part with the cell formats", err))
	}
	return f, nil
}

// resolve finds a sheet's part by its relationship.
func (b *book) resolve(name, id, state string, rels []rel) sheet {
	s := sheet{Sheet: table.Sheet{Name: name, Hidden: state != "" && state != "visible"}}
	for _, r := range rels {
		if r.id != id {
			continue
		}
		s.part = r.target
		s.Chart = !r.is("worksheet")
		if f := b.arc.Find(r.target); f != nil {
			s.Bytes = int64(f.CompressedSize64)
		}
	}
	return s
}

// metaPart is a metadata part, inflated and in UTF-8.
type metaPart struct {
	file  *zip.File
	data  []byte
	clean bool // the stored bytes are sound and in UTF-8
}

func (b *book) metaPart(f *zip.File, limit int64) (*metaPart, error) {
	raw, err := b.arc.Bytes(f, limit)
	var refused *table.Refusal
	switch {
	case errors.As(err, &refused):
		return nil, err
	case errors.Is(err, zippart.ErrSum), err != nil && len(raw) > 0:
		b.damage = append(b.damage, damaged("part "+f.Name, err))
	case err != nil:
		return nil, &table.Refusal{Message: fmt.Sprintf("part %s cannot be read: %v", f.Name, err), Hint: "the file is damaged; export it again"}
	}
	data, same, err2 := xmlscan.UTF8(raw)
	if err2 != nil {
		return nil, err2
	}
	if bytes.Contains(data[:min(len(data), 4096)], []byte("<!DOCTYPE")) {
		return nil, xmlscan.ErrDocType
	}
	return &metaPart{file: f, data: data, clean: err == nil && same}, nil
}

// write puts the part into the skeleton under the name that excelize expects:
// the stored bytes where they are sound, else what could be read of them.
func (p *metaPart) write(w *zip.Writer, src *zippart.Archive, name string) error {
	if !p.clean {
		out, err := w.Create(name)
		if err == nil {
			_, err = out.Write(p.data)
		}
		return err
	}
	if p.file.Name == name {
		return w.Copy(p.file)
	}
	raw, err := p.file.OpenRaw()
	if err != nil {
		return err
	}
	head := p.file.FileHeader
	head.Name = name
	out, err := w.CreateRaw(&head)
	if err == nil {
		_, err = io.Copy(out, raw)
	}
	return err
}

const (
	skeletonTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`
	skeletonRels  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
)

func openSkeleton(src *zippart.Archive, wb, styles *metaPart) (*excelize.File, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, part := range [][2]string{{"[Content_Types].xml", skeletonTypes}, {"_rels/.rels", skeletonRels}} {
		out, err := w.Create(part[0])
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(out, part[1]); err != nil {
			return nil, err
		}
	}
	if err := wb.write(w, src, workbookPart); err != nil {
		return nil, err
	}
	if styles != nil {
		if err := styles.write(w, src, stylesPart); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(&buf)
	if err == nil && f.WorkBook == nil {
		err = errors.New("it holds no workbook")
	}
	return f, err
}

// rel is one relationship of a part.
type rel struct{ id, kind, target string }

// is compares the last word of the relationship's type, which is the same in
// the transitional and in the strict form of the format.
func (r rel) is(kind string) bool { return path.Base(r.kind) == kind }

// rels reads the relationships of a part, "" for those of the package. What is
// damaged in them is noted.
func (b *book) rels(part string) []rel {
	dir, base := path.Split(strings.TrimPrefix(part, "/"))
	f := b.arc.Find(dir + "_rels/" + base + ".rels")
	if f == nil {
		return nil
	}
	m, err := b.metaPart(f, metaLimit)
	if err != nil {
		b.damage = append(b.damage, damaged("part "+f.Name, err))
		return nil
	}
	out, err := scanRels(m.data, dir)
	if err != nil {
		b.damage = append(b.damage, damaged("part "+f.Name, err))
	}
	return out
}

func scanRels(data []byte, dir string) (out []rel, err error) {
	x, err := xmlscan.New(bytes.NewReader(data), metaLimit)
	if err != nil {
		return nil, err
	}
	defer x.Stop()
	var malformed error
	for {
		k, err := x.Next()
		if err != nil || k == xmlscan.EOF {
			return out, errors.Join(malformed, err)
		}
		if k == xmlscan.Bad {
			malformed = errors.New("malformed XML")
		}
		if k != xmlscan.Start && k != xmlscan.Empty || string(x.Local()) != "Relationship" || string(x.Attr("TargetMode")) == "External" {
			continue
		}
		r := rel{id: attrText(x, "Id"), kind: attrText(x, "Type"), target: attrText(x, "Target")}
		if !strings.HasPrefix(r.target, "/") && !strings.HasPrefix(r.target, `\`) {
			r.target = path.Join(dir, strings.ReplaceAll(r.target, `\`, "/"))
		}
		out = append(out, r)
	}
}

// attrText is an attribute's value with its entities resolved.
func attrText(x *xmlscan.Scanner, name string) string {
	b, _ := xmlscan.Decode(nil, x.Attr(name), false)
	return string(b)
}
