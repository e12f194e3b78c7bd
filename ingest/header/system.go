package header

import (
	"slices"
	"strings"
)

// system is the mark that an exporting system leaves on its headers.
type system struct {
	name   string
	kinds  string   // "deals" or "roster"
	min    int      // headers of strong that must be there
	strong []string // headers that hardly any other system writes
	weak   []string // headers that break a tie
	test   func(h string) bool
}

// systems are told by headers alone; the first of those with most marks wins.
var systems = []system{
	{name: "Salesforce Data Loader", kinds: "deals", min: 3, strong: []string{"STAGENAME", "CLOSEDATE", "OWNERID", "OWNER.NAME", "ISWON", "ISCLOSED", "CREATEDDATE", "ACCOUNTID", "ACCOUNT.NAME", "CURRENCYISOCODE", "LEADSOURCE"}},
	{name: "Salesforce (API names)", kinds: "deals", min: 2, strong: []string{"StageName", "CloseDate", "OwnerId", "Owner.Name", "IsWon", "IsClosed", "CreatedDate", "AccountId", "Account.Name", "CurrencyIsoCode", "LeadSource", "ForecastCategoryName"},
		test: func(h string) bool { return strings.HasSuffix(h, "__c") || strings.Contains(h, "__r.") }},
	{name: "Salesforce", kinds: "deals", min: 2, strong: []string{"Opportunity Owner", "Opportunity Name", "Fiscal Period", "Amount (converted)", "Amount Currency", "Amount (converted) Currency", "Probability (%)", "Opportunity ID", "Owner Role", "Opportunity Owner: Full Name", "Account Name: Account Name"},
		weak: []string{"Stage", "Close Date", "Lead Source", "Account Name", "Next Step", "Age", "Type"}},
	{name: "HubSpot (internal names)", kinds: "deals", min: 2, strong: []string{"hs_object_id", "dealname", "dealstage", "closedate", "hubspot_owner_id", "createdate", "deal_currency_code", "hs_is_closed_won", "hs_analytics_source", "hs_amount_in_home_currency"}},
	{name: "HubSpot", kinds: "deals", min: 3, strong: []string{"Record ID", "Deal Stage", "Deal owner", "Create Date", "Associated Company", "Associated Company (Primary)", "Is Closed Won", "Is closed won", "Amount in company currency", "Associated Company IDs", "HubSpot team"},
		weak: []string{"Deal Name", "Pipeline", "Close Date", "Amount"}},
	{name: "Pipedrive", kinds: "deals", min: 2, test: func(h string) bool { return strings.HasPrefix(h, "Deal - ") }},
	{name: "Dynamics 365", kinds: "deals", min: 2, strong: []string{"(Do Not Modify) Opportunity", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Topic", "Potential Customer", "Est. Revenue", "Est. revenue", "Est. Close Date", "Est. close date",
		"(Nicht ändern) Verkaufschance", "(Nicht ändern) Zeilenprüfsumme", "(Nicht ändern) Geändert am", "Potenzieller Kunde", "Gesch. Umsatz", "Tats. Umsatz", "Gesch. Abschlussdatum",
		"Actual Revenue", "estimatedvalue", "actualvalue", "estimatedclosedate", "actualclosedate", "statecode", "statuscode", "transactioncurrencyid"}, weak: []string{"Status Reason", "Owner", "Created On"}},
	{name: "Zoho CRM", kinds: "deals", min: 2, strong: []string{"Closing Date", "Record Id", "Deal Owner.id", "Account Name.id", "Created Time", "Modified Time", "Contact Name.id", "Tag", "Closing_Date", "Created_Time"}, weak: []string{"Deal Owner", "Deal Name", "Stage"}},
	{name: "AWS ACE", kinds: "deals", min: 2, strong: []string{"ACE Opportunity ID", "ACE Opportunity Type", "Partner Reported Stage", "APN Partner Reported Stage", "APN Partner Reported Status", "apnCrmUniqueIdentifier", "partnerCrmOpportunityId",
		"APN Target Launch Date", "Target Launch Date", "I Attest to Providing Co-Sell on Opp", "APN ID", "APN Opportunity Identifier", "Partner CRM ID", "Expected Customer AWS Monthly Recurring Revenue", "Estimated AWS Monthly Recurring Revenue"}},
	{name: "Microsoft Partner Center", kinds: "deals", min: 2, strong: []string{"Referral ID", "MPN ID", "Substatus", "Estimated Closing Date", "AcceptedDateTime", "Engagement ID", "Referral Status", "Referral Name"}},
	{name: "Workday", kinds: "roster", min: 2, strong: []string{"Worker", "Supervisory Organization", "Worker's Manager", "Business Title", "Job Profile", "Cost Center - Name", "Scheduled Weekly Hours", "Time Type", "Email - Primary Work", "Worker Type", "Continuous Service Date"}},
	{name: "ADP Workforce Now", kinds: "roster", min: 2, strong: []string{"Payroll Name", "Associate ID", "File Number", "Job Title Description", "Home Department Description", "Reports To Legal Name", "Position Status", "Worker Category Description", "Work Contact: Work Email"}},
	{name: "BambooHR", kinds: "roster", min: 2, strong: []string{"Employee #", "Last name, First name", "Reporting to", "Employment Status", "Job Title"}, weak: []string{"Division", "Department", "Location", "Hire Date"}},
	{name: "Rippling", kinds: "roster", min: 3, strong: []string{"Work email", "Start date", "Employment type", "Job title", "Full name", "Work location", "Employee number", "Departure date", "FTE percentage"}, weak: []string{"Manager", "Department", "Title", "Level"}},
}

// System names the system that exported a sheet with these headers, "" where none is
// recognised.
func System(kind string, headers []string) string {
	best, bestMarks := "", 0
	for _, s := range systems {
		if s.kinds != kind {
			continue
		}
		strong, weak := 0, 0
		for _, h := range headers {
			h = Clean(h)
			switch {
			case slices.Contains(s.strong, h), s.test != nil && s.test(h):
				strong++
			case slices.Contains(s.weak, h):
				weak++
			}
		}
		if marks := 10*strong + weak; strong >= s.min && marks > bestMarks {
			best, bestMarks = s.name, marks
		}
	}
	return best
}
