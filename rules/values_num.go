package rules

import (
	"math"
	"strings"
)

// countCell reads a number, tick box or date as a count.
func countCell(c *Column, cell Cell) (Value, *Fault) {
	if cell.Kind == Number && cell.Format == General && cell.Num >= 0 && cell.Num < 1e15 && cell.Num == math.Trunc(cell.Num) {
		return Value{State: Good, Num: Int(int64(cell.Num))}, nil
	}
	n, ok := cellNum(cell)
	if !ok {
		return notNumber(c, cellText(cell))
	}
	return count(c, n, cellText(cell))
}

// numberCell reads a number, tick box or date as any number.
func numberCell(c *Column, cell Cell) (Value, *Fault) {
	if n, ok := cellNum(cell); ok {
		return Value{State: Good, Num: n}, nil
	}
	return notNumber(c, cellText(cell))
}

// cellNum is a plain number; false for a date (somebody typed 4/5 and the
// spreadsheet made a day of it), a percentage and a tick box.
func cellNum(cell Cell) (Num, bool) {
	if cell.Kind != Number || cell.Format != General {
		return Num{}, false
	}
	return FromFloat(cell.Num)
}

func count(c *Column, n Num, shown string) (Value, *Fault) {
	if n.Sign() < 0 {
		return bad("%s không được âm (đang ghi '%s').", c.Header(), Shown(shown))
	}
	if _, whole := n.Whole(); !whole {
		return bad("%s phải là số nguyên (đang ghi '%s').", c.Header(), Shown(shown))
	}
	return Value{State: Good, Num: n}, nil
}

func notNumber(c *Column, shown string) (Value, *Fault) {
	return bad("%s phải là số (đang ghi '%s').", c.Header(), Shown(shown))
}

func countText(c *Column, s string) (Value, *Fault) {
	n, f := typedNum(c, s)
	if f != nil {
		return Value{State: Bad}, f
	}
	return count(c, n, s)
}

func numberText(c *Column, s string) (Value, *Fault) {
	n, f := typedNum(c, s)
	if f != nil {
		return Value{State: Bad}, f
	}
	return Value{State: Good, Num: n}, nil
}

// typedNum reads a number with the words that people put behind it ("05 đ/c").
func typedNum(c *Column, s string) (Num, *Fault) {
	text := Fold(s)
	text = strings.TrimSuffix(text, ".")
	text = strings.TrimSpace(dropCounted(text))
	n, how := parseNum(text)
	switch how {
	case numOK:
		return n, nil
	case numTwoWays:
		return Num{}, twoWays(c, s, text)
	}
	_, f := notNumber(c, s)
	return Num{}, f
}

// twoWays is the sentence for "1,430": thousands in English, decimals here.
func twoWays(c *Column, s, text string) *Fault {
	thousands, _ := parseNum(strings.Replace(text, ",", "", 1))
	decimals, _ := parseNum(text + "0")
	a, b := thousands.String(), decimals.String()
	return &Fault{Message: fill("%s ghi '%s' chưa rõ là %s hay %s; đề nghị ghi %s.", c.Header(), Shown(s), a, b, a)}
}

// percentCell reads a number as a percentage.
func percentCell(c *Column, cell Cell) (Value, *Fault) {
	if cell.Kind != Number || cell.Format == AsDate {
		return notNumber(c, cellText(cell))
	}
	n, ok := FromFloat(cell.Num)
	if !ok {
		return notNumber(c, cellText(cell))
	}
	if cell.Format == AsPercent {
		return percent(c, times100(n), cellText(cell), true)
	}
	return percent(c, n, cellText(cell), false)
}

// percentText reads a typed percentage. A single dot or comma parts decimals
// whatever follows: there are no thousands of percent.
func percentText(c *Column, s string) (Value, *Fault) {
	text := strings.TrimSuffix(Fold(s), ".")
	text, marked := strings.CutSuffix(text, "%")
	text = strings.TrimSpace(text)
	if at := strings.IndexAny(text, ".,"); at > 0 && at == len(text)-4 {
		text += "0"
	}
	n, how := parseNum(text)
	if how != numOK {
		return notNumber(c, s)
	}
	return percent(c, n, s, marked)
}

// percent decides what a number in a column of percentages means: with its sign
// it is what it says; without, up to 1 it is a share.
func percent(c *Column, n Num, shown string, marked bool) (Value, *Fault) {
	one, hundred := Int(1), Int(100)
	switch {
	case n.Sign() < 0:
		return bad("%s không được âm (đang ghi '%s').", c.Header(), Shown(shown))
	case n.Cmp(hundred) > 0:
		return bad("%s ghi %s, vượt quá 100%.", c.Header(), Shown(shown))
	case marked || n.Sign() == 0 || n.Cmp(one) > 0:
		return Value{State: Good, Num: n}, nil
	case n.Cmp(one) == 0:
		return bad("Tỷ lệ ghi '%s' chưa rõ là 1% hay 100%; đề nghị ghi kèm dấu %.", Shown(shown))
	}
	return Value{State: Good, Num: times100(n)}, nil
}

// times100 multiplies exactly.
func times100(n Num) Num {
	for i := 0; i < 2; i++ {
		if n.e > 0 {
			n.e--
		} else {
			n.m *= 10
		}
	}
	return n
}

// numHow says how a text was read as a number.
type numHow uint8

const (
	numOK numHow = iota
	numBad
	numTwoWays
)

// parseNum reads folded text as people here write numbers: dots or blanks before
// every third digit, a comma before decimals; and the English way round where
// both signs leave no doubt.
func parseNum(s string) (Num, numHow) {
	negative := strings.HasPrefix(s, "-")
	if negative {
		s = s[1:]
	}
	if s == "" || !isDigit(s[0]) || !isDigit(s[len(s)-1]) || len(s) > 48 {
		return Num{}, numBad
	}
	whole, frac, how := splitNum(s)
	if how != numOK {
		return Num{}, how
	}
	digits := strings.TrimLeft(whole, "0")
	if len(whole)-len(digits) > 2 || len(whole) >= secretDigits && whole[0] == '0' {
		return Num{}, numBad // a code or a phone number, not a count
	}
	text := whole
	if frac != "" {
		text += "." + frac
	}
	n, ok := ParseDecimal(text)
	if !ok {
		return Num{}, numBad
	}
	if negative {
		n.m = -n.m
	}
	return n, numOK
}

// splitNum parts digits before the decimal sign from those behind it, without
// signs between thousands.
func splitNum(s string) (whole, frac string, how numHow) {
	var dots, commas, blanks int
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isDigit(c):
		case c == '.':
			dots++
		case c == ',':
			commas++
		case c == ' ':
			blanks++
		default:
			return "", "", numBad
		}
	}
	switch {
	case dots+commas+blanks == 0:
		return s, "", numOK
	case blanks > 0:
		if dots > 0 && commas > 0 || dots > 1 || commas > 1 {
			return "", "", numBad
		}
		return decimalsAfter(s, " ", ".,")
	case dots > 0 && commas > 0:
		if strings.LastIndexByte(s, '.') > strings.LastIndexByte(s, ',') {
			return decimalsAfter(s, ",", ".")
		}
		return decimalsAfter(s, ".", ",")
	case dots > 1:
		return decimalsAfter(s, ".", ",")
	case commas > 1:
		return decimalsAfter(s, ",", ".")
	}
	return oneSign(s, commas == 1)
}

// oneSign reads a number with a single dot or comma.
func oneSign(s string, comma bool) (whole, frac string, how numHow) {
	at := strings.IndexAny(s, ".,")
	whole, frac = s[:at], s[at+1:]
	thousands := len(frac) == 3 && len(whole) <= 3 && whole[0] != '0'
	switch {
	case thousands && comma:
		return "", "", numTwoWays
	case thousands:
		return whole + frac, "", numOK
	}
	return whole, frac, numOK
}

// decimalsAfter reads thousands parted by group, then at most one of the decimal
// signs.
func decimalsAfter(s, group, decimal string) (whole, frac string, how numHow) {
	if at := strings.IndexAny(s, decimal); at >= 0 {
		s, frac = s[:at], s[at+1:]
		if frac == "" || strings.ContainsAny(frac, " .,") {
			return "", "", numBad
		}
	}
	groups := strings.Split(s, group)
	for i, g := range groups {
		if i == 0 && (len(g) == 0 || len(g) > 3 || g[0] == '0') || i > 0 && len(g) != 3 {
			return "", "", numBad
		}
	}
	return strings.Join(groups, ""), frac, numOK
}

// dropCounted cuts the word for what was counted from folded text: "05 đ/c",
// "5 người".
func dropCounted(folded string) string {
	last := strings.LastIndexAny(folded, "0123456789")
	if last < 0 || last == len(folded)-1 {
		return folded
	}
	switch strings.Trim(bareFold(folded[last+1:]), " .") {
	case "d/c", "dc", "d.c", "dong chi", "nguoi", "doan vien", "dv", "dvut", "thanh nien", "tn", "dvtn",
		"dang vien", "doan vien uu tu", "can bo", "cb", "ban", "em", "hoc sinh", "hs", "sinh vien",
		"buoi", "cuoc", "lan", "luot", "luot nguoi", "lop", "don vi", "chi doan", "to", "cau lac bo", "clb",
		"van ban", "bao cao", "cong trinh", "mo hinh", "hoi nghi", "bai", "tin":
		return folded[:last+1]
	}
	return folded
}
