// Package presets writes exports in the layout and with the quirks of the systems that
// ownermap recognises. Every CRM file holds the same six deals and every HR file the
// same four people, so that a test can ask one answer of all of them.
package presets

import (
	"fmt"
	"time"
)

// opp is a deal of the small world behind every file.
type opp struct {
	id, name, account, partner string
	cents                      int64 // of amounts
	currency                   string
	status                     string // open, won, lost
	stage                      string // a sales stage of an open deal
	created, closed            time.Time
	owner, manager             string
	origin                     string // sourced, influenced, ""
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

var world = []opp{
	{"1001", "Ajax rollout", "Ajax Corp", "Globex GmbH", 125050, "EUR", "won", "", day("2024-01-10"), day("2024-03-31"), "Sam Seller", "Jane Doe", "sourced"},
	{"1002", "Bolt pilot", "Bolt, Inc.", "Initech", 4000000, "USD", "lost", "", day("2024-02-13"), day("2024-04-30"), "Sam Seller", "José García", "influenced"},
	{"1003", "Core \"Phase 2\"", "Core SA", "Globex GmbH", 1234567, "EUR", "open", "Negotiation", day("2024-05-20"), day("2024-09-28"), "Uma Ünal", "Jane Doe", "sourced"},
	{"1004", "Dyne renewal", "Dyne Ltd", "", 90000, "USD", "won", "", day("2024-03-15"), day("2024-06-14"), "Uma Ünal", "", ""},
	{"1005", "Echo; expansion", "Echo & Co", "Umbrella", 250000, "USD", "open", "Qualification", day("2024-06-02"), day("2024-11-05"), "Sam Seller", "José García", "influenced"},
	{"1006", "Fox\nmigration", "Fox AG", "Initech", 777777, "EUR", "lost", "", day("2024-01-25"), day("2024-02-29"), "Uma Ünal", "Jane Doe", "sourced"},
}

// worker is a person of the small world.
type worker struct {
	id, first, last, email, title, manager string
	start, end                             time.Time
	percent                                int
}

var workers = []worker{
	{"501", "Ada", "Okafor", "ada@acme.example", "VP Partnerships", "", day("2019-02-18"), time.Time{}, 100},
	{"502", "Jane", "Doe", "jane@acme.example", "Partner Manager", "Ada Okafor", day("2021-06-01"), time.Time{}, 100},
	{"503", "José", "García", "jose@acme.example", "Partner Sales Manager", "Ada Okafor", day("2022-09-26"), time.Time{}, 80},
	{"504", "Max", "Müller", "max@acme.example", "Partner Operations Analyst", "Jane Doe", day("2020-01-13"), day("2024-05-31"), 50},
}

// plain writes 1250.50, grouped 1,250.50, german 1.250,50.
func (o opp) plain() string { return fmt.Sprintf("%d.%02d", o.cents/100, o.cents%100) }

func (o opp) grouped(group, mark string) string {
	whole := fmt.Sprint(o.cents / 100)
	out := ""
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out += group
		}
		out += string(c)
	}
	return fmt.Sprintf("%s%s%02d", out, mark, o.cents%100)
}

// usd is the amount in dollars at 1.1 for the euro, as a system's own conversion writes it.
func (o opp) usd() string {
	c := o.cents
	if o.currency == "EUR" {
		c = c * 11 / 10
	}
	return fmt.Sprintf("%d.%02d", c/100, c%100)
}

func (o opp) pick(open, won, lost string) string {
	return map[string]string{"open": open, "won": won, "lost": lost}[o.status]
}

// when formats a day, "" where the condition fails.
func when(ok bool, t time.Time, layout string) string {
	if !ok || t.IsZero() {
		return ""
	}
	return t.Format(layout)
}

func (w worker) name() string { return w.first + " " + w.last }
