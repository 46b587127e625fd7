package config

import (
	"go.yaml.in/yaml/v4"

	"rasoat/rules"
)

// ruleForm is one of plan.rules.
type ruleForm struct {
	spot
	id, clause, title, warn, ask, closes, do text
	every, level                             word
	only, sectors, settles                   texts
	due                                      choice
	soft, enabled                            truth
	done                                     doneForm
	reach                                    reachForm
	check                                    checkForm
	list                                     listForm
	say                                      dict[sentenceForm, *sentenceForm]
}

func (f *ruleForm) keys() []key {
	return []key{
		{"id", true, "a short name of its own: quarterly-review", &f.id},
		{"clause", true, "the clause of the plan that asks for it: III.4 đoạn 2", &f.clause},
		{"title", true, "a short title: Rà soát quý", &f.title},
		{"every", false, "month, quarter, half or year", f.every.among("month", "quarter", "half", "year")},
		{"only", false, "only these periods: [Q1, Q2], months M1…M12, halves H1, H2", &f.only},
		{"for", false, "who is judged: unit (default), group, all", f.level.among("unit", "group", "all")},
		{"sectors", false, "only units of these sectors", &f.sectors},
		{"due", false, "day 20; 31/3; 31/3/2023; start + 5d; end + 10d; end (the default); or one for each sector, {default: 31/3, …}", &f.due},
		{"warn", false, "how long before due it is due soon, 5d; or from which date, 1/12", &f.warn},
		{"ask", false, "from which date blank numbers are missing, 1/10; or how long before due, 90d; default: the period's start", &f.ask},
		{"closes", false, "until when it can be put right: 60d after due; end + 31d; or a date", &f.closes},
		{"soft", false, "true: a target to strive for, said gently", &f.soft},
		{"enabled", false, "false: switched off", &f.enabled},
		{"settles", false, "ids of rules that are done where this one is, due on the same day", &f.settles},
		{"done", false, "something must have been done: {on: t.date, yes: t.done, needs: [t.c], count: 1, window: [1/1, 31/12]}", &f.done},
		{"reach", false, "a number must reach a target: {value: t.n, of: t.all, at_least: 80%}", &f.reach},
		{"check", false, "data must agree: {needs: […], order: […], unique: t.code, one_of: t.c, when: {column: t.c, is: …}}", &f.check},
		{"list", false, "units to list, never judged: {where: t.c} or {where: all-met}", &f.list},
		{"do", false, "what a person should do, for the sheet, in a few words", &f.do},
		{"say", false, "the sentence for a status: overdue: {one: …, many: …}", &f.say},
	}
}

func (f *ruleForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *ruleForm) schema() shape                { return formSchema(f) }

// doneForm is rule.done.
type doneForm struct {
	spot
	on, needs, window texts
	yes               text
	count             whole
}

func (f *doneForm) keys() []key {
	return []key{
		{"on", false, "the column with the date or document, or a list, the first that is filled counts", &f.on},
		{"yes", false, "the column with the tick", &f.yes},
		{"needs", false, "columns that must be filled as well", &f.needs},
		{"count", false, "how many times; default: 1", f.count.within(1, 1000)},
		{"window", false, "first and last day on which it may be done: [20/7, 31/7]", &f.window},
	}
}

func (f *doneForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *doneForm) schema() shape                { return formSchema(f) }

// reachForm is rule.reach.
type reachForm struct {
	spot
	value, sum, of, or, atLeast text
	pace                        dict[text, *text]
}

func (f *reachForm) keys() []key {
	return []key{
		{"value", false, "the column whose number counts (for: unit)", &f.value},
		{"sum", false, "the column whose numbers are added up (for: group, all)", &f.sum},
		{"of", false, "the column with the whole of which the value is a part", &f.of},
		{"or", false, "the percent column that is used where the value is blank", &f.or},
		{"at_least", true, "a number, 250; a share, 80% (with of); or the column with each unit's own target", &f.atLeast},
		{"pace", false, "how much of the target should be there at the end of a period: {Q1: 20%, Q2: 50%}", &f.pace},
	}
}

func (f *reachForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *reachForm) schema() shape                { return formSchema(f) }

// checkForm is rule.check.
type checkForm struct {
	spot
	needs, order  texts
	unique, oneOf text
	when          whenForm
}

func (f *checkForm) keys() []key {
	return []key{
		{"needs", false, "columns that must be filled", &f.needs},
		{"order", false, "columns whose dates or numbers don't go down", &f.order},
		{"unique", false, "the column in which nothing stands twice", &f.unique},
		{"one_of", false, "the choice column that must hold one of its choices", &f.oneOf},
		{"when", false, "only rows where a column reads so: {column: t.status, is: Chuyển đi}", &f.when},
	}
}

func (f *checkForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *checkForm) schema() shape                { return formSchema(f) }

// whenForm is rule.check.when.
type whenForm struct {
	spot
	column, is text
}

func (f *whenForm) keys() []key {
	return []key{
		{"column", true, "the column to look at", &f.column},
		{"is", true, "what it must read", &f.is},
	}
}

func (f *whenForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *whenForm) schema() shape                { return formSchema(f) }

// listForm is rule.list.
type listForm struct {
	spot
	where text
}

func (f *listForm) keys() []key {
	return []key{{"where", true, "the column that is filled; or all-met: every rule that isn't soft is carried out", &f.where}}
}

func (f *listForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *listForm) schema() shape                { return formSchema(f) }

// sentenceForm is a sentence, or one for a single period and one for several.
type sentenceForm struct {
	spot
	one, many text
}

func (f *sentenceForm) keys() []key {
	return []key{
		{"one", false, "the sentence for one period", &f.one},
		{"many", false, "the sentence for several periods together", &f.many},
	}
}

func (f *sentenceForm) read(w *walker, n *yaml.Node) {
	if n.Kind == yaml.MappingNode {
		w.form(n, f)
		return
	}
	w.read(&f.one, n)
}

func (f *sentenceForm) schema() shape {
	return shape{"anyOf": []shape{f.one.schema(), formSchema(f)}}
}

// typeWords is the plan language's words for column types.
func typeWords() []string {
	var words []string
	for _, t := range rules.Types() {
		words = append(words, t.String())
	}
	return words
}
