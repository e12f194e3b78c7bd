package site

import (
	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/site/chart"
	"ownermap/templates"
)

// Snapshot is the summary page as a mail tells it: the same sentences, figures
// and moves. Its links are paths from the site's root.
type Snapshot struct {
	View   templates.Mail
	Charts []chart.Chart // one for each of View.Pictures, drawn for templates.MailWidth
	Title  string        // of the report
	Period string        // "2026-Q2"; "" where the deals have no dates
	AsOf   ingest.Date
	book   *book
}

// NewSnapshot tells a report. ds and locale are those of the site.
func NewSnapshot(rep *analyze.Report, ds *ingest.Dataset, locale string) *Snapshot {
	b := newBook(rep, ds, locale)
	s := &Snapshot{Title: tidy(rep.Title), Period: b.quarter.Label, AsOf: rep.AsOf.Date, book: b}
	s.View = templates.Mail{
		Lang: b.words.tag.String(), Title: s.Title, Kicker: b.snapshotKicker(), Verdict: b.summaryVerdict(), Deck: b.summaryDeck(),
		Button: templates.Link{Text: b.s("Open the report"), Href: "index.html"}, Figures: b.summaryFigures(), Strip: b.snapshotStrip(),
		Moves: b.moves(3), Footer: b.snapshotFooter(),
	}
	for _, n := range b.dataAlert() {
		s.View.Alert = n.Text.String()
	}
	if n := len(s.View.Moves); n > 0 {
		s.View.MovesTitle = sentence(b.pluralWord(n, "%s move for this quarter", "%s moves for this quarter"))
	}
	s.charts()
	return s
}

// Vocabulary is the text of the mail that does not come from the data.
func (s *Snapshot) Vocabulary() ([]string, error) {
	words, err := templates.Vocabulary(s.View.Lang)
	return append(words, s.book.words.said()...), err
}

// charts adds the pictures: sourced revenue, and what was won by origin. One for
// which there is too little data is left out.
func (s *Snapshot) charts() {
	b, r := s.book, s.book.rep.Revenue
	if r == nil || len(r.Periods) == 0 || b.quartersWithheld() {
		return
	}
	add := func(c chart.Chart, err error, note string) {
		if err == nil {
			s.Charts = append(s.Charts, c)
			s.View.Pictures = append(s.View.Pictures, templates.MailPicture{Title: c.Title, Note: note, Width: c.Wide.Width, Height: c.Wide.Height, Alt: c.Description})
		}
	}
	c, err := b.trendOf(r, b.summaryRevenueTitle(r), templates.MailWidth)
	add(c, err, b.s("Won deals that a partner brought, %s by fiscal quarter", b.currencyName()))
	c, err = b.originsOf(r, b.originsTitle(r), templates.MailWidth)
	add(c, err, b.s("Won revenue by origin and fiscal quarter, %s", b.currencyName()))
}

func (b *book) snapshotKicker() string {
	title := tidy(b.rep.Title)
	if b.rep.AsOf.Date.IsZero() {
		return title
	}
	return b.s("%s, %s, as of %s", title, b.quarter.Label, b.date(b.rep.AsOf.Date))
}

func (b *book) snapshotStrip() templates.MailStrip {
	s := templates.MailStrip{Title: b.stripTitle(), Share: b.s("One owner"), Note: b.s("The last column is the share with one owner."),
		Key: [4]string{b.s("one owner"), b.s("several"), b.s("left"), b.s("nobody")}}
	for i := range b.rep.Stages {
		s.Rows = append(s.Rows, b.stripRow(&b.rep.Stages[i]))
	}
	return s
}

// snapshotFooter says what the mail was built from and what it cannot say.
func (b *book) snapshotFooter() templates.Rich {
	out := templates.Text(b.s("The records show what moves together, never why."))
	if files := b.files(ingest.KindRoster, ingest.KindDeals, ingest.KindPartners); files != "" {
		out = sentences(out, b.rich("Built from %s; pictures are described in words where they are blocked.", templates.Name(files)))
	}
	if b.redacted() {
		out = sentences(out, b.rich("%s.", b.audienceText()))
	}
	return sentences(out, templates.Rich{templates.To(b.s("Method"), "method.html")})
}
