package sync

import (
	"fmt"
	"strings"

	"rasoat/rules"
)

// String is the change as people read it:
//
//	Rà soát quý!P12: … Sắp đến hạn -> ✗ Quá hạn
func (t Text) String() string {
	return fmt.Sprintf("%s!%s: %s -> %s", plain(t.Title), rules.A1(t.Row, t.Col), shown(t.Was), shown(t.Now))
}

// shown is a cell's text in a list of changes.
func shown(s string) string {
	if s == "" {
		return "(trống)"
	}
	return plain(s)
}

// String is the change as people read it: which columns, where, and whether
// they are coloured.
func (s Setup) String() string {
	text := fmt.Sprintf("%s!%s, %s: cột '%s', '%s'", plain(s.Title), rules.A1(s.Header, s.Status),
		rules.A1(s.Header, s.Todo), rules.StatusHeader, rules.TodoHeader)
	if s.Colours {
		text += ", có tô màu"
	}
	return text
}

// Lines is every change as people read it, one line each.
func (c Changes) Lines() []string {
	lines := make([]string, 0, len(c.Setup)+len(c.Text)+len(c.Remove))
	for _, s := range c.Setup {
		lines = append(lines, s.String())
	}
	for _, t := range c.Text {
		lines = append(lines, t.String())
	}
	for _, id := range c.Remove {
		lines = append(lines, plain(id)+": bỏ các cột tự động")
	}
	if c.Summary != nil {
		lines = append(lines, c.Summary.Lines()...)
	}
	return lines
}

// String is every change, one on a line.
func (c Changes) String() string { return strings.Join(c.Lines(), "\n") }

// and is the changes with more after them.
func (c Changes) and(more Changes) Changes {
	return Changes{
		Setup:   append(c.Setup, more.Setup...),
		Text:    append(c.Text, more.Text...),
		Remove:  append(c.Remove, more.Remove...),
		Summary: c.Summary.and(more.Summary),
	}
}
