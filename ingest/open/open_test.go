package open_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ownermap/ingest/open"
	"ownermap/ingest/table"
)

// dump reads every sheet of a file into lines a person can compare.
func dump(t *testing.T, path string, opts open.Options) string {
	t.Helper()
	b, err := open.Open(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var out strings.Builder
	fmt.Fprintln(&out, b.Format())
	for i, s := range b.Sheets() {
		if s.Name != "" {
			fmt.Fprintf(&out, "[%s]\n", s.Name)
		}
		err := b.Rows(context.Background(), i, func(r *table.Row) error {
			fmt.Fprintf(&out, "%d:", r.Number)
			for _, c := range r.Cells {
				fmt.Fprintf(&out, " %d=%v%s/%s%s/%v", c.Col, c.Kind, map[bool]string{true: "%"}[c.Percent], c.Text, c.Money, c.Num)
			}
			fmt.Fprintln(&out)
			return nil
		}, func(p table.Problem) { fmt.Fprintf(&out, "! %d,%d %s\n", p.Row, p.Col, p.Code) })
		if err != nil {
			fmt.Fprintf(&out, "error: %v\n", err)
		}
	}
	return out.String()
}

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func same(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDelimitedTextKeepsTextAndPosition(t *testing.T) {
	path := write(t, "x.xls", []byte("\xef\xbb\xbfName;Amount\n\"Doe; Jane\";1.234,50\n\nK;2\n"))
	same(t, dump(t, path, open.Options{}), "CSV\n1: 1=1/Name/0 2=1/Amount/0\n2: 1=1/Doe; Jane/0 2=1/1.234,50/0\n4: 1=1/K/0 2=1/2/0\n")
}

func TestWorkbookGivesTypedCells(t *testing.T) {
	f := excelize.NewFile()
	pct, _ := f.NewStyle(&excelize.Style{NumFmt: 10})
	date, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	code := `#,##0.00\ [$EUR]`
	eur, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	f.SetSheetRow("Sheet1", "A1", &[]any{"Name", 0.5, 45000, 1234.5, true})
	f.SetCellStyle("Sheet1", "B1", "B1", pct)
	f.SetCellStyle("Sheet1", "C1", "C1", date)
	f.SetCellStyle("Sheet1", "D1", "D1", eur)
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	same(t, dump(t, write(t, "x.csv", buf.Bytes()), open.Options{}),
		"xlsx\n[Sheet1]\n1: 1=1/Name/0 2=2%/0.5/0.5 3=3/45000/45000 4=2/1234.5EUR/1234.5 5=4/1/1\n")
}

func TestFilesThatCannotBeUsedAreRefusedWithAHint(t *testing.T) {
	for name, data := range map[string]string{"empty.xlsx": "", "report.csv": "%PDF-1.7\n"} {
		_, err := open.Open(write(t, name, []byte(data)), open.Options{})
		var r *open.Refusal
		if !errors.As(err, &r) || r.Hint == "" || !strings.Contains(r.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := open.Open(filepath.Join(t.TempDir(), "none.csv"), open.Options{}); err == nil {
		t.Error("a missing file opened")
	}
}

func TestProgressAddsUpToTheFile(t *testing.T) {
	src := strings.Repeat("a,b\n", 100_000)
	var read int64
	dump(t, write(t, "x.csv", []byte(src)), open.Options{Progress: func(n int64) { read += n }})
	if read != int64(len(src)) {
		t.Errorf("%d bytes of %d", read, len(src))
	}
}
