package mailer

import (
	"fmt"
	"strings"
	"time"

	"rasoat/rules"
)

// Past is what is remembered of one finding.
type Past struct {
	Told  rules.Status // what the digest before said of it; NoStatus: nothing
	Since time.Time    // since when it has the status that it has now; zero: not known
	Held  bool         // what was found this time doesn't count (yet): nothing has changed of it
}

// move is what became of a finding since the digest before.
type move uint8

// The moves, in the order in which they are told.
const (
	stayed    move = iota
	gotDone        // carried out
	gotOver        // overdue, or not reached
	reopened       // was carried out, and isn't any more
	gotWrong       // something is to be filled in or mended
	asked          // the unit says that it doesn't apply; the office decides
	gotBehind      // below the pace
	mended         // filled in or mended, and not carried out yet
	extended       // overdue before, and has more time now
	exempted       // the office agreed
	moves          // how many there are
)

// counted is a move as a count, for a subject and a first line.
func (m move) counted(n int, unmet bool) string {
	words := [moves]string{gotDone: "%d việc đã xong", gotOver: "%d việc mới quá hạn", reopened: "%d việc đã xong nay chưa đủ",
		gotWrong: "%d việc mới cần bổ sung số liệu", asked: "%d đề nghị miễn mới", gotBehind: "%d việc mới chậm tiến độ",
		mended: "%d việc đã bổ sung số liệu", extended: "%d việc được gia hạn", exempted: "%d việc được miễn"}[m]
	if m == gotOver && unmet {
		words += " hoặc chưa đạt"
	}
	return fmt.Sprintf(words, n)
}

// named is a move as the beginning of a line.
func (m move) named() string {
	return [moves]string{gotDone: "Đã xong", gotOver: "Mới quá hạn", reopened: "Đã xong, nay chưa đủ", gotWrong: "Mới cần bổ sung số liệu",
		asked: "Mới đề nghị 'Không áp dụng'", gotBehind: "Mới chậm tiến độ", mended: "Đã bổ sung số liệu", extended: "Được gia hạn", exempted: "Không áp dụng"}[m]
}

// moved is what became of the finding.
func (p Past) moved(f *rules.Finding) move {
	wasWrong, isWrong := wanting(p.Told), wanting(f.Status)
	switch {
	case p.Held || f.Status == p.Told:
		return stayed
	case f.Status.Done() && (p.Told == rules.NoStatus || p.Told.Done()):
		return stayed
	case f.Status.Done() && f.Rule.Check != nil:
		return mended
	case f.Status.Done():
		return gotDone
	case f.Closed: // history isn't news
		return stayed
	case p.Told.Done() && f.Status.Open():
		return reopened
	case overdue(f) && p.Told != rules.Overdue && p.Told != rules.Unmet:
		return gotOver
	case p.Told == rules.NoStatus:
		return stayed
	case f.Status == rules.Exempt:
		return exempted
	case isWrong && f.Reason == rules.AskedOffice:
		return asked
	case isWrong && !wasWrong:
		return gotWrong
	case f.Status == rules.Behind:
		return gotBehind
	case wasWrong && !isWrong && !overdue(f):
		return mended
	case p.Told == rules.Overdue && !overdue(f) && !isWrong:
		return extended
	}
	return stayed
}

// wanting reports whether data are missing or wrong.
func wanting(s rules.Status) bool {
	return s == rules.Invalid || s == rules.Missing || s == rules.Unconfirmed
}

// memory is what a digest can tell of the time since the one before. The zero
// value remembers nothing.
type memory struct {
	since  string // the day of the digest before: "17/10"; "" for none
	past   map[*rules.Finding]Past
	moves  map[*rules.Finding]move
	counts [moves]int // of units' findings
	common int        // how many findings above a unit moved
	unmet  bool       // of those newly overdue, some are targets not reached
}

// remember compares the report's findings with what is known of them.
func (r *report) remember(since time.Time, past []Past) {
	if since.IsZero() || len(past) != len(r.v.Findings) {
		return
	}
	since = since.In(r.v.At.Location())
	m := memory{since: r.shortDay(rules.DateOf(since)), past: map[*rules.Finding]Past{}, moves: map[*rules.Finding]move{}}
	if rules.DateOf(since) == r.v.Today {
		m.since = since.Format("15:04") + " cùng ngày"
	}
	for _, f := range r.findings {
		p := past[f.at]
		m.past[f.Finding] = p
		how := p.moved(f.Finding)
		if how == stayed {
			continue
		}
		m.moves[f.Finding] = how
		if f.Level != rules.ForUnit {
			m.common++
			continue
		}
		m.counts[how]++
		m.unmet = m.unmet || how == gotOver && f.Status == rules.Unmet
	}
	r.memory = m
}

// shortDay is a day without its year, where that is the plan's.
func (r *report) shortDay(d rules.Date) string {
	if d.Year() != r.v.Plan.Year {
		return d.String()
	}
	return d.Short()
}

// changed is what became of units' work, in counts: nil when nothing moved.
func (m *memory) changed() []string {
	var out []string
	for how := stayed + 1; how < moves; how++ {
		if m.counts[how] > 0 {
			out = append(out, how.counted(m.counts[how], m.unmet))
		}
	}
	if m.common > 0 {
		out = append(out, fmt.Sprintf("%d chỉ tiêu chung đổi trạng thái", m.common))
	}
	return out
}

// compared is the first line's comparison with the digest before; "" when that
// isn't known.
func (r *report) compared() string {
	if r.since == "" {
		return ""
	}
	changed := r.changed()
	if len(changed) == 0 {
		return fmt.Sprintf("So với %s: không có việc nào đổi trạng thái.", r.since)
	}
	return fmt.Sprintf("So với %s: %s.", r.since, strings.Join(changed, ", "))
}

// subjectChanges is how many kinds of change a subject has room for.
const subjectChanges = 2

// news is the comparison for a subject.
func (r *report) news() string {
	changed := r.changed()
	if len(changed) == 0 {
		return "không thay đổi so với " + r.since
	}
	return strings.Join(changed[:min(subjectChanges, len(changed))], ", ")
}

// sinceWhen says since when overdue work that was told before is open, or that
// it is new; "" when nothing is known of it.
func (r *report) sinceWhen(f *rules.Finding) string {
	p, known := r.past[f]
	switch {
	case !known:
		return ""
	case r.moves[f] == gotOver || r.moves[f] == reopened:
		return "mới"
	case p.Since.IsZero():
		return ""
	}
	return "còn tồn từ " + r.shortDay(rules.DateOf(p.Since.In(r.v.At.Location())))
}
