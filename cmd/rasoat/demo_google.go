package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	gosync "sync"
	"text/tabwriter"
	"time"

	"rasoat/config"
	"rasoat/demo"
	"rasoat/plans"
	"rasoat/sync"
	"rasoat/sync/gsheet/gsheettest"
	"rasoat/sync/xlsx"
)

// The files of an example folder with a stand-in for Google, and the example's
// spreadsheet on it.
const (
	demoKey   = "stand-in-key.json"
	demoSheet = "1-so-theo-doi-2022"
	demoTitle = "Sổ theo dõi 2022"
)

// googleMark begins the service file of such a folder.
const googleMark = "# rasoat (demo --google)"

// googleConfig is that file; the address is another one each time.
const googleConfig = googleMark + `: thư mục mẫu; xóa đi lúc nào cũng được
plan: ` + demoPlan + `
workbooks:
  - google: ` + demoSheet + `
mode: write                 # watch: chỉ đọc; write: ghi trạng thái
google:
  credentials: ` + demoKey + `   # khóa này chỉ dùng được với máy chủ thử
  endpoint: %s/
mail:
  from: Theo dõi Chỉ thị 05 <rasoat@example.vn>
  to: [vanphong@example.vn]
  folder: outbox            # thư nằm ở đây, dạng .eml; không gửi đi đâu
`

// every is how often the program looks at the spreadsheet again.
const every = 5 * time.Second

// standIn is the example on a stand-in for Google, with all its cycles.
type standIn struct {
	*app
	server *gsheettest.Server
	books  *opener
	at     time.Time

	running gosync.Mutex // one cycle at a time; guards the next two
	n       int          // cycles so far
	told    int          // requests that rounds told so far

	mu   gosync.Mutex // guards the next two; the page doesn't wait for a cycle
	last round        // the last cycle
	news round        // the last cycle that wrote something or had trouble
}

// round is one cycle and the requests that it took.
type round struct {
	n        int
	when     time.Time
	report   sync.Report
	requests []gsheettest.Request
}

// google is the demo on a stand-in for Google that runs in this process: no
// account, no network beyond this computer.
func (c demoCmd) google(a *app) error {
	server := gsheettest.Start()
	defer server.Close()
	server.Quota = 60 // as Google's
	if err := c.makeGoogle(server); err != nil {
		return err
	}
	service := filepath.Join(c.Dir, demoService)
	s, at, err := onService{Config: service, At: c.At}.load(a)
	if err != nil {
		return err
	}
	d := newStandIn(a, server, s, at)
	first, err := d.cycle()
	if err != nil {
		return err
	}
	a.problems(first.report)
	a.hints(first.report)
	if first.report.Refused {
		return told{}
	}
	mail, _, err := a.demoMail(s, first.report)
	if err != nil {
		return err
	}
	groupTable(a, first.report.Verdict)
	fmt.Fprintf(a.stdout, "\n%d đơn vị, %d ô số liệu cần xem (số liệu minh họa, tính đến %s).\nThư gửi Văn phòng: %s\n\n",
		len(first.report.Verdict.Data.Units), len(first.report.Verdict.Defects), first.report.Verdict.Today, mail)
	if c.Once {
		return d.once(a, first)
	}
	return d.serve(a, first)
}

// newStandIn is the example on the server, before its first cycle.
func newStandIn(a *app, server *gsheettest.Server, s *config.Service, at time.Time) *standIn {
	return &standIn{app: a, server: server, books: newOpener(a, s), at: at}
}

// makeGoogle puts the example on the server and writes the folder's files. It
// never touches a folder that is somebody's.
func (c demoCmd) makeGoogle(server *gsheettest.Server) error {
	if err := ours(c.Dir, googleMark); err != nil {
		return err
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return fmt.Errorf("%w\nhint: choose a folder that you may write to, with --dir", err)
	}
	if err := upload(server); err != nil {
		return err
	}
	plan, err := plans.Files.ReadFile("chi-thi-05.yaml")
	if err != nil {
		return err
	}
	if _, err := writeNew(filepath.Join(c.Dir, demoPlan), plan, 0o644); err != nil {
		return err
	}
	key, err := server.Key()
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		data []byte
		mode fs.FileMode
	}{{demoKey, key, 0o600}, {demoService, fmt.Appendf(nil, googleConfig, server.URL()), 0o644}} {
		path := filepath.Join(c.Dir, f.name)
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) { // the last run's address
			return err
		}
		if _, err := writeNew(path, f.data, f.mode); err != nil {
			return err
		}
	}
	return nil
}

// upload puts the example workbook's tabs on the server, as an office that
// uploads its file would.
func upload(server *gsheettest.Server) error {
	file, err := demo.Workbook()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "rasoat-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, demoWorkbook)
	if err := os.WriteFile(path, file, 0o600); err != nil {
		return err
	}
	book, err := xlsx.New(path).Read(context.Background())
	if err != nil {
		return err
	}
	book.Name = demoTitle
	server.Add(gsheettest.Copy(demoSheet, book))
	return nil
}

// cycle runs one cycle and keeps what it did.
func (d *standIn) cycle() (round, error) {
	d.running.Lock()
	defer d.running.Unlock()
	report, err := d.app.cycle(d.books.cycle(d.at))
	if err != nil {
		return round{}, err
	}
	d.n++
	all := d.server.Requests()
	r := round{n: d.n, when: d.now(), report: report, requests: all[d.told:]}
	d.told = len(all)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = r
	if report.Changed() > 0 || report.Failed || d.n == 1 {
		d.news = r
	}
	if report.Changed() > 0 && d.n > 1 {
		fmt.Fprintf(d.stdout, "Lần %d: %s\n", r.n, r.said())
	}
	return r, nil
}

// state is the last cycle, and the last that had news.
func (d *standIn) state() (last, news round) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.last, d.news
}

// once runs a second cycle, which finds nothing to change, and prints the
// requests of both.
func (d *standIn) once(a *app, first round) error {
	second, err := d.cycle()
	if err != nil {
		return err
	}
	for _, r := range []round{first, second} {
		fmt.Fprintf(a.stdout, "Lần %d: %s\n", r.n, r.said())
		w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
		for _, q := range r.requests {
			path, _, _ := strings.Cut(q.Path, "?")
			fmt.Fprintf(w, "  %s\t%s\t%s\t%d\t%d byte\n", q.Method, path, kindName(q.Kind), q.Status, q.Sent)
		}
		w.Flush()
	}
	if second.report.Failed {
		return told{}
	}
	return outcome(first.report)
}

func kindName(kind string) string {
	if kind == "read" {
		return "đọc"
	}
	return "ghi"
}

// said is what the round did, in one line.
func (r round) said() string {
	counts, bytes := map[string]int{}, 0
	for _, q := range r.requests {
		counts[q.Kind]++
		bytes += q.Sent
	}
	text := fmt.Sprintf("%d lần đọc, %d lần ghi, nhận %d byte; ", counts["read"], counts["write"], bytes)
	for _, b := range r.report.Books {
		text += summary(b, false)
	}
	return text
}
