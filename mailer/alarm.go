package mailer

import (
	"fmt"
	"strings"
	"time"

	"rasoat/rules"
)

// The Kinds of mails about troubles.
const (
	KindUnreadable = "khong-doc-duoc"
	KindAlarm      = "su-co"
)

// UnreadableOptions say who the mail is from and for, and what was told before.
type UnreadableOptions struct {
	From string
	To   []string
	Last string // a sentence with what the last digest said, and when; "" when there was none
	Link string // of the workbook; "" for none
}

// Unreadable tells the office, in place of its digest, that far too little could
// be read at that moment. It says nothing about any unit.
func Unreadable(plan *rules.Plan, problems []rules.Problem, at time.Time, o UnreadableOptions) (Message, error) {
	link, err := safeLink(o.Link)
	if err != nil {
		return Message{}, err
	}
	when := moment(at.In(plan.Location))
	c := &content{
		Subject: fmt.Sprintf("[%s] Không đọc được bảng theo dõi %s", plan.Office.Name, when),
		Title:   "Kính gửi: " + plan.Office.Desk,
		Intro: fmt.Sprintf("Không đọc được đủ bảng theo dõi %s %s nên chưa lập bản tổng hợp. Trạng thái cũ ở chỗ không đọc được vẫn giữ nguyên; không gửi thư nhắc trong lần này.",
			plan.Title, when),
		Closing: closing(plan),
		Link:    link,
	}
	if o.Last != "" {
		c.First = []string{o.Last}
	}
	var items []string
	for _, p := range problems {
		items = append(items, cut(p.Message, sentenceLength))
	}
	if more := len(items) - mostProblems; more > 0 {
		items = append(items[:mostProblems], fmt.Sprintf("… và %d vấn đề khác.", more))
	}
	c.Parts = []part{{Sections: []section{{Title: "Đề nghị kiểm tra", Blocks: []block{
		{Text: "Bảng còn ở chỗ cũ và hệ thống còn quyền đọc; trang, tiêu đề cột và các dòng đơn vị còn đủ."}}}}}}
	if len(items) > 0 {
		c.Parts[0].Sections = append([]section{{Title: "Vấn đề", Blocks: []block{{Items: items}}}}, c.Parts[0].Sections...)
	}
	return c.message(Message{From: o.From, To: o.To, Date: at, Kind: KindUnreadable})
}

// mostProblems is how many problems one mail names.
const mostProblems = 20

// Item is one lasting trouble of the program's.
type Item struct {
	Sentence string    // what it is, in Vietnamese
	Hint     string    // what to do, in English; "" for none
	Since    time.Time // when it began
}

// AlarmOptions say who the mail is from and for, and what it tells of.
type AlarmOptions struct {
	From   string
	To     []string
	Office string    // the office's name, for the subject
	At     time.Time // when it is written, in the zone in which times are shown
	Began  []Item    // what has begun to last
	Over   []Item    // what has ended
}

// Alarm is the operator's mail: what keeps the program from its work, and what
// no longer does. It is plain text. It fails when there is nothing to tell.
func Alarm(o AlarmOptions) (Message, error) {
	began, over := len(o.Began), len(o.Over)
	m := Message{From: o.From, To: o.To, Date: o.At, Kind: KindAlarm}
	about := ""
	switch {
	case began == 1 && over == 0:
		about = "Sự cố: " + o.Began[0].Sentence
	case began == 0 && over == 1:
		about = "Đã hết sự cố: " + o.Over[0].Sentence
	case began == 0 && over == 0:
		return m, fmt.Errorf("alarm: nothing to tell")
	case over == 0:
		about = fmt.Sprintf("%d sự cố mới", began)
	case began == 0:
		about = fmt.Sprintf("%d sự cố đã hết", over)
	default:
		about = fmt.Sprintf("%d sự cố mới, %d đã hết", began, over)
	}
	m.Subject = clean(fitted(about, func(about string) string { return fmt.Sprintf("[%s] %s", o.Office, strings.TrimSuffix(about, ".")) }))
	var w writer
	w.items("Sự cố đang kéo dài:", o.Began, o.At.Location())
	w.items("Sự cố đã hết:", o.Over, o.At.Location())
	w.para("", "(Thư tự động gửi người vận hành; mỗi sự cố báo một lần khi bắt đầu kéo dài và một lần khi hết.)")
	m.Text = w.String()
	return m, nil
}

// items writes troubles under a heading.
func (w *writer) items(heading string, items []Item, zone *time.Location) {
	if len(items) == 0 {
		return
	}
	w.line(heading)
	for _, item := range items {
		sentence := clean(item.Sentence)
		if !item.Since.IsZero() {
			sentence = strings.TrimSuffix(sentence, ".") + " (từ " + strings.TrimPrefix(moment(item.Since.In(zone)), "lúc ") + ")."
		}
		w.para("- ", sentence)
		if item.Hint != "" {
			w.para("  ", "hint: "+clean(item.Hint))
		}
	}
	w.gap()
}
