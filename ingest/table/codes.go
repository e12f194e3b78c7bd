package table

// The codes of Problem. Those marked E mean that content is missing or may be
// wrong, W that somebody should look, N that it is worth knowing.
const (
	CodeDamaged   = "damaged-file"          // E the bytes are not those that were written, or end early
	CodeXML       = "malformed-xml"         // E markup that could not be read and was stepped over
	CodeText      = "damaged-text"          // W characters that are not text, shown as U+FFFD
	CodeReference = "bad-reference"         // E a row or cell whose position makes no sense
	CodeRepeated  = "repeated-cell"         // E two cells or rows in one place; the first one counts
	CodeValue     = "bad-cell-value"        // E a value that is not of its cell's type
	CodeString    = "missing-shared-string" // E a text that the workbook does not hold
	CodeStyle     = "missing-style"         // W a cell format that the workbook does not hold: dates may read as numbers
	CodeFormula   = "formula-without-value" // E a formula that was never calculated
	CodePart      = "missing-part"          // E something the file says it holds and does not
	CodeEncoding  = "encoding-assumed"      // N text that is not UTF-8
	CodeDelimiter = "delimiter-assumed"     // N two separators fit the text
	CodeRagged    = "ragged-row"            // W a row with more or fewer fields than the first
	CodeQuote     = "stray-quote"           // W a quote in the middle of a field
	CodeMore      = "more-of-the-same"      // as the code it counts: problems left out of the list
)
