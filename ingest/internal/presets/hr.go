package presets

import "fmt"

func adp() []byte {
	rows := [][]string{{"Payroll Name", "File Number", "Associate ID", "Position Status", "Job Title Description", "Home Department Description", "Reports To Legal Name", "Work Contact: Work Email", "Hire Date", "Termination Date", "Standard Hours", "Annual Salary"}}
	for _, w := range workers {
		status := "Active"
		if !w.end.IsZero() {
			status = "Terminated"
		}
		rows = append(rows, []string{w.last + ", " + w.first + " Q", "00" + w.id, w.id, status, w.title, "Partnerships", turned(w.manager), w.email, w.start.Format("01/02/2006"), when(true, w.end, "01/02/2006"), fmt.Sprint(40 * w.percent / 100), "100000"})
	}
	return csvBytes(rows, ',', "\r\n")
}

func bamboo() []byte {
	rows := [][]string{{"Employee #", "Last name, First name", "Job Title", "Department", "Division", "Reporting to", "Work Email", "Hire Date", "Termination Date", "Employment Status", "FTE"}}
	for _, w := range workers {
		rows = append(rows, []string{w.id, w.last + ", " + w.first, w.title, "Partnerships", "Go to market", turned(w.manager), w.email, w.start.Format("2006-01-02"), when(true, w.end, "2006-01-02"), "Full-Time", fmt.Sprintf("%.1f", float64(w.percent)/100)})
	}
	return quotedCSV(rows, "\n")
}

func rippling() []byte {
	rows := [][]string{{"Employee number", "Full name", "Work email", "Job title", "Department", "Manager", "Start date", "Departure date", "Employment type", "FTE percentage"}}
	for _, w := range workers {
		rows = append(rows, []string{w.id, w.name(), w.email, w.title, "Partnerships", w.manager, w.start.Format("Jan 2, 2006"), when(true, w.end, "Jan 2, 2006"), "Salaried, full-time", fmt.Sprint(w.percent)})
	}
	return csvBytes(rows, ',', "\n")
}

func germanHR() []byte {
	rows := [][]string{{"Personalnummer", "Nachname", "Vorname", "E-Mail-Adresse", "Stellenbezeichnung", "Vorgesetzter", "Eintrittsdatum", "Austrittsdatum", "Beschäftigungsgrad"}}
	for _, w := range workers {
		rows = append(rows, []string{w.id, w.last, w.first, w.email, w.title, turned(w.manager), w.start.Format("02.01.2006"), when(true, w.end, "02.01.2006"), fmt.Sprintf("%d %%", w.percent)})
	}
	return csvBytes(rows, ';', "\r\n")
}

// turned writes a name as "Last, First".
func turned(name string) string {
	for _, w := range workers {
		if w.name() == name {
			return w.last + ", " + w.first
		}
	}
	return ""
}
