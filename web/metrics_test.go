package web

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestMetrics: what is counted is what the figures say.
func TestMetrics(t *testing.T) {
	state := sampleState(t)
	m := NewMetrics()
	m.Round(day(10, 20, 8), 2*time.Second, false)
	m.Round(day(10, 20, 9), time.Minute, true)
	m.Request("read", 200)
	m.Request("read", 200)
	m.Request("write", 429)
	m.Request("read", 0)
	m.Wait(1500 * time.Millisecond)
	m.Findings(state.Verdict)
	m.Outbox(3, day(10, 19, 7))
	h := New(Options{Source: &kept{state: state}, Metrics: m})
	text := get(h, http.MethodGet, "/metrics").Body.String()
	for _, want := range []string{
		`rasoat_rounds_total{result="ok"} 1`, `rasoat_rounds_total{result="failed"} 1`, "rasoat_round_seconds_count 2", "rasoat_round_seconds_sum 62",
		"rasoat_last_round_timestamp_seconds 1.6662276e+09", "rasoat_last_end_timestamp_seconds 1.6662312e+09",
		`rasoat_api_requests_total{kind="read",status="200"} 2`, `rasoat_api_requests_total{kind="write",status="429"} 1`,
		"rasoat_quota_waits_total 1", "rasoat_quota_wait_seconds_total 1.5", `rasoat_findings{status="overdue"} 1`, `rasoat_findings{status="exempt"} 0`,
		"rasoat_outbox_messages 3", "rasoat_outbox_oldest_timestamp_seconds 1.6661376e+09", "go_goroutines",
	} {
		if !strings.Contains(text, "\n"+want) {
			t.Errorf("the figures lack %s", want)
		}
	}
	m.Outbox(0, time.Time{})
	if text := get(h, http.MethodGet, "/metrics").Body.String(); !strings.Contains(text, "\nrasoat_outbox_oldest_timestamp_seconds 0\n") {
		t.Error("an empty outbox has an oldest message")
	}
	if other := NewMetrics(); other == m {
		t.Error("figures are shared")
	}
}

// TestMetricsDocs: what the documents and the alert rules look at is there.
func TestMetricsDocs(t *testing.T) {
	m := NewMetrics()
	m.Request("read", 200)
	m.Findings(sampleState(t).Verdict)
	figures := get(New(Options{Source: &kept{}, Metrics: m}), http.MethodGet, "/metrics").Body.String()
	for _, name := range []string{"alerts.yml", "status-page.md"} {
		text, err := os.ReadFile(filepath.Join("..", "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, figure := range regexp.MustCompile(`\brasoat_[a-z_]+`).FindAllString(string(text), -1) {
			if !strings.Contains(figures, "# TYPE "+figure+" ") {
				t.Errorf("%s names %s, which isn't counted", name, figure)
			}
		}
	}
}

// TestReady: ready while cycles end in time; while paused nobody expects them to.
func TestReady(t *testing.T) {
	for _, c := range []struct {
		now    time.Time
		paused bool
		never  bool
		status int
		says   string
	}{
		{now: day(10, 20, 9), status: 200, says: "ok"},
		{now: day(10, 20, 13), status: 503, says: "no cycle has ended in time"},
		{now: day(10, 20, 13), paused: true, status: 200, says: "paused"},
		{now: day(10, 30, 13), never: true, status: 200, says: "ok"},
	} {
		state := *sampleState(t)
		state.Paused = c.paused
		if c.never {
			state.Late = time.Time{}
		}
		h := New(Options{Source: &kept{state: &state}, Now: func() time.Time { return c.now }})
		if w := get(h, http.MethodGet, "/readyz"); w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("at %s: status %d, %q", c.now, w.Code, w.Body)
		}
	}
}
