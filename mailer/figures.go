package mailer

import (
	"fmt"
	"sort"
	"strings"

	"rasoat/rules"
)

// recalled is a sentence about a figure, with a word added when some of what was
// counted is remembered rather than read now.
func recalled(f *rules.Finding, sentence string) string {
	if !f.Recalled {
		return sentence
	}
	open, ended := strings.CutSuffix(sentence, ".")
	open += " (có số liệu của lần đọc gần nhất)"
	if ended {
		open += "."
	}
	return open
}

// pace is what a target for all units may come to, and which groups have given
// most to it: "" for what has no mileposts or is reached.
func (r *report) pace(f *rules.Finding) string {
	if f.Rule.Reach == nil || len(f.Rule.Reach.Milepost) == 0 || !f.Status.Open() {
		return ""
	}
	text := ""
	if n, ok := r.v.Projected(f); ok && f.Aimed && r.telling(f.Period) {
		text = fmt.Sprintf("Với tiến độ từ đầu kỳ đến nay, ước đến %s được %s/%s (tính theo số ngày, để tham khảo).",
			f.Period.End(), n, f.Target)
	}
	if most := r.givers(f); most != "" {
		text += " " + most
	}
	return strings.TrimSpace(text)
}

// telling reports whether enough of the period is over for its pace to tell
// anything: a quarter of it.
func (r *report) telling(p rules.Period) bool {
	return 4*(r.v.Today-p.Start()+1) >= p.End()-p.Start()+1
}

// topGroups is how many groups are named for what they gave.
const topGroups = 3

// givers names the groups that gave most to a sum. Units aren't named: their
// figures are small, and what says this may be forwarded.
func (r *report) givers(f *rules.Finding) string {
	if len(r.v.Plan.Levels.Groups) == 0 {
		return ""
	}
	sums := map[string]int64{}
	var order []string
	for _, s := range r.v.Shares(f) {
		n, whole := s.Value.Whole()
		group := r.v.Data.Units[s.Unit].Group()
		if !s.Known || !whole || n <= 0 || group == "" {
			continue
		}
		if sums[group] == 0 {
			order = append(order, group)
		}
		sums[group] += n
	}
	sort.SliceStable(order, func(i, j int) bool { return sums[order[i]] > sums[order[j]] })
	var out []string
	label := r.v.Plan.Levels.Groups[0]
	for _, group := range order[:min(topGroups, len(order))] {
		out = append(out, fmt.Sprintf("%s (%s)", within(label, group), rules.Int(sums[group])))
	}
	if len(out) == 0 {
		return ""
	}
	return fmt.Sprintf("%s đóng góp nhiều nhất: %s.", label, strings.Join(out, ", "))
}
