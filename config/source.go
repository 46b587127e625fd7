package config

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// source is one file as text, and the problems found in it.
type source struct {
	file     string
	lines    []string
	problems Problems
	shared   map[*yaml.Node]*setting // the nodes of settings
}

// newSource splits the text into lines as YAML counts them.
func newSource(file string, text []byte) *source {
	t := strings.TrimPrefix(string(text), "\ufeff")
	t = strings.ReplaceAll(t, "\r\n", "\n")
	t = strings.ReplaceAll(t, "\r", "\n")
	return &source{file: file, lines: strings.Split(t, "\n")}
}

// secret is a password or key that somebody wrote into the file after all; it must not
// go on into logs with the line that is shown.
var secret = regexp.MustCompile(`(?i)((?:pass(?:word|wd|phrase)?(?:_env)?|private_key|client_secret|refresh_token|\bping(?:_env)?)["']?\s*:\s*)([^\s,}][^,}]*)`)

// mask is the line with dots in place of a secret, as many as it has characters.
func mask(line string) string {
	if m := secret.FindStringSubmatchIndex(line); m != nil {
		hidden := strings.Repeat("•", utf8.RuneCountInString(line[m[4]:m[5]]))
		return line[:m[4]] + hidden + mask(line[m[5]:])
	}
	return line
}

// problem notes that something is wrong at a node.
func (s *source) problem(n *yaml.Node, hint, format string, args ...any) {
	if n == nil {
		s.at(1, 1, hint, format, args...)
		return
	}
	s.at(n.Line, n.Column, s.usedBy(n, hint), format, args...)
}

// usedBy adds to the hint where a setting is used, as that is what says what it
// must be.
func (s *source) usedBy(n *yaml.Node, hint string) string {
	set := s.shared[n]
	if set == nil || len(set.users) == 0 {
		return hint
	}
	where := fmt.Sprintf("$%s is used in line %d", set.name.Value, set.users[0])
	if hint == "" {
		return where
	}
	return hint + "; " + where
}

// inside notes that something is wrong with a piece of a text, at that piece
// where it stands in the text's first line as it is.
func (s *source) inside(n *yaml.Node, piece, hint, format string, args ...any) {
	if n.Line >= 1 && n.Line <= len(s.lines) {
		line := []rune(s.lines[n.Line-1])
		from := min(max(n.Column-1, 0), len(line))
		if i := strings.Index(string(line[from:]), piece); i >= 0 && piece != "" {
			s.at(n.Line, from+1+utf8.RuneCountInString(string(line[from:])[:i]), s.usedBy(n, hint), format, args...)
			return
		}
	}
	s.problem(n, hint, format, args...)
}

// at notes that something is wrong at a line and column (1-based).
func (s *source) at(line, col int, hint, format string, args ...any) {
	line = max(1, min(line, len(s.lines)))
	text := s.lines[line-1]
	col = max(1, min(col, utf8.RuneCountInString(text)+1))
	s.problems = append(s.problems, Problem{
		File: s.file, Line: line, Col: col, Hint: hint,
		Text:    mask(text),
		Message: fmt.Sprintf(format, args...),
	})
}

// show is a source line ready to print, and the blanks that lead to the place
// under its col-th character. Tabs become spaces, characters without width take
// none and wide ones two.
func show(text string, col int) (line, mark string) {
	var b strings.Builder
	at, cells := 0, 0
	for _, r := range text {
		at++
		w := cellsOf(r)
		switch {
		case r == '\t':
			b.WriteString("    ")
			w = 4
		case r == utf8.RuneError || unicode.IsControl(r):
			b.WriteRune('\ufffd')
			w = 1
		default:
			b.WriteRune(r)
		}
		if at < col {
			cells += w
		}
	}
	return b.String(), strings.Repeat(" ", cells)
}

// cellsOf is how many places of a terminal the character takes.
func cellsOf(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// clean is text from the file as the program keeps it: NFC, no blanks around.
func clean(s string) string { return strings.TrimSpace(norm.NFC.String(s)) }

// fold makes words alike that differ in case and blanks only, for hints.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFC.String(s)), " "))
}
