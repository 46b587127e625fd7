package summary

import (
	"cmp"
	"fmt"
	"math/big"
	"sort"

	"rasoat/rules"
)

// So many targets of all, and so many obligations of units, are charted.
const (
	mostTargets     = 4
	mostObligations = 5
)

// progress is the chart's place and the figures that it shows: first the targets
// of all units together, then for each obligation how many units have carried out
// what was due last. How many rows there are depends on the plan alone.
func (b *builder) progress() {
	targets, duties := b.charted()
	n := len(targets) + len(duties)
	if n == 0 {
		return
	}
	for range ChartRows {
		b.add(Plain)
	}
	b.section("TIẾN ĐỘ " + upper(b.v.Plan.Levels.All))
	b.add(Head, "Nội dung", "Kết quả", "Mốc, hạn", "Đạt %", "Mốc %")
	first := len(b.page.Rows)
	b.page.Chart = &Chart{Title: "Đã thực hiện so với mốc, mức cần đạt (%)", First: first, Last: first + n - 1, Done: Marks, Due: Marks + 1}
	keep := b.held(everybody)
	paced := false
	for _, t := range targets {
		f := b.whole(t)
		if f == nil { // not judged now: something is unread
			f = &rules.Finding{Rule: t}
		}
		r := b.add(Body, t.NameIn(f.Period), reached(f), milepost(f))
		r.Cells = append(r.Cells, percent(f.Reached()), percent(f.Expected()))
		r.keep = keep
		paced = paced || len(t.Reach.Milepost) > 0
	}
	for _, d := range duties {
		r := b.add(Body, d.rule.NameIn(d.period), fmt.Sprintf("%d/%d đơn vị", d.done, d.of), "hạn "+d.due.String())
		due := rules.Cell{}
		if d.due < b.v.Today {
			due = number(100)
		}
		r.Cells = append(r.Cells, percent(rules.Percent(rules.Int(int64(d.done)), rules.Int(int64(d.of)))), due)
		r.keep = keep
	}
	note := ""
	if paced {
		note = "Mốc tiến độ từng quý do Văn phòng đặt để theo dõi, Kế hoạch không quy định."
	}
	b.add(Note, note)
}

// duty is an obligation in the period that was due last, or in its first.
type duty struct {
	rule     *rules.Rule
	period   rules.Period
	due      rules.Date
	done, of int
}

// charted is what the chart shows.
func (b *builder) charted() (targets []*rules.Rule, duties []duty) {
	for _, r := range b.v.Plan.Rules {
		if r.Enabled && r.For == rules.ForAll && r.Reach != nil && len(targets) < mostTargets {
			targets = append(targets, r)
		}
	}
	all := b.duties()
	for i := 0; i < len(all); i++ {
		last := all[i]
		for ; i+1 < len(all) && all[i+1].rule == last.rule; i++ {
			if all[i+1].due < b.v.Today {
				last = all[i+1]
			}
		}
		duties = append(duties, last)
	}
	sort.SliceStable(duties, func(i, j int) bool { // those that come back within the year first
		return duties[i].rule.Every < rules.Year && duties[j].rule.Every == rules.Year
	})
	duties = duties[:min(mostObligations, len(duties))]
	sort.SliceStable(duties, func(i, j int) bool { return duties[i].rule.Index < duties[j].rule.Index })
	return targets, duties
}

// whole is the last finding of a rule for all that is due by now, or its first; nil
// when there is none.
func (b *builder) whole(r *rules.Rule) *rules.Finding {
	var found *rules.Finding
	for i := range b.v.Findings {
		f := &b.v.Findings[i]
		if f.Level == rules.ForAll && f.Rule == r && (found == nil || f.Due < b.v.Today) {
			found = f
		}
	}
	return found
}

// duties counts every obligation in every period, in the plan's order.
func (b *builder) duties() []duty {
	at := map[[2]int]int{}
	var all []duty
	for _, c := range b.columns {
		if c.rule.Done != nil {
			at[[2]int{c.rule.Index, c.period.Slot()}] = len(all)
			all = append(all, duty{rule: c.rule, period: c.period})
		}
	}
	for i := range b.v.Findings {
		f := &b.v.Findings[i]
		n, ok := at[[2]int{f.Rule.Index, f.Period.Slot()}]
		if f.Level != rules.ForUnit || !ok {
			continue
		}
		d := &all[n]
		d.due = max(d.due, f.Due)
		if f.Status != rules.Exempt {
			d.of++
			if f.Status.Done() {
				d.done++
			}
		}
	}
	return all
}

// reached is how far a target is reached.
func reached(f *rules.Finding) string { return cmp.Or(f.Score(), "chưa có số liệu") }

// milepost is what should be there by now: the office's own mark for a number, the
// target for a share.
func milepost(f *rules.Finding) string {
	switch {
	case f.OfWhole() && f.Aimed:
		return fmt.Sprintf("cần đạt %s%%", f.Target)
	case f.Mark.Sign() > 0:
		return fmt.Sprintf("mốc hết %s: %s", f.MarkBy.Short(), f.Mark)
	}
	return ""
}

// percent is a percentage for the chart: one decimal, cut, within 0 and 100; empty
// when it isn't known.
func percent(p rules.Num, known bool) rules.Cell {
	if !known {
		return rules.Cell{}
	}
	r := new(big.Rat).Mul(p.Rat(), big.NewRat(10, 1))
	tenths := new(big.Int).Quo(r.Num(), r.Denom()).Int64()
	return number(float64(min(max(tenths, 0), 1000)) / 10)
}
