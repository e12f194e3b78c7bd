package ingest

import (
	"fmt"
	"strings"

	"ownermap/ingest/name"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// inOrder sorts stage ids into the order of the lifecycle, without repeats.
func (p *rosterRecorder) inOrder(ids []string) []string {
	if len(ids) < 2 {
		return ids
	}
	var out []string
	for _, st := range p.r.opts.Stages {
		for _, id := range ids {
			if id == st.ID {
				out = append(out, id)
				break
			}
		}
	}
	return out
}

func (p *rosterRecorder) setStages(c *column, cell *table.Cell) {
	ids, unknown := p.r.words.stagesOf(cell.Text, p.r.opts.Stages)
	p.row().Stages = append(p.row().Stages, ids...)
	for _, u := range unknown {
		p.noteUnknown(u, c.pos())
	}
}

func (p *rosterRecorder) noteUnknown(word string, pos Pos) {
	countAt(p.unknown, strings.Clone(word), pos)
}

// setStage reads a column that belongs to one stage: a tick, a share above zero, or
// an R or A of a RACI chart say that the person owns it.
func (p *rosterRecorder) setStage(c *column, id string, cell *table.Cell) {
	owns, known := ownsStage(cell)
	if !known {
		c.report(codeBadFlag, fmt.Sprintf("%s is %s, which does not say whether the person owns the stage", c.header, quote(cell.Text)), "write yes or no, a share, or R, A, C or I")
	}
	if cell.Kind == table.Text && len(cell.Text) == 1 {
		switch cell.Text[0] {
		case 'x', 'X':
			p.crosses++
		case 'o', 'O':
			p.circles = append(p.circles, stageMark{len(p.rows) - 1, id, c, c.pos()})
			return
		}
	}
	if owns {
		p.row().Stages = append(p.row().Stages, id)
	}
}

// stageMark is a cell of a stage column.
type stageMark struct {
	rec    int
	id     string
	column *column
	pos    Pos
}

// settleCircles takes "o" for less than owning a stage where "x" stands in the same sheet
// as often: whoever writes both means two things.
func (p *rosterRecorder) settleCircles() {
	less := p.crosses > 0 && p.crosses >= len(p.circles)
	for _, m := range p.circles {
		if !less {
			r := &p.rows[m.rec]
			r.Stages = p.inOrder(append(r.Stages, m.id))
		}
		if p.crosses > 0 {
			taken := "both are taken for owners"
			if less {
				taken = "the x is taken for the owner"
			}
			m.column.reportAt(m.pos, codeBadFlag, fmt.Sprintf("%s is \"o\", and other cells of the stages are \"x\"; %s", m.column.header, taken), "write yes or no, a share, or R, A, C or I")
		}
	}
}

func ownsStage(cell *table.Cell) (owns, known bool) {
	switch cell.Kind {
	case table.Number, table.Bool:
		return cell.Num > 0, true
	case table.Text:
	default:
		return false, false
	}
	if v, ok := value.Bool(cell.Text); ok {
		return v, true
	}
	if name.Nobody(cell.Text) && (name.Fold(cell.Text) != "" || blankWord(trimCell(cell.Text)) || blank(cell.Text)) { // other signs fold to nothing too
		return false, true
	}
	if n, ok := value.ParseNumeral(cell.Text); ok {
		if d, ok := n.Decimal(value.MarkOpen); ok {
			return d.IsPos(), true
		}
	}
	switch name.Fold(cell.Text) {
	case "r", "a", "r a", "a r", "ra", "ar", "owner", "owns", "lead", "leads", "primary", "responsible", "accountable", "own", "main", "full":
		return true, true
	case "c", "i", "c i", "i c", "ci", "consulted", "informed", "support", "supports", "backup", "secondary", "contributes", "contributor":
		return false, true
	}
	return false, false
}
