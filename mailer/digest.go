package mailer

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"rasoat/rules"
)

// Options say who a digest is from and for, and what the verdict can't know.
type Options struct {
	From    string
	To      []string
	Link    string         // of the workbook, shown at the very end; http or https, "" for none
	Since   time.Time      // when what the digest before told was read; zero: this is the first one
	Past    []Past         // by index of the verdict's Findings; nil: nothing is known of them
	Reports []rules.Period // whose results this digest reports, since what is due in them has fallen due; may be nil
	Attach  []Part         // files that go with it
}

// KindDigest is the Kind of a digest.
const KindDigest = "tong-hop"

// subjectLength is about how many characters of a subject people see.
const subjectLength = 100

// Digest is the office's mail about a verdict: the same verdict and options
// give the same message, to the byte. It fails when there is nothing to tell of
// (no unit was read) or the chart can't be drawn.
func Digest(v *rules.Verdict, o Options) (Message, error) {
	if v == nil || v.Plan == nil || v.Data == nil || len(v.Data.Units) == 0 {
		return Message{}, errors.New("digest: no unit was read, so there is nothing to tell\nhint: look at what couldn't be read first")
	}
	link, err := safeLink(o.Link)
	if err != nil {
		return Message{}, err
	}
	r := newReport(v, nil)
	r.remember(o.Since, o.Past)
	r.periods = reported(o.Reports)
	m := Message{From: o.From, To: o.To, Date: v.At, Kind: KindDigest, Attach: o.Attach}
	for r.room = roomiest; ; r.room = r.room * 3 / 4 {
		c := r.content(o)
		c.Link = link
		c.number()
		if m, err = c.message(m); err != nil || m.weight() <= weightLimit || r.room <= 1 {
			return m, err
		}
	}
}

// weightLimit is how many bytes a digest may have on its way, without files:
// mail programs cut longer ones off, and phones wait for them. roomiest is how
// long a list in part B may be when little else is said.
const (
	weightLimit = 97_000 // with its headers, under 100 kB
	roomiest    = 160
)

// weight is about how many bytes the message's text and pictures have on their
// way, in base64.
func (m Message) weight() int {
	n := len(m.Text) + len(m.HTML)
	for _, p := range m.Inline {
		n += len(p.Data)
	}
	return n * 37 / 27 // three bytes are four, and 76 characters a line
}

// safeLink refuses what isn't a plain web address.
func safeLink(link string) (string, error) {
	if link == "" {
		return "", nil
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.ContainsAny(link, " <>\"") {
		return "", fmt.Errorf("mail: %q isn't a web address\nhint: mail.link begins with https://", link)
	}
	return u.String(), nil
}

// content puts the digest together.
func (r *report) content(o Options) *content {
	plan := r.v.Plan
	return &content{
		Subject: r.subject(),
		Title:   "Kính gửi: " + plan.Office.Desk,
		Intro: fmt.Sprintf("Tổng hợp tình hình thực hiện %s, số liệu đọc từ bảng theo dõi %s (%s).",
			plan.Title, moment(r.v.At), r.size()),
		First: r.first(),
		Parts: []part{
			{Title: fmt.Sprintf("Phần A – Tình hình thực hiện đến %s", r.v.Today), Sections: r.partA(), Note: r.set()},
			{Title: fmt.Sprintf("Phần B – Riêng %s", plan.Office.Desk), Sections: r.partB()},
		},
		Closing: []string{
			"Trân trọng.",
			fmt.Sprintf("(Thư tự động của hệ thống theo dõi; không thay văn bản của %s.)", plan.Office.Name),
		},
	}
}

// subject is the digest's subject: who, which plan, the day, what is new; where
// it reports the results of a period with one rule that is due last, those. Where
// that is too long, rather the plan's name is cut than the state.
func (r *report) subject() string {
	plan := r.v.Plan
	state := r.stands()
	if r.since != "" {
		state = r.withDoubt(r.news())
	}
	if c := r.main(); c != nil {
		units := r.v.Tallies().All.Units // where several rules fell due together none of them tells enough
		about, state := c.period.Label(), r.withDoubt(fmt.Sprintf("%d/%d đơn vị không còn việc %s", units-len(r.owed), units, r.owing()))
		if r.alone(c) {
			about, state = lower(c.rule.NameOn(c.period)), r.withDoubt(fmt.Sprintf("%d/%d đơn vị đã thực hiện", c.done, c.of))
		}
		return fitted(about, func(about string) string {
			return fmt.Sprintf("[%s] Kết quả %s: %s", plan.Office.Name, about, state)
		})
	}
	return fitted(short(plan), func(short string) string {
		return fmt.Sprintf("[%s] %s đến %s: %s", plan.Office.Name, short, r.v.Today, state)
	})
}

// withDoubt is a state with what wasn't judged behind it.
func (r *report) withDoubt(state string) string {
	if r.unread() {
		state += ", " + lower(r.doubt())
	}
	return state
}

// short is the plan's name for a subject.
func short(plan *rules.Plan) string {
	if plan.Short == "" {
		return plan.Title
	}
	return plan.Short
}

// fitted is a subject with as much of a text in it as there is room for; where
// that is next to nothing, without it.
func fitted(text string, whole func(string) string) string {
	room := utf8.RuneCountInString(clean(text)) + subjectLength - utf8.RuneCountInString(clean(whole(text)))
	if room < leastCut {
		return whole("")
	}
	return whole(atWord(cut(text, room)))
}

// atWord is a text that was cut without what is left of the word that was cut through.
func atWord(cut string) string {
	rest, was := strings.CutSuffix(cut, "…")
	if i := strings.LastIndexByte(rest, ' '); was && i > 0 {
		return strings.TrimRight(rest[:i], " ,;–") + "…"
	}
	return cut
}

// leastCut is how few characters of a text still tell something.
const leastCut = 12

// stands is the state for a subject, when there is nothing to compare it with.
func (r *report) stands() string {
	state := "không có việc quá hạn"
	if n := len(r.owed); n > 0 && r.unmet() {
		state = fmt.Sprintf("%d đơn vị có việc chưa đạt", n)
	} else if n > 0 {
		state = fmt.Sprintf("%d đơn vị có việc quá hạn", n)
	}
	switch {
	case r.unread() && len(r.owed) == 0:
		state = lower(r.doubt())
	case r.unread():
		state += ", " + lower(r.doubt())
	}
	if r.cells > 0 {
		state += fmt.Sprintf(", %s ô cần sửa", rules.Int(int64(r.cells)))
	}
	return state
}

// cut is clean text of at most n characters (at least a few), ending in … where
// some are left out.
func cut(s string, n int) string {
	s = clean(s) // first, so that half a masked number isn't left over
	runes := []rune(s)
	if n = max(n, leastCut); len(runes) <= n {
		return s
	}
	return strings.TrimSpace(string(runes[:n-1])) + "…"
}

// size is what was read: "55 cơ sở Đoàn, 6 Vùng thi đua".
func (r *report) size() string {
	levels := r.v.Plan.Levels
	text := fmt.Sprintf("%d %s", r.units, levels.Unit)
	for i, label := range levels.Groups {
		seen := map[string]bool{}
		for _, u := range r.v.Data.Units {
			if i < len(u.Groups) && u.Groups[i] != "" {
				seen[u.Groups[i]] = true
			}
		}
		text += fmt.Sprintf(", %d %s", len(seen), label)
	}
	return text
}

// first is the five lines for who reads no further.
func (r *report) first() []string {
	lines := []string{strings.TrimSpace(r.compared() + " " + r.state())}
	if f := r.target(); f != nil {
		lines = append(lines, recalled(f, fmt.Sprintf("%s: %s.", f.Rule.NameIn(f.Period), f.Score())))
	}
	if c := r.latest(); c != nil {
		lines = append(lines, fmt.Sprintf("%s: %d/%d đơn vị đã ghi nhận.", c.rule.NameIn(c.period), c.done, c.of))
	}
	if talk := r.talk(); talk != "" {
		lines = append(lines, "Cần trao đổi tuần này: "+talk+".")
	}
	if todo := r.desk(); todo != "" {
		lines = append(lines, fmt.Sprintf("%s cần xử lý: %s (Phần B).", r.v.Plan.Office.Desk, todo))
	}
	return lines
}

// state is how many units are behind.
func (r *report) state() string {
	all := 0
	for _, d := range r.owed {
		all += len(d.findings)
	}
	text := fmt.Sprintf("Đến %s: %d/%d đơn vị có việc %s (%d việc).", r.v.Today, len(r.owed), r.units, r.owing(), all)
	switch {
	case all == 0 && r.unread():
		text = fmt.Sprintf("Đến %s: trong số liệu đọc được không có việc quá hạn.", r.v.Today)
	case all == 0:
		text = fmt.Sprintf("Đến %s: không có đơn vị nào có việc quá hạn.", r.v.Today)
	}
	if r.unread() {
		text += " " + r.doubt() + " vì có bảng hoặc trang chưa đọc được."
	}
	return text
}

// target is the plan's first target for all units together that is a number, or
// else a share; nil for none known.
func (r *report) target() *rules.Finding {
	var first *rules.Finding
	for i := range r.v.Findings {
		f := &r.v.Findings[i]
		if f.Level != rules.ForAll || f.Rule.Reach == nil || !f.Counted || !f.Aimed {
			continue
		}
		if f.Rule.Reach.Of == nil {
			return f
		}
		if first == nil {
			first = f
		}
	}
	return first
}

// fresh is for how many days after its due date an obligation is news.
const fresh = 62

// latest is the obligation that was due last; a monthly one only when nothing
// else was due of late.
func (r *report) latest() *count {
	var best, monthly *count
	for i := range r.tally {
		c := &r.tally[i]
		if c.rule.Done == nil || c.live == 0 || c.due >= r.v.Today || c.due < r.v.Today-fresh {
			continue
		}
		last := &best
		if c.period.Every == rules.Month {
			last = &monthly
		}
		if *last == nil || c.due > (*last).due {
			*last = c
		}
	}
	if best == nil {
		return monthly
	}
	return best
}

// talk names the units that somebody should call, with one thing each: what
// each has owed longest, of what is new first.
func (r *report) talk() string {
	var out []string
	for _, d := range r.talks() {
		f := oldest(d.findings)
		out = append(out, fmt.Sprintf("%s – %s", r.names[d.unit], lower(f.Rule.NameIn(f.Period))))
	}
	return strings.Join(out, "; ")
}

// desk is what waits for the office itself.
func (r *report) desk() string {
	var out []string
	if n := len(r.v.Problems); n > 0 {
		out = append(out, fmt.Sprintf("%d vấn đề của bảng, trang", n))
	}
	if n := len(r.waits); n > 0 {
		out = append(out, fmt.Sprintf("%d đề nghị chờ quyết định", n))
	}
	if r.cells > 0 {
		out = append(out, fmt.Sprintf("%s ô", rules.Int(int64(r.cells))))
	}
	return strings.Join(out, ", ")
}
