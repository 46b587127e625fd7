package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	gosync "sync"
	"time"

	"rasoat/ledger"
	"rasoat/mailer"
	"rasoat/post"
	"rasoat/rules"
	"rasoat/store"
	"rasoat/web"
)

// keptLedger is the ledger as the status page reads it: beside the daemon, by a
// connection of its own, so that neither waits for the other.
type keptLedger struct {
	path string
	zone *time.Location

	mu    gosync.Mutex // guards the rest
	store *store.Store
	file  os.FileInfo // what store has open
}

// open is the ledger that lies at the path now. It never makes one.
func (k *keptLedger) open(ctx context.Context) (*store.Store, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	info, err := os.Stat(k.path)
	if err != nil {
		return nil, err
	}
	if k.store != nil && os.SameFile(info, k.file) {
		return k.store, nil
	}
	if k.store != nil {
		_ = k.store.Close() // it was deleted or replaced
		k.store = nil
	}
	s, err := store.Open(ctx, k.path)
	if err != nil {
		return nil, err
	}
	k.store, k.file = s, info
	return s, nil
}

// close lets go of the ledger.
func (k *keptLedger) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.store != nil {
		_ = k.store.Close() // nothing was written
		k.store = nil
	}
}

// History is the ledger's changes.
func (k *keptLedger) History(ctx context.Context, f web.ChangeFilter) ([]ledger.Change, error) {
	s, err := k.open(ctx)
	if err != nil {
		return nil, err
	}
	out, err := s.History(ctx, store.ChangeFilter{Rule: f.Rule, Levels: levels(f.Level), Subject: f.Subject, Period: f.Period, Limit: f.Limit})
	slices.Reverse(out)
	return out, err
}

// Trend is what was counted, the last of each day.
func (k *keptLedger) Trend(ctx context.Context, key ledger.Key) ([]web.Point, error) {
	s, err := k.open(ctx)
	if err != nil {
		return nil, err
	}
	points, err := s.Points(ctx, key)
	var out []web.Point
	for i, p := range points {
		if i > 0 && rules.DateOf(points[i-1].At.In(k.zone)) == rules.DateOf(p.At.In(k.zone)) {
			out = out[:len(out)-1]
		}
		value, _ := p.Value.Rat().Float64()
		out = append(out, web.Point{At: p.At, Value: value})
	}
	return out, err
}

// Cycles is the last rounds.
func (k *keptLedger) Cycles(ctx context.Context, last int) ([]web.Cycle, error) {
	s, err := k.open(ctx)
	if err != nil {
		return nil, err
	}
	cycles, err := s.Cycles(ctx, last)
	var out []web.Cycle
	for _, c := range cycles {
		out = append(out, web.Cycle{At: c.At, Took: c.Took, Books: c.Read, Unread: c.Unread, Units: c.Units, Defects: c.Defects, Written: c.Written, Trouble: strings.Join(c.Problems, " ")})
	}
	return out, err
}

// Letters is the last mails.
func (k *keptLedger) Letters(ctx context.Context, limit int) ([]web.Letter, error) {
	s, err := k.open(ctx)
	if err != nil {
		return nil, err
	}
	letters, err := s.Letters(ctx, store.LetterFilter{Limit: limit})
	var out []web.Letter
	for _, l := range slices.Backward(letters) {
		out = append(out, pageLetter(l))
	}
	return out, err
}

// Letter is one mail; what it says only where it is the office's own digest.
func (k *keptLedger) Letter(ctx context.Context, id string) (*web.Letter, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil, nil // no letter is called so
	}
	s, err := k.open(ctx)
	if err != nil {
		return nil, err
	}
	l, err := s.Letter(ctx, n)
	if t := (*store.Trouble)(nil); errors.As(err, &t) && t.Kind == store.Refused {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := pageLetter(l)
	switch {
	case !out.Office:
	case l.Raw == nil:
		out.Text = "Thư đã gửi lâu, nội dung không còn giữ."
	default:
		out.Text, out.HTML, err = mailer.Content(l.Raw)
	}
	return &out, err
}

// pageLetter is a mail without what it says.
func pageLetter(l store.Letter) web.Letter {
	out := web.Letter{ID: strconv.FormatInt(l.ID, 10), At: l.Made, Sent: l.Sent, To: maskedAddress(l.To), Kind: kindWords(l.Kind),
		About: l.About, Subject: l.Subject, Office: l.Kind == post.KindDigest}
	switch l.State {
	case store.Sent:
		out.State = web.Sent
	case store.Aside, store.Dropped:
		out.State = web.Refused
		out.Note = "Đã để riêng sau " + strconv.Itoa(l.Tries) + " lần thử; Văn phòng hoặc người vận hành quyết định."
		if l.State == store.Dropped {
			out.Note = "Đã bỏ, không gửi."
		}
	default:
		if l.Tries > 0 {
			out.Note = "Đã thử " + strconv.Itoa(l.Tries) + " lần, sẽ thử lại."
		}
	}
	return out
}

// maskedAddress tells addresses apart without giving them: "v***@example.vn".
func maskedAddress(address string) string {
	name, domain, ok := strings.Cut(address, "@")
	if !ok || name == "" {
		return "***"
	}
	return string([]rune(name)[:1]) + "***@" + domain
}

// kindWords is what people call a kind of mail.
func kindWords(kind string) string {
	words, ok := map[string]string{
		post.KindDigest: "bản tổng hợp", post.KindUnread: "báo không đọc được bảng", post.KindGroup: "bản của nhóm",
		post.KindReminder: "thư nhắc", post.KindThanks: "thư ghi nhận", post.KindOperator: "báo người vận hành",
	}[kind]
	if !ok {
		return kind
	}
	return words
}
