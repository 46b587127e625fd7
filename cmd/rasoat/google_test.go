package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet/gsheettest"
)

// ownPlan is a plan in which each unit reports in a workbook of its own.
const ownPlan = `title: Kế hoạch thử
year: 2022
in_force: 2022-09-01
office: {name: Phường Đoàn, desk: Văn phòng Phường Đoàn}
levels: {unit: chi đoàn, all: Toàn phường}
register: {table: units, workbook: own}
tables:
  units: {tab: Đơn vị, key: Tên đơn vị, columns: {own: {header: Bảng riêng, type: text}}}
  reports:
    tab: Báo cáo tháng
    key: Tên đơn vị
    own: true
    periods: [month]
    columns: {sent: {header: ["{period} / Ngày gửi", "{period}"], type: date}}
rules:
  - {id: report, clause: IV.2, title: Báo cáo tháng, every: month, due: day 20, done: {on: reports.sent}}
`

// sheet is a spreadsheet with one tab of text.
func sheet(id, title, tab string, rows ...string) *gsheettest.Spreadsheet {
	b := rules.Book{Name: title, Tabs: []rules.Tab{{Title: tab}}}
	for _, row := range rows {
		var cells []rules.Cell
		for _, text := range strings.Split(row, "|") {
			cells = append(cells, rules.Cell{Kind: rules.Text, Text: text})
		}
		b.Tabs[0].Rows = append(b.Tabs[0].Rows, cells)
	}
	return gsheettest.Copy(id, b)
}

// TestUnitsOwnSpreadsheets: the register's links lead to units' own spreadsheets,
// whose titles are all alike. One that isn't shared is told with the address to
// share it with; the others are written.
func TestUnitsOwnSpreadsheets(t *testing.T) {
	server := gsheettest.Start()
	defer server.Close()
	server.Add(sheet("register", "Danh sách", "Đơn vị", "Tên đơn vị|Bảng riêng",
		"Chi đoàn Một|https://docs.google.com/spreadsheets/d/own-1/edit#gid=0",
		"Chi đoàn Hai|docs.google.com/spreadsheets/d/own-2/edit?usp=sharing",
		"Chi đoàn Ba|https://docs.google.com/spreadsheets/d/own-3/edit",
		"Chi đoàn Tư|so-lieu.xlsx"))
	for i, unit := range []string{"Một", "Hai", "Ba"} {
		b := sheet(fmt.Sprint("own-", i+1), "Sổ theo dõi", "Báo cáo tháng", "Tên đơn vị|T1|T2|T3|T4|T5|T6|T7|T8|T9|T10|T11|T12", "Chi đoàn "+unit+"|||||||||15/09/2022")
		if unit == "Ba" {
			b.Shared = gsheettest.NotShared
		}
		server.Add(b)
	}
	dir := t.TempDir()
	key, err := server.Key()
	if err != nil {
		t.Fatal(err)
	}
	service := filepath.Join(dir, "rasoat.yaml")
	for name, text := range map[string]string{
		"plan.yaml": ownPlan, "key.json": string(key),
		"rasoat.yaml": fmt.Sprintf("plan: plan.yaml\nworkbooks: [{google: register}]\nmode: write\ngoogle: {credentials: key.json, endpoint: %q}\n", server.URL()),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	status := run([]string{"sync", "-c", service}, nil, &out, &errs, func() time.Time { return time.Date(2022, 10, 20, 1, 0, 0, 0, time.UTC) })
	if status != failed {
		t.Errorf("status %d, want %d", status, failed)
	}
	for _, want := range []string{"Danh sách: đã ghi ", "Chi đoàn Một: đã ghi ", "Chi đoàn Hai: đã ghi ", "Chi đoàn Ba: không có gì được ghi\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the output doesn't say %q:\n%s", want, out.String())
		}
	}
	for _, want := range []string{"hint: Chi đoàn Ba: share the spreadsheet own-3 with " + gsheettest.Account,
		"hint: so-lieu.xlsx: the register is a Google spreadsheet"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("the errors don't say %q:\n%s", want, errs.String())
		}
	}
	server.Look("own-1", func(b *gsheettest.Spreadsheet) {
		if got := b.Sheets[0].At(1, 13).Value; got != string(rules.LabelDueSoon) {
			t.Errorf("the first unit's own spreadsheet says %v", got)
		}
	})
}

// TestLinked: what a register's links open.
func TestLinked(t *testing.T) {
	folder := t.TempDir()
	file, google := rules.Book{ID: filepath.Join(folder, "ds.xlsx")}, rules.Book{ID: "register"}
	o := &opener{ctx: t.Context(), service: &config.Service{Workbooks: []config.Workbook{{Google: "register"}, {File: file.ID}},
		Google: config.Google{Login: config.ByKey, KeyFile: filepath.Join(folder, "no.json")}}}
	for _, c := range []struct {
		from rules.Book
		link string
		want string // the source's id; "" for a trouble
	}{
		{file, "rieng/a.xlsx", filepath.Join(folder, "rieng", "a.xlsx")},
		{file, "https://docs.google.com/spreadsheets/d/own-1/edit", "own-1"},
		{google, "https://docs.google.com/spreadsheets/d/own-1/edit", "own-1"},
		{google, "a.xlsx", ""},
		{google, "own-1", ""},
		{file, "../a.xlsx", ""},
		{file, "https://example.vn/spreadsheets/d/own-1/edit", ""},
		{google, "https://docs.google.com/spreadsheets/d/e/2PACX/pubhtml", ""},
	} {
		got, err := o.linked(c.from, c.link)
		var trouble *sync.Trouble
		if got.ID != c.want || (err == nil) != (c.want != "") || err != nil && (!errors.As(err, &trouble) || trouble.Hint == "") {
			t.Errorf("%s from %s: %q %v", c.link, c.from.ID, got.ID, err)
		}
	}
}

// TestKeyLater: a key file that isn't there when the daemon starts is used as soon as it
// is: nobody has to start the program anew.
func TestKeyLater(t *testing.T) {
	server := gsheettest.Start()
	defer server.Close()
	text, err := server.Key()
	if err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(t.TempDir(), "key.json")
	o := &opener{ctx: t.Context(), service: &config.Service{Plan: &rules.Plan{}, Workbooks: []config.Workbook{{Google: "register"}},
		Google: config.Google{Login: config.ByKey, KeyFile: key}}}
	o.watching()
	if _, is := o.cycle(time.Now()).Books[0].Workbook.(unreachable); !is {
		t.Fatal("there is no key, but a workbook")
	}
	if err := os.WriteFile(key, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if none, is := o.cycle(time.Now()).Books[0].Workbook.(unreachable); is {
		t.Errorf("there is a key: %v", none)
	}
}
