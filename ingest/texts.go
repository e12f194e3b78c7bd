package ingest

import (
	"encoding/binary"
	"iter"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"unsafe"
)

// texts keeps the strings of a sheet: short repeated ones once, others in
// chunks instead of one allocation each.
type texts struct {
	known  map[string]string
	recent [1 << recentBits]string // by their ends: cheaper to look at than to hash all
	chunk  []byte
}

func (t *texts) init() { t.known = map[string]string{} }

// once returns the shared copy of a text that repeats from row to row.
func (t *texts) once(s string) string {
	if s == "" {
		return ""
	}
	slot := &t.recent[ends(s)]
	if *slot != s {
		*slot = t.shared(s)
	}
	return *slot
}

const recentBits = 14

// ends hashes the length of a text, its first and its last eight bytes.
func ends(s string) uint64 {
	const golden = 0x9E3779B97F4A7C15
	first, last := uint64(0), uint64(0)
	if n := len(s); n >= 8 {
		first, last = binary.LittleEndian.Uint64([]byte(s[:8])), binary.LittleEndian.Uint64([]byte(s[n-8:]))
	} else {
		for i := range n {
			first = first<<8 | uint64(s[i])
		}
	}
	return (first*golden ^ bits.RotateLeft64(last, 32) ^ uint64(len(s))) * golden >> (64 - recentBits)
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
