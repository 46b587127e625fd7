package main

import (
	"fmt"
	"time"

	"rasoat/config"
	"rasoat/sync"
)

type syncCmd struct {
	onService
	DryRun bool `help:"Print the exact cells that would change; write nothing."`
}

// Help is the end of the command's help.
func (syncCmd) Help() string {
	return "Example:\n  rasoat sync -c rasoat.yaml --dry-run   # first look\n  rasoat sync -c rasoat.yaml             # then write"
}

// Run carries out one cycle.
func (c syncCmd) Run(a *app) error {
	s, at, err := c.load(a)
	if err != nil {
		return err
	}
	run := cycle(a, s, at)
	run.DryRun, run.Watch = c.DryRun, s.Mode == config.Watch && s.Summary
	if s.Mode == config.Watch && !c.DryRun {
		run.DryRun = !s.Summary
		what := "nothing but the summary tab is written"
		if run.DryRun {
			what = "nothing is written"
		}
		fmt.Fprintf(a.stderr, "rasoat: mode is watch, so %s\nhint: mode: write in the service file lets rasoat write\n", what)
	}
	if day := at.Format(time.DateOnly); !run.DryRun && day != a.now().In(at.Location()).Format(time.DateOnly) {
		fmt.Fprintf(a.stderr, "rasoat: the statuses written are those of %s, which isn't today\n", day)
	}
	r, err := a.cycle(run)
	a.written(r, run.DryRun)
	a.problems(r)
	a.hints(r)
	if err != nil {
		return err
	}
	return outcome(r)
}

// named is how many cells of a workbook are named one by one after writing.
const named = 40

// written tells what was written (in a dry run: would be) into each workbook,
// cell by cell when each asks for it or there are few.
func (a *app) written(r sync.Report, each bool) {
	for _, w := range r.Books {
		if each || len(w.Changes.Text) <= named {
			for _, line := range w.Lines() {
				fmt.Fprintln(a.stdout, line)
			}
		}
		fmt.Fprintf(a.stdout, "%s: %s\n", w.Name, summary(w, r.DryRun))
	}
}

// summary is what became of one workbook.
func summary(w sync.Written, dry bool) string {
	cells, columns := len(w.Changes.Text), len(w.Changes.Setup)
	tab := ""
	if s := w.Changes.Summary; s != nil && s.Page != nil {
		tab = ", trang tổng hợp"
		if len(s.Cells) > 0 && s.Tab != "" {
			tab = fmt.Sprintf("%s %d ô", tab, len(s.Cells))
		}
	}
	switch whole := w.Changes.Summary != nil && tab == ""; {
	case len(w.Removed) > 0 && dry:
		return fmt.Sprintf("sẽ bỏ các cột tự động ở %d trang", len(w.Removed))
	case len(w.Removed) > 0:
		return fmt.Sprintf("đã bỏ các cột tự động ở %d trang", len(w.Removed))
	case whole && dry:
		return "sẽ bỏ trang tổng hợp"
	case whole:
		return "đã bỏ trang tổng hợp"
	case w.Err != nil && cells+columns == 0:
		return "không có gì được ghi"
	case cells+columns == 0 && tab == "":
		return "không có gì thay đổi"
	case dry:
		return fmt.Sprintf("sẽ ghi %d ô, %d trang thêm cột hoặc màu%s", cells, columns, tab)
	default:
		return fmt.Sprintf("đã ghi %d ô, %d trang thêm cột hoặc màu%s", cells, columns, tab)
	}
}
