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

// sides are the places of a label about a point, best first.
var sides = []string{"right", "left", "top", "bottom"}

// place chooses a side for a label of a width in px at a point with a radius and takes the room.
// ok is false where every side covers something; the side is then the one that covers least.
func (p *placer) place(x, y, radius, width float64) (side string, ok bool) {
	best, least := box{}, math.Inf(1)
	for _, s := range sides {
		b := labelBox(s, x, y, radius, width)
		cost := p.cost(b)
		if cost < least-1e-9 {
			side, best, least = s, b, cost
		}
	}
	ok = least < 20
	if ok {
		p.block(best)
	}
	return side, ok
}

// cost is the area in px that a label would cover; leaving the frame counts most, lying on the
// line least.
func (p *placer) cost(b box) float64 {
	sum := 0.0
	for _, o := range p.taken {
		sum += b.overlap(o)
	}
	inside := b.overlap(p.frame)
	sum += 10 * ((b.x1-b.x0)*(b.y1-b.y0) - inside)
	if p.line > 0 && b.y0+2 < p.line && p.line < b.y1-2 {
		sum += 6
	}
	return sum
}

// labelBox is where a 12 px label lies, 5 px off its point.
func labelBox(side string, x, y, radius, width float64) box {
	const half, gap = 7, 5
	switch side {
	case "right":
		return box{x + radius + gap, y - half, x + radius + gap + width, y + half}
	case "left":
		return box{x - radius - gap - width, y - half, x - radius - gap, y + half}
	case "top":
		return box{x - width/2, y - radius - gap - 2*half, x + width/2, y - radius - gap}
	}
	return box{x - width/2, y + radius + gap, x + width/2, y + radius + gap + 2*half}
}
