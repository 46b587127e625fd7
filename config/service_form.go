package config

import "go.yaml.in/yaml/v4"

// serviceForm is a service file as written.
type serviceForm struct {
	spot
	plan      text
	workbooks list[workbookForm, *workbookForm]
	mode      word
	colours   truth
	summary   truth
	mail      mailForm
	google    googleForm
}

func (f *serviceForm) keys() []key {
	return []key{
		{"plan", true, "path of the plan file, counted from this file's folder", &f.plan},
		{"workbooks", true, "the workbooks that are read: [{file: so-lieu.xlsx}], or [{google: the spreadsheet's link}]", &f.workbooks},
		{"mode", false, "watch: writes nothing but the summary tab (default); write: writes statuses; mail: sends mail too", f.mode.among("watch", "write", "mail")},
		{"colours", false, "true (default): the status columns are coloured", &f.colours},
		{"summary", false, "true (default): the workbook with the register has a tab 'Tổng hợp (tự động)'", &f.summary},
		{"mail", false, "how the digest goes out", &f.mail},
		{"google", false, "how Google spreadsheets are reached; without it, with what the computer offers", &f.google},
	}
}

func (f *serviceForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *serviceForm) schema() shape                { return formSchema(f) }

// workbookForm is one of service.workbooks.
type workbookForm struct {
	spot
	file, google text
}

func (f *workbookForm) keys() []key {
	return []key{
		{"file", false, "path of an .xlsx file, counted from this file's folder", &f.file},
		{"google", false, "a Google spreadsheet: its link, or the id in it", &f.google},
	}
}

func (f *workbookForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *workbookForm) schema() shape                { return formSchema(f) }

// mailForm is service.mail.
type mailForm struct {
	spot
	from, link, folder text
	to                 texts
	smtp               smtpForm
}

func (f *mailForm) keys() []key {
	return []key{
		{"from", false, "the sender: rasoat@example.vn", &f.from},
		{"to", false, "who gets the digest: [vanphong@example.vn]", &f.to},
		{"link", false, "a link to the workbook, shown at the end of the digest", &f.link},
		{"folder", false, "where mails become .eml files; default: outbox", &f.folder},
		{"smtp", false, "the mail server; without it mails only go to the folder", &f.smtp},
	}
}

func (f *mailForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *mailForm) schema() shape                { return formSchema(f) }

// smtpForm is service.mail.smtp.
type smtpForm struct {
	spot
	host, user, passwordEnv, passwordFile, timeout text
	port                                           whole
	tls, auth                                      word
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
		{"timeout", false, "how long to wait: 30s (the default)", &f.timeout},
	}
}

func (f *smtpForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *smtpForm) schema() shape                { return formSchema(f) }
