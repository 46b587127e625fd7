package mailer

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"rasoat/rules"
)

// GroupOptions say who a group's digest is from and for, and what the verdict
// can't know.
type GroupOptions struct {
	From   string
	To     []string
	Salute string    // whom it addresses: "Đồng chí …, trưởng Vùng thi đua số 1"; "": the group itself
	Link   string    // of the workbook; "" for none
	Since  time.Time // as in [Options]
	Past   []Past    // as in [Options]: by index of all of the verdict's Findings
}

// KindGroup is the Kind of a group's digest.
const KindGroup = "tong-hop-nhom"

// GroupDigest is the mail to the head of a group, of whatever level: the
// statuses of the group's own units, and the brief to paste into its chat. It
// has no figure of a unit: those are small, and may tell who somebody is. It
// fails when the group has no units.
func GroupDigest(v *rules.Verdict, group string, o GroupOptions) (Message, error) {
	if v == nil || v.Plan == nil || v.Data == nil || group == "" {
		return Message{}, fmt.Errorf("digest of group %q: nothing to tell of", group)
	}
	units := members(v, group)
	if len(units) == 0 {
		return Message{}, fmt.Errorf("digest of group %q: it has no units\nhint: write the group as the register does", group)
	}
	link, err := safeLink(o.Link)
	if err != nil {
		return Message{}, err
	}
	r := newReport(v, units)
	r.remember(o.Since, o.Past)
	r.room = roomiest
	c := r.groupContent(group, o)
	c.Link = link
	c.number()
	return c.message(Message{From: o.From, To: o.To, Date: v.At, Kind: KindGroup})
}

// groupContent puts a group's digest together.
func (r *report) groupContent(group string, o GroupOptions) *content {
	plan := r.v.Plan
	name := groupName(r.v, group)
	salute := o.Salute
	if salute == "" {
		salute = name
	}
	first := []string{strings.TrimSpace(r.compared() + " " + r.state())}
	if talk := r.talk(); talk != "" {
		first = append(first, "Cần trao đổi tuần này: "+talk+".")
	}
	return &content{
		Subject: r.groupSubject(name),
		Title:   "Kính gửi: " + salute,
		Intro: fmt.Sprintf("Tình hình thực hiện %s ở %s, đọc từ bảng theo dõi %s (%d %s).",
			plan.Title, name, moment(r.v.At), r.units, plan.Levels.Unit),
		First:   first,
		Parts:   []part{{Sections: r.groupSections(group), Note: r.set()}},
		Closing: closing(plan),
	}
}

// groupSections is the outline of the office's digest, as far as it is a group's
// business.
func (r *report) groupSections(group string) []section {
	var done []block
	if t := r.obligations(); len(t.Rows) > 0 {
		done = []block{{Table: t}}
	}
	late := []block{{Text: r.none()}}
	if len(r.owed) > 0 {
		t := &table{Head: []string{"Đơn vị", "Việc"}}
		for _, d := range r.owed {
			t.Rows = append(t.Rows, []string{r.name(d.unit), phrases(d.findings)})
		}
		late = []block{{Table: t}}
	}
	var mend []block
	if names := r.shorts(r.wrong()); len(names) > 0 {
		mend = []block{{Text: strings.Join(names, ", ") + "."}}
	}
	return []section{
		{Title: "Kết quả", Blocks: done},
		{Title: fmt.Sprintf("Việc %s theo đơn vị", r.owing()), Blocks: late},
		{Title: "Việc sắp đến hạn", Blocks: r.dueSoon()},
		{Title: "Đơn vị cần bổ sung, sửa số liệu", Blocks: mend},
		{Title: "Thay đổi từ bản trước", Blocks: r.changes()},
		{Title: "Bản nhắn để dán vào nhóm", Blocks: []block{{Lines: strings.Split(strings.TrimSpace(Brief(r.v, group, r.cleared()...)), "\n")}}},
	}
}

// groupSubject is the group, the day, and what is new or how it stands.
func (r *report) groupSubject(name string) string {
	state := "không có việc quá hạn"
	if n := len(r.owed); n > 0 {
		state = fmt.Sprintf("%d đơn vị có việc %s", n, r.owing())
	}
	if r.since != "" {
		state = r.news()
	}
	state = r.withDoubt(state)
	return fitted(short(r.v.Plan), func(short string) string {
		return fmt.Sprintf("[%s] %s đến %s: %s", name, short, r.v.Today, state)
	})
}

// groupName is a group's name with the word for its level before it.
func groupName(v *rules.Verdict, group string) string {
	for u := range v.Data.Units {
		if level := levelOf(&v.Data.Units[u], group); level >= 0 && level < len(v.Plan.Levels.Groups) {
			label := v.Plan.Levels.Groups[level]
			return label + " " + within(label, group)
		}
	}
	return cut(group, nameLength)
}

// wrong is the units with data to fill in or to mend.
func (r *report) wrong() []int {
	var units []int
	for u, in := range r.in {
		bad := func(f judged) bool {
			return f.Level == rules.ForUnit && f.Unit == u && !f.Closed && wanting(f.Status) && f.Reason != rules.AskedOffice
		}
		mistyped := func(d rules.Defect) bool {
			return d.Severity == rules.SevError && d.Unit == r.v.Data.Units[u].Name
		}
		if in && (slices.ContainsFunc(r.findings, bad) || slices.ContainsFunc(r.v.Defects, mistyped)) {
			units = append(units, u)
		}
	}
	return units
}

// cleared is the names of units that did something since the digest before and
// have nothing left to do now.
func (r *report) cleared() []string {
	did, left := map[int]bool{}, map[int]bool{}
	for _, f := range r.findings {
		if f.Level != rules.ForUnit {
			continue
		}
		did[f.Unit] = did[f.Unit] || r.moves[f.Finding] == gotDone
		left[f.Unit] = left[f.Unit] || doable(f.Finding)
	}
	var names []string
	for u := range r.in {
		if did[u] && !left[u] && !(u < len(r.v.Held) && r.v.Held[u]) {
			names = append(names, r.names[u])
		}
	}
	return names
}

// closing is how mails end.
func closing(plan *rules.Plan) []string {
	return []string{
		"Trân trọng.",
		fmt.Sprintf("(Thư tự động của hệ thống theo dõi; không thay văn bản của %s.)", plan.Office.Name),
	}
}
