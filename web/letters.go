package web

import (
	"context"
	"net/http"
	"net/url"
)

// mostLetters is how many of the last mails the page lists.
const mostLetters = 200

// lettersPage is the last mails.
type lettersPage struct {
	Kept, Busy bool
	Letters    []letterLine
}

// letterLine is one mail.
type letterLine struct {
	Href, At, Sent, To, Kind, About, Subject, State, Note string
	Class                                                 string
}

// letterPage is one mail in full.
type letterPage struct {
	letterLine
	Busy   bool
	Frame  string // where the mail itself is; "" when it isn't shown
	Text   string // of a mail of plain text
	Hidden bool
}

// letters is the page of mails sent.
func (s *site) letters(r *http.Request, v *view) *content {
	data := &lettersPage{Kept: s.Mails != nil}
	t := &table{name: "thu", columns: []field{{"at", "Lập lúc"}, {"sent", "Gửi lúc"}, {"state", "Trạng thái"}, {"kind", "Loại"}, {"about", "Về"},
		{"to", "Nơi nhận"}, {"subject", "Tiêu đề"}, {"note", "Ghi chú"}}}
	c := &content{name: "letters.html", title: "Thư", data: data, table: t}
	if s.Mails == nil {
		return c
	}
	list, ok := ask(s, r, "letters", func(ctx context.Context) ([]Letter, error) { return s.Mails.Letters(ctx, mostLetters) })
	c.busy, data.Busy = !ok, !ok
	for _, l := range list {
		data.Letters = append(data.Letters, v.letter(&l))
		t.rows = append(t.rows, []string{v.stamp(l.At), v.stamp(l.Sent), l.State.String(), l.Kind, l.About, l.To, l.Subject, l.Note})
	}
	return c
}

// letter is a mail without what it says.
func (v *view) letter(l *Letter) letterLine {
	return letterLine{Href: letterLink(l.ID), At: v.moment(l.At), Sent: v.moment(l.Sent), To: l.To, Kind: l.Kind, About: l.About,
		Subject: l.Subject, State: l.State.said(), Note: l.Note, Class: [...]string{"s7", "s10", "s1"}[l.State]}
}

func letterLink(id string) string { return "/thu/" + url.PathEscape(id) }

// one asks for one mail; nil where there is none, false when there was no answer.
func (s *site) one(r *http.Request) (*Letter, bool) {
	if s.Mails == nil {
		return nil, true
	}
	return ask(s, r, "letter", func(ctx context.Context) (*Letter, error) { return s.Mails.Letter(ctx, r.PathValue("id")) })
}

// letter is the page of one mail. What it says stands in a frame of its own, where
// nothing runs and nothing is fetched.
func (s *site) letter(r *http.Request, v *view) *content {
	l, ok := s.one(r)
	switch {
	case !ok:
		return &content{name: "letter.html", title: "Thư", data: &letterPage{Busy: true}, busy: true}
	case l == nil:
		return nil
	}
	data := &letterPage{letterLine: v.letter(l), Hidden: !l.Office}
	switch {
	case data.Hidden:
	case l.HTML != "":
		data.Frame = letterLink(l.ID) + "/noi-dung"
	default:
		data.Text = l.Text
	}
	return &content{name: "letter.html", title: l.Subject, data: data, frame: data.Frame != ""}
}

// letterBody is what one of the office's own mails says, as a document for a frame.
func (s *site) letterBody(w http.ResponseWriter, r *http.Request) {
	l, ok := s.one(r)
	switch {
	case !ok:
		s.sorry(w, http.StatusServiceUnavailable, isBusy)
	case l == nil, !l.Office, l.HTML == "":
		s.sorry(w, http.StatusNotFound, notHere)
	default:
		h := w.Header()
		h.Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'")
		h.Set("X-Frame-Options", "SAMEORIGIN")
		h.Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(l.HTML)) // a browser that left doesn't matter
	}
}
