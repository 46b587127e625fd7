package xlsx

import (
	"context"
	"strings"

	"rasoat/rules"
)

// readFormats reads, for each cell style, how its numbers are meant.
func readFormats(ctx context.Context, c *container, part string) ([]rules.Format, error) {
	if part == "" || !c.has(part) {
		return nil, nil
	}
	src, err := c.read(ctx, part)
	if err != nil {
		return nil, err
	}
	custom := map[int]rules.Format{}
	var ids []int
	err = eachTag(src, func(s *scanner, t token) error {
		switch {
		case t.is("numFmt") && s.parent(t) == "numFmts":
			if id, ok := attrInt(src, t, "numFmtId", -1); ok {
				custom[id] = meaning(attrText(src, t, "formatCode"))
			}
		case t.is("xf") && s.parent(t) == "cellXfs":
			id, _ := attrInt(src, t, "numFmtId", 0)
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		return nil, damaged(part, err)
	}
	formats := make([]rules.Format, len(ids))
	for i, id := range ids {
		if f, ok := custom[id]; ok {
			formats[i] = f
		} else {
			formats[i] = builtin(id)
		}
	}
	return formats, nil
}

// builtin is the meaning of a format that files name by number only.
func builtin(id int) rules.Format {
	switch {
	case id == 9 || id == 10:
		return rules.AsPercent
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return rules.AsDate
	}
	return rules.General
}

// meaning is what a format code makes of a number: a day, a percentage, or
// neither. A time of day without a day is neither.
func meaning(code string) rules.Format {
	bare := strings.ToLower(bareCode(code))
	bare = strings.ReplaceAll(bare, "general", "")
	switch {
	case strings.Contains(bare, "%"):
		return rules.AsPercent
	case strings.ContainsAny(bare, "yd"):
		return rules.AsDate
	case strings.Contains(bare, "m") && !strings.ContainsAny(bare, "hs"):
		return rules.AsDate
	}
	return rules.General
}

// bareCode is the first section of a format code without quoted and escaped
// text, colours, conditions and locales: [$-42A]dd" tháng "mm is ddmm. Of
// brackets only a count of hours, minutes or seconds stays.
func bareCode(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case ';':
			return b.String()
		case '\\', '_', '*':
			i++ // a character of its own, often of several bytes: no letter of ours begins one
		case '"':
			n := strings.IndexByte(code[i+1:], '"')
			if n < 0 {
				return b.String()
			}
			i += n + 1
		case '[':
			n := strings.IndexByte(code[i:], ']')
			if n < 0 {
				return b.String()
			}
			if strings.Trim(strings.ToLower(code[i+1:i+n]), "hms") == "" {
				b.WriteByte('h')
			}
			i += n
		default:
			b.WriteByte(code[i])
		}
	}
	return b.String()
}
