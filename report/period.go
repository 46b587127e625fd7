package report

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"rasoat/rules"
)

// Period is the results of one period, as they were when it was closed: what it is
// printed from doesn't change any more, whatever happens to the sheets. It is kept as
// JSON; a unit's parts are the rows that name it.
type Period struct {
	Plan    string      `json:"plan"`
	Desk    string      `json:"desk"` // who closed it
	Unit    string      `json:"unit"` // the plan's word for a unit
	Period  string      `json:"period"`
	Label   string      `json:"label"` // "Quý III/2022"
	At      string      `json:"at"`    // the moment of judging, RFC 3339
	Units   int         `json:"units"`
	Results []PeriodRow `json:"results"` // units in the register's order, then groups, then all
}

// PeriodRow is one result.
type PeriodRow struct {
	Level   string `json:"level"`
	Subject string `json:"subject"`
	Group   string `json:"group"`
	Sector  string `json:"sector"`
	Rule    string `json:"rule"`
	Title   string `json:"title"`
	Clause  string `json:"clause"`
	Due     string `json:"due"`
	Status  string `json:"status"`
	Words   string `json:"words"` // the status as people read it
	Why     string `json:"why"`
}

// NewPeriod is the results of a period in a verdict. False when nothing is judged by
// it.
func NewPeriod(v *rules.Verdict, p rules.Period) (*Period, bool) {
	out := &Period{Plan: v.Plan.Title, Desk: v.Plan.Office.Desk, Unit: v.Plan.Levels.Unit, Period: p.String(), Label: p.Label(),
		At: v.At.Format(time.RFC3339), Units: len(v.Data.Units), Results: []PeriodRow{}}
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Period != p {
			continue
		}
		out.Results = append(out.Results, PeriodRow{Level: f.Level.String(), Subject: v.Subject(f), Group: f.Group, Sector: v.Sector(f),
			Rule: f.Rule.ID, Title: f.Rule.Name(), Clause: f.Rule.Clause, Due: f.Due.ISO(),
			Status: f.Status.String(), Words: f.Status.Office(), Why: v.Why(f)})
	}
	return out, len(out.Results) > 0
}

// JSON is the period as it is kept. The same period gives the same bytes.
func (p *Period) JSON() ([]byte, error) { return json.Marshal(p) }

// ReadPeriod reads what JSON wrote.
func ReadPeriod(body []byte) (*Period, error) {
	var p Period
	if err := json.Unmarshal(body, &p); err != nil {
		return nil, fmt.Errorf("the closed period can't be read: %w", err)
	}
	return &p, nil
}

// Late is the results that differ now from when the period was closed, as they are
// now: later entries are told apart from what was closed.
func (p *Period) Late(now *Period) []PeriodRow {
	was := map[string]string{}
	for _, r := range p.Results {
		was[r.key()] = r.Status
	}
	var late []PeriodRow
	for _, r := range now.Results {
		if status, known := was[r.key()]; !known || status != r.Status && (r.done() || status == "met" || status == "late") {
			late = append(late, r)
		}
	}
	return late
}

func (r PeriodRow) key() string { return r.Rule + "\x00" + r.Level + "\x00" + r.Subject }

// done reports whether it is carried out.
func (r PeriodRow) done() bool { return r.Status == "met" || r.Status == "late" }

// CSV is the rows for a spreadsheet. late follow with a mark of their own.
func (p *Period) CSV(late []PeriodRow) ([]byte, error) {
	rows := [][]string{{"closed", "level", "subject", "group", "sector", "rule", "title", "clause", "due", "status", "why"}}
	for i, r := range append(append([]PeriodRow{}, p.Results...), late...) {
		mark := p.At
		if i >= len(p.Results) {
			mark = "later"
		}
		rows = append(rows, []string{mark, r.Level, r.Subject, r.Group, r.Sector, r.Rule, r.Title, r.Clause, r.Due, r.Status, r.Why})
	}
	return Rows(rows)
}

// Table is the period for people: rule by rule how many have done it, then who hasn't,
// then what holds for groups and all; late entries after it. Lines are no wider than
// width columns; 0 takes a usual width.
func (p *Period) Table(late []PeriodRow, width int) string {
	t := &table{width: room(width)}
	t.line(0, p.Plan)
	at, _ := time.Parse(time.RFC3339, p.At)
	t.line(0, fmt.Sprintf("KẾT QUẢ %s – chốt theo số liệu lúc %s ngày %s: %d %s.", strings.ToUpper(p.Label),
		at.Format("15:04"), at.Format("02/01/2006"), p.Units, p.Unit))
	for _, rule := range p.rules() {
		p.rule(t, rule)
	}
	p.above(t)
	if len(late) > 0 {
		t.heading("GHI NHẬN SAU KHI CHỐT (không tính vào kết quả trên)")
		for _, r := range late {
			t.line(2, fmt.Sprintf("%s – %s: %s", r.Subject, r.Title, r.Words))
		}
	}
	return t.out.String()
}

// rules is the rules by which units are judged, in the plan's order.
func (p *Period) rules() []string {
	var ids []string
	seen := map[string]bool{}
	for _, r := range p.Results {
		if r.Level == "unit" && !seen[r.Rule] {
			seen[r.Rule] = true
			ids = append(ids, r.Rule)
		}
	}
	return ids
}

// rule tells how one rule stands.
func (p *Period) rule(t *table, id string) {
	var first PeriodRow
	counts := map[string]int{}
	var open []PeriodRow
	for _, r := range p.Results {
		if r.Level != "unit" || r.Rule != id {
			continue
		}
		first = r
		counts[r.Status]++
		if !r.done() && r.Status != "exempt" && r.Status != "not-due" {
			open = append(open, r)
		}
	}
	all := len(open) + counts["met"] + counts["late"] + counts["not-due"]
	text := fmt.Sprintf("%s: %d/%d đã thực hiện", first.Title, counts["met"]+counts["late"], all)
	if first.Clause != "" {
		text = fmt.Sprintf("%s (%s): %d/%d đã thực hiện", first.Title, first.Clause, counts["met"]+counts["late"], all)
	}
	if n := counts["late"]; n > 0 {
		text += fmt.Sprintf(", trong đó %d sau hạn", n)
	}
	if n := counts["exempt"]; n > 0 {
		text += fmt.Sprintf("; %d không áp dụng", n)
	}
	t.heading(text + ".")
	for _, r := range open {
		name := r.Subject
		if r.Group != "" {
			name += " (" + r.Group + ")"
		}
		t.line(2, fmt.Sprintf("%s: %s", name, r.Words))
	}
}

// above tells what holds for groups and for all.
func (p *Period) above(t *table) {
	told := false
	for _, r := range p.Results {
		if r.Level == "unit" {
			continue
		}
		if !told {
			t.heading("KẾT QUẢ CHUNG")
			told = true
		}
		t.line(2, r.Why)
	}
}
