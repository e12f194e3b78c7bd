package ingest

import (
	"context"
	"errors"
	"unsafe"

	"ownermap/ingest/table"
)

// batch is a run of rows that a reader is ahead with, and the problems it met among them.
type batch struct {
	rows     []table.Row // Cells are cut from cells when the batch is whole
	ends     []int       // per row, where its cells end
	cells    []table.Cell
	text     []byte // of the cells whose text does not last
	problems []metProblem
}

// metProblem is a problem and the number of rows before it.
type metProblem struct {
	rows int
	table.Problem
}

// A batch is handed on when it has as many rows, cells, or bytes of text: small ones
// stay in the processor's cache, and a wide sheet takes no more room than a narrow one.
const (
	batchRows  = 256
	batchCells = 1 << 13
	batchText  = 1 << 17
)

// batchesAhead is how many batches a reader may be ahead.
const batchesAhead = 3

var errLeft = errors.New("nobody reads on")

// rowsAhead is book.Rows with the reader in a goroutine of its own: the next cells
// are scanned while records are made of the last ones. Calls come in the same order,
// and in the caller's goroutine.
func rowsAhead(ctx context.Context, book table.Book, i int, row func(*table.Row) error, problem func(table.Problem)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	full, free := make(chan *batch, batchesAhead), make(chan *batch, batchesAhead+2)
	for range cap(free) {
		free <- &batch{}
	}
	var end error
	go func() {
		defer close(full)
		end = readAhead(ctx, book, i, full, free)
	}()
	var err error
	for b := range full {
		if err == nil {
			if err = b.replay(row, problem); err != nil {
				cancel()
			}
		}
		b.reset()
		free <- b
	}
	if err != nil {
		return err
	}
	return end
}

// readAhead fills batches until the sheet ends.
func readAhead(ctx context.Context, book table.Book, i int, full chan<- *batch, free <-chan *batch) error {
	b := <-free
	err := book.Rows(ctx, i, func(r *table.Row) error {
		b.add(r)
		if len(b.rows) == batchRows || len(b.cells) >= batchCells || len(b.text) >= batchText {
			full <- b
			if b = <-free; ctx.Err() != nil {
				return errLeft
			}
		}
		r.Cells = b.room()
		return nil
	}, func(p table.Problem) { b.problems = append(b.problems, metProblem{len(b.rows), p}) })
	full <- b
	if errors.Is(err, errLeft) {
		return ctx.Err()
	}
	return err
}

// room is where the reader may put the cells of the next row.
func (b *batch) room() []table.Cell {
	if b.cells == nil {
		b.cells = make([]table.Cell, 0, batchCells+batchCells/4)
	}
	return b.cells[len(b.cells):]
}

// add takes a row, and copies it unless its cells are in the batch's room already.
func (b *batch) add(r *table.Row) {
	from := len(b.cells)
	if to := from + len(r.Cells); to <= cap(b.cells) && to > from && &r.Cells[0] == &b.cells[:to][from] {
		b.cells = b.cells[:to]
	} else {
		b.cells = append(b.cells, r.Cells...)
	}
	for i := from; i < len(b.cells); i++ {
		if c := &b.cells[i]; !c.Lasting && c.Text != "" {
			at := len(b.text)
			b.text = append(b.text, c.Text...)
			c.Text = unsafe.String(&b.text[at], len(c.Text)) // a longer text moves later ones only
		}
	}
	b.rows = append(b.rows, table.Row{Number: r.Number, Hidden: r.Hidden})
	b.ends = append(b.ends, len(b.cells))
}

// replay hands the rows and problems on, in the order in which they were met.
func (b *batch) replay(row func(*table.Row) error, problem func(table.Problem)) error {
	met, from := b.problems, 0
	for i := range b.rows {
		for ; len(met) > 0 && met[0].rows == i; met = met[1:] {
			problem(met[0].Problem)
		}
		r := &b.rows[i]
		r.Cells = b.cells[from:b.ends[i]:b.ends[i]]
		from = b.ends[i]
		if err := row(r); err != nil {
			return err
		}
	}
	for _, p := range met {
		problem(p.Problem)
	}
	return nil
}

// reset empties the batch, and gives the room of an outsized row back.
func (b *batch) reset() {
	if cap(b.text) > 4*batchText || cap(b.cells) > 4*batchCells {
		*b = batch{}
		return
	}
	b.rows, b.ends, b.cells, b.text, b.problems = b.rows[:0], b.ends[:0], b.cells[:0], b.text[:0], b.problems[:0]
}
