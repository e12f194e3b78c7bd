package site

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/templates"
)

// searchEntries are what the search finds: pages, stages, people, partners and
// findings, in this order.
func (b *book) searchEntries(pages []templates.View) []templates.Entry {
	var out []templates.Entry
	for _, g := range b.site.Nav {
		for _, item := range g.Items {
			text := ""
			for _, p := range pages {
				if templates.PathOf(p) == item.Href {
					text = templates.VerdictOf(p)
				}
			}
			out = append(out, templates.Entry{Title: item.Text, Href: item.Href, Kind: b.s("Page"), Text: text})
		}
	}
	for _, s := range b.rep.Stages {
		out = append(out, templates.Entry{Title: s.Name, Href: b.stageHref(s.ID), Kind: b.s("Stage")})
	}
	for i := range b.rep.People {
		p := &b.rep.People[i]
		if b.personHref(p.ID) == "" {
			continue
		}
		out = append(out, templates.Entry{Title: tidy(p.Name), Href: b.personHref(p.ID), Kind: b.s("Person"), Text: tidy(roleOf(p))})
	}
	for i := range b.rep.Partners {
		p := &b.rep.Partners[i]
		out = append(out, templates.Entry{Title: tidy(p.Name), Href: b.partnerHref(p.ID), Kind: b.s("Partner"), Text: tidy(p.Type + " " + p.Region)})
	}
	for i, f := range b.rep.Findings {
		if f.Severity != analyze.Good {
			out = append(out, templates.Entry{Title: b.headOf(f), Href: "findings.html#" + b.findingIDs[i], Kind: b.s("Finding"), Text: b.prose(b.say(f.Text))})
		}
	}
	return out
}

// searchPage is the search over the site.
func (b *book) searchPage(index string) *templates.SearchPage {
	p := &templates.SearchPage{Page: b.page("", "search.html", b.s("Search")), Index: index}
	p.Verdict = b.s("Find a person, a partner, a stage or a finding.")
	lists := []templates.LinkItem{
		{Text: b.s("People"), Href: "people/index.html", Note: b.plural(len(b.rep.People), "%s person", "%s people")},
		{Text: b.s("Partners"), Href: "partners/index.html", Note: b.plural(len(b.rep.Partners), "%s partner", "%s partners")},
		{Text: b.s("Stages"), Href: "stages/index.html", Note: b.plural(len(b.rep.Stages), "%s stage", "%s stages")},
		{Text: b.s("Findings"), Href: "findings.html", Note: b.plural(len(b.rep.Findings), "%s finding", "%s findings")},
	}
	lists = slices.DeleteFunc(lists, func(l templates.LinkItem) bool { return b.withholds(l.Href) })
	p.Without = templates.Section{ID: "lists", Title: b.s("All lists"), Blocks: []templates.Block{templates.Links{Items: lists}}}
	return p
}

// notFoundPage is what a host shows for an address that does not exist, at that
// address: its links begin at the path of the site's own, where that is known, and
// are else relative to the site's root.
func (b *book) notFoundPage(link string) *templates.NotFoundPage {
	p := &templates.NotFoundPage{Page: b.page("", "404.html", b.s("Not found"))}
	if u, err := url.Parse(link); err == nil && u.Host != "" {
		p.Root = strings.TrimSuffix(u.EscapedPath(), "/") + "/"
	}
	p.Title = b.s("Not found")
	p.Verdict = b.s("This page is not in the report.")
	p.Deck = templates.Text(b.s("A later build may have renamed it: people and partners keep their address as long as they keep their name."))
	p.Ways = templates.Section{ID: "ways", Title: b.s("Where to go from here"), Blocks: []templates.Block{templates.Links{Items: []templates.LinkItem{
		{Text: b.s("Summary"), Href: "index.html"}, {Text: b.s("Findings"), Href: "findings.html"}, {Text: b.s("Search"), Href: "search.html"},
	}}}}
	return p
}

// download is one file of the downloads page.
type download struct {
	name, path string
	size       int
}

// downloadsPage lists the machine-readable files.
func (b *book) downloadsPage(files []download) *templates.DownloadsPage {
	p := &templates.DownloadsPage{Page: b.page("downloads", "downloads.html", b.s("Downloads"))}
	p.Verdict = b.s("Every table of this report, to work on elsewhere.")
	p.Deck = templates.Text(b.s("Text that a spreadsheet could run as a formula carries a leading apostrophe in CSV and is plain text in the workbook."))
	list := templates.Links{}
	for _, f := range files {
		list.Items = append(list.Items, templates.LinkItem{Text: f.name, Href: f.path, Note: b.fileNote(f)})
	}
	p.Files = templates.Section{ID: "files", Title: sentence(b.pluralWord(len(files), "%s file", "%s files")), Blocks: []templates.Block{list}}
	return p
}

// fileNote is "CSV, 12 kB".
func (b *book) fileNote(f download) string {
	kind := "CSV"
	switch {
	case bytes.HasSuffix([]byte(f.path), []byte(".xlsx")):
		kind = "XLSX"
	case bytes.HasSuffix([]byte(f.path), []byte(".json")):
		kind = "JSON"
	}
	size := fmt.Sprintf("%s%skB", b.decimals(float64(max(1, (f.size+500)/1000)), 0), nbsp)
	if f.size >= 999_500 {
		size = fmt.Sprintf("%s%sMB", b.decimals(float64(f.size)/1e6, 1), nbsp)
	}
	return kind + ", " + size
}
