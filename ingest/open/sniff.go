package open

import "bytes"

type kind string

const (
	kindText kind = "text"
	kindZip  kind = "zip"
	kindOLE  kind = "ole"
	kindPDF  kind = "pdf"
	kindJunk kind = "binary"
)

// sniff tells the kind of a file by its first bytes.
func sniff(head []byte) kind {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return kindZip
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return kindOLE
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return kindPDF
	}
	return kindText
}

func refuse(k kind) *Refusal {
	switch k {
	case kindOLE:
		return &Refusal{Message: "this is a binary or password-protected Excel file (.xls)", Hint: "open it in Excel and save it as .xlsx without a password"}
	case kindPDF:
		return &Refusal{Message: "this is a PDF, which holds a picture of a table and not its cells", Hint: "export the report as .xlsx or .csv"}
	}
	return &Refusal{Message: "this is not a spreadsheet", Hint: "export the report as .xlsx or .csv"}
}
