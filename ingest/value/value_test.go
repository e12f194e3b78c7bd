package value

import (
	"testing"
	"time"
)

func TestDatesInManyForms(t *testing.T) {
	for text, want := range map[string]string{
		"2024-08-31": "2024-08-31", "2024-8-1": "2024-08-01", "20240831": "2024-08-31", "2024/08/31": "2024-08-31",
		"2024-08-31T23:30:00Z": "2024-08-31", "2024-08-31T23:30:00.000+0000": "2024-08-31", "2024-08-31 10:15:00": "2024-08-31",
		"31.08.2024": "2024-08-31", "31.8.24": "2024-08-31", "31/08/2024 14:05": "2024-08-31", "8/31/2024 4:05 PM": "2024-08-31", "8/31/99": "1999-08-31",
		"31-Aug-2024": "2024-08-31", "31-Aug-24": "2024-08-31", "Aug 31, 2024": "2024-08-31", "August 31st, 2024": "2024-08-31", "Aug 31, 2024, 4:05 PM": "2024-08-31",
		"Saturday, August 31, 2024": "2024-08-31", "31. August 2024": "2024-08-31", "3. März 2024": "2024-03-03", "31 août 2024": "2024-08-31",
		"31 de agosto de 2024": "2024-08-31", "1 mei 2024": "2024-05-01", "2024 Aug 31": "2024-08-31", "2024-08": "2024-08-01", "08/2024": "2024-08-01",
		"Aug 2024": "2024-08-01", "Aug-24": "2024-08-01", "Aug '24": "2024-08-01", "Q3 2024": "2024-07-01", "2024-Q3": "2024-07-01", "2024 Q4": "2024-10-01", "5/5/2024": "2024-05-05", "29.02.2024": "2024-02-29",
	} {
		d, ok := ParseDate(text)
		if !ok {
			t.Errorf("%q is not read", text)
			continue
		}
		if day, ok := d.Day(OrderOpen); !ok || iso(day) != want {
			t.Errorf("%q is %s %v, want %s", text, iso(day), ok, want)
		}
	}
}

func TestTextsThatAreNoDate(t *testing.T) {
	for _, text := range []string{"", "Acme", "31.02.x", "2024-13-01", "13/13/2024", "1234", "12.5", "1,234.50", "March", "2024-001", "v1.2.3", "10.0.0.1", "555-123-4567", "Q5 2024",
		"0000-00-00", "2024-02-30", "30 2 00", "31/02/2024", "1/2", "Jan Jansen 2024 x", "24 Aug", "24-Aug", "Aug 24"} {
		if d, ok := ParseDate(text); ok {
			if day, ok := d.Day(DMY); ok {
				t.Errorf("%q is read as %s", text, iso(day))
			}
		}
	}
}

func TestOrderIsProvedOnlyByNumbersAboveTwelve(t *testing.T) {
	for text, want := range map[string]Order{"31/08/2024": DMY, "08/31/2024": MDY, "07/08/2024": OrderOpen, "2024-08-31": OrderOpen, "7/7/2024": OrderOpen, "31/2/20": YMD} {
		d, _ := ParseDate(text)
		if d.Order() != want {
			t.Errorf("%q proves %s, want %s", text, d.Order(), want)
		}
	}
	d, _ := ParseDate("07/08/2024")
	if _, ok := d.Day(OrderOpen); ok || d.Certain() {
		t.Error("07/08/2024 was read without knowing the order")
	}
	for o, want := range map[Order]string{DMY: "2024-08-07", MDY: "2024-07-08"} {
		if day, ok := d.Day(o); !ok || iso(day) != want {
			t.Errorf("07/08/2024 is %s %s, want %s", o, iso(day), want)
		}
	}
	d, _ = ParseDate("08/31/2024")
	if _, ok := d.Day(DMY); ok {
		t.Error("08/31/2024 is a day in a day-first column")
	}
}

func TestUnixDaysAgreeWithTheStandardLibrary(t *testing.T) {
	for d := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() < 2500; d = d.AddDate(0, 0, 17) {
		y, m, day := d.Date()
		if got, want := (Day{y, int(m), day}).Unix(), int(d.Unix()/86400); got != want {
			t.Fatalf("%s is %d, want %d", d.Format(time.DateOnly), got, want)
		}
	}
}

func iso(d Day) string {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func TestNumbersInManyForms(t *testing.T) {
	for text, want := range map[string]string{
		"1234.50": "1234.50", "1,234.50": "1234.50", "1.234,50": "1234.50", "1 234,50": "1234.50", "1\u00a0234,50 €": "1234.50", "1\u202f234,50": "1234.50",
		"1'234.50": "1234.50", "1’234.50": "1234.50", "$1,234,567": "1234567", "1.234.567": "1234567", "EUR 12": "12", "12 EUR": "12", "€12.5": "12.5",
		"(1,234.50)": "-1234.50", "-12": "-12", "12-": "-12", "−12": "-12", "+12": "12", "US$ 12.00": "12.00", "($12.00)": "-12.00", "$ -12.00": "-12.00",
		"50k": "50000", "1.2M": "1200000", "1,5 Mio": "1500000", "80%": "80", "80 %": "80", "0.123": "0.123", "1234,567": "1234.567", ".5": "0.5", "12,34,567.00": "1234567.00",
		"CHF 1'200.-": "1200", "12345678901234567": "12345678901234567", "0,5": "0.5",
	} {
		n, ok := ParseNumeral(text)
		if !ok {
			t.Errorf("%q is not read", text)
			continue
		}
		if d, ok := n.Decimal(MarkOpen); !ok || d.String() != want {
			t.Errorf("%q is %s %v, want %s", text, d, ok, want)
		}
	}
}

func TestTextsThatAreNoNumber(t *testing.T) {
	for _, text := range []string{"", "abc", "D1", "Alpha 2", "1-2", "2024-08-31", "1.2.3,4,5", "1,23,4.5.6", "12 apples", "--", "1,2345.6", "12.34.5"} {
		if n, ok := ParseNumeral(text); ok {
			if d, ok := n.Decimal(MarkOpen); ok {
				t.Errorf("%q is read as %s", text, d)
			}
		}
	}
}

func TestOneMarkBeforeThreeDigitsDecidesNothing(t *testing.T) {
	for text, want := range map[string]Mark{"1.5": MarkPoint, "1,50": MarkComma, "1,234": MarkOpen, "12.345": MarkOpen, "1,234,567": MarkPoint, "0,125": MarkComma, "1234,567": MarkComma} {
		n, _ := ParseNumeral(text)
		if n.Mark() != want {
			t.Errorf("%q proves %s, want %s", text, n.Mark(), want)
		}
	}
	n, _ := ParseNumeral("1,234")
	if _, ok := n.Decimal(MarkOpen); ok {
		t.Error("1,234 was read without knowing the mark")
	}
	if d, _ := n.Decimal(MarkPoint); d.String() != "1234" {
		t.Errorf("with a decimal point 1,234 is %s", d)
	}
	if d, _ := n.Decimal(MarkComma); d.String() != "1.234" {
		t.Errorf("with a decimal comma 1,234 is %s", d)
	}
	if n, _ = ParseNumeral("1,50"); true {
		if _, ok := n.Decimal(MarkPoint); ok {
			t.Error("1,50 is a number in a column with a decimal point")
		}
	}
}

func TestNumberCellsAreReadAsASpreadsheetShowsThem(t *testing.T) {
	for text, want := range map[string]string{"0.30000000000000004": "0.3", "1234.5": "1234.5", "1.5E3": "1500", "12345678901234567": "12345678901234567",
		"1234567.8899999999": "1234567.89", "-0.1": "-0.1", "1E-5": "0.00001", "100": "100"} {
		if d, ok := ExactNumber(text, 0); !ok || d.String() != want {
			t.Errorf("%s is %s %v, want %s", text, d, ok, want)
		}
	}
}

func TestCurrencies(t *testing.T) {
	for text, want := range map[string]string{"€": "EUR", "eur": "EUR", "USD": "USD", "$": "USD", "US$": "USD", "EUR - Euro": "EUR", "Euro": "EUR", "US Dollar": "USD", "Pound Sterling (GBP)": "GBP", "A$": "AUD",
		"EUR.": "EUR", "EURO €": "EUR", "GB Pounds": "GBP", "US-Dollar": "USD", "Pfund Sterling": "GBP", "Schweizer Franken": "CHF", "Livre sterling": "GBP", "Dólar estadounidense": "USD", "Zwitserse frank": "CHF", "Dollar américain": "USD"} {
		if got, ok := Currency(text); !ok || got != want {
			t.Errorf("%q is %q %v, want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "abc", "XX", "EURO ZONE", "dollars and cents"} {
		if got, ok := Currency(text); ok {
			t.Errorf("%q is %s", text, got)
		}
	}
}

func FuzzValues(f *testing.F) {
	for _, s := range []string{"31.08.2024", "Aug 31, 2024 4:05 PM", "Q3 2024", "1.234,50 €", "(1,234)", "USD 12k", "1'200.-", "−5 %", "2024-08-31T00:00:00Z", "\u00a01\u202f000", "TRUE", "..,,", "9999999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := ParseDate(s); ok {
			for _, o := range []Order{OrderOpen, DMY, MDY, YMD} {
				if day, ok := d.Day(o); ok && !day.valid() {
					t.Errorf("%q is %+v", s, day)
				}
			}
			if _, ok := d.Day(OrderOpen); ok != d.Certain() {
				t.Errorf("%q: certain is %v, read %v", s, d.Certain(), ok)
			}
		}
		if n, ok := ParseNumeral(s); ok {
			for _, m := range []Mark{MarkOpen, MarkPoint, MarkComma} {
				n.Decimal(m)
			}
			if _, ok := n.Decimal(MarkOpen); ok && n.Open() {
				t.Errorf("%q is open and was read", s)
			}
		}
		Currency(s)
		Bool(s)
	})
}
