package numfmt

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Number reads a number as an XML attribute writes it; ok is false for other
// spellings that strconv knows, such as "Inf" and "0x1".
func Number(s string) (f float64, ok bool) {
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil && strings.Trim(s, "0123456789.eE+-") == "" && !math.IsInf(f, 0)
}

// ISODays reads an ISO day or moment, in the layout of package time, as days
// since 1899-12-30; ok is false outside the years that a sheet can hold.
func ISODays(layout, s string) (days float64, ok bool) {
	t, err := time.Parse(layout, strings.TrimSuffix(s, "Z"))
	if err != nil {
		return 0, false
	}
	days = float64(t.Unix()-time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Unix()) / 86400
	if days < 61 { // the 1900 system has a day too many, 1900-02-29
		days--
	}
	return days, days >= 0 && days < 2958466
}
