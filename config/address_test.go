package config

import (
	"net/mail"
	"net/url"
	"testing"
)

func TestAddress(t *testing.T) {
	for s, want := range map[string]bool{
		"vanphong@example.vn":                 true,
		"van.phong+05@a.example.vn":           true,
		"rasoat@localhost":                    true,
		"Văn phòng <vanphong@example.vn>":     true,
		`"Văn phòng (HĐ)" <v@example.vn>`:     true,
		"Văn phòng (HĐ) <v@example.vn>":       false,
		"vanphong":                            false,
		"van phong@example.vn":                false,
		"a@b@c.vn":                            false,
		"a@b.vn, c@d.vn":                      false,
		"a..b@example.vn":                     false,
		"a@example.vn\r\nBcc: c@d.vn":         false,
		"\"x\r\nBcc: c@d.vn\" <a@example.vn>": false,
		"a@-example.vn":                       false,
		"<a@example.vn":                       false,
		"":                                    false,
	} {
		got := isAddress(s, true)
		if got != want {
			t.Errorf("isAddress(%q) = %v", s, got)
		}
		if _, err := mail.ParseAddress(s); got && err != nil {
			t.Errorf("%q is taken, but no mail program would: %v", s, err)
		}
	}
	if isAddress("Văn phòng <vanphong@example.vn>", false) {
		t.Error("a name where a bare address is wanted")
	}
}

func TestLink(t *testing.T) {
	for s, want := range map[string]bool{
		"https://docs.google.com/spreadsheets/d/abc/edit#gid=0": true,
		"http://localhost:8080":                                 true,
		"https://đoàn.vn/sổ":                                    true,
		"www.example.vn":                                        false,
		"javascript:alert(1)":                                   false,
		"https://":                                              false,
		"https://a b":                                           false,
		`https://a.vn/"onclick=`:                                false,
	} {
		if got := isLink(s); got != want {
			t.Errorf("isLink(%q) = %v", s, got)
		}
		if _, err := url.Parse(s); isLink(s) && err != nil {
			t.Errorf("%q is taken, but isn't a link: %v", s, err)
		}
	}
}
