package main

import (
	"rasoat/rules"
	"rasoat/setup"
)

// findingSheets is all findings as a workbook's sheet, for who wants them attached to
// the digest. Remarks of people aren't in it.
func findingSheets(v *rules.Verdict) []setup.Sheet {
	s := setup.Sheet{Title: "Kết quả " + v.Today.ISO(), Lines: []string{v.Plan.Title}, Frozen: 1}
	for _, c := range []struct {
		header string
		width  int
	}{{"Đơn vị", 32}, {"Nhóm", 20}, {"Nội dung", 30}, {"Mục", 16}, {"Kỳ", 16}, {"Hạn", 12}, {"Trạng thái", 24}, {"Giải thích", 80}} {
		s.Columns = append(s.Columns, setup.Column{Header: c.header, Width: c.width})
	}
	text := func(t string) rules.Cell { return rules.Cell{Kind: rules.Text, Text: t} }
	for i := range v.Findings {
		f := &v.Findings[i]
		s.Rows = append(s.Rows, []rules.Cell{text(v.Subject(f)), text(f.Group), text(f.Rule.Title), text(f.Rule.Clause),
			text(f.Period.Short()), text(f.Due.String()), text(f.Status.Office()), text(v.Why(f))})
	}
	return []setup.Sheet{s}
}
