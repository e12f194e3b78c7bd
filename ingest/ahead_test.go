package ingest

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"testing"
	"unsafe"

	"ownermap/ingest/table"
)

// countedBook has rows that say their number, each in the same bytes as the last one,
// and a problem at every thousandth. Some are wide, and few are wider than a batch.
type countedBook struct {
	table.Book
	rows int
	room bool // cells go into the room that the row before left
	end  error
}

func (b countedBook) Rows(ctx context.Context, _ int, row func(*table.Row) error, problem func(table.Problem)) error {
	arena := make([]byte, 0, 64)
	shared := "every row"
	var r table.Row
	for n := 1; n <= b.rows; n++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		arena = fmt.Appendf(arena[:0], "row %d", n)
		if n%1000 == 0 {
			problem(table.Problem{Row: int32(n)})
		}
		room := r.Cells[:0]
		if !b.room {
			room = nil
		}
		r = table.Row{Number: int32(n), Hidden: n%7 == 0, Cells: append(room, table.Cell{Col: 1, Kind: table.Text, Text: unsafe.String(&arena[0], len(arena))})}
		wide := 1 + n%50
		if n%2500 == 0 {
			wide = batchCells + n
		}
		for col := range wide {
			r.Cells = append(r.Cells, table.Cell{Col: int32(col + 2), Kind: table.Text, Text: shared, Num: float64(n), Lasting: true})
		}
		if err := row(&r); err != nil {
			return err
		}
		clear(arena[:cap(arena)])
	}
	return b.end
}

// journal writes what a reading says, line by line, and stops at row stop.
func journal(stop int) (*strings.Builder, func(*table.Row) error, func(table.Problem)) {
	var b strings.Builder
	return &b, func(r *table.Row) error {
			fmt.Fprintln(&b, r.Number, r.Hidden, r.Cells)
			if int(r.Number) == stop {
				return errEnough
			}
			return nil
		}, func(p table.Problem) {
			fmt.Fprintln(&b, "problem", p.Row)
		}
}

func TestReadingAheadSaysTheSameInTheSameOrder(t *testing.T) {
	broken := errors.New("the sheet ends early")
	for _, c := range []struct {
		rows, stop int
		end        error
	}{{0, 0, nil}, {1, 0, nil}, {batchRows, 0, nil}, {5*batchRows + 3, 0, broken}, {10_000, 1, nil}, {10_000, 3000, nil}, {10_000, 10_000, broken}} {
		book := countedBook{rows: c.rows, end: c.end}
		want, row, problem := journal(c.stop)
		wantErr := book.Rows(t.Context(), 0, row, problem)
		for _, book.room = range []bool{false, true} {
			got, row, problem := journal(c.stop)
			gotErr := rowsAhead(t.Context(), book, 0, row, problem)
			if got.String() != want.String() || !errors.Is(gotErr, wantErr) {
				t.Errorf("%+v, room %v: read ahead it ends with %v, and %d bytes; row by row with %v, and %d bytes", c, book.room, gotErr, got.Len(), wantErr, want.Len())
			}
		}
	}
}

func TestReadingAheadEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	err := rowsAhead(ctx, countedBook{rows: 1 << 30}, 0, func(*table.Row) error {
		if seen++; seen == 10 {
			cancel()
		}
		return nil
	}, func(table.Problem) {})
	if !errors.Is(err, context.Canceled) || seen > 10*batchRows {
		t.Errorf("%v after %d rows", err, seen)
	}
}

func TestCollectionKeepsItsPaceAfterALoad(t *testing.T) {
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	outer, inner := loading(), loading()
	await(1 << 30)
	inner()
	during := debug.SetGCPercent(100)
	debug.SetGCPercent(during)
	if during <= 100 {
		t.Errorf("a list of 1 GB is foreseen, and collection comes at %d %%", during)
	}
	outer()
	if after := debug.SetGCPercent(100); after != 100 {
		t.Errorf("collection comes at %d %% after the load, 100 %% before", after)
	}
	await(1 << 30)
	if outside := debug.SetGCPercent(100); outside != 100 {
		t.Errorf("outside of a load collection was put off to %d %%", outside)
	}
}
