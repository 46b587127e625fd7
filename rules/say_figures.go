package rules

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// figure is what stands for a placeholder, and whether the finding has it.
func (v *Verdict) figure(name string, f *Finding, many []*Finding) (string, bool) {
	if many != nil {
		switch name {
		case "số":
			return strconv.Itoa(len(many)), true
		case "các kỳ":
			return periodsText(many), true
		case "hạn":
			return f.Due.String(), sameDue(many)
		case "đơn vị", "năm", "mục", "cột", "tên", "ngưỡng", "văn phòng", "trang":
		default:
			return "", false // it differs from period to period
		}
	}
	if text, ok, known := v.wordFigure(name, f); known {
		return text, ok
	}
	if text, ok, known := v.dayFigure(name, f); known {
		return text, ok
	}
	return v.numFigure(name, f)
}

// wordFigure is a placeholder's text where that is a name.
func (v *Verdict) wordFigure(name string, f *Finding) (text string, ok, known bool) {
	switch name {
	case "đơn vị":
		text = oneLine(v.Subject(f))
	case "kỳ":
		text = f.Period.Label()
	case "kỳ ngắn":
		text = f.Period.Short()
	case "năm":
		text = strconv.Itoa(int(f.Period.Year))
	case "mục":
		text = f.Rule.Clause
	case "hết kỳ":
		text = f.MarkBy.Short()
	case "tên":
		text = f.Rule.Title
	case "cột":
		if f.Column != nil {
			text = v.Data.headerOf(f.Column, f.Period)
		}
	case "trang":
		if f.Column != nil {
			text = v.tabTitle(f.Column.Table)
		}
	case "lỗi":
		text = v.defectText(f)
	default:
		return v.officeFigure(name, f)
	}
	return text, text != "", true
}

// officeFigure is a placeholder's text where that is about what the office
// decided.
func (v *Verdict) officeFigure(name string, f *Finding) (text string, ok, known bool) {
	switch name {
	case "văn phòng":
		return cmp.Or(v.Plan.Office.Desk, "Văn phòng"), true, true
	case "lý do":
		text = v.reasonText(f)
		return text, text != "", true
	case "đến ngày":
		if d := v.exempted(f); d != nil && d.Date != 0 {
			text = ", đến hết ngày " + d.Date.String()
		}
		return text, true, true
	}
	return "", false, false
}

// dayFigure is a placeholder's text where that is a day or a number of days.
func (v *Verdict) dayFigure(name string, f *Finding) (text string, ok, known bool) {
	switch name {
	case "hạn":
		return f.Due.String(), f.Due != 0, true
	case "ngày":
		return f.On.String(), f.On != 0, true
	case "đầu kỳ":
		start := f.Period.Start()
		if f.Rule.Done != nil {
			start = max(start, f.Rule.Done.Window[0])
		}
		return start.String(), true, true
	case "quá":
		days := v.Today - f.Due
		if f.On != 0 {
			days = f.On - f.Due
		}
		return strconv.Itoa(int(days)), days > 0, true
	case "còn lại":
		if f.Due == v.Today {
			return ", hôm nay", true, true
		}
		return ", còn " + strconv.Itoa(int(f.Due-v.Today)) + " ngày", f.Due > v.Today, true
	case "còn":
		return strconv.Itoa(int(f.Due - v.Today)), f.Due >= v.Today, true
	}
	return "", false, false
}

// numFigure is a placeholder's text where that is a counted number.
func (v *Verdict) numFigure(name string, f *Finding) (string, bool) {
	switch name {
	case "n":
		return cut(f.Value), f.Counted
	case "N":
		return cut(f.Whole), f.Counted && f.OfWhole()
	case "p":
		return f.percent()
	case "chỉ tiêu":
		return cut(f.Target), f.Aimed
	case "ngưỡng":
		if f.isShare() {
			return cut(f.Target) + "%", f.Aimed
		}
		return cut(f.Target), f.Aimed
	case "thiếu":
		gap, ok := f.gap()
		return cut(gap), ok && gap.Sign() >= 0
	case "vượt":
		gap, ok := f.gap()
		return strings.TrimPrefix(cut(gap), "-"), ok && gap.Sign() <= 0
	case "mốc":
		return cut(f.Mark), f.MarkBy != (Period{})
	case "thiếu mốc":
		left := numOf(new(big.Rat).Sub(f.Mark.Rat(), f.Value.Rat()))
		return cut(left), f.MarkBy != (Period{}) && f.Counted && left.Sign() > 0
	case "x":
		return strconv.Itoa(f.Without), f.Level != ForUnit
	}
	return "", false
}

// cut is a number as it is shown: at most two decimals, never rounded up.
func cut(n Num) string { return ratText(n.Rat(), min(2, int(n.e))) }

// isShare reports whether the finding's target is a percentage.
func (f *Finding) isShare() bool {
	q := f.Rule.Reach
	return q != nil && (q.Of != nil || (q.Value != nil && q.Value.Type == TypePercent))
}

// percent is the value in percent: of the whole or, where there is none, of the
// target.
func (f *Finding) percent() (string, bool) {
	var r *big.Rat
	switch {
	case f.ByShare:
		r = f.Share.Rat()
	case !f.Counted:
	case f.OfWhole():
		r = percentOf(f.Value, f.Whole)
	case f.isShare():
		r = f.Value.Rat()
	case f.Aimed:
		r = percentOf(f.Value, f.Target)
	}
	if r == nil {
		return "", false
	}
	return ratText(r, 2), true
}

// gap is how much of the target is missing, less than 0 when it is over. Of a
// share of a whole: how many more, in whole ones.
func (f *Finding) gap() (Num, bool) {
	switch {
	case !f.Aimed || (!f.Counted && !f.ByShare):
		return Num{}, false
	case f.ByShare:
		return numOf(new(big.Rat).Sub(f.Target.Rat(), f.Share.Rat())), true
	case f.OfWhole():
		wanted := partOf(f.Whole.Rat(), f.Target.Rat())
		return ceilNum(wanted.Sub(wanted, f.Value.Rat())), true
	}
	return numOf(new(big.Rat).Sub(f.Target.Rat(), f.Value.Rat())), true
}

// tabTitle is the title of the tab that was read as the table, or the one it
// should have.
func (v *Verdict) tabTitle(t *Table) string {
	if sheets := v.Data.Tables[t.Index].Sheets; len(sheets) > 0 && sheets[0].Tab < len(v.Data.Tabs) {
		return v.Data.Tabs[sheets[0].Tab].Title
	}
	if len(t.Tabs) > 0 {
		return t.Tabs[0]
	}
	return t.Name
}

// defectText is what is wrong with the finding's first cell, to stand within a
// sentence.
func (v *Verdict) defectText(f *Finding) string {
	if len(f.Cells) == 0 {
		return ""
	}
	at := f.Cells[0]
	i, found := slices.BinarySearchFunc(v.Defects, at, func(d Defect, at Ref) int { return d.At.compare(at) })
	if !found {
		return ""
	}
	return uncapital(strings.TrimSuffix(v.Defects[i].Message, "."))
}

// uncapital makes the first letter a small one, unless it begins an
// abbreviation.
func uncapital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// exempted is the decision that exempts the finding's subject; nil for none.
func (v *Verdict) exempted(f *Finding) *Decision {
	var list []int
	for i := range v.Data.Decisions {
		if u := v.Data.Decisions[i].Unit; u < 0 || u == f.Unit {
			list = append(list, i)
		}
	}
	return v.exemption(list, f.Rule, f.Period, f.Due)
}

// reasonText is why the office exempted, to stand within a sentence.
func (v *Verdict) reasonText(f *Finding) string {
	d := v.exempted(f)
	if d == nil || d.Reason == "" {
		return ""
	}
	text := Masked(oneLine(d.Reason))
	return uncapital(strings.TrimRight(shorten(text, reasonLength), ". "))
}

// reasonLength is how much of the office's reason a sentence repeats.
const reasonLength = 160

// sameDue reports whether all are due on one day.
func sameDue(fs []*Finding) bool {
	for _, f := range fs {
		if f.Due != fs[0].Due {
			return false
		}
	}
	return true
}

// periodsText names several periods together: "Quý I, II, III/2022",
// "tháng 3, 5/2022".
func periodsText(fs []*Finding) string {
	var parts []string
	for i := 0; i < len(fs); {
		first := fs[i].Period
		text := first.Short()
		for i++; i < len(fs) && fs[i].Period.Every == first.Every && fs[i].Period.Year == first.Year; i++ {
			short := fs[i].Period.Short()
			if first.Every == Month || first.Every == Quarter {
				_, short, _ = strings.Cut(short, " ")
			}
			text += ", " + short
		}
		switch first.Every {
		case Month, Quarter:
			text += "/" + strconv.Itoa(int(first.Year))
		case Half:
			text += " " + strconv.Itoa(int(first.Year))
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}
