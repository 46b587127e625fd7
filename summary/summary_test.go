package summary_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rasoat/internal/golden"
	"rasoat/rules"
	"rasoat/summary"
)

func TestDistrict(t *testing.T) {
	golden.Check(t, "district.golden", printed(summary.Build(district(t, "2022-10-20"), nil)))
}

// TestDays: a day that passes changes one cell; a status that changes says since
// when, too.
func TestDays(t *testing.T) {
	v := district(t, "2022-10-18")
	tab := tabOf(summary.Build(v, nil))
	day := func(v *rules.Verdict) []string {
		page := summary.Build(v, tab)
		var changed []string
		for _, c := range page.Changes(tab) {
			changed = append(changed, c.String())
		}
		if page.Layout() != tab.Summary {
			changed = append(changed, "laid out anew")
		}
		tab = tabOf(page)
		return changed
	}
	if got := day(v); got != nil {
		t.Errorf("the same day: %q", got)
	}
	later := *v
	later.At = v.At.Add(6 * 3600e9)
	if got := day(&later); got != nil {
		t.Errorf("later on the same day: %q", got)
	}
	if got := day(judged(v, "2022-10-19")); len(got) != 1 || !strings.HasPrefix(got[0], "B2: Kiểm tra gần nhất: 07:00 ngày 18/10/2022.") {
		t.Errorf("the next day: %q", got)
	}
	got := day(judged(v, "2022-10-21")) // October's reports are overdue now
	if !slices.Contains(got, "A2: Trạng thái từ ngày 18/10/2022 -> Trạng thái từ ngày 21/10/2022") || len(got) < 55 {
		t.Errorf("when reports fall overdue: %q", got)
	}
	day(judged(v, "2022-10-22")) // August's are history now
	if got := day(judged(v, "2022-10-23")); len(got) != 1 {
		t.Errorf("the day after: %q", got)
	}
}

// judged is the verdict on the same data on another day.
func judged(v *rules.Verdict, day string) *rules.Verdict {
	return rules.Judge(v.Plan, v.Data, at(v.Plan, day))
}

// TestCalendar: through the year the page changes by more than the heartbeat only
// on days on which something falls due, begins or closes.
func TestCalendar(t *testing.T) {
	v := district(t, "2022-10-20")
	tab := tabOf(summary.Build(judged(v, "2022-11-01"), nil))
	quiet := 0
	for d := 2; d <= 30; d++ {
		page := summary.Build(judged(v, "2022-11-"+string(rune('0'+d/10))+string(rune('0'+d%10))), tab)
		if page.Layout() != tab.Summary {
			t.Errorf("%d/11: laid out anew", d)
		}
		if len(page.Changes(tab)) == 1 {
			quiet++
		}
		tab = tabOf(page)
	}
	if quiet < 18 {
		t.Errorf("only %d quiet days in November", quiet)
	}
}

// TestPutBack: what people wrote into the tab gives way.
func TestPutBack(t *testing.T) {
	v := district(t, "2022-10-20")
	page := summary.Build(v, nil)
	tab := tabOf(page)
	typed := rules.Cell{Kind: rules.Text, Text: "tự gõ"}
	tab.Rows[2][0] = typed
	tab.Rows[62] = append(tab.Rows[62], typed)
	tab.Rows = append(tab.Rows, nil, []rules.Cell{{}, typed})
	tab.Rows[1][0] = rules.Cell{Kind: rules.Text, Text: "Trạng thái từ ngày 01/01/2030"}
	tab.Rows[39][3].Formula = true
	fixed := summary.Build(v, tab)
	if got := len(fixed.Changes(tab)); got != 5 {
		t.Errorf("%d changes: %v", got, fixed.Changes(tab))
	}
	if diff := cmp.Diff(printed(page), printed(fixed)); diff != "" {
		t.Error(diff)
	}
}

// TestUnread: what couldn't be read stays as it stands there, and is told.
func TestUnread(t *testing.T) {
	v := district(t, "2022-10-20")
	tab := tabOf(summary.Build(v, nil))
	unread := *v
	unread.Held = make([]bool, len(v.Data.Units))
	unread.Held[3] = true // Xuân Giang, overdue
	unread.Findings = nil
	for _, f := range v.Findings {
		if f.Unit != 3 {
			unread.Findings = append(unread.Findings, f)
		}
	}
	var changed []string
	for _, c := range summary.Build(&unread, tab).Changes(tab) {
		changed = append(changed, c.String())
	}
	want := []string{"A8: (trống) -> Chưa đọc được hết số liệu của 1 cơ sở Đoàn: trạng thái đang hiện được giữ nguyên."}
	if diff := cmp.Diff(want, changed); diff != "" {
		t.Error(diff)
	}
}

// TestMany: of very many units only those with something to do are listed.
func TestMany(t *testing.T) {
	v := many(t, 2100)
	page := summary.Build(v, nil)
	if len(page.Rows) > 2100 {
		t.Errorf("%d rows", len(page.Rows))
	}
	if note := page.At(7, 0).Text; !strings.Contains(note, "chỉ liệt kê những đơn vị còn việc") {
		t.Errorf("the note says %q", note)
	}
}

// many is the example's verdict with its units again and again.
func many(t testing.TB, n int) *rules.Verdict {
	v := district(t, "2022-10-20")
	data := *v.Data
	data.Units, data.Tables = nil, slices.Clone(v.Data.Tables)
	for u := range n {
		unit := v.Data.Units[u%len(v.Data.Units)]
		unit.Name += " " + string(rune('A'+u/55%26)) + string(rune('A'+u/55/26))
		data.Units = append(data.Units, unit)
	}
	for i := range data.Tables {
		f := v.Data.Tables[i]
		data.Tables[i].Entries, data.Tables[i].Many, data.Tables[i].Unread = nil, nil, nil
		for u := range n {
			u %= len(v.Data.Units)
			data.Tables[i].Unread = append(data.Tables[i].Unread, u < len(f.Unread) && f.Unread[u])
			if u < len(f.Entries) {
				data.Tables[i].Entries = append(data.Tables[i].Entries, f.Entries[u])
			}
			if u < len(f.Many) {
				data.Tables[i].Many = append(data.Tables[i].Many, f.Many[u])
			}
		}
	}
	return rules.Judge(v.Plan, &data, v.At)
}

func TestFreeTitle(t *testing.T) {
	taken := []string{"Tổng hợp (tự động)", "Tổng hợp (tự động) (2)"}
	for n, want := range []string{"Tổng hợp (tự động)", "Tổng hợp (tự động) (2)", "Tổng hợp (tự động) (3)"} {
		if got := summary.FreeTitle(func(s string) bool { return slices.Contains(taken[:n], s) }); got != want {
			t.Errorf("%d taken: %q", n, got)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{55, 1000, 10000} {
		v := many(b, n)
		b.Run(map[int]string{55: "55", 1000: "1000", 10000: "10000"}[n], func(b *testing.B) {
			tab := tabOf(summary.Build(v, nil))
			for b.Loop() {
				if c := summary.Build(v, tab).Changes(tab); len(c) > 0 {
					b.Fatal(c)
				}
			}
		})
	}
}
