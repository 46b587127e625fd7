package main

import (
	"encoding/csv"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"rasoat/demo"
	"rasoat/plans"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // most of these tests are short lives of a program
	testscript.Main(m, map[string]func(){"rasoat": main, "rasoat-crash": crashChild})
}

// TestScripts runs the whole program as people do. The scripts are in
// testdata/script; besides the usual commands they have:
//
//	exits STATUS PROGRAM ARGS…     the program ends with this status
//	book FILE TAB=CSV…             makes a workbook of tabs
//	cell FILE TAB A1 TEXT          types text into a cell
//	holds FILE TAB A1 TEXT         the cell shows this
//	cut FILE BYTES                 leaves only so many bytes of a file
//	example FILE                   makes the example workbook, as nobody has touched it
//	same FILE FILE                 two workbooks hold the same texts, in all tabs
//
// doan-xa.yaml, a ready plan, lies in each script's folder.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			text, err := plans.Files.ReadFile("doan-xa.yaml")
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(env.WorkDir, "doan-xa.yaml"), text, 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "book": book, "cell": cell, "holds": holds, "cut": cut, "same": same, "example": example,
		},
	})
}

// want stops a script whose command has too few arguments.
func want(ts *testscript.TestScript, neg bool, args []string, n int, form string) {
	if neg || len(args) < n {
		ts.Fatalf("usage: %s", form)
	}
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, 2, "exits STATUS PROGRAM ARGS…")
	status := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		status = exit.ExitCode()
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("exit status %d, want %s", status, args[0])
	}
}

func book(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, 2, "book FILE TAB=CSV…")
	f := excelize.NewFile()
	defer f.Close()
	for _, arg := range args[1:] {
		tab, file, _ := strings.Cut(arg, "=")
		_, err := f.NewSheet(tab)
		ts.Check(err)
		rows := csv.NewReader(strings.NewReader(ts.ReadFile(file)))
		rows.FieldsPerRecord = -1
		all, err := rows.ReadAll()
		ts.Check(err)
		for i, row := range all {
			ts.Check(f.SetSheetRow(tab, "A"+strconv.Itoa(i+1), &row))
		}
	}
	ts.Check(f.DeleteSheet("Sheet1"))
	ts.Check(f.SaveAs(ts.MkAbs(args[0])))
}

func example(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, 1, "example FILE")
	file, err := demo.Workbook()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), file, 0o600))
}

// open opens a workbook of a script.
func open(ts *testscript.TestScript, name string) *excelize.File {
	f, err := excelize.OpenFile(ts.MkAbs(name))
	ts.Check(err)
	return f
}

func cell(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, 4, "cell FILE TAB A1 TEXT")
	f := open(ts, args[0])
	defer f.Close()
	ts.Check(f.SetCellStr(args[1], args[2], args[3]))
	ts.Check(f.Save())
}

func holds(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, false, args, 4, "holds FILE TAB A1 TEXT")
	f := open(ts, args[0])
	defer f.Close()
	got, err := f.GetCellValue(args[1], args[2])
	ts.Check(err)
	if (got == args[3]) == neg {
		ts.Fatalf("%s!%s holds %q", args[1], args[2], got)
	}
}

func cut(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, 2, "cut FILE BYTES")
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}

func same(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, false, args, 2, "same FILE FILE")
	a, b := texts(ts, args[0]), texts(ts, args[1])
	if (a == b) == neg {
		ts.Fatalf("the texts of %s and %s: same is %v", args[0], args[1], a == b)
	}
}

// texts is everything that stands in a workbook.
func texts(ts *testscript.TestScript, name string) string {
	f := open(ts, name)
	defer f.Close()
	var all strings.Builder
	for _, tab := range f.GetSheetList() {
		rows, err := f.GetRows(tab)
		ts.Check(err)
		for _, row := range rows {
			all.WriteString(strings.TrimRight(tab+"\t"+strings.Join(row, "\t"), "\t") + "\n")
		}
	}
	return all.String()
}
