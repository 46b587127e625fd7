package gsheet_test

import (
	"context"
	"testing"

	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet"
	"rasoat/sync/gsheet/gsheettest"
)

// TestProtect: where it is wanted, our columns carry a warning that keeps nobody
// from anything; remove takes it out, and leaves people's own.
func TestProtect(t *testing.T) {
	plan, s := testPlan(t), gsheettest.New()
	s.Add(spreadsheet("b"))
	c, err := gsheet.New(context.Background(), gsheet.Options{
		Tokens: s.Token(), Endpoint: s.URL() + "/", Transport: s, Reads: 1e6, Writes: 1e6, Protect: true})
	if err != nil {
		t.Fatal(err)
	}
	one := sync.Cycle{Plan: plan, At: at(plan, "2022-10-20"), Books: []sync.Source{{ID: "b", Name: "b", Workbook: c.Workbook("b")}}}
	warned := func(header string) (col int, yes bool) {
		s.Look("b", func(b *gsheettest.Spreadsheet) {
			g := b.Sheet("Đơn vị")
			col = column(g, header)
			yes = g.Warned(col)
		})
		return col, yes
	}
	run(t, one)
	status, yes := warned(rules.StatusHeader)
	if _, todo := warned(rules.TodoHeader); !yes || !todo {
		t.Errorf("status column warned %v, to-do column %v", yes, todo)
	}
	if r := run(t, one); r.Changed() != 0 || r.Failed {
		t.Errorf("a second cycle: %v, problems %v", lines(r), r.Problems)
	}
	if r, err := one.Remove(t.Context()); err != nil || r.Failed {
		t.Fatal(err, r.Problems)
	}
	s.Look("b", func(b *gsheettest.Spreadsheet) {
		if b.Sheet("Đơn vị").Warned(status) {
			t.Error("the warning is still there")
		}
	})
}
