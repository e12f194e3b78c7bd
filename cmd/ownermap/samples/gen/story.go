package main

import "time"

// The story, in numbers. Sixteen quarters from 2022-Q4 to 2026-Q3.

var (
	firstDay  = day(2022, 10, 1)
	reportDay = day(2026, 9, 30)
	hireDay   = day(2025, 4, 1)  // Elif Yılmazer, the specialist for partner sales
	bakareEnd = day(2025, 1, 31) // Oluwaseun Bakare leaves; nobody follows in activation
)

// sourcedTarget is won partner-sourced revenue by quarter, in thousand EUR: up
// and down without direction until the specialist comes, then steadily up.
var sourcedTarget = []float64{820, 1010, 760, 980, 870, 1090, 840, 1020, 900, 1060, 1150, 1265, 1390, 1490, 1625, 1735}

// Won revenue of the other origins by quarter, in thousand EUR.
var (
	influencedTarget = []float64{410, 520, 380, 460, 540, 430, 490, 560, 470, 520, 610, 540, 590, 650, 600, 640}
	directTarget     = []float64{1720, 1540, 1810, 1660, 1590, 1880, 1700, 1760, 1640, 1820, 1780, 1690, 1850, 1740, 1900, 1810}
	unknownTarget    = []float64{90, 60, 110, 70, 80, 100, 60, 90, 70, 120, 80, 60, 90, 110, 70, 80}
)

// rates to EUR by the first day of each quarter.
var (
	usdRate = []string{"1.0256", "0.9374", "0.9195", "0.9166", "0.9446", "0.9059", "0.9269", "0.9332", "0.8981", "0.9662",
		"0.9245", "0.8485", "0.8522", "0.8511", "0.8604", "0.8577"}
	gbpRate = []string{"1.1327", "1.1298", "1.1374", "1.1634", "1.1526", "1.1530", "1.1697", "1.1810", "1.2013", "1.2085",
		"1.1954", "1.1683", "1.1455", "1.1467", "1.1502", "1.1531"}
)

func quarterStart(q int) time.Time { return firstDay.AddDate(0, 3*q, 0) }

// quarterOf is the index of the day's quarter, clipped to the story's.
func quarterOf(d time.Time) int {
	q := (d.Year()-firstDay.Year())*4 + (int(d.Month())-1)/3 - 3
	return max(0, min(q, len(sourcedTarget)-1))
}
