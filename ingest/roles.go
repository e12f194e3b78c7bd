package ingest

import (
	"slices"
	"strings"

	"ownermap/ingest/name"
)

// rolePhrase is a configured phrase and the class it means.
type rolePhrase struct {
	phrase string // folded
	class  RoleClass
}

// classOf is the role class of a person: by the role, else by the title
// (METRICS.md 1). A role that says nothing of the kind ("Individual
// Contributor"), or only the department, leaves the word to the title.
func (w *words) classOf(role, title string) RoleClass {
	if c, ok := w.configuredClass(name.Fold(role)); ok {
		return c
	}
	switch departmentOf(role) {
	case "partners":
		if c := w.classOfText(title); c != RoleOther && c != RoleDirectSales {
			return c
		}
		return w.classOfText(title + " " + role)
	case "elsewhere":
		if c := w.classOfText(title); c != RoleOther && (newTitle(name.Fold(title)).partners() || !generic[c]) {
			return c
		}
		return w.classOfText(role)
	}
	if c := w.classOfText(role); c != RoleOther {
		return c
	}
	return w.classOfText(title)
}

// generic are the classes of seats that every department has.
var generic = map[RoleClass]bool{RoleRecruitment: true, RoleActivation: true, RoleEnablement: true, RoleOperations: true}

// departmentOf is what a role says that names only where somebody works, as HR exports have
// it under "Job Function", and leaves the seat to the title: "partners", "elsewhere", or ""
// for any other role.
func departmentOf(role string) string {
	f := name.Fold(role)
	if elsewhereDepartments[f] {
		return "elsewhere"
	}
	partners := false
	for w := range strings.FieldsSeq(f) {
		switch {
		case partnerDepartment[w]:
			partners = true
		case !departmentWord[w]:
			return ""
		}
	}
	if partners {
		return "partners"
	}
	return ""
}

var (
	elsewhereDepartments = foldedSet("sales|marketing|sales and marketing|business development|commercial|vertrieb|ventes|ventas|verkoop|human resources|hr|people|people and culture|talent acquisition|personal|finance|finanzen|" +
		"it|information technology|engineering|product|product management|customer success|customer support|support|legal")
	partnerDepartment = foldedSet("partnerships|partnership|alliances|alliance|partners|partner|channel|channels|partnerschaften|allianzen|partenariats|alianzas|ecosystem|ecosystems")
	departmentWord    = foldedSet("and|und|et|y|global|strategic|technology|regional|emea|apac|americas|team|management|department|group|organization|organisation|program|programs")
)

func (w *words) classOfText(text string) RoleClass {
	f := name.Fold(text)
	if f == "" {
		return RoleOther
	}
	if c, ok := w.configuredClass(f); ok {
		return c
	}
	return builtInClass(f)
}

// configuredClass is the class of the longest configured phrase that stands in a folded text.
func (w *words) configuredClass(f string) (class RoleClass, ok bool) {
	best := rolePhrase{}
	for _, r := range w.roles {
		if r.phrase != "" && len(r.phrase) > len(best.phrase) && strings.Contains(" "+f+" ", " "+r.phrase+" ") {
			best = r
		}
	}
	return best.class, best.phrase != ""
}

// title is a folded job title as a set of words.
type title struct {
	text  string
	words map[string]bool
}

func newTitle(folded string) title {
	t := title{text: folded, words: map[string]bool{}}
	for w := range strings.FieldsSeq(folded) {
		t.words[w] = true
	}
	return t
}

// partners reports whether the title names partners, alliances or the channel.
func (t title) partners() bool {
	return t.has("partner* vertriebspartner* partenaire* partenariat* alliance alliances allianz* alianza alianzas alliantie* aliados socios channel channels channelmanag* kanaal* kanal* canal canales ecosystem ecosystems reseller resellers indirect*")
}

// has reports whether one of the space-separated alternatives is a word of the title; "x*" matches a prefix.
func (t title) has(alternatives string) bool {
	for a := range strings.FieldsSeq(alternatives) {
		if p, ok := strings.CutSuffix(a, "*"); ok {
			for w := range t.words {
				if strings.HasPrefix(w, p) {
					return true
				}
			}
		} else if t.words[a] {
			return true
		}
	}
	return false
}

// phrase reports whether one of the phrases, parted by "|", stands in the title.
func (t title) phrase(alternatives string) bool {
	for a := range strings.SplitSeq(alternatives, "|") {
		if strings.Contains(" "+t.text+" ", " "+a+" ") {
			return true
		}
	}
	return false
}

// leadsPartnerships reports whether the title is over partnerships or alliances as
// such, not over one function of them: "VP Partnerships and Enablement", but
// not "Director, Alliances Marketing".
func (t title) leadsPartnerships() bool {
	w := strings.Fields(t.text)
	for i, x := range w {
		switch x {
		case "partnerships", "alliances", "partners", "ecosystems", "channels", "partnerschaften", "allianzen", "partenariats", "partenaires", "alianzas", "socios", "partnerschappen", "allianties":
			if i+1 == len(w) || !(title{words: map[string]bool{w[i+1]: true}}).has("operations ops marketing enablement onboarding recruitment recruiting development analytics success training") {
				return true
			}
		}
	}
	return false
}

// builtInClass reads a folded title. The more special seat comes first: whoever
// runs partner operations is of operations, whatever the rank; a rank over
// partnerships, alliances or channel is the leader; then selling, then
// looking after partners, then selling without partners.
func builtInClass(f string) RoleClass {
	if class := RoleClass(strings.ReplaceAll(f, " ", "_")); slices.Contains(RoleClasses(), class) {
		return class
	}
	t := newTitle(f)
	partner := t.partners()
	ours := partner || t.has("attribution marketplace cosell field") || t.phrase("co sell") || !t.has(elsewhere)
	senior := t.has("head director directora vp svp evp avp rvp gvp leiter leiterin leitung bereichsleiter* abteilungsleiter* directeur directrice hoofd jefe jefa") || t.phrase("vice president|senior vice president")
	switch {
	case t.has("assistant assistante assistent* assistenz* asistente") || t.phrase("business partner|people partner|talent partner|hr partner|finance partner|managing partner|law partner|client partner") && !t.phrase("business partner manager|client partner manager|client partner lead"):
		return RoleOther
	case t.has("cro ceo cfo coo cmo cto chro cio"):
		return RoleOther
	case senior && t.leadsPartnerships():
		return RoleLeader
	case t.has("chief"):
		if partner {
			return RoleLeader
		}
		return RoleOther
	case t.has("marketing* marketer"):
		return RoleMarketing
	case ours && t.has("analyst* analist* analytics attribution partnerops") || partner && t.has("operations ops operation operativo operaciones"):
		return RoleOperations
	case ours && t.has("enablement training trainer") || partner && t.has("solutions solution enable certification schulung* befahigung formation formateur formatrice formacion capacitacion opleiding* partnerschulung* partnertrain*"):
		return RoleEnablement
	case ours && t.has("onboarding activation launch onboard activate partneraktivierung partneractivering") || partner && t.has("aktivierung activacion activering integration"):
		return RoleActivation
	case ours && t.has("recruiter recruitment recruiting recruit pdm partnergewinnung partnerakquise partnerrekrutierung partnerentwicklung partnerentwickler* partnerwerving") ||
		partner && t.has("development acquisition gewinnung akquise recrutement developpement captacion reclutamiento desarrollo werving ontwikkeling"):
		return RoleRecruitment
	case senior && partner && !t.phrase("partner success|partner account|partner programs"):
		return RoleLeader
	case t.phrase("partner ae|partner account executive|co sell|cosell|psm|pse") || t.has("cosell") || t.has("partnervertrieb* partnerverkoop partnerverkoper") ||
		partner && t.has("sales seller selling sell revenue ae vertrieb vertriebsmanager* vertriebsmitarbeiter* vertriebler* verkaufer* ventes vendeur vendeuse commercial commerciale ventas vendedor vendedora comercial verkoop verkoper kanalvertrieb*") || partner && t.phrase("account executive"):
		return RoleRevenue
	case t.has("pam cam pbm psam") || partner && (t.has("manager* mgr lead success owner specialist* coordinator associate executive representative rep director head vp partnermanag* partneraccountmanag* partnerbetreu* partnerverantwort* partnerbeheer* "+
		"channelmanag* kanaalmanag* betreuer* verantwortliche* referent* responsable* gestionnaire charge chargee coordinateur coordinatrice gerente gestor gestora encargado encargada coordinador coordinadora ejecutivo ejecutiva beheerder coordinatie") || len(t.words) <= 2):
		return RoleRelationship
	case t.has("sales seller ae sdr bdr salesperson vertrieb vertriebsmanager* vertriebsmitarbeiter* vertriebsleiter* vertriebsleitung vertriebler* verkaufer* aussendienst* ventes vendeur vendeuse commercial commerciale ventas vendedor vendedora comercial verkoop verkoper accountmanager*") || t.phrase("account executive|account manager|business development|key account manager|territory manager"):
		return RoleDirectSales
	}
	return RoleOther
}

// elsewhere are words with which an analyst, a recruiter, a trainer or an onboarding manager
// of a whole company's roster works for others than partners.
const elsewhere = "talent hr people personal* employee employees staff customer customers client clients user users it data financial finance security systems credit legal learning tax payroll clinical media youtube tv " +
	"mitarbeiter* kunden* clientele empleados clientes medewerkers klanten"

// RoleClassOf is the role class that Load would read from a role and a title
// with these extra words.
func RoleClassOf(role, title string, extra Values) RoleClass {
	return newWords(&Options{Values: extra}).classOf(role, title)
}
