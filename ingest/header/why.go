package header

import (
	"fmt"
	"slices"

	"ownermap/ingest/name"
)

// explain writes why candidate i won its field.
func (d *Dictionary) explain(cols []Column, cands []candidate, i int) Choice {
	w := cands[i]
	ch := Choice{Field: &d.Fields[w.field], Column: cols[w.col], Rank: w.rank, Spelling: w.spelling, Currency: w.currency, Scale: w.scale}
	if ch.Currency == "" && ch.Scale == 0 {
		_, ch.Currency = CutCurrency(Clean(ch.Column.Text))
	}
	ch.Why = d.why(cols, w)
	for _, r := range cands {
		if r.field != w.field || r.col == w.col {
			continue
		}
		if ch.Others = append(ch.Others, cols[r.col]); len(ch.Others) > 1 {
			continue
		}
		ch.RunnerUp = cols[r.col].Text
		why, tied := d.beats(cols, w, r)
		ch.Tied = tied
		ch.Why += fmt.Sprintf("; before %q: %s", ch.RunnerUp, why)
	}
	return ch
}

func (d *Dictionary) why(cols []Column, w candidate) string {
	p := &cols[w.col].Profile
	var s string
	switch w.rank {
	case Configured:
		s = "named in the configuration"
	case Exact:
		s = "exact spelling"
	case Similar:
		s = fmt.Sprintf("spelled like %q", w.spelling)
	case Typo:
		s = fmt.Sprintf("one letter off %q", w.spelling)
	}
	switch {
	case p.Filled == 0:
		s += ", no value in the first rows"
	case d.Fields[w.field].Type != Any:
		s += fmt.Sprintf(", %.0f %% of values fit", w.fit*100)
	}
	if p.Filled > 0 {
		s += fmt.Sprintf(", %.0f %% filled", p.Fill()*100)
	}
	return s
}

// beats says in which respect w came before r.
func (d *Dictionary) beats(cols []Column, w, r candidate) (why string, tied bool) {
	pw, pr := &cols[w.col].Profile, &cols[r.col].Profile
	switch {
	case w.rank == Configured:
		return "configured", false
	case w.demoted != r.demoted && pr.Filled == 0:
		return "the other has no values", false
	case w.demoted != r.demoted || step(w.fit) != step(r.fit) && w.rank == r.rank:
		return fmt.Sprintf("values fit better (%.0f %% against %.0f %%)", w.fit*100, r.fit*100), false
	case w.rank != r.rank:
		return "closer spelling", false
	case d.filled(w, pw) != d.filled(r, pr):
		return fmt.Sprintf("more values (%.0f %% against %.0f %%)", pw.Fill()*100, pr.Fill()*100), false
	case identifies(d.Fields[w.field]) && step(pw.Uniqueness()) != step(pr.Uniqueness()):
		return "more different values", false
	case w.place != r.place:
		return "more usual spelling", false
	}
	return "no difference found", true
}

// Near are the headers that are two or three letters off a spelling of a field that
// no column became, and that has such values. It is slow beside Map, and meant for the mapping that is used.
func (m *Mapping) Near() []Doubt {
	var out []Doubt
	for _, c := range m.unread {
		if x, ok := m.near(c); ok {
			out = append(out, x)
		}
	}
	return out
}

func (m *Mapping) near(c Column) (best Doubt, ok bool) {
	d, run := m.dict, runTogether(Clean(c.Text))
	if len(run) < 8 || slices.ContainsFunc(m.Misfits, func(x Doubt) bool { return x.Column.Col == c.Col }) {
		return best, false
	}
	best.Distance = 4
	for n := len(run) - 3; n <= len(run)+3; n++ {
		for _, s := range d.runs[n] {
			limit := min(best.Distance-1, n/5)
			if m.taken[s.field] || !d.Fields[s.field].Used || limit < 1 || c.Profile.Filled > 0 && c.Profile.Fit(d.Fields[s.field].Type) < 0.5 {
				continue
			}
			if n := name.Distance(run, s.run, limit); n >= 1 && n <= limit {
				best = Doubt{Column: c, Field: d.Fields[s.field].Name, Spelling: s.text, Distance: n}
			}
		}
	}
	return best, best.Field != ""
}
