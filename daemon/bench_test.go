package daemon_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/demo"
	"rasoat/rules"
	"rasoat/sync/xlsx"
)

// BenchmarkRound is one round in which nothing changed, as it is made each quarter of an
// hour, over a district's 55 units and over 10,000 of a small plan: how long it takes
// without reading the workbook, and by how much the ledger grows. (Cycles without news
// stay for a week.)
func BenchmarkRound(b *testing.B) {
	b.Run("units=55", func(b *testing.B) { benchRound(b, district) })
	b.Run("units=10000", func(b *testing.B) { benchRound(b, crowd) })
}

func benchRound(b *testing.B, books func(*testing.B) (*rules.Plan, []*sheet)) {
	d := &desk{mails: &mails{now: time.Now}, ledger: filepath.Join(b.TempDir(), "ledger.db")}
	d.plan, d.books = books(b)
	at := time.Date(2022, 10, 20, 8, 0, 0, 0, d.plan.Location)
	d.zone, d.mails.now = d.plan.Location, func() time.Time { return at }
	o := d.office()
	o.Mail, o.Now = false, d.mails.now
	defer o.Close()
	round := func() {
		if out, err := o.Round(b.Context(), at, "daemon"); err != nil || out.Down != nil {
			b.Fatal(err, out.Down)
		}
		if at = at.Add(15 * time.Minute); at.Hour() > 20 {
			at = at.Add(10 * time.Hour)
		}
	}
	size := func() int64 {
		if err := o.Close(); err != nil { // all of it is in the one file then
			b.Fatal(err)
		}
		info, err := os.Stat(d.ledger)
		if err != nil {
			b.Fatal(err)
		}
		return info.Size()
	}
	round()
	before, rounds := size(), 0
	for b.Loop() {
		round()
		rounds++
	}
	b.ReportMetric(float64(size()-before)/float64(rounds), "ledger-B/op")
	b.ReportMetric(float64(before), "ledger-B")
}

// district is the example of a district, in memory.
func district(b *testing.B) (*rules.Plan, []*sheet) {
	plan, err := config.LoadPlan("../plans/chi-thi-05.yaml")
	if err != nil {
		b.Fatal(err)
	}
	file, err := demo.Workbook()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "demo.xlsx")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		b.Fatal(err)
	}
	book, err := xlsx.New(path).Read(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return plan, []*sheet{newSheet("demo.xlsx", book.Tabs...)}
}

// crowd is 10,000 units with their reports of nine months and their figures.
func crowd(b *testing.B) (*rules.Plan, []*sheet) {
	text, err := os.ReadFile("testdata/plan.yaml")
	if err != nil {
		b.Fatal(err)
	}
	plan, err := config.ParsePlan("plan.yaml", []byte(strings.Replace(string(text), "units: 3", "units: 10000", 1)))
	if err != nil {
		b.Fatal(err)
	}
	units, reports, targets := []string{"Tên đơn vị|Cụm|Email"}, []string{"Tên đơn vị|T1|T2|T3|T4|T5|T6|T7|T8|T9|T10|T11|T12"}, []string{"Tên đơn vị|Đã giới thiệu"}
	for i := range 10_000 {
		name := fmt.Sprintf("Chi đoàn thôn %d", i+1)
		units = append(units, fmt.Sprintf("%s|Cụm %d|", name, i%40))
		row := name
		for month := 1; month <= 9; month++ {
			row += fmt.Sprintf("|%02d/%02d/2022", 10+i%9, month)
		}
		reports = append(reports, row)
		targets = append(targets, fmt.Sprintf("%s|%d", name, i%7))
	}
	return plan, []*sheet{newSheet("dong.xlsx", newTab("Đơn vị", units...), newTab("Báo cáo tháng", reports...), newTab("Chỉ tiêu năm", targets...))}
}
