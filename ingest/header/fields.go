package header

// Type is what the cells of a field hold; it decides the type fit of a column.
type Type uint8

// Types of field. Any fits whatever stands in the column.
const (
	Any    Type = iota
	Text        // words: not a number, a date or yes and no
	ID          // a short token, mostly different in each row
	Person      // names of people, or their addresses
	Email       // an address
	Date        // a day, written or as a serial
	Money       // an amount, with or without its currency
	Number      // a number
	Bool        // yes or no
	Flag        // yes or no, or words
	Mark        // yes or no, or one word
	Ccy         // a currency
	Quota       // an amount, or yes and no
	Share       // a part of full time
	Period      // a day, a month or a quarter
)

// types says the type of every field whose cells are read.
var types = map[string]map[string]Type{
	"deals": {
		"deal_id": ID, "deal_name": Text, "account": Text, "partner": Text, "partner_id": ID, "partner_type": Text, "region": Text, "motion": Text,
		"amount": Money, "amount_actual": Money, "amount_estimated": Money, "amount_currency": Ccy,
		"amount_converted": Money, "amount_converted_actual": Money, "amount_converted_estimated": Money, "amount_converted_currency": Ccy,
		"stage": Text, "status": Text, "is_closed": Bool, "is_won": Bool, "is_lost": Bool,
		"created_at": Date, "close_date": Date, "actual_close_date": Date, "expected_close_date": Date, "won_at": Date, "lost_at": Date,
		"sourcing": Flag, "is_influenced": Mark, "lead_source": Text, "partner_is_primary": Bool,
		"sales_owner": Person, "sales_owner_id": ID, "sales_owner_email": Email, "partner_manager": Person, "partner_sales_exec": Person,
		"cosell_owner": Person, "recruiter": Person, "activation_owner": Person, "enablement_owner": Person, "measurement_owner": Person, "marketing_owner": Person,
		"deal_reg_at": Date, "deal_reg_approved_at": Date, "deal_reg_status": Text,
		"handoff_at": Date, "handoff_accepted_at": Date, "credit_agreed_at": Date,
	},
	"partners": {
		"partner_id": ID, "partner": Text, "partner_type": Text, "partner_tier": Any, "status": Flag, "region": Text, "motion": Text,
		"signed_at": Date, "onboarded_at": Date, "activated_at": Date, "first_won_at": Date, "ended_at": Date,
		"recruiter": Person, "partner_manager": Person, "partner_sales_exec": Person, "activation_owner": Person, "enablement_owner": Person, "target": Money,
	},
	"roster": {
		"person_id": ID, "name": Person, "preferred_name": Person, "preferred_last_name": Text, "first_name": Text, "last_name_prefix": Text, "last_name": Text, "email": Email, "title": Text, "role": Text,
		"manager": Person, "manager_id": ID, "manager_email": Email, "region": Text, "partner_type": Text, "motion": Text, "status": Flag,
		"start_date": Date, "end_date": Date, "rehire_date": Date, "role_start_date": Date, "role_end_date": Date, "allocation": Share, "full_time_hours": Number,
		"quota": Quota, "quota_currency": Ccy, "quota_period": Text, "stages_owned": Text,
		"stage_recruitment": Any, "stage_activation": Any, "stage_enablement": Any, "stage_cosell": Any, "stage_measurement": Any,
	},
	"rates": {"currency": Ccy, "to_currency": Ccy, "date": Period, "rate": Number, "unit": Number, "is_corporate": Bool},
}

// guards are fields that are recognised only so that their columns are taken for
// nothing else; the type keeps them from claiming a column of another kind.
var guards = map[string]map[string]Type{
	"deals": {"probability": Number, "expected_revenue": Money, "fx_rate": Number, "age_days": Number, "split_percent": Number, "split_amount": Money,
		"stage_changed_at": Date, "last_activity_at": Date, "deal_reg_expires_at": Date, "handoff_from": Person, "handoff_to": Person, "split_owner": Person},
	"partners": {"recruited_at": Date, "enabled_at": Date, "last_won_at": Date},
	"roster":   {"partners_assigned": Any},
	"rates":    {"until": Date},
}

func used(kind, field string) bool {
	_, ok := types[kind][field]
	return ok
}

// moved takes spellings out of one field into another: systems that keep two
// amounts, or a planned and an actual close, are told apart by status when the record is made.
var moved = map[string][]struct {
	from, to  string
	spellings []string
}{
	"deals": {
		{"amount", "amount_actual", []string{"Actual Revenue", "actualvalue"}},
		{"amount", "amount_estimated", []string{"Est. revenue", "Est. Revenue", "Estimated Revenue", "estimatedvalue"}},
		{"close_date", "actual_close_date", []string{"Actual Close Date", "actualclosedate", "Close (actual)", "Closed Date", "Date Closed", "Deal closed on", "Closed on"}},
		{"amount_converted", "amount_converted_actual", []string{"Actual Revenue (Base)", "actualvalue_base"}},
		{"amount_converted", "amount_converted_estimated", []string{"Est. revenue (Base)", "estimatedvalue_base"}},
	},
}

// added are spellings beside those of headers.json. Where a header has two
// meanings ("Worker", "Closed"), type fit decides.
var added = map[string][]struct {
	field     string
	spellings []string
}{
	"deals": {
		{"close_date", []string{"Close", "Close Dt"}},
		{"actual_close_date", []string{"Closed", "Closed At", "Closed On", "Won/Lost Date", "Deal Closed Date", "Date Closed (Actual)"}},
		{"won_at", []string{"Won", "Won On", "Won At"}},
		{"lost_at", []string{"Lost", "Lost On", "Lost At"}},
		{"created_at", []string{"Opened", "Opened On"}},
		{"expected_close_date", []string{"Expected Close", "Est. Close", "Forecast Close"}},
		{"sourcing", []string{"Sourcing", "Origin", "Sourced", "Sourced By Partner", "Sourced through Partner", "Partner Sourced Deal", "Partner Sourced Opportunity",
			"Is Partner Sourced", "Partner Sourced Flag", "Sourcing Type", "Partner Attribution Type", "Pipeline Source"}},
		{"is_influenced", []string{"Is Partner Influenced", "Partner Influence Flag"}},
		{"lead_source", []string{"Lead Origin"}},
		{"partner_manager", []string{"Partner Mgr", "Partner Manager Name", "PAM Name", "CAM Name", "Assigned Partner Manager"}},
		{"partner_sales_exec", []string{"Channel Rep", "Partner Sales Rep", "Partner Sales Lead", "Partner Account Executive", "Partner Sales Exec Name"}},
		{"sales_owner", []string{"Deal Owner Name", "Owner Full Name", "Opportunity Owner Name", "Seller Name", "Sales Owner Name"}},
		{"close_date", []string{"Deal Close Date", "Opp Close Date", "Opportunity Close Date"}},
		{"created_at", []string{"Opp Created Date", "Deal Created Date", "Created Date/Time", "Created Datetime", "Date Entered"}},
		{"stage", []string{"Sales Phase", "Deal Phase", "Substatus"}},
		{"deal_reg_at", []string{"Deal Reg Submitted Date", "Deal Reg Created Date", "Reg Date", "Registration Submitted Date"}},
		{"handoff_at", []string{"Date Handed Off", "Sales Handoff Date", "Handed to Sales", "Handed to Sales On", "Handoff to Sales Date"}},
		{"activation_owner", []string{"Activation Manager"}},
		{"region", []string{"Region Name", "Country/Region"}},
		{"partner_type", []string{"Partner Class", "Partner Business Model"}},
		{"partner_sales_exec", []string{"Partner Sales"}},
		{"partner", []string{"Partnerkonto", "Partner Company Name", "Partner Org", "Partner Organisation", "Referral Partner Name", "Reseller Account", "Channel Partner Name", "Sourcing Partner Name",
			"Primary Partner Name", "Alliance Partner Name", "SI Partner Name", "Solution Partner", "Implementation Partner", "Partner Involved"}},
		{"cosell_owner", []string{"Co-sell Owner", "Cosell Owner", "Co-sell"}},
		{"sales_owner", []string{"Seller"}},
		{"sales_owner", []string{"hubspot_owner_id", "Owner ID", "OWNER.NAME"}}, // exports write the name under the id's header
		{"marketing_owner", []string{"Marketing"}},
		{"deal_reg_at", []string{"Registered", "Registered On", "Deal Registered", "Deal Registration"}},
		{"handoff_at", []string{"Handoff", "Handed Off", "Handed Off On", "Handoff At"}},
		{"handoff_accepted_at", []string{"Handoff Accepted", "Accepted", "Accepted At"}},
		{"credit_agreed_at", []string{"Credit Agreed", "Credit Agreed On", "Credit Agreed At"}},
		{"status", []string{"State", "Won / Lost / Open"}},
		{"amount", []string{"Amount (Local)", "Price", "Total"}},
		{"partner", []string{"Partner of Record", "Partner Acct", "Partner 1", "Partner #1", "Deal Partner", "Transacting Partner", "Sell-through Partner", "Fulfilment Partner",
			"Fulfillment Partner", "VAR", "Disti"}},
		{"expected_close_date", []string{"Target Close", "Projected Close", "Anticipated Close", "Anticipated Close Date", "Exp. Close", "Exp. Close Date"}},
		{"created_at", []string{"Create Dt", "Created Dt", "Entry Date", "Date Added"}},
		{"sales_owner", []string{"Account Exec", "Opp Owner", "AE Owner"}},
		{"partner_manager", []string{"Channel Mgr", "Alliance Mgr", "Partner Acct Mgr", "Partner Account Mgr"}},
		{"amount", []string{"Annual Value", "Estimated Deal Value", "Total Price", "Estimated AWS Monthly Recurring Revenue", "Expected Customer AWS Monthly Recurring Revenue", "Expected Monthly AWS Revenue", "Total Value", "Opp Value", "Opp Amount", "Amt", "Year 1 ACV", "First Year ACV"}},
		{"status", []string{"Deal Outcome"}},
		{"account", []string{"End User"}},
		{"deal_name", []string{"Opp Name"}},
		{"lead_source", []string{"Opp Source"}},
		{"deal_reg_at", []string{"DR Date"}},
		{"deal_reg_approved_at", []string{"Reg Approved Date"}},
		{"handoff_at", []string{"Passed to Sales"}},
	},
	"partners": {
		{"partner_id", []string{"CRM ID"}},
		{"partner_tier", []string{"Program Tier", "Programme Tier"}},
		{"signed_at", []string{"Agreement Signed"}},
		{"onboarded_at", []string{"Onboarding Date", "Onboarding Complete"}},
		{"first_won_at", []string{"First Deal Closed"}},
		{"ended_at", []string{"Terminated"}},
		{"recruiter", []string{"Signed By"}},
		{"partner_sales_exec", []string{"Partner Sales"}},
		{"signed_at", []string{"Signed", "Signed On", "Contract Signed"}},
		{"onboarded_at", []string{"Onboarded", "Onboarded On"}},
		{"activated_at", []string{"Activated", "Activated On"}},
		{"first_won_at", []string{"First Won", "First Win", "First Won Date", "First Deal Won Date"}},
		{"ended_at", []string{"Ended", "Ended On"}},
		{"partner_sales_exec", []string{"Partner Sales Executive"}},
		{"signed_at", []string{"Partner Agreement Date", "Agreement Date", "Date Joined", "Original Agreement Date"}},
		{"ended_at", []string{"Contract Expiration", "Agreement Expires", "Agreement Expiration"}},
		{"partner_type", []string{"Partner Types", "Kind"}},
	},
	"roster": {
		{"name", []string{"Worker", "Seller", "Teammate", "Colleague", "Names"}},
		{"preferred_name", []string{"Preferred Name", "Preferred Full Name", "Known As", "Goes By", "Nickname", "Chosen Name", "Rufname", "Nom d'usage", "Roepnaam"}},
		{"quota", []string{"Zielquote", "Vertriebsziel", "Objectif de vente", "Cuota de ventas", "Verkoopdoel"}},
		{"name", []string{"Employee Full Name", "Person Name", "Team Member Name", "Rep Name", "Full Legal Name", "Legal Full Name", "Seller Name"}},
		{"manager", []string{"Mgr", "Reports To Name", "Solid Line Manager", "Vorgesetzte/r", "Vorgesetzte(r)"}},
		{"manager_id", []string{"Manager User ID", "Manager User Sys ID"}},
		{"name", []string{"Name, Vorname", "Nachname, Vorname", "Vor- und Nachname"}},
		{"first_name", []string{"Preferred First Name"}},
		{"rehire_date", []string{"Most Recent Hire Date", "Date of Rehire", "Wiedereintritt"}},
		{"start_date", []string{"Hire/Rehire Date"}},
		{"allocation", []string{"Allocation (days/week)", "Standard Weekly Hours", "Wochenarbeitszeit", "Weekly Working Hours"}},
		{"quota", []string{"FY Quota"}},
		{"region", []string{"Regions Supported"}},
		{"person_id", []string{"Emp No", "Staff No", "HRIS ID", "Global ID", "Position ID"}},
		{"email", []string{"Corporate Email", "Login Email", "Email Login"}},
		{"title", []string{"Job", "Job Name", "Current Job Title", "Current Title"}},
		{"role", []string{"Role Class", "Role on Team"}},
		{"manager", []string{"Current Manager"}},
		{"manager_id", []string{"Manager Employee Number", "Manager Number", "Supervisor Number"}},
		{"start_date", []string{"Start", "Hired On", "Joined On", "Date Joined", "Latest Hire Date"}},
		{"end_date", []string{"Effective Termination Date", "Last Day Worked", "Leaver Date", "End", "Left", "Left On", "Leaving Date", "Last Working Day"}},
		{"allocation", []string{"Time Allocation", "Weekly Hours", "Days per Week", "Full-Time Equivalent", "Time on Partnerships", "% of Time on Partnerships"}},
		{"quota", []string{"Sales Target", "FY Target", "Annual Number", "Partner Sourced Quota"}},
		{"region", []string{"Regions", "Regions Covered"}},
		{"partner_type", []string{"Partner Types Covered"}},
		{"motion", []string{"Motions", "Go-to-Market Motion", "Route to Market"}},
		{"stages_owned", []string{"Responsible For"}},
		{"stages_owned", []string{"Stage(s) Owned", "Owned Stage(s)", "Lifecycle Stages Owned"}},
		{"status", []string{"Lifecycle Status", "Account Enabled", "accountEnabled"}},
		{"email", []string{"mail", "Mail", "User Principal Name", "userPrincipalName", "UPN", "E-Mail (dienstlich)", "E-Mail dienstlich", "Dienstliche E-Mail"}},
		{"start_date", []string{"employeeHireDate", "Employee Hire Date"}},
		{"end_date", []string{"employeeLeaveDateTime", "Employee Leave Date"}},
		{"role_start_date", []string{"Job Information: Date", "Job Information: Effective Date"}},
		{"manager", []string{"Manager Display Name"}},
		{"title", []string{"Employee Title"}},
		{"preferred_name", []string{"Preferred Name - First Name"}},
		{"preferred_last_name", []string{"Preferred Name - Last Name"}},
		{"last_name_prefix", []string{"Tussenvoegsel", "Tussenvoegsels", "Voorvoegsel", "Voorvoegsels", "Last Name Prefix", "Surname Prefix", "Namensvorsatz", "Vorsatzwort"}},
		{"full_time_hours", []string{"Full-time weekly working hours", "Default Weekly Hours", "Full-Time Hours", "Full-Time Weekly Hours", "Standard Full-Time Hours", "Vollzeitstunden", "Wochenstunden Vollzeit", "Vollzeit-Wochenstunden"}},
		{"quota_period", []string{"Quota Period", "Quota Frequency", "Quota Cadence", "Target Period", "Target Frequency", "Zielperiode", "Zielzeitraum"}},
	},
	"rates": {
		{"rate", []string{"FX", "Value", "Rate to Report Currency", "Rate to GBP", "Rate to CHF", "Rate per", "Units per", "Currency Units per", "Currency Units per £1", "Kurs je", "Kurs pro", "Koers per"}},
		{"is_corporate", []string{"Is Corporate", "IsCorporate", "Corporate"}},
		{"date", []string{"Valid From", "From Date", "Period", "Day", "From"}}, // of "From, To" the values tell whether they are days
		{"until", []string{"To", "Until", "Valid To", "Valid Until", "To Date", "End Date", "Next Start Date", "NextStartDate", "Bis", "Gültig bis", "Tot"}},
		{"currency", []string{"Source Currency", "Von", "Von Währung", "Van", "Van valuta"}},
		{"unit", []string{"Unit", "Units", "Per", "Einheit", "Einheiten", "Nominal", "Unité", "Unidad", "Eenheid"}},
		{"to_currency", []string{"To", "To Currency", "To Ccy", "Target Currency", "Quote Currency", "Currency To", "Into Currency", "Zielwährung", "Nach", "Nach Währung", "In Währung", "Devise cible", "Moneda destino", "Doelvaluta", "Naar", "Naar valuta"}},
	},
}
