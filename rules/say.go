package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The placeholders of a plan's sentences:
//
//	{đơn vị}     the unit's, group's or whole's name
//	{kỳ}         the period with its year: Quý III/2022
//	{kỳ ngắn}    without it: Quý III
//	{năm}        the period's year
//	{hạn}        the due date: 10/10/2022
//	{ngày}       the day on which it was done
//	{quá}        days over due, today or when it was done
//	{còn}        days left
//	{n} {N}      what was counted, and of how many
//	{p}          the same in percent, cut to two decimals, without the sign
//	{chỉ tiêu}   the target;  {ngưỡng}  the same, with % when it is a share
//	{thiếu}      what is missing of the target;  {vượt}  what is over it
//	{mốc}        what should be there by {hết kỳ} (Quý III);  {thiếu mốc}  what is missing of that
//	{cột}        the header of the column to fill or mend
//	{mục}        the clause
//	{x}          units that a sum couldn't count
//	{số} {các kỳ}  how many periods, and which: in sentences for several
//
// A sentence with a placeholder for which the finding has nothing isn't used:
// the default is.
func placeholders() []string {
	return []string{"đơn vị", "kỳ", "kỳ ngắn", "năm", "hạn", "ngày", "quá", "còn", "n", "N", "p", "chỉ tiêu", "ngưỡng",
		"thiếu", "vượt", "mốc", "hết kỳ", "thiếu mốc", "cột", "mục", "x", "số", "các kỳ"}
}

// CheckSentence gives the placeholders of a plan's sentence that don't exist, as
// they stand there, without braces. A brace without its partner counts as one.
func CheckSentence(text string) (unknown []string) {
	known := map[string]bool{}
	for _, name := range placeholders() {
		known[norm.NFC.String(name)] = true
	}
	split(text, func(string) {}, func(name string, closed bool) {
		if !closed || !known[name] {
			unknown = append(unknown, name)
		}
	})
	return unknown
}

// split cuts a sentence into plain text and placeholders.
func split(text string, plain func(string), hole func(name string, closed bool)) {
	text = norm.NFC.String(text)
	for {
		open := strings.IndexAny(text, "{}")
		if open < 0 {
			plain(text)
			return
		}
		plain(text[:open])
		end := strings.IndexAny(text[open+1:], "{}")
		if text[open] == '}' || end < 0 || text[open+1+end] == '{' {
			hole(text[open:], false)
			return
		}
		hole(text[open+1:open+1+end], true)
		text = text[open+1+end+1:]
	}
}

// Why is the finding as a full sentence for mail and JSON: what is wanting, by
// when, under which clause.
func (v *Verdict) Why(f *Finding) string {
	if say := f.Rule.Say[f.Status].One; say != "" && f.planSpeaks(say) {
		if text, ok := v.fill(v.fitted(say, f), f, nil); ok {
			return text
		}
	}
	for _, say := range v.defaults(f) {
		if text, ok := v.fill(say, f, nil); ok {
			return text
		}
	}
	text, _ := v.fill("{tên} {kỳ}: "+strings.ToLower(f.Status.Office())+cited(f), f, nil)
	return text
}

// Many is one sentence for several periods of one rule and subject that have the
// same status.
func (v *Verdict) Many(fs []*Finding) string {
	switch len(fs) {
	case 0:
		return ""
	case 1:
		return v.Why(fs[0])
	}
	f := fs[0]
	if say := f.Rule.Say[f.Status].Many; say != "" && speakAll(fs, say) {
		if text, ok := v.fill(say, f, fs); ok {
			return text
		}
	}
	text, _ := v.fill("{tên}: "+manyDefault(f)+cited(f), f, fs)
	return text
}

// speakAll reports whether the plan's sentence is true of each of them.
func speakAll(fs []*Finding, say string) bool {
	for _, f := range fs {
		if !f.planSpeaks(say) {
			return false
		}
	}
	return true
}

// planSpeaks reports whether the plan's sentence for the finding's status is
// true of its reason too: a plan has one sentence for each status.
func (f *Finding) planSpeaks(say string) bool {
	switch f.Status {
	case Overdue, DueSoon, InProgress:
		return f.Reason != TooFew || strings.Contains(say, "{n}")
	case Unconfirmed:
		return f.Reason != AskedOffice
	case Missing:
		return f.Reason != NoRow
	case Invalid:
		return f.Reason == BadCell || f.Rule.Check != nil
	case Exempt:
		return f.Reason == NothingToDo
	}
	return true
}

// fitted is a plan's sentence made to fit: where only a percentage was given, that
// stands in place of the numbers, and not twice; no days left is today.
func (v *Verdict) fitted(say string, f *Finding) string {
	say = norm.NFC.String(say)
	if f.ByShare && strings.Contains(say, "{n}/{N}") {
		say = strings.Replace(strings.ReplaceAll(say, " ({p}%)", ""), "{n}/{N}", "{p}%", 1)
	}
	if f.Due == v.Today {
		say = strings.Replace(say, ", còn {còn} ngày", ", hôm nay", 1)
	}
	return say
}

// fill puts figures into a sentence. False when one isn't known.
func (v *Verdict) fill(say string, f *Finding, many []*Finding) (string, bool) {
	var b strings.Builder
	whole := true
	split(say, func(s string) { b.WriteString(s) }, func(name string, closed bool) {
		text, ok := v.figure(name, f, many)
		whole = whole && closed && ok
		b.WriteString(text)
	})
	return capital(b.String()), whole
}

// capital makes the first letter a capital.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsLower(r) {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
