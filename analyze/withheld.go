package analyze

import "encoding/json"

// MarshalJSON writes allocation and counts of a person as null where they are
// withheld.
func (p Person) MarshalJSON() ([]byte, error) {
	type plain Person
	if !p.Withheld {
		return json.Marshal(plain(p))
	}
	return json.Marshal(struct {
		plain
		Allocation        *float64 `json:"allocation"`
		Items             *float64 `json:"items"`
		Partners          *int     `json:"partners"`
		OpenDeals         *int     `json:"open_deals"`
		Reports           *int     `json:"reports"`
		RelationshipDeals *int     `json:"relationship_deals"`
		RevenueDeals      *int     `json:"revenue_deals"`
		BothSides         *int     `json:"both_sides"`
	}{plain: plain(p)})
}

// MarshalJSON writes the figures of an owner as null where they are withheld.
func (o ObservedOwner) MarshalJSON() ([]byte, error) {
	type plain ObservedOwner
	if !o.Withheld {
		return json.Marshal(plain(o))
	}
	return json.Marshal(struct {
		plain
		Items *float64 `json:"items"`
		Share *float64 `json:"share"`
	}{plain: plain(o)})
}

// MarshalJSON writes the counts of a conflict as null where they are withheld.
func (c Conflict) MarshalJSON() ([]byte, error) {
	type plain Conflict
	if !c.Withheld {
		return json.Marshal(plain(c))
	}
	return json.Marshal(struct {
		plain
		Both             *int `json:"both"`
		RegistrationOnly *int `json:"registration_only"`
		SourcingOnly     *int `json:"sourcing_only"`
	}{plain: plain(c)})
}
