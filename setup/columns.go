package setup

import (
	"cmp"
	"slices"
	"strings"

	"rasoat/rules"
)

// layout is how a table of the plan becomes columns.
type layout struct {
	plan     *rules.Plan
	table    *rules.Table
	single   []*rules.Column // one value for the year, in the order to show them
	periodic []*rules.Column
	periods  []rules.Period // of the periodic ones, in the order of time
	long     bool           // a row for each unit and period
}

// newLayout chooses the columns that something looks at.
func newLayout(p *rules.Plan, t *rules.Table) layout {
	l := layout{plan: p, table: t}
	for _, c := range t.Columns {
		switch {
		case !p.Uses(c):
		case c.Periodic:
			l.periodic = append(l.periodic, c)
		default:
			l.single = append(l.single, c)
		}
	}
	if t != p.Register.Table {
		byRank(l.single)
		byRank(l.periodic)
	}
	l.periods = l.wanted()
	l.long = len(t.Period) > 0 && len(l.spread()) > Widest
	return l
}

// byRank puts what a unit does before what it counts, and that before remarks.
func byRank(columns []*rules.Column) {
	slices.SortStableFunc(columns, func(a, b *rules.Column) int { return cmp.Compare(rank(a.Type), rank(b.Type)) })
}

func rank(t rules.Type) int {
	switch t {
	case rules.TypeDate, rules.TypeDone, rules.TypeDocument:
		return 0
	case rules.TypeChoice, rules.TypeUnit:
		return 1
	case rules.TypeCount, rules.TypeNumber, rules.TypePercent:
		return 2
	}
	return 3
}

// empty reports a table that nothing looks at.
func (l *layout) empty() bool { return len(l.single)+len(l.periodic) == 0 }

// wanted are the periods that a rule asks about in any of the columns; where none
// does, every period that they may have.
func (l *layout) wanted() []rules.Period {
	var asked, all []rules.Period
	for e := rules.Month; e <= rules.Year; e++ {
		for n := 1; n <= e.Count(); n++ {
			p := rules.NewPeriod(e, n, l.plan.Year)
			if slices.ContainsFunc(l.periodic, func(c *rules.Column) bool { return l.plan.UsesIn(c, p) }) {
				asked = append(asked, p)
			}
			if slices.ContainsFunc(l.periodic, func(c *rules.Column) bool { return slices.Contains(c.Periods, e) }) {
				all = append(all, p)
			}
		}
	}
	if len(asked) == 0 {
		asked = all
	}
	slices.SortStableFunc(asked, func(a, b rules.Period) int {
		return cmp.Or(cmp.Compare(a.End(), b.End()), cmp.Compare(a.Every, b.Every))
	})
	return asked
}

// spread are the periodic columns, one for each period. A single one's header
// stands over its periods; of several, each period stands over them.
func (l *layout) spread() []Column {
	var out []Column
	for _, p := range l.periods {
		for _, c := range l.periodic {
			if !slices.Contains(c.Periods, p.Every) || !l.plan.UsesIn(c, p) && slices.ContainsFunc(l.periods, func(q rules.Period) bool { return l.plan.UsesIn(c, q) }) {
				continue
			}
			column := l.column(c)
			if len(l.periodic) == 1 {
				column.Parent, column.Header = header(c), periodName(p)
			} else {
				column.Parent = periodName(p)
			}
			out = append(out, column)
		}
	}
	return out
}

// columns are all columns of the tab. Those that stay in view are narrow: a phone
// shows little beside them.
func (l *layout) columns() []Column {
	out := []Column{{Header: "STT", Kind: Number, Width: 4}, {Header: l.table.Key[0], Kind: Text, Width: 22},
		{Header: rules.StatusHeader, Kind: Status, Width: 18}, {Header: rules.TodoHeader, Kind: Todo, Width: 40}}
	var spread []Column
	switch {
	case l.long:
		out = append(out, Column{Header: l.table.Period[0], Kind: Short, Width: 14, Choices: periodNames(l.periods)})
		for _, c := range l.periodic {
			spread = append(spread, l.column(c))
		}
	default:
		spread = l.spread()
	}
	before := func(c *rules.Column) bool {
		return len(l.periodic) == 0 || l.table == l.plan.Register.Table || rank(c.Type) < rank(l.periodic[0].Type)
	}
	for _, c := range l.single {
		if before(c) {
			out = append(out, l.column(c))
		}
	}
	out = append(out, spread...)
	for _, c := range l.single {
		if !before(c) {
			out = append(out, l.column(c))
		}
	}
	if !slices.ContainsFunc(out, func(c Column) bool { return isRemark(c.Header) }) {
		out = append(out, Column{Header: remark, Kind: Text, Width: 30})
	}
	return out
}

// remark is the header of the column for whatever people want to say.
const remark = "Ghi chú"

func isRemark(header string) bool { return rules.Fold(header) == rules.Fold(remark) }

// column is how one column of the plan is shown and checked.
func (l *layout) column(c *rules.Column) Column {
	out := Column{Header: header(c), Kind: Text, Width: 24}
	switch c.Type {
	case rules.TypeChoice:
		out.Choices, out.Strict, out.Width = c.Of, true, 20
	case rules.TypeCount:
		out.Kind, out.Width = Count, 12
	case rules.TypeNumber:
		out.Kind, out.Width = Decimal, 12
	case rules.TypePercent:
		out.Kind, out.Width = Percent, 12
	case rules.TypeDate:
		out.Kind, out.Width = Date, 13
	case rules.TypeDone:
		out.Kind, out.Choices, out.Width = Short, []string{"Có", "Chưa"}, 12
	case rules.TypeText, rules.TypeEmail:
		out.Width = 28
	}
	if slices.Contains(l.plan.Register.Groups, c) {
		out.Width = 20
	}
	return out
}

// header is the header that says best what to fill in: "Ngày …" for a date,
// "số, ngày" for a document; else the usual one.
func header(c *rules.Column) string {
	for _, h := range c.Headers {
		folded := rules.Fold(h)
		if c.Type == rules.TypeDate && strings.HasPrefix(folded, rules.Fold("ngày ")) ||
			c.Type == rules.TypeDocument && strings.Contains(folded, rules.Fold("số, ngày")) {
			return h
		}
	}
	return c.Header()
}

// periodName is a period as a header says it: "Tháng 1", "Quý I", "6 tháng đầu
// năm", "Cả năm".
func periodName(p rules.Period) string {
	if p.Every == rules.Year {
		return "Cả năm"
	}
	short := p.Short()
	return strings.ToUpper(short[:1]) + short[1:]
}

func periodNames(periods []rules.Period) []string {
	var out []string
	for _, p := range periods {
		out = append(out, periodName(p))
	}
	return out
}
