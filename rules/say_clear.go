package rules

import "strings"

// Clear is how the finding can be cleared, as an instruction without its due
// date: "ghi ngày rà soát Quý III vào cột 'Ngày rà soát'". It is "" when there is
// nothing (more) to do.
func (v *Verdict) Clear(f *Finding) string {
	if !f.Status.Open() || f.Closed {
		return ""
	}
	if f.Level != ForUnit {
		text, ok := v.fillQuiet(f.Rule.Do, f)
		if !ok {
			return ""
		}
		return text
	}
	return v.ways(f)[0]
}

// ways is every way to say what a unit should do, the best first; at least one.
func (v *Verdict) ways(f *Finding) []string {
	var ways []string
	for _, say := range v.actions(f) {
		if text, ok := v.fillQuiet(say, f); ok && text != "" {
			ways = append(ways, text)
		}
	}
	if len(ways) == 0 {
		ways = append(ways, "kiểm tra lại số liệu")
	}
	return ways
}

// fillQuiet fills an instruction in. What would change from day to day by itself
// isn't filled in: instructions stand in people's sheets.
func (v *Verdict) fillQuiet(say string, f *Finding) (string, bool) {
	var b strings.Builder
	whole := true
	split(say, func(s string) { b.WriteString(s) }, func(name string, closed bool) {
		text, ok := v.figure(name, f, nil)
		whole = whole && closed && ok && name != "quá" && name != "còn"
		b.WriteString(text)
	})
	return strings.TrimRight(b.String(), ". "), whole
}

// actions are the instructions for a unit, the best first.
func (v *Verdict) actions(f *Finding) []string {
	at := ""
	if f.Period.Every != Year {
		at = " {kỳ ngắn}"
	}
	switch f.Reason {
	case BadCell, OutOfOrder, NotAmong, Twice:
		return mend(f)
	case Contradict:
		if f.Rule.Done != nil {
			return []string{"sửa cột '{cột}'" + at + " hoặc ô ghi ngày cho thống nhất"}
		}
		return mend(f)
	case NoRow:
		return []string{"thêm dòng của đơn vị vào trang '{trang}'"}
	case NoTarget:
		return []string{"ghi chỉ tiêu" + at + " vào cột '{cột}'"}
	case AskedOffice:
		return []string{"chờ Văn phòng xác nhận 'Không áp dụng'" + at}
	case NoDate:
		return []string{"bổ sung ngày" + at + " vào cột '{cột}'"}
	case NoNeed:
		if f.Rule.Done != nil {
			return []string{"bổ sung cột '{cột}'" + at}
		}
		return []string{f.Rule.Do, "bổ sung cột '{cột}'" + at}
	case NoValue:
		if f.Rule.Reach != nil && f.Column == f.Rule.Reach.Of {
			return []string{"bổ sung cột '{cột}'" + at}
		}
		return []string{f.Rule.Do, "ghi số liệu" + at + " vào cột '{cột}'"}
	}
	return []string{f.Rule.Do, plainAction(f, at), "thực hiện {tên}" + at}
}

// mend asks for a cell to be mended, naming the period where there are several.
func mend(f *Finding) []string {
	if f.Column != nil && f.Column.Periodic {
		return []string{"sửa ô ở cột '{cột}', {kỳ ngắn}"}
	}
	return []string{"sửa ô ở cột '{cột}'"}
}

// plainAction is what to do where the plan doesn't say it.
func plainAction(f *Finding, at string) string {
	switch {
	case f.Rule.Reach != nil:
		return "cập nhật cột '{cột}'" + at
	case f.Rule.Check != nil:
		return "kiểm tra cột '{cột}'" + at
	case f.Column != nil && f.Column.Type == TypeDone:
		return "thực hiện, đánh dấu" + at + " vào cột '{cột}'"
	case f.Column != nil && f.Column.Type == TypeDocument:
		return "ghi số, ngày văn bản" + at + " vào cột '{cột}'"
	}
	return "ghi ngày thực hiện" + at + " vào cột '{cột}'"
}
