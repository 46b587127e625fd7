package rules

// cited is the clause at the end of a default sentence.
func cited(f *Finding) string {
	if f.Rule.Clause == "" {
		return "."
	}
	return " ({mục})."
}

// defaults are the sentences for a finding where the plan has none that fits,
// the fullest first: the first of which all figures are known is used. Beside
// the plan's placeholders they have {tên} (the rule's title), {trang} (the tab's
// title), {đầu kỳ}, {còn lại} (the days left, in words), {văn phòng}, {lý do} and
// {đến ngày} (of an exemption, the last day with a comma) and {lỗi} (what is
// wrong with the cell).
func (v *Verdict) defaults(f *Finding) []string {
	texts := byReason(f)
	if len(texts) == 0 {
		switch {
		case f.Rule.Done != nil:
			texts = doneTexts(f)
		case f.Rule.Reach != nil:
			texts = reachTexts(f)
		default:
			texts = checkTexts(f)
		}
	}
	full := make([]string, 0, len(texts))
	for _, text := range texts {
		full = append(full, "{tên}: "+text+cited(f))
	}
	return full
}

// byReason are the sentences that are alike for all kinds.
func byReason(f *Finding) []string {
	switch f.Status {
	case Exempt:
		if f.Reason == OfficeAgreed {
			return []string{"không áp dụng {kỳ}; {văn phòng} đã xác nhận: {lý do}{đến ngày}", "không áp dụng {kỳ}; {văn phòng} đã xác nhận{đến ngày}"}
		}
		return []string{"tổng số bằng 0 nên chưa tính tỷ lệ {ngưỡng} {kỳ}", "không áp dụng {kỳ}"}
	case NotDue:
		return []string{"chưa đến kỳ; {kỳ} bắt đầu từ {đầu kỳ}"}
	case Invalid:
		if f.Period.Every == Year {
			return []string{"{lỗi}", "ô ở cột '{cột}' ghi chưa đúng; đề nghị kiểm tra lại", "đề nghị kiểm tra lại số liệu"}
		}
		return []string{"{kỳ}, {lỗi}", "{kỳ}, ô ở cột '{cột}' ghi chưa đúng; đề nghị kiểm tra lại", "{kỳ}, đề nghị kiểm tra lại số liệu"}
	case Missing:
		return missingTexts(f)
	case Unconfirmed:
		return unconfirmedTexts(f)
	}
	return nil
}

// missingTexts say what isn't there.
func missingTexts(f *Finding) []string {
	switch {
	case f.Rule.Check != nil:
		return []string{"đơn vị chưa có dòng số liệu ở trang '{trang}'"}
	case f.Level != ForUnit:
		return []string{"chưa có số liệu ở cột '{cột}' để tính {kỳ}; hạn {hạn}", "chưa có số liệu để tính {kỳ}; hạn {hạn}"}
	case f.Reason == NoRow:
		return []string{"đơn vị chưa có dòng số liệu ở trang '{trang}'; hạn {hạn}"}
	case f.Reason == NoTarget:
		return []string{"chưa ghi chỉ tiêu {kỳ} ở cột '{cột}'; hạn {hạn}"}
	case f.Reason == NoNeed:
		return []string{"chưa ghi cột '{cột}' {kỳ}; hạn {hạn}"}
	}
	return []string{"chưa ghi số liệu {kỳ} ở cột '{cột}'; hạn {hạn}", "chưa ghi số liệu {kỳ}; hạn {hạn}"}
}

// unconfirmedTexts say what is wanting beside what was read.
func unconfirmedTexts(f *Finding) []string {
	switch f.Reason {
	case AskedOffice:
		return []string{"đơn vị đề nghị 'Không áp dụng' {kỳ}; chờ {văn phòng} xác nhận"}
	case NoDate:
		return []string{"đã đánh dấu {kỳ} nhưng thiếu ngày; đề nghị bổ sung"}
	}
	return []string{"chưa ghi cột '{cột}'; đề nghị bổ sung", "đề nghị bổ sung số liệu {kỳ}"}
}

// doneTexts are the sentences of done rules.
func doneTexts(f *Finding) []string {
	state := "chưa ghi nhận {kỳ}"
	switch f.Reason {
	case UnderWay:
		state = "{kỳ} đang thực hiện, chưa hoàn thành"
	case TooFew:
		state = "{kỳ} mới ghi nhận {n}/{chỉ tiêu} lần"
	case NoRow:
		state = "chưa ghi nhận {kỳ}, đơn vị chưa có dòng số liệu ở trang '{trang}'"
	}
	switch f.Status {
	case Overdue:
		return []string{state + "; hạn {hạn}, quá {quá} ngày"}
	case Unmet:
		if f.Reason == TooFew {
			return []string{state + "; hạn {hạn}, đã chốt kỳ"}
		}
		return []string{"không ghi nhận {kỳ}; hạn {hạn}, đã chốt kỳ"}
	case DueSoon:
		return []string{state + "; hạn {hạn}{còn lại}"}
	case InProgress:
		return []string{state + "; hạn {hạn}"}
	case Late:
		return []string{"đã thực hiện {kỳ} ngày {ngày}, muộn {quá} ngày so với hạn {hạn}", "đã thực hiện {kỳ} sau hạn {hạn}"}
	}
	return []string{"đã thực hiện {kỳ} ngày {ngày}", "đã thực hiện {kỳ}"}
}

// reachTexts are the sentences of reach rules.
func reachTexts(f *Finding) []string {
	least := "yêu cầu"
	if f.Rule.Soft {
		least = "mức phấn đấu"
	}
	if f.isShare() && f.Target.Cmp(Int(100)) < 0 {
		least += " ít nhất"
	}
	least += " {ngưỡng}"
	rest := ""
	if f.Without > 0 {
		rest = "; chưa tính {x} đơn vị có số liệu thiếu hoặc cần xác nhận"
	}
	if f.isShare() {
		return shareTexts(f, least, rest)
	}
	switch f.Status {
	case Unmet:
		return []string{"{kỳ} đạt {n}/{chỉ tiêu}, thiếu {thiếu}; hạn {hạn}" + rest, "không ghi nhận số liệu {kỳ}; hạn {hạn}, đã chốt kỳ"}
	case Behind:
		return []string{"đã có {n}/{chỉ tiêu}; mốc hết {hết kỳ} là {mốc}, còn thiếu {thiếu mốc}" + rest}
	case DueSoon, InProgress:
		return []string{"đã có {n}/{chỉ tiêu}; còn {thiếu} trước {hạn}" + rest, "chưa ghi số liệu {kỳ}; hạn {hạn}"}
	}
	if gap, ok := f.gap(); ok && gap.Sign() < 0 {
		return []string{"{kỳ} đạt {n}/{chỉ tiêu}, vượt {vượt}" + rest}
	}
	return []string{"{kỳ} đạt {n}/{chỉ tiêu}" + rest}
}

// shareTexts are the sentences of reach rules for a share.
func shareTexts(f *Finding, least, rest string) []string {
	switch f.Status {
	case Unmet:
		return []string{"{kỳ} mới đạt {n}/{N} ({p}%); " + least + ", hạn {hạn}" + rest, "{kỳ} mới đạt {p}%; " + least + ", hạn {hạn}" + rest,
			"không ghi nhận số liệu {kỳ}; hạn {hạn}, đã chốt kỳ"}
	case Behind, DueSoon, InProgress:
		return []string{"đã đạt {n}/{N} ({p}%); " + least + " trước {hạn}" + rest, "đã đạt {p}%; " + least + " trước {hạn}" + rest,
			"chưa ghi số liệu {kỳ}; hạn {hạn}"}
	}
	return []string{"{kỳ} đạt {n}/{N} ({p}%), " + least + rest, "{kỳ} đạt {p}%, " + least + rest}
}

// checkTexts are the sentences of check rules.
func checkTexts(f *Finding) []string {
	if f.Status == Unmet {
		return []string{"số liệu {kỳ} chưa hợp lệ ở cột '{cột}', đã chốt kỳ", "số liệu {kỳ} chưa hợp lệ, đã chốt kỳ"}
	}
	return []string{"số liệu hợp lệ"}
}

// manyDefault is the sentence for several periods of one status.
func manyDefault(f *Finding) string {
	done := f.Rule.Done != nil
	switch f.Status {
	case Overdue, DueSoon, InProgress:
		if done {
			return "chưa ghi nhận {các kỳ}"
		}
		return "chưa đạt {các kỳ}"
	case Unmet:
		if done {
			return "không ghi nhận {các kỳ}, đã chốt kỳ"
		}
		return "không đạt {các kỳ}"
	case Invalid:
		return "cần sửa số liệu {các kỳ}"
	case Missing:
		return "thiếu số liệu {các kỳ}"
	case Unconfirmed:
		return "cần xác nhận {các kỳ}"
	case Behind:
		return "dưới mốc tiến độ {các kỳ}"
	case Late:
		return "thực hiện sau hạn {các kỳ}"
	case NotDue:
		return "chưa đến {các kỳ}"
	case Exempt:
		return "không áp dụng {các kỳ}"
	}
	if done {
		return "đã thực hiện {các kỳ}"
	}
	return "đạt {các kỳ}"
}
