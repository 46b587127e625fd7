package plans_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/mailer"
	"rasoat/plans"
	"rasoat/plantest"
	"rasoat/report"
	"rasoat/rules"
)

// load reads one of the plans.
func load(t *testing.T, name string) *rules.Plan {
	t.Helper()
	plan, err := config.LoadPlan(name)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// TestPlans runs the tests beside each plan.
func TestPlans(t *testing.T) {
	files, err := filepath.Glob("*.test.yaml")
	if err != nil || len(files) < 2 {
		t.Fatal("no tests beside the plans:", files, err)
	}
	for _, file := range files {
		plan := load(t, strings.TrimSuffix(file, ".test.yaml")+".yaml")
		results, err := plantest.Run(plan, file)
		if err != nil {
			t.Error(err)
		}
		for _, r := range results {
			if !r.Passed() {
				t.Error(r)
			}
		}
	}
}

// kinds is what a rule of each kind can be, as the plan language says it.
var kinds = map[string]string{
	"done":  "overdue unmet invalid missing unconfirmed due-soon in-progress late met not-due exempt",
	"reach": "unmet invalid missing unconfirmed due-soon in-progress met not-due exempt",
	"pace":  "unmet invalid missing unconfirmed behind due-soon in-progress met not-due exempt",
	"sum":   "unmet missing due-soon in-progress met not-due",
	"check": "unmet invalid unconfirmed met not-due exempt",
}

// kind is what kind of rule it is.
func kind(r *rules.Rule) string {
	switch {
	case r.Done != nil:
		return "done"
	case r.Check != nil:
		return "check"
	case r.Reach == nil:
		return ""
	case r.Reach.Sum:
		return "sum"
	case r.Reach.Milepost != nil:
		return "pace"
	}
	return "reach"
}

// never is what single rules can't be: the meeting's window ends on its due day.
var never = map[plantest.Shown]bool{
	{Rule: "party-meeting", Status: rules.Late}: true,
}

// TestEveryStatus holds that each rule that is on is shown in each status that it
// can have.
func TestEveryStatus(t *testing.T) {
	const name = "chi-thi-05"
	plan := load(t, name+".yaml")
	results, err := plantest.Run(plan, name+".test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[plantest.Shown]bool{}
	for _, r := range results {
		for _, s := range r.Shows {
			shown[s] = true
		}
	}
	for _, r := range plan.Rules {
		for _, word := range strings.Fields(kinds[kind(r)]) {
			status, _ := rules.ParseStatus(word)
			s := plantest.Shown{Rule: r.ID, Status: status}
			if r.Enabled && !shown[s] && !never[s] {
				t.Errorf("no test shows %s as %s", r.ID, word)
			}
		}
	}
}

// TestSwitches holds that what the plan leaves off is one line away: each switch
// alone still makes a plan, but for rules about people, which need their table.
func TestSwitches(t *testing.T) {
	text, err := plans.Files.ReadFile("chi-thi-05.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const off, on = "enabled: false", "enabled: true"
	lines := strings.Split(string(text), "\n")
	switches := 0
	for i, line := range lines {
		if !strings.Contains(line, off) || strings.HasPrefix(strings.TrimSpace(line), "#") || strings.Contains(lines[i-1], "member-") {
			continue
		}
		switches++
		lines[i] = strings.Replace(line, off, on, 1)
		if _, err := config.ParsePlan("chi-thi-05.yaml", []byte(strings.Join(lines, "\n"))); err != nil {
			t.Errorf("line %d switched on: %v", i+1, err)
		}
		lines[i] = line
	}
	if switches < 7 {
		t.Errorf("only %d switches were found", switches)
	}
	if _, err := config.ParsePlan("chi-thi-05.yaml", []byte(strings.ReplaceAll(string(text), off, on))); err != nil {
		t.Errorf("all switched on: %v", err)
	}
}

// TestSettles holds that the commented lines, when taken in, let one report stand
// for those that are due on the same day, and for no others.
func TestSettles(t *testing.T) {
	text, err := plans.Files.ReadFile("chi-thi-05.yaml")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := config.ParsePlan("chi-thi-05.yaml", []byte(strings.ReplaceAll(string(text), "# settles:", "settles:")))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "settles.test.yaml")
	err = os.WriteFile(file, []byte(`
given:
  Đơn vị: [[Tên đơn vị, Vùng thi đua, Khu vực], [Đoàn xã Xuân Phú, Vùng thi đua số 2, Địa bàn dân cư]]
tests:
  - test: báo cáo 6 tháng thay báo cáo tháng 6 và Quý II, không thay tháng 5
    rules: [report-month, report-quarter, report-half]
    periods: [tháng 5, tháng 6, Quý II, 6 tháng đầu năm]
    given: {Báo cáo định kỳ: [[Tên đơn vị, Kỳ báo cáo, Ngày gửi], [Đoàn xã Xuân Phú, 6T, 17/06/2022]]}
    day: 25/06/2022
    expect:
      - {period: tháng 5, status: overdue}
      - {period: tháng 6, status: met}
      - {period: Quý II, status: met}
      - {period: 6 tháng đầu năm, status: met}
`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	results, err := plantest.Run(plan, file)
	if err != nil || !results[0].Passed() {
		t.Error(results, err)
	}
}

// TestCommuneSpeaksForItself holds that the words for levels and organisations
// come from the plan alone: nothing that the commune's plan says to anybody names
// a district or its groups.
func TestCommuneSpeaksForItself(t *testing.T) {
	plan := load(t, "doan-xa.yaml")
	data := rules.Read(plan, []rules.Book{commune()})
	seen := map[rules.Status]bool{}
	for month := time.January; month <= time.December; month++ {
		v := rules.Judge(plan, data, time.Date(2022, month, 20, 8, 0, 0, 0, plan.Location))
		for i := range v.Findings {
			seen[v.Findings[i].Status] = true
		}
		for _, text := range spoken(t, v) {
			if low := strings.ToLower(text); strings.Contains(low, "huyện") || strings.Contains(low, "vùng") || strings.Contains(low, "cơ sở đoàn") {
				t.Errorf("%s %d: %s", month, plan.Year, text)
			}
		}
	}
	if len(seen) < 8 {
		t.Errorf("the workbook shows only %d statuses", len(seen))
	}
}

// spoken is all that a verdict says, everywhere.
func spoken(t *testing.T, v *rules.Verdict) []string {
	t.Helper()
	var all []string
	for i := range v.Findings {
		f := &v.Findings[i]
		all = append(all, v.Subject(f), v.Why(f), v.Clear(f), v.Many([]*rules.Finding{f, f}))
	}
	for u := range v.Data.Units {
		_, text := v.UnitText(u)
		all = append(all, text)
		for _, table := range v.Plan.Tables {
			_, text := v.RowText(table, u, rules.Period{})
			all = append(all, text)
		}
	}
	mail, err := mailer.Digest(v, mailer.Options{From: "a@example.vn", To: []string{"b@example.vn"}})
	if err != nil {
		t.Fatal(err)
	}
	json, err := report.New(v, nil).JSON()
	if err != nil {
		t.Fatal(err)
	}
	return append(all, mail.Subject, mail.Text, mail.HTML, mailer.Brief(v, ""), report.Table(v, v.Problems, 100), string(json))
}

// commune is a workbook in which much is amiss.
func commune() rules.Book {
	tab := func(title string, rows ...string) rules.Tab {
		t := rules.Tab{ID: title, Title: title, Own: rules.None()}
		for _, row := range rows {
			var cells []rules.Cell
			for _, text := range strings.Split(row, "|") {
				cell := rules.Cell{Kind: rules.Text, Text: text}
				if text == "" {
					cell = rules.Cell{}
				}
				cells = append(cells, cell)
			}
			t.Rows, t.Width = append(t.Rows, cells), max(t.Width, len(cells))
		}
		return t
	}
	return rules.Book{ID: "b", Name: "b", Tabs: []rules.Tab{
		tab("Danh sách chi đoàn", "Tên chi đoàn|Đoàn viên", "Chi đoàn Thôn 1|20", "Chi đoàn Thôn 2|-3", "Chi đoàn Thôn 3|10", "Chi đoàn Thôn 4|5"),
		tab("Chỉ tiêu năm", "Tên chi đoàn|Ngày đăng ký rèn luyện|Chỉ tiêu giới thiệu|Đã giới thiệu|Đoàn viên đã đóng đoàn phí",
			"Chi đoàn Thôn 1|31/02/2022|4|1|19", "Chi đoàn Thôn 2|x|1,430||12", "Chi đoàn Thôn 3|Không áp dụng|2|#|11", "Thôn 9||1||"),
		tab("Sinh hoạt chi đoàn", "Tên chi đoàn|T1|T2|T3|T4|T5|T6", "Chi đoàn Thôn 1|08/01/2022|x|30/12/2021|12/12/2022|5/2022|3/14/2022"),
		tab("Thiết lập", "Việc|Nội dung|Kỳ|Đơn vị|Ngày|Giá trị|Lý do", "Miễn|Mục 4||Chi đoàn Thôn 4|||", "Bỏ qua|Mục 1|||||"),
	}}
}

// TestEmbedded holds that the program carries each plan.
func TestEmbedded(t *testing.T) {
	for _, name := range []string{"chi-thi-05.yaml", "doan-xa.yaml"} {
		text, err := plans.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := config.ParsePlan(name, text); err != nil {
			t.Error(err)
		}
	}
}
