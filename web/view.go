package web

import (
	"hash/fnv"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"rasoat/ledger"
	"rasoat/rules"
)

// view is a state as the pages look at it: who stands where, and what each unit's
// findings are. It is made once for each state.
type view struct {
	*State
	columns []column
	lines   []line         // the units that exist, by group and then by name, in Vietnamese order
	byID    map[string]int // every unit, in Data.Units
	groups  [][]string     // by level, the names of groups, in Vietnamese order
	sectors []string
}

// column is one column of the board: a rule's instance.
type column struct {
	rule   *rules.Rule
	period rules.Period
}

// key is the column's name for programs.
func (c column) key() string {
	if c.period.Every == rules.NoPeriod {
		return c.rule.ID
	}
	return c.rule.ID + "/" + c.period.String()
}

// line is a unit on the board.
type line struct {
	unit    int // in Data.Units
	id      string
	name    string
	groups  []string
	sector  string
	overall mark
	cells   []mark // by column
}

// newView makes the view of a state. compare orders names.
func newView(s *State) *view {
	v := &view{State: s, byID: map[string]int{}}
	compare := collate.New(language.Vietnamese, collate.Numeric)
	v.columns = s.columns()
	at := make(map[column]int, len(v.columns))
	for i, c := range v.columns {
		at[c] = i
	}
	units := s.Verdict.Data.Units
	lines := make([]line, len(units))
	for u := range units {
		lines[u] = s.line(u, len(v.columns))
		v.byID[lines[u].id] = u
	}
	s.fill(lines, at)
	s.hold(lines, v.columns)
	for _, l := range lines {
		if units[l.unit].ExistsOn(s.Verdict.Today) {
			v.lines = append(v.lines, l)
		}
	}
	v.order(compare)
	return v
}

// columns are the instances of rules that some unit has, or had when all could be
// read, in the plan's order.
func (s *State) columns() []column {
	seen := map[column]bool{}
	var out []column
	add := func(c column) {
		if !seen[c] {
			seen[c] = true
			out = append(out, c)
		}
	}
	for i := range s.Verdict.Findings {
		if f := &s.Verdict.Findings[i]; f.Level == rules.ForUnit {
			add(column{f.Rule, f.Period})
		}
	}
	enabled := map[string]*rules.Rule{}
	for _, r := range s.Verdict.Plan.Rules {
		if r.Enabled {
			enabled[r.ID] = r
		}
	}
	for k, e := range s.Ledger.Entries {
		if p, ok := rules.PeriodOf(k.Period); ok && e.Held && k.Level == rules.ForUnit && enabled[k.Rule] != nil {
			add(column{enabled[k.Rule], p})
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].rule != out[j].rule {
			return out[i].rule.Index < out[j].rule.Index
		}
		return out[i].period.N < out[j].period.N
	})
	return out
}

// line is a unit without its cells.
func (s *State) line(u, width int) line {
	unit := &s.Verdict.Data.Units[u]
	return line{unit: u, id: unitID(unit.Name), name: unit.Name, groups: unit.Groups, sector: unit.Sector,
		overall: mark{status: s.Verdict.Overall[u], held: s.Verdict.Held[u]}, cells: make([]mark, width)}
}

// fill puts the findings in their places.
func (s *State) fill(lines []line, at map[column]int) {
	for i := range s.Verdict.Findings {
		f := &s.Verdict.Findings[i]
		if f.Level == rules.ForUnit {
			lines[f.Unit].cells[at[column{f.Rule, f.Period}]] = markOf(f)
		}
	}
}

// hold puts what the ledger remembers where nothing could be judged.
func (s *State) hold(lines []line, columns []column) {
	for u := range lines {
		if !s.Verdict.Held[u] {
			continue
		}
		for i, c := range columns {
			e, ok := s.Ledger.Entries[ledger.Key{Rule: c.rule.ID, Level: rules.ForUnit, Subject: lines[u].name, Period: c.period.String()}]
			if m := &lines[u].cells[i]; ok && m.status == rules.NoStatus {
				*m = mark{status: e.Status, held: true, past: past(e.Closed, e.Status, c.period)}
			}
		}
	}
}

// order sorts lines, groups and sectors.
func (v *view) order(compare *collate.Collator) {
	v.groups = make([][]string, len(v.Verdict.Plan.Levels.Groups))
	keys := make([]string, len(v.lines))
	var buffer collate.Buffer
	for i, l := range v.lines {
		for level := range v.groups {
			v.groups[level] = with(v.groups[level], l.group(level))
		}
		v.sectors = with(v.sectors, l.sector)
		keys[i] = groupKey(l.group(0), compare, &buffer) + "\x00" + string(compare.KeyFromString(&buffer, l.name))
		buffer.Reset()
	}
	sort.Sort(&byKey{v.lines, keys})
	for _, names := range append(v.groups, v.sectors) {
		compare.SortStrings(names)
	}
}

// groupKey orders groups; units without one come last.
func groupKey(name string, compare *collate.Collator, buffer *collate.Buffer) string {
	if name == "" {
		return "\xff"
	}
	return string(compare.KeyFromString(buffer, name))
}

// byKey sorts lines by keys made once.
type byKey struct {
	lines []line
	keys  []string
}

func (b *byKey) Len() int           { return len(b.lines) }
func (b *byKey) Less(i, j int) bool { return b.keys[i] < b.keys[j] }
func (b *byKey) Swap(i, j int) {
	b.lines[i], b.lines[j] = b.lines[j], b.lines[i]
	b.keys[i], b.keys[j] = b.keys[j], b.keys[i]
}

// group is the unit's group at a level, "" where it has none.
func (l *line) group(level int) string {
	if level < len(l.groups) {
		return l.groups[level]
	}
	return ""
}

// with is the list with the name in it; no name is no member.
func with(list []string, name string) []string {
	if name == "" {
		return list
	}
	for _, n := range list {
		if n == name {
			return list
		}
	}
	return append(list, name)
}

// unitID is the unit's name in an address: letters that can be read aloud, and a
// sum that tells "Xuân Hồng" from "Xuân Hông". It is the same as long as the name
// is.
func unitID(name string) string {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(rules.Fold(name))) // a hash can't fail
	words := strings.FieldsFunc(rules.Bare(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(append(words, strconv.FormatUint(uint64(sum.Sum32()), 36)), "-")
}
