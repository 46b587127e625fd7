package rules

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// FuzzReadValue holds cells of any text to what reading promises: it never
// panics, a fault goes with a bad value, a good value's digits are the cell's,
// and what is printed reads as the same value.
func FuzzReadValue(f *testing.F) {
	text, err := os.ReadFile("testdata/read/values.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		if in, _, ok := strings.Cut(line, "=> "); ok {
			f.Add(caseCell(strings.TrimSpace(in)).Text)
		}
	}
	for _, s := range []string{"''00", ",'A0", ",=0đ/c", ", N/A-1", "2/3/2022 ngày KH5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { holds(t, Cell{Kind: Text, Text: s}) })
}

// TestReadValueAny does the same with text made of what people write, and with
// numbers of all formats.
func TestReadValueAny(t *testing.T) {
	pieces := rapid.SampledFrom(strings.Split("0|1|5|12|31|20|10|2022|22|2.022|.|,|/|-| |  |:|(|)|%|đ/c|người|ngày|tháng|năm|Có|chưa|x|Đã|gửi|dự kiến|"+
		"KH|19-KH/ĐTN|không|áp dụng|thứ hai|8h30|08:00|=|#REF!|a@b.vn|0912345678|\u00a0|\u200b|–|nt|Quý|III|và|1.250|84,5|", "|"))
	rapid.Check(t, func(t *rapid.T) {
		if rapid.Bool().Draw(t, "text") {
			holds(t, Cell{Kind: Text, Text: strings.Join(rapid.SliceOfN(pieces, 0, 7).Draw(t, "pieces"), "")})
			return
		}
		holds(t, Cell{Kind: rapid.SampledFrom([]Kind{Number, Bool, Error, Empty}).Draw(t, "kind"),
			Num:    rapid.OneOf(rapid.Float64(), rapid.Float64Range(0, 120), rapid.Map(rapid.IntRange(-5, 50000), func(i int) float64 { return float64(i) })).Draw(t, "num"),
			Format: rapid.SampledFrom([]Format{General, AsDate, AsPercent}).Draw(t, "format")})
	})
}

type failer interface {
	Errorf(format string, args ...any)
}

func holds(t failer, cell Cell) {
	for _, typ := range Types() {
		c := &Column{Headers: []string{"Cột"}, Type: typ, Of: []string{"Trường học", "Địa bàn dân cư"}}
		v, fault := ReadValue(c, cell)
		if (v.State == Bad) != (fault != nil && fault.Severity == SevError) {
			t.Errorf("%s %+v: %+v with %+v", typ, cell, v, fault)
		}
		if fault != nil && (len([]rune(fault.Message)) > 250 || strings.ContainsFunc(fault.Message, unicode.IsControl)) {
			t.Errorf("%s %+v: sentence %q", typ, cell, fault.Message)
		}
		if v.State == Bad {
			continue
		}
		if cell.Kind == Text && v.State == Good && !derived(v, cell.Text) {
			t.Errorf("%s %q: invented %+v", typ, cell.Text, v)
		}
		back, _ := ReadValue(c, Cell{Kind: Text, Text: printed(v, c)})
		if !sameValue(v, back) {
			t.Errorf("%s %+v: read %+v, printed %q, read back %+v", typ, cell, v, printed(v, c), back)
		}
	}
}

// derived reports that the value's digits stand in the text, in their order (a
// day's in either order), and that a value without digits has none to account
// for.
func derived(v Value, text string) bool {
	have := digitsOf(text)
	if v.Date != 0 {
		day := v.Date.Time()
		for _, part := range []string{trimZeros(day.Format("2")), trimZeros(day.Format("1")), trimZeros(day.Format("06"))} {
			if !strings.Contains(have, part) {
				return false
			}
		}
		return true
	}
	return subsequence(strings.Trim(digitsOf(v.Num.String()), "0"), have)
}

func trimZeros(s string) string { return strings.TrimLeft(s, "0") }

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r = plainRune(r); r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func subsequence(part, whole string) bool {
	for i := 0; i < len(whole) && part != ""; i++ {
		if whole[i] == part[0] {
			part = part[1:]
		}
	}
	return part == ""
}
