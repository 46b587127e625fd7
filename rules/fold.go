package rules

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold is the text as it is compared: NFC and NFD alike, lower case, any white
// space as one blank, no invisible characters, one kind of dash and of quote,
// full-width letters as plain ones, and each word's tone mark at its end, so that
// "Hoà" is "Hòa" and "Qúy" is "Quý". It is for comparing, never for showing.
func Fold(s string) string {
	if plain, ok := foldASCII(s); ok {
		return plain
	}
	var f folder
	f.out.Grow(len(s) + 8)
	for _, r := range norm.NFD.String(s) {
		f.rune(r)
	}
	f.endWord()
	return f.out.String()
}

// foldASCII is Fold for text without a single special character, which is most
// of what programs and half of what people write.
func foldASCII(s string) (string, bool) {
	changed, space := false, true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 0x7f || c < ' ' || c == '-' || c == '/' || c == '`':
			return "", false
		case c == ' ':
			changed = changed || space
			space = true
			continue
		case c >= 'A' && c <= 'Z':
			changed = true
		}
		space = false
	}
	if !changed && (!space || s == "") {
		return s, true
	}
	return strings.Join(strings.Fields(strings.ToLower(s)), " "), true
}

// folder collects the folded text.
type folder struct {
	out   strings.Builder
	tones []rune
	gap   bool // white space is due before the next letter
	tight bool // the last letter was a dash or slash: no white space after it
}

func (f *folder) rune(r rune) {
	switch {
	case isTone(r):
		f.tones = append(f.tones, r)
		return
	case unicode.IsSpace(r):
		f.endWord()
		f.gap = f.out.Len() > 0 && !f.tight
		return
	case isInvisible(r):
		return
	}
	r = plainRune(r)
	if !unicode.IsLetter(r) && !unicode.IsMark(r) && romanLetter(r) == "" {
		f.endWord()
	}
	joint := r == '-' || r == '/'
	if f.gap && !joint {
		f.out.WriteByte(' ')
	}
	f.gap, f.tight = false, joint
	if roman := romanLetter(r); roman != "" {
		f.out.WriteString(roman)
		return
	}
	f.out.WriteRune(unicode.ToLower(r))
}

// endWord puts the word's tone marks at its end.
func (f *folder) endWord() {
	for _, below := range [2]bool{true, false} { // the order that NFD has
		for _, t := range f.tones {
			if (t == dotBelow) == below {
				f.out.WriteRune(t)
			}
		}
	}
	f.tones = f.tones[:0]
}

const dotBelow = 0x323

// isTone reports one of the five tone marks as NFD gives them.
func isTone(r rune) bool {
	switch r {
	case 0x300, 0x301, 0x303, 0x309, dotBelow:
		return true
	}
	return false
}

// isInvisible reports what can't be seen: zero-width and direction marks, soft
// hyphens, variation selectors, control characters.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || (r >= 0xfe00 && r <= 0xfe0f)
}

// plainRune is the usual character for one that looks the same.
func plainRune(r rune) rune {
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '﹣':
		return '-'
	case '“', '”', '„', '‟', '«', '»', '″', '〃':
		return '"'
	case '‘', '’', '‚', '‛', '′', '`', '´':
		return '\''
	case 'Ð', 'ð', 'Ɖ', 'ɖ':
		return 'đ'
	case '⁄', '∕':
		return '/'
	}
	if r >= 0xff01 && r <= 0xff5e { // full-width forms
		return plainRune(r - 0xff01 + '!')
	}
	return r
}

// romanLetter spells the single characters for Roman numbers.
func romanLetter(r rune) string {
	numerals := [...]string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}
	switch {
	case r >= 'Ⅰ' && r <= 'Ⅻ':
		return numerals[r-'Ⅰ']
	case r >= 'ⅰ' && r <= 'ⅻ':
		return numerals[r-'ⅰ']
	}
	return ""
}

// bareFold is folded text without tone marks and diacritics, đ as d.
func bareFold(folded string) string {
	plain := true
	for i := 0; i < len(folded); i++ {
		if folded[i] >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return folded
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x300 && r <= 0x36f:
			return -1
		case r == 'đ':
			return 'd'
		}
		return r
	}, folded)
}

// Bare is the text folded, and without tone marks and diacritics, đ as d: for looking
// for, never for telling units apart.
func Bare(s string) string { return bareFold(Fold(s)) }

// tidy is text as it is kept: NFC, no invisible characters, no white space at
// its ends, no-break blanks as plain ones.
func tidy(s string) string {
	ascii, clean := true, true
	for _, r := range s {
		if r >= 0x80 {
			ascii = false
		}
		if r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && (unicode.IsSpace(r) || isInvisible(r)) {
			clean = false
			break
		}
	}
	if !clean || !ascii && !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(strings.Map(func(r rune) rune {
			switch {
			case r == '\n':
				return r
			case unicode.IsSpace(r):
				return ' '
			case isInvisible(r):
				return -1
			}
			return r
		}, s))
	}
	return strings.TrimSpace(s)
}

// oneLine is tidy text with every run of white space as one blank.
func oneLine(s string) string {
	s = tidy(s)
	if !strings.Contains(s, "  ") && !strings.Contains(s, "\n") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
