package templates

// View is a page struct: it embeds Page and names its template.
type View interface {
	page() *Page
	template() string
}

// SummaryPage is one page for leadership.
type SummaryPage struct {
	Page
	Strip, Revenue, Moves, Limits Section
}

func (*SummaryPage) template() string { return "summary" }

// OwnershipPage says who owns each stage.
type OwnershipPage struct {
	Page
	Matrix, Map, Findings, Stages Section
}

func (*OwnershipPage) template() string { return "ownership" }

// LoadPage says who is stretched.
type LoadPage struct {
	Page
	Spread, People, Division, Findings Section
}

func (*LoadPage) template() string { return "load" }

// SeparationPage says where relationship and revenue meet in one person.
type SeparationPage struct {
	Page
	Blur, People, Pairs, Quotas, Findings Section
}

func (*SeparationPage) template() string { return "separation" }

// RevenuePage is partner revenue and its trend.
type RevenuePage struct {
	Page
	Origins, Change, Trend, Backtest, Concentration, Segments, Pipeline, Conflict, Definitions, Findings Section
}

func (*RevenuePage) template() string { return "revenue" }

// HandoffsPage is the interface with sales and marketing.
type HandoffsPage struct {
	Page
	Latency, Flow, Stuck, Seats, Findings Section
}

func (*HandoffsPage) template() string { return "handoffs" }

// ActivationPage is activation, not logos.
type ActivationPage struct {
	Page
	Funnel, Time, Logos, Inactive, Findings Section
}

func (*ActivationPage) template() string { return "activation" }

// LeadershipPage is the reporting line and the number.
type LeadershipPage struct {
	Page
	Checks, Tree, Findings Section
}

func (*LeadershipPage) template() string { return "leadership" }

// ScalingPage is depth or cloning.
type ScalingPage struct {
	Page
	Trend, Ceiling, Quarters, History, Findings Section
}

func (*ScalingPage) template() string { return "scaling" }

// WhatIfPage is a scenario beside today.
type WhatIfPage struct {
	Page
	Changes, Found, Strips, Matrices, Scorecard, Flip, Findings, Loads, Handovers, Unknown, Others Section
}

func (*WhatIfPage) template() string { return "whatif" }

// FindingsPage lists all findings.
type FindingsPage struct {
	Page
	Open, Holds, Rules Section
}

func (*FindingsPage) template() string { return "findings" }

// IndexPage lists people, partners or stages.
type IndexPage struct {
	Page
	List, More Section
}

func (*IndexPage) template() string { return "index" }

// PersonPage is one seat.
type PersonPage struct {
	Page
	Mix, Findings, Partners, Deals, Roster Section
}

func (*PersonPage) template() string { return "person" }

// PartnerPage is one partner.
type PartnerPage struct {
	Page
	Owners, Revenue, Deals, Findings, Record Section
}

func (*PartnerPage) template() string { return "partner" }

// StagePage is one stage of the lifecycle.
type StagePage struct {
	Page
	Strip, People, Map, Findings, Items Section
}

func (*StagePage) template() string { return "stage" }

// DataPage is inputs, mapping, issues and dropped rows.
type DataPage struct {
	Page
	Withheld, Inputs, Mapping, Issues, Dropped Section
}

func (*DataPage) template() string { return "data" }

// MethodPage says how everything is computed.
type MethodPage struct {
	Page
	Contents []Link
	Sections []Section
}

func (*MethodPage) template() string { return "method" }

// EvidencePage is the rows behind one figure, or behind the few of one partner.
type EvidencePage struct {
	Page
	Rows []Section
}

func (*EvidencePage) template() string { return "evidence" }

// DownloadsPage lists the files.
type DownloadsPage struct {
	Page
	Files Section
}

func (*DownloadsPage) template() string { return "downloads" }

// SearchPage is the search over the site. Without scripts it says where the lists are.
type SearchPage struct {
	Page
	Index   string // path of the script with the index, from the site's root
	Without Section
}

func (*SearchPage) template() string { return "search" }

// NotFoundPage is 404.html.
type NotFoundPage struct {
	Page
	Ways Section
}

func (*NotFoundPage) template() string { return "notfound" }

// ArchivePage is the index of earlier quarters.
type ArchivePage struct {
	Page
	Quarters, Compare Section
}

func (*ArchivePage) template() string { return "archive" }
