package rules

import (
	"testing"

	"pgregory.net/rapid"
)

// mixed is a plan with one rule of most kinds, and drawn values for some units.
func mixed(t *rapid.T) *judgeBench {
	b := newJudgeBench("*on date", "*yes done", "doc document", "target count", "n count", "all count", "pct percent", "choice choice")
	closes := Offset{Days: rapid.IntRange(0, 90).Draw(t, "closes")}
	warn := Offset{Days: rapid.IntRange(0, 40).Draw(t, "warn")}
	due := map[string]Due{"": {Days: rapid.IntRange(-40, 20).Draw(t, "due")}}
	add := func(r *Rule) {
		r.Closes, r.Warn, r.Due = closes, warn, due
		b.rule(r)
	}
	add(&Rule{Every: Quarter, Done: &Done{On: []*Column{b.named["on"]}, Yes: b.named["yes"]}})
	add(&Rule{Done: &Done{On: []*Column{b.named["doc"]}, Needs: []*Column{b.named["target"]}}})
	add(&Rule{Reach: &Reach{Value: b.named["n"], Of: b.named["all"], Or: b.named["pct"], AtLeast: Int(80)}})
	add(&Rule{Reach: &Reach{Value: b.named["n"], Target: b.named["target"], Milepost: b.pace()}})
	add(&Rule{Check: &Check{Needs: []*Column{b.named["choice"]}}})
	add(&Rule{For: ForGroup, Reach: &Reach{Sum: true, Value: b.named["n"], Of: b.named["all"], Or: b.named["pct"], AtLeast: Int(80)}})
	add(&Rule{For: ForAll, Reach: &Reach{Sum: true, Value: b.named["n"], Target: b.named["target"]}})
	units := rapid.IntRange(1, 5).Draw(t, "units")
	for i := range units {
		var row vRow
		if !rapid.Bool().Draw(t, "no row") {
			row = vRow{"on@1": drawValue(t, TypeDate), "on@3": drawValue(t, TypeDate), "yes@3": drawValue(t, TypeDone), "doc": drawValue(t, TypeDate),
				"target": drawValue(t, TypeCount), "n": drawValue(t, TypeCount), "all": drawValue(t, TypeCount), "pct": drawValue(t, TypePercent), "choice": drawValue(t, TypeChoice)}
		}
		u := b.unit(string(rune('A'+i)), row)
		b.d.Units[u].Groups[0] = rapid.SampledFrom([]string{"Vùng 1", "Vùng 2", ""}).Draw(t, "group")
	}
	return b
}

// drawValue is any value of a type.
func drawValue(t *rapid.T, kind Type) Value {
	states := []State{Blank, Good, Good, Good, Bad, Asked}
	if kind == TypeDone {
		states = []State{Blank, Yes, No, Doing, Asked, Bad}
	}
	v := Value{State: rapid.SampledFrom(states).Draw(t, "state")}
	if v.State != Good {
		return v
	}
	switch kind {
	case TypeDate:
		v.Date = NewDate(2021, 12, 1) + Date(rapid.IntRange(0, 460).Draw(t, "day"))
	case TypePercent:
		v.Num = Decimal(int64(rapid.IntRange(0, 1000).Draw(t, "percent")), 1)
	case TypeChoice:
		v.Text = "x"
	default:
		v.Num = Int(int64(rapid.IntRange(0, 12).Draw(t, "n")))
	}
	return v
}

// drawDay is a day of judging.
func drawDay(t *rapid.T) Date {
	return NewDate(2021, 12, 15) + Date(rapid.IntRange(0, 480).Draw(t, "today"))
}

// find is the finding of a rule, subject and period.
func find(v *Verdict, like *Finding) *Finding {
	for i := range v.Findings {
		if f := &v.Findings[i]; f.Rule == like.Rule && f.Unit == like.Unit && f.Group == like.Group && f.Period == like.Period {
			return f
		}
	}
	return nil
}

// What is met stays met as time passes over an untouched sheet, and what is done late stays
// done; closed stays closed.
func TestTimePassing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := mixed(t)
		day := drawDay(t)
		later := day + Date(rapid.IntRange(1, 200).Draw(t, "days"))
		before, after := Judge(b.p, b.d, day.Time()), Judge(b.p, b.d, later.Time())
		for i := range before.Findings {
			f := &before.Findings[i]
			g := find(after, f)
			if g == nil {
				t.Fatalf("%s of %s is gone", f.Rule.ID, before.Subject(f))
			}
			if f.Status.Done() && f.Status != g.Status && f.Rule.Check == nil || f.Closed && !g.Closed {
				t.Fatalf("on %s %v, on %s %v", day, f.Status, later, g.Status)
			}
		}
	})
}

// Filling a good date in never makes anything worse, and changes nothing of
// other units.
func TestFilling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := mixed(t)
		today := drawDay(t)
		u := rapid.IntRange(0, len(b.d.Units)-1).Draw(t, "unit")
		before := Judge(b.p, b.d, today.Time())
		if b.d.Tables[0].Entries[u] == nil {
			b.d.Tables[0].Entries[u] = b.row(vRow{})
		}
		q3 := NewPeriod(Quarter, 3, 2022)
		if b.d.Tables[0].Entries[u][b.named["on"].Slot(q3)].State != Blank {
			return
		}
		good := q3.Start() + Date(rapid.IntRange(0, 70).Draw(t, "good"))
		b.d.Tables[0].Entries[u][b.named["on"].Slot(q3)] = Value{State: Good, Date: min(good, max(today, q3.Start()))}
		after := Judge(b.p, b.d, today.Time())
		for i := range before.Findings {
			f := &before.Findings[i]
			g := find(after, f)
			switch {
			case f.Level == ForUnit && f.Unit != u && g.Status != f.Status:
				t.Fatalf("another unit's %s went from %v to %v", f.Rule.ID, f.Status, g.Status)
			case f.Unit == u && f.Rule.Index == 0 && f.Period == q3 && today >= q3.Start() && g.Status < f.Status && g.Reason != Contradict:
				t.Fatalf("%v became %v, reason %d", f.Status, g.Status, g.Reason)
			}
		}
	})
}

// The order of the units changes no answer.
func TestUnitsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := mixed(t)
		today := drawDay(t).Time()
		before := Judge(b.p, b.d, today)
		n := len(b.d.Units)
		turned := &Data{Tabs: b.d.Tabs, Units: make([]Unit, n), Tables: []Facts{{Absent: b.d.Tables[0].Absent, Entries: make([][]Value, n)}}}
		for u := range b.d.Units {
			turned.Units[n-1-u] = b.d.Units[u]
			turned.Tables[0].Entries[n-1-u] = b.d.Tables[0].Entries[u]
		}
		after := Judge(b.p, turned, today)
		if len(after.Findings) != len(before.Findings) || len(after.Defects) != len(before.Defects) {
			t.Fatalf("%d findings, %d turned round", len(before.Findings), len(after.Findings))
		}
		for i := range before.Findings {
			f := before.Findings[i]
			if f.Unit >= 0 {
				f.Unit = n - 1 - f.Unit
			}
			if g := find(after, &f); g == nil || g.Status != f.Status || g.Value != f.Value || g.Without != f.Without {
				t.Fatalf("%s: %+v, turned round %+v", f.Rule.ID, f, g)
			}
		}
	})
}

// Every finding has whole sentences, whatever it is: no empty hole, no brace, one
// full stop, and the sheet's text within its length.
func TestEverySentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := mixed(t)
		v := Judge(b.p, b.d, drawDay(t).Time())
		for i := range v.Findings {
			f := &v.Findings[i]
			if f.Status == NoStatus || f.Due == 0 || f.Closes < f.Due {
				t.Fatalf("%+v", f)
			}
			checkText(t, v.Why(f))
			checkText(t, v.Many([]*Finding{f, f}))
			if text := v.Clear(f); text != "" {
				checkText(t, text+".")
			}
		}
		for u := range b.d.Units {
			label, text := v.UnitText(u)
			if (label == LabelNone) != (text == "") {
				t.Fatalf("%s | %s", label, text)
			}
			if text != "" {
				checkText(t, text)
			}
			if _, text = v.RowText(b.t, u, Period{}); text != "" {
				checkText(t, text)
			}
		}
	})
}

// checkText fails on a sentence with a hole.
func checkText(t *rapid.T, s string) {
	n := len([]rune(s))
	if n < 10 || s[len(s)-1] != '.' || s[len(s)-2] == '.' {
		t.Fatalf("not a sentence: %q", s)
	}
	for _, bad := range []string{"{", "}", "''", "()", "  ", " ;", " ,", "; ;", "//", "%%"} {
		for i := 0; i+len(bad) <= len(s); i++ {
			if s[i:i+len(bad)] == bad {
				t.Fatalf("%q in %q", bad, s)
			}
		}
	}
}
