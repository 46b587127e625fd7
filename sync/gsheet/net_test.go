package gsheet_test

import (
	"context"
	"testing"

	"rasoat/sync/gsheet"
	"rasoat/sync/gsheet/gsheettest"
)

// overNetwork is a client that reaches a started server through sockets, as the
// program does.
func overNetwork(t testing.TB, s *gsheettest.Server) *gsheet.Client {
	t.Helper()
	who, err := gsheet.ServiceAccount(context.Background(), key(t, s), "")
	must(t, err)
	c, err := gsheet.New(context.Background(), gsheet.Options{Tokens: who.Tokens, Account: who.Account, Endpoint: s.URL()})
	must(t, err)
	return c
}

// TestOverNetwork: the usual way, with a key file, sockets, and compressed answers.
func TestOverNetwork(t *testing.T) {
	plan, s := testPlan(t), gsheettest.Start()
	defer s.Close()
	s.Add(spreadsheet("b"))
	c := cycle(t, plan, "2022-10-20", s)
	c.Books = sources(overNetwork(t, s), "b")
	if r := run(t, c); r.Failed || r.Changed() == 0 {
		t.Errorf("%d changes, problems %+v", r.Changed(), r.Problems)
	}
	if again := run(t, c); again.Changed() != 0 || again.Failed {
		t.Errorf("a second cycle changed %q", lines(again))
	}
}
