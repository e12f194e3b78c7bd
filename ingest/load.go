package ingest

import "context"

// Source names one input: a file, a glob, or `file.xlsx#Sheet`. An empty Kind
// means that the sheets tell by their columns.
type Source struct {
	Kind Kind
	Path string
	AsOf Date // rosters: the day this structure holds for
}

// Options are the choices of a reading. The zero value with Sources set works.
type Options struct {
	Sources   []Source
	Columns   map[Kind]map[string]string // field -> header, where the guess is wrong
	Values    Values
	Stages    []Stage                 // nil: DefaultStages
	Aliases   map[string]string       // a name as it stands -> the name on the roster
	Encoding  string                  // of text files; "" detects
	DateOrder string                  // "", "dmy", "mdy", "ymd": settles a column that cannot decide
	Decimal   string                  // "", ".", ",": likewise
	Workers   int                     // 0: one per CPU; the result does not depend on it
	Progress  func(done, total int64) // bytes; may be nil; called from one goroutine at a time
}

// Values are extra words, beside the built-in ones: word -> canonical value.
type Values struct {
	Sourcing map[string]string // -> sourced, influenced, direct, unknown
	Status   map[string]string // -> open, won, lost
	Role     map[string]string // -> a RoleClass
	Stage    map[string]string // -> a Stage.ID
}

// Load reads every source and joins the records. The error is for a file that
// cannot be used at all; what is wrong in the data is in Dataset.Issues.
func Load(ctx context.Context, opts Options) (*Dataset, error) {
	panic("not built yet")
}
