package mailer

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"net/textproto"
	"strings"
)

// Content is what one of our mails says, from its bytes: as plain text and as HTML
// with its pictures inside it (data:). html is "" for a mail of plain text. It is for
// mails that Bytes made; of others it takes what it knows.
func Content(raw []byte) (text, html string, err error) {
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return "", "", fmt.Errorf("mail: %w", err)
	}
	var o opened
	if err := o.part(textproto.MIMEHeader(m.Header), m.Body, 0); err != nil {
		return "", "", fmt.Errorf("mail: %w", err)
	}
	for _, p := range o.pictures {
		o.html = strings.ReplaceAll(o.html, "cid:"+p.ID, "data:"+p.Type+";base64,"+base64.StdEncoding.EncodeToString(p.Data))
	}
	return o.text, o.html, nil
}

// opened is what was found in a mail.
type opened struct {
	text, html string
	pictures   []Part
}

// deepest is how many parts may lie in each other.
const deepest = 8

// part takes a part of a mail, and the parts in it.
func (o *opened) part(h textproto.MIMEHeader, body io.Reader, depth int) error {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		return err
	}
	if strings.HasPrefix(kind, "multipart/") {
		return o.parts(multipart.NewReader(body, params["boundary"]), depth)
	}
	switch strings.ToLower(h.Get("Content-Transfer-Encoding")) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	id := strings.Trim(h.Get("Content-Id"), "<>")
	switch {
	case strings.HasPrefix(h.Get("Content-Disposition"), "attachment"):
	case kind == "text/plain" && o.text == "":
		o.text = string(data)
	case kind == "text/html" && o.html == "":
		o.html = string(data)
	case strings.HasPrefix(kind, "image/") && id != "":
		o.pictures = append(o.pictures, Part{ID: id, Type: kind, Data: data})
	}
	return nil
}

func (o *opened) parts(r *multipart.Reader, depth int) error {
	if depth == deepest {
		return errors.New("too many parts in each other")
	}
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := o.part(p.Header, p, depth+1); err != nil {
			return err
		}
	}
}
