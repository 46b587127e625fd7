package rules

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParsePeriod(t *testing.T) {
	all := []Every{Month, Quarter, Half, Year}
	for _, c := range []struct {
		texts   string
		allowed []Every
		want    string // "" for none
	}{
		{"Quý III|Qúy 3|QUÝ III|quý 3|Quí III|Q.3|Q3|QIII|Q III|Quý ba|Quý III/2022|Quý III năm 2022|Quý 3-2022|2022-Q3|Báo cáo quý III|BC Q3|Quý Ⅲ|Quý III (T7-T9)|Quý III (bổ sung)|III|III/2022|Q.III", all, "2022-Q3"},
		{"T.6|T6|t6|Tháng 6|THÁNG 06|Thg 6|Th6|tháng sáu|06/2022|6/2022|T6/2022|T6/22|6/22|6-2022|2022-06|Báo cáo tháng 6|Tháng 6 năm 2022|6.2022|01/06/2022|kỳ tháng 6", all, "2022-06"},
		{"6T|6 tháng|06 tháng|Sáu tháng|6 tháng đầu năm|6 tháng đầu năm 2022|Sơ kết 6 tháng|Sơ kết 6 tháng đầu năm|Nửa đầu năm|Nửa năm đầu|2022-H1|H1|Báo cáo 6 tháng", all, "2022-H1"},
		{"6 tháng cuối năm|Nửa cuối năm|2022-H2", all, "2022-H2"},
		{"Năm|NAM|Cả năm|Năm 2022|2022|Tổng kết năm|Tổng kết|Tổng kết năm 2022|Báo cáo năm|12 tháng|BC năm 2022", all, "2022"},
		{"8|08|12", all, "2022-08|2022-08|2022-12"},
		{"3|2|1", all, ""},
		{"3|III|03", []Every{Quarter}, "2022-Q3"},
		{"3|III|T3|tháng ba", []Every{Month}, "2022-03"},
		{"03/2022|3/2022", []Every{Quarter}, "2022-Q3"},
		{"tháng giêng", all, "2022-01"},
		{"tháng Năm", all, "2022-05"},
		{"tháng mười một|tháng chạp", all, "2022-11|2022-12"},
		{"VIII", []Every{Month}, "2022-08"},
		{"T13|Quý V|Quý 0|13|T0|5/4/2022|30/06/2022|9 tháng|10 tháng|3 quý đầu năm|Quý I, II|Quý I+II|T1-T3|T6?|x|v|X|Sơ kết năm|đầu năm|cuối năm|Quý|Tháng|năm nay|tháng này|6²||-|T", all, ""},
		{"Quý I (2021)|T6/2021|Quý I/2023|2021|Năm 2023|6 tháng đầu năm 2021", all, ""},
		{"T6|8", []Every{Quarter}, ""},
		{"Quý I", []Every{Month}, ""},
	} {
		texts, wants := strings.Split(c.texts, "|"), strings.Split(c.want, "|")
		for i, text := range texts {
			want := wants[min(i, len(wants)-1)]
			p, ok := ParsePeriod(text, c.allowed, 2022)
			if p.String() != want || ok != (want != "") {
				t.Errorf("%q among %v: %s %v, want %q", text, c.allowed, p, ok, want)
			}
		}
	}
}

// TestParsePeriodBack reads the ways in which a period is printed.
func TestParsePeriodBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom([]Every{Month, Quarter, Half, Year}).Draw(t, "every")
		p := NewPeriod(e, rapid.IntRange(1, e.Count()).Draw(t, "n"), rapid.IntRange(2000, 2100).Draw(t, "year"))
		for _, text := range []string{p.String(), p.Short(), p.Label(), strings.ToUpper(p.Label())} {
			if got, ok := ParsePeriod(text, nil, int(p.Year)); !ok || got != p {
				t.Errorf("%q: %v %v", text, got, ok)
			}
		}
		ParsePeriod(rapid.String().Draw(t, "any"), nil, 2022)
	})
}
