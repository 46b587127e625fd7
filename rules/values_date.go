package rules

import (
	"math"
	"strings"
	"unicode"
)

// The serial numbers taken for days: plain numbers of the years 2000 to 2100,
// numbers shown as dates from 1930 (so that a year typed into a cell with a date
// format, 14/07/1905, is not one).
const (
	firstSerial = 36526
	firstShown  = 10959
	maxSerial   = 73415
)

// dateCell reads a number or tick box as a day; a time of day is cut off.
func dateCell(cell Cell) (Value, *Fault) {
	if cell.Kind == Bool {
		return tick(cell), nil
	}
	if cell.Num == 0 && cell.Formula {
		return Value{}, nil // what a look-up makes of an empty cell
	}
	if d, ok := serialDay(cell); ok {
		return Value{State: Good, Date: d}, nil
	}
	if cell.Format == AsDate {
		return bad("Ngày '%s' không tồn tại; đề nghị ghi theo ngày/tháng/năm, ví dụ 05/04/2022.", Shown(cellText(cell)))
	}
	return bad(dayFormat, Shown(cellText(cell)))
}

// serialDay is the day of a serial number.
func serialDay(cell Cell) (Date, bool) {
	first := float64(firstSerial)
	if cell.Format == AsDate {
		first = firstShown
	}
	if cell.Kind != Number || cell.Format == AsPercent || cell.Num < first || cell.Num >= maxSerial+1 {
		return 0, false
	}
	if cell.Format == General && cell.Num != math.Trunc(cell.Num) && cell.Num < firstSerial {
		return 0, false
	}
	return Date(cell.Num), true
}

// tick is a tick box.
func tick(cell Cell) Value {
	if cell.Num != 0 {
		return Value{State: Yes}
	}
	return Value{State: No}
}

// dateText reads typed text as a day.
func dateText(s string) (Value, *Fault) {
	if d, ok := plainDay(s); ok {
		return Value{State: Good, Date: d}, nil
	}
	plain := Bare(s)
	if isYesWord(plain) {
		return Value{State: Yes}, nil
	}
	if v, ok := intention(plain); ok {
		return v, nil
	}
	d, how := readDay(plain)
	if how == dayOK {
		return Value{State: Good, Date: d}, nil
	}
	return badDay(how, s)
}

// badDay is the sentence for text that isn't a day.
func badDay(how dayHow, s string) (Value, *Fault) {
	switch how {
	case dayAmerican:
		return bad("Ngày '%s' không hợp lệ theo thứ tự ngày/tháng/năm.", Shown(s))
	case dayNone:
		return bad("Ngày '%s' không tồn tại; đề nghị ghi theo ngày/tháng/năm, ví dụ 05/04/2022.", Shown(s))
	}
	return bad(dayFormat, Shown(s))
}

// plainDay reads dd/mm/yyyy without further ado.
func plainDay(s string) (Date, bool) {
	if len(s) != 10 || s[2] != '/' || s[5] != '/' {
		return 0, false
	}
	n := 0
	for i := 0; i < 10; i++ {
		if i == 2 || i == 5 {
			continue
		}
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	year := n % 10000
	if year < 1930 || year > 2100 {
		return 0, false
	}
	return ValidDate(year, n/10000%100, n/1000000)
}

// intention reads words that say what will be, or isn't: never done.
func intention(plain string) (Value, bool) {
	done, no, doing := false, isNoWord(plain), false
	words := strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) })
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		switch {
		case w == "chua", w == "se", w == "hen", w == "hoan" && next != "thanh", w == "du" && next == "kien",
			w == "ke" && next == "hoach", w == "khong" && i == 0, w == "chuyen" && next == "sang":
			no = true
		case w == "da", w == "xong", w == "roi":
			done = true
		case w == "dang":
			doing = true
		}
	}
	switch {
	case no && done && !strings.Contains(plain, "chua"):
		return Value{}, false // "đã … theo kế hoạch": which is it?
	case no:
		return Value{State: No}, true
	case doing && !done:
		return Value{State: Doing}, true
	}
	return Value{}, false
}

// dayHow says how a text was read as a day.
type dayHow uint8

const (
	dayOK       dayHow = iota
	dayPart            // no year, no day, other words, two days
	dayNone            // not in the calendar
	dayAmerican        // the month stands first
)

// readDay reads bare text that holds a day and nothing else that matters.
func readDay(plain string) (Date, dayHow) {
	plain = cutWeekday(cutTime(cutAfter(cutBefore(plain))))
	plain = strings.Trim(plain, " ,.;:()-*")
	if rest, ok := strings.CutPrefix(plain, "ngay "); ok {
		plain = rest
	}
	parts, ok := dayParts(plain)
	if !ok {
		return 0, dayPart
	}
	return dayOf(parts)
}

// dayParts are the three numbers of a day, with signs or with the words "ngày",
// "tháng" and "năm" between.
func dayParts(s string) ([]string, bool) {
	var parts []string
	for i := 0; i < len(s); {
		if isDigit(s[i]) {
			j := i
			for j < len(s) && isDigit(s[j]) {
				j++
			}
			parts = append(parts, s[i:j])
			i = j
			continue
		}
		j := i
		for j < len(s) && !isDigit(s[j]) {
			j++
		}
		if len(parts) == 0 || j == len(s) || !isDaySign(s[i:j], len(parts)) {
			return nil, false
		}
		i = j
	}
	return parts, len(parts) == 3
}

// isDaySign reports what may stand between day and month (after = 1) or month
// and year (after = 2).
func isDaySign(sign string, after int) bool {
	sign = strings.Trim(sign, " ,.")
	switch sign {
	case "", "/", "-", "//", "/-":
		return true
	case "thang", "thg", "/thang", "-thang":
		return after == 1
	case "nam", "/nam", "-nam":
		return after == 2
	}
	return false
}

// dayOf makes a day of d, m, y, or of y, m, d where the year has four digits.
func dayOf(parts []string) (Date, dayHow) {
	d, m, y := parts[0], parts[1], parts[2]
	if len(d) == 4 {
		d, y = y, d
	}
	if len(d) > 2 || len(m) > 2 || len(y) != 2 && len(y) != 4 {
		return 0, dayPart
	}
	day, month, year := atoi(d), atoi(m), atoi(y)
	if len(y) == 2 {
		year += 2000
	}
	if year < 1930 || year > 2100 {
		return 0, dayPart
	}
	if month > 12 && month <= 31 && day >= 1 && day <= 12 {
		return 0, dayAmerican
	}
	date, ok := ValidDate(year, month, day)
	if !ok {
		return 0, dayNone
	}
	return date, dayOK
}

// atoi reads at most four plain digits.
func atoi(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// cutBefore cuts the words that say that something was done.
func cutBefore(s string) string {
	for again := true; again; {
		again = false
		s = strings.TrimLeft(s, " ,:;-(")
		for _, w := range []string{"da", "gui", "hop", "xong", "roi", "hoan thanh", "to chuc", "ra soat", "bao cao",
			"lam viec", "nop", "thuc hien", "ban hanh", "ky", "vao", "luc", "ngay"} {
			rest, ok := strings.CutPrefix(s, w)
			if ok && rest != "" && !isLetterByte(rest[0]) && strings.ContainsAny(rest, "0123456789") {
				s, again = rest, true
				break
			}
		}
	}
	return s
}

// cutAfter cuts a weekday in brackets from the end: "20/10/2022 (thứ năm)".
func cutAfter(s string) string {
	open := strings.LastIndexByte(s, '(')
	if open <= 0 {
		return s
	}
	switch strings.Trim(s[open+1:], " ).") {
	case "thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat",
		"thu 2", "thu 3", "thu 4", "thu 5", "thu 6", "thu 7", "cn", "t2", "t3", "t4", "t5", "t6", "t7":
		return strings.TrimSpace(s[:open])
	}
	return s
}

func isLetterByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 0x80 }

// cutWeekday cuts "thứ hai", "T2", "CN" from the start.
func cutWeekday(s string) string {
	s = strings.TrimLeft(s, " ,:;-(")
	for _, w := range []string{"thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat",
		"thu 2", "thu 3", "thu 4", "thu 5", "thu 6", "thu 7", "cn", "t2", "t3", "t4", "t5", "t6", "t7"} {
		if rest, ok := strings.CutPrefix(s, w); ok && rest != "" && !isLetterByte(rest[0]) && !isDigit(rest[0]) {
			return cutBefore(rest)
		}
	}
	return s
}

// cutTime cuts a time of day from either end: "08:00", "8h30", "14 giờ",
// "T08:00:00Z".
func cutTime(s string) string {
	s = strings.TrimSpace(s)
	if n := timeLength(s); n > 0 && n < len(s) && (s[n] == ' ' || s[n] == ',' || s[n] == ';') {
		return cutBefore(s[n:])
	}
	for i := len(s) - 1; i > 0; i-- {
		if (s[i-1] == ' ' || s[i-1] == 't' || s[i-1] == ',') && isDigit(s[i]) && timeLength(s[i:]) == len(s)-i {
			s = strings.TrimRight(s[:i-1], " ,")
			for _, w := range []string{" luc", " vao luc"} {
				s = strings.TrimSuffix(s, w)
			}
			return s
		}
	}
	return s
}

// timeLength is how many bytes from the start are a time of day; 0 for none.
func timeLength(s string) int {
	hour, n := leadingNumber(s)
	if n == 0 || n > 2 || hour > 24 {
		return 0
	}
	i := n
	rest := strings.TrimLeft(s[i:], " ")
	skipped := len(s) - i - len(rest)
	sign := ""
	for _, w := range []string{"gio", "h", "g", ":"} {
		if strings.HasPrefix(rest, w) {
			sign = w
			break
		}
	}
	if sign == "" || (sign == ":" && skipped > 0) {
		return 0
	}
	i += skipped + len(sign)
	minutes, n := leadingNumber(strings.TrimLeft(s[i:], " "))
	blank := len(s[i:]) - len(strings.TrimLeft(s[i:], " "))
	switch {
	case n == 2 && minutes < 60 && (blank == 0 || sign == "gio") && !dayFollows(s[i+blank+n:]):
		i += blank + n
	case sign == ":":
		return 0
	default:
		return i
	}
	return i + timeTail(s[i:])
}

// dayFollows reports that the number just read is a day's: "8 giờ 20/10/2022".
func dayFollows(rest string) bool {
	return rest != "" && (rest[0] == '/' || rest[0] == '-' || rest[0] == '.')
}

// timeTail is how many bytes of seconds, zone and half of the day follow.
func timeTail(s string) int {
	i := 0
	if strings.HasPrefix(s, ":") {
		if sec, n := leadingNumber(s[1:]); n == 2 && sec <= 60 {
			i = 1 + n
		}
		if _, n := leadingNumber(strings.TrimPrefix(s[i:], ".")); n > 0 && strings.HasPrefix(s[i:], ".") {
			i += 1 + n
		}
	}
	for _, w := range []string{"z", "+07:00", "+07", " sa", " ch", " am", " pm", " phut", "phut", "p"} {
		if s[i:] == w || strings.HasPrefix(s[i:], w+" ") || strings.HasPrefix(s[i:], w+",") {
			return i + len(w)
		}
	}
	return i
}

func leadingNumber(s string) (value, length int) {
	for length < len(s) && isDigit(s[length]) && length < 9 {
		value = value*10 + int(s[length]-'0')
		length++
	}
	return value, length
}
