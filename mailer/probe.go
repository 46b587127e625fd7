package mailer

import "context"

// Probe connects, makes the connection private, logs in and says goodbye. Nothing
// is sent. Its error is a [*SendError] without a recipient.
func (s SMTP) Probe(ctx context.Context) error {
	line := &line{dial: s.Dial, config: s.tls(), implicit: s.Security == ImplicitTLS}
	defer line.close()
	defer context.AfterFunc(ctx, line.close)()
	client, server, trouble, err := s.enter(ctx, line)
	if err != nil {
		return &SendError{Trouble: trouble, Err: cause(ctx, err)}
	}
	_ = client.CloseWithSMTPClient(server) // we are in: a rude goodbye changes nothing
	return nil
}
