package xlsx

import (
	"context"
	"errors"

	"rasoat/rules"
)

// colours are the formats of our colour rules, added to the styles when the
// first sheet needs them.
type colours struct {
	file *file
	ids  map[string]int // by background
	text []byte         // the styles' new XML; nil when it doesn't change
}

// numbers gives each background's format.
func (c *colours) numbers(ctx context.Context) (map[string]int, error) {
	if c.ids != nil {
		return c.ids, nil
	}
	f := c.file
	if f.index.styles == "" || !f.box.has(f.index.styles) {
		return nil, &reason{"tệp không có phần định dạng (styles) nên chưa tô màu được", "open the file in a spreadsheet program and save it again", nil}
	}
	src, err := f.box.read(ctx, f.index.styles)
	if err != nil {
		return nil, err
	}
	p, err := newStyles(src)
	if err != nil {
		return nil, damaged(f.index.styles, err)
	}
	text, ids, err := p.withFormats()
	if err != nil {
		return nil, damaged(f.index.styles, err)
	}
	if c.ids = ids; len(text) != len(src) {
		c.text = text
	}
	return ids, nil
}

// into puts the styles among the changed parts.
func (c *colours) into(changed map[string][]byte) error {
	if c.text == nil {
		return nil
	}
	if _, err := newStyles(c.text); err != nil {
		return damaged(c.file.index.styles, err)
	}
	changed[c.file.index.styles] = c.text
	return nil
}

// dropChain takes out the note in which order formulas are calculated: it names
// a cell that has no formula any more. Programs make it again by themselves.
func (f *file) dropChain(ctx context.Context, changed map[string][]byte) error {
	rels := relsOf(f.index.book)
	for _, r := range f.index.rels {
		if r.kind != "calcChain" {
			continue
		}
		src, err := f.box.read(ctx, rels)
		if err != nil {
			return err
		}
		if changed[rels], err = edited(src, []edit{{r.at, ""}}); err != nil {
			return damaged(rels, err)
		}
		changed[r.target] = nil
		if err := f.dropType(ctx, changed, r.target); err != nil {
			return err
		}
	}
	return nil
}

const typesPart = "[content_types].xml"

// dropType takes a part out of the list of what parts are.
func (f *file) dropType(ctx context.Context, changed map[string][]byte, part string) error {
	src, err := f.box.read(ctx, typesPart)
	if err != nil {
		return err
	}
	var edits []edit
	err = eachTag(src, func(s *scanner, t token) error {
		if string(localName(t.name)) != "Override" || partName(attrText(src, t, "PartName")) != part {
			return nil
		}
		if !t.empty {
			return errors.New("an Override with content")
		}
		edits = append(edits, edit{t.span, ""})
		return nil
	})
	if err != nil {
		return damaged(typesPart, err)
	}
	changed[typesPart], err = edited(src, edits)
	return err
}

// inTable refuses to touch a header of ours that has become part of a table:
// such a header is written a second time in the table's own part.
func (f *file) inTable(ctx context.Context, k *ink) error {
	rels, err := f.box.relations(ctx, k.part)
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.kind != "table" {
			continue
		}
		src, err := f.box.read(ctx, r.target)
		if err != nil {
			return err
		}
		var area rules.Rect
		err = eachTag(src, func(s *scanner, t token) error {
			if t.is("table") {
				area, _ = parseRect(attrText(src, t, "ref"))
			}
			return nil
		})
		if err != nil {
			return damaged(r.target, err)
		}
		for p, text := range k.want {
			header := text == rules.StatusHeader || text == rules.TodoHeader || k.drop
			if header && p.row == area.Row && area.Has(p.row, p.col) {
				return &reason{"trang '" + k.title + "' có bảng kiểu Table chứa tiêu đề cột tự động (ô " + rules.A1(p.row, p.col) + ")",
					"in the spreadsheet program, resize the table so that our columns lie outside it", nil}
			}
		}
	}
	return nil
}
