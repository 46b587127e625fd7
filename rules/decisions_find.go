package rules

import (
	"slices"
	"strings"
)

// inTime holds a new due day to its period: not before it begins, not more than a
// year after it ends.
func (d *deciding) inTime(row int, x *Decision) bool {
	p := x.Period
	if p == (Period{}) {
		p = NewPeriod(Year, 1, d.r.plan.Year)
	}
	switch {
	case x.Date < p.Start():
		d.fault(row, colDate, fill("Ngày %s trước khi bắt đầu %s (%s); đề nghị kiểm tra lại.", x.Date.String(), p.Label(), p.Start().String()))
		return false
	case x.Date > p.End()+366:
		d.fault(row, colDate, fill("Ngày %s sau khi hết %s hơn một năm; đề nghị kiểm tra lại.", x.Date.String(), p.Label()))
		return false
	}
	return true
}

// nameFault is the sentence for a name that can't be used.
func (r *reader) nameFault(name string, m match) string {
	switch {
	case isNothing(name):
		return "Chưa ghi tên đơn vị; đề nghị ghi đúng tên trong danh sách."
	case m.clash:
		return r.names.clashUnits(name)
	}
	return r.names.unknownUnit(name)
}

// columnNamed is the only column of numbers with the header; nil for none or
// several.
func (p *Plan) columnNamed(text string) *Column {
	want := headerForm(text)
	for _, form := range []func(string) string{headerForm, func(s string) string { return bareFold(headerForm(s)) }} {
		var found *Column
		many := false
		for _, t := range p.Tables {
			for _, c := range t.Columns {
				if c.Type != TypeCount && c.Type != TypeNumber {
					continue
				}
				for _, h := range c.Headers {
					if want != "" && (form(h) == form(text)) && found != c {
						many = many || found != nil
						found = c
					}
				}
			}
		}
		if found != nil && !many {
			return found
		}
	}
	return nil
}

// rules reads which rules a line means: an id, a title, a clause; none for all.
func (d *deciding) rules(row int, x *Decision) bool {
	what := d.text(row, colWhat)
	plain := strings.Trim(Bare(what), " .*")
	if isNothing(what) || plain == "tat ca" || plain == "tat ca cac noi dung" || plain == "tat ca noi dung" || plain == "toan bo" {
		return true
	}
	if x.Rules = d.r.plan.rulesNamed(what); len(x.Rules) > 0 {
		return true
	}
	for _, part := range strings.FieldsFunc(what, func(c rune) bool { return c == ';' || c == ',' || c == '\n' }) {
		found := d.r.plan.rulesNamed(part)
		if len(found) == 0 {
			x.Rules = nil
			d.fault(row, colWhat, fill("Không có nội dung '%s' trong Kế hoạch; đề nghị ghi đúng tên nội dung hoặc số mục.", Shown(what)))
			return false
		}
		x.Rules = append(x.Rules, found...)
	}
	slices.Sort(x.Rules)
	return len(x.Rules) > 0
}

// rulesNamed are the rules with the id, the title or the clause, in this order of
// trying.
func (p *Plan) rulesNamed(text string) []int {
	want := nameKey(Fold(text))
	if want == "" {
		return nil
	}
	for _, form := range []func(string) string{func(s string) string { return s }, bareFold} {
		for _, part := range []func(*Rule) string{
			func(r *Rule) string { return r.ID },
			func(r *Rule) string { return r.Title },
			func(r *Rule) string { return r.Clause },
		} {
			var found []int
			for _, rule := range p.Rules {
				if form(nameKey(Fold(part(rule)))) == form(want) {
					found = append(found, rule.Index)
				}
			}
			if len(found) > 0 {
				return found
			}
		}
	}
	return p.rulesUnder(bareFold(want))
}

// rulesUnder are the rules of a clause's parts: "III.4" has "III.4 đoạn 2"; the
// word "mục" before it is left out. A clause of several parts has them all.
func (p *Plan) rulesUnder(want string) []int {
	want = strings.TrimPrefix(want, "muc ")
	var found []int
	for _, rule := range p.Rules {
		for _, clause := range strings.Split(rule.Clause, ";") {
			plain := nameKey(Bare(clause))
			if plain == want || strings.HasPrefix(plain, want+" ") || strings.HasPrefix(plain, want+",") {
				found = append(found, rule.Index)
				break
			}
		}
	}
	return found
}

// period reads the line's period; blank is every one.
func (d *deciding) period(row int, x *Decision) bool {
	if d.blank(row, colPeriod) {
		return true
	}
	plain := strings.Trim(Bare(d.text(row, colPeriod)), " .")
	if plain == "tat ca" || plain == "moi ky" || plain == "cac ky" {
		return true
	}
	allowed := d.lengths(x.Rules)
	p, how := readPeriodCell(d.at(row, colPeriod), allowed, d.r.plan.Year)
	if how == periodOK {
		x.Period = p
		return true
	}
	d.fault(row, colPeriod, fill("Không rõ kỳ '%s'; đề nghị ghi rõ, ví dụ 'Quý III'.", Shown(d.text(row, colPeriod))))
	return false
}

// lengths are the lengths of the rules' periods.
func (d *deciding) lengths(rules []int) []Every {
	var out []Every
	for _, i := range rules {
		if e := d.r.plan.Rules[i].Every; e != NoPeriod && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// unit reads the line's unit; where it isn't needed blank is all.
func (d *deciding) unit(row int, x *Decision, needed bool) bool {
	name := d.text(row, colUnit)
	plain := strings.Trim(Bare(name), " .")
	x.Unit = -1
	if !needed && (isNothing(name) || plain == "tat ca" || plain == Bare(d.r.plan.Levels.All)) {
		return true
	}
	m := d.r.names.find(name)
	if m.unit < 0 || isNothing(name) {
		d.fault(row, colUnit, d.r.nameFault(name, m))
		return false
	}
	if m.dropped {
		d.note(row, colUnit, SevWarning, fill("Tên '%s' được hiểu là '%s'; nên ghi đúng tên trong danh sách.", Shown(name), d.r.names.units[m.unit]))
	}
	x.Unit = m.unit
	return true
}

// date reads the line's day; where it isn't needed blank is no end.
func (d *deciding) date(row int, x *Decision, needed bool) bool {
	v, fault := ReadValue(&Column{Headers: []string{headerOfDecision(colDate)}, Type: TypeDate}, d.at(row, colDate))
	switch {
	case fault != nil:
		d.fault(row, colDate, fault.Message)
		return false
	case v.State == Good:
		x.Date = v.Date
		return true
	case v.State == Blank && !needed:
		return true
	}
	d.fault(row, colDate, fill(dayFormat, Shown(d.text(row, colDate))))
	return false
}
