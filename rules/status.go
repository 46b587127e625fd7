package rules

import "strings"

// Status is what a finding says, worst first: a smaller status is worse.
type Status uint8

// The twelve statuses. Their order is the order of severity.
const (
	NoStatus    Status = iota
	Overdue            // due has passed, no evidence, can still be put right
	Unmet              // closed, or the year is over, and not reached
	Invalid            // a cell that can't be read, contradicts another, stands twice
	Missing            // no row for the unit, or a cell that must be filled is blank
	Unconfirmed        // read, but something is wanting (a tick without its date)
	Behind             // below the pace that the office set
	DueSoon            // within the warning days before due
	InProgress         // the period is open, not reached yet
	Late               // done, after due
	Met                // done in time, or reached
	NotDue             // the period hasn't begun
	Exempt             // the office agreed, or there is nothing to divide by
)

// Statuses is every status, worst first.
func Statuses() []Status {
	return []Status{Overdue, Unmet, Invalid, Missing, Unconfirmed, Behind, DueSoon, InProgress, Late, Met, NotDue, Exempt}
}

// String is the status in code, plans and JSON: "due-soon".
func (s Status) String() string {
	return [...]string{"", "overdue", "unmet", "invalid", "missing", "unconfirmed", "behind",
		"due-soon", "in-progress", "late", "met", "not-due", "exempt"}[s]
}

// ParseStatus is the status of a plan's word; false when there is none such.
func ParseStatus(word string) (Status, bool) {
	for _, s := range Statuses() {
		if s.String() == word {
			return s, true
		}
	}
	return NoStatus, false
}

// Open reports whether somebody still has to do something about it.
func (s Status) Open() bool { return s >= Overdue && s <= InProgress }

// Done reports whether the obligation is carried out (in time or late).
func (s Status) Done() bool { return s == Met || s == Late }

// Office is the status in the office's mail and tables; the number of days
// over due is added where it is shown.
func (s Status) Office() string {
	return [...]string{"", "Quá hạn", "Chưa đạt", "Cần sửa số liệu", "Thiếu số liệu", "Cần xác nhận",
		"Chậm tiến độ", "Sắp đến hạn", "Đang thực hiện", "Đã thực hiện (sau hạn)", "Đạt", "Chưa đến kỳ", "Không áp dụng"}[s]
}

// Label is what stands in people's sheets. Each begins with a mark, so that
// nobody depends on the colour; the colour rules compare the whole text.
type Label string

// The labels of people's sheets.
const (
	LabelNone     Label = ""
	LabelOverdue  Label = "✗ Quá hạn"
	LabelUnmet    Label = "✗ Chưa đạt"
	LabelFix      Label = "! Cần bổ sung"
	LabelWaiting  Label = "– Chờ Văn phòng xác nhận"
	LabelDueSoon  Label = "… Sắp đến hạn"
	LabelProgress Label = "Đang thực hiện"
	LabelDone     Label = "✓ Đã thực hiện"
	LabelReached  Label = "✓ Đạt"
	LabelExempt   Label = "– Không áp dụng"
)

// Labels is every label that can stand in a sheet, worst first.
func Labels() []Label {
	return []Label{LabelOverdue, LabelUnmet, LabelFix, LabelWaiting, LabelDueSoon, LabelProgress, LabelDone, LabelReached, LabelExempt}
}

// Mark is the sign with which the label begins, alone: "✗". What is under way has
// none of its own in a label, and is a dot.
func (l Label) Mark() string {
	switch l {
	case LabelNone:
		return ""
	case LabelProgress:
		return "·"
	}
	mark, _, _ := strings.Cut(string(l), " ")
	return mark
}

// Fill is the label's background as RRGGBB; "" for none.
func (l Label) Fill() string {
	switch l {
	case LabelOverdue, LabelUnmet:
		return "F8C9C4"
	case LabelFix:
		return "FBD9A5"
	case LabelDueSoon:
		return "FFF5C2"
	case LabelDone, LabelReached:
		return "D5EFD2"
	case LabelWaiting, LabelExempt:
		return "EFEFEF"
	}
	return ""
}
