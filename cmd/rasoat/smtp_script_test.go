package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"strings"
	gosync "sync"
	"testing"
	"time"

	"rasoat/internal/mailtest"
)

// scripted is a mail server that misbehaves at a step. Its steps are "greeting", "EHLO",
// "STARTTLS", "tls" (the handshake), "AUTH", "MAIL", "RCPT", "DATA" (the command),
// "body" (the mail's first line has come), "end" (all of it has come) and "QUIT".
//
// "RCPT vp@example.vn" is the step for one recipient alone.
//
// What it does at a step: "421 Busy" answers that; "stall" answers nothing; "drop" hangs
// up; "twice" answers well and says so once more; "slow" answers well after a while;
// "silent": it doesn't offer this.
type scripted struct {
	port  int
	roots *x509.CertPool
	cert  tls.Certificate

	mu     gosync.Mutex
	script map[string]string
	come   map[string]bool // steps at which it was
	talks  int             // conversations
	ended  map[string]int  // by recipient: mails of which all has come
	taken  map[string]int  // by recipient: those that it didn't refuse
	mails  []string        // all that it took
}

func newScripted(t *testing.T, host string) *scripted {
	t.Helper()
	s := &scripted{come: map[string]bool{}, ended: map[string]int{}, taken: map[string]int{}}
	var err error
	s.cert, s.roots, err = mailtest.Certificate(host)
	check(t, err)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	t.Cleanup(func() { l.Close() })
	s.port = l.Addr().(*net.TCPAddr).Port
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return // the test is over
			}
			go s.talk(c)
		}
	}()
	return s
}

// misbehave changes what it does from now on; nil: it behaves.
func (s *scripted) misbehave(script map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = script
}

// at reports whether a conversation came to a step.
func (s *scripted) at(step string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.come[step]
}

func (s *scripted) counts(to string) (talks, ended, taken int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.talks, s.ended[to], s.taken[to]
}

// talk is one conversation.
func (s *scripted) talk(c net.Conn) {
	s.mu.Lock()
	s.talks++
	talk := &talk{Conn: c, server: s, lines: bufio.NewReader(c), script: s.script}
	s.mu.Unlock()
	defer func() { talk.Conn.Close() }()
	if !talk.answer("greeting", "220 localhost ready") {
		return
	}
	for {
		line, err := talk.lines.ReadString('\n')
		if err != nil || !talk.command(strings.TrimRight(line, "\r\n")) {
			return
		}
	}
}

type talk struct {
	net.Conn
	server *scripted
	lines  *bufio.Reader
	script map[string]string
	secure bool
	to     string
}

// answer answers at a step, well unless the script says otherwise; false ends the talk.
func (k *talk) answer(step, well string) bool {
	k.server.mu.Lock()
	k.server.come[step] = true
	k.server.mu.Unlock()
	switch act := k.script[step]; act {
	case "", "silent", "slow":
		if act == "slow" {
			time.Sleep(200 * time.Millisecond)
		}
		fmt.Fprintf(k, "%s\r\n", well)
		return true
	case "stall":
		_, _ = k.lines.ReadString('\n') // until the other side gives up
		return false
	case "drop":
		return false
	case "twice":
		fmt.Fprintf(k, "%s\r\n%s\r\n", well, well)
		return true
	default:
		fmt.Fprintf(k, "%s\r\n", act)
		return act[0] != '4' || step != "greeting"
	}
}

// command answers one; false ends the talk.
func (k *talk) command(line string) bool {
	verb, rest, _ := strings.Cut(line, " ")
	switch verb = strings.ToUpper(verb); verb {
	case "EHLO":
		offers := "250 AUTH PLAIN"
		if !k.secure && k.script["STARTTLS"] != "silent" {
			offers = "250 STARTTLS"
		}
		return k.answer(verb, "250-localhost\r\n"+offers)
	case "STARTTLS":
		return k.answer(verb, "220 go on") && k.handshake()
	case "AUTH":
		return k.answer(verb, "235 welcome")
	case "RCPT":
		_, k.to, _ = strings.Cut(strings.TrimSuffix(rest, ">"), "<")
		if only := verb + " " + k.to; k.script[only] != "" {
			return k.answer(only, "")
		}
		return k.answer(verb, "250 fine")
	case "DATA":
		return k.answer(verb, "354 send it") && (k.script[verb] != "" || k.body())
	case "QUIT":
		k.answer(verb, "221 bye")
		return false
	}
	return k.answer(verb, "250 fine")
}

func (k *talk) handshake() bool {
	if act := k.script["tls"]; act != "" {
		return k.answer("tls", "")
	}
	c := tls.Server(k.Conn, &tls.Config{Certificates: []tls.Certificate{k.server.cert}})
	if c.Handshake() != nil {
		return false
	}
	k.Conn, k.lines, k.secure = c, bufio.NewReader(c), true
	return true
}

// body reads the mail.
func (k *talk) body() bool {
	var mail strings.Builder
	for first := true; ; first = false {
		line, err := k.lines.ReadString('\n')
		switch {
		case err != nil:
			return false
		case first && k.script["body"] != "":
			return k.answer("body", "")
		case line == ".\r\n":
			k.came(mail.String())
			return k.answer("end", "250 taken")
		}
		mail.WriteString(line)
	}
}

// came counts the mail.
func (k *talk) came(mail string) {
	s := k.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended[k.to]++
	if act := k.script["end"]; act == "" || act == "twice" || act == "slow" || act == "drop" || act == "stall" {
		s.taken[k.to]++
		s.mails = append(s.mails, mail)
	}
}
