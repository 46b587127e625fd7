package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rasoat/internal/mailtest"
)

// stage is where the killed program plays: folders with a plan of three units, their
// workbook and a ledger, and one mail server for all.
type stage struct {
	server *mailtest.Server
	dir    string // of everything
	days   []day  // what may be played
}

// day is one moment at which the program is killed.
type day struct {
	name, way string
	at        time.Time
	from      string   // the folder as it was before
	steps     []string // of a run that nobody kills
	took      time.Duration
	want      outcomeOf
}

// ict is the plan's zone.
func ict() *time.Location { return time.FixedZone("ICT", 7*3600) }

// newStage makes the folders: one in which the program never ran, and one on the
// morning after a due date, with something told to everybody.
func newStage(t *testing.T) *stage {
	t.Helper()
	server, err := mailtest.New()
	check(t, err)
	t.Cleanup(func() { server.Close() })
	s := &stage{server: server, dir: t.TempDir()}
	fresh := s.path("fresh")
	newCrashDir(t, fresh, server.Port, "fresh")
	used := s.path("used")
	check(t, os.CopyFS(used, os.DirFS(fresh)))
	for _, at := range []time.Time{time.Date(2022, 10, 13, 8, 0, 0, 0, ict()), time.Date(2022, 10, 17, 7, 0, 0, 0, ict())} {
		s.play(t, crashJob{Dir: used, Way: "round", At: at, User: "used"})
	}
	typeIn(t, filepath.Join(used, "so.xlsx"), "Báo cáo tháng", "B2", "18/10/2022")
	typeIn(t, filepath.Join(used, "so.xlsx"), "Báo cáo tháng", "D3", "4")
	first, due := time.Date(2022, 10, 13, 8, 0, 0, 0, ict()), time.Date(2022, 10, 21, 7, 0, 0, 0, ict())
	s.days = []day{
		{name: "first", way: "round", at: first, from: fresh},
		{name: "due", way: "round", at: due, from: used},
		{name: "daemon", way: "daemon", at: due, from: used},
	}
	for i := range s.days {
		s.calm(t, &s.days[i])
	}
	return s
}

func (s *stage) path(name string) string { return filepath.Join(s.dir, name) }

// calm plays a day that nobody kills: how many steps there are, and what must come of it.
func (s *stage) calm(t *testing.T, d *day) {
	t.Helper()
	name := "calm-" + d.name
	dir := s.path(name)
	check(t, os.CopyFS(dir, os.DirFS(d.from)))
	job := crashJob{Dir: dir, Way: d.way, At: d.at, User: name}
	began := time.Now()
	d.steps = s.play(t, job)
	d.took = time.Since(began)
	job.At = job.At.Add(restart)
	s.play(t, job)
	d.want = left(t, d, dir)
	if len(d.want.Letters) == 0 {
		t.Fatalf("%s: no letters", d.name)
	}
	for key, l := range d.want.Letters {
		if got := s.copies(name)[l.ID]; got != 1 || l.State != "sent" {
			t.Fatalf("%s: %s is %s and was taken %d times, though nobody was killed", d.name, key, l.State, got)
		}
	}
}

// play runs a child to its end and gives its steps.
func (s *stage) play(t *testing.T, job crashJob) []string {
	t.Helper()
	c, stderr := s.child(job)
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", job.User, err, stderr)
	}
	var steps []string
	check(t, json.Unmarshal(out, &steps))
	return steps
}

// child is a process for a job, and what it logs.
func (s *stage) child(job crashJob) (*exec.Cmd, *bytes.Buffer) {
	job.Port, job.Roots = s.server.Port, s.server.PEM()
	c := exec.Command("rasoat-crash")
	c.Env = append(os.Environ(), crashEnv+"="+mustJSON(job))
	stderr := &bytes.Buffer{}
	c.Stderr = stderr
	return c, stderr
}

// copies counts what the server took from a user, by Message-ID.
func (s *stage) copies(user string) map[string]int {
	s.server.Settle(user)
	out := map[string]int{}
	for _, e := range s.server.Taken(user) {
		out[e.ID]++
	}
	return out
}

// newCrashDir makes a folder with the plan, the service file and the workbook, as if
// the program had never run.
func newCrashDir(t *testing.T, dir string, port int, user string) {
	t.Helper()
	check(t, os.MkdirAll(dir, 0o700))
	files := os.DirFS(filepath.Join("testdata", "crash"))
	check(t, fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		text = []byte(strings.NewReplacer("PORT", fmt.Sprint(port), "USER", user).Replace(string(text)))
		return os.WriteFile(filepath.Join(dir, name), text, 0o600)
	}))
	check(t, os.WriteFile(filepath.Join(dir, "password"), []byte(mailtest.Password), 0o600))
	f := excelize.NewFile()
	defer f.Close()
	for _, tab := range []struct {
		title string
		rows  [][]any
	}{
		{"Đơn vị", [][]any{{"Tên đơn vị", "Vùng thi đua", "Email"}, {"Xuân Hòa", "Vùng 1", "xuanhoa@example.vn"},
			{"Xuân Phú", "Vùng 1", "xuanphu@example.vn"}, {"Xuân Trường", "Vùng 2", "xuantruong@example.vn"}}},
		{"Báo cáo tháng", [][]any{{"Tên đơn vị", "Tháng 10", "Tháng 11", "Đã giới thiệu"},
			{"Xuân Hòa"}, {"Xuân Phú", "", "", 2}, {"Xuân Trường", "", "", 1}}},
	} {
		_, err := f.NewSheet(tab.title)
		check(t, err)
		for i, row := range tab.rows {
			check(t, f.SetSheetRow(tab.title, fmt.Sprintf("A%d", i+1), &row))
		}
	}
	check(t, f.DeleteSheet("Sheet1"))
	check(t, f.SaveAs(filepath.Join(dir, "so.xlsx")))
}

// typeIn types into a cell as people do: the file is replaced.
func typeIn(t *testing.T, path, tab, cell, text string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	check(t, err)
	defer f.Close()
	check(t, f.SetCellStr(tab, cell, text))
	check(t, f.Save())
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
