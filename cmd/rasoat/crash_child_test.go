package main

import (
	"context"
	"crypto/x509"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	gosync "sync"
	"time"

	"modernc.org/sqlite"

	"rasoat/config"
	"rasoat/daemon"
	"rasoat/mailer"
	"rasoat/rules"
	"rasoat/sync"
)

// crashJob is what a child process is told to do, in the environment variable of this
// name.
type crashJob struct {
	Dir   string // where its service file is
	Way   string // "round": a round, then sending; "daemon": the daemon, until its first round is done
	At    time.Time
	Kill  int // the step at which it kills itself; 0: none
	Port  int // of the mail server
	User  string
	Roots []byte // who vouches for the mail server
}

const crashEnv = "RASOAT_CRASH_JOB"

// crashChild is the program that is killed: everything in it is real, the workbook's
// file, the ledger, the connection to the mail server. Steps are counted where the
// program meets something outside of it.
func crashChild() {
	var job crashJob
	if err := json.Unmarshal([]byte(os.Getenv(crashEnv)), &job); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(wrong)
	}
	k := &killer{job: job}
	os.Stderr.WriteString("begins\n") // who kills at random counts from here
	if err := k.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(failed)
	}
	fmt.Println(mustJSON(k.steps))
}

// killer counts the steps of a program and kills it at one of them.
type killer struct {
	job   crashJob
	mu    gosync.Mutex
	steps []string
}

// step is one step; what it was is only for people.
func (k *killer) step(what string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.steps = append(k.steps, what)
	if len(k.steps) == k.job.Kill {
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		panic(fmt.Sprint("still alive: ", err))
	}
}

// now is a clock that goes on by a millisecond whenever it is asked.
func (k *killer) now() time.Time {
	k.step("clock")
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.job.At.Add(time.Duration(len(k.steps)) * time.Millisecond)
}

func (k *killer) run() error {
	sqlite.RegisterConnectionHook(k.ledger)
	a := &app{ctx: context.Background(), stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: k.now,
		log: slog.New(steppingLog{slog.NewJSONHandler(os.Stderr, nil), k})}
	s, err := config.Load(filepath.Join(k.job.Dir, "rasoat.yaml"))
	if err != nil {
		return err
	}
	if k.job.Way == "daemon" {
		return k.daemon(a, s)
	}
	o, err := k.office(a, s)
	if err != nil {
		return err
	}
	if _, err := o.Round(a.ctx, k.job.At, "daemon"); err != nil {
		return err
	}
	if _, err := o.Send(a.ctx); err != nil {
		return err
	}
	return o.Close()
}

// daemon runs the daemon until its first round is done.
func (k *killer) daemon(a *app, s *config.Service) error {
	ctx, stop := context.WithCancel(a.ctx)
	d := &daemon.Daemon{Log: a.log, Now: a.now, Ledger: s.Ledger,
		Load: func() (*daemon.Office, daemon.Schedule, error) {
			o, err := k.office(a, s)
			return o, schedule(s), err
		},
		After: func(*daemon.Office, daemon.Schedule, daemon.Outcome, error) { stop() },
	}
	return d.Run(ctx)
}

// office is the service's office with steps in all its seams.
func (k *killer) office(a *app, s *config.Service) (*daemon.Office, error) {
	o, err := a.office(s)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	server, ok := o.Sender.(mailer.SMTP)
	if !ok || !roots.AppendCertsFromPEM(k.job.Roots) {
		return nil, errors.New("no mail server to send by")
	}
	server.Port, server.User, server.Roots, server.Dial = k.job.Port, k.job.User, roots, k.dial
	o.Sender = steppingSender{server, k}
	whole := o.Cycle
	o.Cycle = func(at time.Time) sync.Cycle {
		c := whole(at)
		for i := range c.Books {
			c.Books[i].Workbook = steppingBook{c.Books[i].Workbook, k}
		}
		return c
	}
	return o, nil
}

// ledger makes a step of each row that is written to the ledger, and of each commit,
// just before it.
func (k *killer) ledger(c sqlite.ExecQuerierContext, _ string) error {
	hooks, ok := c.(sqlite.HookRegisterer)
	if !ok {
		return driver.ErrBadConn
	}
	hooks.RegisterPreUpdateHook(func(d sqlite.SQLitePreUpdateData) { k.step("ledger row of " + d.TableName) })
	hooks.RegisterCommitHook(func() int32 { k.step("ledger commit"); return 0 })
	return nil
}

func (k *killer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	k.step("smtp dial")
	c, err := new(net.Dialer).DialContext(ctx, network, fmt.Sprintf("127.0.0.1:%d", k.job.Port))
	k.step("smtp dialled")
	return steppingConn{c, k}, err
}

type steppingConn struct {
	net.Conn
	k *killer
}

func (c steppingConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.k.step("smtp read")
	return n, err
}

func (c steppingConn) Write(b []byte) (int, error) {
	c.k.step("smtp write")
	n, err := c.Conn.Write(b)
	c.k.step("smtp written")
	return n, err
}

type steppingBook struct {
	sync.Workbook
	k *killer
}

func (b steppingBook) Read(ctx context.Context) (rules.Book, error) {
	b.k.step("book read")
	got, err := b.Workbook.Read(ctx)
	b.k.step("book was read")
	return got, err
}

func (b steppingBook) Apply(ctx context.Context, seen rules.Book, c sync.Changes) (rules.Book, error) {
	b.k.step("book write")
	after, err := b.Workbook.Apply(ctx, seen, c)
	b.k.step("book was written")
	return after, err
}

type steppingSender struct {
	daemon.Sender
	k *killer
}

func (s steppingSender) Deliver(ctx context.Context, m mailer.Mail, last func() error) error {
	s.k.step("deliver")
	err := s.Sender.Deliver(ctx, m, func() error {
		s.k.step("deliver: all but the end")
		err := last()
		s.k.step("deliver: the end")
		return err
	})
	s.k.step("delivered")
	return err
}

type steppingLog struct {
	slog.Handler
	k *killer
}

func (l steppingLog) Handle(ctx context.Context, r slog.Record) error {
	l.k.step("log")
	return l.Handler.Handle(ctx, r)
}

func mustJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}
