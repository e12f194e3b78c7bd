package audience

import (
	"ownermap/ingest"
)

// secretList gathers values once each, but for those that may stand.
type secretList struct {
	list   []Secret
	except []string
	seen   map[string]bool
}

func (s *secretList) add(what string, values ...string) {
	if s.seen == nil {
		s.seen = map[string]bool{}
		for _, v := range s.except {
			s.seen[folded(v)] = true
		}
	}
	for _, v := range values {
		if k := folded(v); k != "" && !s.seen[k] {
			s.seen[k] = true
			s.list = append(s.list, Secret{Value: v, What: what})
		}
	}
}

// strangers adds the names of people who are on no roster.
func (s *secretList) strangers(ds *ingest.Dataset) {
	seen := map[*ingest.Named]bool{}
	cell := func(n *ingest.Named) {
		if n == nil || seen[n] {
			return
		}
		seen[n] = true
		for _, r := range n.People {
			if r.Person == ingest.None {
				s.add("name of a person", r.Name)
			}
		}
	}
	for i := range ds.Deals {
		for _, c := range dealCells(&ds.Deals[i]) {
			cell(*c)
		}
	}
	for i := range ds.Partners {
		for _, c := range partnerCells(&ds.Partners[i]) {
			cell(*c)
		}
	}
	for i := range ds.People {
		if p := &ds.People[i]; p.Manager == ingest.None {
			s.add("name of a person", p.ManagerText)
		}
	}
	for _, h := range ds.History {
		for i := range h.People {
			s.add("name of a person", h.People[i].Name, h.People[i].NameText)
			s.add("e-mail of a person", h.People[i].Email)
		}
	}
}

// everything adds all that names somebody or something.
func (s *secretList) everything(ds *ingest.Dataset) {
	for i := range ds.People {
		p := &ds.People[i]
		s.add("name of a person", p.Name, p.NameText)
		s.add("e-mail of a person", p.Email)
		s.add("id of a person", p.ID, p.Key)
	}
	s.strangers(ds)
	for i := range ds.Partners {
		p := &ds.Partners[i]
		s.add("name of a partner", p.Name)
		s.add("id of a partner", p.ID, p.Key)
	}
	for i := range ds.Deals {
		d := &ds.Deals[i]
		s.add("deal", d.Name, d.ID)
		s.add("account", d.Account)
	}
}
