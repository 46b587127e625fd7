package report

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode"
)

// CSV is everything in one table, in UTF-8 with commas: first the findings, then
// the overall statuses, the defects (status: their severity; subject: the unit)
// and the problems; the first column says which, and what a kind of line doesn't
// have is empty. Cells are written as
// workbook!tab!D12, several separated by "; ".
//
// A value that a spreadsheet would take for a formula gets an apostrophe before
// it, so that nothing typed into a sheet runs in another.
func (o *Object) CSV() ([]byte, error) {
	var rows [][]string
	line := func(fields ...string) { rows = append(rows, fields) }
	line("kind", "status", "subject", "group", "sector", "rule", "clause", "level", "period",
		"due", "value", "target", "column", "message", "clear", "cells")
	for _, f := range o.Findings {
		cells := make([]string, len(f.Cells))
		for i, c := range f.Cells {
			cells[i] = c.String()
		}
		line("finding", f.Status, f.Subject, f.Group, f.Sector, f.Rule, f.Clause, f.Level, f.Period,
			f.Due, deref(f.Value), deref(f.Target), "", f.Why, f.Clear, strings.Join(cells, "; "))
	}
	for _, u := range o.Overall {
		line("overall", u.Status, u.Unit, "", "", "", "", "", "", "", "", "", "", "", "", "")
	}
	for _, d := range o.Defects {
		line("defect", d.Severity, d.Unit, "", "", "", "", "", "", "", d.Value, "", d.Column, d.Message, "", d.Cell.String())
	}
	for _, p := range o.Problems {
		at := Cell{p.Workbook, p.Tab, ""}
		line("problem", "", "", "", "", "", "", "", "", "", "", "", "", p.Message, "", at.String())
	}
	return csvOf(rows)
}

// csvOf is rows as CSV, each field inert.
func csvOf(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, fields := range rows {
		for i := range fields {
			fields[i] = inert(fields[i])
		}
		_ = w.Write(fields) // Flush keeps the error
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// String is the cell as the CSV writes it; empty parts are left out.
func (c Cell) String() string {
	var parts []string
	for _, p := range []string{c.Workbook, c.Tab, c.Cell} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "!")
}

// inert is text that no spreadsheet takes for a formula, and no terminal for a
// command. White space before the sign doesn't hide it; nor does a sign's
// full-width form.
func inert(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, s)
	t := strings.TrimLeft(s, " \t\r\n\u00a0\u3000\u200b\ufeff")
	if t != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(t)[0]) || strings.HasPrefix(s, "\t") {
		return "'" + s
	}
	return s
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
