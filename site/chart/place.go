package chart

import "math"

// box is a rectangle in px: left, top, right, bottom.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) overlap(o box) float64 {
	w := math.Min(b.x1, o.x1) - math.Max(b.x0, o.x0)
	h := math.Min(b.y1, o.y1) - math.Max(b.y0, o.y0)
	if w <= 0 || h <= 0 {
		return 0
	}
	return w * h
}

// placer puts labels beside points so that they cover neither points nor each other.
type placer struct {
	frame box
	taken []box
	line  float64 // height of a line that labels should not lie on; 0 for none
}

func newPlacer(g geometry) *placer {
	return &placer{frame: box{0, float64(g.top) - 6, float64(g.width), float64(g.height - g.bottom + 4)}}
}

func (p *placer) block(b box) { p.taken = append(p.taken, b) }

// side is a place of a label about a point: an ECharts position and alignment, and px that it
// is moved down.
type side struct {
	position, align string
	down            float64
}

// sides are tried in this order, best first.
var sides = []side{{"right", "left", 0}, {"left", "right", 0}, {"top", "center", 0}, {"bottom", "center", 0},
	{"bottom", "left", 0}, {"top", "left", 0}, {"bottom", "right", 0}, {"top", "right", 0},
	{"right", "left", -10}, {"right", "left", 10}, {"left", "right", -10}, {"left", "right", 10},
	{"right", "left", -15}, {"right", "left", 15}, {"right", "left", -30}, {"right", "left", 30},
	{"left", "right", -15}, {"left", "right", 15}}

// place chooses a side for a label of a width in px at a point with a radius and takes the room.
// ok is false where every side covers something; the side is then the one that covers least.
func (p *placer) place(x, y, radius, width float64) (at side, ok bool) {
	best, least := box{}, math.Inf(1)
	for _, s := range sides {
		b := labelBox(s, x, y, radius, width)
		cost := p.cost(b)
		if cost < least-1e-9 {
			at, best, least = s, b, cost
		}
	}
	ok = p.covered(best) < 20
	if ok {
		p.block(best)
	}
	return at, ok
}

// cost is what a label covers, with a little for lying on the line.
func (p *placer) cost(b box) float64 {
	if p.line > 0 && b.y0 < p.line && p.line < b.y1 {
		return p.covered(b) + 60
	}
	return p.covered(b)
}

// covered is the area in px of what a label would cover; what leaves the frame counts tenfold.
func (p *placer) covered(b box) float64 {
	sum := 0.0
	for _, o := range p.taken {
		sum += b.overlap(o)
	}
	return sum + 10*((b.x1-b.x0)*(b.y1-b.y0)-b.overlap(p.frame))
}

// labelBox is where a 12 px label lies, 5 px off its point.
func labelBox(s side, x, y, radius, width float64) box {
	const half, gap = 7, 5
	b := box{x - width/2, y - half, x + width/2, y + half}
	switch s.align {
	case "left":
		b.x0, b.x1 = x, x+width
	case "right":
		b.x0, b.x1 = x-width, x
	}
	dx, dy := 0.0, s.down
	switch s.position {
	case "right":
		dx = radius + gap
	case "left":
		dx = -radius - gap
	case "top":
		dy -= radius + gap + half
	case "bottom":
		dy += radius + gap + half
	}
	return box{b.x0 + dx, b.y0 + dy, b.x1 + dx, b.y1 + dy}
}

// spread moves ascending positions apart so that labels of the given sizes about them do not
// overlap and none reaches below floor, with the least sum of squared moves: labels that touch
// form a block at the mean of where they want to be (pool adjacent violators, Ayer et al. 1955).
func spread(mids, sizes []float64, floor float64) []float64 {
	type block struct {
		sum   float64
		count int
	}
	var blocks []block
	offset, offsets := 0.0, make([]float64, len(mids))
	for i, m := range mids {
		if i > 0 {
			offset += (sizes[i-1] + sizes[i]) / 2
		}
		offsets[i] = offset
		blocks = append(blocks, block{m - offset, 1})
		for n := len(blocks); n > 1 && blocks[n-1].sum/float64(blocks[n-1].count) < blocks[n-2].sum/float64(blocks[n-2].count); n-- {
			blocks[n-2] = block{blocks[n-2].sum + blocks[n-1].sum, blocks[n-2].count + blocks[n-1].count}
			blocks = blocks[:n-1]
		}
	}
	out := make([]float64, 0, len(mids))
	for _, b := range blocks {
		base := math.Max(b.sum/float64(b.count), floor+sizes[0]/2)
		for range b.count {
			out = append(out, base+offsets[len(out)])
		}
	}
	return out
}
