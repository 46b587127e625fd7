package config

import "go.yaml.in/yaml/v4"

// mailForm is service.mail.
type mailForm struct {
	spot
	from, link, folder text
	to, operator       texts
	smtp               smtpForm
	groups             list[groupForm, *groupForm]
	reports            list[length, *length]
	reminders          remindersForm
	limits             limitsForm
	attach             truth
}

func (f *mailForm) keys() []key {
	return []key{
		{"from", false, "the sender: rasoat@example.vn", &f.from},
		{"to", false, "who gets the digest: [vanphong@example.vn]", &f.to},
		{"link", false, "a link to the workbook, shown at the end of the digest", &f.link},
		{"folder", false, "where mails become .eml files; default: outbox", &f.folder},
		{"smtp", false, "the mail server; without it mails only go to the folder", &f.smtp},
		{"operator", false, "who is told of troubles; default: nobody, they are logged", &f.operator},
		{"groups", false, "heads of groups who get their group's digest: [{group: Vùng thi đua số 1, to: vung1@example.vn}]", &f.groups},
		{"reports", false, "periods that are reported when their last due date has passed; default: [month, quarter, half, year]; [] for none", &f.reports},
		{"reminders", false, "mails to units; off by default", &f.reminders},
		{"limits", false, "how many messages may go out on a day", &f.limits},
		{"attach", false, "true: an .xlsx of all findings goes with the office's digest; default: false", &f.attach},
	}
}

func (f *mailForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *mailForm) schema() shape                { return formSchema(f) }

// groupForm is one of service.mail.groups.
type groupForm struct {
	spot
	group, to, salute text
}

func (f *groupForm) keys() []key {
	return []key{
		{"group", true, "the group's name in the register: Vùng thi đua số 1", &f.group},
		{"to", true, "an address: vung1@example.vn", &f.to},
		{"salute", false, "who is greeted: Đồng chí trưởng Vùng thi đua số 1; default: the group's name", &f.salute},
	}
}

func (f *groupForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *groupForm) schema() shape                { return formSchema(f) }

// remindersForm is service.mail.reminders.
type remindersForm struct {
	spot
	on, weekends truth
	again        span
	hours        hours
	salute       text
}

func (f *remindersForm) keys() []key {
	return []key{
		{"on", false, "true: units are reminded, at the register's addresses; default: false", &f.on},
		{"again", false, "a unit isn't reminded again within: 7d (the default); from 1d to 60d", f.again.within("1d", "60d")},
		{"hours", false, "no reminder goes out at other times; default: 07:00-18:00", &f.hours},
		{"weekends", false, "true: on weekends and holidays too; default: false", &f.weekends},
		{"salute", false, "who in the unit is greeted: BCH {đơn vị}; default: {đơn vị}", &f.salute},
	}
}

func (f *remindersForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *remindersForm) schema() shape                { return formSchema(f) }

// limitsForm is service.mail.limits.
type limitsForm struct {
	spot
	day, recipient whole
}

func (f *limitsForm) keys() []key {
	return []key{
		{"day", false, "messages a day; default: 400 (Gmail allows 500)", f.day.within(1, 100000)},
		{"recipient", false, "messages a day to one address; default: 10", f.recipient.within(1, 1000)},
	}
}

func (f *limitsForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *limitsForm) schema() shape                { return formSchema(f) }

// smtpForm is service.mail.smtp.
type smtpForm struct {
	spot
	host, user, passwordEnv, passwordFile, client, token text
	timeout                                              span
	port                                                 whole
	tls, auth                                            word
}

func (f *smtpForm) keys() []key {
	return []key{
		{"host", true, "the server's name: smtp.example.vn", &f.host},
		{"port", false, "default: 587 with starttls, 465 with implicit", f.port.within(1, 65535)},
		{"tls", false, "starttls (default) or implicit", f.tls.among("starttls", "implicit")},
		{"auth", false, "plain (default where a user is named), login, xoauth2, none", f.auth.among("plain", "login", "xoauth2", "none")},
		{"user", false, "who logs in", &f.user},
		{"password_env", false, "the environment variable with the password: RASOAT_SMTP_PASSWORD", &f.passwordEnv},
		{"password_file", false, "path of a file that holds nothing but the password", &f.passwordFile},
		{"client", false, "with auth: xoauth2 instead of a password: path of the OAuth client's file, for rasoat google login --mail", &f.client},
		{"token", false, "with client: path where the login is kept; default: mail-token.json", &f.token},
		{"timeout", false, "how long to wait: 30s (the default); from 1s to 10m", f.timeout.within("1s", "10m")},
	}
}

func (f *smtpForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *smtpForm) schema() shape                { return formSchema(f) }
