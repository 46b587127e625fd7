package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/daemon"
	"rasoat/ledger"
	"rasoat/rules"
	"rasoat/store"
	"rasoat/web"
)

// atWork is the example with a daemon's office, in the mode for mails.
func atWork(t *testing.T) (*app, *config.Service, *daemon.Office, *statusPage) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "d")
	if _, err := (demoCmd{Dir: dir}).make(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, demoService)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), "mode: write", "mode: mail ", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2022, 10, 24, 7, 0, 0, 0, s.Plan.Location)
	a := &app{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, now: func() time.Time { return at }, log: logger(io.Discard, false)}
	p := newStatusPage(a, s)
	t.Cleanup(p.kept.close)
	o, err := a.office(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	return a, s, o, p
}

// round makes one round as of a day and shows it.
func (p *statusPage) round(t *testing.T, s *config.Service, o *daemon.Office, at time.Time) daemon.Outcome {
	t.Helper()
	out, err := o.Round(t.Context(), at, "daemon")
	if err != nil {
		t.Fatal(err)
	}
	p.after(o, schedule(s), out, nil)
	return out
}

// asks is the page's answer.
func (p *statusPage) asks(target string) (int, string) {
	w := httptest.NewRecorder()
	p.handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8433"+target, nil))
	return w.Code, w.Body.String()
}

// TestStatusPage: what rounds found, remembered and mailed is on the page.
func TestStatusPage(t *testing.T) {
	_, s, o, p := atWork(t)
	if code, _ := p.asks("/readyz"); code != http.StatusServiceUnavailable {
		t.Errorf("ready before the first round: %d", code)
	}
	monday := p.now()
	out := p.round(t, s, o, monday)
	if len(out.Made) == 0 {
		t.Fatal("no digest was made")
	}
	for target, want := range map[string]string{
		"/":               "55 cơ sở Đoàn.",
		"/thu":            "v***@example.vn",
		"/thu/1":          `<iframe src="/thu/1/noi-dung"`,
		"/thu/1/noi-dung": "data:image/png;base64,",
		"/hoat-dong":      "kiểm tra bảng",
		"/tien-do":        "<svg",
		"/readyz":         "ok",
		"/metrics":        "rasoat_outbox_messages 1",
	} {
		if code, body := p.asks(target); code != http.StatusOK || !strings.Contains(body, want) || strings.Contains(body, "đang bận") {
			t.Errorf("%s: status %d, doesn't say %q", target, code, want)
		}
	}
	if code, _ := p.asks("/thu/99"); code != http.StatusNotFound {
		t.Errorf("a letter that isn't: %d", code)
	}
	before := p.State()
	next := p.round(t, s, o, monday.AddDate(0, 0, 1))
	if p.State() == before || !before.Read.Equal(monday) || len(next.Report.Verdict.Findings) == 0 {
		t.Error("the state that was given has changed")
	}
	changes, err := p.kept.History(t.Context(), web.ChangeFilter{Limit: 2})
	if err != nil || len(changes) != 2 || changes[0].At.Before(changes[1].At) {
		t.Errorf("history: %v %v", changes, err)
	}
	points, err := p.kept.Trend(t.Context(), ledger.Key{Rule: "introduced-all", Level: rules.ForAll, Period: "2022"})
	if err != nil || len(points) != 1 || points[0].Value != 169 {
		t.Errorf("trend: %v %v", points, err)
	}
}

// TestStatusPageLedger: a ledger that is gone, or isn't one, is "busy"; the rest of the
// page stays. It comes back with the file.
func TestStatusPageLedger(t *testing.T) {
	_, s, o, p := atWork(t)
	p.round(t, s, o, p.now())
	p.kept.close()
	o.Close()
	away := s.Ledger + ".away"
	if err := os.Rename(s.Ledger, away); err != nil {
		t.Fatal(err)
	}
	for target, want := range map[string]string{"/": "55 cơ sở Đoàn.", "/thu": "Sổ theo dõi đang bận", "/tien-do": "<svg"} {
		if code, body := p.asks(target); code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s without the ledger: status %d", target, code)
		}
	}
	if exists(s.Ledger) {
		t.Error("the page made a ledger")
	}
	if err := os.Rename(away, s.Ledger); err != nil {
		t.Fatal(err)
	}
	if code, body := p.asks("/thu"); code != http.StatusOK || !strings.Contains(body, "bản tổng hợp") {
		t.Errorf("the ledger came back: status %d", code)
	}
}

// TestStatusPagePaused: a pause is told, and nobody waits for rounds then.
func TestStatusPagePaused(t *testing.T) {
	_, s, o, p := atWork(t)
	p.round(t, s, o, p.now())
	p.after(o, schedule(s), daemon.Outcome{Paused: true}, nil)
	if _, body := p.asks("/"); !strings.Contains(body, "Đang tạm dừng") || !strings.Contains(body, "55 cơ sở Đoàn.") {
		t.Error("a pause isn't told, or what was found is forgotten")
	}
	if _, body := p.asks("/readyz"); body != "ok, paused\n" {
		t.Errorf("ready: %q", body)
	}
}

func TestPageLetter(t *testing.T) {
	for address, want := range map[string]string{"vanphong@example.vn": "v***@example.vn", "đ@x.vn": "đ***@x.vn", "x": "***", "@x": "***", "": "***"} {
		if got := maskedAddress(address); got != want {
			t.Errorf("%q: %q", address, got)
		}
	}
	for state, want := range map[store.State]string{store.Waiting: "waiting", store.Finishing: "waiting", store.Sent: "sent", store.Aside: "refused", store.Dropped: "refused"} {
		if l := pageLetter(store.Letter{State: state, Kind: "operator", Error: "550 no such user x@example.vn"}); l.State.String() != want || l.Office || strings.Contains(l.Note, "@") {
			t.Errorf("%s: %+v", state, l)
		}
	}
}

// TestCounting: each request is counted by what it does and how it was answered.
func TestCounting(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) }))
	m := web.NewMetrics()
	client := &http.Client{Transport: counting{http.DefaultTransport, m}}
	for _, c := range []struct{ method, path, kind string }{
		{"GET", "/v4/spreadsheets/x", "read"}, {"POST", "/v4/spreadsheets/x:getByDataFilter", "read"},
		{"POST", "/v4/spreadsheets/x/values:batchGetByDataFilter", "read"}, {"POST", "/v4/spreadsheets/x:batchUpdate", "write"},
		{"POST", "/v4/spreadsheets/x/values:batchUpdateByDataFilter", "write"}, {"GET", "/drive/v3/changes", "drive"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, server.URL+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := requestKind(r); got != c.kind {
			t.Errorf("%s %s: %s, want %s", c.method, c.path, got, c.kind)
		}
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
	}
	server.Close()
	if _, err := client.Get(server.URL + "/v4/spreadsheets/x"); err == nil {
		t.Error("a server that is gone answers")
	}
	w := httptest.NewRecorder()
	m.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{`{kind="read",status="429"} 3`, `{kind="write",status="429"} 2`, `{kind="drive",status="429"} 1`, `{kind="read",status="0"} 1`} {
		if !strings.Contains(w.Body.String(), "rasoat_api_requests_total"+want) {
			t.Errorf("the figures lack %s", want)
		}
	}
}

// TestDemoServe: the example's page is there until the program is interrupted, and
// follows the workbook.
func TestDemoServe(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	read, write := io.Pipe()
	defer read.Close()
	a := &app{ctx: ctx, stdout: write, stderr: io.Discard, now: time.Now, log: logger(io.Discard, false)}
	ended := make(chan error, 1)
	go func() {
		ended <- demoCmd{Dir: filepath.Join(t.TempDir(), "d"), Serve: true, At: "2022-10-20T08:00:00+07:00"}.Run(a)
		write.Close()
	}()
	lines, last := bufio.NewScanner(read), ""
	for lines.Scan() {
		last = lines.Text()
		address := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(last)
		if address == "" {
			continue
		}
		for target, want := range map[string]string{"": "55 cơ sở Đoàn.", "thu": "bản tổng hợp", "hoat-dong": "Các lần kiểm tra", "healthz": "ok"} {
			r, err := http.Get(address + target)
			if err != nil {
				t.Fatal(err)
			}
			if text := body(t, r, http.StatusOK); !strings.Contains(text, want) {
				t.Errorf("/%s: %.200s", target, text)
			}
		}
		interrupt()
	}
	if err := <-ended; err != nil || last != "Đã dừng." {
		t.Errorf("it ended with %v, %q", err, last)
	}
}

// TestLoadAgain: new settings count at once, but for where the ledger and the page are.
func TestLoadAgain(t *testing.T) {
	a, s, _, p := atWork(t)
	ledger := s.Ledger
	text, err := os.ReadFile(s.Path)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "\nledger: another.db\nlog: json\n"...)
	if err := os.WriteFile(s.Path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	o, _, err := runCmd{Config: s.Path}.load(a, newPinger(a), p)
	if err != nil {
		t.Fatal(err)
	}
	if o.Ledger != ledger || p.service.Ledger != ledger || p.service.Log != "json" {
		t.Errorf("ledger %s and %s, log %q", o.Ledger, p.service.Ledger, p.service.Log)
	}
}
