package rules

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Fault says why a cell can't be used as it is, or that it should be looked at.
type Fault struct {
	Severity Severity
	Message  string // one sentence in Vietnamese, without the address
	Secret   bool   // what was read must not be repeated
}

// dayFormat is the sentence for a date that isn't written out.
const dayFormat = "Ngày ghi '%s'; đề nghị ghi đủ ngày/tháng/năm."

// ReadValue reads a cell as what the column holds. A fault of SevError goes with
// a value whose State is Bad, and the other way round. A column of units is read
// as text here; Read looks the name up.
//
// It never invents: a Good value's digits are the cell's digits.
func ReadValue(c *Column, cell Cell) (Value, *Fault) {
	switch cell.Kind {
	case Empty:
		return Value{}, nil
	case Error:
		return bad("Ô đang báo lỗi công thức '%s'.", Shown(cell.Text))
	case Text:
		return readText(c, tidy(cell.Text))
	}
	switch c.Type {
	case TypeCount:
		return countCell(c, cell)
	case TypeNumber:
		return numberCell(c, cell)
	case TypePercent:
		return percentCell(c, cell)
	case TypeDate:
		return dateCell(cell)
	case TypeDone:
		return doneCell(c, cell)
	case TypeDocument:
		return documentCell(cell)
	}
	return readWords(c, cellText(cell))
}

// readText reads tidy text as what the column holds.
func readText(c *Column, s string) (Value, *Fault) {
	if strings.HasPrefix(s, "'") && c.Type != TypeText {
		s = tidy(strings.TrimLeft(s, "' ")) // the sign by which a spreadsheet keeps text, brought along by a copy
	}
	if c.Type == TypeDocument {
		s = strings.TrimLeft(s, " ,;:-–'")
	}
	if isNothing(s) {
		return Value{}, nil
	}
	if s[0] == '#' && isErrorCode(s) {
		return bad("Ô đang báo lỗi công thức '%s'.", s)
	}
	if len(s) < 300 && (isAsked(s) || c.Type != TypeText && isAskedBecause(s)) {
		return Value{State: Asked, Text: oneLine(s)}, nil
	}
	if s[0] == '=' && c.Type != TypeText {
		return bad("Ô chứa công thức dạng chữ; đề nghị nhập số.")
	}
	switch c.Type {
	case TypeCount:
		return countText(c, s)
	case TypeNumber:
		return numberText(c, s)
	case TypePercent:
		return percentText(c, s)
	case TypeDate:
		return dateText(s)
	case TypeDone:
		return doneText(c, s)
	case TypeDocument:
		return documentText(c, s)
	}
	return readWords(c, s)
}

// readWords reads what is kept as words.
func readWords(c *Column, s string) (Value, *Fault) {
	switch c.Type {
	case TypeChoice:
		return choiceText(c, s)
	case TypeEmail:
		return emailText(s)
	}
	v := Value{State: Good, Text: s}
	if len(s) < 30 && isNoWord(Bare(s)) {
		v.State = No
	}
	if personal(s) {
		return v, personalFault()
	}
	return v, nil
}

// personalFault is the warning for a cell that should be emptied; it never says
// what stands there.
func personalFault() *Fault {
	return &Fault{Severity: SevWarning, Message: "Ô có thể chứa số điện thoại/số định danh; đề nghị xóa khỏi bảng.", Secret: true}
}

func choiceText(c *Column, s string) (Value, *Fault) {
	folded := Fold(s)
	for _, choice := range c.Of {
		if Fold(choice) == folded {
			return Value{State: Good, Text: choice}, nil
		}
	}
	plain, found := bareFold(folded), ""
	for _, choice := range c.Of {
		if Bare(choice) != plain {
			continue
		}
		if found != "" {
			found = ""
			break
		}
		found = choice
	}
	if found != "" {
		return Value{State: Good, Text: found}, nil
	}
	head := c.Header()
	return bad("%s '%s' không thuộc %s %s của Kế hoạch.", head, Shown(s), strconv.Itoa(len(c.Of)), lowerFirst(head))
}

func emailText(s string) (Value, *Fault) {
	address := strings.TrimSuffix(strings.Trim(s, "<> ,;"), ".")
	address = strings.TrimPrefix(address, "mailto:")
	if !isEmail(address) {
		return bad("Địa chỉ email không hợp lệ; đơn vị sẽ không nhận được thư nhắc.")
	}
	return Value{State: Good, Text: address}, nil
}

// bad is a value that can't be used, with the sentence that says why.
func bad(format string, args ...string) (Value, *Fault) {
	return Value{State: Bad}, &Fault{Message: fill(format, args...)}
}

// fill puts the arguments in the places of %s.
func fill(format string, args ...string) string {
	var b strings.Builder
	for _, arg := range args {
		before, after, ok := strings.Cut(format, "%s")
		if !ok {
			break
		}
		b.WriteString(before)
		b.WriteString(arg)
		format = after
	}
	return b.String() + format
}

// lowerFirst is the header inside a sentence: "Khu vực" becomes "khu vực".
func lowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if rest := s[n:]; rest == strings.ToLower(rest) {
		return strings.ToLower(string(first)) + rest
	}
	return s // an abbreviation or a name
}

// cellText is what people see in a cell.
func cellText(c Cell) string {
	switch c.Kind {
	case Text, Error:
		return tidy(c.Text)
	case Bool:
		if c.Num != 0 {
			return "TRUE"
		}
		return "FALSE"
	case Number:
		return numberShown(c)
	}
	return ""
}

func numberShown(c Cell) string {
	switch c.Format {
	case AsDate:
		if c.Num >= 1 && c.Num <= maxSerial {
			return Date(c.Num).String()
		}
	case AsPercent:
		if n, ok := FromFloat(c.Num); ok {
			return plainNum(times100(n)) + "%"
		}
	}
	if n, ok := FromFloat(c.Num); ok {
		return plainNum(n)
	}
	return strconv.FormatFloat(c.Num, 'g', -1, 64)
}

// plainNum is a number as an unformatted cell shows it, without thousands' dots.
func plainNum(n Num) string { return strings.ReplaceAll(n.String(), ".", "") }

// isNothing reports text that stands for an empty cell: nothing, a dash, dots to
// be written on.
func isNothing(s string) bool {
	for _, r := range s {
		switch plainRune(r) {
		case '-', '_', ' ', '…', '\n':
		case '.':
			if len(s) == 1 {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// isErrorCode reports an error that was pasted as text.
func isErrorCode(s string) bool {
	switch strings.ToUpper(s) {
	case "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!", "#CALC!":
		return true
	}
	return false
}

// isAsked reports the words by which a unit says that it need not.
func isAsked(s string) bool {
	if len(s) > 40 {
		return false
	}
	if s[0] < 0x80 && strings.IndexByte("kKnNmMdD(*.", s[0]) < 0 {
		return false // a number, a date: most cells
	}
	switch strings.Trim(Bare(s), " .()*;") {
	case "khong ap dung", "kad", "k.a.d", "n/a", "na", "mien", "duoc mien", "khong phai thuc hien", "ko ap dung", "k ap dung":
		return true
	}
	return false
}

// isAskedBecause reports the same with a reason: "Không áp dụng (trường học)".
func isAskedBecause(s string) bool {
	if s[0] < 0x80 && strings.IndexByte("kKnNmMdD(*.", s[0]) < 0 {
		return false
	}
	plain := strings.TrimLeft(Bare(s), "(*. ")
	if strings.HasPrefix(plain, "khong ap dung") {
		return true
	}
	for _, w := range []string{"kad", "n/a", "mien", "duoc mien"} {
		rest, ok := strings.CutPrefix(plain, w)
		rest = strings.TrimLeft(rest, " ")
		if ok && rest != "" && (strings.IndexByte("(,:;-", rest[0]) >= 0 || strings.HasPrefix(rest, "vi ") || strings.HasPrefix(rest, "do ")) {
			return true
		}
	}
	return false
}

// isNoWord reports bare words that mean no, not yet or nothing.
func isNoWord(plain string) bool {
	switch strings.Trim(plain, " .!;*") {
	case "khong", "khong co", "ko", "ko co", "k", "chua", "chua co", "khong co gi", "chua thuc hien", "no":
		return true
	}
	return false
}
