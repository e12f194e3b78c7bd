package table

// Refusal is the error of a file, or of a sheet, that cannot be used at all.
// Every kind of file that we do not read has its own sentence.
type Refusal struct {
	File    string // as the user named it; "" where the reader does not know
	Message string // lowercase: what was seen
	Hint    string // what to do instead
}

// Error is the file and the message; the hint is for whoever prints errors.
func (r *Refusal) Error() string {
	if r.File == "" {
		return r.Message
	}
	return r.File + ": " + r.Message
}
