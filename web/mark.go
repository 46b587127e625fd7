package web

import (
	"html/template"
	"strconv"

	"rasoat/rules"
)

// mark is a status as the page shows it: by a sign, a colour and words, so that
// nobody depends on one of them.
type mark struct {
	status rules.Status // NoStatus: the rule doesn't ask this
	asked  bool         // only the office can do something about it
	past   bool         // missed in a period that is closed: kept, not coloured
	held   bool         // couldn't be judged now: what it was before
}

func markOf(f *rules.Finding) mark {
	return mark{status: f.Status, asked: f.Status == rules.Unconfirmed && f.Reason == rules.AskedOffice,
		past: past(f.Closed, f.Status, f.Period)}
}

// past reports what was missed in a period that is closed; a year's is told for
// good.
func past(closed bool, s rules.Status, p rules.Period) bool {
	return closed && s == rules.Unmet && p.Every != rules.Year
}

// Sign is the mark's sign, as in people's sheets.
func (m mark) Sign() string {
	if m.asked {
		return "–"
	}
	return [...]string{"", "✗", "✗", "!", "!", "!", "·", "…", "·", "✓", "✓", "", "–"}[m.status]
}

// Words is what the mark means.
func (m mark) Words() string {
	words := m.status.Office()
	switch {
	case m.asked:
		words = "Chờ Văn phòng xác nhận"
	case m.past:
		words += ", đã chốt kỳ"
	}
	if m.held {
		words += " (chưa đọc lại được)"
	}
	return words
}

// Class is the mark's class in the style sheet; each fill of people's sheets has
// one.
func (m mark) Class() string {
	class := "s" + strconv.Itoa(int(m.status))
	switch {
	case m.asked:
		class = "s" + strconv.Itoa(int(rules.Exempt))
	case m.past:
		class = "past"
	}
	if m.held {
		class += " held"
	}
	return class
}

// cell is the mark in the board's table. It holds nothing that anybody typed.
func (m mark) cell() template.HTML {
	if m.status == rules.NoStatus {
		return "<td></td>"
	}
	return template.HTML(`<td class="` + m.Class() + `">` + m.Sign() + `<i>` + m.Words() + `</i></td>`)
}

// fill is a status' background as RRGGBB, that of its label in people's sheets;
// "" for none.
func fill(s rules.Status) string {
	switch s {
	case rules.Overdue, rules.Unmet:
		return rules.LabelOverdue.Fill()
	case rules.Invalid, rules.Missing, rules.Unconfirmed:
		return rules.LabelFix.Fill()
	case rules.DueSoon:
		return rules.LabelDueSoon.Fill()
	case rules.Late, rules.Met:
		return rules.LabelDone.Fill()
	case rules.Exempt:
		return rules.LabelExempt.Fill()
	}
	return ""
}
