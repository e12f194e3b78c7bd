package templates

// Matrix is stage x person. Over 14 columns it is shown turned over.
type Matrix struct {
	ID      string
	Caption string
	Rows    []Head     // stages
	Cols    []Head     // people, in order of name
	Cells   [][]Square // by row, then column
	Key     bool       // the key under it
	Marks   bool       // cells say whether, not how many: their text is Mark or ""
	People  bool       // rows are people, columns stages
}

func (Matrix) block() string { return "matrix" }

// Mark is the text of a cell that only says that a person is named.
const Mark = "●"

// Head is a row or column head.
type Head struct {
	Text string
	Href string
	Full string // full text where Text is shortened
}

// Square is one cell of a matrix.
type Square struct {
	Text   string // "9"; "" is a dot
	Step   int    // tint 1 to 5; 0 none
	Stated bool   // 2 px frame
	Label  string // for readers and as a tip: "9 of 59, not stated"
	Change string // against the matrix beside it: "+4"; "" where it is the same
	Href   string
}

// mostColumns is how many columns a matrix has before it is turned over.
const mostColumns = 14

// Turned is the matrix as it is shown: rows and columns change places over 14 columns.
func (m Matrix) Turned() Matrix {
	if len(m.Cols) <= mostColumns {
		return m
	}
	t := m
	t.Rows, t.Cols = m.Cols, m.Rows
	t.Cells = make([][]Square, len(m.Cols))
	for i := range t.Cells {
		t.Cells[i] = make([]Square, len(m.Rows))
		for j := range m.Rows {
			t.Cells[i][j] = m.Cells[j][i]
		}
	}
	return t
}

// Tall says whether people are the rows.
func (m Matrix) Tall() bool { return m.People || len(m.Cols) > mostColumns }

// Map is stage x segment, its axes side by side.
type Map struct {
	ID      string
	Caption string
	Axes    []Axis
	Rows    []MapRow
	Key     []MapKey // "75 or more", "50 to 74" ...
}

func (Map) block() string { return "map" }

// Axis is a group of columns: region, partner type, motion.
type Axis struct {
	Name string
	Cols []Head
}

// MapRow is one stage. Cells run over all axes' columns, one after the other.
type MapRow struct {
	Head  Head
	Cells []Gap
}

// Gap is one cell: the number and how wide the gap is.
type Gap struct {
	Text  string // "43", "n = 3", "–"
	Step  int    // 0 quiet, 1 to 3 wider gaps
	Thin  bool   // too few items for a share
	Label string // "43%, 13 of 30"
	Href  string
}

// MapKey is one entry of the key.
type MapKey struct {
	Gap  Gap
	Text string
}

// Starts says for each column whether it begins an axis after the first.
func (m Map) Starts() []bool {
	var starts []bool
	for i, a := range m.Axes {
		for j := range a.Cols {
			starts = append(starts, i > 0 && j == 0)
		}
	}
	return starts
}
