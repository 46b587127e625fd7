package doctor

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rasoat/rules"
)

// Daemon is what rasoat run needs beyond a cycle.
type Daemon struct {
	Ledger    string // path of its file
	Broken    error  // why what is in it can't be used
	Times     Times
	Sends     bool     // mail is sent at all
	Operator  bool     // somebody is told of troubles
	Pinged    bool     // an address is pinged after each round
	PingLacks error    // why it can't be: the variable isn't set
	Heads     []string // groups whose heads get a digest
	Reminders bool     // units are reminded
}

// Times are when the daemon does what, since midnight in the plan's zone.
type Times struct {
	From, To time.Duration // checks only then
	Weekends bool          // on Saturdays and Sundays too
	Mail     time.Duration // when mails are made
	Weekly   time.Weekday  // of the mail that always comes
}

// Check looks at what needs no workbook.
func (d *Daemon) Check() []Check {
	out := append([]Check{d.ledger()}, d.Times.check()...)
	switch {
	case d.PingLacks != nil:
		out = append(out, failed("ping", d.PingLacks))
	case d.Pinged:
		out = append(out, ok("ping", "an address is told of each round; its alarm must ring when nothing comes for a day"))
	case d.Sends:
		out = append(out, Check{Level: Warning, About: "ping", Found: "nobody notices when this computer stops",
			Do: "make a check at healthchecks.io or the like, and name its address: ping_env: RASOAT_PING"})
	}
	if d.Sends && !d.Operator {
		out = append(out, Check{Level: Warning, About: "mail.operator", Found: "nobody is told of troubles, they are only logged", Do: "mail: {operator: [an address that somebody reads]}"})
	}
	return out
}

// ledger looks whether the ledger can be written: its file, and files beside it.
func (d *Daemon) ledger() Check {
	const do = "give the program's user write rights to the file and its folder, and look whether the disk is full"
	folder := filepath.Dir(d.Ledger)
	probe, err := os.CreateTemp(folder, ".rasoat-*")
	if err != nil {
		return Check{Level: Problem, About: d.Ledger, Found: "no file can be made in the ledger's folder: " + err.Error(), Do: do}
	}
	defer os.Remove(probe.Name())
	defer probe.Close()
	file, err := os.OpenFile(d.Ledger, os.O_RDWR, 0)
	switch {
	case os.IsNotExist(err):
		return ok(d.Ledger, "there is no ledger yet; rasoat run makes it")
	case err != nil:
		return Check{Level: Problem, About: d.Ledger, Found: "the ledger can't be written: " + err.Error(), Do: do}
	}
	file.Close()
	if d.Broken != nil {
		return failed(d.Ledger, d.Broken)
	}
	return ok(d.Ledger, "the ledger can be written")
}

// check looks whether mails are made when there is something fresh to tell.
func (t Times) check() []Check {
	var out []Check
	warn := func(do, format string, args ...any) {
		out = append(out, Check{Level: Warning, About: "schedule", Found: fmt.Sprintf(format, args...), Do: do})
	}
	if t.Mail < t.From || t.Mail > t.To {
		warn("schedule: a mail time within hours", "mails are made at %s, but the workbooks are only read from %s to %s: mails tell of what was read before", timeOf(t.Mail), timeOf(t.From), timeOf(t.To))
	}
	if !t.Weekends && (t.Weekly == time.Saturday || t.Weekly == time.Sunday) {
		warn("schedule: {weekly: monday}, or weekends: true", "the weekly mail is of %s, on which the workbooks aren't read", t.Weekly)
	}
	if len(out) == 0 {
		out = append(out, ok("schedule", "the workbooks are read from %s to %s; mails are made at %s, the weekly one on %s", timeOf(t.From), timeOf(t.To), timeOf(t.Mail), t.Weekly))
	}
	return out
}

// timeOf is a time of the day, as 07:00.
func timeOf(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}

// Recipients says whom mail misses: heads of groups that no unit has, and units
// without an address where units are reminded.
func (d *Daemon) Recipients(data *rules.Data) []Check {
	var out []Check
	there := map[string]bool{}
	lacking := 0
	for _, u := range data.Units {
		for _, g := range u.Groups {
			there[rules.Fold(g)] = true
		}
		if u.Email == "" {
			lacking++
		}
	}
	var none []string
	for _, g := range d.Heads {
		if !there[rules.Fold(g)] {
			none = append(none, g)
		}
	}
	if len(none) > 0 {
		out = append(out, Check{Level: Warning, About: "mail.groups", Found: "no unit of the register is in '" + strings.Join(none, "', '") + "'",
			Do: "write the group as the register does, or take it out"})
	}
	switch {
	case d.Reminders && lacking > 0:
		out = append(out, Check{Level: Warning, About: "mail.reminders", Found: fmt.Sprintf("%d of %d units have no valid address, and are never reminded", lacking, len(data.Units)),
			Do: "fill in the register's column of addresses"})
	case d.Reminders:
		out = append(out, ok("mail.reminders", "all %d units have an address", len(data.Units)))
	}
	return out
}
