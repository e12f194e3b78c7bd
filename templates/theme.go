package templates

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// colour is sRGB, 0..1 each.
type colour [3]float64

// The colours of 00-tokens.css that an accent must stand against.
const (
	lightPage, lightSurface, lightInk = "#FFFFFF", "#F5F7F8", "#14181D"
	darkPage, darkSurface, darkInk    = "#12161A", "#1A1F25", "#E9ECEF"
)

// warm are the colours that mean "needs a decision"; an accent must not look like one.
var warm = []string{"#8A5600", "#B3301B", "#C78610"}

// Least contrasts of WCAG 2.2: text (1.4.3), and marks (1.4.11).
const (
	textContrast = 4.5
	markContrast = 3.0
)

// tellApart is the least CIE76 distance between the accent and a warm colour.
const tellApart = 30

// Theme is a stylesheet that replaces the accent, "#RRGGBB", and the tints that are made
// of it, for light and dark. An accent that is too faint for text, or that looks like a
// warning, is refused; the error names the nearest that passes.
func Theme(accent string) ([]byte, error) {
	if !regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`).MatchString(accent) {
		return nil, fmt.Errorf("brand accent %q is not a colour like \"#0B5D75\"", accent)
	}
	light := parse(accent)
	if near := nearest(light, lightReady); near != light {
		what := fmt.Sprintf("has a contrast of %.1f : 1 on the rail, text needs %.1f : 1", contrast(light, parse(lightSurface)), textContrast)
		if !apart(light) {
			what = "looks like the colour of a warning"
		}
		if !lightReady(near) {
			return nil, fmt.Errorf("brand accent %q %s; choose a colour that is not red, orange or brown", accent, what)
		}
		return nil, fmt.Errorf("brand accent %q %s; the nearest that passes is %q", accent, what, near.String())
	}
	var b strings.Builder
	fmt.Fprintf(&b, ":root {%s }\n", tints(light, lightPage, lightInk))
	dark := lift(light)
	fmt.Fprintf(&b, "@media screen and (prefers-color-scheme: dark) {\n  :root {%s }\n}\n", tints(dark, darkPage, darkInk))
	return []byte(b.String()), nil
}

// lightReady says whether a colour can be the accent on white.
func lightReady(c colour) bool {
	return contrast(c, parse(lightPage)) >= textContrast && contrast(c, parse(lightSurface)) >= textContrast &&
		contrast(c, mix(c, parse(lightPage), 0.11)) >= textContrast && apart(c)
}

// nearest darkens a colour in steps of one percent until it passes; the darkest otherwise.
func nearest(c colour, ok func(colour) bool) colour {
	for k := range 100 {
		if d := quantise(mix(c, colour{}, 1-float64(k)/100)); ok(d) {
			return d
		}
	}
	return c
}

// lift lightens an accent until it is text on the dark page and on what is made of it there.
func lift(c colour) colour {
	white := colour{1, 1, 1}
	for k := range 101 {
		d := quantise(mix(white, c, float64(k)/100))
		if contrast(d, parse(darkPage)) >= 7 && contrast(d, parse(darkSurface)) >= 6.4 {
			return d
		}
	}
	return white
}

// tints are the declarations of an accent and of the colours between it and the page: a soft
// band, the five steps of "more", and the colour of what is shared.
func tints(accent colour, page, ink string) string {
	ground, text := parse(page), parse(ink)
	var b strings.Builder
	declare := func(name string, c colour) { fmt.Fprintf(&b, " --%s: %s;", name, quantise(c)) }
	declare("accent", accent)
	declare("accent-soft", mix(accent, ground, 0.11))
	for i, part := range []float64{0.09, 0.22, 0.38} {
		declare("t"+strconv.Itoa(i+1), until(mix(accent, ground, part), ground, func(c colour) bool { return contrast(c, text) >= textContrast }))
	}
	declare("t4", until(mix(accent, ground, 0.78), accent, func(c colour) bool { return contrast(c, ground) >= textContrast }))
	on := text
	if page == darkPage {
		on = colour{1, 1, 1}
	}
	declare("shared", until(mix(accent, ground, 0.3), accent, func(c colour) bool { return contrast(c, ground) >= markContrast+0.05 }))
	declare("on-shared", on)
	return b.String()
}

// until moves a colour towards another until it passes.
func until(c, towards colour, ok func(colour) bool) colour {
	for k := range 101 {
		if d := quantise(mix(towards, c, float64(k)/100)); ok(d) {
			return d
		}
	}
	return towards
}

// apart says whether a colour can be told from the warm ones.
func apart(c colour) bool {
	for _, w := range warm {
		if distance(c, parse(w)) < tellApart {
			return false
		}
	}
	return true
}

// parse reads #RRGGBB.
func parse(hex string) colour {
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		return colour{}
	}
	return colour{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}
}

// String is #RRGGBB.
func (c colour) String() string {
	return fmt.Sprintf("#%02X%02X%02X", byte(math.Round(c[0]*255)), byte(math.Round(c[1]*255)), byte(math.Round(c[2]*255)))
}

// quantise is the colour as a stylesheet can say it.
func quantise(c colour) colour { return parse(c.String()) }

// mix is a part of a and the rest of b, in sRGB.
func mix(a, b colour, part float64) colour {
	var out colour
	for i := range out {
		out[i] = a[i]*part + b[i]*(1-part)
	}
	return out
}

// linear undoes the transfer curve of sRGB (IEC 61966-2-1).
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// contrast is WCAG 2's ratio of relative luminances.
func contrast(a, b colour) float64 {
	luminance := func(c colour) float64 {
		return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// distance is the CIE76 colour difference, in CIELAB under D65.
func distance(a, b colour) float64 {
	x, y := lab(a), lab(b)
	return math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
}

// lab converts to CIELAB under D65.
func lab(c colour) [3]float64 {
	r, g, b := linear(c[0]), linear(c[1]), linear(c[2])
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124564*r + 0.3575761*g + 0.1804375*b) / 0.95047)
	y := f(0.2126729*r + 0.7151522*g + 0.0721750*b)
	z := f((0.0193339*r + 0.1191920*g + 0.9503041*b) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}
