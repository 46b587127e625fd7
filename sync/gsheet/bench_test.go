package gsheet_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"golang.org/x/oauth2"
	"google.golang.org/api/option"
	"google.golang.org/api/sheets/v4"

	"rasoat/sync/gsheet/gsheettest"
)

// district is a spreadsheet of the size that 55 units make: a sheet of a thousand
// rows for each of three tabs, of which 56 to 221 are filled.
func district() *gsheettest.Spreadsheet {
	b := &gsheettest.Spreadsheet{ID: "big", Title: "Huyện"}
	for i, tab := range []struct {
		title      string
		rows, cols int
	}{{"Đơn vị", 56, 8}, {"Rà soát quý", 221, 6}, {"Báo cáo tháng", 56, 26}, {"Chỉ tiêu năm", 56, 30}} {
		g := gsheettest.NewGrid(int64(i), tab.title, 1000, max(26, tab.cols))
		for r := range tab.rows {
			for c := range tab.cols {
				cell := gsheettest.Cell{Value: fmt.Sprintf("Đoàn xã Xuân %d/%d", r, c)}
				if c > 1 {
					cell = gsheettest.Cell{Value: 44854.0 + float64(r), Format: "DATE", Pattern: "dd/mm/yyyy"}
				}
				g.Put(r, c, cell)
			}
		}
		b.Sheets = append(b.Sheets, g)
	}
	return b
}

// BenchmarkRead reads a district's spreadsheet; the metric is bytes before gzip.
func BenchmarkRead(b *testing.B) {
	s := gsheettest.New()
	s.Add(district())
	w := client(b, s).Workbook("big")
	b.ReportAllocs()
	for b.Loop() {
		_, err := w.Read(context.Background())
		must(b, err)
	}
	requests := s.Requests()
	b.ReportMetric(float64(requests[len(requests)-1].Sent), "bytes/read")
}

// BenchmarkReadWithoutMask is the same with all that Google offers.
func BenchmarkReadWithoutMask(b *testing.B) {
	s := gsheettest.New()
	s.Add(district())
	web := &http.Client{Transport: &oauth2.Transport{Source: s.Token(), Base: s}}
	c, err := sheets.NewService(context.Background(), option.WithHTTPClient(web), option.WithEndpoint(s.URL()+"/"))
	must(b, err)
	for b.Loop() {
		_, err := c.Spreadsheets.Get("big").IncludeGridData(true).Do()
		must(b, err)
	}
	requests := s.Requests()
	b.ReportMetric(float64(requests[len(requests)-1].Sent), "bytes/read")
}

// BenchmarkCycle55 is a cycle over a register and the 55 workbooks that it links to.
func BenchmarkCycle55(b *testing.B) {
	for _, changed := range []bool{false, true} {
		b.Run(fmt.Sprint("changed=", changed), func(b *testing.B) {
			plan, s := many(b, 55)
			c := client(b, s)
			run(b, linked(plan, "2022-10-11", c))
			b.ReportAllocs()
			s.Forget()
			n, days := 0, []string{"2022-12-25", "2022-10-11"}
			for b.Loop() {
				day := "2022-10-11"
				if changed {
					day = days[n%2]
				}
				n++
				run(b, linked(plan, day, c))
			}
			sent := 0
			for _, r := range s.Requests() {
				sent += r.Sent
			}
			kinds := count(s)
			b.ReportMetric(float64(kinds["read"])/float64(n), "reads/op")
			b.ReportMetric(float64(kinds["write"])/float64(n), "writes/op")
			b.ReportMetric(float64(sent)/float64(n), "bytes/op")
		})
	}
}
