package main

import "time"

// employee is one row of the HR export.
type employee struct {
	id, last, first, title, department, manager string
	region, partnerType, motion, stages         string
	quota                                       int
	quotaCurrency                               string
	fte                                         float64
	hired, left                                 time.Time
}

func (e employee) listed() string { return e.last + ", " + e.first }
func (e employee) full() string   { return e.first + " " + e.last }

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// Names that deals and partners use.
const (
	chiara    = "Chiara Benedetti"
	farid     = "Farid Haidari"
	lena      = "Lena Hofmann"
	grace     = "Grace Tupou"
	kavya     = "Kavya Raman"
	daejung   = "Dae-jung Park"
	hiro      = "Hiro Matsuda"
	noor      = "Noor El-Amin"
	tomas     = "Tomás Ibarra"
	oluwaseun = "Oluwaseun Bakare"
	elif      = "Elif Yılmazer"
	marcus    = "Marcus Adeyemi"
	jonas     = "Jonas Vermeer"
	sofia     = "Sofía Navarro Ruiz"
	agnieszka = "Agnieszka Wójcik"
	priya     = "Priya Deshmukh"
)

// managerStages is what the roster says of a partner manager; the records say more.
const managerStages = "Co-sell; Measurement"

// staff is everybody on the roster: the company's head, the partnerships team
// with two who left, sales and marketing.
func staff() []employee {
	vp, cro := "Aaltonen, Henrik", "Figueiredo, Mariana"
	never := time.Time{}
	return []employee{
		{"E1001", "Solheim", "Ingrid", "Chief Executive Officer", "Executive", "", "", "", "", "", 0, "", 1, day(2015, 3, 2), never},
		{"E1002", "Figueiredo", "Mariana", "Chief Revenue Officer", "Executive", "Solheim, Ingrid", "", "", "", "", 24000000, "EUR", 1, day(2019, 9, 16), never},
		{"E1003", "Aaltonen", "Henrik", "VP Partnerships", "Partnerships", cro, "", "", "", "", 5000000, "EUR", 1, day(2021, 1, 11), never},

		{"E1107", "Benedetti", "Chiara", "Senior Partner Manager", "Partnerships", vp, "EMEA South", "", "", managerStages, 0, "", 1, day(2020, 5, 4), never},
		{"E1112", "Haidari", "Farid", "Partner Manager", "Partnerships", vp, "EMEA North", "", "", managerStages, 0, "", 1, day(2021, 8, 23), never},
		{"E1115", "Hofmann", "Lena", "Alliance Manager", "Partnerships", vp, "EMEA North", "Technology", "", "Co-sell", 0, "", 0.6, day(2022, 2, 1), never},
		{"E1118", "Tupou", "Grace", "Channel Account Manager", "Partnerships", vp, "Americas", "", "", managerStages, 1400000, "USD", 1, day(2020, 10, 12), never},
		{"E1121", "Raman", "Kavya", "Partner Manager", "Partnerships", vp, "Americas", "", "", managerStages, 0, "", 1, day(2022, 6, 7), never},
		{"E1124", "Ibarra", "Tomás", "Partner Manager", "Partnerships", vp, "Americas", "", "", managerStages, 0, "", 1, day(2021, 3, 15), day(2026, 2, 27)},
		{"E1127", "Park", "Dae-jung", "Partner Manager", "Partnerships", vp, "APAC", "", "", managerStages, 0, "", 1, day(2022, 1, 10), never},
		{"E1130", "Matsuda", "Hiro", "Senior Channel Manager", "Partnerships", vp, "APAC", "", "", managerStages, 1200000, "USD", 1, day(2020, 4, 1), never},
		{"E1133", "El-Amin", "Noor", "Partner Success Manager", "Partnerships", vp, "EMEA South", "", "", managerStages, 0, "", 1, day(2024, 11, 4), never},
		{"E1136", "Bakare", "Oluwaseun", "Partner Onboarding Manager", "Partnerships", vp, "", "", "", "Activation", 0, "", 1, day(2022, 3, 1), day(2025, 1, 31)},
		{"E1139", "Yılmazer", "Elif", "Partner Sales Executive", "Partnerships", vp, "EMEA North; EMEA South", "", "", "Co-sell", 3200000, "EUR", 1, day(2025, 4, 1), never},
		{"E1142", "Adeyemi", "Marcus", "Channel Sales Manager", "Partnerships", vp, "Americas", "", "", "Co-sell", 0, "", 1, day(2026, 6, 15), never},
		{"E1145", "Vermeer", "Jonas", "Partner Development Manager", "Partnerships", vp, "", "", "", "Recruitment", 0, "", 1, day(2024, 2, 5), never},
		{"E1148", "Navarro Ruiz", "Sofía", "Partner Enablement Manager", "Partnerships", vp, "", "", "", "Enablement", 0, "", 1, day(2023, 5, 15), never},
		{"E1151", "Wójcik", "Agnieszka", "Partner Operations Analyst", "Partnerships", vp, "", "", "", "Measurement", 0, "", 0.8, day(2023, 1, 9), never},

		{"E1201", "O'Callaghan", "Robert", "VP Sales", "Sales", cro, "", "", "", "", 19000000, "EUR", 1, day(2018, 6, 4), never},
		{"E1204", "Lindqvist", "Maja", "Account Executive", "Sales", "O'Callaghan, Robert", "EMEA North", "", "", "", 2100000, "EUR", 1, day(2020, 2, 3), never},
		{"E1205", "Whitfield", "Oliver", "Account Executive", "Sales", "O'Callaghan, Robert", "EMEA North", "", "", "", 2000000, "GBP", 1, day(2021, 9, 6), never},
		{"E1206", "Moreau", "Éloïse", "Account Executive", "Sales", "O'Callaghan, Robert", "EMEA South", "", "", "", 2000000, "EUR", 1, day(2019, 11, 18), never},
		{"E1207", "Papadakis", "Nikos", "Account Executive", "Sales", "O'Callaghan, Robert", "EMEA South", "", "", "", 1800000, "EUR", 1, day(2022, 4, 11), never},
		{"E1208", "Carter", "Danielle", "Account Executive", "Sales", "O'Callaghan, Robert", "Americas", "", "", "", 2600000, "USD", 1, day(2020, 7, 20), never},
		{"E1209", "Nguyen", "Minh", "Account Executive", "Sales", "O'Callaghan, Robert", "Americas", "", "", "", 2400000, "USD", 1, day(2021, 5, 10), never},
		{"E1210", "Vasquez", "Lucía", "Account Executive", "Sales", "O'Callaghan, Robert", "Americas", "", "", "", 2200000, "USD", 1, day(2023, 3, 6), never},
		{"E1211", "Tan", "Wei Ling", "Account Executive", "Sales", "O'Callaghan, Robert", "APAC", "", "", "", 1900000, "USD", 1, day(2021, 10, 4), never},
		{"E1212", "Sato", "Ren", "Account Executive", "Sales", "O'Callaghan, Robert", "APAC", "", "", "", 1700000, "USD", 1, day(2022, 9, 12), never},

		{"E1301", "Kowalczyk", "Piotr", "Chief Marketing Officer", "Marketing", "Solheim, Ingrid", "", "", "", "", 0, "", 1, day(2020, 8, 3), never},
		{"E1304", "Deshmukh", "Priya", "Partner Marketing Manager", "Marketing", "Kowalczyk, Piotr", "", "", "", "", 0, "", 1, day(2022, 10, 17), never},
		{"E1305", "Brandt", "Nils", "Field Marketing Manager", "Marketing", "Kowalczyk, Piotr", "", "", "", "", 0, "", 1, day(2023, 6, 1), never},
	}
}

// sellers are the account executives of a region.
func sellers(region string) []string {
	var names []string
	for _, e := range staff() {
		if e.title == "Account Executive" && e.region == region {
			names = append(names, e.full())
		}
	}
	return names
}
