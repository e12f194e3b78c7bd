package site

import (
	"ownermap/analyze"
	"ownermap/templates"
)

// slopeChart is the trend in words.
func (b *book) slopeChart(r *analyze.Revenue, _ string) templates.Block {
	if text := b.slopeText(r.Trend); len(text) > 0 {
		f := templates.Facts{Wide: true}
		for i, label := range []string{b.s("Slope"), b.s("Interval"), b.s("Mann-Kendall test")}[:len(text)] {
			f.Items = append(f.Items, templates.Fact{Label: label, Text: templates.Text(text[i])})
		}
		return f
	}
	return templates.Missing{Text: b.notEnough(b.s("needs 5 complete quarters, has %s", b.count(r.Trend.N)))}
}

func (b *book) backtestCharts(r *analyze.Revenue) []templates.Block {
	return []templates.Block{b.view(b.backtestTable(r.Predictability), false)}
}

func (b *book) concentrationChart(_ *analyze.Concentration, _ string, t *table) templates.Block {
	return b.view(t, false)
}

func (b *book) pairsChart([]analyze.OwnerPair) []templates.Block { return nil }

func (b *book) incidenceChart(*analyze.Handoffs, string) templates.Block { return templates.Missing{} }
func (b *book) flowChart(*analyze.Handoffs, string) []templates.Block    { return nil }
func (b *book) firstDealChart(*analyze.Activation, string) templates.Block {
	return templates.Missing{}
}
func (b *book) logosChart(*analyze.Activation, string) []templates.Block { return nil }
func (b *book) scalingChart(*analyze.Scaling, string) []templates.Block  { return nil }
