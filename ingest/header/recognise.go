package header

// weights say how telling a field is for its kind; fields not named count a half.
var weights = map[string]map[string]float64{
	"deals": {"amount": 3, "amount_actual": 3, "amount_estimated": 3, "amount_converted": 2, "close_date": 3, "actual_close_date": 3, "expected_close_date": 3, "stage": 2,
		"status": 1, "is_won": 3, "is_closed": 2, "deal_id": 2, "deal_name": 1, "account": 1, "sourcing": 3, "is_influenced": 2, "lead_source": 2,
		"created_at": 1, "sales_owner": 1, "partner": 1, "partner_manager": 1, "partner_sales_exec": 1, "cosell_owner": 2, "measurement_owner": 2,
		"won_at": 2, "lost_at": 3, "deal_reg_at": 2, "handoff_at": 3, "handoff_accepted_at": 3, "credit_agreed_at": 3},
	"roster": {"name": 1, "first_name": 2, "last_name": 2, "email": 2, "title": 3, "role": 2, "manager": 3, "manager_id": 2, "start_date": 2,
		"end_date": 1, "stages_owned": 2, "quota": 2, "allocation": 3, "person_id": 1},
	"partners": {"partner": 2, "partner_id": 1, "signed_at": 3, "onboarded_at": 3, "activated_at": 3, "first_won_at": 3, "ended_at": 1,
		"partner_tier": 3, "partner_type": 1, "status": 1, "recruiter": 1, "partner_manager": 1, "activation_owner": 1, "target": 1},
	"rates": {"currency": 2, "rate": 4, "date": 1},
}

// Score says how much a mapping looks like its kind.
func (m *Mapping) Score(kind string) float64 {
	sum := 0.0
	for _, c := range m.Choices {
		w := 0.5
		if x, ok := weights[kind][c.Field.Name]; ok {
			w = x
		}
		if c.Rank == Typo {
			w /= 2
		}
		sum += w
	}
	return sum
}

// Enough reports whether the mapping has what its kind cannot do without, and
// says what is missing otherwise.
func (m *Mapping) Enough(kind string) (missing string, ok bool) {
	has := func(fields ...string) bool {
		for _, f := range fields {
			if m.Choice(f) != nil {
				return true
			}
		}
		return false
	}
	switch kind {
	case "deals":
		if !has("deal_id", "deal_name", "account", "partner", "partner_id", "sales_owner") {
			return "a column that names the deal (Opportunity ID, Opportunity Name or Account)", false
		}
		if !has("amount", "amount_actual", "amount_estimated", "amount_converted", "amount_converted_actual", "amount_converted_estimated",
			"stage", "status", "is_won", "is_closed", "won_at", "close_date", "actual_close_date", "expected_close_date", "created_at") {
			return "a column with the amount, the stage or the close date", false
		}
	case "roster":
		if !has("name", "email") && !(has("first_name") && has("last_name")) {
			return "a column with the person's name (Name, or First Name and Last Name) or e-mail", false
		}
	case "partners":
		if !has("partner", "partner_id") {
			return "a column that names the partner (Partner Name or Partner ID)", false
		}
	case "rates":
		if !has("currency") || !has("rate") {
			return "the columns Currency and Rate", false
		}
	}
	return "", true
}
