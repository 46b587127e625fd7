package daemon_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"rasoat/daemon"
	"rasoat/ledger"
	"rasoat/post"
	"rasoat/rules"
	"rasoat/store"
	"rasoat/sync"
)

// say adds a line to the transcript, under its day.
func (s *story) say(format string, args ...any) {
	s.flush()
	s.line(s.now(), fmt.Sprintf(format, args...))
}

func (s *story) line(at time.Time, text string) {
	if day := at.Format("02/01/2006"); day != s.day {
		if s.day == "" || s.day[3:] != day[3:] {
			fmt.Fprintf(&s.out, "\nTHÁNG %s\n", at.Format("1/2006"))
		}
		weekday := [...]string{"Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"}[at.Weekday()]
		fmt.Fprintf(&s.out, "\n%s, %s\n", weekday, day)
		s.day = day
	}
	fmt.Fprintf(&s.out, "%s  %s\n", at.Format("15:04"), text)
}

// written tells which statuses changed in the sheet.
func (s *story) written(tabs []rules.Tab, c sync.Changes) {
	type move struct{ tab, was, now string }
	units := map[move][]string{}
	var moves []move
	for _, x := range c.Text {
		if x.Column != sync.Status {
			continue
		}
		i := slices.IndexFunc(tabs, func(t rules.Tab) bool { return t.ID == x.Tab })
		m := move{x.Title, shown(x.Was), shown(x.Now)}
		if _, known := units[m]; !known {
			moves = append(moves, m)
		}
		units[m] = append(units[m], short(tabs[i].At(x.Row, colOf(&tabs[i], "Tên đơn vị")).Text))
	}
	s.wrote = append(s.wrote, s.now())
	for _, m := range moves {
		s.say("Trang '%s': %s → %s: %s", m.tab, m.was, m.now, strings.Join(units[m], ", "))
	}
}

func shown(status string) string {
	if status == "" {
		return "(trống)"
	}
	return status
}

// short is a unit's name without its leading words.
func short(unit string) string {
	for _, lead := range []string{"Đoàn thị trấn ", "Đoàn xã ", "Đoàn trường THPT ", "Chi đoàn "} {
		if rest, ok := strings.CutPrefix(unit, lead); ok {
			return rest
		}
	}
	return unit
}

// sent is a mail to units: what all of them got.
type sent struct {
	at      time.Time
	subject string // with "…" for the unit's name
	text    string
	units   []string
}

// mail tells of a mail: of those to the office and to heads the first lines, of those
// to units and the operator all that is theirs. Units that got the same at the same
// time stand together.
func (s *story) mail(l letter) {
	s.mailed = append(s.mailed, l)
	text := ""
	for _, line := range gist(l.text) {
		text += "         " + line + "\n"
	}
	unit, isUnit := s.names[l.to]
	if !isUnit {
		s.say("THƯ → %s: %s", s.who(l.to), l.subject)
		s.out.WriteString(text)
		return
	}
	one := sent{l.at, strings.ReplaceAll(l.subject, unit, "…"), text, []string{short(unit)}}
	for i, m := range s.same {
		if m.subject == one.subject && m.text == text && m.at.Equal(one.at) {
			s.same[i].units = append(m.units, short(unit))
			return
		}
	}
	s.same = append(s.same, one)
}

// flush puts mails to units into the transcript.
func (s *story) flush() {
	for _, m := range s.same {
		s.line(m.at, fmt.Sprintf("THƯ → %s: %s", strings.Join(m.units, ", "), m.subject))
		s.out.WriteString(m.text)
	}
	s.same = nil
}

// who is a recipient as people know it.
func (s *story) who(to string) string {
	switch {
	case slices.Contains(s.post.Office, to):
		return "Văn phòng"
	case slices.Contains(s.post.Operator, to):
		return "người vận hành"
	}
	for _, h := range s.post.Groups {
		if h.To == to {
			return "trưởng " + h.Group
		}
	}
	return to
}

// gist is what a mail says, without its frame: from after the opening to where it says
// how, or its parts begin.
func gist(text string) []string {
	parts := strings.Split(text, "\n\n")
	var lines []string
	for _, part := range parts[min(2, len(parts)):] {
		first, _, _ := strings.Cut(part, "\n")
		if strings.HasPrefix(first, "PHẦN A") || strings.HasPrefix(first, "1. ") || first == "Cách làm" || first == "Trân trọng." || strings.HasPrefix(first, "(Thư") {
			break
		}
		for _, line := range strings.Split(part, "\n") {
			if len(lines) > 0 && strings.HasPrefix(line, "      ") || len(lines) > 0 && strings.HasPrefix(line, "  ") && !strings.HasPrefix(line, "   ") { // the line before goes on
				lines[len(lines)-1] += " " + strings.TrimSpace(line)
				continue
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// judged looks at each round: it takes what is due when; and by another reading of the
// sheet, that reminders name only what isn't done at that moment, and that thanks go to
// who did all that was named.
func (s *story) judged(out daemon.Outcome) {
	if out.Ledger == nil || out.Report.Verdict == nil {
		return
	}
	for i := range out.Report.Verdict.Findings {
		if f := &out.Report.Verdict.Findings[i]; f.Level == rules.ForUnit && f.Status != rules.Exempt {
			s.dues[f.Due] = true
		}
	}
	toUnit := func(l store.Letter) bool { return l.Kind == post.KindReminder || l.Kind == post.KindThanks }
	if !slices.ContainsFunc(out.Made, toUnit) {
		return
	}
	v := rules.Judge(s.plan, rules.Read(s.plan, []rules.Book{s.book.book()}), out.At)
	is := map[ledger.Key]*rules.Finding{}
	for i := range v.Findings {
		is[ledger.KeyOf(v, &v.Findings[i])] = &v.Findings[i]
	}
	for _, l := range out.Made {
		switch l.Kind {
		case post.KindReminder:
			keys := out.Ledger.Told.Units[l.About].Keys
			s.named[l.About] = append(s.named[l.About], keys...)
			s.blame(l, keys, is, func(f *rules.Finding) bool { return f != nil && f.Status.Open() && !f.Closed })
		case post.KindThanks:
			s.blame(l, s.named[l.About], is, func(f *rules.Finding) bool {
				return f != nil && (f.Status.Done() || f.Status == rules.Exempt || f.Rule.Reach != nil && (f.Status == rules.InProgress || f.Status == rules.Behind))
			})
			s.named[l.About] = nil
		}
	}
}

// blame notes a mail that names what isn't so.
func (s *story) blame(l store.Letter, keys []ledger.Key, is map[ledger.Key]*rules.Finding, right func(*rules.Finding) bool) {
	for _, key := range keys {
		if f := is[key]; !right(f) {
			s.blamed = append(s.blamed, fmt.Sprintf("%s: %s to %s for %s %s", l.Made.Format("2006-01-02"), l.Kind, l.About, key.Rule, key.Period))
		}
	}
}

// check holds what must be true of every story.
func (s *story) check() {
	for _, wrong := range s.blamed {
		s.t.Error("wrongly blamed: " + wrong)
	}
	s.checkUnits()
	s.checkOffice()
	for _, q := range s.quiet {
		for _, at := range s.wrote {
			if q.has(at) {
				s.t.Errorf("a status changed at %s, in a quiet time", at.Format("2006-01-02 15:04"))
			}
		}
	}
	info, err := os.Stat(s.ledger)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Logf("%d rounds, %d mails, ledger of %d kB", len(s.made()), len(s.mailed), info.Size()/1000)
}

// checkUnits: units are written to within the hours on working days only, and reminded
// no more often than each seven days.
func (s *story) checkUnits() {
	last := map[string]time.Time{}
	count := map[string]int{}
	for _, l := range s.mailed {
		if !strings.Contains(l.to, "@donvi.") {
			continue
		}
		count[l.to]++
		at, day := l.at, rules.DateOf(l.at)
		if at.Weekday() == time.Saturday || at.Weekday() == time.Sunday || s.plan.Calendar.Holidays[day] || at.Hour() < 7 || at.Hour() >= 18 {
			s.t.Errorf("a unit is written to at %s", at.Format("Mon 2006-01-02 15:04"))
		}
		if strings.Contains(l.subject, "Đã ghi nhận đủ") {
			continue
		}
		if before, known := last[l.to]; known && day-rules.DateOf(before) < 7 {
			s.t.Errorf("%s is reminded on %s and again on %s", l.to, before.Format("2006-01-02"), at.Format("2006-01-02"))
		}
		last[l.to] = at
	}
	each := slices.Sorted(maps.Values(count))
	s.t.Logf("mails to units: %v", each)
}

// checkOffice: the office hears on Mondays and on the mornings after due dates, once,
// and at the start and when the computer is on again.
func (s *story) checkOffice() {
	days := map[rules.Date]int{}
	var first time.Time
	for _, l := range s.mailed {
		if strings.Contains(l.subject, "Không đọc được bảng") {
			continue // the digest follows when it can be read
		}
		if slices.Contains(s.post.Office, l.to) {
			days[rules.DateOf(l.at)]++
			if first.IsZero() {
				first = l.at
			}
		}
	}
	total := 0
	for day := rules.DateOf(first); day < rules.DateOf(s.now()); day++ {
		monday := day.Time().Weekday() == time.Monday
		after := s.dues[day-1]
		morning := time.Date(day.Time().Year(), day.Time().Month(), day.Time().Day(), 7, 0, 0, 0, s.zone)
		off := slices.ContainsFunc(s.off, func(o span) bool { return o.has(morning) })
		back := slices.ContainsFunc(s.off, func(o span) bool { return rules.DateOf(o.to) == day })
		total += days[day]
		switch n := days[day]; {
		case n > 1, n == 1 && !monday && !after && !back && day != rules.DateOf(first):
			s.t.Errorf("the office got %d mails on %s", n, day)
		case n == 0 && monday && !off:
			s.t.Errorf("the office got no mail on Monday, %s", day)
		}
	}
	s.t.Logf("mails to the office: %d", total)
}
