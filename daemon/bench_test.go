package daemon_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/demo"
	"rasoat/rules"
	"rasoat/sync/xlsx"
)

// BenchmarkRound is one round over a district's 55 units in which nothing changed, as
// it is made each quarter of an hour: how long it takes without reading the workbook,
// and by how much the ledger grows. (Cycles without news stay for a week.)
func BenchmarkRound(b *testing.B) {
	d := &desk{mails: &mails{now: time.Now}, ledger: filepath.Join(b.TempDir(), "ledger.db")}
	d.plan, d.books = district(b)
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
