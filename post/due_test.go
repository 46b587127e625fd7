package post_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rasoat/ledger"
	"rasoat/post"
	"rasoat/rules"
)

var zone = time.FixedZone("ICT", 7*3600)

// at is a moment in October 2022: "20 07:00" is the 20th, a Thursday.
func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2022-10-"+text, zone)
	if err != nil {
		panic(err)
	}
	return t
}

// plan has monthly reports, and reviews of each quarter.
func plan() *rules.Plan {
	return &rules.Plan{Year: 2022, Location: zone, Rules: []*rules.Rule{
		{ID: "report", Title: "Báo cáo tháng", Every: rules.Month, Enabled: true, Done: &rules.Done{Count: 1}},
		{ID: "review", Title: "Rà soát quý", Index: 1, Every: rules.Quarter, Enabled: true, Done: &rules.Done{Count: 1}},
	}, Calendar: rules.Calendar{Holidays: map[rules.Date]bool{rules.NewDate(2022, 10, 26): true}}}
}

// office is how things stand in these tests: two units, whose report for October is
// due on the 20th, and whose review of Quý III was due on the 10th.
type office struct {
	v *rules.Verdict
	l *ledger.Ledger
}

func newOffice(now time.Time, status ...rules.Status) *office {
	p := plan()
	o := &office{
		v: &rules.Verdict{Plan: p, At: now, Today: rules.DateOf(now), Held: make([]bool, 2), Data: &rules.Data{Units: []rules.Unit{
			{Name: "Xuân Phú", Groups: []string{"Vùng 1"}, Email: "xuanphu@example.vn"},
			{Name: "Xuân Hòa", Groups: []string{"Vùng 2"}, Email: "xuanhoa@example.vn"},
		}}},
		l: &ledger.Ledger{First: at("01 08:00"), Last: now, Entries: map[ledger.Key]ledger.Entry{}},
	}
	o.l.Told.Digest, o.l.Told.Slot = at("17 07:00"), at("17 07:00")
	for u := range o.v.Data.Units {
		for r, in := range []struct {
			period rules.Period
			due    rules.Date
		}{{rules.NewPeriod(rules.Month, 10, 2022), rules.NewDate(2022, 10, 20)}, {rules.NewPeriod(rules.Quarter, 3, 2022), rules.NewDate(2022, 10, 10)}} {
			s := rules.Met
			if i := 2*u + r; i < len(status) {
				s = status[i]
			}
			f := rules.Finding{Rule: p.Rules[r], Unit: u, Group: o.v.Data.Units[u].Group(), Period: in.period, Due: in.due, Status: s}
			o.v.Findings = append(o.v.Findings, f)
			key := ledger.KeyOf(o.v, &f)
			o.l.Entries[key] = ledger.Entry{Key: key, Status: s, Told: s, Due: in.due, Since: at("11 08:00")}
		}
	}
	return o
}

func (o *office) now() post.Now { return post.Now{At: o.v.At, Plan: o.v.Plan, Verdict: o.v} }

// change edits the entry of a unit's review or report.
func (o *office) change(unit, rule string, do func(*ledger.Entry)) {
	for key, e := range o.l.Entries {
		if key.Subject == unit && key.Rule == rule {
			do(&e)
			o.l.Entries[key] = e
		}
	}
}

// remember notes the last mail to Xuân Phú: when, how often in a row it was reminded,
// and what the mail named that isn't done since.
func (o *office) remember(when string, times int, rule ...string) {
	r := ledger.Reminded{Unit: "Xuân Phú", At: at(when), Times: times}
	for _, id := range rule {
		key := ledger.Key{Rule: id, Subject: "Xuân Phú"}
		for known := range o.l.Entries {
			if known.Rule == id && known.Subject == "Xuân Phú" {
				key = known
			}
		}
		r.Keys = append(r.Keys, key)
	}
	o.l.Told.Units = map[string]ledger.Reminded{"Xuân Phú": r}
}

func settings() post.Settings {
	return post.Settings{From: "rasoat@example.vn", Office: []string{"vp@example.vn"}, Operator: []string{"op@example.vn"},
		Morning: 7 * time.Hour, Weekly: time.Monday, Reports: []rules.Every{rules.Month, rules.Quarter, rules.Half, rules.Year},
		Reminders: post.Reminders{On: true, Again: 7 * 24 * time.Hour, From: 7 * time.Hour, To: 18 * time.Hour},
		Groups:    []post.Head{{Group: "Vùng 1", To: "v1@example.vn"}, {Group: "vùng 2", To: "v2@example.vn"}, {Group: "Vùng 9", To: "v9@example.vn"}},
		Lasting:   30 * time.Minute}
}

// TestMornings: when the office gets a digest, and what it reports. Due are the 10th
// (Quý III's review, the last thing of that quarter) and the 20th (October's report).
func TestMornings(t *testing.T) {
	for _, tc := range []struct {
		told, now, want string // the mark of the last morning; now; the digest's day and reports
	}{
		{"17 07:00", "17 12:00", ""},
		{"17 07:00", "20 23:59", ""},
		{"17 07:00", "21 06:59", ""},
		{"17 07:00", "21 07:00", "2022-10-21 2022-10"}, // the morning after a due date, the month's last
		{"21 07:00", "21 07:01", ""},
		{"21 07:00", "24 07:00", "2022-10-24"},         // Monday, always
		{"17 07:00", "24 09:30", "2022-10-24 2022-10"}, // a computer that slept: one digest, and the report isn't lost
		{"03 07:00", "11 07:00", "2022-10-11 2022-Q3"},
		{"01 07:00", "31 22:00", "2022-10-31 2022-10 2022-Q3"},
		{"17 06:30", "17 07:00", ""}, // the first digest, or one by other hours, was that morning's
		{"20 23:50", "21 07:00", "2022-10-21 2022-10"},
		{"30 07:00", "20 08:00", ""}, // the clock was set back: what was told isn't told again
	} {
		o := newOffice(at(tc.now))
		o.l.Told.Slot = at(tc.told)
		got := ""
		if d := settings().Due(o.l, o.now()).Digest; d != nil {
			got = d.Day.ISO()
			for _, p := range d.Reports {
				got += " " + p.String()
			}
		}
		if got != tc.want {
			t.Errorf("told until %s, at %s: %q, want %q", tc.told, tc.now, got, tc.want)
		}
	}
}

// What is told is noted: the mark, what each finding was told as, the periods that
// were reported.
func TestDigestIsNoted(t *testing.T) {
	o := newOffice(at("21 07:00"), rules.Overdue)
	o.change("Xuân Phú", "report", func(e *ledger.Entry) { e.Told = rules.DueSoon })
	orders := settings().Due(o.l, o.now())
	if d := orders.Digest; d == nil || !d.Since.Equal(at("17 07:00")) {
		t.Fatalf("%+v", d)
	}
	if len(orders.Entries) != 1 || orders.Entries[0].Told != rules.Overdue {
		t.Errorf("told: %+v", orders.Entries)
	}
	if _, ok := orders.Told.Closed["2022-10"]; !ok || !orders.Told.Slot.Equal(o.v.At) || !orders.Told.Digest.Equal(o.v.At) {
		t.Errorf("noted: %+v", orders.Told)
	}
	if len(o.l.Told.Closed) != 0 {
		t.Error("the ledger itself was changed")
	}
	o.l.Told, o.v.At = orders.Told, at("21 07:15")
	if again := settings().Due(o.l, o.now()); again.Digest != nil {
		t.Errorf("again: %+v", again.Digest)
	}
}

// The first run tells how things stand, at once, and reports no period of the past.
func TestFirstRun(t *testing.T) {
	o := newOffice(at("20 15:00"), rules.Overdue, rules.Overdue)
	o.l.First, o.l.Told = o.v.At, ledger.Told{}
	o.change("Xuân Phú", "review", func(e *ledger.Entry) { e.Old = true })
	o.change("Xuân Phú", "report", func(e *ledger.Entry) { e.Old = true })
	orders := settings().Due(o.l, o.now())
	if d := orders.Digest; d == nil || len(d.Reports) != 0 || !d.Since.IsZero() {
		t.Errorf("%+v", d)
	}
	if len(orders.Reminded) != 0 {
		t.Errorf("units are reminded of what was overdue before: %+v", orders.Reminded)
	}
}

// Without a readable sheet the office hears so, and the digest comes when it is read.
func TestUnread(t *testing.T) {
	o := newOffice(at("24 07:00"))
	for name, now := range map[string]post.Now{
		"refused":  {At: o.v.At, Plan: o.v.Plan, Verdict: o.v, Refused: true},
		"no units": {At: o.v.At, Plan: o.v.Plan, Verdict: &rules.Verdict{Plan: o.v.Plan, Data: &rules.Data{}}},
		"nothing":  {At: o.v.At, Plan: o.v.Plan},
	} {
		orders := settings().Due(o.l, now)
		if orders.Unread == nil || orders.Digest != nil || len(orders.Groups)+len(orders.Reminded) != 0 {
			t.Errorf("%s: %+v", name, orders)
		}
		o.l.Told = orders.Told
	}
	if orders := settings().Due(o.l, o.now()); orders.Digest == nil || orders.Digest.Day.ISO() != "2022-10-24" {
		t.Errorf("read again: %+v", orders.Digest)
	}
}

// Heads of groups hear each week, and when something of theirs is newly overdue.
func TestGroups(t *testing.T) {
	for _, tc := range []struct {
		now  string
		told rules.Status // of Xuân Phú's review, which is overdue
		want string
	}{
		{"24 07:00", rules.Overdue, "Vùng 1, Vùng 2"},
		{"21 07:00", rules.Overdue, ""},
		{"21 07:00", rules.DueSoon, "Vùng 1"},
	} {
		o := newOffice(at(tc.now), rules.Met, rules.Overdue)
		o.change("Xuân Phú", "review", func(e *ledger.Entry) { e.Told = tc.told })
		var got []string
		for _, g := range settings().Due(o.l, o.now()).Groups {
			got = append(got, g.Group)
		}
		if strings.Join(got, ", ") != tc.want {
			t.Errorf("%s: %q, want %q", tc.now, got, tc.want)
		}
	}
}

// TestReminders: Xuân Phú's report and review in some status, and what it is told.
func TestReminders(t *testing.T) {
	const met, soon, overdue, invalid = rules.Met, rules.DueSoon, rules.Overdue, rules.Invalid
	for name, tc := range map[string]struct {
		now      string
		report   rules.Status
		review   rules.Status
		edit     func(*office)
		settings func(*post.Settings)
		want     string // the rules it is reminded of; "thanks"
	}{
		"all is well":                   {now: "20 07:00", report: met, review: met},
		"due soon":                      {now: "20 07:00", report: soon, review: met, want: "report"},
		"one mail for all, worst first": {now: "20 07:00", report: soon, review: overdue, want: "review report"},
		"a cell to mend":                {now: "20 07:00", report: invalid, review: met, want: "report"},
		"before the morning":            {now: "20 06:59", report: soon, review: met},
		"after a late start":            {now: "20 17:59", report: soon, review: met, want: "report"},
		"at night":                      {now: "20 18:00", report: soon, review: met},
		"on a Saturday":                 {now: "22 09:00", report: overdue, review: met},
		"on a holiday":                  {now: "26 09:00", report: overdue, review: met},
		"on a Saturday where wanted": {now: "22 09:00", report: overdue, review: met,
			settings: func(s *post.Settings) { s.Reminders.Weekends = true }, want: "report"},
		"switched off": {now: "20 07:00", report: overdue, review: met, settings: func(s *post.Settings) { s.Reminders.On = false }},
		"looked over today already": {now: "20 12:00", report: overdue, review: met,
			edit: func(o *office) { o.l.Told.Daily = at("20 07:00") }},
		"reminded a short while ago": {now: "20 07:00", report: overdue, review: met, edit: func(o *office) {
			o.l.Told.Units = map[string]ledger.Reminded{"Xuân Phú": {At: at("14 07:00"), Times: 1}}
		}},
		"reminded a week ago": {now: "20 07:00", report: overdue, review: met, edit: func(o *office) {
			o.l.Told.Units = map[string]ledger.Reminded{"Xuân Phú": {At: at("13 07:01"), Times: 1}}
		}, want: "report"},
		"overdue before the program began": {now: "20 07:00", report: met, review: overdue,
			edit: func(o *office) { o.change("Xuân Phú", "review", func(e *ledger.Entry) { e.Old = true }) }},
		"seen only once": {now: "20 07:00", report: invalid, review: met,
			edit: func(o *office) {
				o.change("Xuân Phú", "report", func(e *ledger.Entry) { e.Status, e.Doubt = met, invalid })
			}},
		"a wrong cell in the first days": {now: "20 07:00", report: invalid, review: met, edit: func(o *office) { o.l.First = at("19 07:00") }},
		"due soon in the first days":     {now: "20 07:00", report: soon, review: met, edit: func(o *office) { o.l.First = at("19 07:00") }, want: "report"},
		"what waits for the office": {now: "20 07:00", report: rules.Unconfirmed, review: met,
			edit: func(o *office) { o.v.Findings[0].Reason = rules.AskedOffice }},
		"history":         {now: "20 07:00", report: met, review: overdue, edit: func(o *office) { o.v.Findings[1].Closed = true }},
		"no address":      {now: "20 07:00", report: overdue, review: met, edit: func(o *office) { o.v.Data.Units[0].Email = "" }},
		"refused reading": {now: "20 07:00", report: overdue, review: met, edit: func(o *office) { o.v.Data.Units = o.v.Data.Units[:0] }},
		"done after a reminder": {now: "20 07:00", report: met, review: met, edit: func(o *office) {
			o.remember("19 07:00", 2, "report", "review")
		}, want: "thanks"},
		"put off after a reminder": {now: "20 07:00", report: rules.InProgress, review: met, edit: func(o *office) { o.remember("14 07:00", 1, "report") }},
		"over after a reminder":    {now: "20 07:00", report: rules.Unmet, review: met, edit: func(o *office) { o.remember("10 07:00", 1, "report"); o.v.Findings[0].Closed = true }},
		"gone after a reminder":    {now: "20 07:00", report: met, review: met, edit: func(o *office) { o.remember("14 07:00", 1, "another") }},
		"exempt after a reminder":  {now: "20 07:00", report: rules.Exempt, review: met, edit: func(o *office) { o.remember("14 07:00", 1, "report") }, want: "thanks"},
		"done after a notice":      {now: "20 07:00", report: met, review: met, edit: func(o *office) { o.remember("15 07:00", 0, "report") }},
		"overdue for long: each week": {now: "20 07:00", report: overdue, review: met,
			edit: func(o *office) { o.remember("13 07:00", 4, "report") }, want: "report"},
		"a wrong cell is told once": {now: "20 07:00", report: met, review: invalid,
			edit: func(o *office) { o.remember("12 07:00", 1, "review") }},
		"a wrong cell is told with other things": {now: "20 07:00", report: soon, review: invalid,
			edit: func(o *office) { o.remember("12 07:00", 1, "review") }, want: "review report"},
		"noticed months before, and not in its last days yet": {now: "12 07:00", report: soon, review: met,
			edit: func(o *office) { o.remember("03 07:00", 0, "report") }},
		"noticed months before, in its last days": {now: "13 07:00", report: soon, review: met,
			edit: func(o *office) { o.remember("03 07:00", 0, "report") }, want: "report"},
		"done and wrong again since the last mail": {now: "20 07:00", report: met, review: invalid,
			edit: func(o *office) { o.remember("12 07:00", 1) }, want: "review"},
		"thanked already": {now: "20 07:00", report: met, review: met, edit: func(o *office) {
			o.l.Told.Units = map[string]ledger.Reminded{"Xuân Phú": {At: at("19 07:00")}}
		}},
		"not known to be done": {now: "20 07:00", report: met, review: met, edit: func(o *office) {
			o.remember("19 07:00", 2, "report", "review")
			o.v.Held[0] = true
		}},
		"no room today": {now: "20 07:00", report: overdue, review: met, settings: func(s *post.Settings) { s.Limits.Day = 400 }, want: ""},
	} {
		t.Run(name, func(t *testing.T) {
			o, s := newOffice(at(tc.now), tc.report, tc.review), settings()
			s.Office = nil
			if tc.edit != nil {
				tc.edit(o)
			}
			if tc.settings != nil {
				tc.settings(&s)
			}
			now := o.now()
			now.Made = 400
			orders := s.Due(o.l, now)
			var got []string
			for _, u := range orders.Reminded {
				for _, f := range u.Findings {
					got = append(got, f.Rule.ID)
				}
			}
			for range orders.Thanked {
				got = append(got, "thanks")
			}
			if strings.Join(got, " ") != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

// TestTimes: a unit is told how often it was reminded only of something that is still
// overdue; a notice of what will be due doesn't count.
func TestTimes(t *testing.T) {
	for name, tc := range map[string]struct {
		report, review rules.Status
		named          []string // by the last mail
		times          int      // noted with it
		want, noted    int
	}{
		"the first notice":                {rules.DueSoon, rules.Met, nil, 0, 0, 0},
		"overdue after a notice":          {rules.Overdue, rules.Met, []string{"report"}, 0, 0, 1},
		"overdue, reminded twice":         {rules.Overdue, rules.Met, []string{"report"}, 2, 2, 3},
		"another thing overdue":           {rules.Overdue, rules.Met, []string{"review"}, 2, 0, 1},
		"one of two done":                 {rules.Overdue, rules.Overdue, []string{"review"}, 1, 1, 2},
		"a notice after a reminder":       {rules.DueSoon, rules.Met, []string{"review"}, 2, 0, 0},
		"a wrong cell beside what is due": {rules.DueSoon, rules.Invalid, nil, 0, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(at("20 07:00"), tc.report, tc.review)
			o.remember("10 07:00", tc.times, tc.named...)
			orders := settings().Due(o.l, o.now())
			if len(orders.Reminded) != 1 || orders.Reminded[0].Times != tc.want || orders.Told.Units["Xuân Phú"].Times != tc.noted {
				t.Errorf("%+v, noted %+v", orders.Reminded, orders.Told.Units["Xuân Phú"])
			}
		})
	}
}

// Over the limits, mails are put off; the operator hears of it, and nothing is noted
// as told.
func TestLimits(t *testing.T) {
	o, s := newOffice(at("20 07:00"), rules.Overdue, rules.Met, rules.Overdue), settings()
	s.Limits = post.Limits{Day: 10}
	now := o.now()
	now.Made = 9
	orders := s.Due(o.l, now)
	if len(orders.Reminded) != 1 || orders.Capped != 1 || len(orders.Told.Units) != 1 {
		t.Errorf("%d reminded, %d put off, %v", len(orders.Reminded), orders.Capped, orders.Told.Units)
	}
	if len(orders.Began) != 1 || orders.Began[0].Key != "limits" {
		t.Errorf("operator: %+v", orders.Began)
	}
	o.v.Data.Units[1].Email = "XuanPhu@example.vn" // two units, one mailbox
	s.Limits = post.Limits{Recipient: 1}
	if orders := s.Due(o.l, o.now()); len(orders.Reminded) != 1 {
		t.Errorf("one mailbox: %d reminded", len(orders.Reminded))
	}
}

// TestTroubles: the operator hears once that a trouble lasts, and once that it is over.
func TestTroubles(t *testing.T) {
	o := newOffice(at("20 08:00"))
	var story []string
	for _, step := range []struct {
		when string
		keys []string
	}{
		{"20 08:00", []string{"book a"}},
		{"20 08:15", []string{"book a", "smtp"}},
		{"20 08:30", []string{"book a"}}, // a lasts; smtp was over before anybody was told
		{"20 08:45", []string{"book a"}},
		{"20 09:00", nil},
		{"20 09:15", []string{"book a"}},
	} {
		now := o.now()
		now.At = at(step.when)
		for _, k := range step.keys {
			now.Troubles = append(now.Troubles, ledger.Trouble{Key: k})
		}
		orders := settings().Due(o.l, now)
		for _, b := range orders.Began {
			story = append(story, fmt.Sprintf("%s began %s", step.when, b.Key))
		}
		for _, b := range orders.Over {
			story = append(story, fmt.Sprintf("%s over %s", step.when, b.Key))
		}
		o.l.Told = orders.Told
	}
	if got := strings.Join(story, "; "); got != "20 08:30 began book a; 20 09:00 over book a" {
		t.Error(got)
	}
}

// A clock that ran far ahead must not silence the program once it is right again.
func TestClockWasWrong(t *testing.T) {
	o := newOffice(at("20 07:00"))
	o.l.Told.Slot, o.l.Told.Daily = at("20 07:00").AddDate(8, 0, 0), at("20 07:00").AddDate(8, 0, 0)
	o.l.Told = settings().Due(o.l, o.now()).Told
	o.v.At = at("21 07:00")
	if settings().Due(o.l, o.now()).Digest == nil {
		t.Error("silent")
	}
	o.l.Told.Slot = at("24 06:30").AddDate(8, 0, 0)
	o.v.At = at("24 06:30") // a Monday, before its mail
	o.l.Told = settings().Due(o.l, o.now()).Told
	o.v.At = at("24 07:00")
	if settings().Due(o.l, o.now()).Digest == nil {
		t.Error("silent on the same morning")
	}
}

// What was told at 06:30 of a Monday isn't told again at 07:00.
func TestComingAfterToday(t *testing.T) {
	o := newOffice(at("24 06:40"))
	o.l.Told.Slot = at("24 06:30")
	if got := settings().Coming(o.v.Plan, o.l, at("24 06:40"), at("30 08:00")); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// So it is for units, and for the operator: who was written to in years to come is
// written to again when the days are over, from now.
func TestClockWasWrongForOthers(t *testing.T) {
	o, s := newOffice(at("20 07:00"), rules.Overdue, rules.Met), settings()
	ahead := at("20 07:00").AddDate(8, 0, 0)
	o.l.Told.Units = map[string]ledger.Reminded{"Xuân Phú": {Unit: "Xuân Phú", At: ahead, Times: 1}}
	o.l.Told.Troubles = map[string]ledger.Trouble{"smtp": {Key: "smtp", Since: ahead}}
	var got []string
	for _, day := range []string{"20 07:00", "21 07:00", "27 07:00", "28 07:00"} {
		o.v.At = at(day)
		now := o.now()
		now.Troubles = []ledger.Trouble{{Key: "smtp"}}
		orders := s.Due(o.l, now)
		o.l.Told = orders.Told
		got = append(got, fmt.Sprintf("%s: %d reminded, %d troubles", day, len(orders.Reminded), len(orders.Began)))
	}
	want := "20 07:00: 0 reminded, 0 troubles\n21 07:00: 0 reminded, 1 troubles\n27 07:00: 1 reminded, 0 troubles\n28 07:00: 0 reminded, 0 troubles"
	if strings.Join(got, "\n") != want {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

func TestComing(t *testing.T) {
	o := newOffice(at("20 08:00"))
	var got []string
	for _, c := range settings().Coming(o.v.Plan, o.l, at("20 08:00"), at("27 08:00")) {
		got = append(got, c.At.Format("02/01 15:04 ")+c.What)
	}
	want := "21/10 07:00 Bản tổng hợp (sau hạn 20/10/2022: Báo cáo tháng 10; kết quả tháng 10/2022)\n" +
		"24/10 07:00 Bản tổng hợp (thư hằng tuần)"
	if strings.Join(got, "\n") != want {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

// TestAskedBeforeTheFirst: somebody asked for a digest before the program ever ran by
// itself. The first morning after is the next one; what came before isn't reported anew.
func TestAskedBeforeTheFirst(t *testing.T) {
	for now, want := range map[string]string{"19 12:00": "", "20 07:00": "", "21 07:00": "2022-10-21 [2022-10]"} {
		o := newOffice(at(now))
		o.l.Told.Slot, o.l.Told.Digest = time.Time{}, at("18 10:00")
		got := ""
		if d := settings().Due(o.l, o.now()).Digest; d != nil {
			got = d.Day.ISO() + " " + fmt.Sprint(d.Reports)
		}
		if got != want {
			t.Errorf("on the %s: %q, want %q", now, got, want)
		}
	}
}

// TestGroupLetters: a head is written to whatever way the service file writes the group;
// the mail calls it as the sheet does.
func TestGroupLetters(t *testing.T) {
	o, s := newOffice(at("24 07:00")), settings()
	orders := s.Due(o.l, o.now())
	letters, err := s.Letters(&orders, o.l, o.now(), nil)
	var got []string
	for _, l := range letters {
		if l.Kind == post.KindGroup {
			got = append(got, l.About+" "+l.Message.To[0])
		}
	}
	if want := "Vùng 1 v1@example.vn, Vùng 2 v2@example.vn"; strings.Join(got, ", ") != want || err != nil {
		t.Errorf("%q, %v; want %s", got, err, want)
	}
}
