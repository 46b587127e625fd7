package web

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"rasoat/rules"
)

func unitAddress(name string) string { return unitLink(unitID(name)) }

// TestPages: what each page says, and what it doesn't.
func TestPages(t *testing.T) {
	h := sample(t)
	hong := unitAddress("Đoàn xã Xuân Hồng")
	for _, c := range []struct {
		target string
		status int
		says   []string
		not    []string
	}{
		{"/", 200, []string{"5 đơn vị.", ">Vùng số 2<", "Vùng: chưa rõ", `<td class="s1">✗<i>Quá hạn</i></td>`, `<td class="past">✗<i>Chưa đạt, đã chốt kỳ</i></td>`, "Số liệu đọc lúc 08:00 ngày 20/10/2022"}, nil},
		{"/?nhom=V%C3%B9ng+s%E1%BB%91+2", 200, []string{"2 đơn vị.", "Ân Phú", `<option value="Vùng số 2" selected>`}, []string{"Đồng Tâm"}},
		{"/?khu-vuc=Tr%C6%B0%E1%BB%9Dng+h%E1%BB%8Dc", 200, []string{"2 đơn vị.", "Đồng Tâm"}, []string{"Ân Phú"}},
		{"/?trang-thai=overdue", 200, []string{"1 đơn vị.", "Xuân Hồng"}, []string{"Ân Phú"}},
		{"/?trang-thai=unmet", 200, []string{"Không có đơn vị nào như vậy."}, []string{"<table"}}, // closed in April: history
		{"/?noi-dung=count", 200, []string{"5 đơn vị.", ">Giới thiệu</a>"}, []string{">T1<", ">III<"}},
		{"/?noi-dung=count&trang-thai=overdue", 200, []string{"Không có đơn vị nào"}, nil},
		{"/?tim=dong+tam", 200, []string{"1 đơn vị.", "Đồng Tâm"}, []string{"Ân Phú"}},
		{"/?tim=%C4%90%E1%BB%93ng", 200, []string{"1 đơn vị."}, nil},
		{"/?nhom=nobody&trang=99&trang-thai=x", 200, []string{"Không có đơn vị nào"}, nil},
		{hong, 200, []string{"<h1>Đoàn xã Xuân Hồng</h1>", "Ghi ngày rà soát Quý III vào cột", "Hạn 10/10/2022", "trang &#39;Cả năm&#39;, ô D2", "Mục II.1", "11/10/2022", "theo lịch", "Bắt đầu theo dõi 1 việc."}, nil},
		{unitAddress("Đoàn xã Ân Phú"), 200, []string{"Ô cần sửa (1)", "không tồn tại"}, nil},
		{"/don-vi/nobody", 404, []string{"Không có trang này"}, nil},
		{"/don-vi/..%2f..%2fetc%2fpasswd", 404, nil, nil},
		{"/noi-dung", 200, []string{"Rà soát quý", "Quý III", "Đơn vị có ghi chú"}, nil},
		{"/noi-dung/review", 200, []string{"Đơn vị, Quý III", "Xuân Hồng", "<th scope=\"row\"><a href=\"?ky=2022-Q1\">"}, nil},
		{"/noi-dung/review?ky=2022-Q1", 200, []string{"Đơn vị, Quý I<", "Đồng Tâm"}, nil},
		{"/noi-dung/review?ky=x", 200, []string{"Đơn vị, Quý III"}, nil},
		{"/noi-dung/count-all", 200, []string{"Toàn thể"}, nil},
		{"/noi-dung/remarks", 200, []string{"Đơn vị trong danh sách (3)", "Ân Phú"}, nil},
		{"/noi-dung/nothing", 404, nil, nil},
		{"/tien-do", 200, []string{"<svg", "<title id=\"c-count-all\">", "Chỉ tiêu 40", "polyline", "Bảng số", "30/09/2022"}, nil},
		{"/so-lieu", 200, []string{"Cả năm", "D3", "không tồn tại"}, nil},
		{"/so-lieu?bang=x", 200, []string{"Không có ô nào cần sửa."}, nil},
		{"/thu", 200, []string{"Tổng hợp đến 17/10", "✓ Đã gửi", "✗ Không gửi được", "v***@example.vn", "địa chỉ không có"}, []string{"Kính gửi"}},
		{"/thu/7", 200, []string{`<iframe src="/thu/7/noi-dung" sandbox=""`}, []string{"Kính gửi"}},
		{"/thu/8", 200, []string{"không hiện ở đây"}, []string{"riêng của đơn vị"}},
		{"/thu/9", 200, []string{`<pre class="letter"`, "&lt;script&gt;"}, nil},
		{"/thu/10", 404, nil, nil},
		{"/thu/7/noi-dung", 200, []string{"Kính gửi"}, nil},
		{"/thu/8/noi-dung", 404, nil, []string{"riêng"}},
		{"/thu/9/noi-dung", 404, nil, nil},
		{"/hoat-dong", 200, []string{"Máy chủ thư không trả lời.", "bản tổng hợp gửi Văn phòng", "1,8 giây", "1 phút 05 giây", "Không đọc được bảng"}, nil},
		{"/style.css", 200, []string{".s1 { background: #F8C9C4; }"}, nil},
		{"/elsewhere", 404, []string{"Không có trang này"}, nil},
		{"/page/style.css", 404, nil, nil},
		{"/favicon.ico", 204, nil, nil},
	} {
		w := get(h, http.MethodGet, c.target)
		body := w.Body.String()
		if w.Code != c.status {
			t.Errorf("%s: status %d, want %d", c.target, w.Code, c.status)
		}
		for _, s := range c.says {
			if !strings.Contains(body, s) {
				t.Errorf("%s doesn't say %q", c.target, s)
			}
		}
		for _, s := range c.not {
			if strings.Contains(body, s) {
				t.Errorf("%s says %q", c.target, s)
			}
		}
	}
}

// everywhere is an address of every page.
func everywhere() []string {
	return []string{"/", unitAddress("Đoàn xã Xuân Hồng"), unitAddress(script), unitAddress(sign), "/noi-dung", "/noi-dung/review", "/noi-dung/count",
		"/noi-dung/remarks", "/noi-dung/count-all", "/tien-do", "/so-lieu", "/thu", "/thu/7", "/thu/8", "/thu/9", "/hoat-dong"}
}

// TestHostile: what anybody types stays text, on every page and in every query;
// remarks and people's numbers are shown nowhere.
func TestHostile(t *testing.T) {
	h := sample(t)
	for _, target := range append(everywhere(), "/?tim=%3Cscript%3E&nhom=%22%3E%3Cscript%3E&trang-thai=%3Cscript%3E", "/so-lieu?bang=%3Cscript%3E", "/noi-dung/review?ky=%3Cscript%3E", "/%3Cscript%3E") {
		body := get(h, http.MethodGet, target).Body.String()
		for _, bad := range []string{"<script", "<img", "onerror=alert(1)>", "0912345678", "Nguyễn Văn A", " style="} {
			if strings.Contains(body, bad) {
				t.Errorf("%s holds %s", target, bad)
			}
		}
	}
	for _, form := range []string{"csv", "json"} {
		if body := get(h, http.MethodGet, "/?dang="+form).Body.String(); !strings.Contains(body, "script>") {
			t.Errorf("the %s lacks a unit", form)
		}
	}
}

// TestHosts: only this computer's names and those of the setting are answered.
func TestHosts(t *testing.T) {
	h := sample(t)
	for host, want := range map[string]int{
		"127.0.0.1:8433": 200, "127.0.0.1": 200, "localhost:1": 200, "LOCALHOST": 200, "[::1]:8433": 200, "theo-doi.example.vn": 200, "theo-doi.example.vn:443": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:8433": 421, "example.vn": 421, "": 421, "10.0.0.1:8433": 421, "2130706433": 421,
	} {
		r, _ := http.NewRequest(http.MethodGet, "http://x/healthz", nil)
		r.Host = host
		w := newRecorder(h, r)
		if w.Code != want {
			t.Errorf("host %q: status %d, want %d", host, w.Code, want)
		}
	}
}

// TestReadOnly: nothing but reading, and the headers on every answer.
func TestReadOnly(t *testing.T) {
	h := sample(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"} {
		if w := get(h, method, "/"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: status %d", method, w.Code)
		}
	}
	for _, target := range append(everywhere(), "/thu/7/noi-dung", "/?dang=csv", "/nothing", "/metrics", "/healthz", "/style.css") {
		head := get(h, http.MethodHead, target).Header()
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "same-origin", "Set-Cookie": ""} {
			if got := head.Get(name); got != want {
				t.Errorf("%s: %s is %q", target, name, got)
			}
		}
		if csp := head.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "script-src") {
			t.Errorf("%s: policy %q", target, csp)
		}
	}
	if csp := get(h, http.MethodGet, "/thu/7/noi-dung").Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp, "sandbox;") {
		t.Errorf("a mail's document: policy %q", csp)
	}
}

// TestBusy: what is kept on the disk may fail or never answer; pages still show
// what is known without it.
func TestBusy(t *testing.T) {
	state := sampleState(t)
	for name, k := range map[string]*kept{"failing": {state: state, err: errLocked}, "stuck": {state: state, block: make(chan struct{})}} {
		synctest.Test(t, func(t *testing.T) {
			if k.block != nil {
				k.block = make(chan struct{}) // of this bubble
				defer close(k.block)
			}
			h := k.handler()
			for _, c := range []struct {
				target string
				status int
				says   string
			}{
				{"/", 200, "5 đơn vị."},
				{unitAddress("Đoàn xã Xuân Hồng"), 200, "Ghi ngày rà soát Quý III"},
				{"/tien-do", 200, "<svg"},
				{"/thu", 200, "Sổ theo dõi đang bận"},
				{"/thu/7", 200, "Sổ theo dõi đang bận"},
				{"/thu/7/noi-dung", 503, "Sổ theo dõi đang bận"},
				{"/hoat-dong", 200, "bản tổng hợp gửi Văn phòng"},
				{"/hoat-dong?dang=csv", 503, "Sổ theo dõi đang bận"},
				{"/readyz", 503, "the ledger doesn't answer"},
				{"/healthz", 200, "ok"},
			} {
				w := get(h, http.MethodGet, c.target)
				if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
					t.Errorf("%s: %s: status %d, says %.200s", name, c.target, w.Code, w.Body)
				}
			}
		})
	}
}

// TestNothing: before the first cycle, and without a ledger.
func TestNothing(t *testing.T) {
	h := (&kept{}).handler()
	for _, target := range []string{"/", "/thu", "/so-lieu?dang=json", "/readyz"} {
		if w := get(h, http.MethodGet, target); w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s before the first cycle: status %d", target, w.Code)
		}
	}
	k := &kept{state: sampleState(t)}
	h = New(Options{Source: k})
	for _, target := range everywhere() {
		if w := get(h, http.MethodGet, target); w.Code != 200 && !strings.HasPrefix(target, "/thu/") {
			t.Errorf("%s without a ledger: status %d", target, w.Code)
		}
	}
	if w := get(h, http.MethodGet, "/metrics"); w.Code != 404 {
		t.Errorf("/metrics without figures: status %d", w.Code)
	}
}

// TestHeld: what can't be read keeps what it was, and says so.
func TestHeld(t *testing.T) {
	before := sampleState(t)
	p := before.Verdict.Plan
	book := sampleBook(sampleRows())
	units := book
	units.Tabs = book.Tabs[:1]
	v := rules.Judge(p, rules.Read(p, []rules.Book{units, {ID: "c", Name: "khac.xlsx", Unread: "Hết quyền truy cập."}}), day(10, 21, 8).In(p.Location))
	s := &State{Verdict: v, Read: v.At, Ledger: before.Ledger}
	s.Ledger.Apply(s.Ledger.Next(v, nil, []string{"b"}))
	h := (&kept{state: s}).handler()
	if body := get(h, http.MethodGet, unitAddress("Đoàn xã Xuân Hồng")).Body.String(); !strings.Contains(body, "Quá hạn (chưa đọc lại được)") || !strings.Contains(body, "có thể còn việc khác") {
		t.Error("the unit's page forgets what it still has to do")
	}
	body := get(h, http.MethodGet, "/").Body.String()
	if want := `<td class="s1 held">✗<i>Quá hạn (chưa đọc lại được)</i></td>`; !strings.Contains(body, want) {
		t.Errorf("the board doesn't hold %s:\n%.3000s", want, body)
	}
}
