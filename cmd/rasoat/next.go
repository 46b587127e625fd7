package main

import (
	"fmt"
	"time"

	"rasoat/config"
	"rasoat/ledger"
	"rasoat/post"
	"rasoat/rules"
	"rasoat/store"
)

type nextCmd struct {
	onService
	Days int `default:"7" placeholder:"N" help:"How many days (default: 7)."`
}

// Help is the end of the command's help.
func (nextCmd) Help() string {
	return "What the daemon will do by itself: when it checks the sheets, and which mails the office gets.\n\nExample:\n  rasoat next -c rasoat.yaml"
}

// Run prints the coming days.
func (c nextCmd) Run(a *app) error {
	s, at, err := c.load(a)
	if err != nil {
		return err
	}
	l, err := a.remembered(s, at)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, checks(s, at))
	if s.Mode != config.Post {
		fmt.Fprintf(a.stdout, "Không gửi thư: mode là %s (mode: mail thì gửi).\n", s.Mode)
	}
	for _, e := range upcoming(s, l, at, at.AddDate(0, 0, c.Days)) {
		fmt.Fprintf(a.stdout, "%s  %s\n", dayTime(e.At), e.What)
	}
	return nil
}

// remembered is what the ledger knows. Without one, or where it can't be read, it is
// what the sheets say now.
func (a *app) remembered(s *config.Service, at time.Time) (*ledger.Ledger, error) {
	if exists(s.Ledger) {
		if st, err := store.Open(a.ctx, s.Ledger); err == nil {
			defer st.Close()
			if l, err := st.Load(a.ctx); err == nil && len(l.Entries) > 0 {
				return &l, nil
			}
		}
	}
	r, err := judged(a, s, at)
	if err != nil {
		return nil, err
	}
	l := &ledger.Ledger{}
	if r.Verdict != nil {
		l.Apply(l.Next(r.Verdict, nil, nil))
	}
	return l, nil
}

// upcoming is the mails of some days, and what is due in them.
func upcoming(s *config.Service, l *ledger.Ledger, from, until time.Time) []post.Coming {
	if s.Mode != config.Post {
		return nil
	}
	return postSettings(s).Coming(s.Plan, l, from, until)
}

// checks is when the sheets are read, in one line.
func checks(s *config.Service, at time.Time) string {
	text := fmt.Sprintf("Kiểm tra bảng: %s, từ %s đến %s", often(s.Schedule), clock(s.Schedule.From), clock(s.Schedule.To))
	if !s.Schedule.Weekends {
		text += ", trừ thứ Bảy và Chủ nhật"
	}
	if next := schedule(s).Next(at, at.AddDate(0, 0, 8), 1); len(next) > 0 && s.Schedule.Cron != "" {
		text += "; lần tới " + dayTime(next[0])
	}
	return text + "."
}

func often(c config.Schedule) string {
	if c.Cron != "" {
		return "theo lịch '" + c.Cron + "'"
	}
	if c.Every%time.Hour == 0 {
		return fmt.Sprintf("mỗi %d giờ", c.Every/time.Hour)
	}
	return fmt.Sprintf("mỗi %d phút", c.Every/time.Minute)
}

// clock is a time of day.
func clock(since time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(since.Hours()), int(since.Minutes())%60)
}

// dayTime is a moment as people read it: "Thứ Hai 24/10/2022 07:00".
func dayTime(t time.Time) string {
	days := [...]string{"Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"}
	return fmt.Sprintf("%s %s %s", days[t.Weekday()], rules.DateOf(t), t.Format("15:04"))
}
