package rules

import (
	"sort"
	"strings"
	"unicode"
)

// names finds units by what people write. Never by likeness: real names are one
// letter apart. See names_near.go for suggestions, which only go into sentences.
type names struct {
	units   []string
	folded  []string       // of each unit
	exact   map[string]int // folded names
	alias   map[string]int // folded other names
	bare    map[string]int // names and aliases without diacritics
	rest    map[string]int // names without their leading words
	restRaw map[string]int // the same without diacritics
	drop    []string       // folded

	short   []string         // for suggestions: see names_near.go
	nearest map[string][]int // what was suggested before
	looked  int
}

// twoUnits marks a form that two units share: it names neither.
const twoUnits = -2

// match is what a text turned out to be.
type match struct {
	unit    int  // -1: none
	dropped bool // leading words were left out
	clash   bool // two units could be meant
}

// newNames is an empty set for the plan's names.
func newNames(p *Plan) *names {
	n := &names{exact: map[string]int{}, alias: map[string]int{}, bare: map[string]int{},
		rest: map[string]int{}, restRaw: map[string]int{}}
	for _, w := range p.Names.Drop {
		n.drop = append(n.drop, Fold(w))
	}
	sort.Slice(n.drop, func(i, j int) bool { return len(n.drop[i]) > len(n.drop[j]) })
	return n
}

// add takes a unit's name; false when it is there already.
func (n *names) add(name string) (unit int, isNew bool) {
	key := nameKey(Fold(name))
	if u, ok := n.exact[key]; ok {
		return u, false
	}
	u := len(n.units)
	n.units, n.folded = append(n.units, name), append(n.folded, key)
	n.exact[key] = u
	put(n.bare, bareFold(key), u)
	for _, rest := range n.withoutLeading(key) {
		put(n.rest, rest, u)
		put(n.restRaw, bareFold(rest), u)
	}
	return u, true
}

// addAlias takes another name of a unit. A name of the register goes before it.
func (n *names) addAlias(text string, unit int) {
	key := nameKey(Fold(text))
	if key == "" {
		return
	}
	put(n.alias, key, unit)
	put(n.bare, bareFold(key), unit)
}

func put(m map[string]int, key string, unit int) {
	if old, ok := m[key]; ok && old != unit {
		unit = twoUnits
	}
	m[key] = unit
}

// withoutLeading is the name with one or more of the plan's leading words left
// out, every way.
func (n *names) withoutLeading(key string) []string {
	var out []string
	for _, w := range n.drop {
		rest, ok := strings.CutPrefix(key, w+" ")
		if ok && rest != "" {
			out = append(out, rest)
			out = append(out, n.withoutLeading(rest)...)
		}
	}
	return out
}

// find looks a text up: by name, by other name, without diacritics where that is
// unique, and last without its leading words where the rest is unique.
func (n *names) find(text string) match {
	key := nameKey(Fold(text))
	if key == "" {
		return match{unit: -1}
	}
	if m := n.lookup(key); m.unit >= 0 || m.clash {
		return m
	}
	if cut := withoutNumber(key); cut != key {
		return n.lookup(cut)
	}
	return match{unit: -1}
}

func (n *names) lookup(key string) match {
	if u, ok := n.exact[key]; ok {
		return match{unit: u}
	}
	plain := bareFold(key)
	clash := false
	for _, at := range []struct {
		m   map[string]int
		key string
	}{{n.alias, key}, {n.bare, plain}} {
		u, ok := at.m[at.key]
		if ok && u >= 0 {
			return match{unit: u}
		}
		clash = clash || ok
	}
	if clash {
		return match{unit: -1, clash: true}
	}
	return n.lookupRest(key, plain)
}

// lookupRest is the last resort: the sheet leaves out leading words that the
// register has, or has words that the register leaves out.
func (n *names) lookupRest(key, plain string) match {
	if u, ok := n.rest[key]; ok {
		return match{unit: max(u, -1), dropped: u >= 0, clash: u < 0}
	}
	if u, ok := n.restRaw[plain]; ok {
		return match{unit: max(u, -1), dropped: u >= 0, clash: u < 0}
	}
	for _, rest := range n.withoutLeading(key) {
		if u, ok := n.exact[rest]; ok {
			return match{unit: u, dropped: true}
		}
	}
	return match{unit: -1}
}

// nameKey cuts what people put around a name: a full stop, a dash, a star.
func nameKey(folded string) string {
	folded = strings.Trim(folded, " .,;:*-_+•\"'")
	if rest, ok := strings.CutSuffix(folded, "(*)"); ok {
		return nameKey(rest)
	}
	return folded
}

// withoutNumber cuts a list number: "1. Đoàn xã A", "(2) …", "c) …".
func withoutNumber(key string) string {
	s := strings.TrimLeft(key, "(")
	i := 0
	for i < len(s) && i < 3 && isDigit(s[i]) {
		i++
	}
	if i == 0 {
		for i < len(s) && i < 5 && strings.IndexByte("ivxabcdefgh", s[i]) >= 0 {
			i++
		}
		if _, ok := roman(s[:i]); !ok && i != 1 {
			return key
		}
	}
	if i == 0 || i >= len(s) || strings.IndexByte(".)/-:,", s[i]) < 0 {
		return key
	}
	return nameKey(strings.TrimLeft(s[i:], ".)/-:, "))
}

// isCarryMark reports the ways to write "the same as above".
func isCarryMark(text string) bool {
	if len(text) > 24 {
		return false
	}
	plain := strings.Trim(Bare(text), " .()*")
	switch strings.Trim(plain, "-") {
	case "nt", "nhu tren", "n/t", "n.t", "tren", "cung don vi", "":
		return true
	}
	return !strings.ContainsFunc(plain, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}) && len(plain) <= 4
}
