package analyze

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ownermap/ingest"
)

// fewest is the number of items, deals or owned items under which a rate is not
// judged.
const fewest = 10

const onePersonPrinciple = "Every stage of the partner lifecycle has one named owner; what two people own, nobody owns."

func stageUnowned(th Thresholds) Rule {
	return Rule{
		ID: "stage-unowned", Title: "A core stage has no owner", Severity: Critical,
		Question:   "Does every core stage of the partner lifecycle have an owner?",
		Principle:  onePersonPrinciple,
		Condition:  fmt.Sprintf("A core stage has no active owner on the roster, or nobody is named on %s of its items or more.", percent(th.UnownedShare)),
		Thresholds: []string{"unowned_share"},
		Holds:      "Every core stage has an owner",
		Move:       "Name one owner for the stage in the roster.",
		Minimum:    fmt.Sprintf("A roster that states stages, or %d items with an owner column.", fewest),
		WouldChange: fmt.Sprintf("An active owner on the roster, and an owner named on more than %s of the items.",
			percent(1-th.UnownedShare)),
		judge: func(m *model, _ Rule) verdict {
			return m.eachStage(func(s *stageFacts, o *Observed) (stageVerdict, string) {
				if !s.Core {
					return stageSkip, ""
				}
				silent := m.statesStages() && len(s.staters) == 0
				gap := o != nil && o.Items >= fewest && reaches(o.Unowned, o.Items, m.th.UnownedShare)
				switch {
				case silent && o != nil && o.Items > 0:
					return stageHit, fmt.Sprintf("Nobody active on the roster owns %s, and the records name nobody on %s.", inText(s), ofAll(o.Unowned, o.Items, itemWord(s)))
				case silent:
					return stageHit, fmt.Sprintf("Nobody active on the roster owns %s.", inText(s))
				case gap:
					return stageHit, fmt.Sprintf("The records name nobody for %s on %s.", inText(s), ofAll(o.Unowned, o.Items, itemWord(s)))
				case m.statesStages() || o != nil && o.Items >= fewest:
					return stageHolds, ""
				}
				return stageUnjudged, ""
			}, "unowned", fmt.Sprintf("needs stages on the roster, or %d items with an owner column", fewest), func(s *stageFacts) string {
				return fmt.Sprintf("Name one owner for %s in the roster%s.", inText(s), m.worst(s, func(x Segment) int { return x.Unowned }, "nobody is named"))
			})
		},
	}
}

func stageShared(th Thresholds) Rule {
	return Rule{
		ID: "stage-shared", Title: "Several people own the same stage", Severity: Warning,
		Question:    "Is each stage owned by one person, or split so that nobody overlaps?",
		Principle:   onePersonPrinciple,
		Condition:   fmt.Sprintf("Two or more active people state the stage for overlapping segments, or %s of its items or more name two or more active people.", percent(th.SharedShare)),
		Thresholds:  []string{"shared_share"},
		Holds:       "No stage is owned twice",
		Move:        "Split the stage by region, partner type or motion, or name one of its owners.",
		Minimum:     fmt.Sprintf("A roster that states stages, or %d items with an owner column.", fewest),
		WouldChange: fmt.Sprintf("Owners whose segments do not overlap, and two names on fewer than %s of the items.", percent(th.SharedShare)),
		judge: func(m *model, _ Rule) verdict {
			return m.eachStage(func(s *stageFacts, o *Observed) (stageVerdict, string) {
				stated := m.statedStatus(s.ID, s.staters) == "shared"
				often := o != nil && o.Items >= fewest && reaches(o.Shared, o.Items, m.th.SharedShare)
				both := m.overlapping(s.ID, s.staters)
				who := fmt.Sprintf("%d people on the roster own %s for overlapping segments: %s", len(both), inText(s), listed(m.called(both)))
				switch {
				case stated && o != nil && o.Shared > 0:
					return stageHit, who + fmt.Sprintf("; the records name two or more on %s.", ofAll(o.Shared, o.Items, itemWord(s)))
				case stated:
					return stageHit, who + "."
				case often:
					return stageHit, fmt.Sprintf("The records name two or more people for %s on %s.", inText(s), ofAll(o.Shared, o.Items, itemWord(s)))
				case m.statesStages() || o != nil && o.Items >= fewest:
					return stageHolds, ""
				}
				return stageUnjudged, ""
			}, "shared", fmt.Sprintf("needs stages on the roster, or %d items with an owner column", fewest), func(s *stageFacts) string {
				return fmt.Sprintf("Split %s by region, partner type or motion, or name one owner%s.", inText(s), m.worst(s, func(x Segment) int { return x.Shared }, "two or more are named"))
			})
		},
	}
}

func stageOrphaned(th Thresholds) Rule {
	return Rule{
		ID: "stage-orphaned", Title: "Work is still in the name of people who are not on the team", Severity: Warning,
		Question:    "Do the records name people who are still here?",
		Principle:   "An owner who left is a stage without an owner that looks like one with.",
		Condition:   fmt.Sprintf("Any item names only people who are not active on the roster; critical from %s of %d items or more.", percent(th.OrphanedCritical), fewest),
		Thresholds:  []string{"orphaned_critical"},
		Holds:       "Every name in the records is active on the roster",
		Move:        "Hand the orphaned items to an active owner.",
		Minimum:     "An owner column.",
		WouldChange: "An active person named on each of these items, or the person added to the roster.",
		judge: func(m *model, _ Rule) verdict {
			v := m.eachStage(func(s *stageFacts, o *Observed) (stageVerdict, string) {
				switch {
				case o == nil || o.Items == 0:
					return stageUnjudged, ""
				case o.Orphaned == 0:
					return stageHolds, ""
				}
				return stageHit, fmt.Sprintf("For %s, %s name only people who are not active on the roster.", inText(s), ofAll(o.Orphaned, o.Items, itemWord(s)))
			}, "orphaned", "needs a column that names the owner of a stage", func(s *stageFacts) string {
				return fmt.Sprintf("Hand these items of %s to an active owner%s.", inText(s), m.worst(s, func(x Segment) int { return x.Orphaned }, "only people who left are named"))
			})
			for i := range v.hits {
				o := m.observedOf(strings.TrimPrefix(v.hits[i].Subject, "stage:"))
				if o.Items >= fewest && reaches(o.Orphaned, o.Items, m.th.OrphanedCritical) {
					v.hits[i].Severity = Critical
				}
			}
			return v
		},
	}
}

func statedObservedMismatch(th Thresholds) Rule {
	return Rule{
		ID: "stated-observed-mismatch", Title: "The roster names one owner, the records another", Severity: Warning,
		Question:    "Do the people who own a stage on the roster also do it?",
		Principle:   "Ownership that is stated but not lived misleads everybody who asks whom to call.",
		Condition:   fmt.Sprintf("On fewer than %s of a stage's owned items the owner also states the stage.", percent(th.AgreementMin)),
		Thresholds:  []string{"agreement_min"},
		Holds:       "The records agree with the roster",
		Move:        "Correct the roster, or hand the work to the owner it states.",
		Minimum:     fmt.Sprintf("A roster that states stages, and %d items with one active owner.", fewest),
		WouldChange: fmt.Sprintf("An owner who states the stage on %s of the owned items or more.", percent(th.AgreementMin)),
		judge: func(m *model, _ Rule) verdict {
			return m.eachStage(func(s *stageFacts, o *Observed) (stageVerdict, string) {
				switch {
				case !m.statesStages() || o == nil || o.Owned < fewest || o.Agreement == nil:
					return stageUnjudged, ""
				case *o.Agreement >= m.th.AgreementMin-1e-12:
					return stageHolds, ""
				}
				agree := int(*o.Agreement*float64(o.Owned) + 0.5)
				return stageHit, fmt.Sprintf("The owner of %s also states the stage on %s with one owner.", inText(s), ofAll(agree, o.Owned, itemWord(s)))
			}, "agreement", fmt.Sprintf("needs a roster that states stages, and a stage with %d items that one active person owns", fewest), func(s *stageFacts) string {
				return fmt.Sprintf("Enter %s on the roster for those who do it (%s), or hand the work over.", inText(s), listed(m.doers(s)))
			})
		},
	}
}

func singlePointOfFailure(Thresholds) Rule {
	return Rule{
		ID: "single-point-of-failure", Title: "A stage rests on one person", Severity: Notice,
		Question:    "How many people would have to leave before a stage stands still?",
		Principle:   "One owner is clear; one person without a deputy is a risk to plan for.",
		Condition:   "One person holds more than half of a stage's owned items (bus factor 1).",
		Holds:       "No stage rests on one person",
		Move:        "Name a deputy for the stage.",
		Minimum:     fmt.Sprintf("%d items with one active owner.", fewest),
		WouldChange: "A second person with enough of the items that nobody holds more than half.",
		judge: func(m *model, _ Rule) verdict {
			return m.eachStage(func(s *stageFacts, o *Observed) (stageVerdict, string) {
				switch {
				case o == nil || o.Owned < fewest || o.BusFactor == nil:
					return stageUnjudged, ""
				case *o.BusFactor > 1:
					return stageHolds, ""
				}
				return stageHit, fmt.Sprintf("%s rests on one person, who holds more than half of its %s with one owner.", capital(inText(s)), count(o.Owned, itemWord(s)))
			}, "bus_factor", fmt.Sprintf("needs a stage with %d items that one active person owns", fewest), func(s *stageFacts) string {
				return fmt.Sprintf("Name a deputy for %s and let the deputy take part of the new items.", inText(s))
			})
		},
	}
}

// overlapping are those of the people whose segments overlap with another's.
func (m *model) overlapping(stage string, people []int32) (out []int32) {
	for i, a := range people {
		for j, b := range people {
			if i != j && m.overlap(stage, a, b) {
				out = append(out, a)
				break
			}
		}
	}
	return out
}

// stageVerdict is what a rule says about one stage.
type stageVerdict uint8

const (
	stageSkip     stageVerdict = iota // not asked of this stage
	stageUnjudged                     // too little data
	stageHolds
	stageHit
)

// eachStage asks a question of every reported stage: a finding for each hit,
// with the stage's figure as evidence and the move that fits it.
func (m *model) eachStage(ask func(*stageFacts, *Observed) (stageVerdict, string), figure, unjudged string, move func(*stageFacts) string) verdict {
	var v verdict
	var held []string
	for i := range m.stages {
		s := &m.stages[i]
		id := "stages." + s.ID + "." + figure
		switch answer, text := ask(s, m.rep.Stages[i].Observed); answer {
		case stageHit:
			if _, ok := m.rep.Figures[id]; !ok {
				id = "stages." + s.ID + ".stated_owners"
			}
			v.hits = append(v.hits, Finding{Subject: "stage:" + s.ID, Text: text, Action: move(s), Figures: []string{id}})
		case stageHolds:
			held = append(held, s.Name)
			v.figures = append(v.figures, id)
		}
	}
	if len(v.hits) == 0 && len(held) == 0 {
		v.unjudged = unjudged
	}
	if len(held) > 0 {
		v.holds = fmt.Sprintf("Holds for %s.", listed(held))
	}
	v.subject = "stages"
	v.figures = slices.DeleteFunc(v.figures, func(id string) bool { _, ok := m.rep.Figures[id]; return !ok })
	return v
}

// statesStages reports whether the roster says who owns stages at all.
func (m *model) statesStages() bool {
	for _, in := range m.ds.Inputs {
		if in.Kind != ingest.KindRoster {
			continue
		}
		for _, c := range in.Columns {
			if c.Field == "stages_owned" || strings.HasPrefix(c.Field, "stage_") {
				return true
			}
		}
	}
	return slices.ContainsFunc(m.ds.People, func(p ingest.Person) bool { return len(p.Stages) > 0 })
}

// observedOf is the observed part of a reported stage.
func (m *model) observedOf(stage string) *Observed {
	for i := range m.rep.Stages {
		if m.rep.Stages[i].ID == stage {
			return m.rep.Stages[i].Observed
		}
	}
	return nil
}

// reaches reports k/n >= limit, without the dust of binary fractions.
func reaches(k, n int, limit float64) bool { return float64(k) >= limit*float64(n)-1e-9 }

// inText is a stage's name inside a sentence.
func inText(s *stageFacts) string {
	return firstLetter(s.Name, unicode.ToLower)
}

func capital(s string) string { return firstLetter(s, unicode.ToUpper) }

// firstLetter changes the first letter of a text.
func firstLetter(s string, change func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(change(r)) + s[n:]
}

// worst names the segment that holds most of a stage's gap: ", first in EMEA (8
// of the 12 partners where nobody is named)"; "" where no segment has three.
func (m *model) worst(s *stageFacts, gap func(Segment) int, what string) string {
	out := &m.rep.Stages[s.index]
	best, most, total := "", 2, 0
	for _, list := range [][]Segment{out.ByRegion, out.ByPartnerType, out.ByMotion} {
		if len(list) < 2 {
			continue
		}
		sum, top, name := 0, 0, ""
		for _, seg := range list {
			sum += gap(seg)
			if seg.Segment != "" && gap(seg) > top {
				top, name = gap(seg), seg.Segment
			}
		}
		if top > most {
			best, most, total = name, top, sum
		}
	}
	if best == "" {
		return ""
	}
	if most == total {
		return fmt.Sprintf(", all of them in %s (%s where %s)", best, count(total, itemWord(s)), what)
	}
	return fmt.Sprintf(", first in %s (%d of the %s where %s)", best, most, count(total, itemWord(s)), what)
}

// doers are the people whom a stage's items name and who do not state it.
func (m *model) doers(s *stageFacts) []string {
	states := m.staterSet(s)
	var who []int32
	for p, w := range m.loads.stage[s.index] {
		if w > 0 && !states[p] {
			who = append(who, int32(p))
		}
	}
	return m.called(who)
}
