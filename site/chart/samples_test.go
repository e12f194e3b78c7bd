package chart

import "fmt"

// The builders' tests share these charts: invented figures of the kind that a report shows.

func ptr(v float64) *float64 { return &v }

func ptrs(values ...float64) (out []*float64) {
	for _, v := range values {
		out = append(out, ptr(v))
	}
	return out
}

func head(id, title string) Head {
	return Head{ID: id, Title: title, Description: title + ", in numbers."}
}

var millions = Unit{Sign: "€", Suffix: "m", Scale: 1e6}

func quarterRun(year, quarter, n int) (out []string) {
	for range n {
		out = append(out, fmt.Sprintf("%d-Q%d", year, quarter))
		if quarter++; quarter > 4 {
			year, quarter = year+1, 1
		}
	}
	return out
}

var sourced = ptrs(0.84e6, 1.05e6, 0.93e6, 1.16e6, 1.08e6, 1.24e6, 1.42e6, 1.35e6, 1.52e6, 1.69e6, 1.63e6, 1.84e6)

func trendSample() TrendParams {
	past := append(make([]*float64, 4), ptrs(1.27e6, 1.14e6, 1.32e6, 1.52e6, 1.42e6, 1.61e6, 1.79e6, 1.71e6)...)
	return TrendParams{Head: head("trend", "Sourced revenue rose in seven of eleven quarters and stays close to forecast"),
		Unit: millions, Quarters: quarterRun(2023, 3, 12), Values: sourced, Past: past,
		Next:    &Forecast{"2026-Q3", 1.93e6, 1.74e6, 2.06e6},
		Verdict: "Predictable within ±9%", Tone: ToneGood}
}

func trendPartialSample() TrendParams {
	p := trendSample()
	p.ID = "trend-partial"
	p.Quarters = quarterRun(2023, 3, 13)
	p.Values = append(append([]*float64(nil), p.Values...), ptr(0.62e6))
	p.Past = append(append([]*float64(nil), p.Past...), nil)
	p.Partial = true
	return p
}

func trendShortSample() TrendParams {
	return TrendParams{Head: head("trend-short", "Four quarters are too few for a trend"), Unit: millions,
		Quarters: quarterRun(2025, 3, 4), Values: sourced[:4], Verdict: "too short for a trend, 4 of 5 quarters", Tone: ToneQuiet}
}

func trendWildSample() TrendParams {
	return TrendParams{Head: head("trend-wild", "Sourced revenue cannot be predicted"), Unit: millions,
		Quarters: quarterRun(2024, 1, 9), Values: ptrs(0.3e6, 2.1e6, 0, 1.2e6, 0.2e6, 3.4e6, 0.1e6, 0.9e6, 0.4e6),
		Past:    append(make([]*float64, 4), ptrs(1.4e6, 0.3e6, 1.2e6, 0.4e6, 0.5e6)...),
		Verdict: "Not predictable: misses 131%", Tone: ToneCritical}
}

func originsSample() OriginsParams {
	return OriginsParams{Head: Head{ID: "origins", Title: "Growth came mostly from deals that partners brought",
		Description: "Sourced revenue is €1.84 m of €6.9 m.", Width: 1056}, Unit: millions, Quarters: quarterRun(2023, 3, 12),
		Sourced:    sourced,
		Influenced: ptrs(0.93e6, 1.0e6, 1.1e6, 0.95e6, 1.15e6, 1.22e6, 1.08e6, 1.3e6, 1.21e6, 1.19e6, 1.4e6, 1.28e6),
		Direct:     ptrs(3.1e6, 3.4e6, 2.9e6, 3.3e6, 3.2e6, 3.6e6, 3.1e6, 3.5e6, 3.4e6, 3.7e6, 3.2e6, 3.5e6),
		Unknown:    ptrs(0.6e6, 0.55e6, 0.58e6, 0.5e6, 0.4e6, 0.45e6, 0.4e6, 0.33e6, 0.36e6, 0.3e6, 0.31e6, 0.28e6)}
}

func originsPartialSample() OriginsParams {
	p := originsSample()
	p.ID = "origins-partial"
	p.Quarters = quarterRun(2023, 3, 13)
	for _, list := range []*[]*float64{&p.Sourced, &p.Influenced, &p.Direct, &p.Unknown} {
		*list = append(append([]*float64(nil), *list...), ptr(*(*list)[11]*0.3))
	}
	p.Partial = true
	return p
}

func loadSample() LoadParams {
	return LoadParams{Head: Head{ID: "load", Title: "Four generalists, and one specialist with twice the median load",
		Description: "Four of eleven people.", Width: 1056}, Stages: 5, Specialist: 1.5, Generalist: 3, Median: ptr(35),
		People: []LoadPerson{
			{"Amara Nwosu", 4.84, 46, 1, true, false}, {"Björn Sandqvist", 3.64, 36, 1, true, false},
			{"Farid Haidari", 4.67, 36, 1, true, false}, {"Hiro Matsuda", 4.52, 33, 0.8, true, false},
			{"Chiara Benedetti", 1.29, 28, 1, false, false}, {"Dae-jung Park", 1, 21, 0.7, false, true},
			{"Elif Yılmazer", 1.33, 40, 0.6, false, false}, {"Grace Tupou", 1, 78, 1, false, false},
			{"Jonas Vermeer", 1, 35, 0.8, false, false}, {"Kavya Raman", 1.84, 33, 0.6, false, false},
		}}
}

func loadCrowdSample() LoadParams {
	p := loadSample()
	p.ID, p.Title = "load-crowd", "Forty people"
	p.People = nil
	for i := range 40 {
		x := 1 + float64(i*37%40)/10
		p.People = append(p.People, LoadPerson{Name: fmt.Sprintf("Person Number %d", i+1), EffectiveStages: x,
			Load: float64(10 + i*53%60), Allocation: 0.5 + float64(i%2)/2, Generalist: x >= 3, Stated: i%7 == 0})
	}
	return p
}

// samples are all charts of the package, built.
func samples() (out []Chart, err error) {
	add := func(c Chart, e error) {
		out = append(out, c)
		if err == nil {
			err = e
		}
	}
	add(Trend(trendSample()))
	add(Trend(trendPartialSample()))
	add(Trend(trendShortSample()))
	add(Trend(trendWildSample()))
	add(Origins(originsSample()))
	add(Origins(originsPartialSample()))
	add(Load(loadSample()))
	add(Load(loadCrowdSample()))
	return out, err
}
