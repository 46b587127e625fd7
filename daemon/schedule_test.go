package daemon_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rasoat/daemon"
)

// TestRounds: when rounds are made.
func TestRounds(t *testing.T) {
	t.Parallel()
	hours := func(h float64) time.Duration { return time.Duration(h * float64(time.Hour)) }
	for name, c := range map[string]struct {
		from, until string
		set         func(*daemon.Schedule)
		want        string
	}{
		"one at once, wherever the hand stands": {"2022-03-08 22:41", "2022-03-08 22:42", func(*daemon.Schedule) {},
			"08 22:41"},
		"by an interval, counted from the start; and in the morning": {"2022-03-08 04:10", "2022-03-08 12:00", func(s *daemon.Schedule) { s.Every = hours(2) },
			"08 04:10, 08 06:10, 08 07:00, 08 08:10, 08 10:10"},
		"within the hours, both ends included": {"2022-03-08 06:00", "2022-03-09 05:59", func(s *daemon.Schedule) { s.Every, s.From, s.To = hours(3), hours(9), hours(18) },
			"08 06:00, 08 07:00, 08 09:00, 08 12:00, 08 15:00, 08 18:00"}, // 07:00 is the morning's
		"not on weekends, but for the mornings": {"2022-03-11 13:00", "2022-03-14 10:30", func(s *daemon.Schedule) { s.Every, s.Weekends = hours(4), false },
			"11 13:00, 11 17:00, 12 07:00, 13 07:00, 14 07:00, 14 09:00"},
		"by cron, in the plan's zone": {"2022-03-11 13:10", "2022-03-15 00:00", func(s *daemon.Schedule) { s.Every, s.Cron = 0, "30 8,16 * * 1-5" },
			"11 13:10, 11 16:30, 12 07:00, 13 07:00, 14 07:00, 14 08:30, 14 16:30"},
		"cron outside of the hours": {"2022-03-11 13:10", "2022-03-12 13:00", func(s *daemon.Schedule) { s.Every, s.Cron = 0, "0 */6 * * *" },
			"11 13:10, 11 18:00, 12 06:00, 12 07:00, 12 12:00"},
		"the morning's and a check at the same minute are one": {"2022-03-08 05:00", "2022-03-08 08:30", func(*daemon.Schedule) {},
			"08 05:00, 08 06:00, 08 07:00, 08 08:00"},
		"a morning outside of the hours": {"2022-03-08 15:00", "2022-03-09 09:30", func(s *daemon.Schedule) { s.Every, s.Morning, s.From = hours(3), hours(4.5), hours(9) },
			"08 15:00, 08 18:00, 09 04:30, 09 09:00"},
		"over the end of February": {"2024-02-28 20:00", "2024-03-01 08:00", func(s *daemon.Schedule) { s.Every = hours(24) },
			"28 20:00, 29 07:00, 29 20:00, 01 07:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, c.from)
				c.set(&d.when)
				d.start()
				d.until(c.until)
				var got []string
				for _, at := range d.made() {
					got = append(got, at[len("2022-03-"):])
				}
				if text := strings.Join(got, ", "); text != c.want {
					t.Errorf("rounds %s\nwant   %s", text, c.want)
				}
			})
		})
	}
}

// TestDigests: on which days the office gets its mail, always at 07:00: on Mondays, on
// the morning after a due date; and at the start.
func TestDigests(t *testing.T) {
	t.Parallel()
	all := "T1|T2|T3|T4|T5|T6|T7|T8|T9|T10|T11|T12"
	for name, c := range map[string]struct {
		from, until string
		plan        []string // edits of the plan
		want        string
	}{
		"a month: the 20th is a Sunday, so it is due on the 21st": {"2022-03-07 08:00", "2022-04-01 00:00", nil,
			"2022-03-07 08:00, 2022-03-14, 2022-03-21, 2022-03-22, 2022-03-28"},
		"due at the ends of months, of a leap year's February too": {"2024-01-29 08:00", "2024-04-08 12:00",
			[]string{"day 20", "end", "2022", "2024", "weekends: next", "weekends: keep"},
			"2024-01-29 08:00, 2024-02-01, 2024-02-05, 2024-02-12, 2024-02-19, 2024-02-26, 2024-03-01, 2024-03-04, 2024-03-11, 2024-03-18, 2024-03-25, 2024-04-01, 2024-04-08"},
		"due at the end of February of a common year": {"2023-02-27 08:00", "2023-03-06 12:00",
			[]string{"day 20", "end", "2022", "2023"},
			"2023-02-27 08:00, 2023-03-01, 2023-03-06"},
		"over the year's end": {"2024-12-23 08:00", "2025-01-13 12:00",
			[]string{"day 20", "end", "2022", "2024"},
			"2024-12-23 08:00, 2024-12-30, 2025-01-01, 2025-01-06, 2025-01-13"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, c.from, c.plan...)
				d.when.Every, d.tick = 8*time.Hour, 6*time.Hour
				for _, unit := range []string{"Thọ Lộc", "Xuân Hòa", "Xuân Phú"} {
					for i, header := range strings.Split(all, "|") { // all was filed, so only what most have due counts
						day := time.Date(d.plan.Year, time.Month(i+1), 15, 0, 0, 0, 0, time.UTC)
						d.books[0].typed("Báo cáo tháng", unit, header, day.Format("02/01/2006"))
					}
				}
				d.start()
				d.until(c.until)
				var got []string
				for _, line := range d.mails.take("vp@example.vn") {
					got = append(got, strings.TrimSuffix(line[:len("2022-03-07 08:00")], " 07:00"))
				}
				if text := strings.Join(got, ", "); text != c.want {
					t.Errorf("mails %s\nwant  %s", text, c.want)
				}
			})
		})
	}
}

// A slow round is never joined by another; what came up meanwhile is made once, after
// it.
func TestNoOverlap(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-08 06:40")
		d.when.Every = 5 * time.Minute
		d.books[0].slow = 18 * time.Minute
		d.start()
		d.until("2022-03-08 08:00")
		d.expect("2022-03-08 06:40", "2022-03-08 06:58", "2022-03-08 07:16", "2022-03-08 07:34")
		if d.books[0].top != 1 {
			t.Errorf("%d rounds read at once", d.books[0].top)
		}
	})
}

// A round that never comes to an end is broken off, and the next ones work.
func TestEndlessRound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-08 08:00")
		d.books[0].slow = 100 * time.Hour
		d.start()
		d.until("2022-03-08 08:30")
		d.books[0].edit(func(s *sheet) { s.slow = 0 })
		d.until("2022-03-08 09:30")
		d.expect("2022-03-08 09:00")
		if len(d.faults) != 1 {
			t.Errorf("faults: %v", d.faults)
		}
	})
}

// The morning's round and a check that are due at the same minute are one round, also
// where it takes longer than that minute.
func TestLateRoundOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-08 06:00")
		d.books[0].slow = 4 * time.Minute
		d.start()
		d.until("2022-03-08 07:30")
		d.expect("2022-03-08 06:00", "2022-03-08 07:00")
	})
}

// A round that ends in a panic is told of, and the next one works.
func TestPanic(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-08 08:00")
		d.start()
		d.books[0].edit(func(s *sheet) { s.panics = true })
		d.until("2022-03-08 10:30")
		d.books[0].edit(func(s *sheet) { s.panics = false })
		d.until("2022-03-08 11:30")
		d.expect("2022-03-08 08:00", "2022-03-08 11:00")
		if len(d.faults) != 2 || !strings.Contains(d.faults[0].Error(), "a fault in reading") {
			t.Errorf("faults: %v", d.faults)
		}
		if !strings.Contains(d.said(), "level=ERROR msg=round") {
			t.Errorf("log: %s", d.said())
		}
	})
}
