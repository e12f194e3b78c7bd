package window_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"ownermap/ingest/internal/window"
)

// lines splits the window at newlines, the way a parser uses it.
func lines(w *window.Window) (out [][]byte) {
	for {
		i := bytes.IndexByte(w.Buf[w.Pos:], '\n')
		if i >= 0 {
			out = append(out, bytes.Clone(w.Buf[w.Pos:w.Pos+i]))
			w.Pos += i + 1
		} else if !w.More() {
			return append(out, bytes.Clone(w.Buf[w.Pos:]))
		}
	}
}

func TestTokensSurviveTheBordersOfChunks(t *testing.T) {
	var src []byte
	for n := range 3000 {
		src = append(append(src, bytes.Repeat([]byte{byte('a' + n%26)}, n*7%40_000)...), '\n')
	}
	w := window.New(iotest.HalfReader(bytes.NewReader(src)), 1<<20)
	defer w.Stop()
	if got := bytes.Join(lines(w), []byte("\n")); !bytes.Equal(got, src) {
		t.Errorf("%d bytes came back of %d", len(got), len(src))
	}
	if w.Err() != nil {
		t.Error(w.Err())
	}
}

func TestATokenLongerThanTheMaximumIsAnError(t *testing.T) {
	w := window.New(bytes.NewReader(make([]byte, 4<<20)), 1<<20)
	defer w.Stop()
	if lines(w); !errors.Is(w.Err(), window.ErrToken) {
		t.Error(w.Err())
	}
}

func TestATruncatedReaderIsNotACleanEnd(t *testing.T) {
	w := window.New(io.MultiReader(bytes.NewReader([]byte("a\nb")), iotest.ErrReader(io.ErrUnexpectedEOF)), 100)
	defer w.Stop()
	if got := lines(w); len(got) != 2 || w.Err() != io.ErrUnexpectedEOF {
		t.Errorf("%q %v", got, w.Err())
	}
}

func TestStopEndsThePumpBeforeTheEnd(t *testing.T) {
	w := window.New(bytes.NewReader(make([]byte, 4<<20)), 100)
	w.More()
	w.Stop()
}
