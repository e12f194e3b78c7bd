package analyze

import "ownermap/ingest"

// Run measures the dataset. It never changes ds and depends on nothing else.
func Run(ds *ingest.Dataset, opts Options) *Report {
	m := newModel(ds, opts)
	m.describeInputs()
	m.measureItems()
	m.measureSides()
	m.measureLoad()
	m.keepBooks()
	m.partnerBooks = m.bookPartners()
	m.ownership()
	m.people()
	m.teamUp()
	m.separation()
	m.partnerList()
	m.revenue()
	m.sensitivity()
	m.handoffs()
	m.activation()
	m.leadership()
	m.scaling()
	m.history()
	m.judgeAll()
	m.finishIssues()
	m.compare()
	return m.rep
}

// describeInputs copies what was read into the report's terms.
func (m *model) describeInputs() {
	for _, in := range m.ds.Inputs {
		out := Input{
			Kind: in.Kind, SHA256: in.SHA256, System: in.System, Rows: in.Rows, Kept: in.Kept, Dropped: in.Dropped,
			HeaderRow: in.HeaderRow, Columns: []InputColumn{}, Unmapped: in.Unmapped, Notes: in.Notes,
		}
		if in.Place != nil {
			out.File, out.Sheet = in.Place.File, in.Place.Sheet
		}
		for _, c := range in.Columns {
			out.Columns = append(out.Columns, InputColumn(c))
		}
		m.rep.Inputs = append(m.rep.Inputs, out)
	}
}

// addIssue puts an issue that only the analysis could see beside those of the
// reading.
func (m *model) addIssue(i ingest.Issue) { m.rep.Issues = append(m.rep.Issues, issueOf(i)) }

func issueOf(i ingest.Issue) Issue {
	return Issue{
		Pos:      IssuePos{File: i.Pos.File(), Sheet: i.Pos.Sheet(), Row: int(i.Pos.Row), Col: int(i.Pos.Col)},
		Severity: i.Severity, Code: i.Code, Message: i.Message, Hint: i.Hint,
	}
}

// finishIssues puts the issues of the reading first, in their order.
func (m *model) finishIssues() {
	all := make([]Issue, 0, len(m.ds.Issues)+len(m.rep.Issues))
	for _, i := range m.ds.Issues {
		all = append(all, issueOf(i))
	}
	m.rep.Issues = append(all, m.rep.Issues...)
}
