package mailer

import (
	"bytes"
	"errors"
	"fmt"
	netmail "net/mail"
	"regexp"
	"strings"

	"github.com/wneessen/go-mail"
)

// Build makes the mail that goes over the wire: plain text and HTML as
// alternatives, pictures beside the HTML, files behind, and the headers that keep automatic
// answers away. It refuses a line break in a header rather than trust anybody
// to encode it.
func Build(m Message) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithEncoding(mail.EncodingB64))
	if err := headers(msg, m); err != nil {
		return nil, err
	}
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
		if err := pictures(msg, m.Inline); err != nil {
			return nil, err
		}
	}
	for _, p := range m.Attach {
		if err := oneLine("attachment", p.Name+p.Type); err != nil {
			return nil, err
		}
		if err := msg.AttachReader(p.Name, bytes.NewReader(p.Data), mail.WithFileContentType(mail.ContentType(p.Type))); err != nil {
			return nil, fmt.Errorf("mail: attachment %s: %w", p.Name, err)
		}
	}
	return msg, nil
}

// pictures puts what the HTML shows beside it.
func pictures(msg *mail.Msg, parts []Part) error {
	for _, p := range parts {
		if err := oneLine("picture", p.ID+p.Name+p.Type); err != nil {
			return err
		}
		err := msg.EmbedReader(p.Name, bytes.NewReader(p.Data),
			mail.WithFileContentID("<"+p.ID+">"), mail.WithFileContentType(mail.ContentType(p.Type)))
		if err != nil {
			return fmt.Errorf("mail: picture %s: %w", p.Name, err)
		}
	}
	return nil
}

// headers sets who, to whom, when, what about.
func headers(msg *mail.Msg, m Message) error {
	if len(m.To) == 0 {
		return errors.New("mail: no recipient\nhint: name at least one address under mail.to")
	}
	if err := oneLine("subject", m.Subject); err != nil {
		return err
	}
	id := m.MessageID()
	if strings.ContainsAny(id, "<> \t\r\n") || !strings.Contains(id, "@") {
		return fmt.Errorf("mail: %q can't be a Message-ID", id)
	}
	from, err := address("sender", m.From)
	if err != nil {
		return err
	}
	msg.FromMailAddress(from)
	for _, to := range m.To {
		one, err := address("recipient", to)
		if err != nil {
			return err
		}
		msg.AddToMailAddress(one)
	}
	if m.ReplyTo != "" {
		reply, err := address("address for answers", m.ReplyTo)
		if err != nil {
			return err
		}
		if err := msg.ReplyTo(reply.String()); err != nil {
			return fmt.Errorf("mail: %w", err)
		}
	}
	msg.Subject(m.Subject)
	msg.SetDateWithValue(m.Date)
	msg.SetMessageIDWithValue(id)
	msg.SetBulk()
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	return nil
}

// address reads one address strictly.
func address(who, text string) (*netmail.Address, error) {
	if err := oneLine(who, text); err != nil {
		return nil, err
	}
	a, err := netmail.ParseAddress(text)
	if err != nil {
		return nil, fmt.Errorf("mail: %s %q isn't an address: %w\nhint: write it like vanphong@example.vn", who, text, err)
	}
	return a, nil
}

// oneLine refuses what could begin a header of its own.
func oneLine(what, text string) error {
	if strings.ContainsAny(text, "\r\n\x00") {
		return fmt.Errorf("mail: the %s has a line break in it: %q", what, text)
	}
	return nil
}

// boundaryIn finds the lines by which go-mail tells parts apart; it draws them
// at random.
var boundaryIn = regexp.MustCompile(`boundary=([0-9a-f]{60})`)

// Bytes is the mail as it would be sent. The same message gives the same bytes:
// the boundaries between its parts are made from its content.
func (m Message) Bytes() ([]byte, error) {
	msg, err := Build(m)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if _, err := msg.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	raw := out.Bytes()
	sum := m.digest()
	for i, found := range boundaryIn.FindAllSubmatch(raw, -1) {
		mark := fmt.Sprintf("%s%028d", sum, i)
		raw = bytes.ReplaceAll(raw, bytes.Clone(found[1]), []byte(mark))
	}
	return raw, nil
}
