package gsheet

import (
	"fmt"
	"strings"

	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/setup"
)

// looks formats the title, the header and the cells below it.
func (b *builder) looks(s *setup.Sheet) {
	last := max(len(s.Columns)-1, 0)
	b.format(b.area(0, 0, 0, 0), &sheets.CellFormat{TextFormat: &sheets.TextFormat{Bold: true, FontSize: 14}}, "textFormat.bold", "textFormat.fontSize")
	if n := len(s.Lines); n > 1 {
		b.format(b.area(1, 0, n-1, 0), &sheets.CellFormat{TextFormat: &sheets.TextFormat{Italic: true}}, "textFormat.italic")
	}
	for i, c := range s.Columns {
		if c.Kind == setup.Gap {
			last = i - 1
			b.header(s, i+1, len(s.Columns)-1)
		}
		b.body(s, i)
	}
	b.header(s, 0, last)
}

// header shows the header of the columns.
func (b *builder) header(s *setup.Sheet, from, to int) {
	b.format(b.area(s.Header(), from, s.First()-1, to), &sheets.CellFormat{TextFormat: &sheets.TextFormat{Bold: true}, HorizontalAlignment: "CENTER",
		VerticalAlignment: "MIDDLE", WrapStrategy: "WRAP", BackgroundColorStyle: &sheets.ColorStyle{RgbColor: rgb("DCE6F1")}, Borders: lines()},
		"textFormat.bold", "horizontalAlignment", "verticalAlignment", "wrapStrategy", "backgroundColorStyle", "borders")
}

// lines are thin ones around a cell.
func lines() *sheets.Borders {
	line := &sheets.Border{Style: "SOLID", ColorStyle: &sheets.ColorStyle{RgbColor: rgb("A6A6A6")}}
	return &sheets.Borders{Top: line, Bottom: line, Left: line, Right: line}
}

// body says how a column's cells show what they hold.
func (b *builder) body(s *setup.Sheet, i int) {
	c := &s.Columns[i]
	if c.Kind == setup.Gap {
		return
	}
	f := &sheets.CellFormat{VerticalAlignment: "MIDDLE", WrapStrategy: "WRAP", HorizontalAlignment: "LEFT", NumberFormat: &sheets.NumberFormat{Type: "TEXT"}, Borders: lines()}
	fields := []string{"numberFormat", "verticalAlignment", "horizontalAlignment", "wrapStrategy", "borders"}
	switch c.Kind {
	case setup.Number, setup.Short, setup.Date, setup.Percent:
		f.HorizontalAlignment = "CENTER"
	case setup.Count, setup.Decimal:
		f.HorizontalAlignment = "RIGHT"
	case setup.Todo:
		f.TextFormat = &sheets.TextFormat{FontSize: 9}
		fields = append(fields, "textFormat.fontSize")
	}
	switch c.Kind {
	case setup.Number:
		f.NumberFormat = &sheets.NumberFormat{Type: "NUMBER", Pattern: "0"}
	case setup.Count:
		f.NumberFormat = &sheets.NumberFormat{Type: "NUMBER", Pattern: "#,##0"}
	case setup.Decimal:
		f.NumberFormat = &sheets.NumberFormat{Type: "NUMBER", Pattern: "#,##0.##"}
	case setup.Percent:
		f.NumberFormat = &sheets.NumberFormat{Type: "PERCENT", Pattern: "0.00%"}
	case setup.Date:
		f.NumberFormat = &sheets.NumberFormat{Type: "DATE", Pattern: "dd/mm/yyyy"}
	}
	b.format(b.area(s.First(), i, s.Height()-1, i), f, fields...)
}

// format gives all cells of the area the named parts of a format.
func (b *builder) format(area *sheets.GridRange, f *sheets.CellFormat, parts ...string) {
	fields := make([]string, len(parts))
	for i, p := range parts {
		fields[i] = "userEnteredFormat." + p
	}
	b.add(&sheets.Request{RepeatCell: &sheets.RepeatCellRequest{Range: area, Cell: &sheets.CellData{UserEnteredFormat: f}, Fields: strings.Join(fields, ",")}})
}

// validation is what a cell of the column may hold; nil for anything.
func validation(c *setup.Column) *sheets.DataValidationRule {
	r := &sheets.DataValidationRule{Strict: c.Strict}
	condition := func(kind, message string, values ...string) *sheets.DataValidationRule {
		r.Condition, r.InputMessage = &sheets.BooleanCondition{Type: kind}, message
		for _, v := range values {
			r.Condition.Values = append(r.Condition.Values, &sheets.ConditionValue{UserEnteredValue: v})
		}
		return r
	}
	switch {
	case c.From != nil:
		r.ShowCustomUi = true
		return condition("ONE_OF_RANGE", "", rangeText(c.From))
	case len(c.Choices) > 0:
		r.ShowCustomUi = true
		return condition("ONE_OF_LIST", "", c.Choices...)
	case c.Kind == setup.Date:
		return condition("DATE_IS_VALID", "Đề nghị ghi đủ ngày/tháng/năm, ví dụ 05/04/2022.")
	case c.Kind == setup.Count:
		return condition("NUMBER_GREATER_THAN_EQ", "Đề nghị ghi số nguyên, không âm.", "0")
	case c.Kind == setup.Percent:
		return condition("NUMBER_BETWEEN", "Đề nghị ghi tỷ lệ từ 0% đến 100%, kèm dấu %.", "0", "1")
	}
	return nil
}

// rangeText is cells of another tab, as a rule names them.
func rangeText(r *setup.Range) string {
	column := rules.ColumnName(r.Col)
	return fmt.Sprintf("='%s'!$%s$%d:$%s$%d", strings.ReplaceAll(r.Sheet, "'", "''"), column, r.Row+1, column, r.LastRow+1)
}
