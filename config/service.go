package config

import (
	"path/filepath"
	"strings"

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

	Ledger   string   // path of the ledger's file; by default beside the service file, with its name: "rasoat.db"
	Schedule Schedule // when rasoat run does what
	Ping     string   // web address that is asked for after each good round, with "/fail" added after a failed one; "" for none. A secret
	PingEnv  string   // or the name of an environment variable that holds it
	Log      string   // "text" (default) or "json"
	Keep     int      // whole years that the ledger keeps after the end of the plan's year; default 1
	Status   string   // where the status page is served, on loopback only; "127.0.0.1:8433" by default, "" for nowhere
	Hosts    []string // names by which people reach the page through a proxy: "theo-doi.example.vn"
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
	b.google()
	b.schedule()
	b.mail()
	b.daemon()
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
