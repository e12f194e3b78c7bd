package ingest

import "slices"

// Kind is what a sheet is about.
type Kind string

// Kinds of input.
const (
	KindRoster   Kind = "roster"
	KindDeals    Kind = "deals"
	KindPartners Kind = "partners"
	KindRates    Kind = "rates"
)

// Stage is one stage of the partner lifecycle, in order.
type Stage struct {
	ID       string
	Name     string
	Core     bool
	Item     string   // "partner" or "deal": what the stage must do once for each
	Evidence []string // deal or partner fields that name its owner, first that is present in the data
	Words    []string // spellings of it in roster cells, beside ID and Name
}

// DefaultStages is the lifecycle of METRICS.md 2.
func DefaultStages() []Stage {
	return []Stage{
		{ID: "recruitment", Name: "Recruitment", Core: true, Item: "partner", Evidence: []string{"recruiter"}},
		{ID: "activation", Name: "Activation", Core: true, Item: "partner", Evidence: []string{"activation_owner"}},
		{ID: "enablement", Name: "Enablement", Core: false, Item: "partner", Evidence: []string{"enablement_owner"}},
		{ID: "cosell", Name: "Co-sell", Core: true, Item: "deal", Evidence: []string{"cosell_owner", "partner_sales_exec"}},
		{ID: "measurement", Name: "Measurement", Core: true, Item: "deal", Evidence: []string{"measurement_owner"}},
	}
}

// Column says which column became which field, and why.
type Column struct {
	Field    string // dictionary name, "partner_manager"
	Header   string // as it stood
	Column   int    // 1-based
	Why      string // one sentence
	RunnerUp string // the header that came second, "" without a contest
}

// DroppedRow is a row that is not a record.
type DroppedRow struct {
	Pos    Pos
	Reason string
}

// Input is one sheet that was read.
type Input struct {
	Kind        Kind
	Place       *Place
	SHA256      string // of the file
	Format      string // "xlsx", "CSV"
	System      string // the exporting system when recognised, "Salesforce"
	Rows        int    // rows below the header that are not blank
	Kept        int
	Dropped     int
	HeaderRow   int
	Columns     []Column
	Unmapped    []string // headers that no field claims; their cells are not read
	DroppedRows []DroppedRow
	Notes       []string // reconciled totals, decisions per column with their evidence
	AsOf        Date     // rosters: the day this structure holds for, zero when not given
}

// Roster is the structure of the team at an earlier day.
type Roster struct {
	AsOf   Date
	People []Person
}

// Dataset is everything that was read: typed records joined to each other by
// index. Analysis never changes it.
type Dataset struct {
	Inputs       []Input
	People       []Person
	Deals        []Deal
	Partners     []Partner
	Rates        []Rate
	RateCurrency string   // what all rates convert to, where they say so ("Rate to EUR")
	History      []Roster // rosters older than the current one, oldest first
	Stages       []Stage
	Issues       Issues
}

// Has reports whether any input of the kind maps the field.
func (d *Dataset) Has(kind Kind, field string) bool {
	return slices.ContainsFunc(d.Inputs, func(in Input) bool {
		return in.Kind == kind && slices.ContainsFunc(in.Columns, func(c Column) bool { return c.Field == field })
	})
}

// Name returns the name of person i, or "" for None.
func (d *Dataset) PersonName(i int32) string {
	if i < 0 || int(i) >= len(d.People) {
		return ""
	}
	return d.People[i].Name
}
