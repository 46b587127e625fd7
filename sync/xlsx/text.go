package xlsx

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

var errAttr = errors.New("an attribute isn't written as name=\"value\"")

// eachAttr gives every attribute between a tag's name and its end: its name as
// written, and where its value stands without the quotes.
func eachAttr(src []byte, at span, f func(name []byte, value span)) error {
	for i := at.from; ; {
		name, value, next, err := nextAttr(src, i, at.to)
		if err != nil || name == nil {
			return err
		}
		f(name, value)
		i = next
	}
}

// nextAttr is the attribute that begins at i or after white space; name is nil
// when there is none left.
func nextAttr(src []byte, i, end int) (name []byte, value span, next int, err error) {
	for i < end && isSpace(src[i]) {
		i++
	}
	if i >= end {
		return nil, span{}, end, nil
	}
	from := i
	for i < end && src[i] != '=' && !isSpace(src[i]) {
		i++
	}
	name = src[from:i]
	for i < end && isSpace(src[i]) {
		i++
	}
	if i >= end || src[i] != '=' {
		return nil, span{}, end, errAttr
	}
	for i++; i < end && isSpace(src[i]); i++ {
	}
	if i >= end || src[i] != '"' && src[i] != '\'' {
		return nil, span{}, end, errAttr
	}
	n := bytes.IndexByte(src[i+1:end], src[i])
	if n < 0 {
		return nil, span{}, end, errAttr
	}
	return name, span{i + 1, i + 1 + n}, i + n + 2, nil
}

// attr is the place of an attribute's value; false when the tag hasn't got it.
func attr(src []byte, t token, name string) (span, bool) {
	for i := t.attrs.from; ; {
		got, value, next, err := nextAttr(src, i, t.attrs.to)
		if err != nil || got == nil {
			return span{}, false
		}
		if string(got) == name {
			return value, true
		}
		i = next
	}
}

// attrText is an attribute's value as text; "" when the tag hasn't got it.
func attrText(src []byte, t token, name string) string {
	at, ok := attr(src, t, name)
	if !ok {
		return ""
	}
	return unescape(src[at.from:at.to])
}

// attrInt is an attribute's whole number, or the given one when it is absent;
// false when it is there and no number.
func attrInt(src []byte, t token, name string, absent int) (int, bool) {
	at, ok := attr(src, t, name)
	if !ok {
		return absent, true
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(src[at.from:at.to])))
	return n, err == nil
}

// attrBool is an attribute's truth value; absent is false.
func attrBool(src []byte, t token, name string) bool {
	text := attrText(src, t, name)
	return text == "1" || text == "true" || text == "on"
}

// unescape is character data as text: entities replaced, line ends made one
// kind, bytes that aren't UTF-8 made visible.
func unescape(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
	var b strings.Builder
	for {
		i := bytes.IndexByte(raw, '&')
		if i < 0 {
			b.Write(raw)
			return strings.ToValidUTF8(b.String(), "\uFFFD")
		}
		b.Write(raw[:i])
		raw = raw[i:]
		n := bytes.IndexByte(raw, ';')
		if text, ok := entity(raw, n); ok {
			b.WriteString(text)
			raw = raw[n+1:]
			continue
		}
		b.WriteByte('&') // not an entity: as it stands
		raw = raw[1:]
	}
}

// entity is what &…; at the start of raw stands for; n is where its ; stands.
func entity(raw []byte, n int) (string, bool) {
	if n < 2 || n > 10 {
		return "", false
	}
	switch name := string(raw[1:n]); name {
	case "amp":
		return "&", true
	case "lt":
		return "<", true
	case "gt":
		return ">", true
	case "quot":
		return `"`, true
	case "apos":
		return "'", true
	default:
		digits, found := strings.CutPrefix(name, "#")
		if !found {
			return "", false
		}
		base := 10
		if hex, found := strings.CutPrefix(digits, "x"); found {
			digits, base = hex, 16
		}
		code, err := strconv.ParseUint(digits, base, 32)
		if err != nil || !utf8.ValidRune(rune(code)) {
			return "", false
		}
		return string(rune(code)), true
	}
}

// unhex replaces _x000D_ and the like, with which spreadsheets write characters
// that XML can't hold.
func unhex(s string) string {
	i := strings.Index(s, "_x")
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.Index(s, "_x") {
		b.WriteString(s[:i])
		s = s[i:]
		if code, ok := hexCode(s); ok {
			b.WriteRune(code)
			s = s[7:]
			continue
		}
		b.WriteString(s[:2])
		s = s[2:]
	}
	b.WriteString(s)
	return b.String()
}

// hexCode is the character of a _xHHHH_ at the start of s.
func hexCode(s string) (rune, bool) {
	if len(s) < 7 || s[:2] != "_x" || s[6] != '_' {
		return 0, false
	}
	code, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(code), err == nil
}

// escape is text as character data that reads back as the same text: what XML
// can't hold, and what would read as an escape, is written as _xHHHH_.
func escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			b.WriteString(hexText(r))
		case r == '_':
			// Whatever follows: it may be an escape, which begins with a _.
			if _, ok := hexCode(s[i:min(i+6, len(s))] + "_"); ok {
				b.WriteString(hexText('_'))
			} else {
				b.WriteByte('_')
			}
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hexText(r rune) string {
	digits := strings.ToUpper(strconv.FormatUint(uint64(r), 16))
	return "_x" + strings.Repeat("0", 4-len(digits)) + digits + "_"
}

// longest is how many UTF-16 units a cell can hold.
const longest = 32767

// fitting is text as a cell can hold it: valid UTF-8 and not too long.
func fitting(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) <= longest {
		return s
	}
	units := 0
	for i, r := range s {
		units++
		if r > 0xFFFF {
			units++
		}
		if units > longest {
			return s[:i]
		}
	}
	return s
}
