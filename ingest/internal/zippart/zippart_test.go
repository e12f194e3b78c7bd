package zippart_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"ownermap/ingest/internal/zippart"
	"ownermap/ingest/table"
)

func archive(t *testing.T, lim table.Limits, change func([]byte)) *zippart.Archive {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	f, err := w.Create(`XL\Sheet.xml`)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(f, strings.Repeat("0123456789", 1000))
	w.Close()
	data := buf.Bytes()
	if change != nil {
		change(data)
	}
	a, err := zippart.Open(bytes.NewReader(data), int64(len(data)), lim.OrDefault())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestPartsAreFoundWhateverTheirCaseAndSlashes(t *testing.T) {
	a := archive(t, table.Limits{}, nil)
	for _, name := range []string{"xl/sheet.xml", "/XL/SHEET.XML", `xl\sheet.xml`, "xl/x/../sheet.xml", "xl/%73heet.xml"} {
		if a.Find(name) == nil {
			t.Errorf("%s is not found", name)
		}
	}
	if a.Find("sheet.xml") != nil || a.Find("") != nil {
		t.Error("something is found that is not there")
	}
}

func TestAWholePartEndsWell(t *testing.T) {
	a := archive(t, table.Limits{}, nil)
	if data, err := a.Bytes(a.Parts[0], 10_000); len(data) != 10_000 || err != nil {
		t.Error(len(data), err)
	}
	if _, err := a.Bytes(a.Parts[0], 9_999); !errors.As(err, new(*table.Refusal)) {
		t.Error(err)
	}
}

func TestAWrongSumOrLengthIsAnError(t *testing.T) {
	for _, offset := range []int{16, 24} { // CRC and length in the directory
		a := archive(t, table.Limits{}, func(b []byte) { b[bytes.Index(b, []byte("PK\x01\x02"))+offset] ^= 1 })
		if data, err := a.Bytes(a.Parts[0], 1<<20); len(data) != 10_000 || !errors.Is(err, zippart.ErrSum) {
			t.Error(len(data), err)
		}
	}
}

func TestAPartLargerThanTheLimitIsRefused(t *testing.T) {
	a := archive(t, table.Limits{InflatedBytes: 5000}, nil)
	if _, err := a.Bytes(a.Parts[0], 1<<20); !errors.As(err, new(*table.Refusal)) {
		t.Error(err)
	}
}
