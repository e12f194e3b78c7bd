package site

import (
	"fmt"
	"reflect"
	"strings"

	"ownermap/analyze"
	"ownermap/templates"
)

// methodPage says how everything is computed. The rules and the thresholds come
// from the code that applies them.
func (b *book) methodPage() *templates.MethodPage {
	p := &templates.MethodPage{Page: b.page("method", "method.html", b.s("Method"))}
	p.Verdict = b.s("How every figure is computed, and what it cannot say.")
	p.Deck = templates.Text(b.s("Absent is not zero, every figure can be traced to its rows, and there is no verdict on thin evidence. The words are “consistent with”, never “caused by”."))
	p.Sections = []templates.Section{
		b.methodSection("records", b.s("Records and scope"), b.methodRecords()),
		b.methodSection("ownership", b.s("Ownership of each stage"), b.methodOwnership()),
		b.methodSection("load", b.s("Specialist or generalist, and load"), b.methodLoad()),
		b.methodSection("separation", b.s("Relationship and revenue kept apart"), b.methodSeparation()),
		b.methodSection("revenue", b.s("Partner revenue, trend and forecast"), b.methodRevenue()),
		b.methodSection("handoffs", b.s("Handoffs to sales and marketing"), b.methodHandoffs()),
		b.methodSection("activation", b.s("Activation, not logos"), b.methodActivation()),
		b.methodSection("leadership", b.s("A leader who answers for the number"), b.methodLeadership()),
		b.methodSection("scaling", b.s("Scaling by depth or by cloning"), b.methodScaling()),
		b.rulesSection(), b.thresholdsSection(),
		b.methodSection("limits", b.s("Limits"), b.methodLimits()),
	}
	for _, s := range p.Sections {
		p.Contents = append(p.Contents, templates.Link{Text: s.Title, Href: "#" + s.ID})
	}
	return p
}

func (b *book) methodSection(id, title string, terms [][2]string) templates.Section {
	d := templates.Definitions{}
	for _, t := range terms {
		d.Items = append(d.Items, templates.Fact{Label: t[0], Text: templates.Text(t[1])})
	}
	return templates.Section{ID: id, Title: title, Blocks: []templates.Block{d}}
}

func (b *book) methodRecords() [][2]string {
	return [][2]string{
		{b.s("As-of day"), b.s("The day the report speaks for: %s. Without one in the configuration it is the latest day on which a deal was created or closed; never the clock.", b.asOfBasis())},
		{b.s("Window"), b.s("The fiscal quarter that contains the as-of day and the three before it: %s.", b.between(b.date(b.rep.Window.Start), b.date(b.rep.Window.End)))},
		{b.s("Complete quarter"), b.s("A quarter whose last day is not after the as-of day. A partial quarter enters no trend.")},
		{b.s("In scope"), b.s("Deals open at the as-of day or closed in the window, the partners of those deals, and listed partners that have not ended before the window.")},
		{b.s("Origin of a deal"), b.s("Sourced: a partner brought it. Influenced: a partner helped a deal that was there already. The first evidence that speaks: the sourcing value; a registration no later than %s days after creation; a partner named, which is influenced. Blank is unknown, not direct. Origins exclude each other, so no amount counts twice.", b.count(b.rep.Thresholds.RegistrationDays))},
		{b.s("Partner deal"), b.s("Sourced or influenced, or with a partner named.")},
		{b.s("Amounts"), b.s("Exact decimals, converted by the latest rate on or before the close date. A deal without a rate is left out of sums and listed as an issue.")},
		{b.s("Active person"), b.s("Started on or before the as-of day, or unknown, and not ended by it. The team is the active people in partnership roles, and everybody who states a stage.")},
	}
}

func (b *book) methodOwnership() [][2]string {
	terms := [][2]string{
		{b.s("Stated"), b.s("What the roster says: unowned (nobody), owned (one person), split (several whose segments never overlap), shared (several who overlap). A blank segment covers all of it.")},
		{b.s("Observed"), b.s("Whom the records name. An item is a thing that a stage must do once: a partner, or a partner deal. It is owned (one active name), shared (two or more), orphaned (only names that are not active on the roster) or unowned (nobody named).")},
		{b.s("Coverage and reach"), b.s("Coverage: owned items of all items. Reach: owned and shared items of all items.")},
		{b.s("Agreement"), b.s("Owned items whose owner also states the stage, of owned items.")},
		{b.s("Bus factor"), b.s("The fewest people who together hold more than half of the owned items (Avelino et al. 2016).")},
	}
	for _, s := range b.rep.Stages {
		text := sentence(b.noOwnerColumn()) + "."
		if s.Observed != nil {
			text = b.s("One item a %s; the owner is read from “%s”.", b.itemNoun(s.Item), s.Observed.Evidence)
		}
		terms = append(terms, [2]string{s.Name, text})
	}
	return terms
}

func (b *book) itemNoun(item string) string {
	if item == "partner" {
		return b.s("partner")
	}
	return b.s("deal")
}

func (b *book) methodLoad() [][2]string {
	th := b.rep.Thresholds
	return [][2]string{
		{b.s("Items of a person"), b.s("The items that name the person; an item with several active names counts in equal parts.")},
		{b.s("Effective stages"), b.s("exp(−Σ x ln x) over the shares x of a person's items by stage: the Hill number of order 1 (Jost 2006). 1 is one stage only.")},
		{b.s("Basis"), b.s("Observed from %s items on; else equal shares over the stages that the roster states; else not known.", b.trim(th.ObservedMinItems))},
		{b.s("Specialist, generalist"), b.s("Specialist up to %s effective stages, generalist from %s, between them mixed.", b.trim(th.SpecialistMax), b.trim(th.GeneralistMin))},
		{b.s("Load"), b.s("Items divided by allocation (FTE). The ratio is to the median of the active people with any load.")},
		{b.s("Division of labour"), b.s("Mutual information between people and stages, scaled to 0 to 1 by √(H(people) · H(stages)), beside the mean of a seeded permutation of the same items (Gorelick & Bertram 2007). The same over regions, partner types and motions.")},
	}
}

func (b *book) methodSeparation() [][2]string {
	th := b.rep.Thresholds
	return [][2]string{
		{b.s("Relationship and revenue owner"), b.s("Of a partner deal in scope: the partner manager; the partner sales exec, else the co-sell owner.")},
		{b.s("Blur rate"), b.s("Deals with one person on both sides, of the deals where both are known, with a Wilson 95%% interval. With more than %s unknown, bounds stand in its place: all unknown deals counted as different, then as the same.", b.percent(th.UnknownMax))},
	}
}

func (b *book) methodRevenue() [][2]string {
	th := b.rep.Thresholds
	return [][2]string{
		{b.s("Trend"), b.s("Theil-Sen slope over complete quarters with its 95%% interval (Sen 1968). Rising or falling where the Mann-Kendall p is under %s; level where the 90%% interval of a year's slope over the mean stays within ±%s; too short under 5 quarters.", b.trim(th.TrendAlpha), b.percent(th.FlatBand))},
		{b.s("Predictability"), b.s("Rolling origin, one quarter ahead, from 8 complete quarters on: the same quarter last year, the last quarter again, and drift. The method with the lowest WAPE (sum of absolute errors over sum of actuals) is kept. MASE compares with the usual quarter-to-quarter change (Hyndman & Koehler 2006). Predictable up to %s WAPE with MASE under %s.", b.percent(th.PredictableWAPE), b.trim(th.PredictableMASE))},
		{b.s("Concentration"), b.s("Shares of the largest partners, and 1/HHI: the number of equal partners that would be as concentrated.")},
		{b.s("Attribution conflict"), b.s("Deals whose sourcing value and registration disagree. Sourced revenue as a range: both agree, to either claims.")},
	}
}

func (b *book) methodHandoffs() [][2]string {
	th := b.rep.Thresholds
	return [][2]string{
		{b.s("Latency"), b.s("Days from handoff to acceptance over the deals handed off in the window: cumulative incidence of acceptance (Aalen-Johansen). Those still waiting are censored at the as-of day, a win without a recorded acceptance at its close; lost before acceptance is a competing risk. The median needs 10 acceptances, the ninetieth percentile 30.")},
		{b.s("Stuck and dropped"), b.s("Stuck: not accepted, older than %s, still open. Dropped: lost without acceptance.", b.plural(th.StuckDays, "%s day", "%s days"))},
		{b.s("No seat on the other side"), b.s("Partner deals in scope that name no sales owner.")},
		{b.s("Late credit"), b.s("Of the partner deals closed in the window: credit agreed after close, or never.")},
	}
}

func (b *book) methodActivation() [][2]string {
	th := b.rep.Thresholds
	return [][2]string{
		{b.s("Activated"), b.s("A first deal created or registered, or the date of the partner list, whichever is earlier.")},
		{b.s("Producing"), b.s("A sourced win in the window.")},
		{b.s("Rate"), b.s("Partners activated within %s of signing, of those signed at least that long ago, with a Wilson interval.", b.plural(th.ActivationDays, "%s day", "%s days"))},
		{b.s("Time to first deal"), b.s("Kaplan-Meier from signing, by fiscal year of signing.")},
		{b.s("Logos and revenue"), b.s("Partners signed and sourced revenue won in the last four complete quarters, each against the four before.")},
	}
}

func (b *book) methodLeadership() [][2]string {
	return [][2]string{
		{b.s("One root"), b.s("Exactly one member of the team has nobody of the team above in the manager chain.")},
		{b.s("The number"), b.s("The leader carries a quota, and it is at least the sum of the team's quotas.")},
		{b.s("Reporting line"), b.s("Whether the leader reports to somebody who owns revenue is shown, not scored.")},
	}
}

func (b *book) methodScaling() [][2]string {
	return [][2]string{
		{b.s("Team by quarter"), b.s("FTE and stated stages at the end of each complete quarter, by start and end dates.")},
		{b.s("Cloning"), b.s("Consistent where FTE rose over the window, the generalist share did not fall, and revenue per FTE did not rise.")},
		{b.s("Generalist ceiling"), b.s("Reached where sourced revenue is level or falling and the FTE-weighted median of effective stages is %s or more.", b.trim(b.rep.Thresholds.GeneralistMin))},
	}
}

func (b *book) methodLimits() [][2]string {
	return [][2]string{
		{b.s("No cause"), b.s("The records show what moves together. A reorganisation and a change in revenue in the same quarter have many common causes.")},
		{b.s("Small numbers"), b.s("A rate carries its counts and an interval. Under the minimum of a rule nothing is judged.")},
		{b.s("Owners overwritten"), b.s("Exports hold the owner of today. Where a system overwrites the name at each handover, earlier owners are not seen.")},
		{b.s("The roster's word"), b.s("A stage that the roster states is a promise, a name in the records is a trace. Neither is the work itself.")},
		{b.s("No universal structure"), b.s("The thresholds are defaults that can be changed. A team of one or two needs generalists.")},
	}
}

// rulesSection is the rule table.
func (b *book) rulesSection() templates.Section {
	s := templates.Section{ID: "rules", Title: b.s("The rules behind the findings"),
		Lede: templates.Text(b.s("Each finding is a rule that fired, or one that holds."))}
	reasons := map[string]string{}
	for _, r := range b.rep.RulesNotJudged {
		reasons[r.Rule] = r.Reason
	}
	for _, r := range analyze.Rules(b.rep.Thresholds) {
		s.Blocks = append(s.Blocks, templates.Subhead{ID: "rule-" + r.ID, Text: b.say(r.Title), Lede: templates.Text(b.say(r.Question))}, b.ruleBlock(r, reasons[r.ID]))
	}
	return s
}

func (b *book) ruleBlock(r analyze.Rule, notJudged string) templates.Definitions {
	d := templates.Definitions{}
	add := func(label, text string) {
		if text != "" {
			d.Items = append(d.Items, templates.Fact{Label: label, Text: templates.Text(sentence(b.say(text)))})
		}
	}
	add(b.s("Rule"), fmt.Sprintf("%s, %s", r.ID, b.severityWord(r.Severity)))
	add(b.s("Fires when"), r.Condition)
	add(b.s("Thresholds in force"), b.thresholdList(r.Thresholds))
	add(b.s("Needs"), r.Minimum)
	add(b.s("Holds"), r.Holds)
	add(b.s("Smallest move"), r.Move)
	add(b.s("Principle"), r.Principle)
	add(b.s("Would change the verdict"), r.WouldChange)
	if notJudged != "" {
		add(b.s("Here"), b.s("not judged: %s", b.say(notJudged)))
	}
	return d
}

func (b *book) thresholdList(names []string) string {
	all := b.thresholds()
	var out []string
	for _, n := range names {
		if v, ok := all[n]; ok {
			out = append(out, n+" "+v)
		}
	}
	return strings.Join(out, ", ")
}

// thresholds are the limits in force by name.
func (b *book) thresholds() map[string]string {
	out := map[string]string{}
	v := reflect.ValueOf(b.rep.Thresholds)
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("yaml")
		switch x := v.Field(i); x.Kind() {
		case reflect.Float64:
			out[name] = b.trim(x.Float())
		case reflect.Int:
			out[name] = b.count(int(x.Int()))
		}
	}
	return out
}

// thresholdsSection is the limits in force beside their defaults.
func (b *book) thresholdsSection() templates.Section {
	t := &table{ID: "thresholds", Caption: b.s("Thresholds in force"), Columns: []column{
		{Key: "name", Head: b.s("Threshold"), Kind: words}, {Key: "value", Head: b.s("In force"), Kind: ratio}, {Key: "default", Head: b.s("Default"), Kind: ratio}}}
	now, def := reflect.ValueOf(b.rep.Thresholds), reflect.ValueOf(analyze.DefaultThresholds())
	for i := range now.NumField() {
		value := func(v reflect.Value) float64 {
			if v.Kind() == reflect.Int {
				return float64(v.Int())
			}
			return v.Float()
		}
		a, d := value(now.Field(i)), value(def.Field(i))
		t.Rows = append(t.Rows, []cell{{V: now.Type().Field(i).Tag.Get("yaml")}, {V: a, Show: b.trim(a), Strong: a != d}, {V: d, Show: b.trim(d)}})
	}
	v := b.view(t, true)
	return templates.Section{ID: "thresholds", Title: b.s("Thresholds in force"), Lede: templates.Text(b.s("Shares run from 0 to 1. Each can be changed in the configuration.")),
		Blocks: []templates.Block{v}, Source: templates.Source{Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}
