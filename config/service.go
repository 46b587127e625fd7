package config

import (
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"rasoat/rules"
)

// Service is a service file and the plan that it names.
type Service struct {
	Path      string // the service file's, as given to [Load]
	Plan      *rules.Plan
	PlanPath  string
	Workbooks []Workbook
	Mode      Mode
	Colours   bool // colour rules are put on our status columns
	Summary   bool // the summary tab is kept
	Mail      Mail
	Google    Google
}

// Workbook says where one workbook is: one of the two is set.
type Workbook struct {
	File   string // path of an .xlsx file
	Google string // id of a Google spreadsheet
}

// Mode says how far the program may go.
type Mode uint8

// The modes. Each does what the one before it does.
const (
	Watch Mode = iota // read and judge, write nothing but the summary tab
	Write             // write statuses
	Post              // send mail
)

// String is the mode in service files: "watch", "write", "mail".
func (m Mode) String() string { return [...]string{"watch", "write", "mail"}[m] }

// Mail says how the digest goes out.
type Mail struct {
	From   string   // an address, perhaps with a name before it
	To     []string // the same
	Link   string   // shown at the end of the digest; "" for none
	Folder string   // path of the folder where mails become .eml files; "outbox" beside the service file by default
	SMTP   *SMTP    // nil: mails go to the folder
}

// SMTP is a mail server. The password itself is never in a file that this package
// reads: it is in an environment variable or in a file of its own.
type SMTP struct {
	Host         string
	Port         int
	TLS          string // "starttls" or "implicit"
	Auth         string // "plain", "login", "xoauth2" or "none"
	User         string
	PasswordEnv  string // name of an environment variable
	PasswordFile string // path
	Timeout      time.Duration
}

// Load reads a service file and the plan that it names; paths in it count from
// its own folder. Its error is [Problems]: those of both files at once.
func Load(path string) (*Service, error) {
	body, problem := readFile(path)
	if problem != "" {
		return nil, Problems{{File: path, Message: problem, Hint: "rasoat demo makes an example"}}
	}
	src := newSource(path, body)
	b := serviceBuilder{source: src, service: &Service{Path: path}, folder: filepath.Dir(path)}
	b.build(body)
	problems := src.problems
	if b.plan != nil {
		problems = append(problems, b.plan.problems...)
	}
	if err := problems.err(); err != nil {
		return nil, err
	}
	return b.service, nil
}

// serviceBuilder makes a service of its form.
type serviceBuilder struct {
	*source
	form    serviceForm
	service *Service
	folder  string
	plan    *source // the plan's file, once it is read
}

func (b *serviceBuilder) build(body []byte) {
	root := b.parse(body)
	if root == nil {
		return
	}
	(&walker{source: b.source}).read(&b.form, root)
	f, s := &b.form, b.service
	s.Mode = map[string]Mode{"write": Write, "mail": Post}[f.mode.s]
	s.Colours, s.Summary = f.colours.or(true), f.summary.or(true)
	b.loadPlan()
	b.workbooks()
	b.mail()
	b.google()
}

// path is a path of the file, counted from the file's folder.
func (b *serviceBuilder) path(p string) string {
	p = filepath.FromSlash(p)
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(b.folder, p)
}

// loadPlan reads the plan that the file names.
func (b *serviceBuilder) loadPlan() {
	f := b.form.plan
	if f.s == "" {
		return
	}
	b.service.PlanPath = b.path(f.s)
	body, problem := readFile(b.service.PlanPath)
	if problem != "" {
		b.problem(f.n, "the path counts from the folder of this file", "%s: %s", b.service.PlanPath, problem)
		return
	}
	b.plan = newSource(b.service.PlanPath, body)
	b.service.Plan = parsePlan(b.plan, body)
}

// workbooks settles where the workbooks are, each once.
func (b *serviceBuilder) workbooks() {
	f := b.form.workbooks
	lines := map[Workbook]int{}
	for i := range f.all {
		form := &f.all[i]
		w, at := b.workbook(form)
		if at == nil {
			continue
		}
		if first := lines[w]; first > 0 {
			b.problem(at, "keep one of them", "the workbook stands twice, first in line %d", first)
			continue
		}
		lines[w] = at.Line
		b.service.Workbooks = append(b.service.Workbooks, w)
	}
	if f.given() && len(f.all) == 0 && f.n.Kind == yaml.SequenceNode {
		b.problem(f.n, "- file: so-lieu.xlsx", "there are no workbooks")
	}
}

// workbook is one of them, and where it is named; nil where it isn't.
func (b *serviceBuilder) workbook(f *workbookForm) (Workbook, *yaml.Node) {
	switch {
	case f.file.given() && f.google.given():
		b.problem(f.google.n, "one workbook in each line: - file: …, or - google: …", "a workbook is a file or a Google spreadsheet, not both")
		return Workbook{}, nil
	case f.google.s != "":
		id, ok := SpreadsheetID(f.google.s)
		if !ok {
			b.problem(f.google.n, "https://docs.google.com/spreadsheets/d/…/edit, copied from the browser", "%s is no Google spreadsheet", quote(f.google.s))
			return Workbook{}, nil
		}
		return Workbook{Google: id}, f.google.n
	case f.file.s != "":
		if !strings.EqualFold(filepath.Ext(f.file.s), ".xlsx") {
			b.problem(f.file.n, "save the workbook as .xlsx", "a workbook is an .xlsx file, not %s", quote(f.file.s))
		}
		return Workbook{File: b.path(f.file.s)}, f.file.n
	case !f.file.given() && !f.google.given() && f.n.Kind == yaml.MappingNode && len(f.n.Content) == 0:
		b.problem(f.n, "file: so-lieu.xlsx, or google: the spreadsheet's link", "no workbook is named here")
	}
	return Workbook{}, nil
}

// mail settles how the digest goes out.
func (b *serviceBuilder) mail() {
	f, m := &b.form.mail, &b.service.Mail
	m.From, m.To, m.Link, m.Folder = f.from.s, f.to.strings(), f.link.s, b.path("outbox")
	if f.folder.s != "" {
		m.Folder = b.path(f.folder.s)
	}
	for _, t := range append([]text{f.from}, f.to.all...) {
		if t.s == "" {
			continue
		}
		if !isAddress(t.s, true) {
			b.problem(t.n, "vanphong@example.vn, or Văn phòng <vanphong@example.vn>", "%s isn't an e-mail address", quote(t.s))
		}
	}
	b.twice(f.to.all, "the address")
	if m.Link != "" && !isLink(m.Link) {
		b.problem(f.link.n, "https://…", "%s isn't a link", quote(m.Link))
	}
	if f.smtp.given() {
		m.SMTP = b.smtp(&f.smtp)
	}
	if b.service.Mode == Post || f.smtp.given() {
		b.wantMail()
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

// hostName is what a mail server may be called: a name, an IPv4 or an IPv6 address;
// no port, no scheme, no blanks.
var hostName = regexp.MustCompile(`^(?:[\pL\pN](?:[\pL\pN._-]*[\pL\pN])?|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:]*)$`)

// variable is the name of an environment variable.
var variable = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// smtp settles how to speak with the mail server.
func (b *serviceBuilder) smtp(f *smtpForm) *SMTP {
	s := &SMTP{
		Host: f.host.s, Port: f.port.v, TLS: f.tls.s, Auth: f.auth.s, User: f.user.s,
		PasswordEnv: f.passwordEnv.s, PasswordFile: f.passwordFile.s, Timeout: 30 * time.Second,
	}
	if s.Host != "" && !hostName.MatchString(s.Host) {
		b.problem(f.host.n, "host: smtp.example.vn, and the port in port:", "%s isn't the name of a host", quote(s.Host))
	}
	if s.TLS == "" {
		s.TLS = "starttls"
	}
	if s.Port == 0 {
		s.Port = map[string]int{"starttls": 587, "implicit": 465}[s.TLS]
	}
	if s.Auth == "" {
		s.Auth = "none"
		if f.user.given() {
			s.Auth = "plain"
		}
	}
	if t := f.timeout; t.s != "" {
		d, err := time.ParseDuration(t.s)
		if err != nil || d < time.Second || d > 10*time.Minute {
			b.problem(t.n, "30s; from 1s to 10m", "%s is no time to wait", quote(t.s))
		}
		s.Timeout = d
	}
	b.secret(f, s)
	if s.PasswordFile != "" {
		s.PasswordFile = b.path(s.PasswordFile)
	}
	return s
}

// secret checks that the password is named once, and only where it is needed.
func (b *serviceBuilder) secret(f *smtpForm, s *SMTP) {
	env, file := f.passwordEnv, f.passwordFile
	switch {
	case env.given() && file.given():
		b.problem(file.n, "keep one of them", "the password is named twice: password_env and password_file")
	case s.Auth == "none" && (env.given() || file.given() || f.user.given()):
		b.problem(f.n, "auth: plain, login or xoauth2; or leave user and password out", "without auth there is no user and no password")
	case s.Auth != "none" && !env.given() && !file.given() && f.n.Kind == yaml.MappingNode:
		b.problem(f.n, "password_env: the name of an environment variable; or password_file: a path", "auth: %s needs a password", s.Auth)
	}
	if s.Auth != "none" && !f.user.given() && f.n.Kind == yaml.MappingNode {
		b.problem(f.n, "user: rasoat@example.vn", "auth: %s needs a user", s.Auth)
	}
	if env.s != "" && !variable.MatchString(env.s) {
		b.problem(env.n, "password_env: RASOAT_SMTP_PASSWORD", "password_env is the name of an environment variable; this can't be one")
	}
}
