package xlsx

import (
	"bytes"
	"strconv"

	"github.com/xuri/excelize/v2"

	"ownermap/ingest/internal/numfmt"
	"ownermap/ingest/internal/xmlscan"
)

// excelizeStyles is what each cell format shows, by the index that cells use.
func excelizeStyles(f *excelize.File) []numfmt.Shown {
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return nil
	}
	codes := map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			if n != nil {
				codes[n.NumFmtID] = n.FormatCode
			}
		}
	}
	out := make([]numfmt.Shown, len(f.Styles.CellXfs.Xf))
	for i, xf := range f.Styles.CellXfs.Xf {
		if xf.NumFmtID != nil {
			out[i] = showFormat(*xf.NumFmtID, codes)
		}
	}
	return out
}

// showFormat prefers the workbook's own code to the built-in meaning of an id.
func showFormat(id int, codes map[int]string) numfmt.Shown {
	if code, ok := codes[id]; ok {
		return numfmt.Parse(code)
	}
	return numfmt.Builtin(id)
}

// hasAlternates reports whether the part offers markup in several dialects, as
// Hancom's does. excelize leaves out all of it, and would shift the formats.
func hasAlternates(styles []byte) bool { return bytes.Contains(styles, []byte("AlternateContent")) }

// scanStyles reads the same from a styles part that excelize cannot read, for a
// bad colour or font somewhere in it or for alternates, of which it takes the fallback.
func scanStyles(data []byte) ([]numfmt.Shown, error) {
	x, err := xmlscan.New(bytes.NewReader(data), metaLimit)
	if err != nil {
		return nil, err
	}
	defer x.Stop()
	codes := map[int]string{}
	var ids []int
	inCells := false
	for {
		k, err := x.Next()
		if err == nil && k == xmlscan.Start && bytes.HasSuffix(x.Name, []byte(":Choice")) {
			err = x.Skip()
			k = xmlscan.End
		}
		if err != nil || k == xmlscan.EOF {
			out := make([]numfmt.Shown, len(ids))
			for i, id := range ids {
				out[i] = showFormat(id, codes)
			}
			return out, err
		}
		switch name := string(x.Local()); {
		case k == xmlscan.Text || k == xmlscan.Bad:
		case name == "cellXfs":
			inCells = k == xmlscan.Start
		case k == xmlscan.End:
		case name == "numFmt":
			if id, err := strconv.Atoi(string(x.Attr("numFmtId"))); err == nil {
				codes[id] = attrText(x, "formatCode")
			}
		case name == "xf" && inCells:
			id, _ := strconv.Atoi(string(x.Attr("numFmtId"))) // none is General
			ids = append(ids, id)
		}
	}
}
