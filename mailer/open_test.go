package mailer

import (
	"strings"
	"testing"
)

// TestContent: what goes out can be read again, with its pictures.
func TestContent(t *testing.T) {
	m := Message{From: "vp@example.vn", To: []string{"a@example.vn"}, Subject: "Tổng hợp", Text: "Kính gửi: Văn phòng\n\nĐã đủ.\n",
		HTML: `<p>Đã đủ.</p><img src="cid:c@x">`, Inline: []Part{{ID: "c@x", Name: "c.png", Type: "image/png", Data: []byte("png")}}}
	plain := m
	plain.HTML, plain.Inline = "", nil
	for name, c := range map[string]struct {
		m    Message
		html string
	}{"with a picture": {m, `<p>Đã đủ.</p><img src="data:image/png;base64,cG5n">`}, "plain": {plain, ""}} {
		raw, err := c.m.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		text, html, err := Content(raw)
		if err != nil || strings.ReplaceAll(text, "\r\n", "\n") != m.Text || strings.TrimSpace(html) != c.html {
			t.Errorf("%s: %q %q %v", name, text, html, err)
		}
	}
	deep := strings.Repeat("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", 20)
	for _, bad := range []string{"", "x", "Content-Type: ;\r\n\r\nx", deep} {
		if _, _, err := Content([]byte(bad)); err == nil {
			t.Errorf("%.20q is read", bad)
		}
	}
}
