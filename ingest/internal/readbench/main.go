// Readbench measures the readers as whole processes. It writes an export of made
// up deals, then reads it in one process after another: the base (klauspost
// inflating the same parts, or encoding/csv), our readers, the typed records,
// excelize, and with -binary a whole build. Each line gives wall time, processor
// time, the most memory, and the time over that of the base.
//
//	go run ./ingest/internal/readbench -rows 1000000 -binary bin/ownermap
package main

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"

	"ownermap/ingest"
	"ownermap/ingest/internal/bigbook"
	"ownermap/ingest/open"
	"ownermap/ingest/table"
)

func main() {
	rows := flag.Int("rows", 100_000, "deals in the export")
	runs := flag.Int("runs", 3, "times that each process runs; the fastest counts")
	binary := flag.String("binary", "", "ownermap binary, to measure a whole build")
	keep := flag.String("write", "", "only write deals.xlsx, deals.csv and roster.csv to this `directory`")
	slow := flag.Bool("excelize", true, "measure excelize too, which takes some thirty times as long as the base")
	child := flag.String("do", "", "internal: the work of a child process")
	flag.Parse()
	var err error
	switch {
	case *child != "":
		err = work(*child, flag.Arg(0))
	case *keep != "":
		_, _, _, err = writeFiles(*keep, *rows)
	default:
		err = bench(*rows, *runs, *binary, *slow)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "readbench:", err)
		os.Exit(1)
	}
}

// bench writes the files and runs the processes.
func bench(rows, runs int, binary string, slow bool) error {
	dir, err := os.MkdirTemp("", "readbench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	xlsx, text, roster, err := writeFiles(dir, rows)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	do := func(what, path string) []string { return []string{self, "-do", what, path} }
	fmt.Printf("%d rows x %d columns\n%-34s %8s %8s %8s %8s\n", rows, bigbook.Columns, "", "wall", "cpu", "memory", "x base")
	var base float64
	for _, p := range []struct {
		title string
		base  bool
		skip  bool
		args  []string
	}{
		{"xlsx: inflate (base)", true, false, do("inflate", xlsx)},
		{"xlsx: cells", false, false, do("cells", xlsx)},
		{"xlsx: typed records", false, false, do("records", xlsx)},
		{"xlsx: excelize Rows", false, !slow, do("excelize", xlsx)},
		{"xlsx: ownermap build", false, binary == "", []string{binary, "build", "--roster", roster, "--deals", xlsx, "--out", filepath.Join(dir, "site"), "--quiet"}},
		{"csv: encoding/csv (base)", true, false, do("encoding-csv", text)},
		{"csv: cells", false, false, do("cells", text)},
		{"csv: typed records", false, false, do("records", text)},
	} {
		if p.skip {
			continue
		}
		m, err := fastest(runs, p.args)
		if err != nil {
			return fmt.Errorf("%s: %w", p.title, err)
		}
		if p.base {
			base = m.wall.Seconds()
		}
		fmt.Printf("%-34s %7.2fs %7.2fs %5d MB %8.2f\n", p.title, m.wall.Seconds(), m.cpu.Seconds(), m.memory>>20, m.wall.Seconds()/base)
	}
	return nil
}

// writeFiles writes the export as a workbook and as text, and its roster.
func writeFiles(dir string, rows int) (xlsx, text, roster string, err error) {
	xlsx, text, roster = filepath.Join(dir, "deals.xlsx"), filepath.Join(dir, "deals.csv"), filepath.Join(dir, "roster.csv")
	err = errors.Join(
		write(xlsx, func(w io.Writer) error { return bigbook.XLSX(w, rows) }),
		write(text, func(w io.Writer) error { return bigbook.CSV(w, rows) }),
		write(roster, bigbook.Roster))
	return xlsx, text, roster, err
}

func write(path string, make func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<20)
	return errors.Join(make(b), b.Flush(), f.Close())
}

// measure is what one process took.
type measure struct {
	wall, cpu time.Duration
	memory    int64 // bytes at most
}

// fastest runs a process some times; exit code 3, issues in the data, will do.
func fastest(runs int, args []string) (best measure, err error) {
	for i := range runs {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Stderr = os.Stderr
		start := time.Now()
		err := cmd.Run()
		m := measure{wall: time.Since(start)}
		if err != nil && cmd.ProcessState.ExitCode() != 3 {
			return best, err
		}
		m.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		m.memory = memory(cmd.ProcessState)
		if i == 0 || m.wall < best.wall {
			best = m
		}
	}
	return best, nil
}

// work is what a child process does.
func work(what, path string) error {
	switch what {
	case "inflate":
		return inflate(path)
	case "cells":
		return cells(path)
	case "records":
		_, err := ingest.Load(context.Background(), ingest.Options{Sources: []ingest.Source{
			{Kind: ingest.KindRoster, Path: filepath.Join(filepath.Dir(path), "roster.csv")},
			{Kind: ingest.KindDeals, Path: path},
		}})
		return err
	case "excelize":
		return withExcelize(path)
	case "encoding-csv":
		return withEncodingCSV(path)
	}
	return fmt.Errorf("no such work: %s", what)
}

func inflate(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	for _, f := range z.File {
		raw, err := f.OpenRaw()
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, flate.NewReader(bufio.NewReaderSize(raw, 64<<10))); err != nil {
			return err
		}
	}
	return nil
}

func cells(path string) error {
	b, err := open.Open(path, open.Options{})
	if err != nil {
		return err
	}
	defer b.Close()
	n := 0
	for i := range b.Sheets() {
		if err := b.Rows(context.Background(), i, func(r *table.Row) error { n += len(r.Cells); return nil }, nil); err != nil {
			return err
		}
	}
	if n == 0 {
		return errors.New("no cells")
	}
	return nil
}

func withExcelize(path string) error {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return err
	}
	for rows.Next() {
		if _, err := rows.Columns(excelize.Options{RawCellValue: true}); err != nil {
			return err
		}
	}
	return rows.Error()
}

func withEncodingCSV(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(bufio.NewReaderSize(f, 64<<10))
	r.ReuseRecord = true
	for {
		if _, err := r.Read(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}
