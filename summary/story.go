package summary

import (
	"fmt"
	"strings"

	"rasoat/rules"
)

// legend is what the marks mean, on one line.
const legend = "Đỏ ✗: quá hạn, chưa đạt · Cam !: cần bổ sung · Vàng …: sắp đến hạn · Xanh ✓: đã thực hiện, đạt · " +
	"Xám –: không áp dụng, chờ xác nhận · Dấu chấm: đang thực hiện"

// most is how many units the board lists; of more, only those that have something to
// do, the worst ones.
const most = 2000

// story is the rows that stay in view, and the one below them.
func (b *builder) story() {
	b.add(Title, fmt.Sprintf("%s – %s, năm %d", upperTitle, b.v.Plan.Title, b.v.Plan.Year))
	b.add(Plain, "", "") // see settle
	all := &b.tally.All
	keep := b.held(everybody)
	for _, line := range []string{
		fmt.Sprintf("%d/%d %s không còn việc quá hạn.", all.Units-all.Overdue, all.Units, b.v.Plan.Levels.Unit),
		b.target(),
		b.next(),
	} {
		b.add(Plain, line).keep = keep
	}
	b.add(Note, legend)
	b.heads()
	b.add(Note, b.note())
}

// upperTitle begins the first cell, by which the tab is known wherever it goes.
const upperTitle = "TỔNG HỢP (TỰ ĐỘNG)"

// heads puts the board's headers at the end.
func (b *builder) heads() {
	r := b.add(Head, unitWord(b.v.Plan.Levels.Unit), "Trạng thái chung", "Việc cần đôn đốc")
	for _, c := range b.columns {
		r.Cells = append(r.Cells, text(c.head))
	}
}

// unitWord is the plan's word for a unit, as a header begins.
func unitWord(word string) string {
	for i, r := range word {
		return strings.ToUpper(string(r)) + word[i+len(string(r)):]
	}
	return "Đơn vị"
}

// target is how far the plan's main target for all is reached: the first one with
// mileposts, else the first one.
func (b *builder) target() string {
	var main *rules.Finding
	for i := range b.v.Findings {
		f := &b.v.Findings[i]
		if f.Level != rules.ForAll || f.Rule.Reach == nil {
			continue
		}
		if main == nil || len(main.Rule.Reach.Milepost) == 0 && len(f.Rule.Reach.Milepost) > 0 {
			main = f
		}
	}
	if main == nil {
		return ""
	}
	line := main.Rule.NameIn(main.Period) + ": " + reached(main)
	if mark := milepost(main); mark != "" {
		line += "; " + mark
	}
	return line + "."
}

// next is what falls due next, and how many units it still asks.
func (b *builder) next() string {
	var first *rules.Finding
	for i := range b.v.Findings {
		if f := &b.v.Findings[i]; ahead(f, b.v.Today) && (first == nil || f.Due < first.Due) {
			first = f
		}
	}
	if first == nil {
		return ""
	}
	var names []string
	units := map[int]bool{}
	for i := range b.v.Findings {
		f := &b.v.Findings[i]
		if !ahead(f, b.v.Today) || f.Due != first.Due {
			continue
		}
		units[f.Unit] = true
		if name := f.Rule.NameIn(f.Period); len(names) == 0 || names[len(names)-1] != name {
			names = appendNew(names, name)
		}
	}
	what := names[0]
	if n := len(names); n == 2 {
		what += ", " + names[1]
	} else if n > 2 {
		what += fmt.Sprintf(" và %d nội dung khác", n-1)
	}
	return fmt.Sprintf("Sắp tới: %s; hạn %s, còn %d %s.", what, first.Due, len(units), b.v.Plan.Levels.Unit)
}

// ahead reports whether a unit still has to do it, and the day hasn't passed.
func ahead(f *rules.Finding, today rules.Date) bool {
	return f.Level == rules.ForUnit && !f.Closed && f.Due >= today && f.Status.Open() && f.Rule.Check == nil
}

func appendNew(list []string, s string) []string {
	for _, had := range list {
		if had == s {
			return list
		}
	}
	return append(list, s)
}

// note is what must be known before the rest is read; "" for nothing.
func (b *builder) note() string {
	var notes []string
	n := 0
	for _, held := range b.v.Held {
		if held {
			n++
		}
	}
	if n > 0 {
		notes = append(notes, fmt.Sprintf("Chưa đọc được hết số liệu của %d %s: trạng thái đang hiện được giữ nguyên.", n, b.v.Plan.Levels.Unit))
	}
	if b.tally.All.Units > most {
		notes = append(notes, fmt.Sprintf("Có hơn %d %s: dưới đây chỉ liệt kê những đơn vị còn việc, nặng trước, nhiều nhất %d đơn vị.", most, b.v.Plan.Levels.Unit, most))
	}
	return strings.Join(notes, " ")
}
