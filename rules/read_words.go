package rules

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isTotal reports bare text that labels a row of sums: "Tổng cộng", "Cộng vùng 1",
// "Toàn huyện". A name such as "Tổng công ty …" is none.
func (r *reader) isTotal(plain string) bool {
	plain = strings.TrimLeft(withoutNumber(plain), " -+*")
	if plain == Bare(r.plan.Levels.All) && plain != "" {
		return true
	}
	words := strings.FieldsFunc(plain, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	if len(words) == 0 || len(words) > 12 {
		return false
	}
	next := ""
	if len(words) > 1 {
		next = words[1]
	}
	switch words[0] {
	case "tong":
		switch next {
		case "", "cong", "so", "hop", "cac", "toan", "chung", "luy", "ket", "khoi", "nhom", "cum", "huyen", "xa":
			return next != "cong" || len(words) < 3 || words[2] != "ty"
		}
	case "cong":
		switch next {
		case "", "toan", "cac", "don", "luy", "chung", "khoi", "nhom", "cum":
			return true
		}
	case "t": // "T.Cộng"
		return next == "cong"
	case "tc":
		return next == ""
	case "toan":
		return next != "" && len(words) <= 4
	default:
		return false
	}
	return isDigit(next[0]) || r.groups.startsLabel(next)
}

// isSignature reports bare text of the block under a table: who made it, who
// signs, where and when.
func isSignature(plain string) bool {
	plain = strings.Trim(plain, " .,;:*-")
	for _, w := range []string{"nguoi lap", "nguoi tong hop", "lap bieu", "lap bang", "t/m ", "tm. ", "tm ", "t.m ", "k/t", "kt. ", "kt ",
		"thu truong", "bi thu", "pho bi thu", "(ky", "ky ten", "ky, ghi", "(da ky", "da ky", "xac nhan cua", "noi nhan", "ban thuong vu",
		"ban chap hanh", "nguoi bao cao", "nguoi kiem tra", "chanh van phong", "chu tich", "pho chu tich", "ke toan"} {
		if strings.HasPrefix(plain+" ", w) {
			return true
		}
	}
	return isPlaceDate(plain)
}

// isPlaceDate reports "Thọ Xuân, ngày 20 tháng 10 năm 2022".
func isPlaceDate(plain string) bool {
	at := strings.Index(plain, "ngay")
	if at < 0 || at > 60 || at > 0 && !strings.ContainsAny(plain[:at], ",") {
		return false
	}
	rest := plain[at:]
	month := strings.Index(rest, "thang")
	return month > 0 && strings.Contains(rest[month:], "nam") && (at > 0 || strings.ContainsAny(plain, "….") || !strings.ContainsAny(plain, "0123456789"))
}

// isNote reports bare text that begins a note or an example.
func isNote(plain string) bool {
	return startsWord(strings.TrimLeft(plain, " (*-+"), ":.,-)", "ghi chu", "luu y", "chu thich", "nguon", "chu y", "huong dan", "don vi tinh",
		"dvt", "vi du", "vd", "cap nhat")
}

// isTitle reports bare text that begins a title or a note; only of rows without
// values, for a unit's name may begin so.
func isTitle(plain string) bool {
	return startsWord(strings.TrimLeft(plain, " (*-+"), " :.,-)", "ghi chu", "luu y", "chu thich", "nguon", "chu y", "huong dan", "bang", "bieu",
		"phu luc", "danh sach", "tong hop", "ket qua", "bao cao", "kem theo", "vi du", "cap nhat", "don vi tinh")
}

func startsWord(s, ends string, words ...string) bool {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(s, w); ok && (rest == "" || strings.IndexByte(ends, rest[0]) >= 0) {
			return true
		}
	}
	return false
}

// isSector reports bare text that is one of the sectors, or names one by their
// label.
func (r *reader) isSector(plain string) bool {
	plain = nameKey(withoutNumber(plain))
	if label := Bare(r.plan.Levels.Sector); label != "" && strings.HasPrefix(plain, label+" ") {
		return true
	}
	if c := r.plan.Register.Sector; c != nil {
		for _, of := range c.Of {
			if Bare(of) == plain {
				return true
			}
		}
	}
	return false
}

func yearText(year int) string { return strconv.Itoa(year) }

func upperFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(first)) + s[n:]
}

// groupNames knows the groups by the ways they are written: "Vùng thi đua số 1",
// "VÙNG THI ĐUA SỐ 01", "Vùng 1".
type groupNames struct {
	labels [][]string        // words of each level's label, folded
	text   []string          // the labels as the plan has them
	names  map[string]string // by key: as shown
}

func newGroupNames(p *Plan) *groupNames {
	g := &groupNames{names: map[string]string{}, text: p.Levels.Groups}
	for _, label := range p.Levels.Groups {
		g.labels = append(g.labels, strings.Fields(Fold(label)))
	}
	return g
}

func startsLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// startsLabel reports the first bare word of a group's label.
func (g *groupNames) startsLabel(word string) bool {
	for _, words := range g.labels {
		if len(words) > 0 && bareFold(words[0]) == word {
			return true
		}
	}
	return false
}

// isHeading reports folded text that names a group: with a group's label, or a
// group known already.
func (g *groupNames) isHeading(folded string) bool {
	folded = nameKey(withoutNumber(folded))
	for _, words := range g.labels {
		rest, ok := strings.CutPrefix(folded, strings.Join(words, " "))
		if ok && (rest == "" || !startsLetter(rest)) {
			return true
		}
	}
	_, known := g.names[g.key(folded)]
	return known || g.isShort(folded)
}

// isShort reports a label cut short before a number: "Vùng 1", "Vùng số II".
func (g *groupNames) isShort(folded string) bool {
	words := strings.Fields(folded)
	for _, label := range g.labels {
		if len(words) < 2 || len(label) == 0 || words[0] != label[0] {
			continue
		}
		rest := words[1:]
		if rest[0] == Fold("số") {
			rest = rest[1:]
		}
		if len(rest) == 1 {
			if _, ok := roman(rest[0]); ok || isDigit(rest[0][0]) {
				return true
			}
		}
	}
	return false
}

// key is what tells one group from another: the name without its label, without
// "số", numbers without leading zeros.
func (g *groupNames) key(folded string) string {
	folded = nameKey(withoutNumber(folded))
	if i := strings.IndexAny(folded, "(:"); i > 0 {
		folded = nameKey(folded[:i])
	}
	for _, label := range g.labels {
		words := strings.Fields(folded)
		cut := 0
		for _, w := range label {
			if cut < len(words) && words[cut] == w {
				cut++
			}
		}
		if cut == 0 || cut == len(words) {
			continue
		}
		words = words[cut:]
		if words[0] == Fold("số") && len(words) > 1 {
			words = words[1:]
		}
		folded = strings.Join(words, " ")
		break
	}
	folded = strings.TrimPrefix(folded, Fold("số")+" ")
	if n, ok := roman(folded); ok {
		return itoa(n)
	}
	if t := strings.TrimLeft(folded, "0"); t != "" && isDigit(t[0]) {
		return t
	}
	return folded
}

// learn keeps how a group is written; what people write in cells goes before
// headings in capital letters.
func (g *groupNames) learn(text string) {
	key := g.key(Fold(text))
	old, known := g.names[key]
	if key != "" && (!known || len(old) < len(text) && !isCapitals(text) || isCapitals(old) && !isCapitals(text)) {
		g.names[key] = text
	}
}

// name is the group as it is shown: as cells have it, a heading's capital letters
// made small but for the label's own.
func (g *groupNames) name(text string) string {
	key := g.key(Fold(text))
	if key == "" {
		return ""
	}
	shown, known := g.names[key]
	if !known {
		shown = withoutListMark(withoutTail(text))
	}
	if !isCapitals(shown) {
		return shown
	}
	folded := Fold(shown)
	for i, words := range g.labels {
		rest, ok := strings.CutPrefix(folded, strings.Join(words, " ")+" ")
		if !ok {
			continue
		}
		n := len(strings.Fields(rest))
		all := smallWords(shown)
		if len(all) > len(words) && n > 0 {
			return g.text[i] + " " + strings.Join(all[len(words):], " ")
		}
	}
	if g.isShort(folded) {
		return upperFirst(strings.Join(smallWords(shown), " "))
	}
	return shown
}

// smallWords are the words in small letters, Roman numbers excepted.
func smallWords(s string) []string {
	words := strings.Fields(s)
	for i, w := range words {
		if _, ok := roman(strings.ToLower(w)); !ok {
			words[i] = strings.ToLower(w)
		}
	}
	return words
}

// withoutTail cuts "(12 đơn vị)" and ": …" from a heading.
func withoutTail(s string) string {
	if i := strings.IndexAny(s, "(:"); i > 0 {
		s = s[:i]
	}
	return strings.Trim(s, " .,;-–")
}

// withoutListMark cuts "II. ", "3) " or "A - " from a heading.
func withoutListMark(s string) string {
	_, rest, _ := strings.Cut(s, " ")
	rest = strings.TrimLeft(rest, "-–:. ")
	if rest == "" || withoutNumber(Fold(s)) != nameKey(Fold(rest)) {
		return s
	}
	return rest
}

func isCapitals(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }
