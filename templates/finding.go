package templates

// Findings is a list of findings: critical, warning, notice, holds.
type Findings struct{ Items []Finding }

func (Findings) block() string { return "findings" }

// Finding is one item.
type Finding struct {
	ID          string // unique on the page, for links; "" for none
	Severity    Severity
	Head        string
	Text        Rich   // figures
	Move        Rich   // after "Smallest move: "
	Principle   Rich   // the idea behind the rule
	WouldChange Rich   // after "Would change: "
	Evidence    []Link // "31 partners", "roster row 7"
	Rule        Link   // "Rule stage-unowned"
}

// Issues is the list of what was wrong in the data, with its cell and what to do.
type Issues struct{ Items []Issue }

func (Issues) block() string { return "issues" }

// Issue is one line.
type Issue struct {
	Severity Severity
	Where    string // "deals.xlsx[Q3]!C14"
	Href     string
	Message  string
	Hint     string
	Code     string
}
