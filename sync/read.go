package sync

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"rasoat/rules"
)

// judge reads what hasn't been read yet (or has gone stale), the main workbooks
// first, then those that the register links to, and judges them. Its error is
// only the context's.
func (r *run) judge(ctx context.Context) error {
	for _, p := range r.parts {
		if p.register == nil {
			if err := p.read(ctx); err != nil {
				return err
			}
			r.tellApart(p)
		}
	}
	data := rules.Read(r.Plan, r.books())
	if links := rules.Links(r.Plan, data); len(links) > 0 || r.linked() {
		if err := r.follow(ctx, data, links); err != nil {
			return err
		}
		data = rules.Read(r.Plan, r.books())
	}
	if r.Memory != nil {
		r.Memory.Recall(r.Plan, r.books(), data)
	}
	r.verdict = rules.Judge(r.Plan, data, r.At)
	if r.Memory != nil {
		r.Memory.Hold(r.verdict)
	}
	return nil
}

// books is what was read, for rules.Read: the main workbooks, and the units'
// own as far as they are linked now.
func (r *run) books() []rules.Book {
	var all []rules.Book
	for _, p := range r.parts {
		if p.seen && !p.gone {
			all = append(all, p.book)
		}
	}
	return all
}

// linked reports whether a unit's own workbook is among the parts.
func (r *run) linked() bool {
	for _, p := range r.parts {
		if p.register != nil {
			return true
		}
	}
	return false
}

// read reads the workbook unless it is known. One that can't be read becomes an
// unread book, which says why; the error is only the context's.
func (p *part) read(ctx context.Context) error {
	if p.seen {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	p.seen = true
	b, err := p.Workbook.Read(ctx)
	if err == nil {
		p.keep(b)
		return nil
	}
	if ctx.Err() != nil {
		p.seen = false
		return ctx.Err()
	}
	p.fail(err)
	return nil
}

// keep takes what was read.
func (p *part) keep(b rules.Book) {
	if b.ID == "" {
		b.ID = p.ID
	}
	if p.Name != "" { // as people know it: files in different folders may share a name
		b.Name = p.Name
	}
	p.Name = b.Name
	b.Unit = p.unit
	p.book = b
}

// fail makes the part an unread book.
func (p *part) fail(err error) {
	p.err = err
	if p.Name == "" { // only reading would tell it
		p.Name = p.ID
	}
	p.book = rules.Book{ID: p.ID, Name: p.Name, Unit: p.unit,
		Unread: sentence(err, "Không đọc được bảng '"+plain(p.Name)+"'; trạng thái cũ được giữ nguyên.")}
}

// sentence is what the error says to people, or else the usual words.
func sentence(err error, usual string) string {
	var t *Trouble
	if errors.As(err, &t) && t.Sentence != "" {
		return t.Sentence
	}
	return usual
}

// follow opens and reads the workbooks to which the register links now.
func (r *run) follow(ctx context.Context, d *rules.Data, links []rules.Link) error {
	for _, p := range r.parts {
		p.gone = p.register != nil
	}
	for _, l := range links {
		p := r.open(d, l)
		if err := p.read(ctx); err != nil {
			return err
		}
	}
	return nil
}

// tellApart gives a workbook that has another one's name its id besides: what is
// wrong with one of them must not be taken for the other's.
func (r *run) tellApart(p *part) {
	if r.named(p.Name, p.ID) {
		p.Name += " (" + rules.Shown(p.ID) + ")"
		p.book.Name = p.Name
	}
}

// open is the part to which a link leads: a known one that no other unit's link
// has claimed, or a new one.
func (r *run) open(d *rules.Data, l rules.Link) *part {
	register := r.find(d.Tabs[d.Units[l.Unit].Row.Tab].Book)
	source, err := r.source(register, l)
	if err == nil {
		known := r.find(source.ID)
		if source.Name == "" {
			source.Name = l.Name // titles of copies are all alike
		}
		if r.named(source.Name, source.ID) {
			source.Name = rules.Shown(l.Target) // tells the folder too
		}
		if known == nil || known.gone {
			return r.claim(known, register, source, l.Name)
		}
		err = &Trouble{Sentence: "Bảng '" + plain(source.Name) + "' đã dùng cho nơi khác; đề nghị kiểm tra liên kết của " + l.Name + "."}
	}
	source = Source{ID: "link:" + l.Name, Name: rules.Shown(l.Target)}
	p := r.claim(r.find(source.ID), register, source, l.Name)
	p.seen = true
	p.fail(err)
	return p
}

// named reports whether another workbook has the name.
func (r *run) named(name, but string) bool {
	for _, p := range r.parts {
		if p.Name == name && p.ID != but {
			return true
		}
	}
	return false
}

// claim takes a known part, or a new one, as the unit's own workbook.
func (r *run) claim(p, register *part, s Source, unit string) *part {
	if p == nil {
		p = &part{Source: s}
		r.parts = append(r.parts, p)
	}
	p.register, p.unit, p.book.Unit, p.gone = register, unit, unit, false
	return p
}

// source opens a link.
func (r *run) source(register *part, l rules.Link) (Source, error) {
	if r.Open == nil || register == nil {
		return Source{}, &Trouble{Sentence: "Chưa mở được bảng riêng của " + l.Name + "."}
	}
	return r.Open(register.book, l.Target)
}

// Beside is the path of a file that a register names, relative to the folder of
// the register's own file. Whoever edits the register must not reach other
// folders of this computer: a target that isn't below that folder is a Trouble,
// and so is a web address.
func Beside(register rules.Book, target string) (string, error) {
	local := filepath.FromSlash(strings.ReplaceAll(strings.TrimSpace(target), `\`, "/"))
	if strings.Contains(target, "://") || !filepath.IsLocal(local) || !strings.EqualFold(filepath.Ext(local), ".xlsx") {
		return "", &Trouble{
			Sentence: "Không mở được bảng riêng '" + rules.Shown(target) + "'; đề nghị ghi tên tệp .xlsx nằm cùng thư mục với bảng danh sách đơn vị.",
			Hint:     "a unit's own workbook must be an .xlsx file in the register's folder or below it, named by a relative path",
		}
	}
	return filepath.Join(filepath.Dir(register.ID), local), nil
}
