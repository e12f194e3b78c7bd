// Package window shows a stream as one contiguous slice that moves along it.
// A goroutine reads ahead, so inflating runs beside parsing.
//
//  1. The pump goroutine fills chunks of fixed size, a few ahead of the parser.
//  2. The parser works on Buf[Pos:], advances Pos, and calls More when a token
//     does not end inside Buf.
//  3. More carries the unfinished token over into the room in front of the next
//     chunk, so that only the token is copied.
package window

import (
	"errors"
	"io"
)

// ErrToken is the error of a token that is longer than the window may grow.
var ErrToken = errors.New("token exceeds the window")

const (
	chunkSize = 128 << 10 // bytes a read-ahead
	headroom  = 8 << 10   // room for an unfinished token in front of a chunk
	ahead     = 4         // chunks in flight
)

type chunk struct {
	mem []byte // headroom, then data
	n   int    // bytes of data
	err error  // set on the last chunk; io.EOF when the end is clean
}

// Window is the moving view. Buf[Pos:] is what has not been parsed.
type Window struct {
	Buf []byte
	Pos int

	max   int // longest token
	cur   *chunk
	full  chan *chunk
	free  chan *chunk
	stop  chan struct{}
	gone  int64 // bytes before Buf
	grown bool  // Buf is a slice of its own, not part of a chunk
	err   error
}

// New starts reading r. A token may be max bytes long. Stop must be called.
func New(r io.Reader, max int64) *Window {
	w := &Window{
		max:  int(min(max, 1<<40)),
		full: make(chan *chunk, ahead),
		free: make(chan *chunk, ahead+1),
		stop: make(chan struct{}),
	}
	go w.pump(r)
	return w
}

// pump reads chunks until the end, an error or Stop.
func (w *Window) pump(r io.Reader) {
	defer close(w.full)
	for made := 0; ; {
		var c *chunk
		if made <= ahead {
			c = &chunk{mem: make([]byte, headroom+chunkSize)}
			made++
		} else {
			select {
			case c = <-w.free:
			case <-w.stop:
				return
			}
		}
		c.n, c.err = fill(r, c.mem[headroom:])
		last := c.err != nil
		select {
		case w.full <- c:
		case <-w.stop:
			return
		}
		if last {
			return
		}
	}
}

// fill reads until p is full or the reader fails. Unlike io.ReadFull it passes
// on the reader's own error: a truncated stream must not look like a clean end.
func fill(r io.Reader, p []byte) (n int, err error) {
	for idle := 0; n < len(p) && err == nil; {
		var m int
		m, err = r.Read(p[n:])
		n += m
		if idle++; m > 0 {
			idle = 0
		} else if idle > 100 && err == nil {
			err = io.ErrNoProgress
		}
	}
	return n, err
}

// More adds bytes to Buf[Pos:] and drops what is before Pos; Buf changes, and
// slices of the old Buf die. It reports false at the end of the stream, on an
// error, and for a token longer than the maximum; see Err.
func (w *Window) More() bool {
	if w.err != nil {
		return false
	}
	tail := w.Buf[w.Pos:]
	if len(tail) > w.max {
		w.err = ErrToken
		return false
	}
	w.gone += int64(w.Pos)
	last := w.cur
	if last == nil || last.err == nil {
		if last = <-w.full; last.n > 0 || last.err == nil {
			w.take(last, tail)
			return true
		}
	}
	w.err = last.err
	w.Buf, w.Pos = tail, 0
	return false
}

// take makes tail and the chunk contiguous and hands the old chunk back.
func (w *Window) take(c *chunk, tail []byte) {
	switch data := c.mem[headroom : headroom+c.n]; {
	case len(tail) <= headroom:
		start := headroom - len(tail)
		copy(c.mem[start:], tail)
		w.Buf, w.grown = c.mem[start:headroom+c.n], false
	case w.grown && w.Pos == 0:
		w.Buf = append(w.Buf, data...)
	default:
		w.Buf, w.grown = append(append(make([]byte, 0, 2*len(tail)+c.n), tail...), data...), true
	}
	w.Pos = 0
	if w.cur != nil {
		w.free <- w.cur
	}
	w.cur = c
}

// Offset is the number of bytes of the stream before Pos.
func (w *Window) Offset() int64 { return w.gone + int64(w.Pos) }

// Err is nil before the end and at a clean end, else the reader's error or
// ErrToken.
func (w *Window) Err() error {
	if w.err == io.EOF {
		return nil
	}
	return w.err
}

// Drain reads to the end without parsing, so that the reader can check its sum.
func (w *Window) Drain() error {
	for w.Pos = len(w.Buf); w.More(); {
		w.Pos = len(w.Buf)
	}
	return w.Err()
}

// Stop ends the pump and waits for it; the reader is not used afterwards.
func (w *Window) Stop() {
	close(w.stop)
	for range w.full {
	}
}
