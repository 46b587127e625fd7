package sync

import "rasoat/rules"

// Place says what should change in the book so that each row shows its own
// unit's status and nothing else does. It is pure and touches only our own two
// columns.
//
// v must be the verdict on this very reading of b (v.Data read from it): a
// row's unit is taken from there. Whoever holds an older verdict reads and
// judges again, as [Cycle.Run] does after each write; so no status can be meant
// for a row that people have moved since.
//
//	row                         our cells
//	a unit's                    its status (in the register: its overall status)
//	one of several of a unit    a request to keep one
//	heading, total, unknown …   empty, also below the table
//	of a unit not fully read    as they are, if they speak of this unit
//	above the header            never a status; anything else as it is
//	the header (marked columns) our header, and no other of it above
//
// A tab with a blocking problem, or that no table reads, is left alone.
func Place(v *rules.Verdict, b rules.Book) Changes { return place(v, b, false) }

// place is Place; partial says that some of the register may be unread, so that
// an unknown name may be a unit's.
func place(v *rules.Verdict, b rules.Book, partial bool) Changes {
	var c Changes
	for i := range b.Tabs {
		t := &b.Tabs[i]
		table, sheet := sheetOf(v.Data, v.Plan, b.ID, t.ID)
		if sheet == nil || len(sheet.Missing) > 0 || blocked(v.Problems, b.Name, t.Title) {
			continue
		}
		p := newPlacer(v, t, table, sheet)
		p.partial, p.marked = partial, b.Marked || t.Own.Headless
		if s := (Setup{Tab: t.ID, Title: t.Title, Header: sheet.Header, Status: p.own.Status, Todo: p.own.Todo,
			Colours: t.Own.Status < 0 || !t.Own.Coloured}); s.Colours || t.Own.Todo < 0 {
			c.Setup = append(c.Setup, s)
		}
		c.Text = append(append(c.Text, p.headers()...), p.texts()...)
	}
	return c
}

// sheetOf finds the table that reads a tab. Where two do, the register comes
// first: its rows show everything about a unit.
func sheetOf(d *rules.Data, p *rules.Plan, book, tab string) (table *rules.Table, sheet *rules.Sheet) {
	for i := range d.Tables {
		for j := range d.Tables[i].Sheets {
			s := &d.Tables[i].Sheets[j]
			ref := d.Tabs[s.Tab]
			if ref.Book != book || ref.ID != tab {
				continue
			}
			if p.Tables[i] == p.Register.Table {
				return p.Tables[i], s
			}
			if sheet == nil {
				table, sheet = p.Tables[i], s
			}
		}
	}
	return table, sheet
}

// blocked reports whether a problem forbids writing to the tab.
func blocked(problems []rules.Problem, book, tab string) bool {
	for _, p := range problems {
		if p.Blocking && (p.Book == "" || p.Book == book) && (p.Tab == tab || p.Tab == "" && p.Book != "") {
			return true
		}
	}
	return false
}

// far is how many formatted empty columns at the right are taken to belong to
// people's table; more are a whole row that somebody formatted.
const far = 20

// ourColumns is where our columns stand in the tab, or will stand: to the right
// of everything that is in use.
func ourColumns(t *rules.Tab, header int) rules.Owned {
	free := 0
	for _, row := range t.Rows {
		for col := len(row); col > free; col-- {
			if row[col-1].Kind != rules.Empty || row[col-1].Formula {
				free = col
			}
		}
	}
	for _, m := range t.Merges {
		if m.LastCol < free+far || m.Row <= header && header <= m.LastRow { // a title may be wider than its table
			free = max(free, m.LastCol+1)
		}
	}
	if t.Width <= free+far {
		free = max(free, t.Width)
	}
	own := t.Own
	if own.Status < 0 {
		own.Status, free = free, free+1
	}
	if own.Todo < 0 {
		own.Todo = free
	}
	return own
}
