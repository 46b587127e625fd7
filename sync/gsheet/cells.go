package gsheet

import (
	"strconv"

	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
)

// bookOf makes a book of a spreadsheet as the mask brings it.
func bookOf(s *sheets.Spreadsheet) rules.Book {
	b := rules.Book{ID: s.SpreadsheetId, Marked: true}
	if s.Properties != nil {
		b.Name = s.Properties.Title
	}
	for _, sheet := range s.Sheets {
		if isGrid(sheet) {
			b.Tabs = append(b.Tabs, tabOf(sheet))
		}
	}
	return b
}

// isGrid reports whether the sheet has cells; a chart's own sheet has none.
func isGrid(s *sheets.Sheet) bool {
	return s.Properties != nil && (s.Properties.SheetType == "" || s.Properties.SheetType == "GRID")
}

func tabOf(s *sheets.Sheet) rules.Tab {
	t := rules.Tab{ID: strconv.FormatInt(s.Properties.SheetId, 10), Title: s.Properties.Title, Hidden: s.Properties.Hidden, Own: ownOf(s)}
	t.Summary, _ = summaryOf(s)
	for _, m := range s.Merges {
		t.Merges = append(t.Merges, rules.Rect{Row: int(m.StartRowIndex), Col: int(m.StartColumnIndex), LastRow: int(m.EndRowIndex) - 1, LastCol: int(m.EndColumnIndex) - 1})
	}
	for _, d := range s.Data {
		addRows(&t, d)
	}
	return t
}

// addRows puts the rows of one block where they belong.
func addRows(t *rules.Tab, d *sheets.GridData) {
	for i, row := range d.RowData {
		at := int(d.StartRow) + i
		var cells []rules.Cell
		for j, v := range row.Values {
			if c := cellOf(v); c.Kind != rules.Empty || c.Formula {
				for len(cells) <= int(d.StartColumn)+j {
					cells = append(cells, rules.Cell{})
				}
				cells[int(d.StartColumn)+j] = c
			}
		}
		if len(cells) == 0 {
			continue
		}
		for len(t.Rows) <= at {
			t.Rows = append(t.Rows, nil)
		}
		t.Rows[at] = cells
		t.Width = max(t.Width, len(cells))
	}
}

// cellOf is one cell. The value is the effective one; the format says whether a
// number is a day or a percentage, whatever the sheet's locale.
func cellOf(v *sheets.CellData) rules.Cell {
	var c rules.Cell
	if v == nil {
		return c
	}
	c.Formula = v.UserEnteredValue != nil && v.UserEnteredValue.FormulaValue != nil
	e := v.EffectiveValue
	switch {
	case e == nil:
	case e.StringValue != nil && *e.StringValue != "":
		c.Kind, c.Text = rules.Text, *e.StringValue
	case e.NumberValue != nil:
		c.Kind, c.Num, c.Format = rules.Number, *e.NumberValue, formatOf(v.EffectiveFormat)
	case e.BoolValue != nil:
		c.Kind = rules.Bool
		if *e.BoolValue {
			c.Num = 1
		}
	case e.ErrorValue != nil:
		c.Kind, c.Text = rules.Error, errorCode(e.ErrorValue.Type)
	}
	return c
}

func formatOf(f *sheets.CellFormat) rules.Format {
	if f == nil || f.NumberFormat == nil {
		return rules.General
	}
	switch f.NumberFormat.Type {
	case "DATE", "DATE_TIME":
		return rules.AsDate
	case "PERCENT":
		return rules.AsPercent
	}
	return rules.General
}

// errorCode is an error as people see it in the cell.
func errorCode(kind string) string {
	switch kind {
	case "REF":
		return "#REF!"
	case "DIVIDE_BY_ZERO":
		return "#DIV/0!"
	case "N_A":
		return "#N/A"
	case "VALUE":
		return "#VALUE!"
	case "NAME":
		return "#NAME?"
	case "NUM":
		return "#NUM!"
	case "NULL_VALUE":
		return "#NULL!"
	}
	return "#ERROR!"
}

// many is how many times our colours may be added to a tab: where people move the
// status column away from them again and again, it stays without.
const many = 4

// coloured reports whether a rule of ours lies on the column: one that compares
// with our worst label.
func coloured(s *sheets.Sheet, col int) bool {
	n := 0
	for _, f := range s.ConditionalFormats {
		if !isOurs(f) {
			continue
		}
		n++
		for _, r := range f.Ranges {
			if int(r.StartColumnIndex) <= col && (r.EndColumnIndex == 0 || col < int(r.EndColumnIndex)) {
				return true
			}
		}
	}
	return n >= many
}

func isOurs(f *sheets.ConditionalFormatRule) bool {
	if f.BooleanRule == nil || f.BooleanRule.Condition == nil || f.BooleanRule.Condition.Type != "TEXT_EQ" {
		return false
	}
	values := f.BooleanRule.Condition.Values
	return len(values) == 1 && values[0].UserEnteredValue == string(rules.LabelOverdue)
}
