package mailer

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"rasoat/rules"
)

// ReminderOptions say who a mail to a unit is from and for, and what the verdict
// can't know.
type ReminderOptions struct {
	From   string
	To     []string
	Salute string      // whom it addresses, {đơn vị} being the unit's name: "BCH {đơn vị}"; "": the unit
	Link   string      // of the workbook; "" for none
	Times  int         // reminders before this one, in a row
	Doubt  []rules.Ref // cells that aren't told: somebody may be typing there
}

// The Kinds of mails to units.
const (
	KindReminder = "nhac"
	KindThanks   = "cam-on"
)

// Reminder is the one mail for all that a unit has to do: fs, as far as they are
// its own, and every cell of its own that can't be read. It is about nobody
// else, and repeats no text that somebody typed. It fails when there is nothing
// to remind of.
func Reminder(v *rules.Verdict, unit int, fs []*rules.Finding, o ReminderOptions) (Message, error) {
	d, err := newDuties(v, unit, fs, o.Doubt)
	if err != nil {
		return Message{}, err
	}
	if d.empty() {
		return Message{}, errors.New("reminder: the unit has nothing to do")
	}
	plan := v.Plan
	desk := plan.Office.Desk
	c := &content{
		Subject: d.subject(),
		Title:   "Kính gửi: " + saluted(o.Salute, d.name),
		Intro:   fmt.Sprintf("%s đề nghị đơn vị rà soát các nội dung sau của %s (số liệu đọc %s):", desk, plan.Title, moment(v.At)),
		Parts: []part{{Sections: append(d.sections(), howTo(plan.Office)),
			Note: fmt.Sprintf("Kế hoạch không ghi ngày cụ thể cho các việc trên; hạn do %s đặt.", desk)}},
	}
	if plan.Office.OwnDates {
		c.Parts[0].Note = ""
	}
	if o.Times >= 2 {
		c.First = []string{fmt.Sprintf("Đơn vị đã được nhắc %d lần trước thư này. Nếu có khó khăn, đề nghị đơn vị báo %s.", o.Times, desk)}
	}
	return toUnit(c, v, o, KindReminder)
}

// howTo says how to have it off one's list.
func howTo(office rules.Office) section {
	how := "Cập nhật trực tiếp vào bảng theo dõi; trạng thái tự đổi sau lần kiểm tra kế tiếp, không cần trả lời thư này."
	if office.Email != "" {
		how += fmt.Sprintf(" Báo cáo gửi về %s (Email: %s).", office.Desk, office.Email)
	}
	how += fmt.Sprintf(" Nếu nội dung nào không áp dụng cho đơn vị, đề nghị báo %s để xác nhận.", office.Desk)
	return section{Title: "Cách làm", Blocks: []block{{Text: how}}}
}

// Thanks tells a unit that all it was reminded of has been recorded. It says no
// more than that: what falls due later isn't its business.
func Thanks(v *rules.Verdict, unit int, o ReminderOptions) (Message, error) {
	d, err := newDuties(v, unit, nil, nil)
	if err != nil {
		return Message{}, err
	}
	c := &content{
		Subject: fitted(d.name, func(unit string) string {
			return fmt.Sprintf("[%s] Đã ghi nhận đủ – %s", v.Plan.Office.Name, unit)
		}),
		Title: "Kính gửi: " + saluted(o.Salute, d.name),
		Intro: fmt.Sprintf("%s đã ghi nhận đủ các nội dung đã nhắc của %s (số liệu đọc %s). Cảm ơn đơn vị; không cần trả lời thư này.",
			v.Plan.Office.Desk, v.Plan.Title, moment(v.At)),
	}
	return toUnit(c, v, o, KindThanks)
}

// toUnit ends a mail to a unit and writes it out.
func toUnit(c *content, v *rules.Verdict, o ReminderOptions, kind string) (Message, error) {
	link, err := safeLink(o.Link)
	if err != nil {
		return Message{}, err
	}
	office := v.Plan.Office
	c.Link = link
	c.Closing = append(c.Closing, "Trân trọng.", strings.ToUpper(office.Desk),
		fmt.Sprintf("(Thư tự động, không thay văn bản của %s. Xin không ghi họ tên, số điện thoại, số định danh của cá nhân vào bảng hoặc thư trả lời.)", office.Name))
	return c.message(Message{From: o.From, To: o.To, ReplyTo: office.Email, Date: v.At, Kind: kind})
}

// saluted is whom a mail to a unit addresses.
func saluted(pattern, unit string) string {
	if pattern == "" {
		return unit
	}
	return strings.ReplaceAll(pattern, "{đơn vị}", unit)
}

// duties is what one unit has to do.
type duties struct {
	r     *report
	name  string
	over  []*rules.Finding // overdue, or not reached
	soon  []*rules.Finding
	open  []*rules.Finding // under way
	blank []*rules.Finding // to fill in or to confirm
	cells []rules.Defect   // to mend
}

// newDuties sorts what of fs is the unit's own. Cells in doubt are left out.
func newDuties(v *rules.Verdict, unit int, fs []*rules.Finding, doubt []rules.Ref) (*duties, error) {
	if v == nil || v.Plan == nil || v.Data == nil || unit < 0 || unit >= len(v.Data.Units) {
		return nil, errors.New("mail to a unit: there is no such unit")
	}
	d := &duties{r: newReport(v, []int{unit})}
	d.name = d.r.name(unit)
	for _, defect := range v.Defects {
		if defect.Severity == rules.SevError && ownCell(v, unit, defect) && !slices.Contains(doubt, defect.At) {
			d.cells = append(d.cells, defect)
		}
	}
	for _, f := range fs {
		if f.Level != rules.ForUnit || f.Unit != unit || f.Closed {
			continue
		}
		switch {
		case overdue(f):
			d.over = append(d.over, f)
		case f.Status == rules.DueSoon:
			d.soon = append(d.soon, f)
		case f.Status == rules.Invalid && d.tells(f), f.Reason == rules.AskedOffice:
		case wanting(f.Status):
			d.blank = append(d.blank, f)
		case f.Status.Open():
			d.open = append(d.open, f)
		}
	}
	slices.SortStableFunc(d.soon, func(a, b *rules.Finding) int { return int(a.Due - b.Due) })
	return d, nil
}

// ownCell reports whether the defect is the unit's and stands in no row of
// anybody else's.
func ownCell(v *rules.Verdict, unit int, d rules.Defect) bool {
	if d.Unit != v.Data.Units[unit].Name {
		return false
	}
	for _, facts := range v.Data.Tables {
		for _, sheet := range facts.Sheets {
			for _, row := range sheet.Rows {
				if sheet.Tab == int(d.At.Tab) && row.Index == int(d.At.Row) && row.Unit >= 0 && row.Unit != unit {
					return false
				}
			}
		}
	}
	return true
}

// tells reports whether one of the cells to mend is what the finding is about.
func (d *duties) tells(f *rules.Finding) bool {
	return slices.ContainsFunc(d.cells, func(c rules.Defect) bool { return slices.Contains(f.Cells, c.At) })
}

func (d *duties) empty() bool {
	return len(d.over)+len(d.soon)+len(d.open)+len(d.blank)+len(d.cells) == 0
}

// subject names the worst.
func (d *duties) subject() string {
	plan := d.r.v.Plan
	office := plan.Office.Name
	unit := cut(d.name, 40)
	switch {
	case len(d.over) > 0:
		word := "quá hạn"
		if d.over[0].Status == rules.Unmet {
			word = "chưa đạt"
		}
		return fitted(short(plan), func(short string) string {
			return fmt.Sprintf("[%s] Nhắc thực hiện %s – %s: %d việc %s", office, short, unit, len(d.over), word)
		})
	case len(d.soon) > 0:
		first, more := d.soon[0], ""
		if n := len(d.soon) - 1; n > 0 {
			more = fmt.Sprintf(" và %d việc khác", n)
		}
		whole := func(what string) string {
			if what += more; what == more { // there is no room for its name
				what = fmt.Sprintf("%d việc", len(d.soon))
			}
			return fmt.Sprintf("[%s] Sắp đến hạn %s: %s – %s", office, first.Due, what, unit)
		}
		what := lower(first.Rule.NameOn(first.Period))
		if utf8.RuneCountInString(whole(what)) > subjectLength {
			what = lower(first.Rule.NameIn(first.Period)) // the year stands in the due date
		}
		return fitted(what, whole)
	case len(d.cells) > 0:
		return fitted(d.name, func(unit string) string {
			return fmt.Sprintf("[%s] Đề nghị sửa số liệu – %s: %d ô", office, unit, len(d.cells))
		})
	case len(d.blank) > 0:
		return fitted(d.name, func(unit string) string {
			return fmt.Sprintf("[%s] Đề nghị bổ sung số liệu – %s: %d việc", office, unit, len(d.blank))
		})
	}
	return fitted(short(plan), func(short string) string {
		return fmt.Sprintf("[%s] Nhắc thực hiện %s – %s: %d việc đang thực hiện", office, short, unit, len(d.open))
	})
}

// mostCells is how many cells to mend one mail names.
const mostCells = 20

// sections is all of it, numbered through.
func (d *duties) sections() []section {
	n := 1
	var out []section
	add := func(title string, items []string) {
		if len(items) > 0 {
			out = append(out, section{Title: title, Blocks: []block{{Items: items, From: n}}})
			n += len(items)
		}
	}
	add(upper(d.owing()), d.sentences(d.over))
	add("Sắp đến hạn", d.sentences(d.soon))
	mend := d.sentences(d.blank)
	for _, c := range d.cells[:min(mostCells, len(d.cells))] {
		mend = append(mend, d.cell(c))
	}
	if more := len(d.cells) - mostCells; more > 0 {
		mend = append(mend, fmt.Sprintf("… và %d ô khác, xem cột trạng thái trong bảng.", more))
	}
	add("Đề nghị bổ sung, sửa số liệu", mend)
	add("Đang thực hiện", d.sentences(d.open))
	return out
}

// owing is the words for what it is behind with.
func (d *duties) owing() string {
	for _, f := range d.over {
		if f.Status == rules.Unmet {
			return "quá hạn hoặc chưa đạt"
		}
	}
	return "quá hạn"
}

// sentences is a sentence for each rule. What is wrong with a cell is told as an
// instruction: the sentence would repeat what somebody typed.
func (d *duties) sentences(fs []*rules.Finding) []string {
	var out []string
	for _, same := range byRule(fs) {
		if same[0].Status != rules.Invalid {
			out = append(out, d.r.v.Many(same))
			continue
		}
		for _, f := range same {
			out = append(out, upper(f.Rule.NameIn(f.Period))+": "+d.r.v.Clear(f)+clause(f.Rule)+".")
		}
	}
	return out
}

// cell is where a wrong cell stands and what is wrong with it.
func (d *duties) cell(c rules.Defect) string {
	message := c.Message
	if wordy(c.Value) && rules.Fold(c.Value) != rules.Fold(d.name) {
		message = strings.ReplaceAll(message, "'"+c.Value+"'", "'…'")
	}
	return fmt.Sprintf("%s, %s: %s", d.r.tabName(c.At.Tab), place(c), cut(message, sentenceLength))
}
