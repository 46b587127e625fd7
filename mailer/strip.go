package mailer

import (
	"fmt"
	"slices"
	"strings"

	"rasoat/rules"
)

// strip is the year at a glance: for each rule that comes back within it, a cell
// for each period. It tells by marks and figures; colours only repeat them.
type strip struct {
	Caption string
	Rows    []stripRow
	Legend  string // of the marks that stand in it
}

// stripRow is one rule.
type stripRow struct {
	Title string
	Lines [][]stripCell // a phone has room for so many in a line
}

// stripCell is one period of one rule.
type stripCell struct {
	Period string // "T9", "III"
	Mark   mark
	Figure string // "48/55"; "" before the period begins
}

// stripLine is how many cells a line of the strip has.
const stripLine = 6

// mark is how a rule stands in a period.
type mark string

// The marks.
const (
	markDone  mark = "✓"
	markOver  mark = "✗"
	markWrong mark = "!"
	markOpen  mark = "…"
	markOld   mark = "–"
	markNone  mark = "·"
)

func marks() []mark { return []mark{markDone, markOver, markWrong, markOpen, markOld, markNone} }

// Says is what the mark means.
func (m mark) Says() string {
	return map[mark]string{markDone: "tất cả đã xong", markOver: "còn đơn vị quá hạn", markWrong: "còn số liệu cần bổ sung, sửa",
		markOpen: "đang trong kỳ", markOld: "đã chốt, còn thiếu", markNone: "chưa đến kỳ"}[m]
}

// Fill is the mark's background, the one of people's sheets; "" for none.
func (m mark) Fill() string {
	label := map[mark]rules.Label{markDone: rules.LabelDone, markOver: rules.LabelOverdue, markWrong: rules.LabelFix,
		markOpen: rules.LabelDueSoon, markOld: rules.LabelExempt}[m]
	if label == rules.LabelNone {
		return ""
	}
	return "#" + label.Fill()
}

// Class is the mark's name for those mail programs that can look darker.
func (m mark) Class() string {
	return map[mark]string{markDone: "ok", markOver: "no", markWrong: "fix", markOpen: "soon", markOld: "old", markNone: "none"}[m]
}

// stands is how the rule stands in the period.
func (c *count) stands(today rules.Date) mark {
	switch {
	case c.done == c.of:
		return markDone
	case c.over > 0:
		return markOver
	case c.fix > 0:
		return markWrong
	case c.closed > 0:
		return markOld
	case c.done == 0 && len(c.soon) == 0 && today < c.period.Start():
		return markNone
	}
	return markOpen
}

// strip is the year so far; nil when no rule comes back within it.
func (r *report) strip() *strip {
	s := &strip{Caption: "Cả năm theo từng kỳ (số đơn vị đã xong trên số đơn vị phải làm)"}
	seen := map[mark]bool{}
	var rule *rules.Rule
	for _, c := range r.tally {
		if c.rule.Check != nil || c.period.Every == rules.Year || c.period.Every == rules.NoPeriod {
			continue
		}
		if c.rule != rule {
			rule = c.rule
			s.Rows = append(s.Rows, stripRow{Title: rule.Name()})
		}
		cell := stripCell{Period: cellName(c.period), Mark: c.stands(r.v.Today)}
		if cell.Mark != markNone {
			cell.Figure = fmt.Sprintf("%d/%d", c.done, c.of)
		}
		seen[cell.Mark] = true
		s.Rows[len(s.Rows)-1].add(cell)
	}
	if len(s.Rows) == 0 {
		return nil
	}
	var means []string
	for _, m := range marks() {
		if seen[m] {
			means = append(means, string(m)+" "+m.Says())
		}
	}
	if r.unread() {
		means = append(means, "chỉ tính đơn vị đọc được")
	}
	s.Legend = strings.Join(means, "; ") + "."
	return s
}

// add puts a cell behind the others.
func (r *stripRow) add(c stripCell) {
	if n := len(r.Lines); n == 0 || len(r.Lines[n-1]) == stripLine {
		r.Lines = append(r.Lines, nil)
	}
	last := &r.Lines[len(r.Lines)-1]
	*last = append(*last, c)
}

// cellName is a period in as few letters as a cell has room for: "T9", "III", "6
// tháng đầu".
func cellName(p rules.Period) string {
	short := p.Short()
	switch p.Every {
	case rules.Month:
		return fmt.Sprintf("T%d", p.N)
	case rules.Quarter:
		_, short, _ = strings.Cut(short, " ")
	case rules.Half:
		short = strings.TrimSuffix(short, " năm")
	}
	return short
}

func (s *strip) clean() {
	s.Caption, s.Legend = clean(s.Caption), clean(s.Legend)
	for i := range s.Rows {
		s.Rows[i].Title = clean(s.Rows[i].Title)
	}
}

// strip writes the year as a line for each rule.
func (w *writer) strip(s *strip) {
	w.para("   ", s.Caption+":")
	for _, row := range s.Rows {
		var cells []string
		for _, c := range slices.Concat(row.Lines...) {
			cells = append(cells, strings.TrimSpace(c.Period+" "+string(c.Mark)+" "+c.Figure))
		}
		w.para("   - ", row.Title+": "+strings.Join(cells, "; "))
	}
	w.para("   ", s.Legend)
}
