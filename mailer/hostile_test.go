package mailer

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"rasoat/rules"
)

// hostile is what people, or those who mean harm, may put where a name belongs.
var hostile = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	"Đoàn xã\r\nBcc: ke-xau@example.com\r\n\r\nThân thư khác",
	`=HYPERLINK("http://evil.example","Bấm")`,
	"https://evil.example/đăng-nhập",
	"{{.Subject}}",
	"Đoàn xã \u202eúhP nâuX",
	"Liên hệ 0912 345 678 hoặc 038123456789",
	norm.NFD.String("Đoàn xã Thọ Xương"),
	"Đoàn xã \x00\x07\x1b[31m",
	strings.Repeat("Rất dài ", 400),
}

// spoiled is the sample with hostile text wherever a workbook can put any.
func spoiled() *rules.Verdict {
	v := sample()
	for i := range v.Data.Units {
		text := hostile[i%len(hostile)]
		v.Data.Units[i].Name = text
		v.Data.Units[i].Groups = []string{"Vùng " + hostile[i%3]}
		v.Data.Units[i].Sector = hostile[(i+1)%3]
	}
	for i, text := range hostile {
		v.Data.Tabs = append(v.Data.Tabs, rules.TabRef{Book: text, BookName: text, Title: text})
		v.Defects = append(v.Defects, rules.Defect{At: rules.Ref{Tab: int32(3 + i), Row: 5}, Unit: text, Column: text, Value: text, Message: text})
		v.Problems = append(v.Problems, rules.Problem{Book: text, Tab: text, Message: text})
	}
	for i := range v.Findings {
		if f := &v.Findings[i]; f.Unit >= 0 {
			f.Group = v.Data.Units[f.Unit].Group()
		}
	}
	return v
}

// Hostile text arrives as text: no markup, no header, no link, no number that
// could be a person's.
func TestHostileTextIsInert(t *testing.T) {
	m, err := Digest(spoiled(), options)
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range regexp.MustCompile(`<(/?[a-zA-Z0-9!]+)`).FindAllStringSubmatch(m.HTML, -1) {
		if !strings.Contains(" !DOCTYPE html head meta title style br ol body table caption thead tbody tr th td p ul li h1 h2 hr img a ", " "+strings.TrimPrefix(tag[1], "/")+" ") {
			t.Errorf("the HTML has a %s", tag[0])
		}
	}
	if n := strings.Count(m.HTML, "<img"); n != 1 {
		t.Errorf("%d pictures", n)
	}
	if n := strings.Count(m.HTML, "href="); n != 1 {
		t.Errorf("%d links", n)
	}
	for name, text := range map[string]string{"text": m.Text, "HTML": html.UnescapeString(m.HTML), "subject": m.Subject} {
		if found := regexp.MustCompile(`\d[\d .-]{7,}\d`).FindAllString(text, -1); len(found) > 0 {
			for _, f := range found {
				if len(regexp.MustCompile(`\d`).FindAllString(f, -1)) > 8 {
					t.Errorf("the %s shows the number %s", name, f)
				}
			}
		}
		if strings.Contains(text, "//evil") && strings.Contains(text, "://evil") {
			t.Errorf("the %s has a link", name)
		}
		if !norm.NFC.IsNormalString(text) {
			t.Errorf("the %s isn't NFC", name)
		}
		if bad := regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f\x{202a}-\x{202e}\x{200b}]`).FindString(text); bad != "" {
			t.Errorf("the %s has %q", name, bad)
		}
	}
	raw, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	same(t, m, raw)
	if strings.Contains(string(raw), "\nBcc:") {
		t.Error("a name became a header")
	}
}

// However much is wrong, the digest stays under what mail programs cut off.
func TestDigestStaysSmall(t *testing.T) {
	v := sample()
	for i := range 5000 {
		v.Data.Units = append(v.Data.Units, rules.Unit{Name: fmt.Sprintf("Đoàn xã Rất Xa Số %d", i), Groups: []string{fmt.Sprintf("Vùng %d", i%40)}})
		v.Defects = append(v.Defects, rules.Defect{At: rules.Ref{Tab: 2, Row: int32(i)}, Unit: fmt.Sprintf("Đoàn xã Rất Xa Số %d", i),
			Column: "Ngày rà soát", Message: "Ngày '31/06/2022' không tồn tại; đề nghị ghi theo ngày/tháng/năm, ví dụ 05/04/2022."})
		judgeUnit(v, 16+i)
	}
	m, err := Digest(v, options)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := m.Bytes()
	if err != nil || len(raw) > 100_000 {
		t.Errorf("the mail has %d bytes (%v)", len(raw), err)
	}
}
