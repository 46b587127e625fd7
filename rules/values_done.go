package rules

import (
	"strings"
	"unicode"
)

// doneCell reads a tick box or a number: 0 is no, a day is a yes with its date.
func doneCell(c *Column, cell Cell) (Value, *Fault) {
	if cell.Kind == Bool {
		return tick(cell), nil
	}
	if cell.Format == AsDate {
		if d, ok := serialDay(cell); ok {
			return Value{State: Yes, Date: d}, nil
		}
	}
	if cell.Num == 0 && cell.Format == General {
		return Value{State: No}, nil
	}
	return notDone(c, cellText(cell))
}

// notDone is the sentence for what says neither yes nor no.
func notDone(c *Column, shown string) (Value, *Fault) {
	return bad("%s ghi '%s', chưa rõ là đã thực hiện hay chưa; đề nghị ghi 'Có' hoặc 'Chưa'.", c.Header(), Shown(shown))
}

func doneText(c *Column, s string) (Value, *Fault) {
	if d, ok := plainDay(s); ok {
		return Value{State: Yes, Date: d}, nil
	}
	plain := Bare(s)
	switch {
	case isYesWord(plain):
		return Value{State: Yes}, nil
	case plain == "0" || plain == "false" || plain == "☐" || plain == "□":
		return Value{State: No}, nil
	}
	if v, ok := intention(plain); ok {
		return v, nil
	}
	if !strings.ContainsAny(plain, "0123456789") {
		return notDone(c, s)
	}
	d, how := readDay(cutYes(plain))
	switch how {
	case dayOK:
		return Value{State: Yes, Date: d}, nil
	case dayPart:
		return notDone(c, s)
	}
	return badDay(how, s)
}

// cutYes cuts a tick before a day: "x (20/10/2022)".
func cutYes(plain string) string {
	for _, w := range []string{"co", "x", "v", "✓", "✔", "☑", "✅", "√"} {
		if rest, ok := strings.CutPrefix(plain, w); ok && rest != "" && strings.IndexByte(" ,:;(-", rest[0]) >= 0 {
			return rest
		}
	}
	return plain
}

// isYesWord reports bare text that is only a yes.
func isYesWord(plain string) bool {
	plain = strings.Trim(plain, " .!;")
	switch plain {
	case "x", "v", "✓", "✔", "☑", "✅", "√", "✔️", "co", "roi", "xong", "xong roi", "co roi", "hoan thanh", "da", "true", "yes", "y", "ok",
		"da hoan thanh", "da xong", "hoan tat", "da hoan tat", "da co":
		return true
	}
	rest, ok := strings.CutPrefix(plain, "da ")
	return ok && len(rest) < 60 && isPlainWords(rest)
}

// isPlainWords reports words that take nothing back: "đã gửi qua thư điện tử",
// but not "đã lên kế hoạch", "đã gửi nhưng chưa đủ".
func isPlainWords(s string) bool {
	words := strings.Fields(s)
	for i, w := range words {
		if strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
			return false
		}
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		switch w {
		case "chua", "khong", "ko", "se", "hen", "nhung", "huy", "mot", "phan", "it", "gan", "sap", "len", "ho", "nho", "xin", "dang", "thieu", "du":
			return false
		case "hoan":
			if next != "thanh" && next != "tat" {
				return false
			}
		case "ke", "lui", "doi":
			return false
		}
	}
	return true
}

// documentCell reads a number or a day as a document's number or date.
func documentCell(cell Cell) (Value, *Fault) {
	if cell.Kind == Bool {
		return tick(cell), nil
	}
	if d, ok := serialDay(cell); ok {
		return Value{State: Good, Date: d}, nil
	}
	if cell.Format != General || cell.Num <= 0 || cell.Num != float64(int64(cell.Num)) {
		return bad(dayFormat, Shown(cellText(cell)))
	}
	if cell.Num > 999 {
		return bad(dayFormat, Shown(cellText(cell)))
	}
	return Value{State: Good, Text: cellText(cell)}, nil
}

// documentText reads "19-KH/ĐTN, 24/01/2022", either part alone, a draft or a
// tick.
func documentText(c *Column, s string) (Value, *Fault) {
	if d, ok := plainDay(s); ok {
		return Value{State: Good, Date: d}, nil
	}
	plain := Bare(s)
	if v, ok := draft(plain); ok {
		return v, nil
	}
	number, date, how := splitDocument(oneLine(s))
	switch {
	case how != dayOK:
		return badDay(how, s)
	case date == 0 && strings.ContainsAny(number, "0123456789") && !isDocumentNumber(number):
		return badDay(dayPart, s)
	case date == 0 && !strings.ContainsAny(number, "0123456789"),
		number != "" && (number[0] == '=' || !strings.ContainsFunc(number, isWordRune)):
		return bad("%s ghi '%s'; đề nghị ghi số và ngày văn bản.", c.Header(), Shown(s))
	case date == 0 && number != s:
		return documentText(c, number) // shorter: what was cut off may have hidden a day
	case date != 0 && !plainNumber(number):
		return badDay(dayPart, s)
	}
	return Value{State: Good, Text: number, Date: date}, nil
}

// plainNumber reports whether a document's number beside a date holds no other
// day, whole or broken.
func plainNumber(number string) bool {
	again, date, how := splitDocument(number)
	return again == number && date == 0 && how == dayOK
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// draft reads words about a document that isn't out, or a tick.
func draft(plain string) (Value, bool) {
	switch {
	case strings.Contains(plain, "du thao"), strings.HasPrefix(plain, "dang "), strings.Contains(plain, "cho ky"), strings.Contains(plain, "trinh ky"):
		return Value{State: Doing}, true
	case isYesWord(plain):
		return Value{State: Yes}, true
	case isNoWord(plain), strings.HasPrefix(plain, "chua "), strings.HasPrefix(plain, "khong "):
		return Value{State: No}, true
	}
	for _, w := range strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if w == "se" || w == "hen" || w == "chua" {
			return Value{State: No}, true
		}
	}
	return Value{State: No}, strings.Contains(plain, "du kien")
}

// splitDocument parts a document's number from its date. Exactly one day may
// stand in the text; a day that isn't whole is not passed over.
func splitDocument(s string) (number string, date Date, how dayHow) {
	found := 0
	rest := s
	for i := 0; i < len(s); {
		if !startsDay(s, i) {
			i++
			continue
		}
		n, d, h := dayAt(s[i:])
		if n == 0 {
			i++
			continue
		}
		if h != dayOK {
			return "", 0, h
		}
		if found++; found > 1 {
			return "", 0, dayPart
		}
		date, rest = d, s[:i]+" "+s[i+n:]
		i += n
	}
	number = trimDocument(rest)
	if date == 0 && partDay(Bare(number)) {
		return "", 0, dayPart
	}
	return number, date, dayOK
}

// startsDay reports that a day may begin here: a number at the start, after a
// blank or a bracket.
func startsDay(s string, i int) bool {
	return isDigit(s[i]) && (i == 0 || strings.IndexByte(" ,(;:\t", s[i-1]) >= 0)
}

// dayAt reads a day from the start of the text: how many bytes it takes, 0 when
// what stands there is no day at all (but a document's number).
func dayAt(s string) (length int, date Date, how dayHow) {
	var parts []string
	i := 0
	for len(parts) < 3 {
		_, n := leadingNumber(s[i:])
		if n == 0 {
			return 0, 0, dayOK
		}
		parts = append(parts, s[i:i+n])
		i += n
		if len(parts) == 3 {
			break
		}
		sign := strings.IndexFunc(s[i:], func(r rune) bool { return r < 0x80 && isDigit(byte(r)) })
		if sign <= 0 || sign > 12 || !isDaySign(Bare(s[i:i+sign]), len(parts)) {
			return 0, 0, dayOK
		}
		if between := strings.TrimSpace(s[i : i+sign]); between == "" || between == "," {
			return 0, 0, dayOK // "số 5 12/3/2022": the blank parts, it doesn't join
		}
		i += sign
	}
	if i < len(s) && strings.IndexByte(" ,.;)\t", s[i]) < 0 {
		return 0, 0, dayOK
	}
	date, how = dayOf(parts)
	if how == dayPart {
		return 0, 0, dayOK
	}
	return i, date, how
}

// trimDocument cuts what joins number and date from both ends.
func trimDocument(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for again := true; again; {
		again = false
		t := strings.TrimSpace(strings.TrimRight(strings.TrimLeft(s, " ,;:-–'"), " ,;:-–("))
		t = strings.TrimSpace(strings.ReplaceAll(t, "()", ""))
		t = strings.ReplaceAll(strings.ReplaceAll(t, "( )", ""), "  ", " ")
		if strings.HasSuffix(t, ")") && !strings.Contains(t, "(") {
			t = strings.TrimSuffix(t, ")")
		}
		low := strings.ToLower(t)
		for _, w := range []string{" ngày", ",ngày", " ng", " ký", " (ngày", " ban hành"} {
			if strings.HasSuffix(low, w) {
				t = t[:len(t)-len(w)]
				break
			}
		}
		if low == "ngày" || low == "số" {
			t = ""
		}
		if strings.HasPrefix(low, "ngày ") && t != "" {
			t = t[len("ngày "):]
		}
		if t != s {
			s, again = t, true
		}
	}
	return s
}

// isDocumentNumber reports what looks like a document's number: digits and
// letters of a code in one word ("19-KH/ĐTN"), a number behind a code or "số", or a
// bare number of at most three digits. Words of time make it half a date.
func isDocumentNumber(s string) bool {
	words := strings.Fields(s)
	if len(words) == 1 && len(s) <= 3 && strings.Trim(s, "0123456789") == "" {
		return true
	}
	found, before := false, ""
	for _, w := range words {
		plain := strings.Trim(Bare(w), " ,.;:()")
		switch plain {
		case "dau", "cuoi", "giua", "thang", "quy", "tuan", "thg", "hom":
			return false
		}
		found = found || isCode(w, plain) || isNumberAfter(before, plain)
		before = w
	}
	return found
}

// isCode reports a word of letters and digits that isn't a day with a letter for
// one of its digits ("O5/04/2022").
func isCode(word, plain string) bool {
	digits := strings.ContainsAny(plain, "0123456789")
	letters := strings.ContainsFunc(plain, unicode.IsLetter)
	if !digits || !letters || strings.Contains(word, "?") {
		return false
	}
	asDay := strings.NewReplacer("o", "0", "l", "1", "i", "1").Replace(plain)
	parts, ok := dayParts(asDay)
	if ok {
		_, how := dayOf(parts)
		ok = how != dayPart
	}
	return !ok
}

// isNumberAfter reports a number behind "số" or a code in capital letters.
func isNumberAfter(before, plain string) bool {
	if plain == "" || strings.Trim(plain, "0123456789/") != "" || !isDigit(plain[0]) {
		return false
	}
	if word := strings.Trim(Bare(before), ".:"); word == "so" {
		return len(plain) <= 9
	}
	return len(plain) <= 3 && strings.Trim(plain, "0123456789") == "" && isCapitals(before)
}

// partDay reports a day without its year: "19-KH/ĐTN ngày 24/01".
func partDay(plain string) bool {
	_, after, ok := strings.Cut(plain, "ngay")
	return ok && strings.ContainsAny(after, "0123456789")
}
