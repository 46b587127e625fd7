package mailer

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"rasoat/internal/golden"
	"rasoat/rules"
)

var options = Options{From: "rasoat@example.vn", To: []string{"vanphong@example.vn"}, Link: "https://bang.example.vn/a?b=1&c=2"}

func TestDigest(t *testing.T) {
	m, err := Digest(sample(), options)
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "digest.txt", "Subject: "+m.Subject+"\n\n"+m.Text)
}

// The HTML says what the text says, holds without styles and fetches nothing.
func TestDigestHTML(t *testing.T) {
	m, err := Digest(sample(), options)
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "digest.html", m.HTML)
	words := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	shown := html.UnescapeString(regexp.MustCompile(`(?s)<head>.*</head>|<[^>]*>`).ReplaceAllString(m.HTML, " "))
	have := map[string]int{}
	for _, w := range words(shown) {
		have[strings.ToLower(w)]++
	}
	for _, w := range words(m.Text) {
		if w = strings.ToLower(w); have[w] == 0 {
			t.Errorf("the text says %q, the HTML doesn't", w)
		}
	}
	for _, never := range []string{"<script", "<link", "url(", "src=\"http", "@import", "ZgotmplZ"} {
		if strings.Contains(m.HTML, never) {
			t.Errorf("the HTML has %s", never)
		}
	}
	// What mail programs drop is no loss: the one style sheet is for dark screens.
	if sheets := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindAllString(m.HTML, -1); len(sheets) != 1 || strings.Count(m.HTML, "<style") != 1 ||
		!strings.HasPrefix(sheets[0], "<style>\n:root{color-scheme:light dark}\n@media (prefers-color-scheme:dark){\n") {
		t.Errorf("style sheets: %s", sheets)
	}
}

// The same verdict gives the same mail; another moment gives another.
func TestDigestIsPure(t *testing.T) {
	first, _ := Digest(sample(), options)
	second, _ := Digest(sample(), options)
	a, err := first.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	b, _ := second.Bytes()
	if !bytes.Equal(a, b) {
		t.Error("made twice, the mail differs")
	}
	v := sample()
	v.At = v.At.Add(24 * time.Hour)
	if later, _ := Digest(v, options); later.MessageID() == first.MessageID() {
		t.Error("two mails have one Message-ID")
	}
}

// Part A may go to anybody: it has no cell, no link, no small figure of a unit.
func TestPartAHasNothingOfTheOffice(t *testing.T) {
	m, err := Digest(sample(), options)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(m.Text, "PHẦN A")
	partA, partB, found := strings.Cut(rest, "PHẦN B")
	if !found {
		t.Fatal("no part B")
	}
	for _, never := range []string{"http", " ô ", "D29", "trang '", "cột '", "Phần B"} {
		if strings.Contains(partA, never) {
			t.Errorf("part A says %q", never)
		}
	}
	for _, want := range []string{"ô D29", "cột 'Ngày rà soát'", "Trang 'Rà soát quý'", "Không áp dụng", "hết quý thêm 10 ngày"} {
		if !strings.Contains(strings.Join(strings.Fields(partB), " "), want) {
			t.Errorf("part B doesn't say %q", want)
		}
	}
}

// A subject is one line of about a hundred characters, whatever the names.
func TestSubject(t *testing.T) {
	v := sample()
	if m, _ := Digest(v, options); utf8.RuneCountInString(m.Subject) > subjectLength {
		t.Errorf("%q", m.Subject)
	}
	v.Plan.Short = strings.Repeat("Kế hoạch rất dài ", 10)
	m, _ := Digest(v, options)
	if n := utf8.RuneCountInString(m.Subject); n > subjectLength || !strings.HasSuffix(m.Subject, "đơn vị có việc quá hạn, 2 ô cần sửa") {
		t.Errorf("%d: %q", n, m.Subject)
	}
	for i := range v.Findings {
		v.Findings[i].Status = rules.Met
	}
	v.Defects = nil
	if m, _ := Digest(v, options); !strings.HasSuffix(m.Subject, ": không có việc quá hạn") {
		t.Errorf("%q", m.Subject)
	}
}

// Nothing read is no digest, and a link that isn't one is refused.
func TestDigestRefuses(t *testing.T) {
	empty := sample()
	empty.Data.Units = nil
	if _, err := Digest(empty, options); err == nil {
		t.Error("a digest of nothing")
	}
	for _, link := range []string{"javascript:alert(1)", "https://", "bang theo doi", "https://a b"} {
		if _, err := Digest(sample(), Options{From: "a@b.vn", To: []string{"c@d.vn"}, Link: link}); err == nil {
			t.Errorf("link %q", link)
		}
	}
}

// A projection is told once there is something to project from.
func TestDigestProjects(t *testing.T) {
	if m, _ := Digest(sample(), options); !strings.Contains(m.Text, "ước đến 31/12/2022 được 203/250") {
		t.Errorf("no projection:\n%s", m.Text)
	}
	early := sample()
	early.Today = rules.NewDate(2022, 2, 10)
	if m, _ := Digest(early, options); strings.Contains(m.Text, "ước đến") {
		t.Error("a projection from six weeks")
	}
}
