package rules

import "time"

// Date is a calendar day, as the serial number of spreadsheets: days since
// 30 December 1899. It has no time of day and no zone; 0 means no date. Dates
// are compared with < and >, and moved by adding days.
type Date int32

// epoch is the Unix day of serial number 0.
const epoch = -25569

// NewDate is the day; a day that doesn't exist (31 June) is normalised as
// [time.Date] does, see [ValidDate] for text from people.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400 - epoch)
}

// ValidDate is the day, and false when the calendar has no such day.
func ValidDate(year, month, day int) (Date, bool) {
	if month < 1 || month > 12 || day < 1 || day > DaysIn(year, time.Month(month)) {
		return 0, false
	}
	return NewDate(year, time.Month(month), day), true
}

// DaysIn is the number of days of a month.
func DaysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// DateOf is the day on which t falls, in t's own location.
func DateOf(t time.Time) Date { return NewDate(t.Year(), t.Month(), t.Day()) }

// Time is the start of the day in UTC.
func (d Date) Time() time.Time { return time.Unix((int64(d)+epoch)*86400, 0).UTC() }

// Year is the day's year.
func (d Date) Year() int { return d.Time().Year() }

// ISO is the day as 2022-10-20; "" for no date.
func (d Date) ISO() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// String is the day as people here write it, 20/10/2022; "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("02/01/2006")
}

// Short is the day without its year, 20/10.
func (d Date) Short() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("02/01")
}
