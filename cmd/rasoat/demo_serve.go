package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	gosync "sync"
	"time"

	"rasoat/config"
	"rasoat/ledger"
	"rasoat/mailer"
	"rasoat/sync"
	"rasoat/web"
)

// demoSite is the example on the status page, with what was found while it is served.
// It keeps in memory what the daemon keeps in a file.
type demoSite struct {
	*app
	service *config.Service
	at      time.Time
	letter  web.Letter

	mu      gosync.Mutex // guards the rest
	state   *web.State
	changes []ledger.Change
	cycles  []web.Cycle
}

// serve shows the example on the status page until it is interrupted; when
// somebody saves the workbook, it is judged again.
func (c demoCmd) serve(a *app, s *config.Service, at time.Time, r sync.Report) error {
	m, err := digest(s, r)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	d := &demoSite{app: a, service: s, at: at, letter: demoLetter(m)}
	d.put(r, 0)
	fmt.Fprintf(a.stdout, "\nMở trang này bằng trình duyệt: http://%s/\nSửa và lưu %s thì trang đổi theo. Dừng: Ctrl-C\n",
		listener.Addr(), filepath.Join(c.Dir, demoWorkbook))
	ctx, stop := context.WithCancel(a.ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- web.Serve(ctx, listener, web.New(web.Options{Source: d, Past: d, Mails: d, Metrics: web.NewMetrics(), Now: a.now, Log: a.log}))
		stop()
	}()
	failed := d.watch(ctx, filepath.Join(c.Dir, demoWorkbook))
	stop()
	if err := <-ended; err != nil {
		return err
	}
	if failed == nil {
		fmt.Fprintln(a.stdout, "Đã dừng.")
	}
	return failed
}

// watch judges the workbook again whenever it was saved, until ctx ends.
func (d *demoSite) watch(ctx context.Context, path string) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	last := saved(path)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if saved(path).Equal(last) {
			continue
		}
		began := d.now()
		r, err := d.app.cycle(cycle(d.app, d.service, d.at))
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		d.put(r, d.now().Sub(began))
		last = saved(path) // the cycle's own writing changes nothing more
	}
}

// saved is when a file was changed last; the zero time when it isn't there.
func saved(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// put shows a cycle, and remembers what it changed.
func (d *demoSite) put(r sync.Report, took time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	k := web.Cycle{At: d.now(), Took: took}
	var read []string
	for _, b := range r.Books {
		if b.Err != nil {
			k.Unread++
			continue
		}
		k.Books++
		k.Written += len(b.Changes.Text)
		read = append(read, b.ID)
	}
	if r.Verdict == nil { // nothing could be read: what was found before stays
		last := *d.state
		last.Problems = r.Problems
		d.state, d.cycles = &last, append(d.cycles, k)
		return
	}
	next := ledger.Ledger{}
	if d.state != nil {
		next = d.state.Ledger.Clone() // what was given before stays as it is
	}
	step := next.Next(r.Verdict, nil, read)
	next.Apply(step)
	k.Units, k.Defects = len(r.Verdict.Data.Units), len(r.Verdict.Defects)
	d.changes, d.cycles = append(d.changes, step.Changes...), append(d.cycles, k)
	d.state = &web.State{Verdict: r.Verdict, Read: r.Verdict.At, Problems: r.Problems, Ledger: next}
}

// State is the last cycle.
func (d *demoSite) State() *web.State {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.state
}

// History is what changed while the page is served.
func (d *demoSite) History(_ context.Context, f web.ChangeFilter) ([]ledger.Change, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []ledger.Change
	for _, c := range slices.Backward(d.changes) {
		if len(out) < f.Limit && f.Lets(c) {
			out = append(out, c)
		}
	}
	return out, nil
}

// Trend is empty: the example has one day.
func (d *demoSite) Trend(context.Context, ledger.Key) ([]web.Point, error) { return nil, nil }

// Cycles is the last cycles.
func (d *demoSite) Cycles(_ context.Context, last int) ([]web.Cycle, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := slices.Clone(d.cycles)
	slices.Reverse(out)
	return out[:min(last, len(out))], nil
}

// Letters is the one mail of the example.
func (d *demoSite) Letters(context.Context, int) ([]web.Letter, error) {
	return []web.Letter{d.letter}, nil
}

// Letter is that mail.
func (d *demoSite) Letter(_ context.Context, id string) (*web.Letter, error) {
	if id != d.letter.ID {
		return nil, nil
	}
	return &d.letter, nil
}

// demoLetter is the mail as the page shows it; it lies in a folder and is sent to
// nobody.
func demoLetter(m mailer.Message) web.Letter {
	return web.Letter{ID: "1", At: m.Date, Kind: "bản tổng hợp", Subject: m.Subject, To: "thư mục outbox", Note: "Thư mẫu, không gửi đi đâu.",
		Office: true, Text: m.Text, HTML: string(page(m))}
}
