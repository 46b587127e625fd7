package rules

import (
	"strconv"
	"strings"
	"unicode"
)

// ParsePeriod reads a period as people write it: "Quý III", "Qúy 3", "Q.4", "T6",
// "Thg 7", "tháng sáu", "03/2022", "6 tháng đầu năm", "Cả năm", "2022-Q3" … allowed
// are the lengths it may have (none: all). A bare number that could be two of
// them, another year and anything else is false.
func ParsePeriod(text string, allowed []Every, year int) (Period, bool) {
	p, how := readPeriod(text, allowed, year)
	return p, how == periodOK
}

// periodHow says why a text isn't a period.
type periodHow uint8

const (
	periodOK periodHow = iota
	periodUnknown
	periodTwoWays  // a bare number: a month or a quarter?
	periodElsewhen // of another year
)

func readPeriod(text string, allowed []Every, year int) (Period, periodHow) {
	if p, how := readPeriodWords(text, allowed, year); how != periodUnknown {
		return p, how
	}
	open := strings.LastIndexByte(text, '(')
	if open <= 0 || strings.Contains(text[open:], "20") {
		return Period{}, periodUnknown
	}
	return readPeriodWords(text[:open], allowed, year) // "Quý I (tháng 1-3)"
}

func readPeriodWords(text string, allowed []Every, year int) (Period, periodHow) {
	words := periodWords(text)
	if len(words) == 0 || len(words) > 12 {
		return Period{}, periodUnknown
	}
	s := periodScan{year: year, allowed: allowed}
	for s.words = words; len(s.words) > 0; {
		if !s.step() {
			return Period{}, periodUnknown
		}
	}
	return s.result()
}

// readPeriodCell reads a period from a cell: text, a bare number, or the first
// day of a month into which spreadsheets turn "3/2022".
func readPeriodCell(c Cell, allowed []Every, year int) (Period, periodHow) {
	switch {
	case c.Kind == Text:
		return readPeriod(c.Text, allowed, year)
	case c.Kind != Number || c.Num != float64(int(c.Num)) || c.Num < 1:
		return Period{}, periodUnknown
	case c.Format != AsDate:
		return readPeriod(strconv.Itoa(int(c.Num)), allowed, year)
	}
	if c.Num > maxSerial {
		return Period{}, periodUnknown
	}
	day := Date(c.Num).Time()
	switch {
	case day.Day() != 1 || !allows(allowed, Month):
		return Period{}, periodUnknown
	case day.Year() != year:
		return Period{}, periodElsewhen
	}
	return NewPeriod(Month, int(day.Month()), year), periodOK
}

// periodWords splits the text into words and numbers without diacritics:
// "T.6/2022" gives t 6 2022, "QIII" gives q iii.
func periodWords(text string) []string {
	if len(text) > 120 {
		return nil
	}
	folded := Bare(text)
	if strings.ContainsFunc(folded, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" .,-_/:;()*'\"", r)
	}) {
		return nil
	}
	var words []string
	for _, f := range strings.FieldsFunc(folded, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		words = append(words, splitDigits(f)...)
	}
	return words
}

// splitDigits parts letters from digits, and a leading q or t from a Roman
// number: "t6" is t 6, "qiii" is q iii, "6t" is 6 t.
func splitDigits(w string) []string {
	for i := 1; i < len(w); i++ {
		if isDigit(w[i]) != isDigit(w[i-1]) {
			return append([]string{w[:i]}, splitDigits(w[i:])...)
		}
	}
	if len(w) > 1 && (w[0] == 'q' || w[0] == 't') {
		if _, ok := roman(w[1:]); ok {
			return []string{w[:1], w[1:]}
		}
	}
	return []string{w}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// periodScan reads words one by one and remembers what they said.
type periodScan struct {
	words   []string
	year    int
	allowed []Every

	every    Every // said by a word
	n        int   // said by a number
	roman    bool
	first    bool // "đầu năm"
	last     bool // "cuối năm"
	half     bool // "nửa", "6 tháng"
	whole    bool // "cả năm", "tổng kết", or "năm" alone
	interim  bool // "sơ kết"
	yearSaid int
	day      int  // "01/06/2022": the first day of June
	numbers  int  // bare numbers seen
	named    bool // a word said what the number counts
}

// step takes the next words; false when they have no place in a period.
func (s *periodScan) step() bool {
	w := s.words[0]
	if n, phrase := s.phrase(); n > 0 {
		s.words = s.words[n:]
		return phrase()
	}
	s.words = s.words[1:]
	switch w {
	case "bc", "ky", "trong", "cua":
		return true
	case "thang", "thg", "th", "t", "m":
		return s.say(Month)
	case "quy", "qui", "q":
		return s.say(Quarter)
	case "h":
		return s.say(Half)
	case "nam":
		if len(s.words) > 0 && len(s.words[0]) == 4 && isYear(s.words[0]) {
			return true // "năm 2022"
		}
		if s.every == Month && s.n == 0 { // "tháng năm", May
			s.n, s.named = 5, true
			return true
		}
		s.whole = true
		return true
	}
	return s.number(w)
}

// phrase is a group of words that mean one thing: how many words, and what to do.
func (s *periodScan) phrase() (int, func() bool) {
	set := func(flag *bool) func() bool { return func() bool { *flag = true; return true } }
	for _, p := range []struct {
		text string
		do   func() bool
	}{
		{"bao cao", func() bool { return true }},
		{"so ket", set(&s.interim)},
		{"tong ket nam", set(&s.whole)},
		{"tong ket", set(&s.whole)},
		{"ca nam", set(&s.whole)},
		{"12 thang", set(&s.whole)},
		{"6 thang", set(&s.half)},
		{"06 thang", set(&s.half)},
		{"sau thang", set(&s.half)},
		{"6 t", set(&s.half)},
		{"nua nam", set(&s.half)},
		{"nua", set(&s.half)},
		{"dau nam", set(&s.first)},
		{"cuoi nam", set(&s.last)},
		{"dau", set(&s.first)},
		{"cuoi", set(&s.last)},
	} {
		want := strings.Fields(p.text)
		if len(want) > len(s.words) || !equalWords(s.words[:len(want)], want) {
			continue
		}
		return len(want), p.do
	}
	return 0, nil
}

func equalWords(a, b []string) bool {
	for i := range b {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (s *periodScan) say(e Every) bool {
	if s.every != NoPeriod || s.numbers > 0 {
		return false // "9 tháng" is three quarters, not September
	}
	s.every = e
	s.named = true
	return true
}

// number takes a number in digits, Roman digits or words.
func (s *periodScan) number(w string) bool {
	if len(w) == 4 && isYear(w) {
		if s.yearSaid != 0 {
			return false
		}
		s.yearSaid, _ = strconv.Atoi(w)
		return true
	}
	n, isRoman := 0, false
	switch {
	case len(w) <= 2 && isDigit(w[0]):
		n, _ = strconv.Atoi(w)
	default:
		if n, isRoman = roman(w); !isRoman {
			n = s.spelled(w)
		}
	}
	switch {
	case n == 0:
		return false
	case s.numbers == 0:
		s.n, s.roman, s.numbers = n, isRoman, 1
		return s.n > 0
	case s.numbers == 1 && s.yearSaid == 0 && n > 12 && n == s.year%100: // "T6/22"
		s.yearSaid = 2000 + n
		s.numbers = 2
		return true
	case s.numbers == 1 && s.n == 1 && n <= 12 && !s.named: // "01/06/2022"
		s.day, s.n, s.numbers = 1, n, 3
		return true
	}
	return false
}

// spelled is a number in words, 0 for none; only after the word for what it
// counts. "mười một" and "mười hai" take the next word too.
func (s *periodScan) spelled(w string) int {
	if !s.named {
		return 0
	}
	if w == "muoi" && len(s.words) > 0 {
		if n := numberWord(s.words[0]); s.words[0] == "mot" || s.words[0] == "hai" {
			s.words = s.words[1:]
			return 10 + n
		}
	}
	return numberWord(w)
}

// numberWord is a number in one bare word, 0 for none; the first and the last month
// have names of their own too.
func numberWord(w string) int {
	for i, words := range [...][2]string{{"mot", "gieng"}, {"hai"}, {"ba"}, {"bon", "tu"}, {"nam"}, {"sau"}, {"bay"}, {"tam"}, {"chin"},
		{"muoi"}, {}, {"chap"}} {
		if w != "" && (w == words[0] || w == words[1]) {
			return i + 1
		}
	}
	return 0
}

func isYear(w string) bool {
	n, err := strconv.Atoi(w)
	return err == nil && n >= 1990 && n < 2200
}

// roman reads a Roman number up to twelve.
func roman(w string) (int, bool) {
	for i, r := range [...]string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"} {
		if w == r {
			return i + 1, true
		}
	}
	return 0, false
}

// result is what the words said all together.
func (s *periodScan) result() (Period, periodHow) {
	every, n, how := s.which()
	switch {
	case how != periodOK:
		return Period{}, how
	case n < 1 || n > every.Count() || !allows(s.allowed, every):
		return Period{}, periodUnknown
	case s.yearSaid != 0 && s.yearSaid != s.year:
		return Period{}, periodElsewhen
	}
	return NewPeriod(every, n, s.year), periodOK
}

// which is the length and number that the words name.
func (s *periodScan) which() (Every, int, periodHow) {
	wholeYear := s.whole && s.numbers == 0
	switch {
	case s.day != 0 && s.yearSaid == 0:
		return 0, 0, periodUnknown
	case s.half:
		return s.halfYear()
	case s.first || s.last, s.interim && s.whole: // "sơ kết năm" is neither
		return 0, 0, periodUnknown
	case s.every != NoPeriod:
		if s.n == 0 || s.whole {
			return 0, 0, periodUnknown
		}
		return s.every, s.n, periodOK
	case wholeYear, s.numbers == 0 && s.yearSaid != 0 && !s.interim:
		return Year, 1, periodOK
	case s.n != 0 && !s.interim && !s.whole:
		return s.bareNumber()
	}
	return 0, 0, periodUnknown
}

// halfYear is the half that is named; without a word for which, the first.
func (s *periodScan) halfYear() (Every, int, periodHow) {
	switch {
	case s.every != NoPeriod || s.numbers > 0 || s.whole || s.first && s.last:
		return 0, 0, periodUnknown
	case s.last:
		return Half, 2, periodOK
	}
	return Half, 1, periodOK
}

// bareNumber is a number without a word: what it counts must be plain from the
// allowed lengths. With a year it is a month if it can be; a Roman number is a
// quarter if it can be.
func (s *periodScan) bareNumber() (Every, int, periodHow) {
	first, second := Month, Quarter
	if s.roman {
		first, second = Quarter, Month
		if s.n == 5 || s.n == 10 {
			return 0, 0, periodUnknown // "v" and "x" are ticks
		}
	}
	if s.roman || s.yearSaid != 0 || s.day != 0 {
		if allows(s.allowed, first) && s.n <= first.Count() {
			return first, s.n, periodOK
		}
		if allows(s.allowed, second) && s.n <= second.Count() && s.day == 0 {
			return second, s.n, periodOK
		}
		return 0, 0, periodUnknown
	}
	found := NoPeriod
	for _, e := range []Every{Month, Quarter, Half} {
		if !allows(s.allowed, e) || s.n > e.Count() {
			continue
		}
		if found != NoPeriod {
			return 0, 0, periodTwoWays
		}
		found = e
	}
	if found == NoPeriod {
		return 0, 0, periodUnknown
	}
	return found, s.n, periodOK
}

// allows reports whether a length is among the allowed ones; none allows all.
func allows(allowed []Every, e Every) bool {
	for _, a := range allowed {
		if a == e {
			return true
		}
	}
	return len(allowed) == 0
}
