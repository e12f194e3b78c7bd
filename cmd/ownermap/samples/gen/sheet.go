package main

import (
	"fmt"
	"os"
	"time"

	"github.com/xuri/excelize/v2"
)

// book is a workbook that is written row by row.
type book struct {
	f             *excelize.File
	date, percent int
	amount, head  int
	err           error
}

// newBook begins a workbook with one sheet. Its properties hold no clock.
func newBook(sheet, creator string) *book {
	b := &book{f: excelize.NewFile()}
	b.try(b.f.SetSheetName("Sheet1", sheet))
	b.try(b.f.SetDocProps(&excelize.DocProperties{
		Creator: creator, LastModifiedBy: creator, Created: "2026-10-01T07:00:00Z", Modified: "2026-10-01T07:00:00Z",
	}))
	iso := "yyyy-mm-dd"
	money := "#,##0.00"
	b.date = b.style(&excelize.Style{CustomNumFmt: &iso})
	b.percent = b.style(&excelize.Style{NumFmt: 9})
	b.amount = b.style(&excelize.Style{CustomNumFmt: &money})
	b.head = b.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE1E6"}}})
	return b
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) style(s *excelize.Style) int {
	id, err := b.f.NewStyle(s)
	b.try(err)
	return id
}

// percent is a share that its cell shows as a percentage.
type percent float64

// money is an amount with two decimals shown.
type money float64

// head is the text of a header cell.
type head string

// row writes one row; blank strings, zero times and nil leave their cell empty.
func (b *book) row(sheet string, n int, cells ...any) {
	for i, v := range cells {
		name, err := excelize.CoordinatesToCellName(i+1, n)
		b.try(err)
		switch v := v.(type) {
		case nil:
		case string:
			if v != "" {
				b.try(b.f.SetCellStr(sheet, name, v))
			}
		case head:
			b.try(b.f.SetCellStr(sheet, name, string(v)))
			b.try(b.f.SetCellStyle(sheet, name, name, b.head))
		case time.Time:
			if !v.IsZero() {
				b.try(b.f.SetCellFloat(sheet, name, v.Sub(day(1899, 12, 30)).Hours()/24, -1, 64))
				b.try(b.f.SetCellStyle(sheet, name, name, b.date))
			}
		case percent:
			b.try(b.f.SetCellFloat(sheet, name, float64(v), -1, 64))
			b.try(b.f.SetCellStyle(sheet, name, name, b.percent))
		case money:
			b.try(b.f.SetCellFloat(sheet, name, float64(v), -1, 64))
			b.try(b.f.SetCellStyle(sheet, name, name, b.amount))
		default:
			b.try(b.f.SetCellValue(sheet, name, v))
		}
	}
}

// widths sets column widths, and freezes the rows above the first record.
func (b *book) widths(sheet string, headerRow int, widths ...float64) {
	for i, w := range widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		b.try(err)
		b.try(b.f.SetColWidth(sheet, name, name, w))
	}
	b.try(b.f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: headerRow, TopLeftCell: fmt.Sprintf("A%d", headerRow+1), ActivePane: "bottomLeft"}))
}

func (b *book) save(file string) error {
	if b.err != nil {
		return b.err
	}
	buf, err := b.f.WriteToBuffer()
	if err != nil {
		return err
	}
	return os.WriteFile(file, buf.Bytes(), 0o644)
}

func heads(names ...string) []any {
	out := make([]any, len(names))
	for i, n := range names {
		out[i] = head(n)
	}
	return out
}

// writeRoster lays the staff out as an HR system does: a title, "Last, First",
// pay and birth dates beside what the report needs, and a closing line.
func writeRoster(file string) error {
	const sheet = "Employees"
	b := newBook(sheet, "Aldermere Systems People Team")
	b.row(sheet, 1, "Headcount by manager: go-to-market")
	b.row(sheet, 2, "Effective date 2026-09-30")
	b.row(sheet, 4, heads("Employee ID", "Employee Name", "Work Email", "Job Title", "Department", "Manager", "Region", "Partner Type", "Motion",
		"Stages Owned", "Annual Quota", "Quota Currency", "FTE %", "Hire Date", "Termination Date", "Date of Birth", "Base Salary", "Pay Grade")...)
	n := 5
	for i, e := range staff() {
		var quota any
		if e.quota > 0 {
			quota = money(e.quota)
		}
		b.row(sheet, n, e.id, e.listed(), mail(e), e.title, e.department, e.manager, e.region, e.partnerType, e.motion, e.stages,
			quota, e.quotaCurrency, percent(e.fte), e.hired, e.left,
			day(1968+(i*7)%30, time.Month(1+(i*5)%12), 1+(i*11)%28), money(58000+(i*7919)%91000), "G"+itoa(5+i%6))
		n++
	}
	b.row(sheet, n+1, "Confidential. For internal use only.")
	b.widths(sheet, 4, 12, 22, 34, 28, 14, 22, 24, 14, 12, 40, 16, 10, 8, 12, 12, 12, 12, 8)
	return b.save(file)
}

// writePartners lays the partner list out as a partner portal does.
func writePartners(file string, list []*partner) error {
	const sheet = "Partners"
	b := newBook(sheet, "Partner portal")
	b.row(sheet, 1, heads("Partner ID", "Partner Name", "Partner Type", "Tier", "Region", "Motion", "Status", "Signed Date", "Onboarded Date",
		"Activated Date", "Terminated Date", "Recruited By", "Partner Manager", "Activated By", "Enabled By", "Portal Logins")...)
	for i, p := range list {
		b.row(sheet, i+2, p.id, p.name, p.kind, p.tier, p.region, p.motion, p.status, p.signed, p.onboarded, p.activated, p.ended,
			p.recruiter, p.manager, p.activation, p.enablement, (i*37)%211)
	}
	b.widths(sheet, 1, 10, 30, 18, 12, 12, 12, 12, 12, 12, 12, 12, 22, 22, 22, 22, 10)
	return b.save(file)
}

// writeDeals lays the deals out as a CRM report: title block, filters, records,
// grand total, legal lines; and the rates on a second sheet.
func writeDeals(file string, list []*deal) error {
	const sheet = "Opportunities"
	b := newBook(sheet, "Aldermere Systems CRM")
	b.row(sheet, 1, "Opportunities with partner fields")
	b.row(sheet, 2, "As of 2026-09-30 23:59 CEST, generated by Agnieszka Wójcik, sorted by Created Date (ascending)")
	b.row(sheet, 4, "Filtered By")
	b.row(sheet, 5, "Show: All opportunities")
	b.row(sheet, 6, "Record Type: New business, Expansion")
	b.row(sheet, 8, heads("Opportunity ID", "Opportunity Name", "Account Name", "Stage", "Amount Currency", "Amount", "Created Date", "Close Date",
		"Region", "Motion", "Partner Account", "Partner Type", "Partner Attribution", "Partner Manager", "Partner Sales Exec", "Opportunity Owner",
		"Marketing Owner", "Recruited By", "Activated By", "Enabled By", "Co-Sell Lead", "Credit Confirmed By", "Deal Registration Date",
		"Handoff Date", "Handoff Accepted Date", "Credit Agreed Date", "Next Step")...)
	n := 9
	for _, d := range list {
		name, kind := "", ""
		if d.partner != nil {
			name, kind = d.partner.name, d.partner.kind
		}
		b.row(sheet, n, d.id, d.name, d.account, d.stage, d.currency, money(d.amount), d.created, d.closed, d.region, d.motion, name, kind, d.sourcing,
			d.manager, d.seller, d.owner, d.marketing, d.recruiter, d.activation, d.enablement, d.cosell, d.measured,
			d.registered, d.handoff, d.accepted, d.creditAgreed, d.nextStep)
		n++
	}
	b.row(sheet, n, "Grand Total", fmt.Sprintf("%d records", len(list)))
	b.row(sheet, n+2, "Copyright (c) 2026 Aldermere Systems. All rights reserved.")
	b.row(sheet, n+3, "Confidential Information - Do Not Distribute")
	b.widths(sheet, 8, 12, 34, 22, 14, 9, 14, 12, 12, 12, 12, 28, 18, 14, 20, 20, 20, 18, 20, 20, 20, 28, 28, 12, 12, 12, 12, 22)
	writeRates(b)
	return b.save(file)
}

func writeRates(b *book) {
	const sheet = "Rates"
	_, err := b.f.NewSheet(sheet)
	b.try(err)
	b.row(sheet, 1, heads("Currency", "Effective Date", "Rate to EUR")...)
	n := 2
	for q := range usdRate {
		for _, r := range []struct{ code, rate string }{{"GBP", gbpRate[q]}, {"USD", usdRate[q]}} {
			b.row(sheet, n, r.code, quarterStart(q), nil)
			b.try(b.f.SetCellDefault(sheet, "C"+itoa(n), r.rate))
			n++
		}
	}
	b.widths(sheet, 1, 10, 14, 12)
}

// mail is the address that HR gives, in plain letters.
func mail(e employee) string { return plain(e.first) + "." + plain(e.last) + "@aldermere.example" }
