package site

import (
	"path"
	"slices"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// frame builds what all pages share: rail, footer, assets.
func (b *book) frame(assets assets) *templates.Site {
	return &templates.Site{
		Lang:    b.words.tag.String(),
		Title:   tidy(b.rep.Title),
		Period:  b.quarter.Label,
		AsOf:    b.s("as of %s", b.date(b.rep.AsOf.Date)),
		Nav:     b.nav(),
		Footer:  b.footer(assets),
		Search:  true,
		Style:   assets.style,
		Scripts: assets.scripts,
	}
}

// nav is the rail: pages whose section the report does not have are left out.
func (b *book) nav() []templates.NavGroup {
	r := b.rep
	item := func(key, text, count string) templates.NavItem {
		href := key + ".html"
		if slices.Contains([]string{"people", "partners", "stages"}, key) {
			href = key + "/index.html"
		}
		return templates.NavItem{Key: key, Text: text, Href: href, Count: count}
	}
	var pays, built []templates.NavItem
	add := func(to *[]templates.NavItem, has bool, key, text string) {
		if has {
			*to = append(*to, item(key, text, ""))
		}
	}
	add(&pays, r.Revenue != nil, "revenue", b.s("Revenue"))
	add(&pays, r.Activation != nil, "activation", b.s("Activation"))
	add(&pays, r.Handoffs != nil, "handoffs", b.s("Handoffs"))
	add(&built, r.Leadership != nil, "leadership", b.s("Leadership"))
	add(&built, r.Scaling != nil, "scaling", b.s("Scaling"))
	add(&built, b.scenarios, "whatif", b.s("What if"))
	groups := []templates.NavGroup{
		{Items: []templates.NavItem{{Key: "index", Text: b.s("Summary"), Href: "index.html"}}},
		{Name: b.s("Who owns what"), Items: []templates.NavItem{
			item("ownership", b.s("Ownership"), ""),
			item("load", b.s("Load"), ""),
			item("separation", b.s("Relationship and revenue"), ""),
		}},
		{Name: b.s("Does it pay"), Items: pays},
		{Name: b.s("How it is built"), Items: built},
		{Name: b.s("Evidence"), Items: []templates.NavItem{
			item("findings", b.s("Findings"), b.count(b.openFindings())),
			item("people", b.s("People"), b.count(len(r.People))),
			item("partners", b.s("Partners"), b.count(len(r.Partners))),
			item("stages", b.s("Stages"), b.count(len(r.Stages))),
			item("data", b.s("Data and issues"), b.issueCount()),
			item("method", b.s("Method"), ""),
			item("downloads", b.s("Downloads"), ""),
		}},
	}
	for i := range groups {
		groups[i].Items = slices.DeleteFunc(groups[i].Items, func(n templates.NavItem) bool { return b.withholds(n.Href) })
	}
	return slices.DeleteFunc(groups, func(g templates.NavGroup) bool { return len(g.Items) == 0 })
}

// openFindings counts the findings that ask for a decision.
func (b *book) openFindings() int {
	n := 0
	for _, f := range b.rep.Findings {
		if f.Severity != analyze.Good {
			n++
		}
	}
	return n
}

// footer says what the site was built from.
func (b *book) footer(assets assets) templates.Rich {
	var parts []templates.Rich
	for _, in := range b.rep.Inputs {
		parts = append(parts, b.rich("%s (%s rows kept of %s)", templates.Name(sheetName(in)), b.count(in.Kept), b.count(in.Rows)))
	}
	var out templates.Rich
	if len(parts) > 0 {
		out = b.rich("Built from %s. Every figure links to its source rows.", b.richList(parts, 6))
		if b.redacted() {
			out = sentences(b.rich("Built from %s.", b.richList(parts, 6)), templates.Rich{templates.To(b.audienceText(), "data.html#withheld")})
		}
	}
	if !assets.live {
		out = sentences(out, templates.Text(b.s("Built without the chart bundle: charts are shown as tables.")))
	}
	return sentences(out, templates.Rich{templates.To(b.s("Method"), "method.html")})
}

// sheetName is "deals.xlsx", or "team.xlsx[Roster]" where one file gives several sheets.
func sheetName(in analyze.Input) string { return path.Base(in.File) + sheetPart(in.Sheet) }

func sheetPart(sheet string) string {
	if sheet == "" {
		return ""
	}
	return " [" + clip(sheet, 40) + "]"
}

// files names the inputs of some kinds: "roster.xlsx, deals.xlsx".
func (b *book) files(kinds ...ingest.Kind) string {
	var out []string
	for _, in := range b.rep.Inputs {
		if name := tidy(path.Base(in.File)); slices.Contains(kinds, in.Kind) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	if len(out) > 3 {
		out = append(out[:3], "…")
	}
	return joinComma(out)
}

// page is the part that every page has.
func (b *book) page(key, file, name string, kicker ...templates.Rich) templates.Page {
	k := []templates.Rich{templates.Text(name), templates.Text(b.s("%s, as of %s", b.quarter.Label, b.date(b.rep.AsOf.Date)))}
	return templates.Page{Site: b.site, Path: file, Key: key, Kicker: append(k, kicker...)}
}

// asOfBasis says where the day comes from.
func (b *book) asOfBasis() string {
	if b.rep.AsOf.Basis == "config" {
		return b.s("as of %s, from the configuration", b.date(b.rep.AsOf.Date))
	}
	return b.s("as of %s, inferred from the deals", b.date(b.rep.AsOf.Date))
}

// dataAlert is the line under the kicker where errors in the data change figures.
func (b *book) dataAlert() []templates.Note {
	n := 0
	for _, i := range b.rep.Issues {
		if i.Severity == ingest.SevError {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return []templates.Note{{Severity: templates.Warning, Text: templates.Rich{
		templates.To(b.plural(n, "%s error in the data changes figures of this report", "%s errors in the data change figures of this report"), "data.html#issues")}}}
}

// scope is the first part of most source lines.
func (b *book) scope() string {
	return b.s("Partners and partner deals open on %s or closed since %s.", b.date(b.rep.AsOf.Date), b.date(b.rep.Window.Start))
}

// source is a source line with the files of some kinds.
func (b *book) source(text string, kinds ...ingest.Kind) templates.Rich {
	files := b.files(kinds...)
	if files == "" {
		return templates.Text(text)
	}
	return sentences(templates.Text(text), b.rich("Source: %s.", templates.Name(files)))
}
