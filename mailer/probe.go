package mailer

import (
	"context"

	"github.com/wneessen/go-mail"
)

// Probe connects, makes the connection private, logs in and says goodbye. Nothing
// is sent. Its error is a [*SendError] without a recipient.
func (s SMTP) Probe(ctx context.Context) error {
	password, err := s.secret(ctx)
	if err != nil {
		return &SendError{Trouble: noToken(err), Err: cause(ctx, err)}
	}
	line := &line{dial: s.Dial, config: s.tls(), implicit: s.Security == ImplicitTLS}
	client, err := mail.NewClient(s.Host, s.options(password, line)...)
	if err != nil {
		return &SendError{Trouble: Refused, Err: err}
	}
	defer line.close()
	defer context.AfterFunc(ctx, line.close)()
	conversation, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return &SendError{Trouble: before(err, line), Err: cause(ctx, err)}
	}
	_ = client.CloseWithSMTPClient(conversation) // we are in: a rude goodbye changes nothing
	return nil
}
