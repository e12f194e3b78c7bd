package ingest

import "hash/maphash"

// idTable finds deals by id without holding the ids again: open addressing over
// positions, since a million deals have a million different ids.
type idTable struct {
	slots []dealAt
	tags  []uint32 // the upper half of the id's hash, 0 where the slot is free
	seed  maphash.Seed
	mask  uint64
}

func newIDTable(n int) *idTable {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return &idTable{slots: make([]dealAt, size), tags: make([]uint32, size), seed: maphash.MakeSeed(), mask: uint64(size - 1)}
}

// find returns the slot of the id, and whether it was taken; a free slot is
// marked taken and is the caller's to fill.
func (t *idTable) find(id string, idOf func(dealAt) string) (slot *dealAt, found bool) {
	sum := maphash.String(t.seed, id)
	tag := uint32(sum>>32) | 1
	for h := sum & t.mask; ; h = (h + 1) & t.mask {
		switch t.tags[h] {
		case 0:
			t.tags[h] = tag
			return &t.slots[h], false
		case tag:
			if idOf(t.slots[h]) == id {
				return &t.slots[h], true
			}
		}
	}
}

// idKey is an id in the form that is compared: an 18-letter Salesforce id is its
// 15-letter one with three letters that say which of the others are capitals, five to a letter.
func idKey(id string) string {
	if len(id) != 18 || id[:2] != "00" {
		return id
	}
	for group := range 3 {
		bits := 0
		for i := range 5 {
			if c := id[5*group+i]; c >= 'A' && c <= 'Z' {
				bits |= 1 << i
			}
		}
		if id[15+group] != "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits] {
			return id
		}
	}
	return id[:15]
}
