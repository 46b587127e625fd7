package config

import (
	"regexp"
	"slices"
	"strings"

	"rasoat/rules"
)

// inBraces is a placeholder of a sentence.
var inBraces = regexp.MustCompile(`\{([^{}]*)\}`)

// placeholders is what sentences may use, for hints: [rules.CheckSentence] says
// what is right.
func placeholders() []string {
	return []string{"{đơn vị}", "{kỳ}", "{kỳ ngắn}", "{năm}", "{hạn}", "{ngày}", "{quá}", "{còn}", "{n}", "{N}", "{p}",
		"{chỉ tiêu}", "{ngưỡng}", "{thiếu}", "{vượt}", "{mốc}", "{hết kỳ}", "{thiếu mốc}", "{cột}", "{mục}", "{x}", "{số}", "{các kỳ}"}
}

// sentence checks the placeholders of a sentence; false after a problem.
func (b *builder) sentence(t text) bool {
	unknown := rules.CheckSentence(t.s)
	for _, p := range unknown {
		if strings.HasPrefix(p, "{") || strings.HasPrefix(p, "}") {
			b.inside(t.n, p, "{kỳ}, {hạn}", "a brace has no partner")
			continue
		}
		b.inside(t.n, "{"+p+"}", mean("{"+p+"}", placeholders(), "possible"), "there is no placeholder {%s}", p)
	}
	return len(unknown) == 0
}

// words reads say and do.
func (b *builder) words(r *rules.Rule, f *ruleForm) {
	b.sentence(f.do)
	for _, p := range []string{"{hạn}", "{quá}", "{còn}", "{mục}", "{ngày}"} {
		if strings.Contains(f.do.s, p) {
			b.inside(f.do.n, p, "say what to do; due date and clause are added, and a count of days would change the sheet every day", "%s can't stand in do", p)
		}
	}
	for i := range f.say.all {
		p := &f.say.all[i]
		right := b.sentence(p.val.one) && b.sentence(p.val.many)
		status, ok := rules.ParseStatus(p.key.s)
		if !ok {
			b.problem(p.key.n, mean(p.key.s, statusWords(rules.Statuses()), "statuses"), "there is no status %s", quote(p.key.s))
			continue
		}
		if can := statuses(f); len(can) > 0 && !slices.Contains(can, status) {
			b.problem(p.key.n, "possible: "+strings.Join(statusWords(can), ", "), "this rule is never %s", status)
			continue
		}
		if right {
			b.figures(r, f, status, p.val.one, false)
			b.figures(r, f, status, p.val.many, true)
		}
		r.Say[status] = rules.Sentence{One: p.val.one.s, Many: p.val.many.s}
	}
}

// statuses is what the rule can be.
func statuses(f *ruleForm) []rules.Status {
	var can []rules.Status
	for _, s := range rules.Statuses() {
		never := false
		switch {
		case f.done.given():
			never = s == rules.Behind
		case f.reach.given():
			never = s == rules.Overdue || s == rules.Late || s == rules.Behind && !f.reach.pace.given()
		case f.check.given():
			never = s == rules.Overdue || s == rules.Late || s == rules.Behind || s == rules.DueSoon
		case f.list.given():
			never = true
		}
		if !never {
			can = append(can, s)
		}
	}
	return can
}

func statusWords(all []rules.Status) []string {
	var words []string
	for _, s := range all {
		words = append(words, s.String())
	}
	return words
}

// figures notes placeholders for which the rule has nothing in that status: its
// sentence would never be used.
func (b *builder) figures(r *rules.Rule, f *ruleForm, s rules.Status, t text, many bool) {
	for _, m := range inBraces.FindAllString(t.s, -1) {
		if why := lacks(r, f, s, m, many); why != "" {
			b.inside(t.n, m, why, "%s stands for nothing here, so the sentence would never be used", m)
		}
	}
}

// lacks says why a rule has nothing for a placeholder; "" when it may have.
func lacks(r *rules.Rule, f *ruleForm, s rules.Status, p string, many bool) string {
	is := func(of ...string) bool { return slices.Contains(of, p) }
	counts := f.reach.given() || f.done.count.v > 1
	switch {
	case !many && is("{số}", "{các kỳ}"):
		return "it belongs into many: sentences"
	case many && !is("{số}", "{các kỳ}", "{hạn}", "{đơn vị}", "{năm}", "{cột}", "{mục}", "{ngưỡng}"):
		return "it differs from period to period; many: has {số}, {các kỳ}, {hạn}, {đơn vị}, {năm}, {cột}, {mục}, {ngưỡng}"
	case is("{x}") && r.For == rules.ForUnit:
		return "{x} counts units, in rules for: group and for: all"
	case is("{mốc}", "{hết kỳ}", "{thiếu mốc}") && !f.reach.pace.given():
		return "the rule has no pace"
	case is("{N}") && !f.reach.of.given():
		return "{N} is the whole, with of; a target is {chỉ tiêu}"
	case is("{n}", "{p}", "{chỉ tiêu}", "{ngưỡng}", "{thiếu}", "{vượt}") && !counts:
		return "the rule counts nothing"
	case is("{ngày}") && !(f.done.given() && s.Done()):
		return "{ngày} is when it was done, in met and late of a rule of the kind done"
	case is("{quá}") && slices.Contains([]rules.Status{rules.DueSoon, rules.InProgress, rules.Met, rules.NotDue}, s):
		return "{quá} is the days after due, in overdue and late"
	case is("{còn}") && slices.Contains([]rules.Status{rules.Overdue, rules.Late, rules.Unmet}, s):
		return "{còn} is the days left until due, in due-soon and in-progress"
	}
	return ""
}
