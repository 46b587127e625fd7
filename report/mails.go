package report

import (
	"cmp"
	"fmt"
	"strconv"
	"time"
)

// Mail is one mail of the outbox. Its names are those of the JSON and, in this order,
// of the CSV.
type Mail struct {
	ID        int64      `json:"id"`
	Kind      string     `json:"kind"`
	To        string     `json:"to"`
	About     string     `json:"about"` // unit or group; "" for the office and the operator
	Subject   string     `json:"subject"`
	MessageID string     `json:"message_id"`
	State     string     `json:"state"`
	Made      time.Time  `json:"made"`
	Next      *time.Time `json:"next"` // not tried before; null: no such time
	Sent      *time.Time `json:"sent"` // null: not yet
	Tries     int        `json:"tries"`
	Copies    int        `json:"copies"` // that the server may have taken
	Error     string     `json:"error"`
	StateSay  string     `json:"-"` // State for people
	ErrorSay  string     `json:"-"` // Error for people; "": as it is
}

// MailsJSON is mails as a JSON list.
func MailsJSON(mails []Mail) ([]byte, error) {
	if mails == nil {
		mails = []Mail{}
	}
	return JSON(mails)
}

// MailsCSV is mails as CSV, in which no field is taken for a formula.
func MailsCSV(mails []Mail) ([]byte, error) {
	rows := [][]string{{"id", "kind", "to", "about", "subject", "message_id", "state", "made", "next", "sent", "tries", "copies", "error"}}
	for _, m := range mails {
		rows = append(rows, []string{strconv.FormatInt(m.ID, 10), m.Kind, m.To, m.About, m.Subject, m.MessageID, m.State, m.Made.Format(time.RFC3339),
			timeText(m.Next), timeText(m.Sent), strconv.Itoa(m.Tries), strconv.Itoa(m.Copies), m.Error})
	}
	return Rows(rows)
}

func timeText(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.RFC3339)
}

// MailsTable is mails for people, one after the other. width is how many columns there
// are; 0 takes a usual width.
func MailsTable(mails []Mail, width int) string {
	const clock = "02/01/2006 15:04"
	t := &table{width: room(width)}
	for _, m := range mails {
		lines := []string{fmt.Sprintf("%d. %s → %s: %s", m.ID, m.Made.Format(clock), m.To, m.StateSay), m.Subject}
		if m.Sent != nil {
			lines = append(lines, "Gửi lúc "+m.Sent.Format(clock))
		} else if m.Next != nil && m.State == "waiting" {
			lines = append(lines, "Gửi từ "+m.Next.Format(clock))
		}
		if m.Tries > 1 || m.Copies > 1 {
			lines = append(lines, fmt.Sprintf("Đã thử %d lần; máy chủ có thể đã nhận %d bản", m.Tries, m.Copies))
		}
		if m.Error != "" {
			lines = append(lines, "Lần thử gần nhất: "+cmp.Or(m.ErrorSay, m.Error))
		}
		for i, text := range lines {
			t.line(min(i, 1)*4, text)
		}
	}
	return t.out.String()
}
