package xlsx

import (
	"errors"
	"fmt"
	"slices"

	"rasoat/rules"
	"rasoat/sync"
)

// tabChanges is what to write into one tab.
type tabChanges struct {
	setup  []sync.Setup
	text   []sync.Text
	remove bool
}

// byTab sorts the changes by tab, in the order of the tabs.
func (f *file) byTab(c sync.Changes) ([]tabChanges, error) {
	at := map[string]int{}
	for i, s := range f.sheets {
		at[s.id] = i
	}
	all := make([]tabChanges, len(f.sheets))
	find := func(id string) (*tabChanges, error) {
		i, ok := at[id]
		if !ok {
			return nil, fmt.Errorf("no tab has the number %q", id)
		}
		return &all[i], nil
	}
	for _, s := range c.Setup {
		t, err := find(s.Tab)
		if err != nil {
			return nil, err
		}
		t.setup = append(t.setup, s)
	}
	for _, x := range c.Text {
		t, err := find(x.Tab)
		if err != nil {
			return nil, err
		}
		t.text = append(t.text, x)
	}
	for _, id := range c.Remove {
		t, err := find(id)
		if err != nil {
			return nil, err
		}
		t.remove = true
	}
	return all, nil
}

// newInk collects what changes in a sheet.
func newInk(s *sheet) *ink {
	return &ink{sheet: s, own: s.tab.Own, want: map[place]string{}, style: map[place]string{}}
}

// prepare turns changes into cells. Only cells of our two columns can be meant;
// anything else is refused.
func (k *ink) prepare(c tabChanges) error {
	if c.remove {
		return k.removal()
	}
	for _, s := range c.setup {
		if err := k.setup(s); err != nil {
			return err
		}
	}
	for _, m := range k.tab.Merges {
		if m.Has(m.Row, k.own.Status) || m.Has(m.Row, k.own.Todo) {
			k.veils = append(k.veils, m)
		}
	}
	for _, t := range c.text {
		if err := k.text(t); err != nil {
			return err
		}
	}
	return nil
}

// setup makes our columns where they are absent.
func (k *ink) setup(s sync.Setup) error {
	if s.Header < 0 || s.Header >= headerRows {
		return fmt.Errorf("%s: our headers can't stand in row %d", k.title, s.Header+1)
	}
	if k.own.Status < 0 {
		if err := k.column(s.Header, s.Status, rules.StatusHeader); err != nil {
			return err
		}
		k.own.Status = s.Status
	}
	if k.own.Todo < 0 {
		if err := k.column(s.Header, s.Todo, rules.TodoHeader); err != nil {
			return err
		}
		k.own.Todo = s.Todo
	}
	k.own.Coloured = k.own.Coloured || s.Colours
	if k.own.Status == k.own.Todo {
		return fmt.Errorf("%s: our columns can't both be %s", k.title, rules.ColumnName(k.own.Status))
	}
	return nil
}

// column makes one column of ours, where nothing stands yet.
func (k *ink) column(row, col int, header string) error {
	if col < 0 || col >= maxCols {
		return fmt.Errorf("%s: there is no column %d", k.title, col+1)
	}
	for i, r := range k.tab.Rows {
		if c := k.tab.At(i, col); col < len(r) && (c.Kind != rules.Empty || c.Formula) {
			return &reason{"trang '" + k.title + "' đã có dữ liệu ở ô " + rules.A1(i, col) + ", nơi dự định đặt cột tự động",
				"move what stands there to another column", nil}
		}
	}
	at := place{row, col}
	if covers(k.tab.Merges, at) {
		return &reason{"trang '" + k.title + "' có ô gộp che ô " + rules.A1(row, col) + ", nơi dự định đặt cột tự động",
			"split the merged cells right of the table", nil}
	}
	style, err := k.styleLeft(at)
	if err != nil {
		return err
	}
	k.want[at], k.style[at] = header, style
	k.widths = append(k.widths, col)
	return nil
}

// covers reports whether the cell is hidden behind another it is merged with.
func covers(merges []rules.Rect, p place) bool {
	return slices.ContainsFunc(merges, func(m rules.Rect) bool {
		return m.Has(p.row, p.col) && (m.Row != p.row || m.Col != p.col)
	})
}

// styleLeft is the style of the cell left of a header of ours.
func (k *ink) styleLeft(p place) (string, error) {
	left := place{p.row, p.col - 1}
	if style, ours := k.style[left]; ours {
		return style, nil
	}
	i := slices.IndexFunc(k.layout.rows, func(r rowPart) bool { return r.row == p.row })
	if i < 0 {
		return "", nil
	}
	cells, err := k.layout.cellsOf(k.layout.rows[i])
	if err != nil {
		return "", err
	}
	for _, c := range cells {
		if c.col == left.col {
			return c.style, nil
		}
	}
	return "", nil
}

var errNotOurs = errors.New("only cells of our own two columns are written")

// text changes one owned cell.
func (k *ink) text(t sync.Text) error {
	col, header := k.own.Status, rules.StatusHeader
	if t.Column == sync.Todo {
		col, header = k.own.Todo, rules.TodoHeader
	}
	if col < 0 || t.Col != col || t.Row < 0 || t.Row >= maxRows {
		return fmt.Errorf("%s!%s: %w", k.title, rules.A1(max(t.Row, 0), max(t.Col, 0)), errNotOurs)
	}
	p := place{t.Row, t.Col}
	if t.Now != header && (t.Row < headerRows && headerRow(&k.tab, col, header) == t.Row || k.want[p] == header) {
		return fmt.Errorf("%s!%s: our header stays", k.title, rules.A1(t.Row, t.Col))
	}
	if t.Now != "" && covers(k.veils, p) {
		return fmt.Errorf("%s!%s: the cell is hidden behind merged cells", k.title, rules.A1(t.Row, t.Col))
	}
	now := fitting(t.Now)
	if c := k.tab.At(p.row, p.col); c == textCell(rules.Cell{}, now) {
		delete(k.want, p)
		return nil
	}
	k.want[p] = now
	return nil
}
