package rules

import (
	"cmp"
	"slices"
)

// fault is what judging finds wrong with a cell that was read well.
type fault uint8

const (
	faultNone   fault = iota
	faultFuture       // a date that hasn't come
	faultBefore       // a date before its period
	faultWindow       // a date outside the rule's window
	faultDenied       // a "no" beside a date
)

// defect notes a fault of a cell.
func (j *judging) defect(v *Value, u int, c *Column, s Severity, what fault, in *instance) {
	d := Defect{At: v.At, Column: headerOf(c, in.period), Severity: s, Value: v.Date.String()}
	if u >= 0 {
		d.Unit = j.d.Units[u].Name
	}
	d.Message = faultText(v, what, in)
	j.made = append(j.made, d)
}

// faultText is the fault as a sentence.
func faultText(v *Value, what fault, in *instance) string {
	switch what {
	case faultFuture:
		return "Ngày " + v.Date.String() + " ở sau thời điểm kiểm tra; chưa tính là đã thực hiện."
	case faultBefore:
		return "Ngày " + v.Date.String() + " trước khi bắt đầu " + in.period.Label() + " (" + in.start.String() + "); đề nghị kiểm tra lại."
	case faultWindow:
		return "Ngày " + v.Date.String() + " ngoài thời gian thực hiện; đề nghị kiểm tra lại."
	}
	return "Ghi là chưa thực hiện nhưng đã có ngày; đề nghị kiểm tra lại."
}

// headerOf is the column's header as people see it; of a column that is named by
// nothing but the period, the period.
func headerOf(c *Column, p Period) string {
	if len(c.Headers) > 0 && c.Headers[0] != "" {
		return c.Headers[0]
	}
	return p.Short()
}

// mergedDefects is what reading and judging found, one for each cell: an error
// beats a warning, what was found first beats what came later.
func (j *judging) mergedDefects() []Defect {
	all := append(append([]Defect(nil), j.d.Defects...), j.made...)
	at := make(map[Ref]int, len(all))
	merged := all[:0]
	for _, d := range all {
		if i, seen := at[d.At]; seen && d.At.Tab != 0 {
			if d.Severity < merged[i].Severity {
				merged[i] = d
			}
			continue
		}
		at[d.At] = len(merged)
		merged = append(merged, d)
	}
	slices.SortStableFunc(merged, func(a, b Defect) int {
		return cmp.Or(cmp.Compare(a.At.Tab, b.At.Tab), cmp.Compare(a.At.Row, b.At.Row), cmp.Compare(a.At.Col, b.At.Col))
	})
	return merged
}
