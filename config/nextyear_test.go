package config

import (
	"os"
	"strings"
	"testing"
)

// The ready plan moved by a year: what changes, line by line, is all that may.
func TestNextPlan(t *testing.T) {
	for _, name := range []string{"chi-thi-05.yaml", "doan-xa.yaml"} {
		text, err := os.ReadFile("../plans/" + name)
		if err != nil {
			t.Fatal(err)
		}
		next, notes, err := NextPlan(name, text, 2023, 52)
		if err != nil {
			t.Fatal(err)
		}
		p, err := ParsePlan(name, next)
		if err != nil || p.Year != 2023 || p.Units != 52 || p.InForce.Time().Year() != 2023 {
			t.Errorf("%s: year %d, units %d, in force %s, %v", name, p.Year, p.Units, p.InForce, err)
		}
		for d := range p.Calendar.Holidays {
			if y := d.Time().Year(); y == 2022 {
				t.Errorf("%s: holiday %s of last year is kept", name, d)
			}
		}
		if strings.Count(string(next), "#") < strings.Count(string(text), "#") {
			t.Errorf("%s: comments were lost", name)
		}
		if name == "chi-thi-05.yaml" && !strings.Contains(strings.Join(notes, "\n"), "fill in the holidays of 2023") {
			t.Errorf("notes %q", notes)
		}
	}
}

func TestNextPlanEdits(t *testing.T) {
	plan := func(body string) string {
		return "title: Kế hoạch 2022\nyear: 2022   # năm\n" + body + `office: {name: A, desk: B}
levels: {unit: đơn vị, all: Tất cả}
register: {table: units}
tables:
  units: {tab: Đơn vị, key: Tên, columns: {on: {header: Ngày, type: date}}}
rules:
  - {id: a, clause: I, title: Việc, every: year, due: 29/2/2024, done: {on: units.on}}
`
	}
	for _, c := range []struct{ name, in, out string }{
		{"brackets", "calendar: {holidays: [30/4, 11/4/2022, 1/1/2023]}\n", "calendar: {holidays: [30/4, 1/1/2023]}   # năm 2023: điền"},
		{"list", "calendar:\n  holidays:   # nghỉ\n    - 30/4\n    - 11/4/2022 # Giỗ Tổ\n", "  holidays:   # nghỉ\n    # năm 2023: điền ngày nghỉ của nhà nước (kể cả nghỉ bù, Tết) vào danh sách này\n    - 30/4\n    # - 11/4/2022 # Giỗ Tổ\n"},
		{"list that becomes empty", "calendar:\n  holidays:\n    - 11/4/2022\n", "vào danh sách này\n    - 1/1\n    # - 11/4/2022\n"},
		{"in a setting", "settings:\n  free: [11/4/2022]\ncalendar: {holidays: $free}\n", "  free: [1/1]   # năm 2023"},
		{"in force", "in_force: 10/5/2022\n", "in_force: 2023-01-01\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(plan(c.in), "29/2/2024", "31/3/2023", 1)
			next, notes, err := NextPlan("plan.yaml", []byte(text), 2023, 0)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(next), c.out) || !strings.Contains(string(next), "due: 31/3/2024") || !strings.Contains(string(next), "year: 2023   # năm\n") {
				t.Errorf("got\n%s", next)
			}
			if !strings.Contains(strings.Join(notes, "\n"), "line 1: still says 2022: title: Kế hoạch 2022") {
				t.Errorf("notes %q", notes)
			}
		})
	}
}

// A file from Windows, with its line ends and byte order mark.
func TestNextPlanWindows(t *testing.T) {
	text, err := os.ReadFile("../plans/chi-thi-05.yaml")
	if err != nil {
		t.Fatal(err)
	}
	next, _, err := NextPlan("plan.yaml", []byte("\ufeff"+strings.ReplaceAll(string(text), "\n", "\r\n")), 2023, 0)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := ParsePlan("plan.yaml", next); err != nil || p.Year != 2023 {
		t.Error(p, err)
	}
}

// FuzzNextPlan: whatever the plan, nothing panics, and what comes out is a plan of
// the new year.
func FuzzNextPlan(f *testing.F) {
	f.Add("title: A\nyear: 2022\nin_force: 2022-01-01\ncalendar:\n  holidays:\n    - 1/1/2022\noffice: {name: A, desk: B}\n" +
		"levels: {unit: a, all: b}\nregister: {table: u}\ntables: {u: {tab: T, key: K, columns: {on: {header: H, type: date}}}}\n" +
		"rules:\n  - {id: a, clause: I, title: T, every: year, due: 31/3/2023, done: {on: u.on}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		next, _, err := NextPlan("plan.yaml", []byte(text), 2031, 3)
		if err != nil {
			return
		}
		if p, err := ParsePlan("plan.yaml", next); err != nil || p.Year != 2031 {
			t.Fatalf("%v", err)
		}
	})
}

func TestNextService(t *testing.T) {
	in := "# của Văn phòng\nplan: plan.yaml   # kế hoạch\nworkbooks:\n  - file: a.xlsx\n  - file: b.xlsx\n\n# thư\nmode: mail\nledger: cũ.db\nmail: {from: a@example.vn, to: [b@example.vn]}\n"
	want := "# của Văn phòng\nplan: \"plan-2023.yaml\"   # kế hoạch\nworkbooks:\n  - file: c.xlsx\n\n# thư\nmode: watch\nledger: \"rasoat-2023.db\"\nmail: {from: a@example.vn, to: [b@example.vn]}\n"
	got, err := NextService([]byte(in), "plan-2023.yaml", "rasoat-2023.db", []string{"  - file: c.xlsx"})
	if err != nil || string(got) != want {
		t.Errorf("%v, got\n%s", err, got)
	}
}
