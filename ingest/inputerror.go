package ingest

import (
	"errors"

	"ownermap/ingest/table"
)

// InputError is a file or a sheet that cannot be used at all: missing, empty,
// encrypted, without a header row, or of another kind than it was given as.
type InputError struct {
	Pos     Pos    // the file, the sheet, or the cell
	Message string // lowercase: what was seen
	Hint    string // what to do
}

// Error writes the position and the message; the hint is apart.
func (e *InputError) Error() string {
	if p := e.Pos.String(); p != "" {
		return p + ": " + e.Message
	}
	return e.Message
}

// refused turns a reader's refusal into an InputError at place; other errors stay.
func refused(place *Place, err error) error {
	var r *table.Refusal
	if errors.As(err, &r) {
		return &InputError{Pos: Pos{Place: place}, Message: r.Message, Hint: r.Hint}
	}
	return err
}
