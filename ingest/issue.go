package ingest

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity ranks an issue in the data.
type Severity string

// Severities of an issue, worst first. An error means that figures are wrong or
// missing because of it; a warning that some may be; a notice is worth knowing.
const (
	SevError   Severity = "error"
	SevWarning Severity = "warning"
	SevNotice  Severity = "notice"
)

// Issue is something in the data that could not be used as it stands. The
// message is lowercase and says what was seen; the hint says what to do.
type Issue struct {
	Pos      Pos
	Severity Severity
	Code     string // kebab-case; every code is documented in docs/issues.md
	Message  string
	Hint     string
}

// String writes position, message and hint on one line.
func (i Issue) String() string {
	s := i.Message
	if p := i.Pos.String(); p != "" {
		s = p + ": " + s
	}
	if i.Hint != "" {
		s += " (" + i.Hint + ")"
	}
	return s
}

// Issues is a list of issues. Its zero value is ready to use.
type Issues []Issue

// Add appends an issue.
func (l *Issues) Add(i Issue) { *l = append(*l, i) }

// Sort orders by position, then severity, code and message.
func (l Issues) Sort() {
	slices.SortStableFunc(l, func(a, b Issue) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
}

// Count counts the issues of a severity.
func (l Issues) Count(s Severity) int {
	n := 0
	for _, i := range l {
		if i.Severity == s {
			n++
		}
	}
	return n
}

// Err is nil where no issue is an error, else an error that quotes the first
// and counts the rest.
func (l Issues) Err() error {
	n := l.Count(SevError)
	if n == 0 {
		return nil
	}
	i := slices.IndexFunc(l, func(i Issue) bool { return i.Severity == SevError })
	if n == 1 {
		return fmt.Errorf("%s", l[i])
	}
	return fmt.Errorf("%s (and %d more errors)", l[i], n-1)
}
