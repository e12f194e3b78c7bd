package xlsx_test

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ownermap/ingest/table"
)

// small is a workbook as excelize writes it, with every kind of cell.
func small(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range [][]any{
		{"Name", "Amount", "Closed", "Won", "Note"},
		{"Jäne & Co", 1234.5, time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), true, "a\nb"},
		{"Max", 12345678901, time.Date(2026, 4, 30, 0, 0, 0, 0, time.UTC), false, " c "},
	} {
		ref, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", ref, &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{
		f.SetCellStyle("Sheet1", "C2", "C3", date),
		f.SetCellFormula("Sheet1", "B4", "SUM(B2:B3)"),
		f.MergeCell("Sheet1", "D4", "E4"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return without(t, buf.Bytes(), "xl/theme/theme1.xml", "docProps/app.xml", "docProps/core.xml")
}

// without copies a zip but for some of its parts.
func without(t testing.TB, data []byte, drop ...string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range z.File {
		if !slices.Contains(drop, f.Name) {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// split separates the rows of a dump from its problems and refusals.
func split(dump string) (rows string, told map[string]bool) {
	told = map[string]bool{}
	for line := range strings.Lines(dump) {
		if strings.HasPrefix(line, "!") || strings.HasPrefix(line, "refused:") {
			told[line] = true
		} else if !strings.HasPrefix(line, "[") {
			rows += line
		}
	}
	return rows, told
}

// unharmed fails the test where the damaged file gives other rows than the whole
// one and says nothing.
func unharmed(t *testing.T, what string, damaged []byte, want string) {
	t.Helper()
	dump := readOnce(damaged, table.Limits{}, false)
	if strings.Contains(dump, "not a refusal") {
		t.Errorf("%s: %s", what, dump)
	}
	got, told := split(dump)
	whole, before := split(want)
	for line := range before {
		delete(told, line)
	}
	if got != whole && len(told) == 0 {
		t.Errorf("%s: got in silence\n%s", what, dump)
	}
}

func TestNoFlippedByteLosesARowInSilence(t *testing.T) {
	data := small(t)
	want := readOnce(data, table.Limits{}, false)
	step := 1
	if testing.Short() {
		step = 17
	}
	for i := 0; i < len(data); i += step {
		bad := bytes.Clone(data)
		bad[i] ^= 1 << (i % 8)
		unharmed(t, "byte "+itoa(i), bad, want)
	}
}

func TestNoTruncationLosesARowInSilence(t *testing.T) {
	data := small(t)
	want := readOnce(data, table.Limits{}, false)
	for n := 0; n < len(data); n += 7 {
		unharmed(t, "first bytes: "+itoa(n), data[:n], want)
	}
}

func TestNoDroppedPartLosesARowInSilence(t *testing.T) {
	data := small(t)
	want := readOnce(data, table.Limits{}, false)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		unharmed(t, "without "+f.Name, without(t, data, f.Name), want)
	}
}

func TestAPartTwiceIsTold(t *testing.T) {
	data := small(t)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range append(z.File, z.File...) {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	if got := readOnce(buf.Bytes(), table.Limits{}, false); !strings.Contains(got, "! 0,0 damaged-file lost\n") {
		t.Error(got)
	}
}
