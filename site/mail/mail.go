// Package mail makes the snapshot that leadership is sent, and delivers it.
//
//  1. A [site.Snapshot] holds the words of the summary page; [Compose] gives its pictures and
//     its two parts: HTML in tables, and text that reads well in a terminal.
//  2. A [Message] is written as MIME by [Message.Write]. Boundaries, content ids and the
//     Message-ID come from the content, so that equal reports give equal bytes.
//  3. [Send] delivers over SMTP: encrypted, one message a recipient, again where a server
//     asks for patience, and says of each recipient what became of it.
package mail

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"ownermap/site"
	"ownermap/site/chart"
	"ownermap/templates"
)

// MaxHTML is the most bytes that the HTML part may have: Gmail cuts at 102 kB.
const MaxHTML = 100_000

// density is how many pixels of a picture one px of the mail has.
const density = 2

// Options are the choices of a message.
type Options struct {
	Link     string // where the full report stands, https://host/path/; "" leaves links out
	CacheDir string // of drawn charts; "" for none
	Workers  int    // 0: one per CPU
}

// Message is a composed mail. It has no sender and no recipient yet.
type Message struct {
	Subject  string
	HTML     []byte
	Text     []byte
	Pictures []Picture
	PDF      []byte // of the summary; nil for none
	Day      time.Time
	Warnings []string // "built without the chart bundle: ..."
	lang     string
}

// Picture is a chart of the message.
type Picture struct {
	CID string // as in the HTML's cid: addresses
	PNG []byte
	SVG []byte // what the PNG was drawn from: its text can be searched
}

// Compose draws the pictures and writes both parts. The error is for a link that is none,
// for a mail over MaxHTML, or the context's end.
func Compose(ctx context.Context, s *site.Snapshot, o Options) (*Message, error) {
	view := s.View
	m := &Message{Subject: subject(s), lang: view.Lang}
	if !s.AsOf.IsZero() {
		m.Day = s.AsOf.Time().Add(12 * time.Hour) // the same day from Honolulu to Auckland
	}
	base, err := root(o.Link)
	if err != nil {
		return nil, err
	}
	if err := m.draw(ctx, s, &view, o); err != nil {
		return nil, err
	}
	address(&view, base)
	var html bytes.Buffer
	if err := templates.RenderMail(&html, &view); err != nil {
		return nil, err
	}
	if html.Len() > MaxHTML {
		return nil, fmt.Errorf("the mail has %d bytes of HTML; mail programs cut it at %d", html.Len(), MaxHTML)
	}
	m.HTML, m.Text = html.Bytes(), text(&view)
	return m, nil
}

// subject is the report, its quarter and the verdict.
func subject(s *site.Snapshot) string {
	out := s.Title
	if s.Period != "" {
		out += ", " + s.Period
	}
	if v := strings.TrimSuffix(s.View.Verdict, "."); v != "" {
		out += ": " + v
	}
	return out
}

// root checks a link and gives the address that paths are relative to.
func root(link string) (*url.URL, error) {
	if link == "" {
		return nil, nil
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, fmt.Errorf("the link %q is no address of a site, such as https://host/path/", link)
	}
	u.RawQuery, u.Fragment = "", ""
	u.Path = strings.TrimSuffix(u.Path, "index.html")
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u, nil
}

// draw renders the pictures and refers to them in the view. Without the chart
// bundle the words stand in their place, and a warning says so.
func (m *Message) draw(ctx context.Context, s *site.Snapshot, view *templates.Mail, o Options) error {
	view.Pictures = slices.Clone(view.Pictures)
	drawn, err := pictures(ctx, s.Charts, o)
	if errors.Is(err, chart.ErrNoBundle) {
		m.Warnings = append(m.Warnings, err.Error())
		return nil
	}
	if err != nil {
		return err
	}
	m.Pictures = drawn
	for i := range drawn {
		view.Pictures[i].CID = drawn[i].CID
	}
	return nil
}

func pictures(ctx context.Context, charts []chart.Chart, o Options) ([]Picture, error) {
	drawn, err := chart.Render(ctx, charts, o.Workers, o.CacheDir)
	if err != nil {
		return nil, err
	}
	svgs := make([][]byte, len(drawn))
	for i, d := range drawn {
		svgs[i] = []byte(d.Wide)
	}
	pngs, err := chart.Rasterise(ctx, svgs, density, o.CacheDir)
	if err != nil {
		return nil, err
	}
	out := make([]Picture, len(pngs))
	for i, png := range pngs {
		out[i] = Picture{CID: "picture-" + digest(png)[:24] + "@ownermap.invalid", PNG: png, SVG: svgs[i]}
	}
	return out, nil
}

func digest(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// address makes paths full addresses, or takes the links out.
func address(view *templates.Mail, base *url.URL) {
	full := func(path string) string {
		if base == nil || path == "" {
			return ""
		}
		ref, err := url.Parse(path)
		if err != nil {
			return ""
		}
		return base.ResolveReference(ref).String()
	}
	rich := func(r templates.Rich) templates.Rich {
		r = slices.Clone(r)
		for i := range r {
			r[i].Href = full(r[i].Href)
		}
		return r
	}
	view.Button.Href = full(view.Button.Href)
	view.Deck, view.Footer = rich(view.Deck), rich(view.Footer)
	view.Figures = slices.Clone(view.Figures)
	for i := range view.Figures {
		view.Figures[i].Href = full(view.Figures[i].Href)
	}
	view.Moves = slices.Clone(view.Moves)
	for i := range view.Moves {
		v := &view.Moves[i]
		v.Why, v.Evidence = rich(v.Why), slices.Clone(v.Evidence)
		for j := range v.Evidence {
			v.Evidence[j].Href = full(v.Evidence[j].Href)
		}
	}
}
