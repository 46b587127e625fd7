package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rasoat/sync/gsheet/gsheettest"
)

// onGoogle runs the program in a folder of its own, beside a server that stands in
// for Google: a list of units, the account's key, a spreadsheet with one empty tab.
func onGoogle(t *testing.T) (s *gsheettest.Server, run func(want int, args ...string) string) {
	t.Helper()
	s = gsheettest.Start()
	t.Cleanup(s.Close)
	key, err := s.Key()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	list := "Tên chi đoàn\n" + strings.Join([]string{"Thôn 1", "Thôn 2", "Thôn 3", "Thôn 4", "Thôn 5", "Thôn 6", "Thôn 7", "Thôn 8"}, "\n")
	for name, text := range map[string]string{"key.json": string(key), "list.txt": list} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.Add(&gsheettest.Spreadsheet{ID: "sheet", Title: "Theo dõi", Locale: "en_US", Sheets: []*gsheettest.Grid{gsheettest.NewGrid(0, "Trang tính1", 1000, 26)}})
	now := func() time.Time { return time.Now() }
	return s, func(want int, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		if got := runHere(args, &out, now); got != want {
			t.Fatalf("%s: status %d, want %d\n%s", strings.Join(args, " "), got, want, &out)
		}
		return out.String()
	}
}

func runHere(args []string, out *bytes.Buffer, now func() time.Time) int {
	return run(args, strings.NewReader(""), out, out, now)
}

// wants fails where the text lacks one of the parts.
func wants(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%q isn't in\n%s", p, text)
		}
	}
}

// An empty spreadsheet becomes a working one: built, checked, written, and the next
// year built from it.
func TestInitOnGoogle(t *testing.T) {
	s, rasoat := onGoogle(t)
	out := rasoat(ran, "init", "--plan", "doan-xa", "--units", "list.txt", "--google", "https://docs.google.com/spreadsheets/d/sheet/edit#gid=0",
		"--credentials", "key.json", "--endpoint", s.URL()+"/", "--token-url", s.URL()+"/token")
	wants(t, out, "4 tabs, 8 units", "rasoat.yaml: the service file")
	out = rasoat(ran, "doctor")
	wants(t, out, gsheettest.Account, "may read and write", "that year is over", "1 warnings, 0 problems")
	service, err := os.ReadFile("rasoat.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("rasoat.yaml", bytes.Replace(service, []byte("mode: watch"), []byte("mode: write"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	wants(t, rasoat(ran, "sync", "--at", "2022-05-10"), "0 trang thêm cột")
	wants(t, rasoat(ran, "sync", "--at", "2022-05-10"), "không có gì thay đổi")
	wants(t, rasoat(failed, "init", "--plan", "doan-xa", "--units", "list.txt", "--google", "sheet"), "tabs with content: 'Danh sách chi đoàn'", "hint:")

	s.Forget()
	out = rasoat(ran, "new-year", "--year", "2023", "--google", "new")
	wants(t, out, "4 tabs, 8 units", "only the program's account can open")
	for _, c := range s.Journal() {
		if c.Book == "sheet" {
			t.Fatalf("this year's workbook was changed: %+v", c)
		}
	}
	wants(t, rasoat(ran, "doctor", "-c", "rasoat-2023.yaml"), "0 problems")
	if _, err := os.Stat(filepath.Join(".", "doan-xa-2023.yaml")); err != nil {
		t.Error(err)
	}
}

// Each thing that is wrong on Google's side is told with what to click.
func TestDoctorOnGoogle(t *testing.T) {
	s, rasoat := onGoogle(t)
	rasoat(ran, "init", "--plan", "doan-xa", "--units", "list.txt", "--google", "sheet", "--credentials", "key.json", "--endpoint", s.URL()+"/", "--token-url", s.URL()+"/token")
	for _, c := range []struct {
		name  string
		spoil func(b *gsheettest.Spreadsheet)
		fault *gsheettest.Fault
		exit  int
		want  []string
	}{
		{"not shared", func(b *gsheettest.Spreadsheet) { b.Shared = gsheettest.NotShared }, nil, failed, []string{"problem ", gsheettest.Account, "as an editor"}},
		{"may only read", func(b *gsheettest.Spreadsheet) { b.Shared = gsheettest.CanRead }, nil, failed, []string{"problem  Theo dõi", "Người chỉnh sửa"}},
		{"gone", func(b *gsheettest.Spreadsheet) { b.Shared = gsheettest.Gone }, nil, failed, []string{"problem  sheet", "check the link"}},
		{"an Office file", func(b *gsheettest.Spreadsheet) { b.Office = true }, nil, failed, []string{"Office", "Save as Google Sheets"}},
		{"anyone with the link", func(b *gsheettest.Spreadsheet) { b.Link = true }, nil, ran, []string{"warning  Theo dõi: anyone who has the link can change", "Hạn chế"}},
		{"protected", func(b *gsheettest.Spreadsheet) { b.Sheets[1].Protect(0, 2, 20, 4) }, nil, ran, []string{"warning ", "tab 'Chỉ tiêu năm'", "Bảo vệ trang tính"}},
		{"locale", func(b *gsheettest.Spreadsheet) { b.Locale = "en_US" }, nil, ran, []string{"Ngôn ngữ: Việt Nam"}},
		{"API off", nil, &gsheettest.Fault{Status: 403, Message: "Google Sheets API has not been used in project 1 before or it is disabled. Enable it by visiting …"}, failed, []string{"chưa được bật", "enable the Google Sheets API"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var was gsheettest.Spreadsheet
			s.Edit("sheet", func(b *gsheettest.Spreadsheet) {
				was = *b
				if c.spoil != nil {
					c.spoil(b)
				}
			})
			s.Fault = func(_ int, r gsheettest.Request) *gsheettest.Fault { return c.fault }
			out := rasoat(c.exit, "doctor")
			wants(t, out, c.want...)
			s.Fault = nil
			s.Edit("sheet", func(b *gsheettest.Spreadsheet) {
				b.Shared, b.Office, b.Link, b.Locale = was.Shared, was.Office, was.Link, was.Locale
			})
		})
	}
}
