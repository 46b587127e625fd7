package doctor_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rasoat/doctor"
	"rasoat/rules"
)

// usual is a daemon that lacks nothing.
func usual(t *testing.T) doctor.Daemon {
	return doctor.Daemon{Ledger: filepath.Join(t.TempDir(), "rasoat.db"), Sends: true, Operator: true, Pinged: true,
		Times: doctor.Times{From: 6 * time.Hour, To: 20 * time.Hour, Weekends: true, Mail: 7 * time.Hour, Weekly: time.Monday}}
}

// TestDaemon: what rasoat run needs, and what it says where that lacks.
func TestDaemon(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*doctor.Daemon)
		want doctor.Level
		says string
	}{
		{"nothing lacks", func(*doctor.Daemon) {}, doctor.OK, "read from 06:00 to 20:00; mails are made at 07:00, the weekly one on Monday"},
		{"no ledger yet", func(*doctor.Daemon) {}, doctor.OK, "there is no ledger yet"},
		{"a ledger", func(d *doctor.Daemon) { _ = os.WriteFile(d.Ledger, nil, 0o600) }, doctor.OK, "the ledger can be written"},
		{"a damaged ledger", func(d *doctor.Daemon) {
			_ = os.WriteFile(d.Ledger, nil, 0o600)
			d.Broken = errors.New("rasoat: Sổ theo dõi bị hỏng.\nhint: put a backup in its place")
		}, doctor.Problem, ": Sổ theo dõi bị hỏng.\n         do: put a backup"},
		{"no folder for it", func(d *doctor.Daemon) { d.Ledger = filepath.Join(d.Ledger, "no", "rasoat.db") }, doctor.Problem, "write rights"},
		{"a folder in its place", func(d *doctor.Daemon) { _ = os.Mkdir(d.Ledger, 0o700) }, doctor.Problem, "can't be written"},
		{"mail before the first check", func(d *doctor.Daemon) { d.Times.Mail = 5*time.Hour + 30*time.Minute }, doctor.Warning, "made at 05:30"},
		{"mail after the last", func(d *doctor.Daemon) { d.Times.Mail = 21 * time.Hour }, doctor.Warning, "made at 21:00"},
		{"weekly on a day without checks", func(d *doctor.Daemon) { d.Times.Weekends, d.Times.Weekly = false, time.Sunday }, doctor.Warning, "of Sunday"},
		{"nobody pinged", func(d *doctor.Daemon) { d.Pinged = false }, doctor.Warning, "nobody notices"},
		{"a ping whose variable isn't set", func(d *doctor.Daemon) { d.PingLacks = errors.New("X is not set\nhint: set X") }, doctor.Problem, "do: set X"},
		{"no operator", func(d *doctor.Daemon) { d.Operator = false }, doctor.Warning, "mail.operator"},
		{"no mail at all", func(d *doctor.Daemon) { d.Pinged, d.Operator, d.Sends = false, false, false }, doctor.OK, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := usual(t)
			c.edit(&d)
			text, worst := "", doctor.OK
			for _, k := range d.Check() {
				text, worst = text+k.Lines(), max(worst, k.Level)
			}
			if worst != c.want || !strings.Contains(text, c.says) {
				t.Errorf("want %s and %q in\n%s", c.want, c.says, text)
			}
		})
	}
}

// TestRecipients: whom mail misses.
func TestRecipients(t *testing.T) {
	units := func(emails ...string) *rules.Data {
		d := &rules.Data{}
		for i, e := range emails {
			d.Units = append(d.Units, rules.Unit{Name: fmt.Sprint(i), Email: e, Groups: []string{"Vùng thi đua số 1"}})
		}
		return d
	}
	for _, c := range []struct {
		name   string
		daemon doctor.Daemon
		data   *rules.Data
		want   string
	}{
		{"nobody is to be reached", doctor.Daemon{}, units("", ""), ""},
		{"heads of groups that are there", doctor.Daemon{Heads: []string{"vùng thi đua  số 1"}}, units(""), ""},
		{"a group that no unit has", doctor.Daemon{Heads: []string{"Vùng thi đua số 1", "Vùng thi đua số 9"}}, units(""), "warning  mail.groups: no unit of the register is in 'Vùng thi đua số 9'"},
		{"all have addresses", doctor.Daemon{Reminders: true}, units("a@x.vn", "b@x.vn"), "ok       mail.reminders: all 2 units"},
		{"some have none", doctor.Daemon{Reminders: true}, units("a@x.vn", "", ""), "warning  mail.reminders: 2 of 3 units"},
	} {
		text := ""
		for _, k := range c.daemon.Recipients(c.data) {
			text += k.Lines()
		}
		if !strings.HasPrefix(text, c.want) || c.want == "" && text != "" {
			t.Errorf("%s: want %q, got\n%s", c.name, c.want, text)
		}
	}
}
