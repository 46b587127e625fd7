package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"rasoat/rules"
)

// unitsPerPage is how many units the board shows at once.
const unitsPerPage = 100

// filter is which units and rules the board shows; an empty field lets all through.
type filter struct {
	groups []string // by level
	sector string
	status rules.Status
	rule   string
	text   string // in the unit's name, without diacritics
}

// boardPage is the board.
type boardPage struct {
	Selects []selection
	Text    string
	Counts  []countLink
	Titles  []headTitle
	Blocks  []block
	Span    int // columns of the whole table
	Pager   pager
	Unit    string // the word for a unit
	Level   string // the word for the nearest groups; "" where there are none
	Legend  []mark
}

// selection is a field of the form.
type selection struct {
	Name, Label string
	Choices     []choice
}

// countLink is how many units have something in a status.
type countLink struct {
	Href string
	Mark mark
	N    int
}

// headTitle is a rule over its columns.
type headTitle struct {
	Href, Title string
	Heads       []headCell
}

// headCell is a period over one column.
type headCell struct{ Short, Long string }

// block is the units of one group that stand one after another.
type block struct {
	Name  string
	Lines []boardLine
}

type boardLine struct {
	Href, Name string
	Overall    mark
	Cells      template.HTML
}

// board is the page of units and rules.
func (s *site) board(r *http.Request, v *view) *content {
	f := newFilter(r, v)
	columns := v.shown(f)
	lines := v.matching(f)
	data := &boardPage{Selects: v.selects(f), Text: r.FormValue("tim"), Counts: v.counts(), Unit: v.Verdict.Plan.Levels.Unit,
		Span: len(columns) + 2, Pager: newPager(r, len(lines), unitsPerPage), Legend: legend()}
	if levels := v.Verdict.Plan.Levels.Groups; len(levels) > 0 {
		data.Level = levels[0]
	}
	data.head(v, columns)
	for _, l := range lines[data.Pager.From-1 : data.Pager.To] {
		data.add(l, columns)
	}
	return &content{name: "board.html", title: "Bảng chung", data: data, table: v.boardTable(lines, columns)}
}

func newFilter(r *http.Request, v *view) filter {
	f := filter{sector: r.FormValue("khu-vuc"), rule: r.FormValue("noi-dung"), text: strings.TrimSpace(rules.Bare(r.FormValue("tim")))}
	f.status, _ = rules.ParseStatus(r.FormValue("trang-thai"))
	for level := range v.groups {
		f.groups = append(f.groups, r.FormValue(groupField(level)))
	}
	return f
}

// groupField is the name of the form's field for a level of groups.
func groupField(level int) string { return "nhom" + [...]string{"", "2"}[min(level, 1)] }

// shown are the indexes of the columns that the filter lets through.
func (v *view) shown(f filter) []int {
	var out []int
	for i, c := range v.columns {
		if f.rule == "" || f.rule == c.rule.ID {
			out = append(out, i)
		}
	}
	return out
}

// matching are the units that the filter lets through. A status is looked for in
// the shown columns.
func (v *view) matching(f filter) []line {
	columns := v.shown(f)
	var out []line
	for _, l := range v.lines {
		keep := (f.sector == "" || f.sector == l.sector) && (f.text == "" || strings.Contains(rules.Bare(l.name), f.text))
		for level, name := range f.groups {
			keep = keep && (name == "" || name == l.group(level))
		}
		has := func(i int) bool { return l.cells[i].status == f.status && !l.cells[i].past }
		if keep && (f.status == rules.NoStatus || slices.ContainsFunc(columns, has)) {
			out = append(out, l)
		}
	}
	return out
}

// selects are the form's fields.
func (v *view) selects(f filter) []selection {
	plan := v.Verdict.Plan
	var out []selection
	for level, names := range v.groups {
		out = append(out, selection{groupField(level), plan.Levels.Groups[level], choices("Tất cả", names, f.groups[level])})
	}
	if plan.Levels.Sector != "" {
		out = append(out, selection{"khu-vuc", plan.Levels.Sector, choices("Tất cả", v.sectors, f.sector)})
	}
	statuses := choices("Tất cả", nil, f.status.String())
	for _, s := range rules.Statuses() {
		statuses = append(statuses, choice{s.String(), mark{status: s}.said(), s == f.status})
	}
	subjects := choices("Tất cả", nil, f.rule)
	for i, c := range v.columns {
		if i == 0 || v.columns[i-1].rule != c.rule {
			subjects = append(subjects, choice{c.rule.ID, c.rule.Name(), c.rule.ID == f.rule})
		}
	}
	return append(out, selection{"trang-thai", "Trạng thái", statuses}, selection{"noi-dung", "Nội dung", subjects})
}

// said is the mark's sign and words.
func (m mark) said() string { return strings.TrimSpace(m.Sign() + " " + m.Words()) }

// counts is how many units have something open, by status.
func (v *view) counts() []countLink {
	var out []countLink
	for _, s := range rules.Statuses() {
		if n := len(v.matching(filter{status: s})); s.Open() && s != rules.InProgress && n > 0 {
			out = append(out, countLink{"/?" + url.Values{"trang-thai": {s.String()}}.Encode(), mark{status: s}, n})
		}
	}
	return out
}

// head makes the two rows over the columns.
func (b *boardPage) head(v *view, columns []int) {
	for _, i := range columns {
		c := v.columns[i]
		if n := len(b.Titles); n == 0 || b.Titles[n-1].Href != ruleLink(c.rule.ID) {
			b.Titles = append(b.Titles, headTitle{Href: ruleLink(c.rule.ID), Title: c.rule.Name()})
		}
		last := &b.Titles[len(b.Titles)-1]
		last.Heads = append(last.Heads, headCell{head(c.period), c.period.Short()})
	}
}

// add adds a unit, under its group.
func (b *boardPage) add(l line, columns []int) {
	name := l.group(0)
	if name == "" && b.Level != "" {
		name = b.Level + ": chưa rõ"
	}
	if n := len(b.Blocks); n == 0 || b.Blocks[n-1].Name != name {
		b.Blocks = append(b.Blocks, block{Name: name})
	}
	var cells strings.Builder
	for _, i := range columns {
		cells.WriteString(string(l.cells[i].cell()))
	}
	last := &b.Blocks[len(b.Blocks)-1]
	last.Lines = append(last.Lines, boardLine{unitLink(l.id), l.name, l.overall, template.HTML(cells.String())})
}

// legend is one mark of each colour.
func legend() []mark {
	return []mark{{status: rules.Overdue}, {status: rules.Invalid}, {status: rules.DueSoon}, {status: rules.InProgress},
		{status: rules.Met}, {status: rules.Exempt}}
}

// boardTable is the board for programs: one row a unit, the words of statuses.
func (v *view) boardTable(lines []line, columns []int) *table {
	plan := v.Verdict.Plan
	t := &table{name: "bang-chung", columns: []field{{"unit", "Đơn vị"}}}
	for level, name := range plan.Levels.Groups {
		t.columns = append(t.columns, field{fmt.Sprintf("group%s", [...]string{"", "2"}[min(level, 1)]), name})
	}
	t.columns = append(t.columns, field{"sector", plan.Levels.Sector}, field{"overall", "Trạng thái chung"})
	t.status = append(t.status, len(t.columns)-1)
	for _, i := range columns {
		t.status = append(t.status, len(t.columns))
		t.columns = append(t.columns, field{v.columns[i].key(), v.columns[i].rule.NameIn(v.columns[i].period)})
	}
	for _, l := range lines {
		row := []string{l.name}
		for level := range plan.Levels.Groups {
			row = append(row, l.group(level))
		}
		row = append(row, l.sector, l.overall.status.String())
		for _, i := range columns {
			row = append(row, l.cells[i].status.String())
		}
		t.rows = append(t.rows, row)
	}
	return t
}
