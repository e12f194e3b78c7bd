package stat

import (
	"math"
	"math/rand/v2"
)

// EffectiveNumber is the Hill number of order 1 of some amounts: exp of the
// Shannon entropy of their shares (Jost 2006). k equal amounts give k. ok is
// false where the amounts above zero sum to nothing.
func EffectiveNumber(amounts []float64) (d float64, ok bool) {
	total := 0.0
	for _, a := range amounts {
		if a > 0 {
			total += a
		}
	}
	if total <= 0 {
		return 0, false
	}
	return math.Exp(entropy(amounts, total)), true
}

// entropy is Shannon's, in nats, of the parts that are above zero.
func entropy(parts []float64, total float64) float64 {
	h := 0.0
	for _, a := range parts {
		if a > 0 {
			x := a / total
			h -= x * math.Log(x)
		}
	}
	return max(h, 0)
}

// Table is a contingency table of weights, row-major.
type Table struct {
	Rows, Cols int
	Cells      []float64
}

// NewTable is an empty table.
func NewTable(rows, cols int) Table {
	return Table{Rows: rows, Cols: cols, Cells: make([]float64, rows*cols)}
}

// Add adds weight to one cell.
func (t *Table) Add(row, col int, w float64) { t.Cells[row*t.Cols+col] += w }

// Information is what a table says about how its rows and columns go together:
// mutual information I, and the entropies of the two margins, in nats.
type Information struct{ Mutual, Rows, Cols float64 }

// Information computes I = H(rows) + H(cols) - H(both), not below 0 (Cover &
// Thomas 2006). ok is false for an empty table.
func (t Table) Information() (i Information, ok bool) {
	rows, cols, total := make([]float64, t.Rows), make([]float64, t.Cols), 0.0
	for r := range t.Rows {
		for c := range t.Cols {
			w := t.Cells[r*t.Cols+c]
			rows[r] += w
			cols[c] += w
			total += w
		}
	}
	if total <= 0 {
		return Information{}, false
	}
	i.Rows, i.Cols = entropy(rows, total), entropy(cols, total)
	i.Mutual = max(0, i.Rows+i.Cols-entropy(t.Cells, total))
	if i.Mutual < 1e-12 {
		i.Mutual = 0
	}
	return i, true
}

// Symmetric is I / sqrt(H(rows) H(cols)), the symmetric division of labour
// (Gorelick & Bertram 2007); ok is false where a margin has only one value.
func (i Information) Symmetric() (v float64, ok bool) {
	if i.Rows < 1e-12 || i.Cols < 1e-12 {
		return 0, false
	}
	return min(1, i.Mutual/math.Sqrt(i.Rows*i.Cols)), true
}

// Pair is one unit of work: who (row), what (col) and how much.
type Pair struct {
	Row, Col int32
	Weight   float64
}

// PermutationNull is the mean of Symmetric when the columns are dealt out to the
// pairs at random, which keeps each column's number of pairs and each row's
// weight: what the index would be without any division of labour. It shuffles
// `times` times; the same seed gives the same result. ok is false where Symmetric
// is undefined.
func PermutationNull(pairs []Pair, rows, cols, times int, seed uint64) (mean float64, ok bool) {
	rng := rand.New(rand.NewPCG(seed, 0x6f776e65726d6170))
	labels := make([]int32, len(pairs))
	for i, p := range pairs {
		labels[i] = p.Col
	}
	total, n := 0.0, 0
	for range times {
		rng.Shuffle(len(labels), func(i, j int) { labels[i], labels[j] = labels[j], labels[i] })
		t := NewTable(rows, cols)
		for i, p := range pairs {
			t.Cells[int(p.Row)*cols+int(labels[i])] += p.Weight
		}
		if info, ok := t.Information(); ok {
			if v, ok := info.Symmetric(); ok {
				total += v
				n++
			}
		}
	}
	if n == 0 {
		return 0, false
	}
	return total / float64(n), true
}
