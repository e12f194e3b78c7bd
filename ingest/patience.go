package ingest

import (
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// patience puts garbage collection off while a large sheet is read: reading makes
// hardly any garbage, and to walk a list that is still empty costs a page fault for
// each of its pages before their first use. There is one for the process, as there is
// one collector.
var patience struct {
	mu      sync.Mutex
	loads   int // that run
	changed bool
	percent int // before the first change, see debug.SetGCPercent
}

// impatient is the size in bytes up to which a list is not worth waiting for.
const impatient = 2 << 20

// loading counts a Load; done ends it, and the last one gives the collector its pace back.
func loading() (done func()) {
	p := &patience
	p.mu.Lock()
	defer p.mu.Unlock()
	p.loads++
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.loads--; p.loads == 0 && p.changed {
			debug.SetGCPercent(p.percent)
			p.changed = false
		}
	}
}

// await lets the heap grow by the bytes of a list that is about to be made, and half
// as much for what its records refer to, before the next collection. A limit on the
// process's memory still holds.
func await(bytes int64) {
	p := &patience
	if bytes <= impatient {
		return
	}
	heap := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(heap)
	live, now := int64(heap[0].Value.Uint64()), int64(heap[1].Value.Uint64())
	percent := int(100 * (now + bytes + bytes/2) / max(live, 1<<20))
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loads == 0 {
		return
	}
	before := debug.SetGCPercent(percent)
	if before < 0 || before > percent {
		debug.SetGCPercent(before) // more patient already
		return
	}
	if !p.changed {
		p.changed, p.percent = true, before
	}
}
