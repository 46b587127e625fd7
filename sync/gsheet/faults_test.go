package gsheet_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet"
	"rasoat/sync/gsheet/gsheettest"
)

// fault is one way in which Google fails.
type fault struct {
	name   string
	fault  gsheettest.Fault           // what is answered; unused with act
	act    func(s *gsheettest.Server) // what happens just before the request instead
	always bool                       // from this request on, not only once
	say    string                     // in the sentence; "": the cycle gets over it
	hint   string                     // in the hint
	wait   time.Duration              // at least so much time passes
}

func faults() []fault {
	f := func(status int) gsheettest.Fault { return gsheettest.Fault{Status: status} }
	return []fault{
		{name: "429", fault: f(429)},
		{name: "429 with Retry-After", fault: gsheettest.Fault{Status: 429, RetryAfter: 40}, wait: 40 * time.Second},
		{name: "429 all the time", fault: f(429), always: true, say: "giới hạn số lần", hint: "google.reads"},
		{name: "500", fault: f(500)},
		{name: "503", fault: f(503)},
		{name: "503 though applied", fault: gsheettest.Fault{Status: 503, Applied: true}},
		{name: "503 all the time", fault: f(503), always: true, say: "đang gặp sự cố", hint: "next cycle"},
		{name: "cut", fault: gsheettest.Fault{Cut: true}},
		{name: "cut though applied", fault: gsheettest.Fault{Cut: true, Applied: true}},
		{name: "cut all the time", fault: gsheettest.Fault{Cut: true}, always: true, say: "Không kết nối được", hint: "network"},
		{name: "expired token", act: (*gsheettest.Server).ExpireTokens},
		{name: "revoked token", act: func(s *gsheettest.Server) { s.Revoke(true) }, say: "đăng nhập", hint: "log in again"},
		{name: "no longer shared", act: share(gsheettest.NotShared), say: "quyền|chia sẻ", hint: gsheettest.Account + " as an editor"},
		{name: "read only", act: share(gsheettest.CanRead), say: "chỉ có quyền xem", hint: gsheettest.Account + " as an editor"},
		{name: "deleted", act: share(gsheettest.Gone), say: "Không tìm thấy bảng", hint: "link c"},
		{name: "Office file", act: edit(func(b *gsheettest.Spreadsheet) { b.Office = true }), say: "tệp Office", hint: "Save as Google Sheets"},
		{name: "API disabled", fault: gsheettest.Fault{Status: 403, Message: "Google Sheets API has not been used in project 1 before or it is disabled. Enable it by visiting …"}, always: true, say: "chưa được bật", hint: "enable"},
		{name: "scope too small", fault: gsheettest.Fault{Status: 403, Message: "Request had insufficient authentication scopes."}, always: true, say: "chưa đủ", hint: "allow spreadsheets"},
		{name: "tab deleted", act: edit(func(b *gsheettest.Spreadsheet) { b.DeleteSheet(33) }), say: "Báo cáo tháng"},
	}
}

func share(a gsheettest.Access) func(*gsheettest.Server) {
	return edit(func(b *gsheettest.Spreadsheet) { b.Shared = a })
}

func edit(f func(*gsheettest.Spreadsheet)) func(*gsheettest.Server) {
	return func(s *gsheettest.Server) { s.Edit("c", f) }
}

// two is a register with reviews and targets, and a second spreadsheet "c" with
// the reports.
func two(s *gsheettest.Server) {
	b, c := spreadsheet("b"), spreadsheet("c")
	b.DeleteSheet(33)
	c.Sheets = c.Sheets[3:]
	s.Add(b)
	s.Add(c)
}

// TestFaults: each fault at each request of the second spreadsheet's, when its
// columns are made and when its statuses change.
func TestFaults(t *testing.T) {
	plan := testPlan(t)
	private := key(t, gsheettest.New())
	for _, f := range faults() {
		for at := 1; at <= 5; at++ {
			t.Run(fmt.Sprintf("%s at %d", f.name, at), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { f.try(t, plan, private, at) })
			})
		}
	}
}

// try spoils request number n: 1 and 2 are those of the cycle that makes the
// columns, 3 to 5 those of one that changes statuses.
func (f fault) try(t *testing.T, plan *rules.Plan, private []byte, n int) {
	s := gsheettest.New()
	two(s)
	c := account(t, plan, s, private)
	c.At = at(plan, "2022-04-05")
	if n > 2 {
		run(t, c)
		c.At, n = at(plan, "2022-10-20"), n-2
	}
	s.Forget()
	made := f.spoil(s, n)
	before, start := text(s, "c"), time.Now()
	report, err := c.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if *made < n {
		t.Fatal("the request was never made")
	}
	f.judge(t, report)
	if time.Since(start) < f.wait {
		t.Errorf("%v passed, want %v", time.Since(start), f.wait)
	}
	if wrong := report.Books[1].Err; wrong != nil && n < 3 && f.name != "tab deleted" && text(s, "c") != before {
		t.Errorf("cells changed though %v", wrong)
	}
	if report.Books[0].Err != nil && f.name != "revoked token" {
		t.Errorf("the other spreadsheet: %v", report.Books[0].Err)
	}
	f.recover(t, s, c)
}

// spoil sets the fault on the request number at of the second spreadsheet's.
func (f fault) spoil(s *gsheettest.Server, at int) (made *int) {
	n := 0
	s.Before = func(_ int, r gsheettest.Request) {
		if r.Book != "c" {
			return
		}
		if n++; n == at && f.act != nil {
			f.act(s)
		}
	}
	s.Fault = func(_ int, r gsheettest.Request) *gsheettest.Fault {
		if r.Book != "c" || f.act != nil || n < at || n > at && !f.always {
			return nil
		}
		return &f.fault
	}
	return &n
}

// judge checks what people are told.
func (f fault) judge(t *testing.T, r sync.Report) {
	told := ""
	for _, p := range r.Problems {
		told += p.Message + p.Tab + "\n"
	}
	if f.say == "" {
		if r.Failed {
			t.Errorf("failed: %s %v", told, r.Books[1].Err)
		}
		return
	}
	if !slices.ContainsFunc(strings.Split(f.say, "|"), func(s string) bool { return strings.Contains(told, s) }) {
		t.Errorf("told %q, want %q", told, f.say)
	}
	var trouble *sync.Trouble
	if f.hint == "" {
		return
	}
	if !errors.As(r.Books[1].Err, &trouble) || !strings.Contains(trouble.Hint, f.hint) {
		t.Errorf("hint %+v, want %q", trouble, f.hint)
	}
	if strings.Count(trouble.Sentence, ".") != 1 || !strings.HasSuffix(trouble.Sentence, ".") {
		t.Errorf("not one sentence: %q", trouble.Sentence)
	}
}

// recover is the next cycle without the fault: all is right, and our columns stand
// once.
func (f fault) recover(t *testing.T, s *gsheettest.Server, c sync.Cycle) {
	s.Before, s.Fault = nil, nil
	s.Revoke(false)
	gone := false
	s.Edit("c", func(b *gsheettest.Spreadsheet) {
		b.Shared, b.Office = gsheettest.CanWrite, false
		gone = b.Sheet("Báo cáo tháng") == nil
	})
	if r := run(t, c); r.Failed != gone {
		t.Errorf("afterwards: %+v", r.Problems)
	}
	for _, id := range []string{"b", "c"} {
		s.Look(id, func(b *gsheettest.Spreadsheet) {
			for _, tab := range look(b).Tabs {
				if tab.Title == "Ghi chép" {
					continue
				}
				if n := marks(b.Sheet(tab.Title)); n != 2 {
					t.Errorf("%s has %d marked columns", tab.Title, n)
				}
			}
		})
	}
	for _, j := range s.Journal() {
		if !slices.Contains(j.Keys, "rasoat") {
			t.Errorf("wrote outside our columns: %+v", j)
		}
	}
	s.Forget()
	if again := run(t, c); again.Changed() != 0 || count(s)["write"] != 0 {
		t.Errorf("a second cycle changed %q", lines(again))
	}
}

func marks(g *gsheettest.Grid) int {
	n := 0
	_, cols := g.Size()
	for c := range cols {
		if g.HasMark(c, "rasoat") {
			n++
		}
	}
	return n
}

// text is all cells of a spreadsheet.
func text(s *gsheettest.Server, id string) (all string) {
	s.Look(id, func(b *gsheettest.Spreadsheet) {
		for _, g := range b.Sheets {
			all += fmt.Sprint(g.Title, g.Columns(nil))
		}
	})
	return all
}

// account is a cycle over two spreadsheets with a service account's tokens and
// usual patience.
func account(t *testing.T, plan *rules.Plan, s *gsheettest.Server, private []byte) sync.Cycle {
	t.Helper()
	who, err := gsheet.ServiceAccount(web(s), private, s.URL()+"/token")
	if err != nil {
		t.Fatal(err)
	}
	c, err := gsheet.New(context.Background(), gsheet.Options{Tokens: who.Tokens, Account: who.Account, Endpoint: s.URL() + "/", Transport: s})
	if err != nil {
		t.Fatal(err)
	}
	return sync.Cycle{Plan: plan, Books: []sync.Source{
		{ID: "b", Name: "b", Workbook: c.Workbook("b")}, {ID: "c", Name: "c", Workbook: c.Workbook("c")},
	}}
}
