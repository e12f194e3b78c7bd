package ingest

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"unsafe"
)

// texts keeps the strings of a sheet: short repeated ones once, others in
// chunks instead of one allocation each.
type texts struct {
	known  map[string]string
	recent [1 << 14]string // by address of the bytes: readers give the same text at the same place
	chunk  []byte
}

func (t *texts) init() { t.known = map[string]string{} }

// once returns the shared copy of a text that repeats from row to row.
func (t *texts) once(s string) string {
	if s == "" {
		return ""
	}
	slot := &t.recent[uintptr(unsafe.Pointer(unsafe.StringData(s)))>>3%uintptr(len(t.recent))]
	if *slot != s {
		*slot = t.shared(s)
	}
	return *slot
}

func (t *texts) shared(s string) string {
	if k, ok := t.known[s]; ok {
		return k
	}
	k := t.keep(s)
	if len(t.known) < 1<<18 {
		t.known[k] = k
	}
	return k
}

const chunkSize = 1 << 16

// keep copies a text that is mostly different in each row.
func (t *texts) keep(s string) string {
	if s == "" {
		return ""
	}
	if len(s) > chunkSize/8 {
		return strings.Clone(s)
	}
	if len(s) > cap(t.chunk)-len(t.chunk) {
		t.chunk = make([]byte, 0, chunkSize)
	}
	at := len(t.chunk)
	t.chunk = append(t.chunk, s...)
	return unsafe.String(&t.chunk[at], len(s)) // the bytes are never written again
}

// sorted iterates over a map in the order of its keys.
func sorted[V any](m map[string]V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}
