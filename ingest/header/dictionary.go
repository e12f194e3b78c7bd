// Package header finds the header row of a sheet and says which column is which
// field.
//
//  1. The dictionary (headers.json, and what fields.go adds) lists the spellings
//     that real exports use, kind by kind.
//  2. Key reduces a header to the form in which spellings are compared.
//  3. Find picks the header row among the first rows of a sheet.
//  4. Map assigns columns to fields by rank, type fit, fill rate and uniqueness,
//     and keeps the reason and the runner-up of every choice.
//  5. Recognise says which kind of sheet the columns make.
package header

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
)

//go:embed headers.json
var headersJSON []byte

// Field is one meaning that a column may have.
type Field struct {
	Name      string
	Type      Type
	Used      bool     // its cells are read; other fields only keep their columns from being taken for something else
	Spellings []string // headers, most telling first
}

// Dictionary is the fields of one kind of sheet, sorted by name.
type Dictionary struct {
	Kind   string
	Fields []Field
	exact  map[string][]spelled // header as written -> fields
	normal map[string][]spelled // Key forms -> fields
	runs   map[int][]spelled    // by length of the letters run together, of six and more
}

// spelled is a spelling of a field: its index in Fields and its place in Spellings.
type spelled struct {
	field int
	place int
	text  string
	run   string // the text's words run together
}

// sections are the names of the kinds in headers.json.
var sections = [...]struct{ section, kind string }{
	{"deal", "deals"}, {"partner", "partners"}, {"person", "roster"}, {"rate", "rates"}, {"activity", "activity"}, {"history", "history"},
}

var builtIn = sync.OnceValue(func() map[string]*Dictionary {
	dicts, err := parse(headersJSON)
	if err != nil {
		panic("header: the embedded dictionary is damaged: " + err.Error())
	}
	return dicts
})

// For returns the dictionary of a kind with extra fields or spellings, which
// come first. The kinds are deals, partners, roster, rates, activity, history.
func For(kind string, extra ...Field) *Dictionary {
	base := builtIn()[kind]
	if base == nil || len(extra) == 0 {
		return base
	}
	d := &Dictionary{Kind: kind, Fields: slices.Clone(base.Fields)}
	for _, f := range extra {
		d.merge(f)
	}
	d.index()
	return d
}

func (d *Dictionary) merge(f Field) {
	if i := d.find(f.Name); i >= 0 {
		d.Fields[i].Spellings = append(slices.Clone(f.Spellings), d.Fields[i].Spellings...)
		return
	}
	d.Fields = append(d.Fields, f)
}

func (d *Dictionary) find(name string) int {
	return slices.IndexFunc(d.Fields, func(f Field) bool { return f.Name == name })
}

// Field returns the field of that name, or nil.
func (d *Dictionary) Field(name string) *Field {
	if i := d.find(name); i >= 0 {
		return &d.Fields[i]
	}
	return nil
}

func (d *Dictionary) index() {
	d.exact, d.normal, d.runs = map[string][]spelled{}, map[string][]spelled{}, map[int][]spelled{}
	for i, f := range d.Fields {
		for j, s := range f.Spellings {
			sp := spelled{i, j, s, runTogether(s)}
			if n := len(sp.run); n >= 6 {
				d.runs[n] = append(d.runs[n], sp)
			}
			d.exact[s] = append(d.exact[s], sp)
			for _, k := range Keys(s) {
				if !slices.ContainsFunc(d.normal[k], func(x spelled) bool { return x.field == i }) {
					d.normal[k] = append(d.normal[k], sp)
				}
			}
		}
	}
}

// parse reads headers.json and adds types and the additions of fields.go.
func parse(data []byte) (map[string]*Dictionary, error) {
	var raw map[string]map[string][]string
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, err
	}
	dicts := map[string]*Dictionary{}
	for _, s := range sections {
		o, ok := raw[s.section]
		if !ok {
			return nil, fmt.Errorf("no section %q", s.section)
		}
		d := &Dictionary{Kind: s.kind}
		for _, name := range slices.Sorted(maps.Keys(o)) {
			d.Fields = append(d.Fields, Field{Name: name, Spellings: slices.Clone(o[name])})
		}
		d.complete()
		d.index()
		dicts[s.kind] = d
	}
	return dicts, nil
}

// extend adds spellings to a field after those it has.
func (d *Dictionary) extend(field string, spellings []string) {
	f := d.Field(field)
	if f == nil {
		d.Fields = append(d.Fields, Field{Name: field})
		f = d.Field(field)
	}
	for _, s := range spellings {
		if !slices.Contains(f.Spellings, s) {
			f.Spellings = append(f.Spellings, s)
		}
	}
}

// complete splits and adds fields and says their types.
func (d *Dictionary) complete() {
	for _, m := range moved[d.Kind] {
		from, to := d.Field(m.from), d.Field(m.to)
		if to == nil {
			d.Fields = append(d.Fields, Field{Name: m.to})
			from, to = d.Field(m.from), d.Field(m.to)
		}
		from.Spellings = slices.DeleteFunc(from.Spellings, func(s string) bool { return slices.Contains(m.spellings, s) })
		to.Spellings = append(to.Spellings, m.spellings...)
	}
	for _, a := range added[d.Kind] {
		d.extend(a.field, a.spellings)
	}
	for _, field := range slices.Sorted(maps.Keys(localized[d.Kind])) {
		d.extend(field, localized[d.Kind][field])
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		f.Used = used(d.Kind, f.Name)
		if f.Type = types[d.Kind][f.Name]; !f.Used {
			f.Type = guards[d.Kind][f.Name]
		}
	}
}
