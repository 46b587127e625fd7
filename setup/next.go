package setup

import (
	"fmt"
	"slices"
	"time"

	"rasoat/rules"
)

// Next is what goes over from one year into the next: the units with what is
// known of them, and lines for the settings tab. All figures stay behind.
type Next struct {
	Units []Unit
	Gone  []string // units that are no more
	Lines []Line
}

// Line is one line of the settings tab.
type Line struct {
	Matter, What, Period, Unit string
	Date                       rules.Date
	Value, Reason              string
}

// Over is what goes over into the year after p's, or a later one. Units that were
// closed or merged before it stay behind. What happens to a unit in the coming
// year already stands there as a decision. Exemptions of this year are listed for
// the office to renew; none of them is in force until it says so.
func Over(p *rules.Plan, d *rules.Data, year int) Next {
	var n Next
	start := rules.NewDate(year, time.January, 1)
	stays := map[string]bool{}
	for i := range d.Units {
		u := &d.Units[i]
		if u.Closed != 0 && u.Closed <= start {
			n.Gone = append(n.Gone, u.Name)
			continue
		}
		stays[u.Name] = true
		n.Units = append(n.Units, n.unit(p, d, i, start))
	}
	for i := range d.Units {
		if u := &d.Units[i]; stays[u.Name] {
			n.events(p, u, start, stays)
		}
	}
	for i := range d.Decisions {
		n.renew(p, d, &d.Decisions[i], stays)
	}
	return n
}

// unit is a unit as the new register has it.
func (n *Next) unit(p *rules.Plan, d *rules.Data, i int, start rules.Date) Unit {
	u := &d.Units[i]
	out := Unit{Name: u.Name, Groups: slices.Clone(u.Groups), Sector: u.Sector, Email: u.Email, Workbook: u.Workbook}
	if c := p.Register.Aliases; c != nil {
		if entry := d.Tables[p.Register.Table.Index].Entries[i]; entry != nil && entry[c.First].State == rules.Good {
			out.Aliases = entry[c.First].Text
		}
	}
	if p.Register.Opened != nil && u.Opened > start {
		out.Opened = u.Opened
	}
	if p.Register.Closed != nil && u.Successor == "" {
		out.Closed = u.Closed
	}
	return out
}

// events are openings, closings and mergers of the coming year, where the
// register has no column for them.
func (n *Next) events(p *rules.Plan, u *rules.Unit, start rules.Date, stays map[string]bool) {
	if u.Opened > start && p.Register.Opened == nil {
		n.Lines = append(n.Lines, Line{Matter: "Thành lập", Unit: u.Name, Date: u.Opened})
	}
	switch {
	case u.Closed == 0:
	case u.Successor != "" && stays[u.Successor]:
		n.Lines = append(n.Lines, Line{Matter: "Sáp nhập", Unit: u.Name, Date: u.Closed, Value: u.Successor})
	case p.Register.Closed == nil:
		n.Lines = append(n.Lines, Line{Matter: "Giải thể", Unit: u.Name, Date: u.Closed})
	}
}

// renew lists an exemption, one line for each rule. Its matter is a note, which
// decides nothing: the office chooses "Miễn" over it, or deletes the line.
func (n *Next) renew(p *rules.Plan, d *rules.Data, x *rules.Decision, stays map[string]bool) {
	if x.Kind != rules.DecideExempt || x.Unit < 0 || !stays[d.Units[x.Unit].Name] {
		return
	}
	line := Line{Matter: Renewal(p.Year), What: "Tất cả", Unit: d.Units[x.Unit].Name, Reason: x.Reason}
	if x.Period != (rules.Period{}) {
		line.Period = periodName(x.Period)
	}
	if len(x.Rules) == 0 {
		n.Lines = append(n.Lines, line)
	}
	for _, r := range x.Rules {
		line.What = p.Rules[r].Title
		n.Lines = append(n.Lines, line)
	}
}

// Renewal is the note in place of "Miễn" on an exemption of last year.
func Renewal(year int) string {
	return fmt.Sprintf("Lưu ý: đã miễn năm %d; chọn lại 'Miễn' nếu còn áp dụng, nếu không thì xóa dòng", year)
}

// Sheets are the sheets of the new year's plan, with the units and the lines.
func (n *Next) Sheets(p *rules.Plan) []Sheet {
	sheets := Sheets(p, n.Units)
	if p.Decisions == "" {
		return sheets
	}
	s := &sheets[len(sheets)-1]
	for i, l := range n.Lines {
		for len(s.Rows) <= i+decisionRows/4 {
			s.Rows = append(s.Rows, make([]rules.Cell, len(s.Columns)))
		}
		row := s.Rows[i]
		row[matter], row[what], row[period], row[whom] = text(l.Matter), text(l.What), text(l.Period), text(l.Unit)
		row[until], row[figure], row[reason] = day(l.Date), text(l.Value), text(l.Reason)
	}
	return sheets
}
