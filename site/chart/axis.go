package chart

import (
	"math"
	"strings"
)

// axis merges a patch into the i-th axis of a kind, "xAxis" or "yAxis".
func (d *draft) axis(kind string, i int, patch obj) *draft {
	list, _ := d.option[kind].([]any)
	for len(list) <= i {
		list = append(list, obj{})
	}
	d.option[kind] = list
	merge(list[i].(obj), patch)
	return d
}

// valueAxis is a y axis without line and ticks: gridlines, bare numbers, the unit on top.
func valueAxis(s scale, u Unit) obj {
	from, labels := s.labels(u)
	return obj{
		"type": "value", "show": true, "min": s.min, "max": s.max, "interval": s.step,
		"axisLine": obj{"show": false}, "axisTick": obj{"show": false},
		"splitLine": obj{"show": true, "showMinLine": false, "showMaxLine": false, "lineStyle": obj{"color": rule, "width": 1}},
		"axisLabel": obj{"show": true, "color": ink3, "fontSize": 12, "margin": 8, "showMinLabel": s.min == s.low, "showMaxLabel": false,
			"formatter": named("ticks", obj{"step": s.step, "from": from, "labels": labels})},
	}
}

// valueMargin is the room in px that the labels of a value axis need at the left.
func valueMargin(s scale, u Unit) int {
	_, labels := s.labels(u)
	return widest(labels) + 12
}

// widest is the room in px for the widest text at 12 px. Fonts of readers may be wider than the
// one measured, so it is a little more.
func widest(texts []string) int {
	w := 0.0
	for _, t := range texts {
		w = math.Max(w, textWidth(t, 12, false))
	}
	return int(math.Ceil(w * 1.06))
}

// categoryAxis is an x axis with an ink line and a label for each category; an empty label leaves
// its category unnamed.
func categoryAxis(names, labels []string) obj {
	return obj{
		"type": "category", "show": true, "data": names,
		"axisLine": obj{"show": true, "lineStyle": obj{"color": ink, "width": 1}}, "axisTick": obj{"show": false},
		"splitLine": obj{"show": false},
		"axisLabel": obj{"show": true, "interval": named("labelled", obj{"labels": labels}), "hideOverlap": false, "color": ink3,
			"fontSize": 12, "lineHeight": 15, "margin": 9, "formatter": named("lookup", obj{"labels": labels})},
	}
}

// quarterLabels shortens "2026-Q2" to "Q2", with the year below on the first and on each Q1. On
// a phone more than six quarters name only their Q1 and the last.
func quarterLabels(quarters []string, s size) []string {
	out := make([]string, len(quarters))
	last := len(quarters) - 1
	for i, q := range quarters {
		year, name, ok := cutQuarter(q)
		switch {
		case !ok:
			out[i] = q
		case s.narrow && last >= 6 && name != "Q1" && (i != last || isQ1(quarters[i-1])):
		case name == "Q1", i == 0 && (last < 8 || !isQ1(quarters[1])): // two years beside each other would touch
			out[i] = name + "\n" + year
		default:
			out[i] = name
		}
	}
	if !s.narrow && len(quarters) > 20 {
		return onlyYears(quarters)
	}
	return out
}

// onlyYears names each Q1 by its year, for long histories.
func onlyYears(quarters []string) []string {
	out := make([]string, len(quarters))
	for i, q := range quarters {
		if isQ1(q) {
			out[i], _, _ = cutQuarter(q)
		}
	}
	return out
}

// cutQuarter splits "FY2027-Q3" into "FY2027" and "Q3".
func cutQuarter(q string) (year, name string, ok bool) {
	i := strings.LastIndex(q, "-Q")
	if i < 0 {
		return "", q, false
	}
	return q[:i], q[i+1:], true
}

func isQ1(q string) bool { return strings.HasSuffix(q, "-Q1") }

// quarterName is the short name of a quarter in a label: "Q3".
func quarterName(q string) string {
	_, name, _ := cutQuarter(q)
	return name
}
