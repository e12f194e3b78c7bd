package ingest

import (
	"cmp"
	"slices"
	"strings"

	"ownermap/ingest/header"
	"ownermap/ingest/name"
	"ownermap/ingest/value"
)

// words are the vocabularies of cells, built in and configured, keyed by folded
// text. They do not change after newWords, so readers share them.
type words struct {
	status     map[string]Status
	configured map[string]bool // words of status that the configuration names
	sourcing   map[string]Origin
	stage      map[string]string // -> Stage.ID
	stages     map[string]bool   // the ids
	roles      []rolePhrase      // configured ones
	dicts      map[Kind]*header.Dictionary
	list       []*header.Dictionary
}

func newWords(opts *Options) *words {
	w := &words{status: statusWords(), configured: map[string]bool{}, sourcing: sourcingWords(), stage: map[string]string{}, stages: map[string]bool{}, dicts: map[Kind]*header.Dictionary{}}
	for word, v := range sorted(opts.Values.Status) {
		w.configured[name.Fold(word)] = true
		w.status[name.Fold(word)] = map[string]Status{"open": StatusOpen, "won": StatusWon, "lost": StatusLost}[strings.ToLower(v)]
	}
	for word, v := range sorted(opts.Values.Sourcing) {
		w.sourcing[name.Fold(word)] = map[string]Origin{"sourced": OriginSourced, "influenced": OriginInfluenced, "direct": OriginDirect}[strings.ToLower(v)]
	}
	for phrase, class := range sorted(opts.Values.Role) {
		w.roles = append(w.roles, rolePhrase{name.Fold(phrase), RoleClass(class)})
	}
	w.stageWords(opts)
	for _, k := range kinds {
		w.dicts[k] = header.For(string(k), w.extraFields(k, opts)...)
		w.list = append(w.list, w.dicts[k])
	}
	return w
}

func (w *words) dict(k Kind) *header.Dictionary { return w.dicts[k] }
func (w *words) dictList() []*header.Dictionary { return w.list }

// extraFields are the headers that the configuration names, and the columns that
// configured stages may have on a roster.
func (w *words) extraFields(k Kind, opts *Options) []header.Field {
	var out []header.Field
	for field, text := range sorted(opts.Columns[k]) {
		if header.For(string(k)).Field(field) != nil {
			out = append(out, header.Field{Name: field, Spellings: []string{header.Clean(text)}})
		}
	}
	if k != KindRoster {
		return out
	}
	for _, st := range opts.Stages {
		f := header.Field{Name: "stage_" + st.ID, Type: header.Any, Used: true, Spellings: []string{st.ID}}
		if st.Name != "" {
			f.Spellings = append(f.Spellings, st.Name)
		}
		out = append(out, f)
	}
	return out
}

func (w *words) stageWords(opts *Options) {
	for _, st := range opts.Stages {
		w.stages[st.ID] = true
		for word := range strings.SplitSeq(builtInStages[st.ID], "|") {
			w.addStage(word, st.ID)
		}
	}
	for _, st := range opts.Stages { // what the configuration says overrules the built-in words
		w.addStage(st.ID, st.ID)
		w.addStage(st.Name, st.ID)
		for _, word := range st.Words {
			w.addStage(word, st.ID)
		}
	}
	for word, id := range sorted(opts.Values.Stage) {
		w.addStage(word, id)
	}
}

func (w *words) addStage(word, id string) {
	if f := name.Fold(word); f != "" {
		w.stage[f] = id
	}
}

// builtInStages are words for the stages of METRICS.md 2, verbs and nouns.
var builtInStages = map[string]string{
	"recruitment": "recruit|recruiting|recruits|recruitment|partner recruitment|partner recruiting|acquisition|partner acquisition|acquire|sourcing partners|sign|signing|" +
		"sign up|identify|identification|prospecting|partner sourcing|source partners|rekrutierung|gewinnung|partnergewinnung|recrutement|reclutamiento|werving",
	"activation": "activate|activating|activation|partner activation|onboard|onboarding|on boarding|partner onboarding|launch|ramp|ramp up|aktivierung|einarbeitung|activering|activacion",
	"enablement": "enable|enabling|enablement|partner enablement|train|training|partner training|certify|certification|education|coach|schulung|befahigung|formation|formacion",
	"cosell": "co sell|cosell|co selling|coselling|co sells|sell|selling|joint selling|joint sell|sell with|deal support|sales|partner sales|channel sales|close|closing|" +
		"co sell execution|co sell support|vertrieb|gemeinsamer vertrieb|co vente|covente|venta conjunta",
	"measurement": "measure|measuring|measurement|report|reporting|reports|analytics|attribution|operations|partner operations|partner ops|ops|forecast|forecasting|" +
		"performance|measure report|tracking|kpi|kpis|messung|berichte|berichtswesen|mesure|medicion|meting",
}

func statusWords() map[string]Status {
	m := map[string]Status{}
	add := func(s Status, list string) {
		for w := range strings.SplitSeq(list, "|") {
			m[w] = s
		}
	}
	add(StatusOpen, "open|opened|active|in progress|in process|ongoing|pending|new|on hold|working|qualified|pipeline|in pipeline|0|offen|in bearbeitung|en cours|ouvert|ouverte|abierta|abierto|en curso|lopend|openstaand|action required|approved|submitted|in review|committed|commit")
	add(StatusWon, "won|closed won|close won|closedwon|win|closed w|signed|contract signed|order received|po received|purchase order received|launched|booked|invoiced|1|auftrag|unterzeichnet|signe|signee|firmado|firmada|getekend|auftrag erhalten|auftrag erteilt|beauftragt|commande recue|pedido recibido|gewonnen|abgeschlossen gewonnen|gagne|gagnee|fermee gagnee|ganada|ganado|cerrada ganada|cerrado ganado|gesloten gewonnen")
	add(StatusLost, "lost|closed lost|close lost|closedlost|loss|closed l|dead|disqualified|cancelled|canceled|abandoned|declined|expired|no decision|out sold|outsold|rejected|withdrawn|deleted|qualified out|"+
		"2|verloren|abgeschlossen verloren|perdu|perdue|fermee perdue|perdida|perdido|cerrada perdida|cerrado perdido|gesloten verloren")
	add(StatusUnknown, "churned|duplicate|dublette|doublon|duplicado|dubbel") // once won, or no deal
	return m
}

// statusOf reads a status cell; known is false for a word that is not understood.
func (w *words) statusOf(text string) (s Status, known bool) {
	f := name.Fold(text)
	s, known = w.status[f]
	return s, known && !w.asks(text, f)
}

// asks reports whether a text is a question, "Won?", that the configuration does not answer.
func (w *words) asks(text, folded string) bool {
	return strings.Contains(text, "?") && !w.configured[folded]
}

// stageStatus reads the status out of a sales stage: "6 - Closed Won" is won,
// "Closed Lost" is lost, and any other stage is open. A bare "Closed" says neither, nor
// does "Verbal Won".
func (w *words) stageStatus(text string) Status {
	f := name.Fold(text)
	if f == "" {
		return StatusUnknown
	}
	asked := w.asks(text, f)
	if s, ok := w.status[f]; ok && !asked {
		return s
	}
	hedged, closed, not := false, false, false
	last := ""
	for _, clause := range clauses(text) { // "Legal - Won" is won
		hedged, not = false, false
		for x := range strings.FieldsSeq(name.Fold(clause)) {
			before := last
			last = x
			switch x {
			case "not", "nicht", "non", "niet", "no", "pas", "nao":
				not = true
				continue
			case "yet", "noch", "encore", "todavia", "nog": // "not yet won"
				hedged = true
				continue
			case "be": // "to be won"; BE is a country too
				hedged = hedged || before == "to" || before == "will" || before == "should" || before == "could" || before == "may" || before == "might" || before == "can"
			case "almost", "nearly", "verbal", "verbally", "likely", "probably", "expected", "pending", "mundlich", "voraussichtlich", "presque", "casi", "bijna":
				hedged = true
			case "won", "closedwon", "gewonnen", "gagne", "gagnee", "ganada", "ganado":
				switch {
				case asked, hedged, technical[before]:
					return StatusUnknown
				case not:
					return StatusLost
				case doubtedWin(text, x):
					return StatusUnknown
				}
				return StatusWon
			case "lost", "closedlost", "disqualified", "abandoned", "cancelled", "canceled", "dead", "rejected", "declined", "abgelehnt", "abgesagt", "storniert", "abgebrochen", "annule", "annulee", "abandonne", "abandonnee",
				"refuse", "refusee", "rechazada", "rechazado", "cancelada", "cancelado", "anulada", "anulado", "geannuleerd", "afgewezen", "afgekeurd", "verloren", "perdu", "perdue", "perdida", "perdido":
				switch {
				case not:
				case asked, hedged:
					return StatusUnknown
				default:
					return StatusLost
				}
			case "closed":
				closed = !not
			}
			not = false
		}
	}
	switch {
	case closed && strings.Contains(f, "no decision"):
		return StatusLost
	case closed:
		return StatusUnknown
	}
	return StatusOpen
}

// technical stands before "won" where a deal is not: the customer's engineers, or lawyers,
// have agreed.
var technical = map[string]bool{"tech": true, "technical": true, "technically": true, "pre": true, "legal": true}

// clauses are the parts of a stage between dashes, colons, slashes and brackets.
func clauses(text string) []string {
	for _, mark := range [...]string{" - ", " – ", ": ", " / ", "("} {
		text = strings.ReplaceAll(text, mark, "\n")
	}
	return strings.Split(text, "\n")
}

// openStages are beginnings of words that only stand in stages of an open deal.
var openStages = strings.Fields("open prospect qualif discover demo propos quot negotiat pipeline lead meeting appointment evaluat analysis presentation pitch trial poc pilot commit verbal review develop identif " +
	"scop sent verhandl angebot bedarf erstkontakt qualifizier negoci prospection decouverte devis calific propuesta cotiza onderhandel offerte voorstel kwalific solution validat contractsent decision best upside technical business legal procurement")

// openStage reports whether a stage's words say that the deal is open, so that it is
// not merely taken for open.
func (w *words) openStage(text string) bool {
	f := name.Fold(text)
	if w.status[f] == StatusOpen {
		return true
	}
	for x := range strings.FieldsSeq(f) {
		for _, p := range openStages {
			if strings.HasPrefix(x, p) {
				return true
			}
		}
	}
	return false
}

func sourcingWords() map[string]Origin {
	m := map[string]Origin{}
	add := func(o Origin, list string) {
		for w := range strings.SplitSeq(list, "|") {
			m[w] = o
		}
	}
	add(OriginSourced, "sourced|partner sourced|sourced by partner|partner|partner led|partner originated|partner generated|partner initiated|partner referral|partner referred|"+
		"partner lead|referral|referred|referral partner|deal registration|deal reg|registered|channel|channel sourced|channel led|channel partner|reseller|indirect|alliance|alliances|alliance sourced|"+
		"alliance partner|distributor|partner registered|partner introduced|ps|marketplace partner|partner prospecting|partner source|partnership|partnerships|partner sourced deal|"+
		"partner team|partner channel|from partner|si|msp|var|ecosystem|ecosystem sourced|partnerquelle|partnergeneriert|partner generiert|vom partner|partnerlead|durch partner|apporte par partenaire|apporte par un partenaire|partenaire|socio|aportado por socio|generado por socio|door partner|via partner|partner aangebracht")
	add(OriginInfluenced, "influenced|partner influenced|influenced by partner|influence|partner influence|partner assisted|assisted|assist|partner assist|attached|attach|partner attached|partner attach|"+
		"co sell|cosell|co sold|co selling|joint|joint selling|partner supported|supported|partner support|partner involved|involved|pi|partner fulfilled|fulfillment|fulfilment|resale|"+
		"partner engaged|partner touched|touched|ecosystem influenced|partner accelerated|accelerated|beeinflusst|partnerbeeinflusst|partner beeinflusst|vom partner beeinflusst|partnerunterstutzt|partner unterstutzt|influence par partenaire|influence par un partenaire|assiste par partenaire|influenciado|influenciado por socio|beinvloed|door partner beinvloed")
	add(OriginDirect, "direct|direct sales|direct sourced|direkt|directo|no partner|not partner|non partner|sales|sales sourced|sales led|sales generated|ae|ae sourced|ae generated|outbound|inbound|"+
		"marketing|marketing sourced|marketing generated|sdr|bdr|sdr sourced|bdr sourced|web|website|event|events|self sourced|self generated|in house|inhouse|house|field|field sales|"+
		"cold call|customer|existing customer|organic|paid search|advertising|vendor|company|internal|direct traffic|no partner involvement|not involved|sales outbound")
	add(OriginUnknown, "|unknown|n a|na|none|null|tbd|tbc|other|not set|unspecified|unbekannt|blank")
	return m
}

// sourcingOf reads a sourcing cell under its header; known is false for a word
// that is not understood. Yes and no take their meaning from the header; a yes
// under one that asks for either ("Sourced/Influenced") has none.
func (w *words) sourcingOf(text, head string) (o Origin, known bool) {
	f := name.Fold(text)
	if o, known = w.sourcing[f]; known && (f != "" || strings.TrimSpace(text) == "") { // a tick folds to nothing
		if f == "none" && strings.Contains(name.Fold(head), "partner") {
			return OriginDirect, true
		}
		return o, true
	}
	if f == "" && blankWord(strings.TrimSpace(text)) {
		return OriginUnknown, true
	}
	if yes, ok := value.Bool(text); ok {
		switch {
		case !yes:
			return OriginUnknown, true
		case w.involvement(head):
			if strings.Contains(name.Fold(head), "sourc") {
				return OriginUnknown, false
			}
			return OriginInfluenced, true
		}
		return OriginSourced, true
	}
	return OriginUnknown, false
}

// involvement reports whether a header asks whether a partner took part, rather
// than whether one brought the deal.
func (w *words) involvement(head string) bool {
	f := name.Fold(head)
	for _, x := range []string{"influenc", "involve", "engage", "assist", "attach", "co sell", "cosell", "contribut"} {
		if strings.Contains(f, x) {
			return true
		}
	}
	return false
}

// segmentAll are words that mean every segment.
var segmentAll = map[string]bool{"all": true, "any": true, "global": true, "worldwide": true, "everything": true, "ww": true, "all regions": true,
	"all types": true, "all partner types": true, "all motions": true, "every": true, "alle": true, "tous": true, "todos": true, "": true}

// segments takes a roster's segment cell apart; nil means all of it. A part with a
// soft separator ("UK & Ireland") stays whole until deals and partners say whether
// it is one segment, see splitSegments.
func segments(text string) []string {
	var out []string
	if name.Nobody(text) {
		return nil
	}
	for _, p := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";,|\n\r•", r) }) {
		f := name.Fold(p)
		if segmentAll[f] || name.Nobody(p) {
			if segmentAll[f] && f != "" {
				return nil
			}
			continue
		}
		out = appendOnce(out, strings.Join(strings.Fields(p), " "))
	}
	return out
}

// splitSegments takes the parts of a segment cell apart at soft separators, but for
// those that are a segment as they stand: known has these by segmentKey.
func splitSegments(list []string, known map[string]string) []string {
	if !slices.ContainsFunc(list, soft) {
		return list
	}
	var out []string
	for _, s := range list {
		if one := known[segmentKey(s)]; one != "" || !soft(s) {
			out = appendOnce(out, cmp.Or(one, s))
			continue
		}
		parts := segments(strings.Join(splitList(s), ";"))
		if parts == nil { // "EMEA & all"
			return nil
		}
		for _, p := range parts {
			out = appendOnce(out, p)
		}
	}
	return out
}

// segmentKey is the same for "UK & Ireland" and "UK and Ireland".
func segmentKey(s string) string {
	return strings.ReplaceAll(name.Fold(strings.ReplaceAll(s, "&", " and ")), " and ", " ")
}

// soft reports whether a text may be one segment or several.
func soft(s string) bool { return len(splitList(s)) > 1 }

// splitList takes a list apart at semicolons, commas, slashes, bars, ampersands,
// plus signs, line breaks and " and ".
func splitList(text string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";,/|&+\n\r•", r) }) {
		for _, q := range splitAnd(p) {
			if q = strings.TrimSpace(q); q != "" {
				out = append(out, q)
			}
		}
	}
	return out
}

func splitAnd(s string) []string {
	lower := strings.ToLower(s)
	if len(lower) != len(s) {
		return []string{s}
	}
	var out []string
	for {
		i := strings.Index(lower, " and ")
		if i < 0 {
			return append(out, s)
		}
		out = append(out, s[:i])
		s, lower = s[i+5:], lower[i+5:]
	}
}

func appendOnce(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// stagesOf reads the stages a roster cell names; unknown are the words that are none.
func (w *words) stagesOf(text string, order []Stage) (ids, unknown []string) {
	if name.Nobody(text) {
		return nil, nil
	}
	f := name.Fold(text)
	switch f {
	case "all", "all stages", "everything", "end to end", "full cycle", "full lifecycle", "full life cycle", "all of it", "alle", "generalist":
		for _, st := range order {
			ids = append(ids, st.ID)
		}
		return ids, nil
	}
	if id, ok := w.stage[f]; ok {
		return []string{id}, nil
	}
	found := map[string]bool{}
	for _, p := range splitList(text) {
		if f = name.Fold(p); f == "" || name.Nobody(p) {
			continue
		}
		id, ok := w.stage[f]
		if !ok {
			id, ok = w.stage[strings.Trim(f, "0123456789 ")]
		}
		if !ok {
			unknown = append(unknown, p)
			continue
		}
		found[id] = true
	}
	for _, st := range order {
		if found[st.ID] {
			ids = append(ids, st.ID)
		}
	}
	return ids, unknown
}
