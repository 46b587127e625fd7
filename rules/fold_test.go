package rules

import (
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for _, c := range [][]string{ // all of a line are the same
		{"Đoàn xã Xuân Hoà", "ĐOÀN XÃ XUÂN HÒA", "đoàn  xã\u00a0Xuân\nHòa", "Đoàn xã Xuân Hoà\u200b", " Đoàn\u200d xã xuân hoà ", "Ðoàn xã Xuân Hòa", norm.NFD.String("Đoàn xã Xuân Hòa")},
		{"Quý", "Qúy", "QUÝ", "quý"},
		{"Thúy", "Thuý"},
		{"THPT Lê Lợi - Thọ Xuân", "THPT Lê Lợi – Thọ Xuân", "THPT Lê Lợi—Thọ Xuân", "THPT Lê Lợi-Thọ Xuân"},
		{"“A”", "\"A\"", "„A‟"},
		{"ＡＢＣ１２", "abc12"},
		{"Quý Ⅲ", "quý III"},
		{"n/t", "N / T", "n /t"},
		{"", " ", "\u200b", "\ufeff"},
	} {
		for _, s := range c[1:] {
			if Fold(s) != Fold(c[0]) {
				t.Errorf("%q is %q, %q is %q", c[0], Fold(c[0]), s, Fold(s))
			}
		}
	}
	for _, c := range [][2]string{{"Hồng", "Hống"}, {"Hồng", "Hông"}, {"đ", "d"}, {"Xuân Trường", "Trường Xuân"}, {"a b", "ab"}, {"ơ", "o"}} {
		if Fold(c[0]) == Fold(c[1]) {
			t.Errorf("%q and %q are the same", c[0], c[1])
		}
	}
	if Bare("Đoàn xã Xuân Hồng – Ở") != "doan xa xuan hong-o" {
		t.Errorf("Bare is %q", Bare("Đoàn xã Xuân Hồng – Ở"))
	}
}

// TestFoldAny: folding twice is folding once, and neither case nor composition
// matters.
func TestFoldAny(t *testing.T) {
	letters := rapid.SampledFrom([]rune("aAàÀạẶăâđĐƠớỨýỹ xX-–/ \u00a0\u200b.\"”(1Ⅲ"))
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(letters).Draw(t, "s"))
		f := Fold(s)
		if Fold(f) != f || Fold(norm.NFD.String(s)) != f || Fold(norm.NFC.String(s)) != f {
			t.Errorf("%q: %q, again %q", s, f, Fold(f))
		}
		if b := Bare(s); bareFold(b) != b {
			t.Errorf("%q: bare %q", s, b)
		}
		Fold(rapid.String().Draw(t, "any"))
	})
}

func TestShown(t *testing.T) {
	long := "Đoàn viên đã được học tập, quán triệt đầy đủ"
	for in, want := range map[string]string{
		"4/5":                     "4/5",
		"a\nb\tc\u200b\u202e":     "a b c",
		long:                      "Đoàn viên đã được học tập, quán triệt đầ…",
		"gọi 0912345678 nhé":      "gọi ********** nhé",
		"0912.345.678":            "************",
		"0912 345 678":            "************",
		"038201012345":            "************",
		"20.10.2022 - 21.10.2022": "20.10.2022 - 21.10.2022",
		"2022-10-20 08:00":        "2022-10-20 08:00",
		"12345678":                "12345678",
		"xem bithu@donvi.vn, gấp": "xem ***@***, gấp",
		"Đoàn viên đã được học tập quán triệt 0912345678": "Đoàn viên đã được học tập quán triệt ***…",
		"": "",
	} {
		if got := Shown(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestShownAny: never more than 40 characters and an ellipsis, one line, never
// nine digits in a row.
func TestShownAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9 .\-a(/]{0,60}`)).Draw(t, "s")
		got := Shown(s)
		if n := len([]rune(got)); n > 41 {
			t.Errorf("%q: %d characters", s, n)
		}
		run := 0
		for _, r := range got {
			if r < ' ' || r == 0x7f {
				t.Errorf("%q: control character in %q", s, got)
			}
			if run++; r < '0' || r > '9' {
				run = 0
			}
			if run >= secretDigits {
				t.Errorf("%q: %q", s, got)
			}
		}
	})
}
