package main

import (
	"bytes"
	"context"
	_ "embed" // the page
	"fmt"
	"html/template"
	"net"
	"net/http"
	"strings"
	"time"

	"rasoat/rules"
	"rasoat/sync/gsheet/gsheettest"
	"rasoat/web"
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
	ctx, stop := context.WithCancel(a.ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- web.Serve(ctx, listener, d.page())
		stop()
	}()
	fmt.Fprintf(a.stdout, "Lần 1: %s\n\nMở trang này bằng trình duyệt, bấm vào một ô để sửa: http://%s/\nTrong lúc đó, ở cửa sổ lệnh khác: %s check -c %s --at %s\nDừng: Ctrl-C\n",
		first.said(), listener.Addr(), program(), d.books.service.Path, first.report.Verdict.Today.ISO())
	failed := d.watch(ctx)
	stop()
	if err := <-ended; err != nil {
		return err
	}
	if failed == nil {
		fmt.Fprintln(a.stdout, "Đã dừng.")
	}
	return failed
}

// watch runs a cycle every few seconds until ctx ends, which is no error.
func (d *standIn) watch(ctx context.Context) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if _, err := d.cycle(); ctx.Err() == nil && err != nil {
			return err
		}
	}
}

// page is the page's handler. It answers only requests that name this computer,
// and only edits that come from the page itself.
func (d *standIn) page() http.Handler {
	view := template.Must(template.New("page").Parse(pageHTML))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		d.show(w, view, http.StatusOK, asked{tab: r.FormValue("tab"), cell: r.FormValue("cell"), saved: r.FormValue("saved") != ""})
	})
	mux.HandleFunc("GET /style.css", style)
	mux.HandleFunc("POST /edit", func(w http.ResponseWriter, r *http.Request) { d.edited(w, r, view) })
	return web.Guard(nil, http.NewCrossOriginProtection().Handler(mux))
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
