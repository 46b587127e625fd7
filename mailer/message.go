package mailer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/mail"
	"strings"
	"time"
)

// Message is one mail, whole and ready: sending it adds nothing to it.
type Message struct {
	From    string // an address, with or without a name: "Văn phòng <vp@example.vn>"
	To      []string
	Subject string
	Date    time.Time
	ID      string // the Message-ID without its brackets; "": made from the content, see [Message.MessageID]
	Kind    string // what it is, for names of files: "tong-hop"
	Text    string
	HTML    string // "" for a mail of plain text only
	Inline  []Part // pictures that the HTML shows by "cid:" and their ID
	Attach  []Part // files that go with it
	ReplyTo string // whom an answer should go to; "": the sender
}

// Part is a picture or a file.
type Part struct {
	ID, Name, Type string // ID: of a picture only; Type: "image/png"
	Data           []byte
}

// Each is the message once for every recipient, each with an ID of its own that
// is the same whenever the same message is split again.
func (m Message) Each() []Message {
	if len(m.To) < 2 {
		return []Message{m}
	}
	each := make([]Message, len(m.To))
	for i, to := range m.To {
		each[i] = m
		each[i].To = []string{to}
		if m.ID != "" {
			left, domain, _ := strings.Cut(m.ID, "@")
			each[i].ID = fmt.Sprintf("%s.%d@%s", left, i+1, domain)
		}
	}
	return each
}

// MessageID is the message's ID, or one made from all that it says and the
// domain of From: the same message always has the same one.
func (m Message) MessageID() string {
	if m.ID != "" {
		return m.ID
	}
	id := m.digest() + "@" + domain(m.From)
	if m.Kind != "" { // names of files are made from it
		id = m.Kind + "." + id
	}
	return id
}

// digest is a short hash of everything in the message.
func (m Message) digest() string {
	h := sha256.New()
	field := func(s string) { fmt.Fprintf(h, "%d:", len(s)); io.WriteString(h, s) }
	for _, s := range []string{m.From, strings.Join(m.To, "\n"), m.Subject, m.Kind, m.Text, m.HTML} {
		field(s)
	}
	field(m.Date.UTC().Format(time.RFC3339))
	for _, p := range m.Inline {
		field(p.ID)
		field(string(p.Data))
	}
	for _, p := range m.Attach {
		field("attached")
		field(p.Name)
		field(p.Type)
		field(string(p.Data))
	}
	if m.ReplyTo != "" {
		field(m.ReplyTo)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// domain is what stands behind the @ of an address, as far as it may stand in a
// Message-ID.
func domain(from string) string {
	address, err := mail.ParseAddress(from)
	if err != nil {
		return "localhost"
	}
	_, host, _ := strings.Cut(address.Address, "@")
	for _, r := range host {
		if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-", r) {
			return "localhost"
		}
	}
	return host
}
