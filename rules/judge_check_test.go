package rules

import "testing"

// People's codes with the days of introduction and admission, many rows for each unit.
func TestCheckRows(t *testing.T) {
	good := vRow{"code": vText("DV001"), "first": vDate("1/3/2022"), "then": vDate("1/6/2022"), "to": vText("x")}
	tests := []struct {
		name    string
		rows    []vRow
		status  Status
		reason  Reason
		defects int
	}{
		{"nobody", nil, Met, Plain, 0},
		{"in order", []vRow{good}, Met, Plain, 0},
		{"the same day", []vRow{{"code": vText("DV002"), "first": vDate("1/3/2022"), "then": vDate("1/3/2022")}}, Met, Plain, 0},
		{"not yet", []vRow{{"code": vText("DV002"), "first": vDate("1/3/2022")}}, Met, Plain, 0},
		{"out of order", []vRow{good, {"code": vText("DV002"), "first": vDate("1/6/2022"), "then": vDate("1/3/2022")}}, Invalid, OutOfOrder, 1},
		{"a day to come", []vRow{{"code": vText("DV002"), "first": vDate("1/3/2023")}}, Invalid, BadCell, 1},
		{"unreadable", []vRow{{"code": vText("DV002"), "first": vState(Bad)}}, Invalid, BadCell, 0},
		{"a code twice, written differently", []vRow{good, {"code": vText("dv001 ")}}, Invalid, Twice, 2},
		{"moved, and where to", []vRow{{"code": vText("DV002"), "state": vText("Chuyển đi"), "to": vText("y")}}, Met, Plain, 0},
		{"moved, nobody knows where", []vRow{good, {"code": vText("DV002"), "state": vText("chuyển đi")}}, Unconfirmed, NoNeed, 0},
		{"the worst of all rows", []vRow{{"code": vText("DV002"), "state": vText("Chuyển đi")}, good, good}, Invalid, Twice, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newJudgeBench("code text", "first date", "then date", "state choice", "to text")
			b.t.Many = true
			b.rule(&Rule{ID: "order", Check: &Check{Order: []*Column{b.named["first"], b.named["then"]}, Unique: b.named["code"]}})
			b.rule(&Rule{ID: "moved", Check: &Check{Needs: []*Column{b.named["to"]}, When: b.named["state"], Is: "Chuyển đi"}})
			u := b.unit("A", nil)
			for _, row := range test.rows {
				b.d.Tables[0].Many[u] = append(b.d.Tables[0].Many[u], b.row(row))
			}
			v := b.on("20/10/2022")
			f := &v.Findings[0]
			if v.Findings[1].Status < f.Status {
				f = &v.Findings[1]
			}
			if f.Status != test.status || f.Reason != test.reason || len(v.Defects) != test.defects {
				t.Errorf("%v for reason %d, defects %v; want %v for %d", f.Status, f.Reason, v.Defects, test.status, test.reason)
			}
			if f.Status == Invalid && test.defects == 1 && f.Cells[0] != v.Defects[0].At {
				t.Errorf("evidence begins with %v, the defect is at %v", f.Cells[0], v.Defects[0].At)
			}
		})
	}
}

// A column of the register that must hold one of its choices.
func TestCheckChoice(t *testing.T) {
	tests := []struct {
		name   string
		row    vRow
		day    string
		status Status
		reason Reason
	}{
		{"chosen", vRow{"sector": vText("Trường học")}, "20/10/2022", Met, Plain},
		{"blank", vRow{}, "20/10/2022", Unconfirmed, NoNeed},
		{"not among them", vRow{"sector": vState(Bad)}, "20/10/2022", Invalid, NotAmong},
		{"waits for the office", vRow{"sector": vState(Asked)}, "20/10/2022", Unconfirmed, AskedOffice},
		{"no row", nil, "20/10/2022", Missing, NoRow},
		{"open all year", vRow{}, "1/1/2022", Unconfirmed, NoNeed},
		{"never overdue", vRow{}, "15/1/2023", Unconfirmed, NoNeed},
		{"closed", vRow{}, "2/3/2023", Unmet, NoNeed},
	}
	for _, test := range tests {
		b := newJudgeBench("sector choice")
		b.rule(&Rule{Check: &Check{OneOf: b.named["sector"]}})
		b.unit("A", test.row)
		if f := onlyFinding(t, b.on(test.day)); f.Status != test.status || f.Reason != test.reason {
			t.Errorf("%s: %v for reason %d, want %v for %d", test.name, f.Status, f.Reason, test.status, test.reason)
		}
	}
}

// Numbers in order, and a code that no two units share, in a table with one row
// for each.
func TestCheckEntries(t *testing.T) {
	b := newJudgeBench("code text", "from count", "to count")
	b.rule(&Rule{ID: "order", Check: &Check{Order: []*Column{b.named["from"], b.named["to"]}}})
	b.rule(&Rule{ID: "unique", Check: &Check{Unique: b.named["code"]}})
	b.unit("A", vRow{"code": vText("X1"), "from": vNum(3), "to": vNum(4)})
	b.unit("B", vRow{"code": vText("x1"), "from": vNum(4), "to": vNum(3)})
	b.unit("C", vRow{"from": vNum(4)})
	b.unit("D", nil)
	v := b.on("20/10/2022")
	if got := statuses(v); got != "met invalid invalid invalid met met missing missing" {
		t.Error(got)
	}
	messages := ""
	for _, d := range v.Defects {
		messages += d.Message + "\n"
	}
	if want := "Giá trị 'X1' ghi ở 2 dòng; đề nghị kiểm tra lại.\nGiá trị 'x1' ghi ở 2 dòng; đề nghị kiểm tra lại.\n'Cột to' nhỏ hơn 'Cột from'; đề nghị kiểm tra lại.\n"; messages != want {
		t.Error(messages)
	}
}

// A date that two units share.
func TestCheckUniqueDates(t *testing.T) {
	b := newJudgeBench("*on date")
	b.rule(&Rule{Every: Quarter, Only: []Period{NewPeriod(Quarter, 3, 2022)}, Check: &Check{Unique: b.named["on"]}})
	b.unit("A", vRow{"on": vDate("1/8/2022")})
	b.unit("B", vRow{"on": vDate("1/8/2022"), "on@2": vDate("2/8/2022")})
	b.unit("C", vRow{"on": vDate("2/8/2022")})
	if got := statuses(b.on("20/10/2022")); got != "invalid invalid met" {
		t.Error(got)
	}
}
