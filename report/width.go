package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// joiner makes one picture of the signs beside it.
const joiner = '\u200d'

// columns is how many columns of a terminal the text takes: combining marks
// none, East Asian signs and emoji two.
func columns(s string) int {
	n, joined := 0, false
	for _, r := range s {
		if !joined {
			n += runeColumns(r)
		}
		joined = r == joiner
	}
	return n
}

func runeColumns(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || unicode.IsControl(r) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// tidy is text that leaves a terminal as it is: no control characters, nothing
// that turns the direction of writing.
func tidy(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		if unicode.Is(unicode.Cf, r) && r != joiner {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))), " ")
}

// wrap breaks the text into lines of at most limit columns, between words where
// that is possible.
func wrap(s string, limit int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && columns(line)+1+columns(word) > limit {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
		for columns(line) > limit {
			head, tail := split(line, limit)
			lines, line = append(lines, head), tail
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// split cuts the text after at most limit columns (at least one sign), never
// between a sign and its marks.
func split(s string, limit int) (head, tail string) {
	n, joined := 0, false
	for i, r := range s {
		w := runeColumns(r)
		if joined {
			w = 0
		}
		if n+w > limit && i > 0 && w > 0 {
			return s[:i], s[i:]
		}
		n += w
		joined = r == joiner
	}
	return s, ""
}

// pad is the text with blanks up to the width.
func pad(s string, to int) string {
	return s + strings.Repeat(" ", max(0, to-columns(s)))
}
