package main

import (
	"context"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"rasoat/config"
	"rasoat/daemon"
	"rasoat/ledger"
	"rasoat/rules"
	"rasoat/web"
)

// grace is how late a round may end before the program isn't ready any more: a round
// that takes longer is broken off.
const grace = 20 * time.Minute

// statusPage shows what the daemon does. Its rounds and the page don't wait for each
// other.
type statusPage struct {
	*app
	service *config.Service // as it was read last; for who runs rounds alone
	state   atomic.Pointer[web.State]
	kept    *keptLedger
}

// newStatusPage is the page of the service; requests to its workbooks' services are
// counted from now on.
func newStatusPage(a *app, s *config.Service) *statusPage {
	a.metrics = web.NewMetrics()
	return &statusPage{app: a, service: s, kept: &keptLedger{path: s.Ledger, zone: s.Plan.Location}}
}

// State is what the last round found.
func (p *statusPage) State() *web.State { return p.state.Load() }

// serve shows the page where the service file says, until stop is called. A daemon
// whose page can't be shown still does its work.
func (p *statusPage) serve() (stop func()) {
	if p.service.Status == "" {
		return func() {}
	}
	listener, err := net.Listen("tcp", p.service.Status)
	if err != nil {
		p.log.Error("the status page can't be shown; everything else goes on", "address", p.service.Status, "error", err)
		return func() {}
	}
	p.log.Info("status page", "address", "http://"+listener.Addr().String()+"/")
	ctx, cancel := context.WithCancel(p.ctx)
	ended, handler := make(chan struct{}), p.handler()
	go func() {
		defer close(ended)
		if err := web.Serve(ctx, listener, handler); err != nil {
			p.log.Error("the status page ended", "error", err)
		}
	}()
	return func() {
		cancel()
		<-ended
		p.kept.close()
	}
}

// handler is the page.
func (p *statusPage) handler() http.Handler {
	return web.New(web.Options{Source: p, Past: p.kept, Mails: p.kept, Metrics: p.metrics, Hosts: p.service.Hosts, Now: p.now, Log: p.log})
}

// after shows what a round found. What it couldn't find out stays as it was.
func (p *statusPage) after(o *daemon.Office, when daemon.Schedule, out daemon.Outcome, err error) {
	next := web.State{}
	if last := p.State(); last != nil {
		next = *last
	}
	now := p.now()
	next.Paused, next.Late = out.Paused, late(when, now)
	if !out.Paused {
		p.metrics.Round(now, out.Took, err != nil || out.Failed())
		next.Problems = out.Report.Problems
	}
	if v := out.Report.Verdict; v != nil && !out.Report.Refused {
		next.Verdict, next.Read = v, out.At
		p.metrics.Findings(v)
	}
	if out.Ledger != nil {
		next.Ledger = out.Ledger.Clone() // the daemon goes on with its own
	}
	next.Next = p.next(when, &next.Ledger, now)
	p.outbox(o)
	if next.Verdict != nil && err == nil {
		p.state.Store(&next)
	}
}

// late is from when on a newer state is overdue: two checks should have been made.
func late(when daemon.Schedule, now time.Time) time.Time {
	checks := when.Next(now, now.AddDate(0, 0, 15), 2)
	if len(checks) == 0 {
		return time.Time{}
	}
	return checks[len(checks)-1].Add(grace)
}

// next is the next check, and the mails of the coming week.
func (p *statusPage) next(when daemon.Schedule, l *ledger.Ledger, now time.Time) []web.Event {
	var out []web.Event
	for _, at := range when.Next(now, now.AddDate(0, 0, 8), 1) {
		out = append(out, web.Event{At: at, What: "kiểm tra bảng"})
	}
	zone := p.service.Plan.Location
	for _, e := range upcoming(p.service, l, now.In(zone), now.In(zone).AddDate(0, 0, 7)) {
		out = append(out, web.Event{At: e.At, What: e.What})
	}
	return out
}

// outbox counts what waits to be sent.
func (p *statusPage) outbox(o *daemon.Office) {
	if o.Store() == nil {
		return
	}
	if depth, oldest, err := waiting(p.ctx, o.Store()); err == nil { // else the next round counts again
		p.metrics.Outbox(depth, oldest)
	}
}

// counting counts the requests that it carries.
type counting struct {
	next    http.RoundTripper
	metrics *web.Metrics
}

// RoundTrip carries a request.
func (c counting) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := c.next.RoundTrip(r)
	status := 0
	if err == nil {
		status = answer.StatusCode
	}
	c.metrics.Request(requestKind(r), status)
	return answer, err
}

// requestKind is what a request does: it asks Drive, reads or writes.
func requestKind(r *http.Request) string {
	switch path := r.URL.Path; {
	case strings.Contains(path, "/drive/"):
		return "drive"
	case r.Method == http.MethodGet, strings.HasSuffix(strings.ToLower(path), "getbydatafilter"):
		return "read"
	}
	return "write"
}

// levels are the levels that a word of JSON names; none for "".
func levels(word string) []rules.Level {
	if l, ok := rules.ParseLevel(word); ok {
		return []rules.Level{l}
	}
	return nil
}
