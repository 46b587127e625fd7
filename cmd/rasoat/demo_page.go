package main

import (
	"bytes"
	"context"
	_ "embed" // the page
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"strings"
	"time"

	"rasoat/rules"
	"rasoat/sync/gsheet/gsheettest"
)

//go:embed page/page.html
var pageHTML string

//go:embed page/page.css
var pageCSS string

// longestText is how many bytes an edit may have.
const longestText = 100 << 10

// serve shows the spreadsheet on a page of this computer until it is interrupted;
// meanwhile a cycle runs every few seconds.
func (d *standIn) serve(a *app, first round) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	web := &http.Server{Handler: d.page(listener.Addr().String()), ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout: 30 * time.Second, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(listener) }()
	fmt.Fprintf(a.stdout, "Lần 1: %s\n\nMở trang này bằng trình duyệt, bấm vào một ô để sửa: http://%s/\nTrong lúc đó, ở cửa sổ lệnh khác: %s check -c %s --at %s\nDừng: Ctrl-C\n",
		first.said(), listener.Addr(), program(), d.books.service.Path, first.report.Verdict.Today.ISO())
	failed := d.watch(a)
	quiet, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), 5*time.Second)
	defer cancel()
	stopping := web.Shutdown(quiet)
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	if failed != nil {
		return failed
	}
	if stopping != nil {
		_ = web.Close() // a browser that still reads is cut off
	}
	fmt.Fprintln(a.stdout, "Đã dừng.")
	return nil
}

// watch runs a cycle every few seconds until it is interrupted, which is no error.
func (d *standIn) watch(a *app) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-a.ctx.Done():
			return nil
		case <-tick.C:
		}
		if _, err := d.cycle(); a.ctx.Err() == nil && err != nil {
			return err
		}
	}
}

// page is the page's handler. It answers only requests that name its own address,
// so that no other site's page can reach it through a name of its own, and only
// edits that come from the page itself.
func (d *standIn) page(address string) http.Handler {
	view := template.Must(template.New("page").Parse(pageHTML))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		d.show(w, view, http.StatusOK, asked{tab: r.FormValue("tab"), cell: r.FormValue("cell"), saved: r.FormValue("saved") != ""})
	})
	mux.HandleFunc("GET /style.css", style)
	mux.HandleFunc("POST /edit", func(w http.ResponseWriter, r *http.Request) { d.edited(w, r, view) })
	return guarded(address, http.NewCrossOriginProtection().Handler(mux))
}

// guarded checks the Host header and sets the headers that keep a page to itself.
func guarded(address string, next http.Handler) http.Handler {
	_, port, _ := net.SplitHostPort(address)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if r.Host != address && r.Host != "localhost:"+port {
			http.Error(w, "misdirected request", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// style is the page's style sheet, with a class for each colour of our labels.
func style(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	var b strings.Builder
	b.WriteString(pageCSS)
	for _, l := range rules.Labels() {
		if fill := l.Fill(); fill != "" {
			fmt.Fprintf(&b, ".f%s { background: #%s; }\n", fill, fill)
		}
	}
	_, _ = w.Write([]byte(b.String())) // a browser that left doesn't matter
}

// edited takes what a person typed into a cell, lets the next cycle run at once
// and leads back to the cell.
func (d *standIn) edited(w http.ResponseWriter, r *http.Request, view *template.Template) {
	r.Body = http.MaxBytesReader(w, r.Body, longestText)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form can't be read", http.StatusBadRequest)
		return
	}
	q := asked{tab: r.PostForm.Get("tab"), cell: r.PostForm.Get("cell"), typed: r.PostForm.Get("text")}
	q.wrong = d.put(q)
	if q.wrong == "" {
		if _, err := d.cycle(); err != nil {
			http.Error(w, "the program is ending", http.StatusServiceUnavailable)
			return
		}
		http.Redirect(w, r, link(q.tab, q.cell)+"&saved=1", http.StatusSeeOther)
		return
	}
	d.show(w, view, http.StatusUnprocessableEntity, q)
}

// put types the text into the cell. It gives what is wrong, in Vietnamese.
func (d *standIn) put(q asked) (wrong string) {
	row, col, ok := fromA1(q.cell)
	d.server.Edit(demoSheet, func(b *gsheettest.Spreadsheet) {
		g := sheetOf(b, q.tab)
		if g == nil || !ok {
			wrong = "không có ô này"
			return
		}
		if rows, cols := g.Size(); row >= rows || col >= cols {
			wrong = "ô nằm ngoài bảng"
			return
		}
		cell, err := g.At(row, col).Typed(q.typed)
		if err != nil {
			wrong = err.Error()
			return
		}
		g.Put(row, col, cell)
	})
	return wrong
}

// show renders the page.
func (d *standIn) show(w http.ResponseWriter, view *template.Template, status int, q asked) {
	last, news := d.state()
	var data *pageData
	d.server.Look(demoSheet, func(b *gsheettest.Spreadsheet) { data = newPage(b, q) })
	if data == nil {
		http.Error(w, "không có trang này", http.StatusNotFound)
		return
	}
	data.Day = last.report.Verdict.Today.String()
	data.Round = newRoundData(last, news)
	var b bytes.Buffer
	if err := view.Execute(&b, data); err != nil {
		d.log.Error("page", "error", err)
		http.Error(w, "the page can't be made", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // a browser that left doesn't matter
}
