package main

import (
	"bufio"
	"context"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/sync/gsheet/gsheettest"
)

// demoPage is the example on a stand-in for Google, after its first cycle, and its
// page.
func demoPage(t *testing.T) (*standIn, *httptest.Server) {
	t.Helper()
	server := gsheettest.Start()
	t.Cleanup(server.Close)
	a := &app{ctx: context.Background(), stdout: io.Discard, stderr: os.Stderr, now: time.Now, log: logger(os.Stderr, false)}
	dir := filepath.Join(t.TempDir(), "d")
	if err := (demoCmd{Dir: dir}).makeGoogle(server); err != nil {
		t.Fatal(err)
	}
	s, err := config.Load(filepath.Join(dir, demoService))
	if err != nil {
		t.Fatal(err)
	}
	s.Google.Reads, s.Google.Writes = 1000, 1000
	d := newStandIn(a, server, s, time.Date(2022, 10, 20, 8, 0, 0, 0, s.Plan.Location))
	if _, err := d.cycle(); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewUnstartedServer(nil)
	web.Config.Handler = d.page()
	web.Start()
	t.Cleanup(web.Close)
	return d, web
}

// get is the page at a path as text.
func get(t *testing.T, web *httptest.Server, path string) string {
	t.Helper()
	r, err := web.Client().Get(web.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	return body(t, r, http.StatusOK)
}

func body(t *testing.T, r *http.Response, status int) string {
	t.Helper()
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != status {
		t.Fatalf("status %d, want %d: %v %.300s", r.StatusCode, status, err, text)
	}
	return string(text)
}

// typeInto types a text into a cell of a tab by the page's form and gives the page
// that follows.
func typeInto(t *testing.T, web *httptest.Server, tab, cell, text string) string {
	t.Helper()
	r, err := web.Client().PostForm(web.URL+"/edit", url.Values{"tab": {tab}, "cell": {cell}, "text": {text}})
	if err != nil {
		t.Fatal(err)
	}
	return body(t, r, http.StatusOK)
}

// The tab 'Rà soát quý', and in it a unit's cell for the day of its third quarter.
const (
	reviewsTab = "202"
	thirdDay   = "H9"
)

// shown is what a cell of the page shows, and its classes.
func shown(t *testing.T, page, cell string) (text, class string) {
	t.Helper()
	m := regexp.MustCompile(`<td(?: class="([^"]*)")?[^>]*><a href="[^"]*cell=` + cell + `"[^>]*>([^<]*)</a>`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("the page has no cell %s", cell)
	}
	return html.UnescapeString(m[2]), m[1]
}

// TestPage: a person fills in what is missing, and the next cycle changes the
// status beside it, on the page that follows.
func TestPage(t *testing.T) {
	d, web := demoPage(t)
	before := get(t, web, "/?tab="+reviewsTab)
	unit, _ := shown(t, before, "B9")
	if todo, _ := shown(t, before, "M9"); !strings.HasPrefix(todo, unit+": ghi ngày rà soát Quý III") {
		t.Fatalf("to do before: %q", todo)
	}
	if _, class := shown(t, get(t, web, "/"), "I10"); class != "fF8C9C4 own" {
		t.Errorf("an overdue status has the classes %q", class)
	}
	after := typeInto(t, web, reviewsTab, thirdDay, "30/9/2022")
	if text, class := shown(t, after, thirdDay); text != "30/09/2022" || class != "number here" {
		t.Errorf("the cell shows %q %q: typed as a day", text, class)
	}
	if todo, _ := shown(t, after, "M9"); strings.Contains(todo, "Quý III") || !strings.HasPrefix(todo, unit) {
		t.Errorf("to do after: %q", todo)
	}
	for _, want := range []string{"Đã ghi. Trạng thái dưới đây là sau lần kiểm tra 2.", "Ô <b>H9</b> · " + unit, "Lần kiểm tra 2</b>"} {
		if !strings.Contains(after, want) {
			t.Errorf("the page doesn't say %q", want)
		}
	}
	last, _ := d.state()
	if reads, writes := count(last, "read"), count(last, "write"); reads != 1 || writes < 1 || writes > 2 {
		t.Errorf("%d reads and %d writes after an edit", reads, writes)
	}
	typeInto(t, web, reviewsTab, thirdDay, "31/9/2022")
	if _, class := shown(t, get(t, web, "/?tab="+reviewsTab), "L9"); class != "fFBD9A5 long own" {
		t.Errorf("a day that doesn't exist: classes %q", class)
	}
	typeInto(t, web, reviewsTab, thirdDay, "")
	if again := get(t, web, "/?tab="+reviewsTab); table(again) != table(before) {
		t.Error("after taking the edits back the sheet isn't what it was")
	}
}

// TestPageSummary: the summary is one of the tabs, with its marks coloured.
func TestPageSummary(t *testing.T) {
	_, web := demoPage(t)
	m := regexp.MustCompile(`href="/\?tab=([0-9]+)[^"]*"[^>]*>Tổng hợp \(tự động\)<`).FindStringSubmatch(get(t, web, "/"))
	if m == nil {
		t.Fatal("the page names no summary")
	}
	page := get(t, web, "/?tab="+m[1])
	if text, _ := shown(t, page, "A3"); text != "38/55 cơ sở Đoàn không còn việc quá hạn." {
		t.Errorf("the story begins %q", text)
	}
	if !regexp.MustCompile(`<td class="fF8C9C4[^"]*"[^>]*><a [^>]*>✗</a>`).MatchString(page) {
		t.Error("no mark is red")
	}
}

func count(r round, kind string) (n int) {
	for _, q := range r.requests {
		if q.Kind == kind {
			n++
		}
	}
	return n
}

// table is the page's table.
func table(page string) string {
	_, rest, _ := strings.Cut(page, "<table>")
	return rest
}

// TestPageHostile: what people type stays text, wherever it is shown.
func TestPageHostile(t *testing.T) {
	_, web := demoPage(t)
	for _, text := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'"--><svg/onload=alert(1)>`, `{{.Book}}`, "javascript:alert(1)", "'=HYPERLINK(\"http://x\")",
	} {
		page := typeInto(t, web, reviewsTab, "B9", text)
		for _, bad := range []string{"<script", "<img", "<svg", "onerror=alert(1)>", `href="javascript`} {
			if strings.Contains(page, bad) {
				t.Errorf("%s: the page holds %s", text, bad)
			}
		}
		if got, _ := shown(t, page, "B9"); got != strings.TrimPrefix(text, "'") {
			t.Errorf("typed %q, the cell shows %q", text, got)
		}
	}
	for _, q := range []string{`?tab="><script>`, "?tab=7", "?tab=202&cell=<script>", "?tab=202&cell=ZZZ9999999", "?tab=202&cell=A0", "?cell=A1&saved=<b>"} {
		r, err := web.Client().Get(web.URL + "/" + strings.ReplaceAll(q, "<", "%3C"))
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if r.StatusCode >= 500 || strings.Contains(string(text), "<script") {
			t.Errorf("%s: status %d", q, r.StatusCode)
		}
	}
}

// TestPageRefuses: only the page itself may edit, only by its own address, only
// cells that exist.
func TestPageRefuses(t *testing.T) {
	d, web := demoPage(t)
	edit := "tab=" + reviewsTab + "&cell=" + thirdDay + "&text=30%2F9%2F2022"
	send := func(method, path, form string, header map[string]string) int {
		r, err := http.NewRequest(method, web.URL+path, strings.NewReader(form))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for k, v := range header {
			r.Header.Set(k, v)
		}
		if h := header["Host"]; h != "" {
			r.Host = h
		}
		answer, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		if answer.Header.Get("Content-Security-Policy") == "" || answer.Header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s %s %v: security headers are missing", method, path, header)
		}
		return answer.StatusCode
	}
	for _, c := range []struct {
		method, path, form string
		header             map[string]string
		want               int
	}{
		{"POST", "/edit", edit, map[string]string{"Origin": "http://evil.example"}, 403},
		{"POST", "/edit", edit, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"POST", "/edit", edit, map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		{"POST", "/edit", edit, map[string]string{"Origin": "null"}, 403},
		{"POST", "/edit", edit, map[string]string{"Host": "evil.example"}, 421},
		{"GET", "/", "", map[string]string{"Host": "evil.example"}, 421},
		{"GET", "/edit?" + edit, "", nil, 405},
		{"DELETE", "/", "", nil, 405},
		{"GET", "/elsewhere", "", nil, 404},
		{"POST", "/edit", "tab=7&cell=A1&text=x", nil, 404},
		{"POST", "/edit", "tab=202&cell=A1001&text=x", nil, 422},
		{"POST", "/edit", "tab=202&cell=x&text=x", nil, 422},
		{"POST", "/edit", "tab=202&cell=A9&text==1%2B1", nil, 422},
		{"POST", "/edit", "tab=202&cell=A9&text=" + strings.Repeat("x", 50001), nil, 422},
		{"POST", "/edit", "tab=202&cell=A9&text=" + strings.Repeat("x", 200<<10), nil, 400},
	} {
		if got := send(c.method, c.path, c.form, c.header); got != c.want {
			t.Errorf("%s %s %.60q %v: status %d, want %d", c.method, c.path, c.form, c.header, got, c.want)
		}
	}
	if last, _ := d.state(); last.n != 1 {
		t.Errorf("%d cycles ran: something was taken", last.n)
	}
	for _, header := range []map[string]string{{"Origin": web.URL}, {"Sec-Fetch-Site": "same-origin"}, {"Host": strings.Replace(web.Listener.Addr().String(), "127.0.0.1", "localhost", 1)}} {
		if got := send("POST", "/edit", edit, header); got != 303 {
			t.Errorf("%v: status %d, want 303", header, got)
		}
	}
}

// TestServe: the page is there until the program is interrupted, which is no
// error.
func TestServe(t *testing.T) {
	d, _ := demoPage(t)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	read, write := io.Pipe()
	defer read.Close()
	d.ctx, d.stdout = ctx, write
	ended := make(chan error, 1)
	first, _ := d.state()
	go func() {
		ended <- d.serve(d.app, first)
		write.Close()
	}()
	lines := bufio.NewScanner(read)
	for lines.Scan() {
		if url := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(lines.Text()); url != "" {
			r, err := http.Get(url)
			if err != nil {
				t.Fatal(err)
			}
			if page := body(t, r, http.StatusOK); !strings.Contains(page, demoTitle) {
				t.Errorf("the page: %.200s", page)
			}
			interrupt()
		}
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
