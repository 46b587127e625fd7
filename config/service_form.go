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
	ledger    text
	schedule  scheduleForm
	ping      text
	pingEnv   text
	log       word
	keep      whole
	status    text
	hosts     texts
}

func (f *serviceForm) keys() []key {
	return []key{
		{"plan", true, "path of the plan file, counted from this file's folder", &f.plan},
		{"workbooks", true, "the workbooks that are read: [{file: so-lieu.xlsx}], or [{google: the spreadsheet's link}]", &f.workbooks},
		{"mode", false, "watch: writes nothing but the summary tab (default); write: writes statuses; mail: sends mail too", f.mode.among("watch", "write", "mail")},
		{"colours", false, "true (default): the status columns are coloured", &f.colours},
		{"summary", false, "true (default): the workbook with the register has a tab 'Tổng hợp (tự động)'", &f.summary},
		{"mail", false, "who is written to, and how mail goes out", &f.mail},
		{"google", false, "how Google spreadsheets are reached; without it, with what the computer offers", &f.google},
		{"ledger", false, "path of the ledger's file; default: this file's name with .db, as rasoat.db", &f.ledger},
		{"schedule", false, "when rasoat run reads the workbooks and makes mails", &f.schedule},
		{"ping", false, "a web address that is asked for after each good round, with /fail after a failed one", &f.ping},
		{"ping_env", false, "instead of ping, the environment variable with the address: RASOAT_PING", &f.pingEnv},
		{"log", false, "text (default) or json", f.log.among("text", "json")},
		{"keep", false, "years that the ledger keeps after the end of the plan's year; default: 1", f.keep.within(0, 50)},
		{"status", false, "where the status page is served, for this computer only; default: 127.0.0.1:8433; off: nowhere", &f.status},
		{"hosts", false, "names by which people reach the status page through a proxy: theo-doi.example.vn", &f.hosts},
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

// scheduleForm is service.schedule.
type scheduleForm struct {
	spot
	check, full span
	cron        text
	hours       hours
	weekends    truth
	mail        clock
	weekly      word
}

func (f *scheduleForm) keys() []key {
	return []key{
		{"check", false, "how often the workbooks are read: 15m (the default); from 1m to 24h", f.check.within("1m", "24h")},
		{"cron", false, "instead of check: minute hour day month weekday, in the plan's zone", &f.cron},
		{"hours", false, "they are only read then; default: 06:00-20:00", &f.hours},
		{"weekends", false, "true (default): on Saturdays and Sundays too", &f.weekends},
		{"mail", false, "when mails are made; default: 07:00", &f.mail},
		{"weekly", false, "the day of the weekly digest; default: monday", f.weekly.among(weekdays()...)},
		{"full", false, "with google: {drive: true}, how often everything is read even if nothing changed: 30m (the default)", f.full.within("1m", "24h")},
	}
}

func (f *scheduleForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *scheduleForm) schema() shape                { return formSchema(f) }
