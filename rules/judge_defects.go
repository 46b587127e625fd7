package rules

import (
	"math/big"
	"slices"
	"strconv"
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

// defect notes a fault of a date's cell.
func (a *asking) defect(v *Value, c *Column, what fault) {
	a.note(c, v, SevError, faultText(v, what, a.in))
}

// note makes a defect of a cell.
func (a *asking) note(c *Column, v *Value, s Severity, message string) {
	a.made = append(a.made, Defect{At: v.At, Unit: a.d.Units[a.unit].Name, Column: a.d.headerOf(c, a.in.period),
		Value: valueText(v, c.Type), Severity: s, Message: message})
}

// valueText is a value as a defect shows it.
func valueText(v *Value, t Type) string {
	switch {
	case v.Date != 0:
		return v.Date.String()
	case t == TypePercent:
		return v.Num.String() + "%"
	case t == TypeCount || t == TypeNumber:
		return v.Num.String()
	}
	return Shown(v.Text)
}

// faultText is the fault as a sentence.
func faultText(v *Value, what fault, in *instance) string {
	date := v.Date.String()
	switch what {
	case faultFuture:
		return "Ngày " + date + " ở sau thời điểm kiểm tra; chưa tính là đã thực hiện."
	case faultBefore:
		return "Ngày " + date + " trước khi bắt đầu " + in.period.Label() + " (" + in.start.String() + "); đề nghị kiểm tra lại."
	case faultWindow:
		return "Ngày " + date + " ngoài thời gian thực hiện; đề nghị kiểm tra lại."
	}
	return "Ghi là chưa thực hiện nhưng đã có ngày; đề nghị kiểm tra lại."
}

// partText says that a part is more than its whole.
func partText(part, whole *Value) string {
	return "Số 'trong đó' (" + part.Num.String() + ") lớn hơn tổng (" + whole.Num.String() + ")."
}

// shareText says that a percentage isn't that of the numbers beside it.
func shareText(a *amount, share Num, exact *big.Rat) string {
	return "Tỷ lệ ghi " + share.String() + "% nhưng tính lại là " + ratText(exact, max(2, min(int(share.e), maxShown))) + "% (" +
		a.value.String() + "/" + a.whole.String() + "); hệ thống dùng số tính lại."
}

// maxShown is how many decimals a sentence shows at most.
const maxShown = 4

// sameText says that a value stands more than once.
func sameText(v *Value, times int) string {
	return "Giá trị '" + Shown(v.Text) + "' ghi ở " + strconv.Itoa(times) + " dòng; đề nghị kiểm tra lại."
}

// orderText says that two columns are in the wrong order.
func orderText(later, earlier string, t Type) string {
	if t == TypeDate || t == TypeDocument {
		return "'" + later + "' trước '" + earlier + "'; đề nghị kiểm tra lại."
	}
	return "'" + later + "' nhỏ hơn '" + earlier + "'; đề nghị kiểm tra lại."
}

// headerOf is the column's header as it stands in the tab; of a column that is
// named by nothing but the period, the period.
func (d *Data) headerOf(c *Column, p Period) string {
	if list := d.Tables[c.Table.Index].Headers; c.Index < len(list) && list[c.Index] != "" {
		return list[c.Index]
	}
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
	slices.SortStableFunc(merged, func(a, b Defect) int { return a.At.compare(b.At) })
	return merged
}
