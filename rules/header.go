package rules

import (
	"strings"
)

// headers recognises a table's columns by their headers. One is made for each
// table and used for all tabs.
type headers struct {
	table    *Table
	year     int
	ours     map[string]bool // forms of the headers of our own columns
	key      map[string]bool
	period   map[string]bool
	plain    map[string]*Column // columns that aren't periodic
	periodic map[string]*Column // columns that are, without the period
	bare     *Column            // the one that a period alone names
	loose    *looseHeaders
	spelled  map[string]string // loose forms as the plan spells them
	seen     map[string]*headText
	known    map[string]found // by path, as it was recognised before
}

// looseHeaders are the headers without diacritics; one that two columns share
// is nil.
type looseHeaders struct {
	key, period     map[string]bool
	plain, periodic map[string]*Column
}

// headText is one text of a header cell, folded once.
type headText struct {
	forms  []string // folded, and without notes of units and numbers
	isOurs bool
}

// found is what a header turned out to be.
type found struct {
	what   foundWhat
	column *Column
	period Period // of a periodic column whose header names one
	text   string // which of the column's headers it is, as the plan spells it
	exact  bool
}

type foundWhat uint8

const (
	foundNothing foundWhat = iota
	foundKey
	foundPeriod // the column that names each row's period
	foundColumn
	foundOurs
)

func newHeaders(t *Table, year int) *headers {
	h := &headers{table: t, year: year, ours: folds([]string{StatusHeader, TodoHeader}), key: folds(t.Key), period: folds(t.Period),
		plain: map[string]*Column{}, periodic: map[string]*Column{}, spelled: map[string]string{}, seen: map[string]*headText{}, known: map[string]found{}}
	h.loose = &looseHeaders{key: map[string]bool{}, period: map[string]bool{},
		plain: map[string]*Column{}, periodic: map[string]*Column{}}
	for _, c := range t.Columns {
		for _, text := range c.Headers {
			exact, loose := h.plain, h.loose.plain
			if c.Periodic {
				exact, loose = h.periodic, h.loose.periodic
			}
			form := headerForm(text)
			if _, ok := exact[form]; !ok {
				exact[form] = c
			}
			looseHeader(loose, bareFold(form), c)
			h.spelled[bareFold(form)] = text
			if short := bareFold(withoutNote(form)); short != bareFold(form) {
				looseHeader(loose, short, c)
			}
		}
		if c.Bare && h.bare == nil {
			h.bare = c
		}
	}
	for k := range h.key {
		h.loose.key[bareFold(k)] = true
	}
	for k := range h.period {
		h.loose.period[bareFold(k)] = true
	}
	return h
}

// looseHeader adds a form; two columns that share it have neither.
func looseHeader(m map[string]*Column, form string, c *Column) {
	if other, ok := m[form]; ok && other != c {
		c = nil
	}
	m[form] = c
}

func folds(texts []string) map[string]bool {
	m := make(map[string]bool, len(texts))
	for _, t := range texts {
		m[headerForm(t)] = true
	}
	return m
}

// headerForm is a header as it is compared: folded, parents joined by a blank.
func headerForm(text string) string {
	f := Fold(text)
	if strings.Contains(text, " / ") {
		f = Fold(strings.ReplaceAll(text, " / ", " "))
	}
	return strings.Trim(f, " *:.;")
}

// text folds a header cell's text, once for each text.
func (h *headers) text(s string) *headText {
	if t, ok := h.seen[s]; ok {
		return t
	}
	t := &headText{forms: []string{""}}
	h.seen[s] = t
	if len(s) > 300 {
		return t
	}
	form := headerForm(s)
	t.isOurs = h.ours[form]
	t.forms[0] = form
	for _, cut := range []string{withoutNote(form), withoutNumber(form), withoutNumber(withoutNote(form))} {
		if cut != "" && cut != t.forms[len(t.forms)-1] && cut != form {
			t.forms = append(t.forms, cut)
		}
	}
	return t
}

// withoutNote cuts the notes that say how to fill in a column: "(đ/c)", "(*)".
func withoutNote(form string) string {
	if rest, ok := strings.CutSuffix(form, " %"); ok {
		form = rest
	}
	for {
		open := strings.LastIndexByte(form, '(')
		if open <= 0 || !strings.HasSuffix(form, ")") || !isHeaderNote(bareFold(form[open+1:len(form)-1])) {
			return form
		}
		form = strings.Trim(form[:open], " *:.;")
	}
}

// isHeaderNote reports a note that doesn't tell one column from another.
func isHeaderNote(plain string) bool {
	switch strings.Trim(plain, " .*") {
	case "", "d/c", "dong chi", "nguoi", "dv", "doan vien", "%", "so luong", "co/khong", "x", "danh dau x", "neu co", "bat buoc",
		"dd/mm/yyyy", "dd/mm/yy", "ngay/thang/nam", "ngay thang nam", "ngay, thang, nam", "d/m/y", "ngay", "buoi", "cuoc", "lan",
		"don vi tinh: dong chi", "dvt: dong chi", "dvt: nguoi", "ghi ro":
		return true
	}
	return len(plain) <= 2 && plain != "" && isDigit(plain[0]) // "(1)"
}

// recognise says what the column under these texts is; the last is the leaf,
// those before it its parents, from the top.
func (h *headers) recognise(path []string) found {
	if len(path) == 0 {
		return found{}
	}
	key := path[0]
	if len(path) > 1 {
		key = strings.Join(path, "\x00")
	}
	f, ok := h.known[key]
	if !ok {
		f = h.look(path)
		h.known[key] = f
	}
	return f
}

func (h *headers) look(path []string) found {
	leaf := h.text(path[len(path)-1])
	if leaf.isOurs {
		return found{what: foundOurs}
	}
	for i, form := range h.forms(path) {
		exact := i == 0 || form == leaf.forms[0]
		if f := h.match(form); f.what != foundNothing {
			f.exact = exact
			return f
		}
	}
	return h.matchBare(path)
}

// forms are the texts to compare, the most telling first: parents and leaf
// joined both ways, each parent with the leaf, the leaf alone.
func (h *headers) forms(path []string) []string {
	leaf := h.text(path[len(path)-1]).forms
	if len(path) == 1 {
		return leaf
	}
	var out []string
	up := make([]string, 0, len(path))
	for i := len(path) - 1; i >= 0; i-- {
		if f := h.text(path[i]).forms; len(f) > 0 {
			up = append(up, f[0])
		}
	}
	out = append(out, strings.Join(reversed(up), " "), strings.Join(up, " "))
	for _, parent := range path[:len(path)-1] {
		for _, p := range h.text(parent).forms {
			for _, l := range leaf {
				out = append(out, p+" "+l, l+" "+p)
			}
		}
	}
	for _, o := range out {
		if cut := withoutNote(o); cut != o {
			out = append(out, cut)
		}
	}
	return append(out, leaf...)
}

func reversed(s []string) []string {
	out := make([]string, len(s))
	for i, v := range s {
		out[len(s)-1-i] = v
	}
	return out
}

// match compares one form: whole, without diacritics, and as a header with a
// period before or behind it.
func (h *headers) match(form string) found {
	if form == "" {
		return found{}
	}
	plain := bareFold(form)
	switch {
	case h.key[form] || h.loose.key[plain]:
		return found{what: foundKey}
	case h.period[form] || h.loose.period[plain]:
		return found{what: foundPeriod}
	}
	if c := h.plain[form]; c != nil {
		return found{what: foundColumn, column: c}
	}
	if c := h.periodic[form]; c != nil {
		return found{what: foundColumn, column: c}
	}
	if c := h.loose.plain[plain]; c != nil {
		return found{what: foundColumn, column: c}
	}
	if c := h.loose.periodic[plain]; c != nil {
		return found{what: foundColumn, column: c}
	}
	return h.matchPeriodic(plain)
}

// matchPeriodic finds a periodic column whose header has its period beside it:
// "ngay ra soat quy iii". The longest header goes before shorter ones.
func (h *headers) matchPeriodic(plain string) found {
	var best found
	length := 0
	for text, c := range h.loose.periodic {
		if c == nil || len(text) < length || len(text) >= len(plain) {
			continue
		}
		rest, ok := cutWords(plain, text)
		if !ok {
			continue
		}
		p, ok := ParsePeriod(rest, h.table.Periods, h.year)
		if ok && (len(text) > length || c.Index < best.column.Index) {
			best, length = found{what: foundColumn, column: c, period: p, text: h.spelled[text]}, len(text)
		}
	}
	return best
}

// cutWords takes whole words off the start or the end of s.
func cutWords(s, words string) (rest string, ok bool) {
	if rest, ok = strings.CutPrefix(s, words); ok && strings.IndexByte(" -:,(/.", rest[0]) >= 0 {
		return trimJoin(rest), true
	}
	if rest, ok = strings.CutSuffix(s, words); ok && strings.IndexByte(" -:,)/.", rest[len(rest)-1]) >= 0 {
		return trimJoin(rest), true
	}
	return "", false
}

func trimJoin(s string) string { return strings.Trim(s, " -:,()/.*") }

// matchBare finds a period that stands alone over a column whose plan says so.
func (h *headers) matchBare(path []string) found {
	if h.bare == nil {
		return found{}
	}
	for _, form := range h.forms(path) {
		if p, ok := ParsePeriod(form, h.table.Periods, h.year); ok {
			return found{what: foundColumn, column: h.bare, period: p}
		}
	}
	return found{}
}
