package xlsx

import (
	"context"
	"errors"
	"path"

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
	src := []byte(noStyles)
	if f.index.styles != "" {
		var err error
		if src, err = f.box.read(ctx, f.index.styles); err != nil {
			return nil, err
		}
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

// noStyles is the styles of a file that has none.
const noStyles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
	`<styleSheet xmlns="` + mainSpace + `"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`

// into puts the styles among the changed parts.
func (c *colours) into(ctx context.Context, changed map[string][]byte) error {
	if c.text == nil {
		return nil
	}
	if c.file.index.styles == "" {
		return c.file.addStyles(ctx, changed, c.text)
	}
	if _, err := newStyles(c.text); err != nil {
		return damaged(c.file.index.styles, err)
	}
	changed[c.file.index.styles] = c.text
	return nil
}

// addStyles adds the part to a file that has none.
func (f *file) addStyles(ctx context.Context, changed map[string][]byte, text []byte) error {
	name := path.Join(path.Dir(f.index.book), "styles.xml")
	if f.box.has(name) {
		return damaged(name, errors.New("the part is there, but the workbook doesn't name it"))
	}
	const office = "openxmlformats-officedocument.spreadsheetml.styles+xml"
	for part, line := range map[string]string{
		typesPart:            `Override PartName="/` + name + `" ContentType="application/vnd.` + office + `"/>`,
		relsOf(f.index.book): `Relationship Id="rasoatStyles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="/` + name + `"/>`,
	} {
		src, err := f.current(ctx, changed, part)
		if err != nil {
			return err
		}
		if changed[part], err = inner(src, line); err != nil {
			return damaged(part, err)
		}
	}
	changed[name] = text
	f.index.styles = name
	return nil
}

// dropChain takes out the note in which order formulas are calculated: it names
// a cell that has no formula any more. Programs make it again by themselves.
func (f *file) dropChain(ctx context.Context, changed map[string][]byte) error {
	for _, r := range f.index.rels {
		if r.kind != "calcChain" {
			continue
		}
		if err := f.unrelate(ctx, changed, r.target); err != nil {
			return err
		}
		changed[r.target] = nil
		if err := f.dropType(ctx, changed, r.target); err != nil {
			return err
		}
	}
	return nil
}

// unrelate takes a part out of the workbook's relations.
func (f *file) unrelate(ctx context.Context, changed map[string][]byte, part string) error {
	name := relsOf(f.index.book)
	src, err := f.current(ctx, changed, name)
	if err != nil {
		return err
	}
	var edits []edit
	err = eachTag(src, func(s *scanner, t token) error {
		if string(localName(t.name)) != "Relationship" || relatesTo(src, t, f.index.book) != part {
			return nil
		}
		err := s.pass(t)
		edits = append(edits, edit{span{t.from, s.pos}, ""})
		return err
	})
	if err == nil {
		changed[name], err = edited(src, edits)
	}
	if err != nil {
		return damaged(name, err)
	}
	return nil
}

const typesPart = "[content_types].xml"

// dropType takes a part out of the list of what parts are.
func (f *file) dropType(ctx context.Context, changed map[string][]byte, part string) error {
	src, err := f.current(ctx, changed, typesPart)
	if err != nil {
		return err
	}
	var edits []edit
	err = eachTag(src, func(s *scanner, t token) error {
		if string(localName(t.name)) != "Override" || partName(attrText(src, t, "PartName")) != part {
			return nil
		}
		err := s.pass(t)
		edits = append(edits, edit{span{t.from, s.pos}, ""})
		return err
	})
	if err != nil {
		return damaged(typesPart, err)
	}
	changed[typesPart], err = edited(src, edits)
	return err
}

// current is a part as it will be.
func (f *file) current(ctx context.Context, changed map[string][]byte, part string) ([]byte, error) {
	if text, ok := changed[part]; ok {
		return text, nil
	}
	return f.box.read(ctx, part)
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
