package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"rasoat/config"
	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/xlsx"
)

// onService are the flags of commands that need the service file.
type onService struct {
	Config string `short:"c" default:"rasoat.yaml" placeholder:"FILE" help:"The service file (default: rasoat.yaml)."`
	At     string `placeholder:"T" help:"Judge as of this date (08:00) or RFC 3339 time; without it, now."`
}

// load reads the service file and the plan that it names, and the moment to
// judge at.
func (o onService) load(a *app) (*config.Service, time.Time, error) {
	service, err := config.Load(o.Config)
	if err != nil {
		return nil, time.Time{}, usage{err}
	}
	at, err := moment(o.At, service.Plan.Location, a.now)
	return service, at, err
}

// moment is the time that --at names, in the plan's zone. A date is its morning,
// when offices begin.
func moment(text string, zone *time.Location, now func() time.Time) (time.Time, error) {
	if text == "" {
		return now().In(zone), nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.In(zone), nil
	}
	for _, layout := range []string{"2006-01-02T15:04Z07:00", "2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t.In(zone), nil
		}
	}
	for _, layout := range []string{"2006-01-02", "2/1/2006"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t.Add(8 * time.Hour), nil
		}
	}
	return time.Time{}, usage{fmt.Errorf("rasoat: --at %q is neither a date nor a time\nhint: write 2022-10-20, or 2022-10-20T08:00:00+07:00", text)}
}

// cycle is a cycle over the service's workbooks.
func cycle(a *app, s *config.Service, at time.Time) sync.Cycle { return newOpener(a, s).cycle(at) }

// source is the .xlsx file at a path. Its absolute path is its identity; where
// there is none, the path as given.
func source(path string) sync.Source {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return sync.Source{ID: path, Name: filepath.Base(path), Workbook: xlsx.New(path)}
}

// beside opens a unit's own workbook, in the folder of the register's.
func beside(register rules.Book, target string) (sync.Source, error) {
	path, err := sync.Beside(register, target)
	if err != nil {
		return sync.Source{}, err
	}
	return source(path), nil
}

// judged reads and judges without writing.
func judged(a *app, s *config.Service, at time.Time) (sync.Report, error) {
	c := cycle(a, s, at)
	c.DryRun = true
	return a.cycle(c)
}

// cycle runs a cycle, with progress for who waits at a terminal.
func (a *app) cycle(c sync.Cycle) (sync.Report, error) {
	began := a.now()
	done := a.progress("Đang đọc và đánh giá bảng tính")
	r, err := c.Run(a.ctx)
	done()
	if err == nil {
		a.log.Info("cycle", "units", len(r.Verdict.Data.Units), "findings", len(r.Verdict.Findings),
			"defects", len(r.Verdict.Defects), "changed", r.Changed(), "dry", r.DryRun, "took", a.now().Sub(began).Round(time.Millisecond))
	}
	return r, err
}

// problems tells what is wrong with workbooks as a whole.
func (a *app) problems(r sync.Report) {
	for _, p := range r.Problems {
		fmt.Fprintln(a.stderr, "- "+located(p))
	}
}

// hints tells who runs the program what to do about workbooks that couldn't be
// read or written.
func (a *app) hints(r sync.Report) {
	for _, b := range r.Books {
		var t *sync.Trouble
		if errors.As(b.Err, &t) && t.Hint != "" {
			fmt.Fprintf(a.stderr, "hint: %s: %s\n", b.Name, strings.TrimSpace(t.Hint))
		}
	}
}

// located is a problem with the workbook and tab that it is about, where its
// sentence doesn't name them.
func located(p rules.Problem) string {
	text := p.Message
	if p.Tab != "" && !strings.Contains(text, p.Tab) {
		text = "Trang '" + rules.Shown(p.Tab) + "': " + text
	}
	if p.Book != "" && !strings.Contains(text, p.Book) {
		text = "Bảng '" + rules.Shown(p.Book) + "': " + text
	}
	return text
}

// outcome is the error of a cycle that told all its problems.
func outcome(r sync.Report) error {
	if r.Failed {
		return told{}
	}
	return nil
}
