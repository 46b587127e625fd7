package rules

import (
	"testing"
	"time"
)

// judgeBench is a small plan with one table, built by hand: the columns of tests.
type judgeBench struct {
	p     *Plan
	d     *Data
	t     *Table
	rows  int32
	named map[string]*Column
}

// newJudgeBench is a plan of 2022 with a table of the given columns ("on date",
// "n count"); a name that begins with * is periodic (by quarter).
func newJudgeBench(columns ...string) *judgeBench {
	t := &Table{Name: "t", Tabs: []string{"Bảng"}, Key: []string{"Tên đơn vị"}, Periods: []Every{Quarter}}
	b := &judgeBench{t: t, named: map[string]*Column{}}
	b.p = &Plan{Year: 2022, Location: time.UTC, Tables: []*Table{t}, Levels: Levels{Unit: "đơn vị", Groups: []string{"Vùng"}, All: "Toàn thể"}}
	b.p.Register.Table = t
	for _, text := range columns {
		b.column(text)
	}
	b.d = &Data{Tabs: []TabRef{{}, {Book: "b", BookName: "b.xlsx", ID: "1", Title: "Bảng"}}, Tables: []Facts{{Absent: make([]bool, len(t.Columns))}}}
	return b
}

// column adds a column.
func (b *judgeBench) column(text string) {
	c := &Column{Table: b.t, Index: len(b.t.Columns), First: b.t.Width}
	if text[0] == '*' {
		c.Periodic, text = true, text[1:]
	}
	if text[0] == '?' {
		c.Optional, text = true, text[1:]
	}
	var kind string
	for i := range text {
		if text[i] == ' ' {
			c.Name, kind = text[:i], text[i+1:]
		}
	}
	for _, t := range Types() {
		if t.String() == kind {
			c.Type = t
		}
	}
	c.Headers = []string{"Cột " + c.Name}
	b.named[c.Name] = c
	b.t.Columns = append(b.t.Columns, c)
	b.t.Width++
	if c.Periodic {
		b.t.Width += Slots - 1
	}
}

// rule adds a rule to the plan, with what every rule has.
func (b *judgeBench) rule(r *Rule) *Rule {
	if r.ID == "" {
		r.ID = "rule"
	}
	if r.Title == "" {
		r.Title = "Rà soát"
	}
	if r.Clause == "" {
		r.Clause = "II.1"
	}
	if r.Every == NoPeriod {
		r.Every = Year
	}
	if r.Closes == (Offset{}) {
		r.Closes = Offset{Days: 60}
	}
	if r.Warn == (Offset{}) {
		r.Warn = Offset{Days: 5}
	}
	r.Enabled, r.Index = true, len(b.p.Rules)
	b.p.Rules = append(b.p.Rules, r)
	return r
}

// unit adds a unit with its row of cells ("on=05/03/2022", "n=7", "yes=x"); nil
// leaves it without a row.
func (b *judgeBench) unit(name string, cells map[string]Value) int {
	u := len(b.d.Units)
	b.d.Units = append(b.d.Units, Unit{Name: name, Groups: []string{"Vùng 1"}})
	facts := &b.d.Tables[0]
	if b.t.Many || cells == nil {
		facts.Entries = append(facts.Entries, nil)
		facts.Many = append(facts.Many, nil)
		return u
	}
	facts.Entries = append(facts.Entries, b.row(cells))
	facts.Many = append(facts.Many, nil)
	return u
}

// row is an entry of the table; a periodic column's cell is its third quarter's
// unless named "on@1".
func (b *judgeBench) row(cells map[string]Value) []Value {
	b.rows++
	entry := make([]Value, b.t.Width)
	for i := range entry {
		entry[i].At = Ref{Tab: 1, Row: b.rows, Col: int32(i)}
	}
	for key, v := range cells {
		name, quarter := key, 3
		if n := len(key); n > 2 && key[n-2] == '@' {
			name, quarter = key[:n-2], int(key[n-1]-'0')
		}
		slot := b.named[name].Slot(NewPeriod(Quarter, quarter, 2022))
		v.At = entry[slot].At
		entry[slot] = v
	}
	return entry
}

// on judges on a day, "20/10/2022".
func (b *judgeBench) on(day string) *Verdict {
	return Judge(b.p, b.d, vDay(day).Time().Add(8*time.Hour))
}

// only is the single finding of a verdict.
func onlyFinding(t *testing.T, v *Verdict) *Finding {
	t.Helper()
	if len(v.Findings) != 1 {
		t.Fatalf("%d findings, want one", len(v.Findings))
	}
	return &v.Findings[0]
}

// day2 is a day of a test.
func vDay(s string) Date {
	t, err := time.Parse("2/1/2006", s)
	if err != nil {
		panic(err)
	}
	return DateOf(t)
}

// What cells hold.
func vDate(s string) Value      { return Value{State: Good, Date: vDay(s)} }
func vNum(n int64) Value        { return Value{State: Good, Num: Int(n)} }
func vState(s State) Value      { return Value{State: s} }
func vText(s string) Value      { return Value{State: Good, Text: s} }
func vDec(m int64, e int) Value { return Value{State: Good, Num: Decimal(m, e)} }
