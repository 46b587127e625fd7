package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"rasoat/rules"
)

// Metrics counts what the program does, for Prometheus. Its methods may be called
// at any time from anywhere; as a handler it gives the figures. Make it by
// [NewMetrics].
type Metrics struct {
	http.Handler
	rounds       *prometheus.CounterVec
	seconds      prometheus.Histogram
	last         prometheus.Gauge
	requests     *prometheus.CounterVec
	waits        prometheus.Counter
	waited       prometheus.Counter
	findings     *prometheus.GaugeVec
	depth        prometheus.Gauge
	oldest       prometheus.Gauge
	lastFinished prometheus.Gauge
}

// NewMetrics are figures of their own: nothing is shared with other parts of the
// program, or with another Metrics.
func NewMetrics() *Metrics {
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Name: "rasoat_" + name, Help: help})
	}
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Name: "rasoat_" + name, Help: help})
	}
	counters := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "rasoat_" + name, Help: help}, labels)
	}
	m := &Metrics{
		rounds: counters("rounds_total", "Rounds that ended, by result (ok, failed).", "result"),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "rasoat_round_seconds", Help: "How long rounds took.",
			Buckets: []float64{.1, .3, 1, 3, 10, 30, 100, 300}}),
		last:         gauge("last_round_timestamp_seconds", "When the last round ended that didn't fail."),
		lastFinished: gauge("last_end_timestamp_seconds", "When the last round ended, failed or not."),
		requests:     counters("api_requests_total", "Requests to a workbook's service, by kind and status.", "kind", "status"),
		waits:        counter("quota_waits_total", "How often a request waited for its quota."),
		waited:       counter("quota_wait_seconds_total", "How long requests waited for their quota."),
		findings:     prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "rasoat_findings", Help: "Findings of the last round, by status."}, []string{"status"}),
		depth:        gauge("outbox_messages", "Messages that wait to be sent."),
		oldest:       gauge("outbox_oldest_timestamp_seconds", "When the oldest message that waits was made; 0 when none does."),
	}
	r := prometheus.NewRegistry()
	r.MustRegister(m.rounds, m.seconds, m.last, m.lastFinished, m.requests, m.waits, m.waited, m.findings, m.depth, m.oldest,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, result := range []string{"ok", "failed"} {
		m.rounds.WithLabelValues(result) // there from the start, so that the first failure is a change
	}
	m.Handler = promhttp.HandlerFor(r, promhttp.HandlerOpts{DisableCompression: true})
	return m
}

// Round counts a round that ended at a moment.
func (m *Metrics) Round(ended time.Time, took time.Duration, failed bool) {
	m.seconds.Observe(took.Seconds())
	m.lastFinished.Set(seconds(ended))
	if failed {
		m.rounds.WithLabelValues("failed").Inc()
		return
	}
	m.rounds.WithLabelValues("ok").Inc()
	m.last.Set(seconds(ended))
}

// Request counts a request to a workbook's service: its kind (read, write), and
// the status of the answer, 0 for none.
func (m *Metrics) Request(kind string, status int) {
	m.requests.WithLabelValues(kind, strconv.Itoa(status)).Inc()
}

// Wait counts a request's waiting for its quota.
func (m *Metrics) Wait(d time.Duration) {
	m.waits.Inc()
	m.waited.Add(d.Seconds())
}

// Findings says how many findings of the last round have which status.
func (m *Metrics) Findings(v *rules.Verdict) {
	counts := map[rules.Status]int{}
	for i := range v.Findings {
		counts[v.Findings[i].Status]++
	}
	for _, s := range rules.Statuses() {
		m.findings.WithLabelValues(s.String()).Set(float64(counts[s]))
	}
}

// Outbox says how many messages wait, and since when the oldest does; the zero
// time when none does.
func (m *Metrics) Outbox(depth int, oldest time.Time) {
	m.depth.Set(float64(depth))
	if depth == 0 || oldest.IsZero() {
		m.oldest.Set(0)
		return
	}
	m.oldest.Set(seconds(oldest))
}

// seconds is a moment as Prometheus counts time.
func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }
