package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rasoat/rules"
	"rasoat/sync"
)

// parts unpacks every part of a file.
func parts(t testing.TB, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	must(t, err)
	defer z.Close()
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		b, err := io.ReadAll(r)
		must(t, err)
		all[f.Name] = string(b)
	}
	return all
}

// changedParts is the names of the parts that differ.
func changedParts(a, b map[string]string) []string {
	var names []string
	for name, text := range a {
		if b[name] != text {
			names = append(names, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	return names
}

// wholeSetup makes our columns in a tab right of everything and fills ten rows.
func wholeSetup(tab rules.Tab, header int) sync.Changes {
	col := tab.Width
	c := sync.Changes{Setup: []sync.Setup{{Tab: tab.ID, Title: tab.Title, Header: header, Status: col, Todo: col + 1, Colours: true}}}
	for i := range 10 {
		c.Text = append(c.Text,
			sync.Text{Tab: tab.ID, Column: sync.Status, Row: header + 1 + i, Col: col, Now: string(rules.Labels()[i%9])},
			sync.Text{Tab: tab.ID, Column: sync.Todo, Row: header + 1 + i, Col: col + 1, Now: "Đoàn xã Xuân: =1+1 <b> & 'x'"})
	}
	return c
}

func apply(t testing.TB, path string, c sync.Changes) rules.Book {
	t.Helper()
	w := New(path)
	seen, err := w.Read(t.Context())
	must(t, err)
	after, err := w.Apply(t.Context(), seen, c)
	must(t, err)
	again, err := w.Read(t.Context())
	must(t, err)
	if diff := cmp.Diff(again, after); diff != "" {
		t.Errorf("the state after isn't what the file holds:\n%s", diff)
	}
	return after
}

func TestApplyKeepsEverything(t *testing.T) {
	path := made(t, func(f *excelize.File) { fillMessy(t, f) })
	must(t, os.Chmod(path, 0o640))
	before, book := parts(t, path), read(t, path)
	c := wholeSetup(book.Tabs[0], 3)
	after := apply(t, path, c)

	tab := after.Tabs[0]
	if want := (rules.Owned{Status: 6, Todo: 7, Coloured: true}); tab.Own != want {
		t.Fatalf("own %+v", tab.Own)
	}
	for _, x := range c.Text {
		if got := tab.At(x.Row, x.Col); got != (rules.Cell{Kind: rules.Text, Text: x.Now}) {
			t.Errorf("%s: %+v", rules.A1(x.Row, x.Col), got)
		}
	}
	got := changedParts(before, parts(t, path))
	if len(got) != 2 || !strings.Contains(strings.Join(got, " "), "xl/styles.xml") || !strings.Contains(strings.Join(got, " "), "xl/worksheets/sheet1.xml") {
		t.Errorf("changed parts: %v", got)
	}
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v", info.Mode())
	}
	opensElsewhere(t, path, tab)

	if again := apply(t, path, sync.Changes{Setup: c.Setup, Text: c.Text}); again.Tabs[0].Own != tab.Own {
		t.Error("a second setup moved something")
	}
	apply(t, path, sync.Changes{Remove: []string{tab.ID}})
	for name, text := range parts(t, path) {
		if text != before[name] {
			t.Errorf("%s isn't as it was:\n%s", name, firstDifference(before[name], text))
		}
	}
	noLeftovers(t, path)
}

// firstDifference shows where two texts begin to differ.
func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), i+120)] }
	return "was: " + cut(a) + "\nnow: " + cut(b)
}

// noLeftovers checks that only the file is in its folder.
func noLeftovers(t testing.TB, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), mine) {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

// opensElsewhere checks with excelize that the file is sound and holds our cells.
func opensElsewhere(t testing.TB, path string, tab rules.Tab) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	must(t, err)
	defer f.Close()
	for i, row := range tab.Rows {
		got, err := f.GetCellValue(tab.Title, rules.A1(i, tab.Own.Status))
		must(t, err)
		if want := tab.At(i, tab.Own.Status).Text; got != want {
			t.Errorf("row %d of %d: excelize reads %q, want %q", i+1, len(row), got, want)
		}
	}
	formats, err := f.GetConditionalFormats(tab.Title)
	must(t, err)
	ours := 0
	for where, list := range formats {
		if strings.HasPrefix(where, rules.ColumnName(tab.Own.Status)+"1:") {
			ours += len(list)
		}
	}
	if ours != 8 {
		t.Errorf("%d colour rules of ours, want 8: %v", ours, formats)
	}
	comments, err := f.GetComments(tab.Title)
	must(t, err)
	if len(comments) != 1 {
		t.Errorf("comments: %v", comments)
	}
}

func TestApplyStale(t *testing.T) {
	path := made(t, func(f *excelize.File) { fillMessy(t, f) })
	w := New(path)
	seen, err := w.Read(t.Context())
	must(t, err)
	f, err := excelize.OpenFile(path)
	must(t, err)
	must(t, f.SetCellValue("Rà soát quý", "C6", "Rồi"))
	must(t, f.Save())
	must(t, f.Close())
	theirs, err := os.ReadFile(path)
	must(t, err)
	if _, err := w.Apply(t.Context(), seen, wholeSetup(seen.Tabs[0], 3)); !errors.Is(err, sync.ErrStale) {
		t.Fatal(err)
	}
	now, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(now, theirs) {
		t.Error("the person's file was touched")
	}
}
