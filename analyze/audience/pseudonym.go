package audience

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"path"
	"strings"

	"ownermap/ingest"
)

// pseudonyms gives things names that only the holder of the key can repeat:
// HMAC-SHA-256 of kind and identity, in base 32 without vowels, so that no word
// comes out. The same key gives the same thing the same name in every report.
type pseudonyms struct {
	key   []byte
	given map[string]string // pseudonym -> what it stands for
}

var codes = base32.NewEncoding("0123456789BCDFGHJKLMNPQRSTVWXYZ-").WithPadding(base32.NoPadding)

// of is the code of one thing: 6 characters, more where two would be equal.
func (n *pseudonyms) of(kind, identity string) string {
	mac := hmac.New(sha256.New, n.key)
	mac.Write([]byte(kind + "\x00" + identity))
	full := strings.ReplaceAll(codes.EncodeToString(mac.Sum(nil)), "-", "2")
	for size := 6; ; size += 4 {
		code := full[:min(size, len(full))]
		what := kind + "\x00" + identity
		if have, ok := n.given[code]; !ok || have == what || size >= len(full) {
			n.given[code] = what
			return code
		}
	}
}

// anonymise rewrites every name, id and free word of the dataset.
func anonymise(ds *ingest.Dataset, key []byte) *ingest.Dataset {
	n := &pseudonyms{key: key, given: map[string]string{}}
	places := placeNames(ds)
	out := rewrite(ds, writer{
		person: func(_ int, p *ingest.Person) {
			code := n.of("person", p.Key)
			p.Key, p.Name = "p-"+strings.ToLower(code), "Person "+code
			p.ID, p.NameText, p.Email = p.Key, p.Name, ""
			p.Title, p.Role = plainTitle(p), string(p.Class)
		},
		stranger: func(name string) string { return "Person " + n.of("person", "name "+folded(name)) },
		partner: func(_ int, p *ingest.Partner) {
			code := n.of("partner", p.Key)
			p.Key, p.Name = "c-"+strings.ToLower(code), "Partner "+code
			p.ID, p.Status = p.Key, ""
		},
		deal: func(_ int, d *ingest.Deal) {
			code := n.of("deal", d.ID+"\x00"+d.Pos.String())
			d.ID, d.Name = "d-"+strings.ToLower(code), "Deal "+code
			d.StatusText, d.SourcingText = "", ""
			if d.Account != "" {
				d.Account = "Account " + n.of("account", folded(d.Account))
			}
		},
		place: func(p *ingest.Place) *ingest.Place { return places[*p] },
	})
	out.Inputs = plainInputs(ds.Inputs, places)
	out.Issues = silent(ds.Issues)
	for i := range out.Issues {
		out.Issues[i].Pos = ingest.Pos{}
	}
	return out
}

// plainTitle says what the analysis reads from a title, and no more.
func plainTitle(p *ingest.Person) string {
	if ownsRevenue(p.Title) || ownsRevenue(p.Role) {
		return "revenue"
	}
	return ""
}

// ownsRevenue reports whether a title speaks of revenue or sales.
func ownsRevenue(title string) bool {
	for _, w := range tokens(title) {
		switch w {
		case "revenue", "sales", "cro", "ceo", "cco":
			return true
		}
	}
	return false
}

// placeNames gives every file and sheet a name by what it holds: "deals-2.xlsx".
func placeNames(ds *ingest.Dataset) map[ingest.Place]*ingest.Place {
	names := map[ingest.Place]*ingest.Place{}
	counts := map[ingest.Kind]int{}
	give := func(kind ingest.Kind, p *ingest.Place) {
		if p == nil || names[*p] != nil {
			return
		}
		counts[kind]++
		base := string(kind)
		if counts[kind] > 1 {
			base = fmt.Sprintf("%s-%d", kind, counts[kind])
		}
		names[*p] = &ingest.Place{File: base + strings.ToLower(path.Ext(p.File))}
	}
	for _, in := range ds.Inputs {
		give(in.Kind, in.Place)
	}
	for i := range ds.People {
		give(ingest.KindRoster, ds.People[i].Pos.Place)
	}
	for _, h := range ds.History {
		for i := range h.People {
			give(ingest.KindRoster, h.People[i].Pos.Place)
		}
	}
	for i := range ds.Partners {
		give(ingest.KindPartners, ds.Partners[i].Pos.Place)
	}
	for i := range ds.Deals {
		give(ingest.KindDeals, ds.Deals[i].Pos.Place)
	}
	return names
}

// plainInputs keeps how much was read, and of which fields.
func plainInputs(list []ingest.Input, places map[ingest.Place]*ingest.Place) []ingest.Input {
	out := quiet(list)
	for i := range out {
		in := &out[i]
		if in.Place != nil {
			in.Place = places[*in.Place]
		}
		in.Unmapped, in.DroppedRows = nil, nil
		cols := make([]ingest.Column, len(in.Columns))
		for j, c := range in.Columns {
			cols[j] = ingest.Column{Field: c.Field, Header: c.Field, Column: c.Column}
		}
		in.Columns = cols
	}
	return out
}
