package mailer

import (
	"errors"
	"io"
	"net/textproto"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// conversation is one mail's way through a mail server that has let us in.
//
// It never says goodbye before the mail's end was sent: textproto ends an open
// mail before it sends any other command, and the server would take what it has
// got so far. Whoever gives up cuts the line instead.
type conversation struct {
	client  *smtp.Client
	timeout time.Duration // for each step
	content io.WriteCloser
}

// pieceSize is how much of a mail is one step: a slow line gets the whole
// timeout for each.
const pieceSize = 16 << 10

// patience is how many times longer than any other step the server's answer to
// the mail's end may take: who gives up too early sends it twice.
const patience = 4

// offer says from whom and to whom, and sends everything but the mail's end.
func (c *conversation) offer(from, to string, raw []byte) error {
	for _, step := range []func() error{
		func() error { return c.client.Mail(from) },
		func() error { return c.client.Rcpt(to) },
		func() (err error) { c.content, err = c.client.Data(); return err },
	} {
		if err := c.step(1, step); err != nil {
			return err
		}
	}
	for len(raw) > 0 {
		piece := raw[:min(len(raw), pieceSize)]
		raw = raw[len(piece):]
		if err := c.step(1, func() error { _, err := c.content.Write(piece); return err }); err != nil {
			return err
		}
	}
	return c.step(1, c.client.Text.W.Flush)
}

// end sends the mail's end and waits for the answer.
func (c *conversation) end() error { return c.step(patience, c.content.Close) }

// step gives one step its time.
func (c *conversation) step(times int, do func() error) error {
	if err := c.client.UpdateDeadline(time.Duration(times) * c.timeout); err != nil {
		return err
	}
	return do()
}

// offered tells what went wrong before the mail's end was sent: nobody has it.
func offered(err error) Trouble {
	switch code := answer(err); {
	case code == 530 || code == 534 || code == 535 || code == 538: // it wants us to log in, or otherwise
		return LoginTrouble
	case code >= 500:
		return Refused
	case code >= 400:
		return Later
	case late(err):
		return TimeTrouble
	}
	return ConnectTrouble
}

// ended tells what became of the mail after its end was sent; true when the
// server has taken it.
func ended(err error) (Trouble, bool) {
	switch code := answer(err); {
	case err == nil, code >= 200 && code < 300:
		return 0, true
	case code >= 500 && code < 600:
		return Refused, false
	case code >= 400 && code < 500:
		return Later, false
	}
	return Unsure, false
}

// answer is the code of the server's answer that the error is about, 0 when it
// gave none.
func answer(err error) int {
	var said *textproto.Error
	if errors.As(err, &said) {
		return said.Code
	}
	return 0
}
