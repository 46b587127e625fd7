package config

import (
	"errors"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// parse is the file's YAML tree, nil when it has none; what is wrong stands in
// the source's problems. YAML gives up at its first mistake.
func (s *source) parse(text []byte) *yaml.Node {
	if !s.readable(text) {
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load(text, &doc); err != nil {
		s.syntax(err)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		s.at(1, 1, "write the keys of the file, one per line", "the file is empty")
		return nil
	}
	return doc.Content[0]
}

// readable finds what the YAML reader would refuse without saying where.
func (s *source) readable(text []byte) bool {
	if !utf8.Valid(text) {
		for i, line := range s.lines {
			if !utf8.ValidString(line) {
				s.at(i+1, badRune(line), "save the file as UTF-8", "this isn't UTF-8 text")
				return false
			}
		}
	}
	for i, line := range s.lines {
		if at := strings.IndexFunc(line, unprintable); at >= 0 {
			s.at(i+1, utf8.RuneCountInString(line[:at])+1, "delete it", "an invisible control character stands here")
			return false
		}
	}
	return true
}

// badRune is the 1-based place of the first character that isn't UTF-8.
func badRune(line string) int {
	n := 1
	for len(line) > 0 {
		r, size := utf8.DecodeRuneInString(line)
		if r == utf8.RuneError && size == 1 {
			return n
		}
		line = line[size:]
		n++
	}
	return n
}

// unprintable reports control characters, the byte order mark and line breaks
// that only some programs take for such.
func unprintable(r rune) bool {
	return r < ' ' && r != '\t' || r >= 0x7f && r <= 0x9f || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == '\ufffe' || r == '\uffff'
}

// syntax says in plain words why the text isn't YAML.
func (s *source) syntax(err error) {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		s.at(1, 1, "", "%v", err)
		return
	}
	line, col := load.Mark.Line, load.Mark.Column
	start := load.ContextMark
	switch m := load.Message; {
	case strings.Contains(m, "no documents"):
		s.at(1, 1, "write the keys of the file, one per line", "the file is empty")
	case strings.Contains(m, "multiple"):
		s.at(s.secondDocument(), 1, "keep one file for each", "a second document begins here")
	case strings.Contains(m, "unknown anchor"):
		s.at(line, col, "quote text that begins with *; values used twice are named under settings:", "a text can't begin with *")
	case strings.Contains(m, "cannot start any token"):
		s.badStart(line, col)
	case strings.Contains(m, "mapping values are not allowed"):
		s.colon(line, col)
	case strings.Contains(m, "',' or ']'"):
		s.at(start.Line, start.Column, "close it with ], and separate its members with commas", "this list isn't closed (noticed in line %d)", line)
	case strings.Contains(m, "',' or '}'"):
		s.at(start.Line, start.Column, "close it with }, and separate its keys with commas", "this bracket isn't closed (noticed in line %d)", line)
	case strings.Contains(load.ContextMsg, "quoted scalar"):
		hint := "close it with the same quote; a quote within is doubled ('') or escaped (\\\")"
		if strings.Contains(m, "escape") {
			hint = "within double quotes \\ is special: use single quotes, or / in paths"
		}
		s.at(start.Line, start.Column, hint, "this quoted text is broken: %s", m)
	case strings.Contains(m, "did not find expected key"), strings.Contains(m, "did not find expected '-'"):
		s.at(line, col, "keys of one group stand exactly under each other; text with special characters is quoted", "this doesn't fit to what stands above it")
	default:
		s.at(line, col, "", "this isn't YAML: %s", strings.TrimSpace(load.ContextMsg+" "+m))
	}
}

// colon tells apart a second colon in one line and a line that is too deep.
func (s *source) colon(line, col int) {
	if line >= 1 && line <= len(s.lines) {
		before := []rune(s.lines[line-1])
		before = before[:max(0, min(col-1, len(before)))]
		if !strings.Contains(string(before), ":") {
			s.at(line, 1+len(before)-len([]rune(strings.TrimLeft(string(before), " "))), "keys of one group stand exactly under each other; or the line above wants a colon or quotes", "this is indented deeper than what stands above it")
			return
		}
	}
	s.at(line, col, `put text that holds ": " in quotes; or begin a new line here`, "a second colon in one line")
}

// badStart tells apart the characters with which nothing can begin.
func (s *source) badStart(line, col int) {
	text := []rune{}
	if line >= 1 && line <= len(s.lines) {
		text = []rune(s.lines[line-1])
	}
	if col < 1 || col > len(text) {
		s.at(line, col, "", "nothing can begin here")
		return
	}
	if text[col-1] == '\t' {
		s.at(line, col, "use spaces", "a tab can't indent")
		return
	}
	s.at(line, col, "put the text in quotes", "a text can't begin with %c", text[col-1])
}

// secondDocument is the line of the second document's mark.
func (s *source) secondDocument() int {
	content := false
	for i, line := range s.lines {
		if content && (strings.HasPrefix(line, "---") || strings.HasPrefix(line, "...")) {
			return i + 1
		}
		t := strings.TrimSpace(line)
		content = content || t != "" && !strings.HasPrefix(t, "#") && !strings.HasPrefix(t, "%") && !strings.HasPrefix(line, "---")
	}
	return 1
}
