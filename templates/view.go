package templates

import "html/template"

// Site is what all pages of one build share.
type Site struct {
	Lang    string     // BCP 47 tag of the pages; "" takes the catalogue's
	Title   string     // the report's name, in the rail and after every page's title
	Logo    string     // path of a picture from the site's root; "" for none
	Period  string     // "2026-Q2"
	AsOf    string     // "as of 30 June 2026"
	Nav     []NavGroup // the rail
	Search  bool       // a search field in the rail, shown by the script
	Footer  Rich       // what it was built from
	Style   string     // path of the stylesheet from the site's root
	Scripts []string   // paths of the scripts from the site's root, loaded deferred in this order
	Icon    string     // path of the picture for the browser's tab from the site's root; "" for none
	Theme   string     // path of a second stylesheet with the brand's accent; "" for none
}

// NavGroup is a group of the rail; the first has no name.
type NavGroup struct {
	Name  string
	Items []NavItem
}

// NavItem is one entry of the rail.
type NavItem struct {
	Key   string // the page's Key to be marked as current
	Text  string
	Href  string
	Count string // right-aligned, "" for none
}

// Page is the part that every page has. Order on the page: kicker, alerts, verdict, deck, notices, key figures.
type Page struct {
	Site    *Site
	Path    string      // where it will be written, from the site's root: "people/e01.html"
	Key     string      // entry of the rail that is current
	Title   string      // for the browser's title; "" takes the verdict
	Kicker  []Rich      // page, period, as-of and its basis
	Alerts  []Note      // under the kicker: data errors that change figures here
	Verdict string      // the h1, one sentence
	Deck    Rich        // two sentences; figures strong
	Notices []Note      // under the deck: a team of one or two
	Figures []KeyFigure // 4 or 5, or none
	// Comments stand last on a page; on the summary under the deck.
	Comments []Comment
	// Root makes links absolute to this prefix instead of relative, for a page that a server
	// shows at any depth (404.html). "" for relative links.
	Root string
}

func (p *Page) page() *Page { return p }

// Note is one line with a severity glyph.
type Note struct {
	Severity Severity
	Text     Rich
}

// Comment is a paragraph of commentary.
type Comment struct {
	Body   template.HTML // from Markdown
	Author string
	Date   string
	Stale  []string // one sentence for each pinned figure that has moved; none: fresh
}

// KeyFigure is one figure of the row under the deck.
type KeyFigure struct {
	Label   string
	Value   string    // "€1.84"; "" is shown as an en dash
	Unit    string    // "m", "of 5", "days"
	Missing string    // why there is no value: "not enough data: needs 10 acceptances, has 4"
	Spark   []float64 // oldest first, up to 8; NaN is a gap; under two points nothing is drawn
	Delta   Delta
	Context string // "29 of 93; was 35%"
	Href    string // rows behind it; makes the context a link
}

// Delta is the change since the last quarter. The glyph is the direction, the judgement is colour and word.
type Delta struct {
	Way       Way
	Judgement Judgement
	Text      string // "7 points, worse", "no earlier quarter"
}

// Way is a direction. The zero value shows no glyph.
type Way string

// Directions of a change.
const (
	Up    Way = "up"    // ▲
	Down  Way = "down"  // ▼
	Level Way = "level" // ■
)

// Judgement colours a change. The zero value is neutral.
type Judgement string

// Judgements of a change.
const (
	Better Judgement = "better"
	Worse  Judgement = "worse"
)

// PathOf is where a page will be written, from the site's root.
func PathOf(v View) string { return v.page().Path }

// VerdictOf is a page's one sentence.
func VerdictOf(v View) string { return v.page().Verdict }

// SetComments gives a page its comments, in place of those it had.
func SetComments(v View, list []Comment) { v.page().Comments = list }
