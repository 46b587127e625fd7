package config

import "go.yaml.in/yaml/v4"

// The forms in this file are the plan file as written, before any name is
// looked up. Their keys methods are the one place that lists what may be
// written; the schema for editors is made from them.

// planForm is a plan file.
type planForm struct {
	spot
	title, short, timezone, inForce, decisions text
	year, units                                whole
	office                                     officeForm
	levels                                     levelsForm
	register                                   registerForm
	names                                      namesForm
	calendar                                   calendarForm
	settings                                   settingsForm
	tables                                     dict[tableForm, *tableForm]
	rules                                      list[ruleForm, *ruleForm]
}

func (f *planForm) keys() []key {
	return []key{
		{"title", true, "the plan's full title", &f.title},
		{"short", false, "the title in subject lines; default: title", &f.short},
		{"year", true, "the year that the plan is for, 2022", f.year.within(2000, 2100)},
		{"timezone", false, "default: Asia/Ho_Chi_Minh", &f.timezone},
		{"units", false, "how many units there should be; a read that finds far fewer refuses to write", f.units.within(1, 100000)},
		{"in_force", false, "a date, 2022-01-01 or 1/1; what was due before isn't judged", &f.inForce},
		{"office", true, "who writes: {name: …, desk: …}", &f.office},
		{"levels", true, "words for who is judged: {unit: cơ sở Đoàn, all: Toàn huyện}", &f.levels},
		{"register", true, "which table lists the units: {table: units}", &f.register},
		{"names", false, "helps to recognise units as people write them", &f.names},
		{"calendar", false, "weekends, holidays and usual times", &f.calendar},
		{"decisions", false, "title of the tab where the office writes its decisions", &f.decisions},
		{"settings", false, "values used below as $name", &f.settings},
		{"tables", true, "the tabs that are read: name: {tab: …, key: …, columns: {…}}", &f.tables},
		{"rules", true, "what is judged: a list of {id: …, clause: …, title: …, every: …, done: {…}}", &f.rules},
	}
}

func (f *planForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *planForm) schema() shape                { return formSchema(f) }

// officeForm is plan.office.
type officeForm struct {
	spot
	name, desk, decides, email text
	dates                      word
}

func (f *officeForm) keys() []key {
	return []key{
		{"name", true, "stands in brackets before each subject; who set the dates that the plan leaves open", &f.name},
		{"desk", true, "to whom the digest goes, and who signs: Văn phòng …", &f.desk},
		{"decides", false, "who classifies and rewards", &f.decides},
		{"email", false, "where reports go", &f.email},
		{"dates", false, "who set the due dates: desk (default: the plan leaves them open, and mails say so) or plan", f.dates.among("desk", "plan")},
	}
}

func (f *officeForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *officeForm) schema() shape                { return formSchema(f) }

// levelsForm is plan.levels.
type levelsForm struct {
	spot
	unit, all, sector text
	groups            texts
}

func (f *levelsForm) keys() []key {
	return []key{
		{"unit", true, "what a unit is called: cơ sở Đoàn", &f.unit},
		{"groups", false, "what groups of units are called, nearest first, two levels at most: [Vùng thi đua]", &f.groups},
		{"all", true, "what all of them together are called: Toàn huyện", &f.all},
		{"sector", false, "what sectors are called: Khu vực", &f.sector},
	}
}

func (f *levelsForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *levelsForm) schema() shape                { return formSchema(f) }

// registerForm is plan.register.
type registerForm struct {
	spot
	table, sector, email, aliases, workbook, opened, closed text
	groups                                                  texts
}

func (f *registerForm) keys() []key {
	return []key{
		{"table", true, "the table that lists the units", &f.table},
		{"groups", false, "its columns that name the unit's groups, one for each of levels.groups: [zone]", &f.groups},
		{"sector", false, "its choice column that names the unit's sector", &f.sector},
		{"email", false, "its column with the unit's address", &f.email},
		{"aliases", false, "its text column with other names of the unit, separated by ;", &f.aliases},
		{"workbook", false, "its text column with the link to the unit's own workbook", &f.workbook},
		{"opened", false, "its date column: first day of the unit", &f.opened},
		{"closed", false, "its date column: day from which the unit is no more", &f.closed},
	}
}

func (f *registerForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *registerForm) schema() shape                { return formSchema(f) }

// namesForm is plan.names.
type namesForm struct {
	spot
	drop    texts
	aliases dict[text, *text]
}

func (f *namesForm) keys() []key {
	return []key{
		{"drop", false, "leading words that may be left out where the rest is unique: [Đoàn xã]", &f.drop},
		{"aliases", false, "another name: the register's name", &f.aliases},
	}
}

func (f *namesForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *namesForm) schema() shape                { return formSchema(f) }

// calendarForm is plan.calendar.
type calendarForm struct {
	spot
	weekends     word
	holidays     texts
	warn, closes text
}

func (f *calendarForm) keys() []key {
	return []key{
		{"weekends", false, "next: what is due on a Saturday, Sunday or holiday is due on the next working day (default); keep: it stays", f.weekends.among("next", "keep")},
		{"holidays", false, "days without work: [30/4, 2/9, 11/4/2022]", &f.holidays},
		{"warn", false, "how long before due a thing is due soon: 5d (the default)", &f.warn},
		{"closes", false, "how long after due it can be put right: 60d (the default)", &f.closes},
	}
}

func (f *calendarForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *calendarForm) schema() shape                { return formSchema(f) }

// settingsForm is plan.settings: collected before all else, so that reading it
// does nothing.
type settingsForm struct{ spot }

func (f *settingsForm) read(*walker, *yaml.Node) {}
func (f *settingsForm) schema() shape            { return shape{"type": "object"} }

// tableForm is one of plan.tables.
type tableForm struct {
	spot
	tab, key, period, periods texts
	rows                      word
	own, enabled              truth
	columns                   dict[columnForm, *columnForm]
}

func (f *tableForm) keys() []key {
	return []key{
		{"tab", true, "the tab's title, or a list of titles it may have, the usual one first", &f.tab},
		{"key", false, "header of the column that names the unit, or a list; may be left out only with own: true", &f.key},
		{"period", false, "header of the column in which each row names its period, or a list; without it the headers name periods", &f.period},
		{"periods", false, "which periods headers or rows may name: [month, quarter, half, year]", &f.periods},
		{"rows", false, "one: one row per unit (and period), the default; many: many rows per unit", f.rows.among("one", "many")},
		{"own", false, "true: it stands in each unit's own workbook (register.workbook)", &f.own},
		{"enabled", false, "false: the table isn't read", &f.enabled},
		{"columns", true, "its columns: name: {header: …, type: …}", &f.columns},
	}
}

func (f *tableForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *tableForm) schema() shape                { return formSchema(f) }

// columnForm is one column of a table.
type columnForm struct {
	spot
	header, of              texts
	kind                    word
	fromGroupRows, optional truth
}

func (f *columnForm) keys() []key {
	return []key{
		{"header", true, "its header, or a list, the usual one first; {period} (or {month}, {quarter}, {half}, {year}) in it: one value for each period", &f.header},
		{"type", true, "what it holds: text, choice, count, number, percent, date, done, document, email, unit", f.kind.among(typeWords()...)},
		{"of", false, "the choices of a choice column", &f.of},
		{"from_group_rows", false, "true: where it is blank, the heading row above says it", &f.fromGroupRows},
		{"optional", false, "true: a tab without it is fine", &f.optional},
	}
}

func (f *columnForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *columnForm) schema() shape                { return formSchema(f) }
