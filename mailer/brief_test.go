package mailer

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"rasoat/internal/golden"
	"rasoat/rules"
)

// A brief as it is pasted into a chat.
func TestBrief(t *testing.T) {
	got := Brief(sample(), "Vùng thi đua số 1")
	golden.Check(t, "brief.txt", got)
	if done := Brief(sample(), "Vùng thi đua số 1", "Sao Vàng", "Xuân Hòa"); !strings.HasSuffix(done, "\nĐã xong từ tuần trước: Sao Vàng, Xuân Hòa. Cảm ơn các đồng chí!\n") {
		t.Errorf("brief with who is done:\n%s", done)
	}
	if nobody := Brief(sample(), "Vùng thi đua số 9"); nobody != "" {
		t.Errorf("a group that isn't there: %q", nobody)
	}
}

// A brief never grows too long, names each unit once, and says how many it
// leaves out; hostile names can't add lines.
func TestBriefFits(t *testing.T) {
	v := sample()
	for i := range 80 {
		v.Data.Units = append(v.Data.Units, rules.Unit{Name: fmt.Sprintf("Đoàn xã Tên Khá Dài Số %d", i), Groups: []string{"Vùng thi đua số 1"}})
		judgeUnit(v, 16+i)
	}
	got := Brief(v, "")
	lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
	if n := utf8.RuneCountInString(got); n >= BriefLength || n < BriefLength-120 {
		t.Errorf("%d characters:\n%s", n, got)
	}
	var more int
	if _, err := fmt.Sscanf(lines[len(lines)-1], "… và %d đơn vị khác còn việc.", &more); err != nil {
		t.Fatalf("last line %q", lines[len(lines)-1])
	}
	all := len(openWork(v, members(v, "")))
	if shown := len(lines) - 2; shown+more != all {
		t.Errorf("%d shown and %d more, of %d", shown, more, all)
	}
	seen := map[string]bool{}
	for _, line := range lines[1:] {
		name, _, _ := strings.Cut(line, ":")
		if seen[name] {
			t.Errorf("%s stands twice", name)
		}
		seen[name] = true
	}
	bad := Brief(spoiled(), "")
	if strings.Contains(bad, "\nBcc") || utf8.RuneCountInString(bad) >= BriefLength {
		t.Errorf("hostile names:\n%s", bad)
	}
}

// Groups of groups have briefs too, under their own word; after the plan's year
// the day has its year.
func TestBriefOfTwoLevels(t *testing.T) {
	v := sample()
	v.Plan.Levels.Groups = []string{"Cụm", "Vùng thi đua"}
	for i := range v.Data.Units {
		v.Data.Units[i].Groups = []string{fmt.Sprintf("%d", i%4), v.Data.Units[i].Groups[0]}
	}
	v.Today = rules.NewDate(2023, 1, 10)
	for group, want := range map[string]string{"2": "CỤM 2 – việc cần làm đến 10/01/2023\n", "Vùng thi đua số 2": "VÙNG THI ĐUA SỐ 2 – việc cần làm đến 10/01/2023\n"} {
		if got := Brief(v, group); !strings.HasPrefix(got, want) {
			t.Errorf("%s:\n%s", group, got)
		}
	}
}

// What couldn't be read is never told as done: not in a brief, not in a digest.
func TestUnreadIsNotDone(t *testing.T) {
	nothing := func() *rules.Verdict {
		v := sample()
		v.Findings, v.Defects = nil, nil
		return v
	}
	digested := func(v *rules.Verdict) string {
		m, err := Digest(v, Options{From: "a@example.vn", To: []string{"b@example.vn"}})
		if err != nil {
			t.Fatal(err)
		}
		return m.Subject + "\n" + m.Text
	}
	read := nothing()
	if got := Brief(read, "") + digested(read); !strings.Contains(got, "Không còn việc cần làm") || !strings.Contains(got, "không có việc quá hạn") {
		t.Fatalf("nothing to do isn't said:\n%s", got)
	}
	held, broken := nothing(), nothing()
	held.Held[0] = true
	broken.Problems = append(broken.Problems, rules.Problem{Book: "b.xlsx", Message: "Không đọc được.", Blocking: true})
	for name, v := range map[string]*rules.Verdict{"a unit held": held, "a workbook unread": broken} {
		for _, got := range []string{Brief(v, ""), digested(v)} {
			if strings.Contains(got, "Không còn việc cần làm") || strings.Contains(got, ": không có việc quá hạn") ||
				strings.Contains(got, "không có đơn vị nào") || !strings.Contains(strings.ToLower(got), "chưa xét đủ") {
				t.Errorf("%s:\n%s", name, got)
			}
		}
	}
}
