package main

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"rasoat/config"
	"rasoat/demo"
	"rasoat/mailer"
	"rasoat/plans"
	"rasoat/rules"
	"rasoat/sync"
)

type demoCmd struct {
	Dir    string `placeholder:"DIR" help:"The folder to make (default: ./rasoat-demo; with --google ./rasoat-demo-google)."`
	Google bool   `help:"The same on Google Sheets: on a server that stands in for it on this computer, with a page to look at and to edit cells."`
	Serve  bool   `help:"Then show the status page on this computer until Ctrl-C; edit the workbook, and see it follow."`
	Once   bool   `help:"With --google: end after the first cycles, and print the requests made."`
	At     string `default:"2022-10-20T08:00:00+07:00" placeholder:"T" help:"Judge as of this date or time (default: ${default})."`
}

// Help is the end of the command's help.
func (demoCmd) Help() string {
	return "What stands in the folder already is kept: a second run changes nothing.\n\nExample:\n  rasoat demo --dir ./try\n  rasoat demo --serve           # then open the status page that it names\n  rasoat demo --google          # then open the page that it names"
}

// The files of an example folder.
const (
	demoService  = "rasoat.yaml"
	demoPlan     = "plan.yaml"
	demoWorkbook = "so-theo-doi-2022.xlsx"
)

// demoMark begins the service file of an example folder.
const demoMark = "# rasoat demo"

const demoConfig = demoMark + `: thư mục mẫu; xóa đi lúc nào cũng được
plan: ` + demoPlan + `
workbooks:
  - file: ` + demoWorkbook + `
mode: write                 # watch: chỉ đọc; write: ghi trạng thái
mail:
  from: Theo dõi Chỉ thị 05 <rasoat@example.vn>
  to: [vanphong@example.vn]
  folder: outbox            # thư nằm ở đây, dạng .eml; không gửi đi đâu
`

// Run makes the folder, runs one cycle over it and tells where to look.
func (c demoCmd) Run(a *app) error {
	switch {
	case c.Google && c.Serve:
		return usage{errors.New("rasoat: --serve doesn't go with --google, which serves a page of its own\nhint: rasoat demo --serve")}
	case c.Google:
		c.Dir = cmp.Or(c.Dir, "rasoat-demo-google")
		return c.google(a)
	case c.Once:
		return usage{errors.New("rasoat: --once goes with --google\nhint: rasoat demo ends after one cycle anyway")}
	}
	c.Dir = cmp.Or(c.Dir, "rasoat-demo")
	made, err := c.make()
	if err != nil {
		return err
	}
	service := filepath.Join(c.Dir, demoService)
	s, at, err := onService{Config: service, At: c.At}.load(a)
	if err != nil {
		return err
	}
	r, err := a.cycle(cycle(a, s, at))
	if err != nil {
		return err
	}
	a.problems(r)
	a.hints(r)
	if r.Refused {
		return told{}
	}
	mail, fresh, err := a.demoMail(s, r)
	if err != nil {
		return err
	}
	if len(made) == 0 && r.Changed() == 0 && !fresh {
		fmt.Fprintf(a.stdout, "Không có gì thay đổi: %s đã đúng như lần trước.\n\n", c.Dir)
	}
	groupTable(a, r.Verdict)
	c.look(a, s, r, mail)
	if c.Serve {
		return c.serve(a, s, at, r)
	}
	return outcome(r)
}

// make writes the files that the folder doesn't have yet. It never touches a
// file that is there, nor a folder that is somebody's.
func (c demoCmd) make() (made []string, err error) {
	if err := ours(c.Dir, demoMark); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("%w\nhint: choose a folder that you may write to, with --dir", err)
	}
	workbook, err := demo.Workbook()
	if err != nil {
		return nil, err
	}
	plan, err := plans.Files.ReadFile("chi-thi-05.yaml")
	if err != nil {
		return nil, err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{demoService, []byte(demoConfig)}, {demoPlan, plan}, {demoWorkbook, workbook}} {
		fresh, err := writeNew(filepath.Join(c.Dir, f.name), f.data, 0o644)
		if err != nil {
			return nil, err
		}
		if fresh {
			made = append(made, f.name)
		}
	}
	return made, nil
}

// ours refuses a folder that holds files and isn't an example folder: one whose
// service file begins with the mark.
func ours(dir, mark string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return usage{fmt.Errorf("rasoat: %w\nhint: choose another folder with --dir", err)}
	}
	text, err := os.ReadFile(filepath.Join(dir, demoService))
	if err != nil || !bytes.HasPrefix(text, []byte(mark)) {
		return usage{fmt.Errorf("rasoat: %s holds files of somebody's; nothing was touched\nhint: choose another folder with --dir", dir)}
	}
	return nil
}

// writeNew writes a file that isn't there yet, in one step: it appears whole or
// not at all. False when it was there.
func writeNew(path string, data []byte, mode fs.FileMode) (fresh bool, err error) {
	if _, err := os.Lstat(path); err == nil {
		return false, nil
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".rasoat-*")
	if err != nil {
		return false, err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	if closing := temp.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Chmod(temp.Name(), mode)
	}
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return false, fmt.Errorf("%w\nhint: is the disk full?", err)
	}
	return true, nil
}

// demoMail writes the digest into the outbox, and beside it a page that a
// browser shows.
func (a *app) demoMail(s *config.Service, r sync.Report) (path string, fresh bool, err error) {
	m, err := digest(s, r)
	if err != nil {
		return "", false, err
	}
	folder := mailer.Folder{Dir: s.Mail.Folder, Wrote: func(p string, unchanged bool) {
		path, fresh = p, !unchanged
	}}
	if err := folder.Send(a.ctx, m); err != nil {
		return "", false, err
	}
	_, err = writeNew(strings.TrimSuffix(path, ".eml")+".html", page(m), 0o600)
	return path, fresh, err
}

// page is the mail's HTML with its pictures inside, for a browser.
func page(m mailer.Message) []byte {
	html := m.HTML
	for _, p := range m.Inline {
		html = strings.ReplaceAll(html, "cid:"+p.ID, "data:"+p.Type+";base64,"+base64.StdEncoding.EncodeToString(p.Data))
	}
	return []byte(html)
}

// groupTable is a short table: the groups, and how many of their units have
// which label in the register.
func groupTable(a *app, v *rules.Verdict) {
	labels := []rules.Label{rules.LabelOverdue, rules.LabelFix, rules.LabelDueSoon, rules.LabelProgress}
	var names []string
	counts := map[string]map[rules.Label]int{}
	for i, u := range v.Data.Units {
		name := cmp.Or(u.Group(), "(chưa rõ)")
		if counts[name] == nil {
			counts[name], names = map[rules.Label]int{}, append(names, name)
		}
		label, _ := v.UnitText(i)
		counts[name][label]++
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 3, ' ', 0)
	fmt.Fprintf(w, "\tĐơn vị\t%s\t%s\t%s\t%s\tKhác\n", labels[0], labels[1], labels[2], labels[3])
	for _, name := range names {
		all := 0
		for _, n := range counts[name] {
			all += n
		}
		fmt.Fprintf(w, "%s\t%d", name, all)
		for _, l := range labels {
			fmt.Fprintf(w, "\t%d", counts[name][l])
			all -= counts[name][l]
		}
		fmt.Fprintf(w, "\t%d\n", all)
	}
	w.Flush()
}

// look tells what was done and where to look.
func (c demoCmd) look(a *app, s *config.Service, r sync.Report, mail string) {
	cells := 0
	for _, b := range r.Books {
		cells += len(b.Changes.Text)
	}
	day := r.Verdict.Today.ISO()
	service, name := filepath.Join(c.Dir, demoService), program()
	fmt.Fprintf(a.stdout, `
%d đơn vị, %d ô số liệu cần xem; đã ghi %d ô trạng thái (số liệu minh họa, tính đến %s).

Xem:
  %s   hai cột cuối mỗi trang, và trang Tổng hợp (tự động)
  %s   thư gửi Văn phòng (mở bằng chương trình thư)
  %s   cùng thư đó, mở bằng trình duyệt

Làm tiếp:
  %s demo --dir %s --serve   # trang theo dõi, xem bằng trình duyệt
  %s check -c %s --at %s
  %s sync -c %s --at %s --dry-run   # sửa vài ô trong bảng tính trước
  %s brief -c %s --at %s
`, len(r.Verdict.Data.Units), len(r.Verdict.Defects), cells, r.Verdict.Today,
		filepath.Join(c.Dir, demoWorkbook), mail, strings.TrimSuffix(mail, ".eml")+".html",
		name, c.Dir, name, service, day, name, service, day, name, service, day)
}

// program is how this program was called, for commands to copy.
func program() string {
	if strings.Contains(os.Args[0], "go-build") {
		return "go run ./cmd/rasoat"
	}
	return os.Args[0]
}
