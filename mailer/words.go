package mailer

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rasoat/rules"
)

// clause is the rule's place in the plan in brackets, with a space before; ""
// when it has none.
func clause(r *rules.Rule) string {
	if r.Clause == "" {
		return ""
	}
	return " (" + r.Clause + ")"
}

// lower is text for the middle of a sentence; what begins with two capitals, or
// with a capital and a digit, stays.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(second) || unicode.IsDigit(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

// upper is text for the beginning of a sentence.
func upper(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// moment is when the sheets were read: "lúc 08:00 ngày 20/10/2022", the day
// alone when no time is known.
func moment(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 {
		return "ngày " + t.Format("02/01/2006")
	}
	return t.Format("lúc 15:04 ngày 02/01/2006")
}

// named is a list of names, at most most of them.
func named(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s và %d đơn vị khác", strings.Join(names[:most], ", "), len(names)-most)
}

// when says in words when a rule's instances are due; year is the plan's.
func when(r *rules.Rule, d rules.Due, year int) string {
	if r.Every == rules.Year || len(r.Only) == 1 {
		return once(r, d, year)
	}
	end := [...]string{"kỳ", "tháng", "quý", "kỳ 6 tháng", "năm"}[r.Every]
	switch {
	case d.Day > 0 && r.Every == rules.Month:
		return fmt.Sprintf("ngày %d của tháng", d.Day)
	case d.Day > 0:
		return fmt.Sprintf("ngày %d của tháng cuối %s", d.Day, end)
	case d.FromStart:
		return fmt.Sprintf("ngày thứ %d của %s", d.Days+1, end)
	case d.Days > 0:
		return fmt.Sprintf("hết %s thêm %d ngày", end, d.Days)
	case d.Days < 0:
		return fmt.Sprintf("%d ngày trước khi hết %s", -d.Days, end)
	}
	return "ngày cuối " + end
}

// once is the day on which a rule with one instance a year is due, before it is
// moved for weekends.
func once(r *rules.Rule, d rules.Due, year int) string {
	p := rules.NewPeriod(rules.Year, 1, year)
	if len(r.Only) == 1 {
		p = r.Only[0]
	}
	day := d.In(p)
	if day.Year() != year {
		return day.String()
	}
	return day.Short()
}

// wordy reports whether text has words in it, and so perhaps somebody's name:
// two letters in a row.
func wordy(text string) bool {
	before := false
	for _, r := range text {
		letter := unicode.IsLetter(r)
		if letter && before {
			return true
		}
		before = letter || before && unicode.IsMark(r)
	}
	return false
}
