package ingest

import "hash/maphash"

// idTable finds deals by id without holding the ids again: open addressing over
// positions, since a million deals have a million different ids.
type idTable struct {
	slots []dealAt
	used  []bool
	seed  maphash.Seed
	mask  uint64
}

func newIDTable(n int) *idTable {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return &idTable{slots: make([]dealAt, size), used: make([]bool, size), seed: maphash.MakeSeed(), mask: uint64(size - 1)}
}

// find returns the slot of the id, and whether it was taken; a free slot is
// marked taken and is the caller's to fill.
func (t *idTable) find(id string, idOf func(dealAt) string) (slot *dealAt, found bool) {
	for h := maphash.String(t.seed, id) & t.mask; ; h = (h + 1) & t.mask {
		if !t.used[h] {
			t.used[h] = true
			return &t.slots[h], false
		}
		if idOf(t.slots[h]) == id {
			return &t.slots[h], true
		}
	}
}
