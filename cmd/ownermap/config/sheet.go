package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ownermap/analyze/whatif"
	"ownermap/ingest"
)

// sheetColumns are the heads of a Scenario sheet. A row is one change; Scenario
// may be left blank below its first row.
var sheetColumns = []string{"scenario", "change", "stage", "person", "from", "to", "name", "role", "title", "manager",
	"allocation", "quota", "start", "region", "partner type", "motion", "partners", "take"}

// SheetScenario is a scenario from a sheet, with where each change stands.
type SheetScenario struct {
	whatif.Scenario
	pos []ingest.Pos
}

// At turns an error of applying into one with the row of the change.
func (s SheetScenario) At(err error) error {
	var e *whatif.Error
	if !errors.As(err, &e) || e.Scenario != s.Title || e.Change < 1 || e.Change > len(s.pos) {
		return err
	}
	return &Error{File: s.pos[e.Change-1].String(), Message: e.Message, Hint: e.Hint}
}

// SheetScenarios reads the rows of a Scenario sheet. The error is an *Error.
func SheetScenarios(rows []ingest.PlainRow) (list []SheetScenario, err error) {
	if len(rows) == 0 {
		return nil, nil
	}
	heads := map[string]int{}
	for i, h := range rows[0].Cells {
		h = strings.ToLower(strings.ReplaceAll(strings.Join(strings.Fields(h), " "), "_", " "))
		if h == "" {
			continue
		}
		if !slices.Contains(sheetColumns, h) {
			hint := "columns: " + strings.Join(sheetColumns, ", ")
			if near := Nearest(h, sheetColumns); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			return nil, &Error{File: rows[0].Pos.At(i + 1).String(), Message: fmt.Sprintf("no column of a scenario is called %q", h), Hint: hint}
		}
		heads[h] = i
	}
	if _, ok := heads["change"]; !ok {
		return nil, &Error{File: rows[0].Pos.String(), Message: "the first row has no column Change", Hint: "columns: " + strings.Join(slices.Sorted(maps.Keys(heads)), ", ")}
	}
	for _, r := range rows[1:] {
		get := func(col string) string {
			if i, ok := heads[col]; ok && i < len(r.Cells) {
				return r.Cells[i]
			}
			return ""
		}
		if title := get("scenario"); title != "" && (len(list) == 0 || list[len(list)-1].Title != title) {
			list = append(list, SheetScenario{Scenario: whatif.Scenario{Title: title}})
		} else if len(list) == 0 {
			list = append(list, SheetScenario{Scenario: whatif.Scenario{Title: "Scenario"}})
		}
		c, err := sheetChange(r, get)
		if err != nil {
			return nil, err
		}
		s := &list[len(list)-1]
		s.Changes, s.pos = append(s.Changes, c), append(s.pos, r.Pos)
	}
	return list, nil
}

// sheetChange reads one row.
func sheetChange(r ingest.PlainRow, get func(string) string) (c whatif.Change, err error) {
	where := whatif.Where{Region: get("region"), PartnerType: get("partner type"), Motion: get("motion")}
	which := whatif.Which{Where: where}
	for p := range strings.SplitSeq(get("partners"), ";") {
		if p = strings.TrimSpace(p); strings.EqualFold(p, "all") {
			which.All = true
		} else if p != "" {
			which.Partners = append(which.Partners, p)
		}
	}
	var fte *float64
	if text := get("allocation"); text != "" {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return c, &Error{File: r.Pos.String(), Message: fmt.Sprintf("allocation %q is not a number", text), Hint: "write the FTE, for example 0.8"}
		}
		fte = &v
	}
	var start ingest.Date
	if text := get("start"); text != "" {
		if start, err = ingest.ParseDate(text); err != nil {
			return c, &Error{File: r.Pos.String(), Message: fmt.Sprintf("start %q is not a date", text), Hint: "write it as 2027-01-31"}
		}
	}
	who := get("person")
	either := func(a, b string) string {
		if a != "" {
			return a
		}
		return b
	}
	switch kind := strings.ToLower(get("change")); kind {
	case "assign":
		c.Assign = &whatif.Assign{Stage: get("stage"), To: either(get("to"), who), Take: get("take"), Where: where}
	case "release":
		c.Release = &whatif.Release{Stage: get("stage"), From: either(get("from"), who), Where: where}
	case "hire":
		c.Hire = &whatif.Hire{Name: either(get("name"), who), Role: get("role"), Title: get("title"), Manager: get("manager"), Allocation: fte, Quota: get("quota"), Start: start, Where: where}
		for s := range strings.SplitSeq(get("stage"), ";") {
			if s = strings.TrimSpace(s); s != "" {
				c.Hire.Stages = append(c.Hire.Stages, s)
			}
		}
	case "leave":
		c.Leave = &whatif.Leave{Person: who}
	case "change":
		c.Change = &whatif.Alter{Person: who, Role: get("role"), Title: get("title"), Manager: get("manager"), Allocation: fte, Quota: get("quota")}
	case "move":
		c.Move = &whatif.Move{From: either(get("from"), who), To: get("to"), Which: which}
	case "split":
		c.Split = &whatif.Split{From: get("from"), To: either(get("to"), who), Which: which}
	default:
		kinds := []string{"assign", "release", "hire", "leave", "change", "move", "split"}
		hint := "changes: " + strings.Join(kinds, ", ")
		if near := Nearest(kind, kinds); near != "" && kind != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return c, &Error{File: r.Pos.String(), Message: fmt.Sprintf("%q is not a change", kind), Hint: hint}
	}
	return c, nil
}
