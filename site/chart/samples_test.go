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

func slopeSample() SlopeParams {
	return SlopeParams{Head: Head{ID: "slope", Title: "The trend is rising: about €87 k more each quarter", Description: "+€87 k a quarter.", Width: 1056},
		Unit: millions, Quarters: quarterRun(2023, 3, 12), Values: sourced, Slope: ptr(0.087e6), Intercept: 0.83e6,
		Label: []string{"+€87 k a quarter", "95%: 71 k to 104 k", "p < 0.001"}}
}

func backtestSample() BacktestParams {
	late := func(values ...float64) []*float64 { return append(make([]*float64, 4), ptrs(values...)...) }
	return BacktestParams{Head: Head{ID: "backtest", Title: "Predictable within ±9%: of three simple methods, drift missed least",
		Description: "Drift misses 8.7%.", Width: 1056}, Unit: millions, Quarters: quarterRun(2023, 3, 12), Actual: sourced,
		Methods: []BacktestMethod{
			{Name: "Same quarter last year", Note: "misses 22.9%, MASE 2.17", Forecasts: late(0.84e6, 1.05e6, 0.93e6, 1.16e6, 1.08e6, 1.24e6, 1.42e6, 1.35e6)},
			{Name: "Last quarter again", Note: "misses 9.3%, MASE 0.88", Forecasts: late(1.16e6, 1.08e6, 1.24e6, 1.42e6, 1.35e6, 1.52e6, 1.69e6, 1.63e6)},
			{Name: "Drift", Note: "Kept: misses 8.7% on average, MASE 0.80", Kept: true, Forecasts: late(1.27e6, 1.14e6, 1.32e6, 1.52e6, 1.42e6, 1.61e6, 1.79e6, 1.71e6)},
		}}
}

func panelsSample() PanelsParams {
	return PanelsParams{Head: Head{ID: "scaling", Title: "The team grew by half, revenue per person did not", Description: "FTE 6 to 9.5.", Width: 1056},
		Quarters: quarterRun(2024, 3, 8), Panels: []Panel{
			{Name: "Team", Note: "full-time equivalents", Values: ptrs(6, 6, 6.6, 7.2, 8, 8, 9.5, 9.5)},
			{Name: "Generalists", Note: "share of FTE", Unit: Unit{Suffix: "%", Scale: 0.01}, Values: ptrs(0.33, 0.33, 0.3, 0.36, 0.38, 0.38, 0.4, 0.4)},
			{Name: "Sourced revenue per FTE", Note: "€ k a quarter", Unit: Unit{Sign: "€", Suffix: "k", Scale: 1e3},
				Values: ptrs(180e3, 207e3, 215e3, 187e3, 190e3, 211e3, 172e3, 194e3)},
		}}
}

func logosSample() PanelsParams {
	return PanelsParams{Head: Head{ID: "logos", Title: "More partners signed, revenue did not follow", Description: "Signed 31, was 18.", Width: 1056},
		Quarters: quarterRun(2024, 3, 9), Partial: true, Panels: []Panel{
			{Name: "Partners signed", Note: "by quarter", Columns: true, Values: ptrs(3, 5, 4, 6, 7, 8, 7, 9, 2)},
			{Name: "Sourced revenue", Note: "€ m by quarter", Columns: true, Unit: millions, Values: ptrs(1.2e6, 1.3e6, 1.1e6, 1.25e6, 1.2e6, 1.15e6, 1.3e6, 1.22e6, 0.4e6)},
		}}
}

func rankingSample() RankingParams {
	return RankingParams{Head: head("partners", "Three partners bring 41% of it"), Unit: millions, Column: "Partner",
		Bars: []Ranked{{"Brightwater Tideline", 1.2e6}, {"Velling Cloudworks", 0.87e6}, {"Oru Integrators", 0.67e6}, {"Quillon Partners", 0.52e6},
			{"Tamarisk Nine", 0.44e6}, {"Larkfold Systems and Services International {Holding}", 0.39e6}},
		Rest: &Ranked{"25 other partners", 2.59e6}}
}

var team = []string{"Amara Nwosu", "Björn Sandqvist", "Chiara Benedetti", "Dae-jung Park", "Farid Haidari", "Hiro Matsuda"}

func pairsSample() PairsParams {
	p := PairsParams{Head: Head{ID: "owners", Title: "One person holds both sides of 29 deals", Description: "29 of 93.", Width: 1056},
		FromName: "relationship owner", ToName: "revenue owner", Items: "deals", MarkedName: "one person on both sides", SortedByName: true}
	for i, from := range team {
		for j, to := range team {
			if n := (i*7 + j*5) % 6; n > 1 || i == j {
				p.Pairs = append(p.Pairs, Pair{From: from, To: to, Count: float64(n + 2), Marked: i == j})
			}
		}
	}
	return p
}

func flowSample() PairsParams {
	p := PairsParams{Head: Head{ID: "flow", Title: "Four handoffs are stuck", Description: "4 of 50.", Width: 1056},
		FromName: "partner side", ToName: "sales", Items: "handoffs", MarkedName: "some are stuck", SortedByName: true}
	for i, from := range team[:4] {
		for j := range 18 {
			if (i+j)%3 == 0 {
				p.Pairs = append(p.Pairs, Pair{From: from, To: fmt.Sprintf("Seller %02d", j), Count: float64(1 + (i*j)%7), Note: "median 9 days", Marked: j == 6})
			}
		}
	}
	p.Pairs = append(p.Pairs, Pair{From: team[0], To: team[0], Count: 0.1})
	return p
}

func handoffMatrixSample() PairsParams {
	p := flowSample()
	p.ID, p.Title = "handoffs", "Most handoffs go to six sellers"
	p.MaxTo = 20
	return p
}

func stepsSample() StepsParams {
	main := StepCurve{Name: "accepted", Main: true, End: 60}
	lost := StepCurve{Name: "lost before acceptance", End: 60}
	for i := range 14 {
		y := 1 - 1/(1+float64(i+1)/7)
		main.Steps = append(main.Steps, Step{X: float64(i*i)/4 + 1, Y: y, Low: ptr(y * 0.8), High: ptr(min(1, y*1.2))})
		if i%4 == 0 {
			lost.Steps = append(lost.Steps, Step{X: float64(i*4 + 3), Y: float64(i+1) / 100})
		}
	}
	return StepsParams{Head: Head{ID: "incidence", Title: "Half of all handoffs are accepted by day 9", Description: "Median 9 days.", Width: 1056},
		Curves: []StepCurve{main, lost}, XName: "days since handoff", Mark: ptr(9), Label: "half by day 9"}
}

func survivalSample() StepsParams {
	p := StepsParams{Head: head("survival", "Partners signed last year take longer to a first deal"), XName: "days since signing"}
	for y := range 3 {
		c := StepCurve{Name: fmt.Sprint("signed ", 2023+y), Start: 0, End: 400 - 100*float64(y), Main: y == 2}
		for i := range 10 {
			c.Steps = append(c.Steps, Step{X: float64(20 + i*25 + y*5), Y: float64(i+1) * (0.08 - 0.012*float64(y)), Low: ptr(float64(i) * 0.05), High: ptr(float64(i+1) * 0.07)})
		}
		p.Curves = append(p.Curves, c)
	}
	return p
}

func shiftSample() ShiftParams {
	p := ShiftParams{Head: Head{ID: "shift", Title: "Elif Yılmazer’s load rises by half", Description: "40 to 62.", Width: 700}, Before: "Today", After: "Scenario"}
	for _, person := range loadSample().People {
		after := person.Load
		switch person.Name {
		case "Elif Yılmazer":
			after = 62
		case "Amara Nwosu":
			after = 39
		}
		p.Lines = append(p.Lines, Shifted{person.Name, person.Load, after})
	}
	return p
}

func boxesSample() BoxesParams {
	p := BoxesParams{Head: head("boxes", "APAC accepts handoffs last"), Unit: Unit{Suffix: "days"}, Column: "Region"}
	for i, name := range []string{"APAC", "EMEA", "North America", "LATAM"} {
		g := BoxGroup{Name: name}
		for j := range []int{18, 30, 25, 3}[i] {
			g.Values = append(g.Values, float64(2+(j*7+i*3)%17)+float64(8-4*min(i, 2)))
		}
		g.Values = append(g.Values, 45)
		p.Groups = append(p.Groups, g)
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
	add(Slope(slopeSample()))
	add(Backtest(backtestSample()))
	add(Ranking(rankingSample()))
	add(Panels(panelsSample()))
	add(Panels(logosSample()))
	add(PairMatrix(pairsSample()))
	add(PairMatrix(handoffMatrixSample()))
	add(Flow(flowSample()))
	add(Steps(stepsSample()))
	add(Steps(survivalSample()))
	add(Shift(shiftSample()))
	add(Boxes(boxesSample()))
	return out, err
}
