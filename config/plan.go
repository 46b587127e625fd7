package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
	_ "time/tzdata" // a plan's time zone is known on every machine

	"go.yaml.in/yaml/v4"

	"rasoat/rules"
)

// maxFile is more than any plan that people write, in bytes.
const maxFile = 4 << 20

// LoadPlan reads a plan file. Its error is [Problems].
func LoadPlan(path string) (*rules.Plan, error) {
	text, problem := readFile(path)
	if problem != "" {
		return nil, Problems{{File: path, Message: problem}}
	}
	return ParsePlan(path, text)
}

// ParsePlan reads a plan's text; name stands for its file in problems. Its error
// is [Problems].
func ParsePlan(name string, text []byte) (*rules.Plan, error) {
	src := newSource(name, text)
	plan := parsePlan(src, text)
	if err := src.problems.err(); err != nil {
		return nil, err
	}
	return plan, nil
}

// readFile gives the file's text, or what is wrong with it.
func readFile(path string) (text []byte, problem string) {
	f, err := os.Open(filepath.Clean(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "there is no such file"
	}
	if err == nil {
		defer f.Close()
		text, err = io.ReadAll(io.LimitReader(f, maxFile+1))
	}
	if err != nil {
		return nil, "the file can't be read: " + err.Error()
	}
	if len(text) > maxFile {
		return nil, fmt.Sprintf("the file is larger than %d MiB; that is no plan", maxFile>>20)
	}
	return text, ""
}

// builder makes a plan of its form, noting what doesn't fit.
type builder struct {
	*source
	form   *planForm
	plan   *rules.Plan
	tables map[string]*rules.Table
	forms  map[*rules.Table]*tableForm
	warn   rules.Offset // where a rule doesn't say
	closes rules.Offset
	dated  bool // the plan's year is known
}

// parsePlan reads the text into a plan, which is whole only if the source has no
// problems afterwards.
func parsePlan(src *source, text []byte) *rules.Plan {
	root := src.parse(text)
	if root == nil {
		return nil
	}
	w := &walker{source: src, settings: map[string]*setting{}}
	if root.Kind == yaml.MappingNode {
		w.collect(root)
	}
	var form planForm
	w.read(&form, root)
	for _, name := range w.settingNames() {
		if set := w.settings[name]; len(set.users) == 0 {
			w.problem(set.name, fmt.Sprintf("write $%s where it is meant, or delete it", name), "the setting %q is used nowhere", name)
		}
	}
	b := &builder{
		source: src, form: &form, plan: &rules.Plan{},
		tables: map[string]*rules.Table{}, forms: map[*rules.Table]*tableForm{},
	}
	b.head()
	b.calendar()
	b.buildTables()
	b.register()
	b.names()
	b.buildRules()
	return b.plan
}

// collect finds the settings, so that what stands above them may use them too.
func (w *walker) collect(root *yaml.Node) {
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "settings" {
			continue
		}
		set := root.Content[i+1]
		if !w.plain(set) {
			return
		}
		w.pairs(set, func(name string, k, v *yaml.Node) {
			if !reference.MatchString("$" + name) {
				w.problem(k, "letters, digits and _, beginning with a letter: report_month", "%s can't name a setting", quote(name))
				return
			}
			w.settings[name] = &setting{name: k, value: v}
			w.share(v, w.settings[name])
		})
		return
	}
}

// share remembers which setting a node belongs to.
func (w *walker) share(n *yaml.Node, set *setting) {
	if w.shared == nil {
		w.shared = map[*yaml.Node]*setting{}
	}
	w.shared[n] = set
	for _, c := range n.Content {
		w.share(c, set)
	}
}

// head is what the plan says about itself.
func (b *builder) head() {
	f, p := b.form, b.plan
	b.dated = f.year.v != 0
	p.Title, p.Short, p.Year, p.Units, p.Decisions = f.title.s, f.short.s, f.year.v, f.units.v, f.decisions.s
	if !b.dated {
		p.Year = 2024 // that year's problem is noted; a leap year, so that 29/2 isn't one as well
	}
	if p.Short == "" {
		p.Short = p.Title
	}
	p.Office = rules.Office{Name: f.office.name.s, Desk: f.office.desk.s, Decides: f.office.decides.s, Email: f.office.email.s, OwnDates: f.office.dates.s == "plan"}
	if e := f.office.email; e.s != "" && !isAddress(e.s, false) {
		b.problem(e.n, "vanphong@example.vn", "%s isn't an e-mail address", quote(e.s))
	}
	p.Levels = rules.Levels{Unit: f.levels.unit.s, Groups: f.levels.groups.strings(), All: f.levels.all.s, Sector: f.levels.sector.s}
	if groups := f.levels.groups.all; len(groups) > 2 {
		b.problem(groups[2].n, "keep the two that matter", "there are at most two levels of groups")
	}
	p.InForce = b.date(f.inForce)
	zone := f.timezone.s
	if zone == "" {
		zone = "Asia/Ho_Chi_Minh"
	}
	loc, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" {
		b.problem(f.timezone.n, "a name like Asia/Ho_Chi_Minh", "there is no time zone %s", quote(zone))
		loc = time.UTC
	}
	p.Location = loc
}

// calendar is weekends, holidays and the usual times.
func (b *builder) calendar() {
	f := &b.form.calendar
	b.plan.Calendar = rules.Calendar{KeepWeekends: f.weekends.s == "keep", Holidays: map[rules.Date]bool{}}
	for _, h := range f.holidays.all {
		day := b.date(h)
		if day != 0 && b.plan.Calendar.Holidays[day] {
			b.problem(h.n, "keep one of them", "the holiday %s stands twice", day)
		}
		if day != 0 {
			b.plan.Calendar.Holidays[day] = true
		}
	}
	b.warn, b.closes = rules.Offset{Days: 5}, rules.Offset{Days: 60}
	if f.warn.s != "" {
		b.warn = b.days(f.warn)
	}
	if f.closes.s != "" {
		b.closes = b.days(f.closes)
	}
}

// days is a plain number of days.
func (b *builder) days(t text) rules.Offset {
	n, ok := parseDays(t.s)
	if !ok {
		b.problem(t.n, "5d", "a number of days is wanted, not %s", quote(t.s))
	}
	return rules.Offset{Days: n}
}

// names is what helps to recognise units.
func (b *builder) names() {
	f := &b.form.names
	b.plan.Names.Drop = f.drop.strings()
	b.twice(f.drop.all, "the beginning")
	aliases := map[string]string{}
	var keys []text
	for _, a := range f.aliases.all {
		if a.key.s == "" {
			b.problem(a.key.n, "write the other name", "the name is empty")
		}
		aliases[a.key.s] = a.val.s
		keys = append(keys, a.key)
	}
	b.twice(keys, "the name")
	if len(aliases) > 0 {
		b.plan.Names.Aliases = aliases
	}
}

// twice notes texts that stand in a list more than once.
func (s *source) twice(all []text, what string) {
	lines := map[string]int{}
	for _, t := range all {
		k := rules.Fold(t.s)
		if first, ok := lines[k]; ok {
			s.problem(t.n, "keep one of them", "%s %s stands twice, first in line %d", what, quote(t.s), first)
			continue
		}
		lines[k] = t.n.Line
	}
}
