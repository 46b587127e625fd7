package config

import (
	"regexp"
	"strconv"
	"strings"

	"rasoat/rules"
)

// The short expressions of the plan language: dates, days, due dates, shares and
// periods. Each parser is exact: what it doesn't know is no value.

var (
	dayMonth = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})(?:/(\d{4}))?$`)
	isoDate  = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`)
	dayCount = regexp.MustCompile(`^(\d{1,4}) ?d$`)
	relative = regexp.MustCompile(`^(start|end)(?: ?([+-]) ?(\d{1,4}) ?d)?$`)
	dayOf    = regexp.MustCompile(`^day (\d{1,2})$`)
	share    = regexp.MustCompile(`^(\d{1,12}(?:[.,]\d{1,2})?) ?%$`)
	number   = regexp.MustCompile(`^-?\d{1,12}(?:[.,]\d{1,2})?$`)
	dots     = regexp.MustCompile(`^\d{1,3}(\.\d{3})+$`)
	onePart  = regexp.MustCompile(`^([MQH])(\d{1,2})$`)
)

// dateExample is the hint for dates.
const dateExample = "31/3 (of the plan's year), 31/3/2023 or 2023-03-31"

// parseDate reads 31/3, 31/3/2023 or 2023-03-31. looks is true for what has such
// a form, even where the calendar has no such day.
func parseDate(s string, year int) (day rules.Date, looks bool) {
	if m := isoDate.FindStringSubmatch(s); m != nil {
		day, _ = rules.ValidDate(atoi(m[1]), atoi(m[2]), atoi(m[3]))
		return day, true
	}
	m := dayMonth.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	if m[3] != "" {
		year = atoi(m[3])
	}
	day, _ = rules.ValidDate(year, atoi(m[2]), atoi(m[1]))
	return day, true
}

// date reads a text that must be a date; 0 for no text and after a problem.
func (b *builder) date(t text) rules.Date {
	if t.s == "" {
		return 0
	}
	day, looks := parseDate(t.s, b.plan.Year)
	switch {
	case !looks:
		b.problem(t.n, dateExample, "a date is wanted, not %s", quote(t.s))
	default:
		b.exists(t, day)
	}
	return day
}

// exists notes days that no calendar has, and years that can't be meant.
func (b *builder) exists(t text, day rules.Date) bool {
	switch {
	case day == 0 && strings.HasPrefix(t.s, "29/"):
		b.problem(t.n, dateExample, "%s doesn't exist: its year is no leap year", quote(t.s))
	case day == 0:
		b.problem(t.n, dateExample, "%s doesn't exist", quote(t.s))
	case day.Year() < 2000 || day.Year() > 2101:
		b.problem(t.n, dateExample, "the year of %s can't be meant", quote(t.s))
	default:
		return true
	}
	return false
}

// parseDays reads 5d.
func parseDays(s string) (int, bool) {
	m := dayCount.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	return atoi(m[1]), true
}

// due reads when an instance is due.
func (b *builder) due(t text) (rules.Due, bool) {
	if m := dayOf.FindStringSubmatch(t.s); m != nil {
		day := atoi(m[1])
		if day < 1 || day > 31 {
			b.problem(t.n, "from day 1 to day 31, which is the last day of short months", "no month has a %s", quote(t.s))
		}
		return rules.Due{Day: day}, day >= 1 && day <= 31
	}
	if m := relative.FindStringSubmatch(t.s); m != nil {
		days := atoi(m[3])
		if m[2] == "-" {
			days = -days
		}
		return rules.Due{FromStart: m[1] == "start", Days: days}, true
	}
	if day, looks := parseDate(t.s, b.plan.Year); looks {
		return rules.Due{On: day}, b.exists(t, day)
	}
	b.problem(t.n, "day 20; 31/3; 31/3/2023; start + 5d; end + 10d; end", "%s says no due date", quote(t.s))
	return rules.Due{}, false
}

// offset reads warn, ask and closes: days, a date, or with fromEnd "end + 31d".
func (b *builder) offset(t text, fromEnd bool, example string) (rules.Offset, bool) {
	if n, ok := parseDays(t.s); ok {
		return rules.Offset{Days: n}, true
	}
	if m := relative.FindStringSubmatch(t.s); m != nil && fromEnd && m[1] == "end" && m[2] != "-" {
		return rules.Offset{FromEnd: true, Days: atoi(m[3])}, true
	}
	if day, looks := parseDate(t.s, b.plan.Year); looks {
		return rules.Offset{On: day}, b.exists(t, day)
	}
	b.problem(t.n, example, "%s says no time", quote(t.s))
	return rules.Offset{}, false
}

// parseShare reads 80% or 62,5%, as 80 or 62,5.
func parseShare(s string) (rules.Num, bool) {
	m := share.FindStringSubmatch(s)
	if m == nil {
		return rules.Num{}, false
	}
	return rules.ParseDecimal(strings.Replace(m[1], ",", ".", 1))
}

// parseNumber reads 250 or 84,5.
func parseNumber(s string) (rules.Num, bool) {
	if !number.MatchString(s) {
		return rules.Num{}, false
	}
	return rules.ParseDecimal(strings.Replace(s, ",", ".", 1))
}

// parseEvery reads month, quarter, half or year.
func parseEvery(s string) (rules.Every, bool) {
	for e := rules.Month; e <= rules.Year; e++ {
		if e.String() == s {
			return e, true
		}
	}
	return rules.NoPeriod, false
}

// parsePeriod reads M1 to M12, Q1 to Q4, H1 and H2. looks is true for what has
// such a form, even where the year has no such period.
func parsePeriod(s string, year int) (p rules.Period, looks bool) {
	m := onePart.FindStringSubmatch(s)
	if m == nil {
		return rules.Period{}, false
	}
	every := map[string]rules.Every{"M": rules.Month, "Q": rules.Quarter, "H": rules.Half}[m[1]]
	n := atoi(m[2])
	if n < 1 || n > every.Count() {
		return rules.Period{}, true
	}
	return rules.NewPeriod(every, n, year), true
}

// atoi is for digits that a pattern has counted.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
