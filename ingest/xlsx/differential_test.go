package xlsx_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ownermap/ingest/internal/bigbook"
	"ownermap/ingest/table"
	"ownermap/ingest/xlsx"
)

func itoa(n int) string { return strconv.Itoa(n) }

// grid is a sheet as excelize reads it, beside what we read of it.
type grid map[[2]int]string

// oracle reads a sheet with excelize: raw values, booleans as 1 and 0.
func oracle(t *testing.T, f *excelize.File, sheet string) grid {
	t.Helper()
	g := grid{}
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for c, v := range row {
			if v == "" {
				continue
			}
			ref, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if typ, _ := f.GetCellType(sheet, ref); typ == excelize.CellTypeBool {
				v = map[string]string{"TRUE": "1", "FALSE": "0"}[v] + strings.Trim(v, "TRUEFALS")
			}
			g[[2]int{r + 1, c + 1}] = v
		}
	}
	return g
}

// ours reads the same sheet with the reader under test.
func ours(t *testing.T, b table.Book, sheet int) grid {
	t.Helper()
	g := grid{}
	err := b.Rows(context.Background(), sheet, func(r *table.Row) error {
		for _, c := range r.Cells {
			g[[2]int{int(r.Number), int(c.Col)}] = strings.Clone(c.Text)
			if c.Kind == table.Number || c.Kind == table.Date {
				if f, err := strconv.ParseFloat(c.Text, 64); err != nil || c.Kind == table.Number && f != c.Num {
					t.Errorf("%d,%d: %q is not %v", r.Number, c.Col, c.Text, c.Num)
				}
			}
		}
		return nil
	}, func(p table.Problem) {
		if p.Code != table.CodeFormula {
			t.Errorf("%+v", p)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func compare(t *testing.T, name string, got, want grid) {
	t.Helper()
	bad := 0
	for at, w := range want {
		if g := got[at]; g != w && !sameNumber(g, w) {
			if bad++; bad < 5 {
				t.Errorf("%s %v: got %q, excelize reads %q", name, at, g, w)
			}
		}
	}
	for at, g := range got {
		if _, ok := want[at]; !ok {
			if bad++; bad < 5 {
				t.Errorf("%s %v: got %q, excelize reads nothing", name, at, g)
			}
		}
	}
}

// sameNumber forgives what excelize does to numbers: it rounds them to fifteen
// digits.
func sameNumber(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err1 == nil && err2 == nil && strconv.FormatFloat(x, 'g', 15, 64) == strconv.FormatFloat(y, 'g', 15, 64)
}

// agree reads a workbook with both and compares every cell of every sheet.
func agree(t *testing.T, data []byte) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := xlsx.Open(bytes.NewReader(data), int64(len(data)), table.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range b.Sheets() {
		if visible, _ := f.GetSheetVisible(s.Name); visible == s.Hidden {
			t.Errorf("%s: hidden %v", s.Name, s.Hidden)
		}
		merged, err := f.GetMergeCells(s.Name)
		if err != nil || len(merged) != len(s.Merged) {
			t.Errorf("%s: merged %v, excelize reads %v", s.Name, s.Merged, merged)
		}
		compare(t, s.Name, ours(t, b, i), oracle(t, f, s.Name))
	}
}

// randomValue is something that a system exports.
func randomValue(r *rand.Rand) any {
	switch r.IntN(12) {
	case 0:
		return nil
	case 1:
		return r.IntN(1_000_000)
	case 2:
		return float64(r.IntN(1_000_000)) / 100
	case 3:
		return r.Float64() * 1e-7
	case 4:
		return time.Date(2020+r.IntN(7), time.Month(1+r.IntN(12)), 1+r.IntN(28), r.IntN(24), 0, 0, 0, time.UTC)
	case 5:
		return r.IntN(2) == 0
	case 6:
		return "line one\nline two\ttabbed"
	case 7:
		return "<b>&amp; \"quoted\" 'ärgerlich' 名前 😀"
	case 8:
		return " blanks "
	case 9:
		return "_x0041_ and _x000D_"
	case 10:
		return strconv.Itoa(r.IntN(100))
	}
	return fmt.Sprintf("Partner %d", r.IntN(50))
}

// randomBook is a workbook of several sheets as excelize writes it.
func randomBook(t *testing.T, seed uint64) []byte {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for n := range 1 + r.IntN(4) {
		name := fmt.Sprintf("Sheet%d", n+1)
		if n > 0 {
			_, err := f.NewSheet(name)
			must(err)
		}
		row := 0
		for range r.IntN(40) {
			row += 1 + r.IntN(2)
			cells := make([]any, 1+r.IntN(12))
			for i := range cells {
				cells[i] = randomValue(r)
			}
			ref, _ := excelize.CoordinatesToCellName(1+r.IntN(30), row)
			must(f.SetSheetRow(name, ref, &cells))
		}
		if r.IntN(2) == 0 {
			must(f.MergeCell(name, "B2", "D2"))
		}
		if r.IntN(3) == 0 && row > 0 {
			must(f.SetRowVisible(name, 1+r.IntN(row), false))
		}
		if n > 0 && r.IntN(3) == 0 {
			must(f.SetSheetVisible(name, false))
		}
	}
	var buf bytes.Buffer
	must(f.Write(&buf))
	return buf.Bytes()
}

func TestWorkbooksWrittenByExcelizeReadTheSame(t *testing.T) {
	for seed := range uint64(60) {
		agree(t, randomBook(t, seed))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestStreamedAndGeneratedWorkbooksReadTheSame(t *testing.T) {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 500 {
		cells := make([]any, 10)
		for i := range cells {
			cells[i] = randomValue(r)
		}
		ref, _ := excelize.CoordinatesToCellName(1, n+1)
		if err := w.SetRow(ref, cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	agree(t, buf.Bytes())
	buf.Reset()
	if err := bigbook.XLSX(&buf, 2000); err != nil {
		t.Fatal(err)
	}
	agree(t, buf.Bytes())
}

func TestTheQuickScannerIsTheGeneralOne(t *testing.T) {
	var buf bytes.Buffer
	if err := bigbook.XLSX(&buf, 3000); err != nil {
		t.Fatal(err)
	}
	books := [][]byte{buf.Bytes()}
	for seed := range uint64(20) {
		books = append(books, randomBook(t, seed))
	}
	for i, data := range books {
		if readOnce(data, table.Limits{}, false) != readOnce(data, table.Limits{}, true) {
			t.Errorf("book %d reads differently", i)
		}
	}
}

func TestWorkbooksWrittenByLibreOfficeReadTheSame(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	for seed := range uint64(3) {
		src := filepath.Join(dir, fmt.Sprintf("book%d.xlsx", seed))
		if err := os.WriteFile(src, randomBook(t, seed), 0o644); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(dir, "out")
		cmd := exec.Command(soffice, "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--convert-to", "xlsx", "--outdir", out, src)
		if text, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		data, err := os.ReadFile(filepath.Join(out, filepath.Base(src)))
		if err != nil {
			t.Fatal(err)
		}
		agree(t, data)
	}
}
