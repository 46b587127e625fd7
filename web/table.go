package web

import (
	"bytes"
	"encoding/json"
	"slices"

	"rasoat/report"
	"rasoat/rules"
)

// table is what a page shows, for programs and for spreadsheets.
type table struct {
	name    string // of the file
	columns []field
	status  []int // the columns that hold a status: its word for programs, what people call it in CSV
	rows    [][]string
}

// field is a column of a table: its key in JSON, and its title in CSV.
type field struct{ key, title string }

// csv is the table in UTF-8 with commas. It begins with the mark by which Excel
// knows UTF-8; nothing in it is taken for a formula.
func (t *table) csv() ([]byte, error) {
	heads := make([]string, len(t.columns))
	for i, c := range t.columns {
		heads[i] = c.title
	}
	rows := [][]string{heads}
	for _, row := range t.rows {
		row = slices.Clone(row)
		for _, i := range t.status {
			s, _ := rules.ParseStatus(row[i])
			row[i] = s.Office()
		}
		rows = append(rows, row)
	}
	text, err := report.Rows(rows)
	return append([]byte("\ufeff"), text...), err
}

// json is the table as a list of objects, whose keys stand in the columns' order.
// Every value is text.
func (t *table) json() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteString("[")
	for i, row := range t.rows {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n{")
		for j, c := range t.columns {
			if j > 0 {
				b.WriteString(",")
			}
			for _, part := range []struct{ text, end string }{{c.key, ":"}, {row[j], ""}} {
				if err := e.Encode(part.text); err != nil {
					return nil, err
				}
				b.Truncate(b.Len() - 1) // the line break
				b.WriteString(part.end)
			}
		}
		b.WriteString("}")
	}
	b.WriteString("\n]\n")
	return b.Bytes(), nil
}
