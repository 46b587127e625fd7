package rules

import (
	"strings"
	"unicode"
)

// shownLength is how much of a value is repeated in a sentence, in characters.
const shownLength = 40

// secretDigits is how many digits in a row may tell who somebody is: a phone, an
// identity card, a bank account.
const secretDigits = 9

// Shown is what people typed as it may stand in a sentence: one line without
// control characters, runs of nine or more digits masked (blanks, dots and
// dashes between them too), e-mail addresses too, cut to 40 characters and "…".
func Shown(s string) string {
	s = withoutEmails(Masked(oneLine(s)))
	runes := 0
	for i := range s {
		if runes++; runes > shownLength {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// Masked is the text with every run of nine or more digits hidden, blanks, dots,
// dashes and brackets between them too: it may tell who somebody is. Dates don't
// count.
func Masked(s string) string {
	for _, run := range digitRuns(s) {
		if run.digits >= secretDigits {
			s = s[:run.from] + strings.Repeat("*", run.to-run.from) + s[run.to:]
		}
	}
	return s
}

// withoutEmails is the text with each e-mail address hidden but for its "@".
func withoutEmails(s string) string {
	if !strings.Contains(s, "@") {
		return s
	}
	words := strings.Split(s, " ")
	for i, w := range words {
		if address := strings.Trim(w, ",;:()<>[]\"'."); isEmail(address) {
			words[i] = strings.Replace(w, address, "***@***", 1)
		}
	}
	return strings.Join(words, " ")
}

// digitRun is a stretch of digits with single blanks, dots or dashes between.
type digitRun struct{ from, to, digits int }

// digitRuns are the stretches of digits of the text; dates written with dots or
// dashes don't join with what stands beside them. The stretches of s keep their
// byte positions when each byte is replaced by one byte, see Masked.
func digitRuns(s string) []digitRun {
	var runs []digitRun
	var at digitRun
	gap := 0
	end := func() {
		if at.digits > 0 {
			runs = append(runs, at)
		}
		at, gap = digitRun{}, 0
	}
	skip := 0
	for i, r := range s {
		if i < skip {
			continue
		}
		if n := dateLength(s[i:]); n > 0 && (at.digits == 0 || gap > 0) {
			end()
			skip = i + n
			continue
		}
		switch {
		case unicode.IsDigit(r):
			if at.digits == 0 {
				at.from = i
			}
			at.digits, gap = at.digits+1, 0
			at.to = i + len(string(r))
		case strings.ContainsRune(" .-–()", r) && gap < 2:
			gap++
		default:
			end()
		}
	}
	end()
	return runs
}

// dateLength is how many bytes of s, from its start, are a day written d.m.yyyy
// or d-m-yyyy (or yyyy-m-d); 0 for none. It only has to tell days from phone
// numbers.
func dateLength(s string) int {
	var parts [3]string
	rest := s
	for p := range parts {
		if p > 0 {
			if rest == "" || rest[0] != '.' && rest[0] != '-' {
				return 0
			}
			rest = rest[1:]
		}
		_, digits := leadingNumber(rest)
		parts[p], rest = rest[:digits], rest[digits:]
	}
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	if isPart(parts[0], 1, 2, 31) && isPart(parts[1], 1, 2, 12) && isPart(parts[2], 4, 4, 2199) && parts[2] >= "1900" {
		return len(s) - len(rest)
	}
	return 0
}

// isPart reports from least to most digits of a number up to limit.
func isPart(s string, least, most, limit int) bool {
	n, digits := leadingNumber(s)
	return digits >= least && digits <= most && n <= limit
}

// personal reports whether the text may tell who somebody is: a phone or
// identity number, an e-mail address.
func personal(s string) bool {
	digits, at := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c >= 0xef: // full-width digits begin with 0xef
			digits++
		case c == '@':
			at = true
		}
	}
	if at && hasEmail(s) {
		return true
	}
	if digits < secretDigits {
		return false
	}
	s = tidy(s)
	for _, run := range digitRuns(s) {
		if run.digits >= secretDigits && !isAmount(s[run.from:run.to]) {
			return true
		}
	}
	return false
}

// isAmount reports a sum of money or another large number, written with a dot
// before every third digit: "1.250.000.000". Identity numbers begin with 0.
func isAmount(s string) bool {
	groups := strings.Split(s, ".")
	if len(groups) < 2 || s[0] == '0' || len(groups[0]) > 3 {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return true
}

// hasEmail reports whether an e-mail address stands anywhere in the text.
func hasEmail(s string) bool {
	for _, word := range strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:()<>[]\"'", r)
	}) {
		if isEmail(strings.TrimRight(word, ".")) {
			return true
		}
	}
	return false
}

// isEmail reports whether the word is an e-mail address that mail can be sent
// to: plain characters, one "@", a domain with a dot.
func isEmail(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || len(s) > 254 || !strings.Contains(domain, ".") {
		return false
	}
	for i := 0; i < len(local); i++ {
		c := local[i]
		if !isAlnum(c) && !strings.ContainsRune("!#$%&'*+/=?^_`{|}~.-", rune(c)) {
			return false
		}
	}
	if strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, "..") {
		return false
	}
	for _, label := range strings.Split(domain, ".") {
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := 0; i < len(label); i++ {
			if !isAlnum(label[i]) && label[i] != '-' {
				return false
			}
		}
	}
	return true
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
