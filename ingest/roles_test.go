package ingest

import (
	"strings"
	"testing"
)

func TestTitlesTellTheRoleClass(t *testing.T) {
	w := newWords(&Options{Stages: DefaultStages()})
	for class, titles := range map[RoleClass][]string{
		RoleRelationship: {"Partner Manager", "PAM", "CAM", "Channel Manager", "Channel Account Manager", "Alliance Manager", "Strategic Alliances Manager", "Partner Account Manager", "Partner Success Manager",
			"Senior Partner Manager, EMEA", "Partnerships Manager", "Partner Lead", "Partner Business Manager", "relationship", "Head of Partner Success", "Manager, Channel", "Ecosystem Manager", "Client Partner Manager", "Business Partner Manager"},
		RoleRevenue: {"Partner Sales Manager", "Partner Sales Exec", "Partner Sales Executive", "Channel Sales Manager", "Channel Sales", "Co-sell Lead", "Co-Sell Manager", "Partner AE", "Partner Account Executive",
			"Channel Account Executive", "PSM", "revenue", "Senior Channel Sales Rep"},
		RoleRecruitment: {"Partner Development Manager", "Partner Recruiter", "Recruiter", "Partner Recruitment Manager", "PDM", "Partner Development Representative", "Partner Acquisition Lead"},
		RoleActivation:  {"Partner Onboarding Manager", "Onboarding Specialist", "Partner Activation Lead", "Launch Manager", "Partner Launch Manager"},
		RoleEnablement:  {"Partner Enablement Manager", "Enablement Lead", "Partner Training Manager", "Partner Solutions Engineer", "Partner Solution Architect", "Technical Enablement Manager", "Product Training Lead", "Head of Partner Enablement", "Partner Sales Enablement Manager"},
		RoleOperations:  {"Partner Operations Manager", "Partner Ops", "Head of Partner Operations", "Partner Analyst", "Revenue Analyst", "Attribution Data Analyst", "Marketplace Data Analyst", "Attribution Analyst", "Channel Operations Lead", "Director of Partner Operations", "Channel Sales Operations Analyst"},
		RoleLeader: {"Head of Partnerships", "VP Partnerships", "Director of Alliances", "Director, Channel", "SVP Partnerships & Alliances", "Head of Channel", "Vice President of Alliances", "Chief Partnerships Officer",
			"Global Head of Partners", "VP Channel Sales", "VP Partnerships and Enablement", "leader", "Chief Partner Officer"},
		RoleDirectSales: {"Account Executive", "AE", "Enterprise Account Executive", "SDR", "VP Sales", "Sales Manager", "Account Manager", "direct_sales", "Direct Sales", "Sales Development Representative"},
		RoleMarketing:   {"Partner Marketing Manager", "Channel Marketing Lead", "Field Marketing", "Director, Alliances Marketing", "marketing", "Marketing Analyst"},
		RoleOther:       {"CRO", "CEO", "Chief Revenue Officer", "HR Business Partner", "Software Engineer", "Executive Assistant to VP Partnerships", "Customer Success Manager", "", "Managing Partner", "Office Manager", "other", "Talent Recruiter", "Customer Onboarding Manager", "IT Training Specialist", "Data Analyst", "Client Partner", "Assistenz Partnermanagement"},
	} {
		for _, title := range titles {
			if got := w.classOf("", title); got != class {
				t.Errorf("%q is %s, want %s", title, got, class)
			}
		}
	}
}

func TestRoleComesBeforeTitle(t *testing.T) {
	w := newWords(&Options{Stages: DefaultStages(), Values: Values{Role: map[string]string{"growth partner": "revenue", "hunter": "recruitment", "ecosystem": "revenue"}}})
	for _, c := range []struct {
		role, title string
		want        RoleClass
	}{
		{"Partner Manager", "VP Sales", RoleRelationship}, {"Individual Contributor", "Partner Sales Manager", RoleRevenue}, {"", "Head of Channel", RoleLeader},
		{"Sales", "Partner Manager", RoleRelationship}, {"Partnerships", "Channel Sales Manager", RoleRevenue}, {"Marketing", "Partner Manager", RoleRelationship}, {"Business Development", "Head of Partnerships", RoleLeader},
		{"Partnerships", "Account Manager", RoleRelationship}, {"Partnerships", "Director", RoleLeader}, {"Partnerships", "Marketing Manager", RoleMarketing}, {"Partnerships", "", RoleRelationship}, {"Sales", "", RoleDirectSales},
		{"Sales", "Senior Specialist", RoleDirectSales}, {"Sales", "Sales Enablement Manager", RoleDirectSales}, {"Marketing", "Training Manager", RoleMarketing}, {"Human Resources", "Recruiter", RoleOther}, {"Finance", "Analyst", RoleOther},
		{"Customer Success", "Onboarding Manager", RoleOther}, {"Global Partnerships", "VP Global Partnerships", RoleLeader}, {"Channel & Alliances", "Vice President", RoleLeader}, {"Partner Management", "Partner Operations Analyst", RoleOperations},
		{"Partnerships & Alliances", "Partner Enablement Manager", RoleEnablement}, {"Channel Sales", "", RoleRevenue}, {"Growth Partner", "Partner Manager", RoleRevenue}, {"Ecosystem", "Partner Manager", RoleRevenue}, {"", "Senior Hunter DACH", RoleRecruitment}, {"n/a", "", RoleOther},
	} {
		if got := w.classOf(c.role, c.title); got != c.want {
			t.Errorf("role %q, title %q is %s, want %s", c.role, c.title, got, c.want)
		}
	}
}

func TestTitlesOfOtherLanguages(t *testing.T) {
	w := newWords(&Options{Stages: DefaultStages()})
	for want, titles := range map[RoleClass]string{
		RoleRelationship: "Partnermanager|Senior Partnermanagerin DACH Süd|Partnermanager (m/w/d)|Partnerbetreuer Nord West|Channelmanager Vertriebsgebiet Ost|Responsable partenaires|Chargée de partenariats France|Gerente de canal|Responsable de alianzas|Gestora de socios Norte|Partnermanager Benelux Noord|Kanaalmanager",
		RoleRevenue:      "Partnervertriebsmanager|Chef des ventes indirectes|Kanalvertrieb Nord|Vertriebsmanager Partner|Ingénieure commerciale partenaires|Ejecutivo de ventas de canal|Partnerverkoper",
		RoleRecruitment:  "Manager Partnergewinnung|Chargé de recrutement partenaires|Desarrollo de canal",
		RoleActivation:   "Manager Partneraktivierung|Onboarding Managerin",
		RoleEnablement:   "Partnerschulung|Responsable formation partenaires|Formación de socios",
		RoleOperations:   "Partner Operations Analystin|Analyste opérations partenaires|Analista de canal",
		RoleLeader:       "Leiterin Kanalvertrieb|Leiterin Partnerschaften|Bereichsleiter Partnermanagement|Directrice des partenariats|Directora de Alianzas|Hoofd Partnerships",
		RoleDirectSales:  "Vertriebsleiter Nord|Außendienstmitarbeiter|Ingénieur commercial|Comercial|Verkoper Noord",
		RoleMarketing:    "Marketingmanagerin",
		RoleOther:        "Geschäftsführerin|Buchhalter|Chef de projet",
	} {
		for title := range strings.SplitSeq(titles, "|") {
			if got := w.classOf("", title); got != want {
				t.Errorf("%s is %s, want %s", title, got, want)
			}
		}
	}
}

func TestStageWords(t *testing.T) {
	w := newWords(&Options{Stages: DefaultStages(), Values: Values{Stage: map[string]string{"scouting": "recruitment"}}})
	for text, want := range map[string]string{
		"recruitment": "recruitment", "Recruit": "recruitment", "Onboard": "activation", "co-sell": "cosell", "Co-Sell": "cosell", "reporting": "measurement", "Recruiting, Onboarding & Co-selling": "recruitment activation cosell",
		"Reporting; Recruit": "recruitment measurement", "Enablement\nActivation": "activation enablement", "all": "recruitment activation enablement cosell measurement", "n/a": "", "": "", "1. Recruitment": "recruitment", "Scouting": "recruitment",
		"Recruitment and activation": "recruitment activation", "Deal support": "cosell",
	} {
		ids, unknown := w.stagesOf(text, DefaultStages())
		got := ""
		for i, id := range ids {
			if i > 0 {
				got += " "
			}
			got += id
		}
		if got != want || len(unknown) > 0 {
			t.Errorf("%q is %q, unknown %q, want %q", text, got, unknown, want)
		}
	}
	if _, unknown := w.stagesOf("Recruit, Baking", DefaultStages()); len(unknown) != 1 || unknown[0] != "Baking" {
		t.Errorf("unknown words %q", unknown)
	}
}

func TestStatusAndSourcingWords(t *testing.T) {
	w := newWords(&Options{Stages: DefaultStages(), Values: Values{Status: map[string]string{"Ganz fertig": "won"}, Sourcing: map[string]string{"Marketplace": "influenced"}}})
	for text, want := range map[string]Status{"Closed Won": StatusWon, "closedwon": StatusWon, "6 - Closed Won": StatusWon, "Closed - Lost": StatusLost, "Prospecting": StatusOpen, "Negotiation/Review": StatusOpen, "Closed": StatusUnknown,
		"Won": StatusWon, "Verloren": StatusLost, "Ganz fertig": StatusWon, "Disqualified": StatusLost, "": StatusUnknown} {
		if got := w.stageStatus(text); got != want {
			t.Errorf("stage %q is %s, want %s", text, got, want)
		}
	}
	for _, c := range []struct {
		text, header string
		want         Origin
		known        bool
	}{
		{"Partner Sourced", "Attribution", OriginSourced, true}, {"Influenced", "Attribution", OriginInfluenced, true}, {"Direct", "Deal Source", OriginDirect, true}, {"Yes", "Partner Sourced", OriginSourced, true},
		{"TRUE", "Partner Sourced?", OriginSourced, true}, {"No", "Partner Sourced", OriginUnknown, true}, {"Yes", "Partner Involvement", OriginInfluenced, true}, {"n/a", "Attribution", OriginUnknown, true},
		{"Marketplace", "Attribution", OriginInfluenced, true}, {"Zebra", "Attribution", OriginUnknown, false}, {"Partner-sourced", "x", OriginSourced, true}, {"co-sell", "x", OriginInfluenced, true},
		{"Yes", "Sourced/Influenced", OriginUnknown, false}, {"No", "Sourced or Influenced", OriginUnknown, true}, {"Sourced", "Sourced/Influenced", OriginSourced, true},
	} {
		if got, known := w.sourcingOf(c.text, c.header); got != c.want || known != c.known {
			t.Errorf("%q under %q is %s (known %v), want %s (%v)", c.text, c.header, got, known, c.want, c.known)
		}
	}
}

func TestAStageThatSaysNothingIsTakenForOpenAndSaidToBe(t *testing.T) {
	w := newWords(&Options{Stages: DefaultStages()})
	for text, want := range map[string]Status{
		"Not Won": StatusLost, "Nicht gewonnen": StatusLost, "Non gagnée": StatusLost, "Not lost": StatusOpen, "Closed - No Decision": StatusLost, "Not closed": StatusOpen,
		"Contract Signed": StatusWon, "Abandonné": StatusLost, "Live": StatusOpen,
		"Pas gagné": StatusLost, "Verbal Won": StatusUnknown, "Almost won": StatusUnknown, "Tech Won": StatusUnknown, "Not yet won": StatusUnknown, "Noch nicht gewonnen": StatusUnknown, "Almost Lost": StatusUnknown, "Closed Lost?": StatusUnknown, "Qualified Out": StatusLost,
		"Technical Services - Closed Won": StatusWon, "Pre-Sales: Closed Won": StatusWon, "Legal Signed / Won": StatusWon, "Gewonnen?": StatusUnknown,
		"Won 90%": StatusUnknown, "90 % - Won": StatusUnknown, "100% - Won": StatusWon, "Won (100 %)": StatusWon, "To be won": StatusUnknown, "BE Closed Won": StatusWon, "Won / Lost": StatusUnknown, "Gewonnen (mündlich)": StatusUnknown,
		"Won (not signed)": StatusUnknown, "Won - Pending Signature": StatusUnknown, "Won - Pending Legal": StatusUnknown, "Gewonnen, Unterschrift fehlt": StatusUnknown, "Won (pending)": StatusUnknown, "Gagné, pas encore signé": StatusUnknown,
		"Won - 20% discount": StatusWon, "Closed Won (100.0%)": StatusWon, "-inf%": StatusOpen, "Won -inf%": StatusWon, "Closed Won - contract signed, payment pending": StatusWon, "Gewonnen, Auftrag erteilt, Rechnung offen": StatusWon, "Won - New Business": StatusWon, "Won (EMEA)": StatusWon, "6 - Closed/Won": StatusWon, "Won - not invoiced": StatusWon, "Closed Won - Pending Provisioning": StatusWon, "Won (contract signed)": StatusWon, "Lost - competitor won": StatusLost,
		"Invoiced": StatusWon, "Auftrag": StatusWon, "Signé": StatusWon, "Getekend": StatusWon, "Auftragsklärung": StatusOpen, "Churned": StatusUnknown, "Duplicate": StatusUnknown,
	} {
		if got := w.stageStatus(text); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]bool{"Negotiation/Review": true, "3 - Proposal": true, "Verhandlung": true, "Live": false, "Churned": false, "Auftrag": false, "Open": true} {
		if got := w.openStage(text); got != want {
			t.Errorf("%s: says that it is open %v, want %v", text, got, want)
		}
	}
}

func TestLongAndShortSalesforceIDsAreOne(t *testing.T) {
	for id, want := range map[string]string{
		"001D000000IRFmaIAH": "001D000000IRFma", "001D000000IRFma": "001D000000IRFma", "001D000000IRFmaIAX": "001D000000IRFmaIAX", "006000000000001AAA": "006000000000001",
		"001234567890123456": "001234567890123456", "HR-001": "HR-001", "": "",
	} {
		if got := idKey(id); got != want {
			t.Errorf("%s is compared as %s, want %s", id, got, want)
		}
	}
}
