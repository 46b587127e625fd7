package gsheettest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
)

// Copy is a spreadsheet with the tabs of a book that was read elsewhere, as when
// an office uploads its file: values, formats and merges. The words of formulas
// aren't known, and their results stay as they are.
func Copy(id string, b rules.Book) *Spreadsheet {
	s := &Spreadsheet{ID: id, Title: b.Name}
	for i := range b.Tabs {
		t := &b.Tabs[i]
		g := NewGrid(int64(i)*101, t.Title, max(1000, len(t.Rows)), max(26, t.Width)) // the size of a new sheet
		g.Hidden = t.Hidden
		for row := range t.Rows {
			for col, c := range t.Rows[row] {
				g.Put(row, col, copied(c))
			}
		}
		for _, m := range t.Merges {
			g.Merge(m.Row, m.Col, m.LastRow+1, m.LastCol+1)
		}
		s.Sheets = append(s.Sheets, g)
	}
	return s
}

func copied(c rules.Cell) Cell {
	var out Cell
	if c.Formula {
		out.Formula = "=…"
	}
	switch c.Kind {
	case rules.Text:
		out.Value = c.Text
	case rules.Bool:
		out.Value = c.Num != 0
	case rules.Error:
		out.Formula, out.Error = "=…", c.Text
	case rules.Number:
		out.Value = c.Num
		switch c.Format {
		case rules.AsDate:
			out.Format, out.Pattern = "DATE", "dd/mm/yyyy"
		case rules.AsPercent:
			out.Format, out.Pattern = "PERCENT", "0.##%"
		}
	}
	return out
}

var (
	typedNumber  = regexp.MustCompile(`^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?( ?%)?$`)
	typedDate    = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$`)
	errFormula   = errors.New("bảng thử không tính công thức")
	errTooLong   = errors.New("một ô chứa tối đa 50.000 ký tự")
	beginOfDates = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
)

// Typed is the cell after a person typed the text into it, in a sheet of the
// Vietnamese locale: dates, numbers, percentages and ticks become values,
// anything else (and what follows an apostrophe) stays text. "" clears the cell.
// Formulas are refused. The error is in Vietnamese.
func (c Cell) Typed(text string) (Cell, error) {
	out := Cell{Format: c.Format, Pattern: c.Pattern}
	plain := strings.TrimSpace(text)
	switch day, isDay := typedDay(plain); {
	case len([]rune(text)) > maxText:
		return c, errTooLong
	case text == "":
	case strings.HasPrefix(text, "'"):
		out.Value = text[1:]
	case strings.HasPrefix(plain, "="):
		return c, errFormula
	case c.Format == "TEXT":
		out.Value = text
	case isDay:
		out.Value, out.Format, out.Pattern = day, "DATE", "dd/mm/yyyy"
	case typedNumber.MatchString(plain):
		out.number(plain)
	case strings.EqualFold(plain, "TRUE"), strings.EqualFold(plain, "FALSE"):
		out.Value = strings.EqualFold(plain, "TRUE")
	default:
		out.Value = text
	}
	return out, nil
}

// number takes a number as it is written in Vietnam. In a cell of percentages 85
// is 85 %, as with Google.
func (c *Cell) number(text string) {
	digits, percent := strings.CutSuffix(text, "%")
	digits = strings.ReplaceAll(strings.TrimSpace(digits), ".", "")
	n, err := strconv.ParseFloat(strings.Replace(digits, ",", ".", 1), 64)
	if err != nil { // too large
		c.Value = text
		return
	}
	if percent && c.Format != "PERCENT" {
		c.Format, c.Pattern = "PERCENT", "0.##%"
	}
	if c.Format == "PERCENT" {
		n /= 100
	}
	if c.Format == "DATE" { // a number in a cell of dates stays a number here
		c.Format, c.Pattern = "", ""
	}
	c.Value = n
}

// typedDay is the serial number of a day that exists.
func typedDay(text string) (float64, bool) {
	m := typedDate.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	day, err := time.Parse("2-1-2006", m[1]+"-"+m[2]+"-"+m[3])
	if err != nil || day.Before(beginOfDates) {
		return 0, false
	}
	return math.Round(day.Sub(beginOfDates).Hours() / 24), true
}

// Shown is roughly what a person sees in the cell.
func (c Cell) Shown() string {
	if n, ok := c.Value.(float64); ok && c.Format == "PERCENT" && c.Error == "" {
		return strings.Replace(strconv.FormatFloat(math.Round(n*1e6)/1e4, 'f', -1, 64), ".", ",", 1) + "%"
	}
	if c.empty() || c.Value == nil && c.Error == "" {
		return ""
	}
	return c.shown()
}

// Fill is the background that the sheet's colour rules give the cell, as RRGGBB;
// "" for none. Only rules that compare a text, or its beginning, are known here. The first that
// fits counts.
func (g *Grid) Fill(row, col int) string {
	text, ok := g.At(row, col).Value.(string)
	if !ok {
		return ""
	}
	for _, f := range g.formats {
		for _, a := range f.areas {
			if !a.overlaps(rect{row, col, row + 1, col + 1}) {
				continue
			}
			if fill := f.fill(text); fill != "" {
				return fill
			}
		}
	}
	return ""
}

// fill is the rule's background for a text; "" where it doesn't fit.
func (f *colourRule) fill(text string) string {
	var rule sheets.BooleanRule
	raw, err := json.Marshal(f.rule)
	if err != nil || json.Unmarshal(raw, &rule) != nil || rule.Condition == nil || rule.Format == nil {
		return ""
	}
	if len(rule.Condition.Values) != 1 {
		return ""
	}
	switch with := rule.Condition.Values[0].UserEnteredValue; rule.Condition.Type {
	case "TEXT_EQ":
		if !strings.EqualFold(with, text) {
			return ""
		}
	case "TEXT_STARTS_WITH":
		if !strings.HasPrefix(strings.ToLower(text), strings.ToLower(with)) {
			return ""
		}
	default:
		return ""
	}
	colour := rule.Format.BackgroundColor
	if style := rule.Format.BackgroundColorStyle; style != nil {
		colour = style.RgbColor
	}
	if colour == nil {
		return ""
	}
	part := func(x float64) int { return int(math.Round(x * 255)) }
	return fmt.Sprintf("%02X%02X%02X", part(colour.Red), part(colour.Green), part(colour.Blue))
}

// Marked reports whether developer metadata hang on the column: a program's own.
func (g *Grid) Marked(col int) bool {
	return col >= 0 && col < len(g.cols) && len(g.cols[col].meta) > 0
}

// Merges are the merged cells.
func (g *Grid) Merges() []rules.Rect {
	out := make([]rules.Rect, len(g.merges))
	for i, m := range g.merges {
		out[i] = rules.Rect{Row: m.r0, Col: m.c0, LastRow: m.r1 - 1, LastCol: m.c1 - 1}
	}
	return out
}

// Warned reports whether a warning, and nothing stronger, lies on exactly the
// column.
func (g *Grid) Warned(col int) bool {
	for _, p := range g.protected {
		if p.warningOnly && p.area.c0 == col && p.area.c1 == col+1 && p.area.r0 == 0 {
			return true
		}
	}
	return false
}
