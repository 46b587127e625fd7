package mailer

import (
	"errors"
	"fmt"
	"net/textproto"
	"testing"
)

// TestCode: the server's numbers, never its words.
func TestCode(t *testing.T) {
	for _, tc := range []struct {
		err  error
		want string
	}{
		{errors.New("connection refused"), ""},
		{&textproto.Error{Code: 550, Msg: "5.1.1 <ai@example.vn> unknown"}, "550 5.1.1"},
		{fmt.Errorf("rcpt: %w", &textproto.Error{Code: 451, Msg: "ai@example.vn greylisted"}), "451"},
		{&textproto.Error{Code: 552, Msg: "5.1.1.ai@example.vn full"}, "552"},
	} {
		e := &SendError{To: "ai@example.vn", Trouble: Refused, Err: tc.err}
		if got := e.Code(); got != tc.want {
			t.Errorf("%v: %q, want %q", tc.err, got, tc.want)
		}
	}
}
