package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"rasoat/config"
	"rasoat/daemon"
)

type runCmd struct {
	Config string `short:"c" default:"rasoat.yaml" placeholder:"FILE" help:"The service file (default: rasoat.yaml)."`
	Once   bool   `help:"One round, with its mails, then end: for who has a scheduler already."`
	At     string `placeholder:"T" help:"With --once: as of this date (08:00) or RFC 3339 time."`
}

// Help is the end of the command's help.
func (runCmd) Help() string {
	return "Runs until it is told to end (Ctrl-C, SIGTERM). SIGHUP, or a change of the service file or the plan, makes it read them again.\n\n" +
		"Example:\n  rasoat run -c rasoat.yaml\n  rasoat run -c rasoat.yaml --once    # from a scheduler of your own"
}

// Run keeps the plan at work.
func (c runCmd) Run(a *app) error {
	s, err := loadService(c.Config)
	if err != nil {
		return err
	}
	a.log = serviceLog(a, s)
	if c.Once {
		return c.once(a, s)
	}
	if c.At != "" {
		return usage{errors.New("rasoat: --at goes with --once\nhint: the daemon goes by the clock")}
	}
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	pinger, page := newPinger(a), newStatusPage(a, s)
	defer page.serve()()
	d := &daemon.Daemon{
		Load:   func() (*daemon.Office, daemon.Schedule, error) { return c.load(a, pinger, page) },
		Stamp:  func() string { return stamp(c.Config, page.service.PlanPath) },
		Reload: notices(a.ctx, hup),
		After: func(o *daemon.Office, when daemon.Schedule, out daemon.Outcome, err error) {
			page.after(o, when, out, err)
			if !out.Paused {
				pinger.ping(a.ctx, err == nil && !out.Failed())
			}
		},
		Log: a.log, Now: a.now, Ledger: s.Ledger,
	}
	return d.Run(a.ctx)
}

// load reads the settings for the daemon. Where its ledger and its page are stays as it
// was when it began: it holds the one and listens at the other.
func (c runCmd) load(a *app, p *pinger, page *statusPage) (*daemon.Office, daemon.Schedule, error) {
	s, err := loadService(c.Config)
	if err != nil {
		return nil, daemon.Schedule{}, err
	}
	if was := page.service; s.Ledger != was.Ledger || s.Status != was.Status {
		a.log.Warn("another ledger: or status: counts when the program starts anew")
		s.Ledger, s.Status = was.Ledger, was.Status
	}
	o, err := a.office(s)
	if err != nil {
		return nil, daemon.Schedule{}, err
	}
	p.address = pingAddress(s)
	page.service = s
	return o, schedule(s), nil
}

// once makes one round and sends what is due.
func (c runCmd) once(a *app, s *config.Service) error {
	at, err := moment(c.At, s.Plan.Location, a.now)
	if err != nil {
		return err
	}
	if c.At != "" {
		a.now = func() time.Time { return at } // mails are as old as what they tell
	}
	o, err := a.office(s)
	if err != nil {
		return err
	}
	defer o.Close()
	out, err := o.Round(a.ctx, at, "once")
	if err != nil {
		return err
	}
	if out.Paused {
		_, err := fmt.Fprintln(a.stdout, "Chương trình đang tạm dừng; rasoat resume để chạy tiếp.")
		return err
	}
	o.Alert(a.ctx, out.Down)
	a.written(out.Report, out.Report.DryRun)
	a.problems(out.Report)
	a.hints(out.Report)
	if out.Down != nil {
		fmt.Fprintln(a.stderr, "rasoat: "+out.Down.Error())
	}
	for _, l := range out.Made {
		fmt.Fprintf(a.stdout, "Thư mới: %s\n", l.Subject)
	}
	if _, err := o.Send(a.ctx); err != nil {
		return err
	}
	newPinger(a).to(pingAddress(s)).ping(a.ctx, !out.Failed())
	if out.Failed() {
		return told{}
	}
	return nil
}

// serviceLog is the log of a program that runs by itself: everything that it does.
func serviceLog(a *app, s *config.Service) *slog.Logger {
	if s.Log == "json" {
		return slog.New(slog.NewJSONHandler(a.stderr, nil))
	}
	return logger(a.stderr, true)
}

// stamp tells whether one of the files was changed: their times and sizes.
func stamp(paths ...string) string {
	var b strings.Builder
	for _, p := range paths {
		if info, err := os.Stat(p); err == nil {
			fmt.Fprintf(&b, "%d %d;", info.ModTime().UnixNano(), info.Size())
		}
	}
	return b.String()
}

// notices turns signals into wishes to read the settings again.
func notices(ctx context.Context, signals <-chan os.Signal) <-chan struct{} {
	out := make(chan struct{}, 1)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-signals:
				select {
				case out <- struct{}{}:
				default: // one is waiting already
				}
			}
		}
	}()
	return out
}

// pinger tells a watching service that a round went well, or didn't: where it hears
// nothing any more, somebody is told that the program has died.
type pinger struct {
	address string // "": nobody listens
	client  *http.Client
	log     *slog.Logger
}

func newPinger(a *app) *pinger {
	return &pinger{client: &http.Client{Timeout: 10 * time.Second}, log: a.log}
}

// to is the pinger with another address.
func (p *pinger) to(address string) *pinger {
	p.address = address
	return p
}

// pingAddress is the address of the service file; it may stand in the environment,
// since who knows it can keep the alarm silent.
func pingAddress(s *config.Service) string {
	if s.PingEnv != "" {
		return strings.TrimRight(os.Getenv(s.PingEnv), "/")
	}
	return s.Ping
}

// ping asks for the address. What goes wrong is logged without it.
func (p *pinger) ping(ctx context.Context, well bool) {
	if p.address == "" {
		return
	}
	address := p.address
	if !well {
		address += "/fail"
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		p.log.Warn("ping: the address can't be used")
		return
	}
	answer, err := p.client.Do(r)
	if err != nil {
		p.log.Warn("ping: nobody answers")
		return
	}
	answer.Body.Close()
	if answer.StatusCode >= 300 {
		p.log.Warn("ping: refused", "status", answer.StatusCode)
	}
}
