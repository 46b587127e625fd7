package config

import (
	"time"

	"rasoat/rules"
)

// Mail says who is written to, and how mail goes out.
type Mail struct {
	From   string   // an address, perhaps with a name before it
	To     []string // the office: the same
	Link   string   // shown at the end of the digest; "" for none
	Folder string   // path of the folder where mails become .eml files; "outbox" beside the service file by default
	SMTP   *SMTP    // nil: mails go to the folder

	Operator  []string      // who is told of troubles; none by default: they are only logged
	Groups    []GroupHead   // who is told of a group, each group once
	Reports   []rules.Every // periods that are reported once the last due date in them has passed; by default all four
	Reminders Reminders
	Limits    Limits
	Attach    bool // an .xlsx of all findings goes with the office's digest
}

// GroupHead is who answers for one group of units.
type GroupHead struct {
	Group  string // as the register names it
	To     string // an address, perhaps with a name before it
	Salute string // after "Kính gửi: "; "" for the group's name
}

// Reminders are mails to units, at the addresses of the register.
type Reminders struct {
	On       bool          // false by default
	Again    time.Duration // a unit isn't reminded of the same again within this time; 1 to 60 days, default 7
	From, To time.Duration // since midnight, in the plan's zone: mails only from From on and before To; default 07:00 and 18:00
	Weekends bool          // also on Saturdays, Sundays and the plan's holidays; false by default
	Salute   string        // after "Kính gửi: ", with {đơn vị} for the unit's name; default "{đơn vị}"
}

// Limits are how many messages may go out on one day; what is over them waits.
type Limits struct {
	Day       int // all together; default 400, below what Gmail allows
	Recipient int // to one address; default 10
}

// mail settles who is written to and how.
func (b *serviceBuilder) mail() {
	f, m := &b.form.mail, &b.service.Mail
	*m = Mail{From: f.from.s, To: f.to.strings(), Link: f.link.s, Folder: b.path(f.folder.or("outbox")),
		Operator: f.operator.strings(), Attach: f.attach.v,
		Limits: Limits{Day: f.limits.day.or(400), Recipient: f.limits.recipient.or(10)}}
	b.addresses(f.from)
	b.addresses(f.to.all...)
	b.addresses(f.operator.all...)
	b.twice(f.to.all, "the address")
	b.twice(f.operator.all, "the address")
	if m.Link != "" && !isLink(m.Link) {
		b.problem(f.link.n, "https://…", "%s isn't a link", quote(m.Link))
	}
	if f.smtp.given() {
		m.SMTP = b.smtp(&f.smtp)
	}
	if b.service.Mode == Post || f.smtp.given() {
		b.wantMail()
	}
	m.Reports = b.reports(&f.reports)
	b.groups()
	b.reminders()
}

// addresses checks that mail can be sent there.
func (b *serviceBuilder) addresses(all ...text) {
	for _, t := range all {
		if t.s != "" && !isAddress(t.s, true) {
			b.problem(t.n, "vanphong@example.vn, or Văn phòng <vanphong@example.vn>", "%s isn't an e-mail address", quote(t.s))
		}
	}
}

// wantMail checks that mail has somewhere to go.
func (b *serviceBuilder) wantMail() {
	f, at := &b.form.mail, b.form.mail.n
	why := "smtp sends mail"
	if b.service.Mode == Post {
		why = "mode: mail sends mail"
	}
	if at == nil {
		at = b.form.mode.n
	}
	if !f.to.given() {
		b.problem(at, "mail: {to: [vanphong@example.vn]}", "%s, but nobody is named in mail.to", why)
	}
	if !f.from.given() {
		b.problem(at, "mail: {from: rasoat@example.vn}", "%s, but mail.from is missing", why)
	}
}

// reports are the periods that are reported: all, those that are named, or none.
func (b *serviceBuilder) reports(f *list[length, *length]) []rules.Every {
	if !f.given() {
		return []rules.Every{rules.Month, rules.Quarter, rules.Half, rules.Year}
	}
	var all []rules.Every
	var named []text
	for _, p := range f.all {
		if every, ok := parseEvery(p.s); ok {
			all, named = append(all, every), append(named, p.text)
		}
	}
	b.twice(named, "the period")
	return all
}

// groups settles who is told of which group. Whether there are such groups only the
// register can say; that there are groups at all, the plan.
func (b *serviceBuilder) groups() {
	f := &b.form.mail.groups
	var names []text
	for _, g := range f.all {
		b.addresses(g.to)
		if g.group.s != "" {
			names = append(names, g.group)
		}
		b.service.Mail.Groups = append(b.service.Mail.Groups, GroupHead{Group: g.group.s, To: g.to.s, Salute: g.salute.s})
	}
	b.twice(names, "the group")
	if p := b.service.Plan; p != nil && len(f.all) > 0 && len(p.Levels.Groups) == 0 {
		b.problem(f.n, "leave groups out; or levels: {groups: […]} in the plan", "the plan has no groups of units")
	}
}

// reminders settles how units are reminded.
func (b *serviceBuilder) reminders() {
	f, r := &b.form.mail.reminders, &b.service.Mail.Reminders
	*r = Reminders{On: f.on.v, Again: f.again.or(7 * 24 * time.Hour), Weekends: f.weekends.v, Salute: f.salute.or(unitName)}
	r.From, r.To = f.hours.or(7*time.Hour, 18*time.Hour)
	for _, p := range inBraces.FindAllString(r.Salute, -1) {
		if p != unitName {
			b.problem(f.salute.n, "salute: BCH "+unitName, "%s can't stand here, only %s", quote(p), unitName)
		}
	}
	if made := b.service.Schedule.Mail; r.On && made >= r.To && r.From < r.To {
		at := f.hours.n
		if at == nil {
			at = f.on.n
		}
		b.problem(at, "hours that end after schedule.mail; or an earlier schedule.mail", "reminders never go out: mails are made after their hours")
	}
	if p := b.service.Plan; p != nil && r.On && p.Register.Email == nil {
		b.problem(f.on.n, "register: {email: …} in the plan; or on: false", "the plan names no column with the units' addresses")
	}
}

// unitName stands for the unit in a salutation.
const unitName = "{đơn vị}"
