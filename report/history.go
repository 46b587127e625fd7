package report

import (
	"strconv"
	"strings"
	"time"

	"rasoat/rules"
)

// Event is one thing that happened: a status changed, or a mail was made. Its names
// are those of the JSON and, in this order, of the CSV.
type Event struct {
	Kind     string    `json:"kind"` // "change", "mail"
	At       time.Time `json:"at"`   // a mail's: when the server took it, or else when it was made
	Subject  string    `json:"subject"`
	Level    string    `json:"level"` // "unit", "group", "all"
	Rule     string    `json:"rule"`
	Clause   string    `json:"clause"`
	Period   string    `json:"period"`
	Was      string    `json:"was"` // "" when it wasn't known
	Status   string    `json:"status"`
	Cause    string    `json:"cause"`
	Message  string    `json:"message"` // the finding's sentence, or the mail's subject line
	To       string    `json:"to"`
	State    string    `json:"state"`  // of the mail
	Copies   int       `json:"copies"` // that the server may have taken
	Title    string    `json:"-"`      // of the rule, for people
	StateSay string    `json:"-"`      // State for people
}

// EventsJSON is events as a JSON list.
func EventsJSON(events []Event) ([]byte, error) {
	if events == nil {
		events = []Event{}
	}
	return JSON(events)
}

// EventsCSV is events as CSV, in which no field is taken for a formula.
func EventsCSV(events []Event) ([]byte, error) {
	rows := [][]string{{"kind", "at", "subject", "level", "rule", "clause", "period", "was", "status", "cause", "message", "to", "state", "copies"}}
	for _, e := range events {
		copies := ""
		if e.Kind == "mail" {
			copies = strconv.Itoa(e.Copies)
		}
		rows = append(rows, []string{e.Kind, e.At.Format(time.RFC3339), e.Subject, e.Level, e.Rule, e.Clause, e.Period, e.Was, e.Status,
			e.Cause, e.Message, e.To, e.State, copies})
	}
	return Rows(rows)
}

// EventsTable is events for people, one after the other. width is how many columns
// there are; 0 takes a usual width.
func EventsTable(events []Event, width int) string {
	t := &table{width: room(width)}
	for _, e := range events {
		t.line(0, e.At.Format("02/01/2006 15:04")+" "+e.headline())
		if e.Message != "" {
			t.line(4, e.Message)
		}
	}
	return t.out.String()
}

// headline is what happened, without its sentence.
func (e Event) headline() string {
	if e.Kind == "mail" {
		text := "Thư đến " + e.To + ": " + e.StateSay
		if e.Copies > 1 {
			text += ", có thể hai bản"
		}
		return text
	}
	parts := []string{}
	for _, p := range []string{e.Subject, e.Title, periodLabel(e.Period)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	text := strings.Join(parts, ", ") + ": "
	if was, ok := rules.ParseStatus(e.Was); ok {
		text += was.Office() + " → "
	}
	is, _ := rules.ParseStatus(e.Status)
	return text + is.Office()
}

// periodLabel is a period's code as people read it.
func periodLabel(code string) string {
	if p, ok := rules.PeriodOf(code); ok {
		return p.Label()
	}
	return code
}
