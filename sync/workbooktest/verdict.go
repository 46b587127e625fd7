package workbooktest

import (
	"fmt"
	"time"

	"rasoat/rules"
)

// verdict is one on so many units, two to a group: each had a review in each quarter,
// and the last quarter's is overdue for every third. It needs no workbook.
func verdict(units int, at time.Time) *rules.Verdict {
	review := &rules.Rule{ID: "review", Clause: "III.4 đoạn 2", Title: "Rà soát quý", Every: rules.Quarter, Enabled: true,
		Do: "ghi ngày rà soát {kỳ ngắn}", Done: &rules.Done{Count: 1}}
	introduced := &rules.Rule{ID: "introduced", Index: 1, Clause: "II.2", Title: "Giới thiệu đoàn viên ưu tú", For: rules.ForAll,
		Every: rules.Year, Enabled: true, Reach: &rules.Reach{Sum: true, Milepost: []rules.Milepost{{}}}}
	v := &rules.Verdict{
		Plan: &rules.Plan{Title: "Kế hoạch thử", Year: 2022, Location: at.Location(), Rules: []*rules.Rule{review, introduced},
			Levels: rules.Levels{Unit: "cơ sở Đoàn", Groups: []string{"Vùng"}, All: "Toàn huyện", Sector: "Khu vực"}},
		Data: &rules.Data{}, At: at, Today: rules.DateOf(at),
	}
	for u := range units {
		v.Data.Units = append(v.Data.Units, rules.Unit{Name: fmt.Sprintf("Đoàn xã Xuân %d", u+1), Sector: "Dân cư", Groups: []string{fmt.Sprintf("Vùng %d", u/2+1)}})
		for q := 1; q <= 3; q++ {
			f := rules.Finding{Rule: review, Unit: u, Period: rules.NewPeriod(rules.Quarter, q, 2022), Status: rules.Met, Due: rules.NewDate(2022, time.Month(3*q+1), 10)}
			if q == 3 && u%3 == 0 {
				f.Status = rules.Overdue
			}
			v.Findings = append(v.Findings, f)
		}
	}
	v.Overall, v.Held = make([]rules.Status, units), make([]bool, units)
	v.Findings = append(v.Findings, rules.Finding{Rule: introduced, Level: rules.ForAll, Unit: -1, Period: rules.NewPeriod(rules.Year, 1, 2022),
		Status: rules.Behind, Value: rules.Int(162), Target: rules.Int(250), Counted: true, Aimed: true,
		Mark: rules.Int(187), MarkBy: rules.NewPeriod(rules.Quarter, 3, 2022)})
	return v
}

// morning is a moment of the sample's year.
func morning() time.Time { return time.Date(2022, 10, 20, 7, 0, 0, 0, time.UTC) }
