package ingest

import (
	"sync/atomic"
	"unsafe"
)

// meter counts the bytes that are read of a file, for progress and to foresee
// how many records a sheet will give.
type meter struct {
	s    *session
	size int64
	read atomic.Int64 // bytes in all; a part that is read twice counts twice
	told atomic.Int64 // bytes reported as progress
}

// add counts bytes that were read; it reports a hundredth of the file at a time.
func (m *meter) add(n int64) {
	done := min(m.read.Add(n), m.size)
	if told := m.told.Load(); done-told > m.size/100 && m.told.CompareAndSwap(told, done) {
		m.s.advance(done - told)
	}
}

// finish reports the rest of the file as done.
func (m *meter) finish() { m.s.advance(m.size - m.told.Swap(m.size)) }

// foreseeFrom is the number of records from which on the whole number is foreseen.
const foreseeFrom = 1 << 12

// mostForeseen bounds what is reserved on a forecast: the rows of a worksheet.
const mostForeseen = 1 << 20

// grow makes room for one more record. A large sheet's records get their room in
// one piece, sized by how much of the file is still to come, rather than by copying
// ever larger lists.
func grow[T any](list []T, expected func(n int) int) []T {
	if len(list) < cap(list) || len(list) < foreseeFrom {
		return list
	}
	n := min(max(expected(len(list)), len(list)+len(list)/4), len(list)+mostForeseen)
	await(int64(n) * int64(unsafe.Sizeof(*new(T))))
	out := make([]T, len(list), n)
	copy(out, list)
	return out
}

// expected is how many records the sheet will give in all, judging by the share of
// the file that gave the first n.
func (r *sheetReader) expected(n int) int {
	if r.meter == nil {
		return 0
	}
	done, all := r.meter.read.Load()-r.meterAt, r.meter.size-r.meterAt
	if done <= 0 || all <= 0 {
		return 0
	}
	margin := 1.04
	if n < 1<<17 {
		margin = 1.5 // what is read ahead weighs more; room that is not used costs addresses, not memory
	}
	return int(float64(n) * float64(all) / float64(done) * margin)
}
