package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"time"

	"rasoat/config"
	"rasoat/report"
	"rasoat/store"
)

type statusCmd struct {
	Config string `short:"c" default:"rasoat.yaml" placeholder:"FILE" help:"The service file (default: rasoat.yaml)."`
	Output string `short:"o" enum:"table,json" default:"table" help:"table or json (default: table)."`
}

// Help is the end of the command's help.
func (statusCmd) Help() string {
	return "Whether it runs, what it did last, what waits, what it does next.\n\nExample:\n  rasoat status -c rasoat.yaml\n  rasoat status -c rasoat.yaml -o json"
}

// standing is how the program stands. Its names are those of the JSON.
type standing struct {
	Running  *store.Holder  `json:"running"` // null: no daemon has the ledger
	Paused   *store.Pause   `json:"paused"`
	Last     *lastRound     `json:"last"`
	Outbox   map[string]int `json:"outbox"` // letters by state; sent ones of the last seven days
	Oldest   *time.Time     `json:"oldest_waiting"`
	Digest   *time.Time     `json:"last_digest"`
	Troubles []trouble      `json:"troubles"`
	Next     []upcomingMail `json:"next"`
	checks   string
}

type lastRound struct {
	At       time.Time `json:"at"`
	Seconds  float64   `json:"seconds"`
	Read     int       `json:"workbooks_read"`
	Unread   int       `json:"workbooks_unread"`
	Units    int       `json:"units"`
	Written  int       `json:"cells_written"`
	Failed   bool      `json:"failed"`
	Problems []string  `json:"problems"`
}

type trouble struct {
	Since   time.Time `json:"since"`
	Message string    `json:"message"`
	Hint    string    `json:"hint"`
}

type upcomingMail struct {
	At   time.Time `json:"at"`
	What string    `json:"what"`
}

// Run tells how the program stands.
func (c statusCmd) Run(a *app) error {
	s, err := loadService(c.Config)
	if err != nil {
		return err
	}
	if !exists(s.Ledger) {
		return errNoLedger
	}
	st, err := store.Open(a.ctx, s.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	now, err := look(a, s, st)
	if err != nil {
		return err
	}
	if c.Output == "json" {
		text, err := report.JSON(now)
		if err == nil {
			_, err = a.stdout.Write(text)
		}
		return err
	}
	now.print(a, s)
	return nil
}

func exists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Type() != fs.ModeDir
}

// look asks the ledger.
func look(a *app, s *config.Service, st *store.Store) (standing, error) {
	at := a.now().In(s.Plan.Location)
	now := standing{Outbox: map[string]int{}, Troubles: []trouble{}, Next: []upcomingMail{}, checks: checks(s, at)}
	if who, held, err := store.HeldBy(s.Ledger, store.DaemonLock); err != nil {
		return now, err
	} else if held {
		now.Running = &who
	}
	if p, paused, err := st.Paused(a.ctx); err != nil {
		return now, err
	} else if paused {
		now.Paused = &p
	}
	if err := now.round(a, st); err != nil {
		return now, err
	}
	if err := now.letters(a, st, at); err != nil {
		return now, err
	}
	l, err := st.Load(a.ctx)
	if err != nil {
		return now, err
	}
	if !l.Told.Digest.IsZero() {
		now.Digest = &l.Told.Digest
	}
	for _, t := range l.Told.Troubles {
		now.Troubles = append(now.Troubles, trouble{Since: t.Since, Message: t.Message, Hint: t.Hint})
	}
	for _, e := range upcoming(s, &l, at, at.AddDate(0, 0, 7)) {
		now.Next = append(now.Next, upcomingMail(e))
	}
	return now, nil
}

// round is the last one.
func (n *standing) round(a *app, st *store.Store) error {
	cycles, err := st.Cycles(a.ctx, 1)
	if err != nil || len(cycles) == 0 {
		return err
	}
	c := cycles[0]
	n.Last = &lastRound{At: c.At, Seconds: c.Took.Seconds(), Read: c.Read, Unread: c.Unread, Units: c.Units,
		Written: c.Written, Failed: c.Failed, Problems: append([]string{}, c.Problems...)}
	return nil
}

// letters counts the outbox.
func (n *standing) letters(a *app, st *store.Store, at time.Time) error {
	for _, state := range []store.State{store.Waiting, store.Trying, store.Finishing, store.Aside, store.Sent} {
		f := store.LetterFilter{State: state}
		if state == store.Sent {
			f.Since = at.AddDate(0, 0, -7)
		}
		list, err := st.Letters(a.ctx, f)
		if err != nil {
			return err
		}
		n.Outbox[string(state)] = len(list)
		if state == store.Waiting && len(list) > 0 {
			n.Oldest = &list[0].Made
		}
	}
	return nil
}

// print tells it to people.
func (n *standing) print(a *app, s *config.Service) {
	say := func(format string, args ...any) { fmt.Fprintf(a.stdout, format+"\n", args...) }
	zone := s.Plan.Location
	switch {
	case n.Paused != nil:
		say("Đang tạm dừng từ %s (%s); rasoat resume để chạy tiếp.", dayTime(n.Paused.At.In(zone)), cmp.Or(n.Paused.Who, "?"))
	case n.Running != nil:
		say("Đang chạy từ %s (máy %s, tiến trình %d).", dayTime(n.Running.Since.In(zone)), n.Running.Host, n.Running.PID)
	default:
		say("Không chạy; rasoat run để chạy.")
	}
	if l := n.Last; l != nil {
		state := "tốt"
		if l.Failed {
			state = "có lỗi"
		}
		say("Lần kiểm tra gần nhất: %s, %s; đọc %d bảng, không đọc được %d; %d đơn vị; ghi %d ô.",
			dayTime(l.At.In(zone)), state, l.Read, l.Unread, l.Units, l.Written)
		for _, p := range l.Problems {
			say("  - %s", p)
		}
	}
	if n.Digest != nil {
		say("Bản tổng hợp gần nhất: %s.", dayTime(n.Digest.In(zone)))
	}
	say("Thư: %d đã gửi trong 7 ngày, %d chờ gửi, %d để riêng (rasoat outbox).", n.Outbox[string(store.Sent)],
		n.Outbox[string(store.Waiting)]+n.Outbox[string(store.Trying)]+n.Outbox[string(store.Finishing)], n.Outbox[string(store.Aside)])
	for _, t := range n.Troubles {
		say("Sự cố từ %s: %s", dayTime(t.Since.In(zone)), t.Message)
	}
	say("%s", n.checks)
	for _, e := range n.Next {
		say("%s  %s", dayTime(e.At), e.What)
	}
}
