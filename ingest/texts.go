package ingest

import (
	"encoding/binary"
	"iter"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"unsafe"

	"ownermap/ingest/table"
)

// texts keeps the strings of a sheet: short repeated ones once, others in
// chunks instead of one allocation each.
type texts struct {
	known  map[string]string
	recent [1 << recentBits]string // by their ends: cheaper to look at than to hash all
	cells  byCell[string]
	chunk  []byte
}

func (t *texts) init() { t.known = map[string]string{} }

// cell returns the shared copy of a cell's text without the spaces around it.
func (t *texts) cell(c *table.Cell) string {
	text := t.cells.get(c)
	if text == "" {
		text = t.once(trimCell(c.Text))
		t.cells.put(c, text)
	}
	return text
}

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

// byCell remembers what the cells that share a text stand for, by the number of the
// text: they are told without reading it. The zero value stands for none.
type byCell[V any] struct {
	pages [][]V
	made  int
}

// Texts are remembered by pages of so many neighbours, and no more pages than that: more
// of them would not come again soon.
const (
	cellPage  = 1 << 8
	cellPages = 1 << 12
)

func (m *byCell[V]) get(c *table.Cell) (v V) {
	if at := int(c.Num); c.Lasting && at/cellPage < len(m.pages) && m.pages[at/cellPage] != nil {
		return m.pages[at/cellPage][at%cellPage]
	}
	return v
}

func (m *byCell[V]) put(c *table.Cell, v V) {
	if !c.Lasting {
		return
	}
	at := int(c.Num)
	for len(m.pages) <= at/cellPage {
		m.pages = append(m.pages, nil)
	}
	page := &m.pages[at/cellPage]
	if *page == nil {
		if m.made++; m.made > cellPages {
			return
		}
		*page = make([]V, cellPage)
	}
	(*page)[at%cellPage] = v
}

const golden = 0x9E3779B97F4A7C15

// distinct lists the texts of a column, each once, in the order in which they are met.
type distinct struct {
	seen memo[struct{}]
	list []string
}

// add takes a kept text.
func (d *distinct) add(text string) {
	if text == "" {
		return
	}
	if _, ok := d.seen.get(text); !ok {
		d.seen.put(text, struct{}{})
		d.list = append(d.list, text)
	}
}

// memo remembers what a text that repeats from row to row stands for: the texts met
// shortly before are found by their ends.
type memo[V any] struct {
	recent [1 << 8]memoEntry[V]
	all    map[string]memoEntry[V]
}

type memoEntry[V any] struct {
	text  string
	value V
}

func (m *memo[V]) get(text string) (v V, ok bool) {
	slot := &m.recent[ends(text)%uint64(len(m.recent))]
	if slot.text != text || text == "" {
		e, ok := m.all[text]
		if !ok {
			return v, false
		}
		*slot = e
	}
	return slot.value, true
}

// put is for a text that get does not know; it must be a kept one.
func (m *memo[V]) put(text string, v V) {
	if m.all == nil {
		m.all = map[string]memoEntry[V]{}
	}
	m.all[text] = memoEntry[V]{text, v}
}

// sorted iterates in the order of the texts.
func (m *memo[V]) sorted() iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for text, e := range sorted(m.all) {
			if !yield(text, e.value) {
				return
			}
		}
	}
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
