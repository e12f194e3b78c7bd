package ingest

import "hash/maphash"

// idTable finds deals by id without holding the ids again: open addressing over
// their numbers, since a million deals have a million different ids.
type idTable struct {
	slots []uint64 // the upper half of the id's hash, then 1 + the deal's number; 0 where it is free
	seed  maphash.Seed
	mask  uint64
}

func newIDTable(n int) *idTable {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return &idTable{slots: make([]uint64, size), seed: maphash.MakeSeed(), mask: uint64(size - 1)}
}

// idSlot is where an id has its place in the table.
type idSlot struct {
	at  *uint64
	tag uint64
}

// deal is the number of the deal that was put.
func (s idSlot) deal() int { return int(uint32(*s.at)) - 1 }

func (s idSlot) put(deal int) { *s.at = s.tag | uint64(deal+1) }

// find returns the slot of the id, and whether it is taken; a free slot is the caller's to fill.
func (t *idTable) find(id string, idOf func(deal int) string) (slot idSlot, taken bool) {
	const upper = 0xFFFFFFFF << 32
	sum := maphash.String(t.seed, id)
	for h := sum & t.mask; ; h = (h + 1) & t.mask {
		s := idSlot{&t.slots[h], sum & upper}
		if *s.at == 0 {
			return s, false
		}
		if *s.at&upper == s.tag && idOf(s.deal()) == id {
			return s, true
		}
	}
}

// idKey is an id in the form that is compared: an 18-letter Salesforce id is its
// 15-letter one with three letters that say which of the others are capitals, five to a letter.
func idKey(id string) string {
	if n := len(id) - 2; n > 0 && id[n:] == ".0" && allDigits(id[:n]) {
		return id[:n] // as programs write it that take ids for numbers
	}
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
