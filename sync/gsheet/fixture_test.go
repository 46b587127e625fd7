package gsheet_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"rasoat/rules"
	"rasoat/sync/gsheet"
	"rasoat/sync/gsheet/gsheettest"
)

// key is a service account's key file, made once: it takes long.
func key(t testing.TB, s *gsheettest.Server) []byte {
	t.Helper()
	text, err := s.Key()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// client reaches the server without a network, with a token that never ends.
func client(t testing.TB, s *gsheettest.Server) *gsheet.Client {
	t.Helper()
	c, err := gsheet.New(context.Background(), gsheet.Options{
		Tokens: s.Token(), Account: gsheettest.Account, Endpoint: s.URL() + "/", Transport: s,
		Reads: 1e6, Writes: 1e6, Pause: time.Microsecond, Patience: 50 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// web is a context in which tokens are fetched from the server, too.
func web(s *gsheettest.Server) context.Context {
	return context.WithValue(context.Background(), oauth2.HTTPClient, &http.Client{Transport: s})
}

// grid is a sheet with the tab's cells, with some room to the right and below.
func grid(id int64, t rules.Tab) *gsheettest.Grid {
	width := 0
	for _, row := range t.Rows {
		width = max(width, len(row))
	}
	g := gsheettest.NewGrid(id, t.Title, len(t.Rows)+12, width+2)
	g.Hidden = t.Hidden
	for row := range t.Rows {
		for col, c := range t.Rows[row] {
			g.Put(row, col, cell(c))
		}
	}
	for _, m := range t.Merges {
		g.Merge(m.Row, m.Col, m.LastRow+1, m.LastCol+1)
	}
	return g
}

// cell is what a person typed.
func cell(c rules.Cell) gsheettest.Cell {
	switch c.Kind {
	case rules.Text:
		return gsheettest.Cell{Value: c.Text}
	case rules.Bool:
		return gsheettest.Cell{Value: c.Num != 0}
	case rules.Error:
		return gsheettest.Cell{Error: c.Text, Formula: "=NA()"}
	case rules.Number:
		out := gsheettest.Cell{Value: c.Num}
		switch c.Format {
		case rules.AsDate:
			out.Format, out.Pattern = "DATE", "dd/mm/yyyy"
		case rules.AsPercent:
			out.Format, out.Pattern = "PERCENT", "0.0%"
		}
		return out
	}
	return gsheettest.Cell{}
}
