package config

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rasoat/rules"
)

// planWith is a small plan whose one rule has these lines.
func planWith(rule string) string {
	return `title: Kế hoạch
year: 2022
office: {name: Đoàn xã, desk: Văn phòng}
levels: {unit: chi đoàn, all: Toàn xã}
register: {table: units, sector: sector}
tables:
  units:
    tab: Đơn vị
    key: Tên đơn vị
    columns:
      sector: {header: Khu vực, type: choice, of: [Thôn, Trường]}
      on: {header: "{period} / Ngày", type: date}
      n: {header: Số, type: count}
    periods: [month, quarter, half, year]
rules:
  - {id: a, clause: "1", title: a, ` + rule + "}\n"
}

func ruleOf(t *testing.T, text string) *rules.Rule {
	t.Helper()
	plan, err := ParsePlan("plan.yaml", []byte(planWith(text)))
	if err != nil {
		t.Fatal(err)
	}
	return plan.Rules[0]
}

func TestDue(t *testing.T) {
	for text, want := range map[string]rules.Due{
		"end":        {},
		"end + 10d":  {Days: 10},
		"end+10d":    {Days: 10},
		"end - 3d":   {Days: -3},
		"start":      {FromStart: true},
		"start + 5d": {FromStart: true, Days: 5},
		"day 20":     {Day: 20},
		"31/12":      {On: rules.NewDate(2022, 12, 31)},
		"05/04/2023": {On: rules.NewDate(2023, 4, 5)},
		"2022-10-01": {On: rules.NewDate(2022, 10, 1)},
	} {
		r := ruleOf(t, "every: year, done: {on: units.on}, due: "+text)
		if r.Due[""] != want {
			t.Errorf("%s: %+v, want %+v", text, r.Due[""], want)
		}
	}
	r := ruleOf(t, "every: year, done: {on: units.on}, due: {default: 31/3, Thôn: end}")
	if r.DueFor("Thôn") != (rules.Due{}) || r.DueFor("Trường").On != rules.NewDate(2022, 3, 31) {
		t.Errorf("by sector: %+v", r.Due)
	}
}

func TestOffsets(t *testing.T) {
	day := rules.NewDate(2022, 10, 1)
	r := ruleOf(t, "every: year, warn: 1/10, ask: 90d, closes: end + 31d, reach: {value: units.n, at_least: 5}")
	if r.Warn != (rules.Offset{On: day}) || r.Ask != (rules.Offset{Days: 90}) || r.Closes != (rules.Offset{FromEnd: true, Days: 31}) {
		t.Errorf("%+v %+v %+v", r.Warn, r.Ask, r.Closes)
	}
	r = ruleOf(t, "every: year, ask: 1/10, closes: 31/1/2023, reach: {value: units.n, at_least: 5}")
	if r.Warn != (rules.Offset{Days: 5}) || r.Ask != (rules.Offset{On: day}) || r.Closes != (rules.Offset{On: rules.NewDate(2023, 1, 31)}) {
		t.Errorf("%+v %+v %+v", r.Warn, r.Ask, r.Closes)
	}
	if r = ruleOf(t, "every: month, done: {on: units.on}"); r.Closes != (rules.Offset{Days: 60}) || r.Ask != (rules.Offset{}) || !r.Enabled || r.Done.Count != 1 {
		t.Errorf("defaults: %+v", r)
	}
}

// words is values with blanks between.
func words(values ...any) string { return strings.TrimSpace(fmt.Sprintln(values...)) }

// TestDistrict looks at what the long example became.
func TestDistrict(t *testing.T) {
	plan, err := LoadPlan("testdata/good/district.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rule := map[string]*rules.Rule{}
	for i, r := range plan.Rules {
		rule[r.ID] = r
		if r.Index != i {
			t.Errorf("%s has index %d, stands at %d", r.ID, r.Index, i)
		}
	}
	reach := rule["introduced"].Reach
	for _, c := range []struct{ what, got, want string }{
		{"pace", words(reach.Milepost), "[{2022-Q1 20} {2022-Q2 50} {2022-Q3 75}]"},
		{"target", reach.Target.Table.Name + "." + reach.Target.Name, "targets.registered"},
		{"sum", words(rule["introduced-all"].Reach.Sum, rule["introduced-all"].For, rule["introduced-all"].Reach.AtLeast), "true all 250"},
		{"share", words(rule["studied"].Reach.AtLeast, rule["studied"].Reach.Of.Name, rule["studied"].Reach.Or.Name), "100 members studied_share"},
		{"settles", rule["report-quarter"].Settles[0].ID, "report-month"},
		{"only", words(rule["report-half"].Only), "[2022-H1]"},
		{"window", words(rule["meeting"].Done.Window, rule["meeting"].Done.Count), "[01/01/2022 31/12/2022] 2"},
		{"setting", words(rule["report-month"].Due, rule["order"].Enabled), words(map[string]rules.Due{"": {Day: 20}}, false)},
		{"say", rule["quarterly-review"].Say[rules.Overdue].Many, "Chưa rà soát {các kỳ} ({mục})."},
		{"say", rule["quarterly-review"].Say[rules.DueSoon].One, "Chưa rà soát {kỳ}; hạn {hạn}, còn {còn} ngày ({mục})."},
		{"list", words(rule["praise"].List.AllMet, rule["difficulties"].List.Where.Name), "true difficulty"},
		{"when", words(rule["moved"].Check.When.Name, rule["moved"].Check.Is), "state Chuyển đi"},
		{"register", words(plan.Register.Groups[0].Name, plan.Register.Sector.Name, plan.Register.Workbook.Name), "zone sector workbook"},
		{"holidays", words(len(plan.Calendar.Holidays), plan.Calendar.Holidays[rules.NewDate(2022, 4, 30)]), "3 true"},
		{"zone", plan.Location.String(), "Asia/Ho_Chi_Minh"},
		{"in force", plan.InForce.ISO(), "2022-01-01"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
}

// TestColumns: what a header says of its column, and where the columns stand in
// an entry.
func TestColumns(t *testing.T) {
	plan, err := LoadPlan("testdata/good/district.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, table := range plan.Tables[1:4] {
		fmt.Fprintf(&got, "%s %d %v\n", table.Name, table.Width, table.Periods)
		for _, c := range table.Columns {
			fmt.Fprintf(&got, "  %d %s %s %q", c.First, c.Name, c.Type, c.Headers)
			if c.Periodic {
				fmt.Fprintf(&got, " %v bare=%v", c.Periods, c.Bare)
			}
			got.WriteString("\n")
		}
	}
	want := `reviews 39 [quarter]
  0 done done ["Đã rà soát"] [quarter] bare=false
  19 held_on date ["Ngày rà soát"] [quarter] bare=false
  38 difficulty text ["Khó khăn"]
reports 19 [month quarter half year]
  0 sent date ["Ngày gửi"] [month quarter half year] bare=true
targets 6 []
  0 registered count ["Chỉ tiêu giới thiệu"]
  1 introduced count ["Kết quả giới thiệu"]
  2 members count ["Tổng số đoàn viên"]
  3 studied count ["Số được học tập"]
  4 studied_share percent ["Tỷ lệ (%)"]
  5 plan_doc document ["Số, ngày kế hoạch"]
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}

func TestService(t *testing.T) {
	s, err := Load("testdata/good/service.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if s.Plan == nil || s.Plan.Year != 2022 {
		t.Fatal("the plan isn't there")
	}
	s.Plan = nil
	folder := filepath.FromSlash("testdata/good/")
	want := &Service{
		Path: "testdata/good/service.yaml", PlanPath: folder + "district.yaml", Mode: Write, Colours: true,
		Workbooks: []Workbook{{File: folder + "so-lieu-2022.xlsx"}, {File: filepath.FromSlash("testdata/good/sub/so-lieu-2.xlsx")}},
		Mail: Mail{
			From: "Rà soát <rasoat@example.vn>", To: []string{"vanphong@example.vn"}, Link: "https://example.vn/so-lieu", Folder: folder + "outbox",
			SMTP: &SMTP{Host: "smtp.example.vn", Port: 587, TLS: "starttls", Auth: "plain", User: "rasoat", PasswordEnv: "RASOAT_SMTP_PASSWORD", Timeout: 30 * time.Second},
		},
		Ledger: folder + "service.db", Schedule: usual(), Log: "text", Keep: 1, Status: "127.0.0.1:8433",
	}
	more := usualMail()
	want.Mail.Reports, want.Mail.Limits, want.Mail.Reminders = more.Reports, more.Limits, more.Reminders
	if diff := cmp.Diff(want, s); diff != "" {
		t.Error(diff)
	}
}

// TestServiceShort: what a short service file leaves out.
func TestServiceShort(t *testing.T) {
	s, err := Load("testdata/good/service-short.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := usualMail()
	want.From, want.To, want.Folder = "a@example.vn", []string{"b@example.vn"}, filepath.FromSlash("testdata/good/outbox")
	want.SMTP = &SMTP{Host: "localhost", Port: 465, TLS: "implicit", Auth: "none", Timeout: 30 * time.Second}
	if diff := cmp.Diff(want, s.Mail); diff != "" {
		t.Error(diff)
	}
	if s.Mode != Watch || !s.Colours || !s.Summary {
		t.Errorf("mode %s, colours %v", s.Mode, s.Colours)
	}
}

func TestNoFile(t *testing.T) {
	_, err := Load("testdata/nothing.yaml")
	if want := "testdata/nothing.yaml: there is no such file\n    hint: rasoat demo makes an example"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if _, err := LoadPlan("testdata"); err == nil {
		t.Error("a folder is no plan")
	}
}
