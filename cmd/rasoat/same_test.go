package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rasoat/config"
	"rasoat/demo"
	"rasoat/plans"
	"rasoat/report"
	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet"
	"rasoat/sync/gsheet/gsheettest"
	"rasoat/sync/xlsx"
)

// TestSameOnBoth: the example workbook, as a file and as a Google spreadsheet of
// either locale, gives the same findings and defects, and the same cells of ours.
func TestSameOnBoth(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, demoWorkbook)
	file, err := demo.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	untouched := read(t, xlsx.New(path))
	onFile, cells := cycled(t, sync.Source{ID: "x", Name: demoWorkbook, Workbook: xlsx.New(path)})
	if len(cells) < 500 {
		t.Fatalf("only %d cells of ours", len(cells))
	}
	for _, locale := range []string{"vi_VN", "en_US"} {
		server := gsheettest.New()
		spreadsheet := gsheettest.Copy("x", untouched)
		spreadsheet.Title, spreadsheet.Locale = demoWorkbook, locale
		server.Add(spreadsheet)
		client, err := gsheet.New(t.Context(), gsheet.Options{Tokens: server.Token(), Endpoint: server.URL() + "/", Transport: server})
		if err != nil {
			t.Fatal(err)
		}
		onGoogle, ours := cycled(t, sync.Source{ID: "x", Workbook: client.Workbook("x")})
		if diff := cmp.Diff(onFile, onGoogle); diff != "" {
			t.Errorf("%s: findings (-file +Google)\n%s", locale, diff)
		}
		if diff := cmp.Diff(cells, ours); diff != "" {
			t.Errorf("%s: our cells (-file +Google)\n%s", locale, diff)
		}
	}
}

// cycled runs two cycles, of which the second changes nothing, and gives all that
// was found, and what stands in our columns: by tab, row and column.
func cycled(t *testing.T, s sync.Source) (found string, cells map[string]string) {
	t.Helper()
	text, err := plans.Files.ReadFile("chi-thi-05.yaml")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := config.ParsePlan("chi-thi-05.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	c := sync.Cycle{Plan: plan, At: time.Date(2022, 10, 20, 8, 0, 0, 0, plan.Location), Books: []sync.Source{s}}
	r, err := c.Run(t.Context())
	if err != nil || r.Failed {
		t.Fatalf("%v %v", err, r.Problems)
	}
	again, err := c.Run(t.Context())
	if err != nil || again.Changed() != 0 {
		t.Fatalf("a second cycle changed %d, %v", again.Changed(), err)
	}
	all, err := report.New(r.Verdict, r.Problems).JSON()
	if err != nil {
		t.Fatal(err)
	}
	cells = map[string]string{}
	b := read(t, s.Workbook)
	for i := range b.Tabs {
		tab := &b.Tabs[i]
		for row := range tab.Rows {
			for _, col := range []int{tab.Own.Status, tab.Own.Todo} {
				if cell := tab.At(row, col); cell != (rules.Cell{}) {
					cells[tab.Title+"!"+rules.A1(row, col)] = cell.Text
				}
			}
		}
	}
	return string(all), cells
}

func read(t *testing.T, w sync.Workbook) rules.Book {
	t.Helper()
	b, err := w.Read(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return b
}
