package rules

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Every is how often a rule asks.
type Every uint8

// The lengths of a period. The zero value is none.
const (
	NoPeriod Every = iota
	Month
	Quarter
	Half
	Year
)

// String is the plan language's word: "month", "quarter", "half", "year".
func (e Every) String() string {
	return [...]string{"", "month", "quarter", "half", "year"}[e]
}

// Count is how many such periods a year has.
func (e Every) Count() int { return [...]int{0, 12, 4, 2, 1}[e] }

// months is how many months such a period has.
func (e Every) months() int { return [...]int{0, 1, 3, 6, 12}[e] }

// Period is one month, quarter, half or year of a year. The zero value is none.
type Period struct {
	Every Every
	N     uint8 // 1-based: month 9, quarter 3
	Year  int16
}

// NewPeriod is the n-th (from 1) such period of the year.
func NewPeriod(every Every, n, year int) Period {
	return Period{Every: every, N: uint8(n), Year: int16(year)}
}

// Slots is the number of periods in a year: 12 months, 4 quarters, 2 halves, 1 year.
const Slots = 19

// Slot numbers the periods of a year from 0 to Slots-1; -1 for none.
func (p Period) Slot() int {
	first := [...]int{-1, 0, 12, 16, 18}[p.Every]
	if first < 0 {
		return -1
	}
	return first + int(p.N) - 1
}

// Start is the period's first day.
func (p Period) Start() Date {
	return NewDate(int(p.Year), time.Month((int(p.N)-1)*p.Every.months()+1), 1)
}

// End is the period's last day.
func (p Period) End() Date {
	return NewDate(int(p.Year), time.Month(int(p.N)*p.Every.months()+1), 1) - 1
}

// String is the period in JSON: 2022, 2022-H1, 2022-Q3, 2022-09; "" for none.
func (p Period) String() string {
	switch p.Every {
	case Month:
		return fmt.Sprintf("%d-%02d", p.Year, p.N)
	case Quarter:
		return fmt.Sprintf("%d-Q%d", p.Year, p.N)
	case Half:
		return fmt.Sprintf("%d-H%d", p.Year, p.N)
	case Year:
		return fmt.Sprint(p.Year)
	}
	return ""
}

// PeriodOf is the period that [Period.String] writes so; false for anything else.
func PeriodOf(code string) (Period, bool) {
	year, rest, _ := strings.Cut(code, "-")
	y, err := strconv.Atoi(year)
	if err != nil || y < 1 || y > 9999 {
		return Period{}, false
	}
	p := NewPeriod(Year, 1, y)
	if rest != "" {
		p.Every = Month
		switch rest[0] {
		case 'H':
			p.Every, rest = Half, rest[1:]
		case 'Q':
			p.Every, rest = Quarter, rest[1:]
		}
		n, err := strconv.Atoi(rest)
		if err != nil || n < 1 || n > p.Every.Count() {
			return Period{}, false
		}
		p.N = uint8(n)
	}
	return p, p.String() == code
}

// Short is the period in a sentence whose year is known: "tháng 9", "Quý III",
// "6 tháng đầu năm", "năm 2022".
func (p Period) Short() string {
	switch p.Every {
	case Month:
		return fmt.Sprintf("tháng %d", p.N)
	case Quarter:
		return "Quý " + [...]string{"", "I", "II", "III", "IV"}[p.N]
	case Half:
		return [...]string{"", "6 tháng đầu năm", "6 tháng cuối năm"}[p.N]
	case Year:
		return fmt.Sprintf("năm %d", p.Year)
	}
	return ""
}

// Label is the period in a sentence: "tháng 9/2022", "Quý III/2022",
// "6 tháng đầu năm 2022", "năm 2022".
func (p Period) Label() string {
	switch p.Every {
	case Month, Quarter:
		return fmt.Sprintf("%s/%d", p.Short(), p.Year)
	case Half:
		return fmt.Sprintf("%s %d", p.Short(), p.Year)
	}
	return p.Short()
}
