package rules

import (
	"testing"
)

// Ten thousand units, twenty rules: six quarterly reviews (four periods each), eight
// documents of the year, four shares, two sums of all.
func judgeLoad(units int) *judgeBench {
	b := newJudgeBench("*on date", "*yes done", "doc document", "registered count", "n count", "all count", "pct percent")
	quarter := &Done{On: []*Column{b.named["on"]}, Yes: b.named["yes"]}
	for range 6 {
		b.rule(&Rule{Every: Quarter, Due: map[string]Due{"": {Days: 10}}, Done: quarter})
	}
	for range 8 {
		b.rule(&Rule{Due: map[string]Due{"": {On: vDay("31/3/2022")}}, Done: &Done{On: []*Column{b.named["doc"]}, Needs: []*Column{b.named["registered"]}}})
	}
	for range 4 {
		b.rule(&Rule{Reach: &Reach{Value: b.named["n"], Of: b.named["all"], Or: b.named["pct"], AtLeast: Int(80)}})
	}
	for range 2 {
		b.rule(&Rule{For: ForAll, Reach: &Reach{Sum: true, Value: b.named["n"], AtLeast: Int(250)}})
	}
	days := []string{"1/2/2022", "1/5/2022", "1/8/2022"}
	for i := range units {
		row := vRow{"n": vNum(int64(i % 100)), "all": vNum(100)}
		for q, day := range days {
			if (i+q)%5 != 0 {
				row["on@"+string(rune('1'+q))] = vDate(day)
			}
		}
		if i%7 != 0 {
			row["doc"], row["registered"] = vDate("24/1/2022"), vNum(5)
		}
		b.unit("Đơn vị", row)
	}
	return b
}

// BenchmarkJudge judges 10,000 units by 20 rules.
func BenchmarkJudge(b *testing.B) {
	load := judgeLoad(10_000)
	at := vDay("20/10/2022").Time()
	b.ReportAllocs()
	for b.Loop() {
		Judge(load.p, load.d, at)
	}
}

// BenchmarkJudgeByHand makes the same findings by a loop that knows these rules
// and columns, and nothing else.
func BenchmarkJudgeByHand(b *testing.B) {
	load := judgeLoad(10_000)
	today := vDay("20/10/2022")
	b.ReportAllocs()
	for b.Loop() {
		byHand(load, today)
	}
}

// handDates is what byHand works out once.
type handDates struct {
	period                   Period
	start, due, warn, closes Date
}

// hand is the loop's state.
type hand struct {
	b        *judgeBench
	today    Date
	findings []Finding
	cells    []Ref
}

// byHand judges the load of the benchmark.
func byHand(b *judgeBench, today Date) []Finding {
	var quarters [4]handDates
	for i := range quarters {
		p := NewPeriod(Quarter, i+1, 2022)
		due := b.p.move(p.End()+10, p)
		quarters[i] = handDates{p, p.Start(), due, due - 5, due + 60}
	}
	year := NewPeriod(Year, 1, 2022)
	doc := handDates{year, year.Start(), vDay("31/3/2022"), vDay("26/3/2022"), vDay("30/5/2022")}
	share := handDates{year, year.Start(), year.End(), year.End() - 5, year.End() + 60}
	units := len(b.d.Units)
	h := hand{b, today, make([]Finding, 0, units*(24+8+4)+2), make([]Ref, 0, units*(48+16+12+2))}
	on, yes, docs := b.named["on"].First+12, b.named["yes"].First+12, b.named["doc"].First
	registered, n, all, pct := b.named["registered"].First, b.named["n"].First, b.named["all"].First, b.named["pct"].First
	for u := range b.d.Units {
		row := b.d.Tables[0].Entries[u]
		for _, r := range b.p.Rules {
			switch {
			case r.For == ForAll:
			case r.Every == Quarter:
				for k := range quarters {
					h.review(r, u, &quarters[k], &row[on+k], &row[yes+k])
				}
			case r.Done != nil:
				h.document(r, u, &doc, &row[docs], &row[registered])
			default:
				h.share(r, u, &share, &row[n], &row[all], &row[pct])
			}
		}
	}
	for _, r := range b.p.Rules[len(b.p.Rules)-2:] {
		h.sum(r, &share)
	}
	return h.findings
}

// add adds a finding with its evidence.
func (h *hand) add(r *Rule, u int, in *handDates, cells ...*Value) *Finding {
	h.findings = append(h.findings, Finding{Rule: r, Level: r.For, Unit: u, Period: in.period, Due: in.due, Closes: in.closes})
	f := &h.findings[len(h.findings)-1]
	if u >= 0 {
		f.Group = h.b.d.Units[u].Groups[0]
	}
	from := len(h.cells)
	for _, v := range cells {
		h.cells = append(h.cells, v.At)
	}
	f.Cells = h.cells[from:len(h.cells):len(h.cells)]
	return f
}

// review judges a date with its tick.
func (h *hand) review(r *Rule, u int, in *handDates, date, tick *Value) {
	f := h.add(r, u, in, date, tick)
	on := r.Done.On[0]
	switch {
	case date.State == Good && date.Date <= h.today && date.Date >= in.start:
		f.On, f.Status = date.Date, Met
		if date.Date > in.due {
			f.Status = Late
		}
	case date.State == Bad || tick.State == Bad || date.State == Good:
		f.Status, f.Reason, f.Column = Invalid, BadCell, on
	case tick.State == Yes:
		f.Status, f.Reason, f.Column = Unconfirmed, NoDate, on
	default:
		f.Status, f.Column = handWaiting(in, h.today), on
	}
	handClose(f, h.today)
}

// document judges a document with what must stand beside it.
func (h *hand) document(r *Rule, u int, in *handDates, v, need *Value) {
	f := h.add(r, u, in, v, need)
	switch {
	case v.State == Good && v.Date <= h.today && v.Date >= in.start && need.State == Good:
		f.On, f.Status = v.Date, Met
		if v.Date > in.due {
			f.Status = Late
		}
	case v.State == Bad || v.State == Good && need.State != Blank:
		f.Status, f.Reason, f.Column = Invalid, BadCell, r.Done.On[0]
	case v.State == Good:
		f.Status, f.Reason, f.Column = Missing, NoNeed, r.Done.Needs[0]
	default:
		f.Status, f.Column = handWaiting(in, h.today), r.Done.On[0]
	}
	handClose(f, h.today)
}

// share judges a part of a whole.
func (h *hand) share(r *Rule, u int, in *handDates, v, whole, pct *Value) {
	f := h.add(r, u, in, v, whole, pct)
	f.Value, f.Whole, f.Target, f.Counted, f.Aimed = v.Num, whole.Num, r.Reach.AtLeast, true, true
	switch {
	case v.State != Good || whole.State != Good || v.Num.m > whole.Num.m:
		f.Status, f.Reason, f.Column = Invalid, BadCell, r.Reach.Value
	case v.Num.m*100 >= whole.Num.m*80:
		f.Status = Met
	default:
		f.Status, f.Column = handWaiting(in, h.today), r.Reach.Value
	}
	handClose(f, h.today)
}

// sum judges the sum of all units.
func (h *hand) sum(r *Rule, in *handDates) {
	f := h.add(r, -1, in)
	from := len(h.cells)
	var sum int64
	for u := range h.b.d.Units {
		v := &h.b.d.Tables[0].Entries[u][r.Reach.Value.First]
		sum += v.Num.m
		h.cells = append(h.cells, v.At)
	}
	f.Cells = h.cells[from:len(h.cells):len(h.cells)]
	f.Value, f.Target, f.Counted, f.Aimed, f.Status = Int(sum), r.Reach.AtLeast, true, true, Met
	if sum < 250 {
		f.Status = handWaiting(in, h.today)
	}
	handClose(f, h.today)
}

// handWaiting is the status of what isn't done.
func handWaiting(in *handDates, today Date) Status {
	switch {
	case in.start > today:
		return NotDue
	case today > in.due:
		return Overdue
	case today >= in.warn:
		return DueSoon
	}
	return InProgress
}

// handClose makes history of what is over.
func handClose(f *Finding, today Date) {
	f.Closed = today > f.Closes
	if f.Closed && f.Status.Open() {
		f.Status = Unmet
	}
}

// The loop by hand and Judge find the same, so that the comparison is fair.
func TestJudgeByHand(t *testing.T) {
	b := judgeLoad(300)
	today := vDay("20/10/2022")
	got, want := Judge(b.p, b.d, today.Time()).Findings, byHand(b, today)
	if len(got) != len(want) {
		t.Fatalf("%d findings, by hand %d", len(got), len(want))
	}
	for i := range got {
		g, w := &got[i], &want[i]
		if g.Status != w.Status || g.Reason != w.Reason || g.Column != w.Column || g.Rule != w.Rule || g.Unit != w.Unit || g.Group != w.Group ||
			g.Period != w.Period || g.Due != w.Due || g.Closes != w.Closes || g.Closed != w.Closed || g.On != w.On || g.Value != w.Value || len(g.Cells) != len(w.Cells) || g.Cells[0] != w.Cells[0] {
			t.Fatalf("finding %d: %+v\nby hand: %+v", i, g, w)
		}
	}
}
