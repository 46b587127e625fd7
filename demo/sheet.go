package demo

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// look is how a column's cells are shown.
type look int

const (
	text look = iota
	centred
	count
	percent
	date
	general
)

// weight is what kind of row a cell stands in.
type weight int

const (
	body weight = iota
	header
	group
	total
	title
	plain // no border: signatures and notes
)

// column is one column of a tab.
type column struct {
	parent, header string
	width          float64
	look           look
}

// What can stand in a cell, besides text, numbers and times (dates).
type (
	// loose is a number without the column's format.
	loose float64
	// share is a number in percent format: 0.85 is shown as 85%.
	share float64
	// formula is a formula with the result that was last computed.
	formula struct {
		text   string
		result any // a number, or an error such as "#REF!"
	}
)

// book is the workbook being built. The first error stays; later calls do
// nothing.
type book struct {
	file   *excelize.File
	styles map[[2]int]int
	typed  map[place]typed   // what people typed in place of the samples' value
	failed map[string]string // the errors of formulas that fail, by formula
	odd    []Oddity
	err    error
}

// sheet is one tab of it, filled from top to bottom.
type sheet struct {
	*book
	name    string
	columns []column
	row     int // the next row, 1-based
}

// try keeps the first error.
func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// tab adds a tab. The order of calls is the order of tabs.
func (b *book) tab(name string, columns []column) *sheet {
	_, err := b.file.NewSheet(name)
	b.try(err)
	s := &sheet{book: b, name: name, columns: columns, row: 1}
	for i, c := range columns {
		letter := letters(i + 1)
		b.try(b.file.SetColWidth(name, letter, letter, c.width))
	}
	s.paper()
	return s
}

// letters is a 1-based column's letters.
func letters(col int) string {
	name, _ := excelize.ColumnNumberToName(col) // only fails outside 1…16384
	return name
}

// at is the address of a column (1-based) in the current row.
func (s *sheet) at(col int) string { return fmt.Sprint(letters(col), s.row) }

// col is the 1-based number of a column by its header, and its parent's where
// several have the same.
func (s *sheet) col(parent, header string) int {
	for i, c := range s.columns {
		if c.header == header && (parent == "" || c.parent == parent) {
			return i + 1
		}
	}
	s.try(fmt.Errorf("tab %s has no column %q under %q", s.name, header, parent))
	return 1
}

// put writes a value with the look of its kind of row.
func (s *sheet) put(cell string, v any, l look, w weight) {
	f := s.file
	switch v := v.(type) {
	case nil:
	case time.Time:
		s.try(f.SetCellValue(s.name, cell, serial(v)))
		l = date
	case loose:
		s.try(f.SetCellValue(s.name, cell, float64(v)))
		l = general
	case share:
		s.try(f.SetCellValue(s.name, cell, float64(v)))
		l = percent
	case formula:
		if code, ok := v.result.(string); ok {
			s.failed[v.text] = code
		} else {
			s.try(f.SetCellValue(s.name, cell, v.result))
		}
		s.try(f.SetCellFormula(s.name, cell, v.text))
	default:
		s.try(f.SetCellValue(s.name, cell, v))
	}
	s.try(f.SetCellStyle(s.name, cell, cell, s.style(l, w)))
}

// merge joins the cells from column a to column b of the current row.
func (s *sheet) merge(a, b int) { s.try(s.file.MergeCell(s.name, s.at(a), s.at(b))) }

// titles writes the office, the title and what the figures are.
func (s *sheet) titles(heading string) {
	last := len(s.columns)
	for _, line := range []string{"HUYỆN ĐOÀN THỌ XUÂN – VĂN PHÒNG", heading,
		"Số liệu minh họa, tính đến ngày 20/10/2022"} {
		s.put(s.at(1), line, centred, title)
		s.merge(1, last)
		s.row++
	}
	s.row++
}

// headers writes the header: one row, or two with merged parents.
func (s *sheet) headers() {
	two := false
	for _, c := range s.columns {
		two = two || c.parent != ""
	}
	top := s.row
	if two {
		s.parents()
		s.row++
	}
	for i, c := range s.columns {
		if two && c.parent == "" {
			cell := fmt.Sprint(letters(i+1), top)
			s.put(cell, c.header, centred, header)
			s.put(s.at(i+1), nil, centred, header)
			s.try(s.file.MergeCell(s.name, cell, s.at(i+1)))
			continue
		}
		s.put(s.at(i+1), c.header, centred, header)
	}
	s.try(s.file.SetRowHeight(s.name, s.row, 48))
	s.row++
}

// parents writes the upper of two header rows.
func (s *sheet) parents() {
	for i := 0; i < len(s.columns); {
		j := i
		for j+1 < len(s.columns) && s.columns[j+1].parent == s.columns[i].parent {
			j++
		}
		if s.columns[i].parent != "" {
			for k := i; k <= j; k++ {
				s.put(s.at(k+1), nil, centred, header)
			}
			s.put(s.at(i+1), s.columns[i].parent, centred, header)
			s.merge(i+1, j+1)
		}
		i = j + 1
	}
	s.try(s.file.SetRowHeight(s.name, s.row, 32))
}

// line writes one row of values, one for each column.
func (s *sheet) line(w weight, values []any) {
	for i, c := range s.columns {
		var v any
		if i < len(values) {
			v = values[i]
		}
		s.put(s.at(i+1), v, c.look, w)
		if words, ok := v.(string); ok && strings.Contains(words, "\n") {
			s.try(s.file.SetRowHeight(s.name, s.row, 32))
		}
	}
	s.row++
}

// band writes a group's heading across the table.
func (s *sheet) band(words string) {
	for i := range s.columns {
		s.put(s.at(i+1), nil, text, group)
	}
	s.put(s.at(1), words, text, group)
	s.merge(1, len(s.columns))
	s.row++
}

// signature closes a tab the way offices do; no name stands in it.
func (s *sheet) signature(col int) {
	s.row++
	for _, line := range []string{"Thọ Xuân, ngày 20 tháng 10 năm 2022", "TM. VĂN PHÒNG", "(Đã ký)"} {
		s.put(s.at(col), line, centred, plain)
		s.row++
	}
}

// serial is the day as spreadsheets count it.
func serial(day time.Time) int {
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

// style is the style of a look in a kind of row, made once.
func (b *book) style(l look, w weight) int {
	key := [2]int{int(l), int(w)}
	if id, ok := b.styles[key]; ok {
		return id
	}
	id, err := b.file.NewStyle(styleOf(l, w))
	b.try(err)
	b.styles[key] = id
	return id
}

// styleOf describes it.
func styleOf(l look, w weight) *excelize.Style {
	st := &excelize.Style{
		Font:      &excelize.Font{Family: "Times New Roman", Size: 12, Bold: w != body, Italic: w == plain},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: w == header || w == body && l == text},
	}
	if l == centred || l == date {
		st.Alignment.Horizontal = "center"
	}
	formats := map[look]string{count: "#,##0", percent: "0.0%", date: "dd/mm/yyyy"}
	if f, ok := formats[l]; ok {
		st.CustomNumFmt = &f
	}
	fills := map[weight]string{header: "DCE6F1", group: "FDE9D9", total: "F2F2F2"}
	if c, ok := fills[w]; ok {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c}}
	}
	if w == title {
		st.Font.Size = 14
	}
	if w != title && w != plain {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			st.Border = append(st.Border, excelize.Border{Type: side, Color: "808080", Style: 1})
		}
	}
	return st
}

// cached finds formulas, whose last result excelize marks as text and leaves out
// for errors.
var cached = regexp.MustCompile(`(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?) t="str"><f>([^<]*)</f>(<v>[^<]*</v>)?`)

// results marks the last results of formulas as what they are, numbers and
// errors, as Excel writes them.
func (b *book) results(xml []byte) []byte {
	return cached.ReplaceAllFunc(xml, func(m []byte) []byte {
		p := cached.FindSubmatch(m)
		if code, ok := b.failed[string(p[2])]; ok {
			return fmt.Appendf(nil, `%s t="e"><f>%s</f><v>%s</v>`, p[1], p[2], code)
		}
		return fmt.Appendf(nil, `%s><f>%s</f>%s`, p[1], p[2], p[3])
	})
}

// override is an entry of the list of parts, which excelize writes in any order.
var override = regexp.MustCompile(`<(?:Default|Override) [^>]*></(?:Default|Override)>`)

// sorted puts the list of parts in order.
func sorted(xml []byte) []byte {
	entries := override.FindAllString(string(xml), -1)
	slices.Sort(entries)
	return override.ReplaceAllFunc(xml, func([]byte) []byte {
		next := entries[0]
		entries = entries[1:]
		return []byte(next)
	})
}

// sum adds up what a spreadsheet's SUM would: numbers and dates, no text.
func sum(values []any) float64 {
	n := 0.0
	for _, v := range values {
		switch v := v.(type) {
		case int:
			n += float64(v)
		case float64:
			n += v
		case loose:
			n += float64(v)
		case share:
			n += float64(v)
		case time.Time:
			n += float64(serial(v))
		}
	}
	return math.Round(n*1e9) / 1e9
}
