package main

import (
	"fmt"
	"strconv"
	"strings"

	"ownermap/ingest"
)

// expandRun turns a run of rows, `deals.xlsx[Q3]!5:120,125`, into positions:
// `deals.xlsx[Q3]!5`, and so on.
func expandRun(run string) ([]string, error) {
	cut := strings.LastIndexByte(run, '!')
	if cut < 0 {
		return []string{run}, nil
	}
	place, rows := run[:cut+1], run[cut+1:]
	var out []string
	for part := range strings.SplitSeq(rows, ",") {
		from, to, ranged := strings.Cut(part, ":")
		first, err := strconv.Atoi(from)
		if err != nil {
			return nil, fmt.Errorf("rows %q: %q is not a row", run, part)
		}
		last := first
		if ranged {
			if last, err = strconv.Atoi(to); err != nil || last < first {
				return nil, fmt.Errorf("rows %q: %q is not a range of rows", run, part)
			}
		}
		for n := first; n <= last; n++ {
			out = append(out, place+strconv.Itoa(n))
		}
	}
	return out, nil
}

// rowIndex describes every record by its position.
func rowIndex(ds *ingest.Dataset) map[string]string {
	rows := map[string]string{}
	for i := range ds.People {
		p := &ds.People[i]
		said := describe(say{"", p.ID}, say{"", p.Name}, say{"", first(p.Title, p.Role)},
			say{"owns", strings.Join(p.Stages, " ")}, say{"reports to", p.ManagerText}, say{"quota", money(p.Quota)}, say{"FTE", strconv.FormatFloat(p.Allocation, 'f', -1, 64)},
			say{"from", p.Start.String()}, say{"until", p.End.String()})
		for _, pos := range append([]ingest.Pos{p.Pos}, p.Also...) {
			rows[pos.String()] = said
		}
	}
	for i := range ds.Partners {
		if p := &ds.Partners[i]; p.Listed {
			rows[p.Pos.String()] = describe(say{"", p.ID}, say{"", p.Name}, say{"", p.Type}, say{"", p.Region},
				say{"signed", p.Signed.String()}, say{"activated", p.Activated.String()}, say{"ended", p.Ended.String()}, say{"recruiter", names(p.Recruiter)},
				say{"manager", names(p.PartnerManager)}, say{"seller", names(p.PartnerSalesExec)}, say{"activation", names(p.ActivationOwner)}, say{"enablement", names(p.EnablementOwner)})
		}
	}
	for i := range ds.Deals {
		rows[ds.Deals[i].Pos.String()] = describeDeal(ds, &ds.Deals[i])
	}
	return rows
}

func describeDeal(ds *ingest.Dataset, d *ingest.Deal) string {
	partner := ""
	if d.Partner != ingest.None {
		partner = ds.Partners[d.Partner].Name
	}
	return describe(say{"", d.ID}, say{"", d.Name}, say{"", first(d.StatusText, d.Status.String())}, say{"", money(d.Amount)},
		say{"created", d.Created.String()}, say{"closed", d.Closed.String()}, say{"partner", partner}, say{"origin", d.SourcingText},
		say{"registered", d.Registered.String()}, say{"recruiter", names(d.Recruiter)}, say{"activation", names(d.ActivationOwner)}, say{"enablement", names(d.EnablementOwner)},
		say{"manager", names(d.PartnerManager)}, say{"seller", names(d.PartnerSalesExec)}, say{"co-sell", names(d.CosellOwner)}, say{"measurement", names(d.MeasurementOwner)},
		say{"sales", names(d.SalesOwner)}, say{"marketing", names(d.MarketingOwner)}, say{"handed off", d.HandedOff.String()}, say{"accepted", d.HandoffAccepted.String()},
		say{"credit agreed", d.CreditAgreed.String()})
}

// say is a value and the word before it.
type say struct{ label, value string }

// describe joins what is not blank.
func describe(said ...say) string {
	var out []string
	for _, s := range said {
		if s.value != "" {
			out = append(out, strings.TrimSpace(s.label+" "+s.value))
		}
	}
	return strings.Join(out, ", ")
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func names(n *ingest.Named) string {
	if n == nil {
		return ""
	}
	return n.Text
}

func money(m ingest.Money) string {
	if !m.Known {
		return ""
	}
	return strings.TrimSpace(m.Value.String() + " " + m.Currency)
}
