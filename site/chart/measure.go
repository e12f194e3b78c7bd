package chart

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

var loadFonts = sync.OnceValues(func() (fonts [2]*sfnt.Font, err error) {
	for i, data := range [][]byte{liberationsansregular.TTF, liberationsansbold.TTF} {
		if fonts[i], err = sfnt.Parse(data); err != nil {
			return fonts, err
		}
	}
	return fonts, nil
})

// ruler measures text in Liberation Sans, whose widths are those of Arial. It is for one
// goroutine.
type ruler struct {
	fonts [2]*sfnt.Font // regular, bold
	buf   sfnt.Buffer
	seen  [2]map[rune]float64 // advance in em
}

func newRuler() (*ruler, error) {
	fonts, err := loadFonts()
	if err != nil {
		return nil, err
	}
	return &ruler{fonts: fonts, seen: [2]map[rune]float64{{}, {}}}, nil
}

// width is the width of a line in px at a font size in px.
func (r *ruler) width(text string, size float64, bold bool) float64 {
	face := 0
	if bold {
		face = 1
	}
	sum := 0.0
	for _, c := range text {
		sum += r.advance(face, c)
	}
	return sum * size
}

// advance is a character's width in em. A character that the font lacks counts as a full em
// where it may be an ideograph, else as a wide letter.
func (r *ruler) advance(face int, c rune) float64 {
	if w, ok := r.seen[face][c]; ok {
		return w
	}
	f := r.fonts[face]
	em := float64(f.UnitsPerEm())
	w := 0.6
	if c >= 0x1100 {
		w = 1
	}
	if g, err := f.GlyphIndex(&r.buf, c); err == nil && g != 0 {
		a, err := f.GlyphAdvance(&r.buf, g, fixed.Int26_6(em*64), font.HintingNone)
		if err == nil {
			w = float64(a) / 64 / em
		}
	}
	r.seen[face][c] = w
	return w
}

var fontSize = regexp.MustCompile(`([\d.]+)px`)

// cssWidth is [ruler.width] for a CSS font like "bold 12px sans-serif".
func (r *ruler) cssWidth(text, css string) float64 {
	size := 12.0
	if m := fontSize.FindStringSubmatch(css); m != nil {
		if px, err := strconv.ParseFloat(m[1], 64); err == nil {
			size = px
		}
	}
	return r.width(text, size, strings.Contains(css, "bold") || strings.Contains(css, "600"))
}
