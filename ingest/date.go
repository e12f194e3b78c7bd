package ingest

import (
	"bytes"
	"time"
)

// Date is a calendar day without a time zone: days since 1970-01-01 plus a bias
// that makes the zero value mean "unknown". Dates order and subtract as
// integers. Range: years 1 to 9999.
type Date int32

const dateBias = 719163 // 1970-01-01 as a count that is 1 on 0001-01-01

// DateOf returns the day; out-of-range months and days are normalised as time.Date does.
func DateOf(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400 + dateBias)
}

// ParseDate reads an ISO date, 2026-06-30.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, err
	}
	return DateOf(t.Year(), t.Month(), t.Day()), nil
}

// IsZero reports whether the day is unknown.
func (d Date) IsZero() bool { return d == 0 }

// Time is midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d-dateBias)*86400, 0).UTC() }

// Civil returns the parts of the day.
func (d Date) Civil() (year int, month time.Month, day int) { return d.Time().Date() }

// String is the ISO form, or "" when unknown.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// MarshalText writes the ISO form; an unknown day is empty.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	v, err := ParseDate(string(b))
	*d = v
	return err
}

// MarshalJSON writes the ISO form; an unknown day is null, since absent is not
// a day.
func (d Date) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON wrote, and an empty string.
func (d *Date) UnmarshalJSON(b []byte) error {
	if string(b) != "null" {
		return d.UnmarshalText(bytes.Trim(b, `"`))
	}
	*d = 0
	return nil
}
