package setup

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"rasoat/rules"
)

// ReadUnits reads the units of a list: one name on each line, or a CSV table
// (commas, semicolons or tabs) whose first line names the columns: the unit, and
// where wanted its groups, sector, e-mail, other names. Headers may be the plan's
// own, whatever their case. Errors name the line and what to do.
func ReadUnits(p *rules.Plan, list []byte) ([]Unit, error) {
	if !utf8.Valid(list) {
		return nil, fmt.Errorf("the list isn't UTF-8\nhint: in Excel save it as \"CSV UTF-8\"; in an editor choose the encoding UTF-8")
	}
	body := strings.TrimPrefix(string(list), "\ufeff")
	r := unitsReader{plan: p, lines: map[string]int{}}
	rows, err := r.rows(body)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		if err := r.take(row.line, row.cells, i == 0); err != nil {
			return nil, err
		}
	}
	if len(r.units) == 0 {
		return nil, fmt.Errorf("the list names no units\nhint: write one name on each line")
	}
	return r.units, nil
}

// unitsReader collects units.
type unitsReader struct {
	plan  *rules.Plan
	units []Unit
	lines map[string]int // folded name -> its line
	cols  []func(*Unit, string)
}

// listRow is a line that isn't blank.
type listRow struct {
	line  int
	cells []string
}

// rows splits the list. Without a first line of headers each line is a name,
// whatever stands in it.
func (r *unitsReader) rows(body string) ([]listRow, error) {
	first, _, _ := strings.Cut(strings.TrimLeft(body, "\r\n"), "\n")
	for _, comma := range []rune{',', ';', '\t'} {
		cells, err := splitLine(first, comma)
		if err == nil && len(cells) > 1 && r.headers(cells) {
			return readTable(body, comma)
		}
	}
	var out []listRow
	parted := 0
	for i, line := range strings.Split(body, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, listRow{i + 1, []string{line}})
			if strings.ContainsAny(line, ",;\t") {
				parted++
			}
		}
	}
	if len(out) > 1 && parted*2 > len(out) {
		return nil, fmt.Errorf("line %d: several columns, but the first line doesn't name them\nhint: begin with a line such as: %s", out[0].line, r.exampleHeader())
	}
	if r.cols = nil; len(out) > 0 && r.isName(out[0].cells[0]) {
		out = out[1:]
	}
	return out, nil
}

func (r *unitsReader) exampleHeader() string {
	out := []string{r.plan.Register.Table.Key[0]}
	for _, g := range r.plan.Register.Groups {
		out = append(out, g.Header())
	}
	if c := r.plan.Register.Sector; c != nil {
		out = append(out, c.Header())
	}
	return strings.Join(out, ",")
}

func splitLine(line string, comma rune) ([]string, error) {
	c := csv.NewReader(strings.NewReader(strings.TrimRight(line, "\r")))
	c.Comma = comma
	return c.Read()
}

func readTable(body string, comma rune) ([]listRow, error) {
	c := csv.NewReader(strings.NewReader(body))
	c.Comma, c.FieldsPerRecord = comma, -1
	var out []listRow
	for {
		cells, err := c.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the list isn't a CSV table: %w\nhint: save it anew as CSV UTF-8", err)
		}
		line, _ := c.FieldPos(0)
		out = append(out, listRow{line, cells})
	}
}

// headers looks whether the cells name columns, the unit's among them.
func (r *unitsReader) headers(cells []string) bool {
	r.cols = make([]func(*Unit, string), len(cells))
	named := false
	for i, cell := range cells {
		if r.isName(cell) {
			named = true
			r.cols[i] = func(u *Unit, s string) { u.Name = s }
			continue
		}
		r.cols[i] = r.setter(cell)
	}
	return named
}

func (r *unitsReader) isName(cell string) bool {
	return slices.ContainsFunc(append([]string{"Tên", "Đơn vị", "Tên đơn vị", "name", "unit", r.plan.Levels.Unit}, r.plan.Register.Table.Key...), same(cell))
}

// setter is what a column says of a unit; nil for what we don't know.
func (r *unitsReader) setter(cell string) func(*Unit, string) {
	g := &r.plan.Register
	for i, c := range g.Groups {
		names := append([]string{"group"}, c.Headers...)
		if i < len(r.plan.Levels.Groups) {
			names = append(names, r.plan.Levels.Groups[i])
		}
		if slices.ContainsFunc(names, same(cell)) {
			return func(u *Unit, s string) {
				for len(u.Groups) <= i {
					u.Groups = append(u.Groups, "")
				}
				u.Groups[i] = s
			}
		}
	}
	for _, o := range []struct {
		column *rules.Column
		word   string
		set    func(*Unit, string)
	}{
		{g.Sector, "sector", func(u *Unit, s string) { u.Sector = s }},
		{g.Email, "email", func(u *Unit, s string) { u.Email = s }},
		{g.Aliases, "aliases", func(u *Unit, s string) { u.Aliases = s }},
		{g.Workbook, "workbook", func(u *Unit, s string) { u.Workbook = s }},
	} {
		if o.column != nil && slices.ContainsFunc(append([]string{o.word}, o.column.Headers...), same(cell)) {
			return o.set
		}
	}
	return nil
}

func same(text string) func(string) bool {
	folded := rules.Fold(text)
	return func(s string) bool { return rules.Fold(s) == folded }
}

// bullet is a running number or a mark before a name.
var bullet = regexp.MustCompile(`^(?:\d+[.)]|[-+*•])\s+`)

// take reads one line.
func (r *unitsReader) take(line int, cells []string, first bool) error {
	var u Unit
	if r.cols == nil {
		u.Name = strings.TrimSpace(bullet.ReplaceAllString(cells[0], ""))
	} else {
		if first {
			return nil // the headers
		}
		for i, cell := range cells {
			if cell = strings.Join(strings.Fields(cell), " "); i < len(r.cols) && r.cols[i] != nil {
				r.cols[i](&u, cell)
			}
		}
		if u.Name == "" && strings.TrimSpace(strings.Join(cells, "")) == "" {
			return nil
		}
	}
	if u.Name == "" {
		return fmt.Errorf("line %d: the unit's name is missing\nhint: fill in the column %q, or take the line out", line, r.plan.Register.Table.Key[0])
	}
	key := rules.Fold(u.Name)
	if had := r.lines[key]; had > 0 {
		return fmt.Errorf("line %d: %q stands in line %d already\nhint: keep one of them", line, u.Name, had)
	}
	r.lines[key] = line
	r.units = append(r.units, u)
	return nil
}
