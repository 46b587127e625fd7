package mailer

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// script is a mail server that says what it is told to, and keeps all that it
// hears: it is no server's library that decides what a mail's end is.
type script struct {
	answers map[string]string // by the command's first word, "." for the mail's end; default: what a good server says. "drop" hangs up, "stall" waits
	offers  []string          // in the answer to EHLO
	deaf    int               // it hangs up after so many lines of the mail; 0: never

	mu    sync.Mutex
	heard []string // commands, and "." for a mail's end
	mails []string // whole ones, as they came over the wire
	part  string   // of one whose end never came
}

// run answers connections until the test ends, and gives a sender that reaches it.
func (s *script) run(t *testing.T) SMTP {
	t.Helper()
	cert, roots := certificate(t)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	if err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	t.Cleanup(func() { close(over); l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go s.serve(conn, over)
		}
	}()
	return SMTP{Host: "localhost", Security: ImplicitTLS, Roots: roots, Timeout: 5 * time.Second,
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, l.Addr().String())
		}}
}

// serve holds one conversation.
func (s *script) serve(conn net.Conn, over chan struct{}) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	fmt.Fprint(conn, "220 localhost\r\n")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		word := strings.ToUpper(strings.Fields(line + " ?")[0])
		s.hear(strings.TrimSpace(line))
		if !s.answer(conn, word, over) {
			return
		}
		if word != "DATA" || s.answers["DATA"] != "" {
			continue
		}
		if !s.listen(r) {
			return
		}
		s.hear(".")
		if !s.answer(conn, ".", over) {
			return
		}
	}
}

func (s *script) hear(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = append(s.heard, what)
}

// answer says what is to be said; false when it hangs up.
func (s *script) answer(conn net.Conn, word string, over chan struct{}) bool {
	good := map[string]string{"EHLO": "250-localhost", "DATA": "354 go on", "QUIT": "221 bye"}
	said := s.answers[word]
	switch said {
	case "drop":
		return false
	case "stall":
		<-over
		return false
	case "":
		if said = good[word]; said == "" {
			said = "250 ok"
		}
	}
	if word == "EHLO" {
		for _, offer := range s.offers {
			said += "\r\n250-" + offer
		}
		said += "\r\n250 OK"
	}
	fmt.Fprint(conn, said+"\r\n")
	return true
}

// listen hears a mail to its end; false when that never came.
func (s *script) listen(r *bufio.Reader) bool {
	var all strings.Builder
	for n := 1; ; n++ {
		line, err := r.ReadString('\n')
		if line == ".\r\n" {
			s.mu.Lock()
			s.mails = append(s.mails, all.String())
			s.mu.Unlock()
			return true
		}
		all.WriteString(line)
		if err != nil || n == s.deaf {
			s.mu.Lock()
			s.part = all.String()
			s.mu.Unlock()
			return false
		}
	}
}

// seen is how many mails' ends the server has heard.
func (s *script) seen() (ends int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, h := range s.heard {
		if h == "." {
			ends++
		}
	}
	return ends
}

var letter = Mail{From: "rasoat@example.vn", To: "vp@example.vn", ID: "mot@example.vn",
	Raw: []byte("From: <rasoat@example.vn>\r\nTo: <vp@example.vn>\r\nDate: Thu, 20 Oct 2022 08:00:00 +0700\r\n\r\nXin chao.\r\n")}

// step is one way in which a server can answer, and what is made of it.
type step struct {
	name    string
	answers map[string]string
	deaf    int
	long    bool // the mail has 14 MB
	trouble Trouble
	lasts   int
	ends    int // how many the server heard
	good    bool
}

// steps is a server's failures, in the order of a conversation.
func steps() []step {
	return []step{
		{name: "all is well", lasts: 1, ends: 1, good: true},
		{name: "MAIL: login wanted", answers: map[string]string{"MAIL": "530 5.7.0 Authentication required"}, trouble: LoginTrouble},
		{name: "MAIL: drop", answers: map[string]string{"MAIL": "drop"}, trouble: ConnectTrouble},
		{name: "RCPT: later", answers: map[string]string{"RCPT": "451 4.7.1 Greylisted"}, trouble: Later},
		{name: "RCPT: never", answers: map[string]string{"RCPT": "550 5.1.1 No such user"}, trouble: Refused},
		{name: "RCPT: stall", answers: map[string]string{"RCPT": "stall"}, trouble: TimeTrouble},
		{name: "RCPT: nonsense", answers: map[string]string{"RCPT": "xin chào"}, trouble: ConnectTrouble},
		{name: "RCPT: a code that means nothing here", answers: map[string]string{"RCPT": "354 go on"}, trouble: ConnectTrouble},
		{name: "DATA: never", answers: map[string]string{"DATA": "554 5.7.1 No"}, trouble: Refused},
		{name: "DATA: stall", answers: map[string]string{"DATA": "stall"}, trouble: TimeTrouble},
		{name: "DATA: drop", answers: map[string]string{"DATA": "drop"}, trouble: ConnectTrouble},
		{name: "drop in the middle of the mail", deaf: 3, long: true, trouble: ConnectTrouble},
		{name: "end: later", answers: map[string]string{".": "452 4.3.1 Disk full"}, trouble: Later, lasts: 1, ends: 1},
		{name: "end: never", answers: map[string]string{".": "554 5.6.0 Spam"}, trouble: Refused, lasts: 1, ends: 1},
		{name: "end: stall", answers: map[string]string{".": "stall"}, trouble: Unsure, lasts: 1, ends: 1},
		{name: "end: drop", answers: map[string]string{".": "drop"}, trouble: Unsure, lasts: 1, ends: 1},
		{name: "end: nonsense", answers: map[string]string{".": "xin chào"}, trouble: Unsure, lasts: 1, ends: 1},
		{name: "end: half an answer", answers: map[string]string{".": "250-wait"}, trouble: Unsure, lasts: 1, ends: 1},
		{name: "end: a code that means nothing here", answers: map[string]string{".": "354 go on"}, trouble: Unsure, lasts: 1, ends: 1},
		{name: "end: taken in other words", answers: map[string]string{".": "251 will forward"}, lasts: 1, ends: 1, good: true},
		{name: "QUIT: drop", answers: map[string]string{"QUIT": "drop"}, lasts: 1, ends: 1, good: true},
		{name: "QUIT: stall", answers: map[string]string{"QUIT": "stall"}, lasts: 1, ends: 1, good: true},
		{name: "QUIT: never", answers: map[string]string{"QUIT": "550 stay"}, lasts: 1, ends: 1, good: true},
	}
}

// At every step where a server can fail, the trouble says what became of the
// mail, and last is called once, before the server has heard the end, or never.
func TestDeliverFailsAtEachStep(t *testing.T) {
	for _, tc := range steps() {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			tc.try(t)
		})
	}
}

// try delivers one mail.
func (tc step) try(t *testing.T) {
	s := &script{answers: tc.answers, deaf: tc.deaf}
	sender := s.run(t)
	if tc.answers["."] != "" || strings.Contains(tc.name, "stall") {
		sender.Timeout = 200 * time.Millisecond
	}
	m := letter
	if tc.long {
		m.Raw = append(bytes.Clone(m.Raw), bytes.Repeat([]byte(strings.Repeat("x", 70)+"\r\n"), 200_000)...)
	}
	lasts := 0
	err := sender.Deliver(t.Context(), m, func() error {
		if s.seen() != 0 {
			t.Error("the server has heard the end before last")
		}
		lasts++
		return nil
	})
	var failed *SendError
	switch {
	case tc.good && err != nil:
		t.Errorf("error: %v", err)
	case !tc.good && (!errors.As(err, &failed) || failed.Trouble != tc.trouble || failed.To != m.To):
		t.Errorf("error %v, want trouble %d", err, tc.trouble)
	}
	if lasts != tc.lasts || s.seen() != tc.ends {
		t.Errorf("last was called %d times, the server heard %d ends; want %d and %d", lasts, s.seen(), tc.lasts, tc.ends)
	}
}

// Who can't write down that the mail goes out now doesn't send it: the server
// never hears its end, not even by the goodbye.
func TestDeliverLastStopsIt(t *testing.T) {
	s := &script{}
	sender := s.run(t)
	full := errors.New("disk full")
	err := sender.Deliver(t.Context(), letter, func() error { return full })
	if !errors.Is(err, full) {
		t.Errorf("error: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = sender.Deliver(ctx, letter, func() error { cancel(); return context.Cause(ctx) })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error: %v", err)
	}
	if err := sender.Deliver(t.Context(), letter, nil); err != nil { // by now it has heard what the others had to say
		t.Error(err)
	}
	if s.seen() != 1 {
		t.Errorf("the server took %d mails", s.seen())
	}
}

// Called off before the end, the mail is surely not delivered; after it, nobody
// knows.
func TestDeliverCalledOff(t *testing.T) {
	for answer, want := range map[string]Trouble{"RCPT": ConnectTrouble, ".": Unsure} {
		s := &script{answers: map[string]string{answer: "stall"}}
		sender := s.run(t)
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		err := sender.Deliver(ctx, letter, nil)
		cancel()
		var failed *SendError
		if !errors.As(err, &failed) || failed.Trouble != want || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("stalled at %s: %v, want trouble %d", answer, err, want)
		}
	}
}

// Dots, long lines and bare line feeds arrive as SMTP wants them.
func TestDeliverOverTheWire(t *testing.T) {
	s := &script{}
	m := letter
	m.Raw = []byte("Subject: a\r\n\r\n.\r\n..hai\n.một\r\n" + strings.Repeat("d", 3000) + "\r\nhết")
	if err := s.run(t).Deliver(t.Context(), m, nil); err != nil {
		t.Fatal(err)
	}
	want := "Subject: a\r\n\r\n..\r\n...hai\r\n..một\r\n" + strings.Repeat("d", 3000) + "\r\nhết\r\n"
	if len(s.mails) != 1 || s.mails[0] != want {
		t.Errorf("%q", s.mails)
	}
	if got := strings.Join(s.heard, "|"); !strings.Contains(got, "MAIL FROM:<rasoat@example.vn>|RCPT TO:<vp@example.vn>|DATA|.|QUIT") {
		t.Errorf("the server heard %s", got)
	}
}

// Addresses with all letters go to who takes them; nobody else is asked to.
func TestDeliverOtherLetters(t *testing.T) {
	m := letter
	m.To = "văn.phòng@ví-dụ.vn"
	s := &script{offers: []string{"SMTPUTF8", "8BITMIME"}}
	sender := s.run(t)
	if err := errors.Join(sender.Deliver(t.Context(), m, nil), sender.Deliver(t.Context(), letter, nil)); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(s.heard, "|")
	if !strings.Contains(got, "MAIL FROM:<rasoat@example.vn> BODY=8BITMIME SMTPUTF8|RCPT TO:<văn.phòng@ví-dụ.vn>|") ||
		!strings.Contains(got, "MAIL FROM:<rasoat@example.vn> BODY=8BITMIME|RCPT TO:<vp@example.vn>|") {
		t.Errorf("the server heard %s", got)
	}
	old := &script{}
	err := old.run(t).Deliver(t.Context(), m, func() error { t.Error("last"); return nil })
	var failed *SendError
	if !errors.As(err, &failed) || failed.Trouble != Refused || !strings.Contains(err.Error(), "SMTPUTF8") || old.seen() != 0 {
		t.Errorf("error: %v", err)
	}
}

// What can't be an address never gets to the server as something else.
func TestDeliverRefuses(t *testing.T) {
	for _, to := range []string{"", "vp", "vp@example.vn>\r\nDATA", "a@example.vn, b@example.vn", "vp@example.vn> SIZE=1"} {
		m := letter
		m.To = to
		err := SMTP{Host: "localhost", Dial: func(context.Context, string, string) (net.Conn, error) {
			t.Errorf("%q: connected", to)
			return nil, errors.New("no")
		}}.Deliver(t.Context(), m, nil)
		if failed := (*SendError)(nil); !errors.As(err, &failed) || failed.Trouble != Refused {
			t.Errorf("%q: %v", to, err)
		}
	}
}

// A message is one mail for each recipient; who can't be sent to stops nobody.
func TestMails(t *testing.T) {
	m, err := Digest(sample(), options)
	if err != nil {
		t.Fatal(err)
	}
	m.From, m.To = "Theo dõi <rasoat@example.vn>", []string{"Văn phòng <vp@example.vn>", "sai", "ba@example.vn"}
	mails, err := m.Mails()
	var failed *SendError
	if !errors.As(err, &failed) || failed.To != "sai" || failed.Trouble != Refused {
		t.Errorf("error: %v", err)
	}
	if len(mails) != 2 || mails[0].To != "vp@example.vn" || mails[1].To != "ba@example.vn" || mails[0].From != "rasoat@example.vn" || mails[0].ID == mails[1].ID {
		t.Fatalf("mails: %+v", mails)
	}
	for _, one := range mails {
		if !bytes.Contains(one.Raw, []byte("Message-ID: <"+one.ID+">")) {
			t.Errorf("the mail hasn't its ID %s", one.ID)
		}
		for line := range bytes.Lines(one.Raw) {
			if len(line) > 1000 {
				t.Errorf("a line of %d bytes", len(line))
			}
		}
	}
}

// A folder takes a mail as a server does; delivered once more, it is the same
// file.
func TestFolderDelivers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "outbox")
	var log []string
	box := Folder{Dir: dir, Wrote: func(path string, unchanged bool) {
		log = append(log, fmt.Sprint(filepath.Base(path), " ", unchanged))
	}}
	if err := box.Deliver(t.Context(), letter, func() error { return errors.New("disk full") }); err == nil {
		t.Error("delivered though last failed")
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("%d files", len(left))
	}
	other := letter
	other.Raw = append(bytes.Clone(other.Raw), "Them.\r\n"...)
	lasts := 0
	for _, m := range []Mail{letter, letter, other, other} {
		if err := box.Deliver(t.Context(), m, func() error { lasts++; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	want := "2022-10-20-mot.eml false|2022-10-20-mot.eml true|2022-10-20-mot-2.eml false|2022-10-20-mot-2.eml true"
	if got := strings.Join(log, "|"); got != want || lasts != 4 {
		t.Errorf("%d lasts, %s", lasts, got)
	}
	strange := Mail{ID: "../../etc/mật khẩu:x@y", Raw: []byte("x")}
	if got := strange.fileName(); strings.ContainsAny(got, `/\: `) || got == "" {
		t.Errorf("file name %q", got)
	}
}
