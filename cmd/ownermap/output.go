package main

// What goes where. stdout gets data: what was asked for and nothing else, so
// that it can be piped. stderr gets talk: progress (on a terminal only), notes,
// warnings, errors with their hints. --quiet leaves warnings and errors;
// --log-format json makes each line of talk a JSON object; NO_COLOR and a
// stderr that is not a terminal make it plain.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"

	"golang.org/x/term"
)

// talk writes to stderr. Its methods may be called from several goroutines.
type talk struct {
	mu       sync.Mutex
	w        io.Writer
	log      *slog.Logger // set: one JSON object a line
	quiet    bool
	terminal bool
	colour   bool
	drawn    bool // a progress line stands unfinished
}

func newTalk(w io.Writer, env func(string) (string, bool)) *talk {
	t := &talk{w: w}
	if f, ok := w.(*os.File); ok {
		t.terminal = term.IsTerminal(int(f.Fd()))
	}
	noColour, _ := env("NO_COLOR")
	dumb, _ := env("TERM")
	t.colour = t.terminal && noColour == "" && dumb != "dumb"
	return t
}

// asJSON makes every further line a JSON object.
func (t *talk) asJSON() {
	t.terminal = false
	t.log = slog.New(slog.NewJSONHandler(t.w, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
}

// withoutTime drops the time, so that logs of equal runs are equal.
func withoutTime(groups []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey && len(groups) == 0 {
		return slog.Attr{}
	}
	return a
}

// note says what happened; --quiet silences it.
func (t *talk) note(format string, args ...any) {
	if !t.quiet {
		t.line(slog.LevelInfo, "", fmt.Sprintf(format, args...), "")
	}
}

// warn says what may be wrong.
func (t *talk) warn(message, hint string) { t.line(slog.LevelWarn, "warning", message, hint) }

// fail says why the program ends.
func (t *talk) fail(err error) {
	var e *exitError
	hint := ""
	if errors.As(err, &e) {
		hint = e.hint
	}
	t.line(slog.LevelError, "error", err.Error(), hint)
}

func (t *talk) line(level slog.Level, word, message, hint string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wipe()
	if t.log != nil {
		if hint == "" {
			t.log.Log(context.Background(), level, message)
			return
		}
		t.log.Log(context.Background(), level, message, "hint", hint)
		return
	}
	if word != "" {
		word = t.paint(word) + ": "
	}
	fmt.Fprintf(t.w, "%s%s\n", word, printable(message))
	if hint != "" {
		fmt.Fprintf(t.w, "%s: %s\n", t.paint("hint"), printable(hint))
	}
}

var paints = map[string]string{"error": "\x1b[31m", "warning": "\x1b[33m", "hint": "\x1b[2m"}

func (t *talk) paint(word string) string {
	if !t.colour || paints[word] == "" {
		return word
	}
	return paints[word] + word + "\x1b[0m"
}

// progress redraws one line on a terminal; elsewhere it says nothing.
func (t *talk) progress(what string, done, total int64) {
	if !t.terminal || t.quiet || total <= 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.w, "\r\x1b[K%s %d%%", printable(what), min(100, done*100/total))
	t.drawn = true
}

// wipe removes an unfinished progress line; the caller holds the lock.
func (t *talk) wipe() {
	if t.drawn {
		fmt.Fprint(t.w, "\r\x1b[K")
		t.drawn = false
	}
}

// endProgress removes what progress drew.
func (t *talk) endProgress() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wipe()
}

// printable replaces control characters, which a cell of a workbook may hold,
// so that data cannot steer the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20 || r >= 0x7f && r < 0xa0:
			return '\uFFFD'
		case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '\uFFFD' // bidirectional overrides
		}
		return r
	}, s)
}
