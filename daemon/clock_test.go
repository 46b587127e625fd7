package daemon_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestClockJumps: what the office gets when the computer sleeps (its clock goes on,
// its timers don't) or its clock is set. Every first mail is that of the start, on
// Monday the 7th at 08:00; reports are due on the 21st. Checks are made every six
// hours, and the clock is looked at every ten minutes.
func TestClockJumps(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	type jump struct {
		at string
		by time.Duration
	}
	for name, c := range map[string]struct {
		jumps []jump
		until string
		want  string // the office's mails after the first
	}{
		"asleep over several mornings: one digest, soon after": {
			[]jump{{"2022-03-12 10:30", 18 * day}}, "2022-03-31 12:00", "03-30 10:40"},
		"asleep over a morning and back in the evening": {
			[]jump{{"2022-03-14 06:00", 13 * time.Hour}}, "2022-03-16 12:00", "03-14 19:10"},
		"awake at night: the next morning": {
			[]jump{{"2022-03-13 22:00", 25 * time.Hour}}, "2022-03-16 12:00", "03-15 07:00"},
		"asleep each night: on time": {
			[]jump{{"2022-03-11 22:00", 7 * time.Hour}, {"2022-03-12 22:00", 7 * time.Hour}, {"2022-03-13 22:00", 7 * time.Hour}}, "2022-03-15 12:00", "03-14 07:00"},
		"the clock set back by an hour": {
			[]jump{{"2022-03-14 07:30", -time.Hour}}, "2022-03-20 12:00", "03-14 07:00"},
		"the clock set back by a month, and right again after two days": {
			[]jump{{"2022-03-14 08:30", -31 * day}, {"2022-02-13 08:30", 31 * day}}, "2022-03-22 12:00", "03-14 07:00, 03-21 07:00, 03-22 07:00"},
		"the clock set back by a month for good: mornings that had their mail get no other": {
			[]jump{{"2022-03-14 08:30", -31 * day}}, "2022-03-22 12:00",
			"03-14 07:00, 02-14 07:00, 02-21 07:00, 02-22 07:00, 02-28 07:00, 03-21 07:00, 03-22 07:00"},
		"the clock a day ahead for an hour": {
			[]jump{{"2022-03-13 09:30", day}, {"2022-03-14 10:30", -day}}, "2022-03-22 12:00", "03-14 09:40, 03-21 07:00, 03-22 07:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, "2022-03-07 08:00")
				d.when.Every, d.tick = 6*time.Hour, 10*time.Minute
				d.start()
				for _, j := range c.jumps {
					d.until(j.at)
					d.jump(j.by)
				}
				d.until(c.until)
				var got []string
				for _, line := range d.mails.take("vp@example.vn")[1:] {
					got = append(got, line[len("2022-"):len("2022-03-07 08:00")])
				}
				if text := strings.Join(got, ", "); text != c.want {
					t.Errorf("mails %s\nwant  %s", text, c.want)
				}
			})
		})
	}
}

// A clock that ran years ahead and is right again: what was told in between isn't told
// again, and the next Monday's mail comes.
func TestClockYearsAhead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-07 08:00")
		d.when.Every, d.tick = 6*time.Hour, time.Hour
		d.start()
		d.until("2022-03-10 09:30")
		d.mails.take()
		d.jump(5 * 365 * 24 * time.Hour)
		d.wait(26 * time.Hour)
		ahead := d.mails.take("vp@example.vn")
		d.jump(-5 * 365 * 24 * time.Hour)
		d.until("2022-03-22 12:00")
		var days []string
		for _, line := range d.mails.take("vp@example.vn") {
			days = append(days, line[:len("2022-03-07 08:00")])
		}
		if len(ahead) != 1 || !slices.Equal(days, []string{"2022-03-14 07:00", "2022-03-21 07:00", "2022-03-22 07:00"}) {
			t.Errorf("ahead: %q, then %q", ahead, days)
		}
	})
}

// No mail is ever sent twice, wherever the clock is set.
func TestNothingTwice(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-07 08:00")
		d.when.Every, d.tick = 6*time.Hour, time.Hour
		d.start()
		for i := range 40 { // days ahead and back, in a pattern that doesn't fit the week
			d.wait(7 * time.Hour)
			d.jump(time.Duration([...]int{-24, 48, -70, 35, 100, -90}[i%6]) * time.Hour)
		}
		ids := map[string]bool{}
		for _, l := range d.mails.got {
			if key := fmt.Sprint(l.id, l.to); ids[key] {
				t.Errorf("twice: %s", l)
			} else {
				ids[key] = true
			}
		}
	})
}
