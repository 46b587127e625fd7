package main

import (
	"fmt"
	"os"
	"os/user"
	"slices"
	"strings"

	"rasoat/config"
	"rasoat/daemon"
	"rasoat/rules"
	"rasoat/store"
)

// onLedger are the flags of commands that need the ledger alone, not the sheets.
type onLedger struct {
	Config string `short:"c" default:"rasoat.yaml" placeholder:"FILE" help:"The service file (default: rasoat.yaml)."`
}

// open opens the ledger that the service file names; it makes none.
func (o onLedger) open(a *app) (*config.Service, *store.Store, error) {
	s, err := loadService(o.Config)
	if err != nil {
		return nil, nil, err
	}
	if !exists(s.Ledger) {
		return nil, nil, errNoLedger
	}
	st, err := store.Open(a.ctx, s.Ledger)
	return s, st, err
}

// subject is the name of a unit or a group as the ledger has it, however it is
// written: capital letters and blanks don't matter.
func subject(a *app, st *store.Store, name string) (string, error) {
	l, err := st.Load(a.ctx)
	if err != nil {
		return "", err
	}
	known := map[string]bool{}
	for k := range l.Entries {
		known[k.Subject] = true
	}
	for _, f := range l.Figures {
		known[f.Unit] = true
	}
	letters, err := st.Letters(a.ctx, store.LetterFilter{})
	if err != nil {
		return "", err
	}
	for _, letter := range letters {
		known[letter.About] = true
	}
	if known[name] {
		return name, nil
	}
	for k := range known {
		if k != "" && rules.Fold(k) == rules.Fold(name) {
			return k, nil
		}
	}
	return "", usage{fmt.Errorf("rasoat: the ledger knows no %q\nhint: write the name as it stands in the register", name)}
}

type backupCmd struct {
	onLedger
	To string `arg:"" placeholder:"TO" help:"Path of the copy; nothing may be there yet."`
}

// Help is the end of the command's help.
func (backupCmd) Help() string {
	return "The daemon may go on running. The copy is for its owner alone; it holds what the units' sheets said.\n\nExample:\n  rasoat backup -c rasoat.yaml backup/rasoat-2022-10-20.db"
}

// Run copies the ledger.
func (c backupCmd) Run(a *app) error {
	_, st, err := c.open(a)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.Backup(a.ctx, c.To); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "Đã sao lưu sổ theo dõi: %s\n", c.To)
	return err
}

type pauseCmd struct {
	onLedger
	By string `placeholder:"WHO" help:"Who pauses it (default: the user of this computer)."`
}

// Help is the end of the command's help.
func (pauseCmd) Help() string {
	return "No round, no mail, until rasoat resume. A round that is at work ends first.\n\nExample:\n  rasoat pause -c rasoat.yaml"
}

// Run pauses the daemon.
func (c pauseCmd) Run(a *app) error {
	s, st, err := c.open(a)
	if err != nil {
		return err
	}
	defer st.Close()
	if c.By == "" {
		c.By = me()
	}
	if err := st.Pause(a.ctx, store.Pause{Who: c.By, At: a.now()}); err != nil {
		return err
	}
	p, _, err := st.Paused(a.ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "Chương trình tạm dừng từ %s (%s); rasoat resume để chạy tiếp.\n", dayTime(p.At.In(s.Plan.Location)), p.Who)
	return err
}

// me is the user of this computer.
func me() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return os.Getenv("USER")
}

type resumeCmd struct{ onLedger }

// Help is the end of the command's help.
func (resumeCmd) Help() string {
	return "Rounds and mail go on.\n\nExample:\n  rasoat resume -c rasoat.yaml"
}

// Run lets the daemon go on.
func (c resumeCmd) Run(a *app) error {
	_, st, err := c.open(a)
	if err != nil {
		return err
	}
	defer st.Close()
	_, paused, err := st.Paused(a.ctx)
	if err != nil {
		return err
	}
	words := "Chương trình chạy tiếp."
	if !paused {
		words = "Chương trình không tạm dừng."
	}
	if err := st.Resume(a.ctx); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, words)
	return err
}

type purgeCmd struct {
	onLedger
	Year int    `placeholder:"Y" help:"What is remembered of this year."`
	Unit string `placeholder:"U" help:"What is remembered of this unit; with --year, of that year."`
	Yes  bool   `help:"Delete; without it, only say what would be deleted."`
}

// Help is the end of the command's help.
func (purgeCmd) Help() string {
	return "Deletes for good from the ledger: findings, history, figures, mails, closed periods. Copies (rasoat backup) aren't touched, " +
		"and what the sheets still say comes back with the next round.\n\nExample:\n  rasoat purge -c rasoat.yaml --year 2021 --yes\n  rasoat purge -c rasoat.yaml --unit \"Đoàn xã Xuân Phú\" --yes"
}

// Run deletes a year or a unit.
func (c purgeCmd) Run(a *app) error {
	if c.Year == 0 && c.Unit == "" || c.Year != 0 && (c.Year < 2000 || c.Year > 9998) {
		return usage{fmt.Errorf("rasoat: purge deletes a year, a unit, or both\nhint: rasoat purge --year 2021, or --unit \"…\"")}
	}
	s, st, err := c.open(a)
	if err != nil {
		return err
	}
	defer st.Close()
	f := store.PurgeFilter{Year: c.Year}
	if c.Unit != "" {
		if f.Unit, err = subject(a, st, c.Unit); err != nil {
			return err
		}
	}
	what := slices.DeleteFunc([]string{f.Unit, yearWords(f.Year)}, func(s string) bool { return s == "" })
	if !c.Yes {
		return usage{fmt.Errorf("rasoat: this deletes for good what is remembered of: %s\nhint: add --yes to do it; rasoat backup makes a copy first", strings.Join(what, ", "))}
	}
	lock, err := store.Hold(a.ctx, s.Ledger, store.CycleLock, daemon.Patience, store.Holder{Doing: "rasoat purge", Since: a.now()})
	if err != nil {
		return err
	}
	defer lock.Release()
	p, err := st.Purge(a.ctx, f)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "Đã xóa (%s): %d kết quả, %d thay đổi, %d số liệu, %d thư, %d lần kiểm tra, %d kỳ đã chốt.\n",
		strings.Join(what, ", "), p.Entries, p.Changes, p.Figures, p.Letters, p.Cycles, p.Snapshots)
	return err
}

func yearWords(year int) string {
	if year == 0 {
		return ""
	}
	return fmt.Sprintf("năm %d", year)
}
