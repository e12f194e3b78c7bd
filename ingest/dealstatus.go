package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ownermap/ingest/name"
	"ownermap/ingest/value"
)

// setStatus reads open, won or lost: from the status, else from the flags, else
// from the words of the sales stage. The dates may still tell; see closeDates.
func (d *dealRecorder) setStatus(x *Deal) {
	raw := &d.raw
	x.StatusText = raw.status
	if x.StatusText == "" {
		x.StatusText = raw.stage
	}
	status := d.statusWord(raw.status)
	stage := StatusUnknown
	if raw.stage != "" {
		stage = d.stageWord(raw.stage)
	}
	switch {
	case status == StatusWon || status == StatusLost, status == StatusOpen && !d.weak(raw.status):
		if x.Status = status; status != stage && (stage == StatusWon || stage == StatusLost) {
			d.contradicted(raw)
		}
	case raw.won > 0:
		x.Status = StatusWon
	case raw.lost > 0:
		x.Status = StatusLost
	case raw.closed > 0 && raw.won < 0:
		x.Status = StatusLost
	case raw.closed > 0 && stage == StatusOpen:
		x.Status = StatusUnknown
	case raw.closed < 0:
		x.Status = StatusOpen
	case status != StatusUnknown && stage != StatusWon && stage != StatusLost:
		x.Status = status
	case stage == StatusUnknown && raw.won < 0 && raw.lost < 0:
		x.Status = StatusOpen
	default:
		if x.Status = stage; stage == StatusOpen {
			d.assume(raw.stage)
		}
	}
}

// statusPair is what a status and a stage say that contradict each other.
type statusPair struct{ status, stage string }

func (d *dealRecorder) contradicted(raw *rawDeal) {
	countAt(d.contradictions, statusPair{raw.status, raw.stage}, d.cur.Pos.At(int(d.columns["status"].col)))
}

// assume notes a stage that is taken for open because nothing says otherwise.
func (d *dealRecorder) assume(stage string) {
	a, seen := d.assumed.get(stage)
	if !seen {
		if !d.r.words.openStage(stage) {
			a = &assumedStage{at: at{pos: d.cur.Pos.At(int(d.columns["stage"].col))}}
			d.assumes = true
		}
		d.assumed.put(stage, a)
	}
	if a != nil {
		a.n++
	}
}

// assumedStage is a stage that is taken for open, and how many of its deals should have
// closed before the latest day of the sheet.
type assumedStage struct {
	at
	past int
}

// overdue counts the deals of assumed stages whose close date is past: where that is most
// of them, the stage may well be none of open deals.
func (d *dealRecorder) overdue() {
	if !d.assumes {
		return
	}
	latest := LatestEvent(d.rows.deals).sound()
	for i := range d.rows.deals {
		x := &d.rows.deals[i]
		if x.Status != StatusOpen || x.ExpectedClose.IsZero() || x.ExpectedClose >= latest {
			continue
		}
		if a, _ := d.assumed.get(x.StatusText); a != nil {
			a.past++
		}
	}
}

func (d *dealRecorder) reportAssumed() {
	d.overdue()
	for text, a := range d.assumed.sorted() {
		if a == nil {
			continue
		}
		is := issue(codeStageAssumed, a.pos, fmt.Sprintf("%s is taken for a stage of open deals (%s)", quote(text), plural(a.n, "deal")), "if such a deal is won or lost, map the word under values.status in ownermap.yaml")
		if 2*a.past > a.n {
			is.Severity = SevWarning
			is.Message = fmt.Sprintf("%s is taken for a stage of open deals, and the close date of %d of its %s is past", quote(text), a.past, plural(a.n, "deal"))
		}
		d.r.part.issues.Add(is)
	}
}

// weakOpen are words for the state of a record rather than of the deal; a stage or a
// flag that says more overrules them.
var weakOpen = map[string]bool{"active": true, "approved": true, "submitted": true, "pending": true, "new": true, "action required": true, "in review": true, "0": true, "1": true}

func (d *dealRecorder) weak(text string) bool {
	w, seen := d.weakly.get(text)
	if !seen {
		w = weakOpen[name.Fold(text)]
		d.weakly.put(text, w)
	}
	return w
}

// statusWord reads a status cell, remembering the texts that were seen.
func (d *dealRecorder) statusWord(text string) Status {
	if text == "" {
		return StatusUnknown
	}
	s, seen := d.status.get(text)
	if !seen {
		known := false
		if s, known = d.r.words.statusOf(text); !known {
			if s = d.r.words.stageStatus(text); s == StatusOpen {
				s = StatusUnknown // a word that is not understood is no evidence of an open deal
			}
		}
		d.status.put(text, s)
	}
	return s
}

func (d *dealRecorder) stageWord(text string) Status {
	s, seen := d.stages.get(text)
	if !seen {
		s = d.r.words.stageStatus(text)
		d.stages.put(text, s)
	}
	return s
}

// doubtedWin reports whether a stage takes back what its word for won says: by a chance
// below 100 %, by "lost" beside it, or by what is still to come: "Won (not signed)".
func doubtedWin(text, won string) bool {
	if chance(text) {
		return true
	}
	words := strings.Fields(name.Fold(text))
	words = words[slices.Index(words, won)+1:]
	for i, x := range words {
		switch {
		case x == "lost" || x == "verloren" || x == "perdu" || x == "perdue" || x == "perdida" || x == "perdido", oralWords[x]:
			return true
		case waitWords[x] && (len(words) == 1 || i > 0 && signWords[words[i-1]] || i+1 < len(words) && (signWords[words[i+1]] || waitWords[words[i+1]])):
			return true
		}
	}
	return false
}

// oralWords say that a deal is agreed and not in writing; waitWords that something is
// missing, which leaves a deal won where it is an invoice, and not where it is one of signWords.
var (
	oralWords = foldedSet("mündlich|verbal|verbally|oral|orally|unsigned|unconfirmed|unbestätigt|tentative|tentatively|verbalement|mondeling")
	waitWords = foldedSet("not|yet|pending|awaiting|outstanding|missing|expected|likely|probably|nicht|noch|offen|ausstehend|fehlt|voraussichtlich|non|pas|encore|attente|manque|prévu|pendiente|falta|niet|nog|ontbreekt|verwacht")
	signWords = foldedSet("sign|signed|signature|signatures|signing|contract|contracts|paperwork|legal|approval|approved|confirmation|confirmed|po|order|final|closed|closing|" +
		"unterschrift|unterschrieben|unterzeichnet|vertrag|freigabe|bestellung|auftrag|bestätigt|signé|signée|contrat|commande|confirmé|firma|firmado|contrato|pedido|confirmado|getekend|handtekening|bestelling|bevestigd")
)

// chance reports whether a text begins or ends with a percentage below 100, as a stage
// with its probability does; "20% discount" is none.
func chance(text string) bool {
	text = strings.Trim(text, " \u00a0()[]")
	if before, ok := strings.CutSuffix(text, "%"); ok {
		return below100(before[len(strings.TrimRight(before, "0123456789., \u00a0")):])
	}
	before, after, ok := strings.Cut(text, "%")
	return ok && below100(before) && strings.IndexAny(after, " -:–)") == 0
}

func below100(number string) bool {
	n, err := strconv.ParseFloat(strings.Replace(strings.Trim(number, " \u00a0"), ",", ".", 1), 64)
	return err == nil && n < 100
}

// setOrigin reads the sourcing value: the explicit column first, then a column
// that asks whether a partner influenced the deal; a lead source speaks only where the
// sheet has neither, and only where it names partners.
func (d *dealRecorder) setOrigin(x *Deal) {
	raw := &d.raw
	if x.SourcingText != "" {
		x.Sourcing = d.originWord(x.SourcingText, &d.sourcing)
	}
	if raw.influenced != "" && x.Sourcing == OriginUnknown {
		switch yes, ok := value.Bool(raw.influenced); {
		case ok && yes:
			x.Sourcing = OriginInfluenced
		case ok && d.saysNo(x.SourcingText):
			x.Sourcing = OriginDirect
		case !ok:
			x.Sourcing = d.originWord(raw.influenced, &d.influenced)
		}
		if x.SourcingText == "" {
			x.SourcingText = raw.influenced
		}
	}
	if d.sourcing.column == nil && d.influenced.column == nil && raw.source != "" {
		x.SourcingText = raw.source
		if o, _ := d.r.words.sourcingOf(raw.source, "Lead Source"); o == OriginSourced && !anyReferral[name.Fold(raw.source)] {
			x.Sourcing = o
		}
	}
}

// anyReferral are lead sources that may be a customer's or an employee's word as well
// as a partner's.
var anyReferral = map[string]bool{"referral": true, "referred": true, "registered": true}

func (d *dealRecorder) saysNo(text string) bool {
	v, ok := value.Bool(text)
	return ok && !v
}

// originColumn is a column that says who brought a deal, and what its texts say.
type originColumn struct {
	*column
	said memo[originWord]
}

// originWord is what a text says; unknown is where it stands when it is not understood.
type originWord struct {
	origin  Origin
	unknown *at
}

func (d *dealRecorder) originWord(text string, c *originColumn) Origin {
	w, seen := c.said.get(text)
	if !seen {
		known := false
		if w.origin, known = d.r.words.sourcingOf(text, c.header); !known {
			w.unknown = &at{pos: d.cur.Pos.At(int(c.col))}
		}
		c.said.put(text, w)
	}
	if w.unknown != nil {
		w.unknown.n++
	}
	return w.origin
}

// setCurrency gives amounts their currency: what the cell says, but for a sign
// that several currencies share; then the currency column; then the header.
func (d *dealRecorder) setCurrency(x *Deal) {
	own := d.currencyWord(d.raw.currency, "amount_currency")
	converted := d.currencyWord(d.raw.convertedCurrency, "amount_converted_currency")
	d.tag(&x.Amount, own, d.amountColumn)
	d.tag(&x.Converted, converted, d.convertedColumn)
	rec := len(d.rows.deals) - 1
	for f, list := range d.money {
		if rec < len(list) {
			ccy := own
			if f == "amount_converted_actual" || f == "amount_converted_estimated" {
				ccy = converted
			}
			d.tag(&list[rec], ccy, d.columns[f])
		}
	}
	if own == "" && d.raw.currency != "" {
		d.keepUnknown(x)
	}
}

// tag gives an amount of column c its currency; said is what the currency column says.
func (d *dealRecorder) tag(m *Money, said string, c *column) {
	sign := m.Currency
	if sign == "" {
		if m.Currency = said; said == "" && c != nil {
			m.Currency = c.currency
		}
		return
	}
	sign, format := strings.CutPrefix(sign, formatMark)
	cell := d.code(sign)
	if said == "" && value.Vague(sign) {
		said = c.currency
	}
	vague := value.Vague(sign) && (said == "" || value.MayBe(sign, said))
	if said != "" && cell != said && !vague && (cell != "" || value.Vague(sign)) && (!format || !c.formatDiffers) {
		c.row, c.formatDiffers = d.cur.Pos.Row, c.formatDiffers || format
		counts := map[bool]string{true: said, false: cmp.Or(cell, said)}[format]
		c.report(codeCurrencyConflict, fmt.Sprintf("%s is in %s, the currency column says %s", c.header, cmp.Or(cell, sign), said), "correct one of the two; the amount is read as "+counts)
	}
	if cell == "" && said == "" {
		d.currencyWord(sign, c.field)
	}
	if m.Currency = cell; cell == "" || said != "" && (format || vague) {
		m.Currency = cmp.Or(said, sign)
	}
}

// code is the currency of a text, "" for none.
func (d *dealRecorder) code(text string) string {
	code, seen := d.codes.get(text)
	if !seen {
		code, _ = value.Currency(text)
		d.codes.put(text, code)
	}
	return code
}

func (d *dealRecorder) currencyWord(text, field string) string {
	if text == "" {
		return ""
	}
	if code := d.code(text); code != "" {
		return code
	}
	if a, seen := d.ccy[text]; seen {
		a.n++
		d.ccy[text] = a
		return ""
	}
	if !name.Nobody(text) {
		d.ccy[text] = at{d.cur.Pos.At(int(d.columns[field].col)), 1}
	}
	return ""
}
