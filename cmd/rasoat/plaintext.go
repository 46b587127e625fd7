package main

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
)

// plainText is the text of a mail that we made, without its headers; false when there
// is none to be found.
func plainText(raw []byte) (string, bool) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return "", false
	}
	return plainPart(textproto.MIMEHeader(m.Header), m.Body)
}

// plainPart is the first plain text of a part, or of those within it.
func plainPart(h textproto.MIMEHeader, body io.Reader) (string, bool) {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		kind = "text/plain" // what a mail without a type is
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err != nil {
				return "", false
			}
			if text, ok := plainPart(p.Header, p); ok {
				return text, true
			}
		}
	case kind != "text/plain":
		return "", false
	}
	switch strings.ToLower(h.Get("Content-Transfer-Encoding")) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	return strings.TrimRight(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n"), err == nil
}
