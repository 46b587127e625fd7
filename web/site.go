package web

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"
)

//go:embed page
var files embed.FS

// Options say what the page shows and to whom.
type Options struct {
	Source  Source
	Past    Past             // nil: nothing is remembered
	Mails   Mails            // nil: no mail is kept
	Metrics *Metrics         // nil: no /metrics
	Hosts   []string         // names under which people reach the page, besides this computer's own: "theo-doi.example.vn"
	Now     func() time.Time // for /readyz
	Log     *slog.Logger
}

// site answers requests.
type site struct {
	Options
	pages *template.Template
	last  atomic.Pointer[view] // of the last state
	slots chan struct{}        // how many may ask what is kept on the disk at once
}

// patience is how long a page waits for what is kept on the disk.
const patience = 2 * time.Second

// New is the page's handler.
func New(o Options) http.Handler {
	s := &site{Options: o, slots: make(chan struct{}, 8)}
	s.pages = template.Must(template.New("").ParseFS(files, "page/*.html"))
	mux := http.NewServeMux()
	for path, build := range map[string]builder{
		"/{$}":             s.board,
		"/don-vi/{id}":     s.unit,
		"/noi-dung":        s.rules,
		"/noi-dung/{rule}": s.rule,
		"/tien-do":         s.progress,
		"/so-lieu":         s.defects,
		"/thu":             s.letters,
		"/thu/{id}":        s.letter,
		"/hoat-dong":       s.activity,
	} {
		mux.Handle(path, s.page(build))
	}
	mux.HandleFunc("/thu/{id}/noi-dung", s.letterBody)
	mux.HandleFunc("/style.css", s.style)
	mux.HandleFunc("/favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("/healthz", s.healthy)
	mux.HandleFunc("/readyz", s.ready)
	if o.Metrics != nil {
		mux.Handle("/metrics", o.Metrics)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.sorry(w, http.StatusNotFound, notHere) })
	return Guard(o.Hosts, reading(mux))
}

// reading lets only requests through that change nothing.
func reading(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "the page is read-only", http.StatusMethodNotAllowed)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// content is what a page says.
type content struct {
	name  string // of the template
	title string
	data  any
	table *table // nil: the page is no table
	busy  bool   // some of it is missing, since what is kept on the disk didn't answer
	frame bool   // it shows a document of its own in a frame
}

// builder makes what a page says for a request; nil when there is no such page.
type builder func(r *http.Request, v *view) *content

// view is the view of the last state; nil before the first.
func (s *site) view() *view {
	state := s.Source.State()
	if state == nil {
		return nil
	}
	if v := s.last.Load(); v != nil && v.State == state {
		return v
	}
	v := newView(state)
	s.last.Store(v)
	return v
}

// page answers with what build makes, in the form that the request asks for.
func (s *site) page(build builder) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.view()
		if v == nil {
			w.Header().Set("Retry-After", "30")
			s.sorry(w, http.StatusServiceUnavailable, notYet)
			return
		}
		c := build(r, v)
		form := r.FormValue("dang")
		switch {
		case c == nil, form != "" && c.table == nil:
			s.sorry(w, http.StatusNotFound, notHere)
		case form != "" && c.busy:
			s.sorry(w, http.StatusServiceUnavailable, isBusy)
		case form != "":
			s.export(w, c.table, form)
		default:
			s.html(w, r, v, c)
		}
	})
}

// export writes a table as a file.
func (s *site) export(w http.ResponseWriter, t *table, form string) {
	write, kind := t.csv, "text/csv; charset=utf-8"
	switch form {
	case "csv":
	case "json":
		write, kind = t.json, "application/json; charset=utf-8"
	default:
		s.sorry(w, http.StatusNotFound, notHere)
		return
	}
	text, err := write()
	if err != nil {
		s.failed(w, "table", err)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+t.name+"."+form+`"`)
	_, _ = w.Write(text) // a browser that left doesn't matter
}

// html writes a page, whole or not at all.
func (s *site) html(w http.ResponseWriter, r *http.Request, v *view, c *content) {
	if c.frame {
		w.Header().Set("Content-Security-Policy", policy+"; frame-src 'self'")
	}
	s.write(w, http.StatusOK, c.name, newSheet(r, v, c))
}

func (s *site) write(w http.ResponseWriter, status int, name string, data any) {
	var b bytes.Buffer
	if err := s.pages.ExecuteTemplate(&b, name, data); err != nil {
		s.failed(w, name, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // a browser that left doesn't matter
}

// failed tells the log why a page can't be made; the reader only that.
func (s *site) failed(w http.ResponseWriter, what string, err error) {
	s.Log.Error("page", "what", what, "error", err)
	http.Error(w, "the page can't be made", http.StatusInternalServerError)
}

// Why there is nothing to show.
const (
	notHere = "Không có trang này, hoặc đơn vị, nội dung, thư này không còn."
	notYet  = "Chưa có lần kiểm tra nào xong. Chờ một lát rồi tải lại trang."
	isBusy  = "Sổ theo dõi đang bận. Chờ một lát rồi tải lại trang."
)

// sorry is a page that says why there is nothing to show.
func (s *site) sorry(w http.ResponseWriter, status int, why string) {
	s.write(w, status, "sorry.html", struct{ Status, Why string }{http.StatusText(status), why})
}

// errBusy is that nothing answered in time.
var errBusy = errors.New("no answer in time")

// ask asks what is kept on the disk, for no longer than people wait: a locked
// file must not keep a page from showing what is known without it. What doesn't
// answer at all holds its slot, so that waiting requests can't pile up.
func ask[T any](s *site, r *http.Request, what string, question func(context.Context) (T, error)) (T, bool) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	type answer struct {
		value T
		err   error
	}
	got := make(chan answer, 1)
	a := answer{err: errBusy}
	select {
	case s.slots <- struct{}{}:
		go func() {
			defer func() { <-s.slots }()
			value, err := question(ctx)
			got <- answer{value, err}
		}()
		select {
		case a = <-got:
		case <-ctx.Done():
		}
	case <-ctx.Done():
	}
	if a.err != nil {
		s.Log.Warn("page: the ledger doesn't answer", "what", what, "error", a.err)
	}
	return a.value, a.err == nil
}
