package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"rasoat/config"
	"rasoat/daemon"
	"rasoat/store"
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
	run.DryRun = c.DryRun
	if s.Mode == config.Watch && !c.DryRun { // a dry run tells what mode: write would do
		run.Watch = s.Summary
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
	r, err := c.cycle(a, s, run)
	a.written(r, run.DryRun)
	a.problems(r)
	a.hints(r)
	if err != nil {
		return err
	}
	return outcome(r)
}

// cycle runs the cycle. Where there is a ledger it is taken for the time, so that no
// daemon works on the same sheets; what is found now is remembered in it, what is
// found for another day isn't.
func (c syncCmd) cycle(a *app, s *config.Service, run sync.Cycle) (sync.Report, error) {
	if c.DryRun || !exists(s.Ledger) {
		return a.cycle(run)
	}
	if c.At != "" {
		lock, err := store.Hold(a.ctx, s.Ledger, store.CycleLock, daemon.Patience, store.Holder{Doing: "rasoat sync", Since: a.now()})
		if err != nil {
			return sync.Report{}, err
		}
		defer lock.Release()
		return a.cycle(run)
	}
	o, err := a.office(s)
	if err != nil {
		return sync.Report{}, err
	}
	defer o.Close()
	o.Mail = false
	done := a.progress("Đang đọc và đánh giá bảng tính")
	out, err := o.Round(a.ctx, run.At, "sync")
	done()
	if out.Down != nil {
		fmt.Fprintln(a.stderr, "rasoat: "+out.Down.Error())
	}
	if out.Paused {
		return out.Report, errors.New("the program is paused\nhint: rasoat resume lets it go on")
	}
	return out.Report, err
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
	did := "đã"
	if dry {
		did = "sẽ"
	}
	tab := w.Changes.Summary
	switch what := wrote(w.Changes); {
	case len(w.Removed) > 0:
		return fmt.Sprintf("%s bỏ các cột tự động ở %d trang", did, len(w.Removed))
	case tab != nil && tab.Page == nil:
		return did + " bỏ trang tổng hợp"
	case what != "":
		return did + " ghi " + what
	case w.Err != nil:
		return "không có gì được ghi"
	}
	return "không có gì thay đổi"
}

// wrote is how much is written; "" for nothing.
func wrote(c sync.Changes) string {
	var what []string
	if cells, columns := len(c.Text), len(c.Setup); cells+columns > 0 {
		what = append(what, fmt.Sprintf("%d ô, %d trang thêm cột hoặc màu", cells, columns))
	}
	if s := c.Summary; s != nil {
		tab := "trang tổng hợp"
		if n := len(s.Cells); n > 0 && s.Tab != "" {
			tab += fmt.Sprintf(" %d ô", n)
		}
		what = append(what, tab)
	}
	return strings.Join(what, ", ")
}
