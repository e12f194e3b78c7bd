package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Language is how the words of a chart's own and its numbers are written. The zero value is
// English. Names, titles and notes come in the language of the caller anyway.
type Language struct {
	Say     func(english string, args ...any) string // translates one of [Phrases]; nil leaves it
	Point   string                                   // decimal mark; "" is "."
	Group   string                                   // between thousands; "" is ","
	Percent string                                   // behind a figure; "" is "%"
}

// say writes a phrase; its verbs are all %s.
func (l *Language) say(english string, args ...any) string {
	if l != nil && l.Say != nil {
		return l.Say(english, args...)
	}
	return fmt.Sprintf(english, args...)
}

// mark gives a mark of the language or its English form.
func mark(own, english string) string {
	if own == "" {
		return english
	}
	return own
}

// number writes digits that Go wrote ("-1234.5") with the marks of the language.
func (l *Language) number(digits string) string {
	if l == nil {
		l = &Language{}
	}
	digits, negative := strings.CutPrefix(digits, "-")
	whole, fraction, decimals := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + mark(l.Group, ",") + whole[i:]
	}
	if decimals {
		whole += mark(l.Point, ".") + fraction
	}
	if negative {
		return minus + whole
	}
	return whole
}

func (l *Language) percentSign() string {
	if l == nil {
		return "%"
	}
	return mark(l.Percent, "%")
}

// percent writes a share of 1: "31%".
func (l *Language) percent(share float64) string {
	return l.number(strconv.FormatFloat(100*share, 'f', 0, 64)) + l.percentSign()
}

// fixed writes a number with n decimals.
func (l *Language) fixed(x float64, n int) string {
	return l.number(strconv.FormatFloat(x, 'f', n, 64))
}

// trimmed writes up to two decimals.
func (l *Language) trimmed(x float64) string {
	return l.number(strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64))
}

// count is a unit of plain numbers.
func (l *Language) count() Unit { return Unit{lang: l} }

// share is a unit of percentages for shares of 1.
func (l *Language) share() Unit { return Unit{Suffix: "%", Scale: 0.01, lang: l} }

// Phrases are the English words that charts write of their own, for catalogues.
func Phrases() []string {
	return []string{
		"%s (%s to %s)",
		"%s down, %s across",
		"%s effective stages",
		"%s effective stages, as the roster states",
		"%s forecast %s",
		"%s forecast %s,",
		"%s items per FTE, at %s FTE",
		"%s of the total",
		"%s others",
		"%s so far",
		"%s to %s",
		"%s, left, to %s, right",
		"%s: sourced is %s of the total",
		"95%% interval",
		"Actual",
		"Basis",
		"Curve",
		"Direct",
		"Effective stages",
		"FTE",
		"Forecast one quarter before",
		"Generalist, from %s",
		"Influenced",
		"Items per FTE",
		"Least",
		"Lower quartile",
		"Median",
		"Mixed",
		"Most",
		"Name",
		"On the line",
		"Person",
		"Quarter",
		"Share",
		"Sourced",
		"Specialist, to %s",
		"Unknown",
		"Upper quartile",
		"Value",
		"effective stages, 1 to %s",
		"effective stages: 1 is one stage only, %s is all of them evenly",
		"forecast %s, range %s to %s",
		"forecast made one quarter before",
		"forecast one quarter before: %s",
		"median %s",
		"median %s, middle half %s to %s",
		"range %s to %s",
		"records",
		"roster",
		"so far",
	}
}
