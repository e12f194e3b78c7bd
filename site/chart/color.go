package chart

// Colours of the light theme, as tokens. A hex stands for one intent: the dark sheet maps
// it to another, so two intents never share a hex unless they share it in both themes.
const (
	page       = "#FFFFFF"
	surface    = "#F5F7F8"
	ink        = "#14181D"
	ink2       = "#454D57"
	ink3       = "#626B76"
	rule       = "#DDE1E6"
	rule2      = "#B9C0C8"
	accent     = "#0B5D75"
	accentSoft = "#E3EFF3"
	warning    = "#8A5600"
	critical   = "#B3301B"
	shared     = "#579BB1" // also influenced
	direct     = "#C5CAD1"
	unknown    = "#EBEDF0"
	fixedInk   = "#15191E"
	none       = "transparent"
)

// more is the sequence for "more": ink stands on the first three, page on the last two.
var more = [5]string{"#E8F1F4", "#C4DCE4", "#8FBCCB", "#357A92", accent}

// moreStep gives the step of a share of the largest value, 0 < share <= 1, and its text colour.
func moreStep(share float64) (fill, text string) {
	i := min(max(int(share*5), 0), 4)
	if i < 3 {
		return more[i], ink
	}
	return more[i], page
}

// Colours are all hexes that a chart may use as fill or stroke, so that a style sheet can be
// checked for mapping each of them.
func Colours() []string {
	return append([]string{page, surface, ink, ink2, ink3, rule, rule2, accent, accentSoft, warning, critical,
		shared, direct, unknown, fixedInk}, more[:4]...)
}
