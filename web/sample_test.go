package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/ledger"
	"rasoat/rules"
)

// Texts that somebody may type, and that must stay text.
const (
	script  = `<script>document.title="x"</script>`
	formula = `=HYPERLINK("http://x")`
	sign    = "@Đoàn lẻ" // a name that a spreadsheet may take for a formula
)

// sampleRows are the units of the sample: name, group, sector, the days of four
// reviews, aim, count, remark.
func sampleRows() [][]string {
	return [][]string{
		{"Đoàn xã Xuân Hồng", "Vùng số 2", "Địa bàn dân cư", "30/3/2022", "29/6/2022", "", "", "10", "4"},
		{"Đoàn xã Ân Phú", "Vùng số 2", "Địa bàn dân cư", "30/3/2022", "20/7/2022", "31/9/2022", "", "10", "9", script},
		{"Đoàn trường Đồng Tâm", "Vùng số 10", "Trường học", "", "29/6/2022", "30/9/2022", "", "5", "5"},
		{script, "Vùng số 10", "Trường học", "30/3/2022", "29/6/2022", "30/9/2022", "", "5", "x", `"><img src=x onerror=alert(1)>`},
		{sign, "", "Địa bàn dân cư", "30/3/2022", "29/6/2022", script, "", "5", formula, "Nguyễn Văn A, 0912345678"},
	}
}

// samplePlan is the plan of testdata.
func samplePlan(t testing.TB) *rules.Plan {
	t.Helper()
	text, err := os.ReadFile("testdata/plan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := config.ParsePlan("plan.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sampleBook is a workbook with rows as in sampleRows.
func sampleBook(rows [][]string) rules.Book {
	units := [][]rules.Cell{cells("Tên đơn vị", "Vùng", "Khu vực")}
	year := [][]rules.Cell{cells("Tên đơn vị", "Quý I", "Quý II", "Quý III", "Quý IV", "Chỉ tiêu", "Kết quả", "Ghi chú")}
	for _, r := range rows {
		units = append(units, cells(r[:3]...))
		year = append(year, cells(append([]string{r[0]}, r[3:]...)...))
	}
	return rules.Book{ID: "b", Name: "so.xlsx", Tabs: []rules.Tab{
		{ID: "1", Title: "Đơn vị", Rows: units, Own: rules.None()},
		{ID: "2", Title: "Cả năm", Rows: year, Own: rules.None()},
	}}
}

func cells(texts ...string) []rules.Cell {
	out := make([]rules.Cell, len(texts))
	for i, s := range texts {
		if s != "" {
			out[i] = rules.Cell{Kind: rules.Text, Text: s}
		}
	}
	return out
}

// day is a moment of the sample's year.
func day(month time.Month, day, hour int) time.Time {
	return time.Date(2022, month, day, hour, 0, 0, 0, time.FixedZone("ICT", 7*3600))
}

// sampleState is the sample as of 20/10/2022, 08:00, with a ledger that has known
// it since October.
func sampleState(t testing.TB, books ...rules.Book) *State {
	t.Helper()
	if books == nil {
		books = []rules.Book{sampleBook(sampleRows())}
	}
	p := samplePlan(t)
	v := rules.Judge(p, rules.Read(p, books), day(10, 20, 8).In(p.Location))
	s := &State{Verdict: v, Read: v.At, Problems: v.Problems, Late: day(10, 20, 12),
		Next: []Event{{day(10, 24, 7), "bản tổng hợp gửi Văn phòng"}}}
	s.Ledger.Apply(s.Ledger.Next(v, nil, []string{"b"}))
	s.Ledger.First = day(10, 1, 7)
	s.Ledger.Told.Troubles = map[string]ledger.Trouble{"smtp": {Key: "smtp", Since: day(10, 19, 7), Message: "Máy chủ thư không trả lời."}}
	return s
}

// kept is a stand-in for what is on the disk.
type kept struct {
	state *State
	err   error         // what every question gets
	block chan struct{} // every question waits for it, whatever its deadline; nil: none does
}

func (k *kept) State() *State { return k.state }

// wait is how every answer begins.
func (k *kept) wait() error {
	if k.block != nil {
		<-k.block
	}
	return k.err
}

func (k *kept) History(_ context.Context, f ChangeFilter) ([]ledger.Change, error) {
	var out []ledger.Change
	for _, c := range []ledger.Change{
		{Key: ledger.Key{Rule: "review", Subject: "Đoàn xã Xuân Hồng", Period: "2022-Q3"}, At: day(10, 11, 7), Was: rules.DueSoon, Is: rules.Overdue, Cause: ledger.Calendar, Said: "Chưa rà soát Quý III/2022."},
		{Key: ledger.Key{Rule: "gone", Subject: "Đoàn xã Xuân Hồng", Period: "2022"}, At: day(10, 11, 7), Was: rules.Missing, Is: rules.Met, Cause: ledger.Edited, Said: script},
		{Key: ledger.Key{Rule: "count", Subject: "Đoàn xã Xuân Hồng", Period: "2022"}, At: day(10, 1, 7), Is: rules.Behind, Cause: ledger.Seen},
	} {
		if f.Lets(c) {
			out = append(out, c)
		}
	}
	return out, k.wait()
}

func (k *kept) Trend(context.Context, ledger.Key) ([]Point, error) {
	return []Point{{day(7, 1, 7), 6}, {day(8, 1, 7), 9}, {day(8, 30, 7), 12}, {day(9, 30, 7), 14.5}}, k.wait()
}

func (k *kept) Cycles(_ context.Context, last int) ([]Cycle, error) {
	return []Cycle{{At: day(10, 20, 8), Took: 1840 * time.Millisecond, Books: 1, Units: 5, Defects: 5, Written: 3},
		{At: day(10, 20, 7), Took: 65 * time.Second, Unread: 1, Trouble: "Không đọc được bảng theo dõi."}}[:min(2, last)], k.wait()
}

func (k *kept) Letters(context.Context, int) ([]Letter, error) {
	return []Letter{k.letter("7"), k.letter("8"), k.letter("9")}, k.wait()
}

func (k *kept) letter(id string) Letter {
	switch id {
	case "7":
		return Letter{ID: "7", At: day(10, 17, 7), Sent: day(10, 17, 7), To: "v***@example.vn", Kind: "bản tổng hợp", Subject: "Tổng hợp đến 17/10", State: Sent,
			Office: true, Text: "chữ", HTML: "<!DOCTYPE html><html lang=vi><head><title>x</title></head><body><p style='color:#123456'>Kính gửi</p>" + script + "</body></html>"}
	case "8":
		return Letter{ID: "8", At: day(10, 18, 7), To: "x***@example.vn", Kind: "thư nhắc", About: "Đoàn xã Xuân Hồng", Subject: script, State: Refused, Note: "địa chỉ không có",
			Text: "riêng của đơn vị", HTML: "<p>riêng của đơn vị</p>"}
	}
	return Letter{ID: "9", At: day(10, 19, 7), To: "v***@example.vn", Kind: "bản tổng hợp", Subject: "Chỉ có chữ", Office: true, Text: "Thư " + script}
}

func (k *kept) Letter(_ context.Context, id string) (*Letter, error) {
	if err := k.wait(); err != nil {
		return nil, err
	}
	if id != "7" && id != "8" && id != "9" {
		return nil, nil
	}
	l := k.letter(id)
	return &l, nil
}

// handler is the page over what is kept.
func (k *kept) handler() http.Handler {
	return New(Options{Source: k, Past: k, Mails: k, Metrics: NewMetrics(), Hosts: []string{"Theo-doi.example.vn"},
		Now: func() time.Time { return day(10, 20, 9) }, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
}

// sample is the page over the sample.
func sample(t testing.TB) http.Handler { return (&kept{state: sampleState(t)}).handler() }

// get is the answer to a request at this computer.
func get(h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://127.0.0.1:8433"+target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// crowd is the sample with n units.
func crowd(n int) rules.Book {
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("Đoàn xã Số %04d", i+1), fmt.Sprintf("Vùng số %d", i%20+1), "Trường học", "30/3/2022", "29/6/2022", "", "", "10", fmt.Sprint(i % 11)}
	}
	return sampleBook(rows)
}

var errLocked = errors.New("database is locked")
