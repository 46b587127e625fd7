package gsheet

import (
	"context"
	"sync"
	"time"
)

// aMinute is the span in which Google counts, and a little for the way there.
const aMinute = 61 * time.Second

// limiter lets so many requests go in any minute, at once where there is room.
type limiter struct {
	mu    sync.Mutex
	limit int
	sent  []time.Time // when the last requests went; once it is full, a ring
	next  int         // the oldest of them

	waited func(time.Duration) // told how long each request waited that had to; nil: nobody
}

func newLimiter(perMinute int) *limiter {
	if perMinute <= 0 {
		perMinute = 58
	}
	return &limiter{limit: perMinute}
}

// wait returns when the next request may go. Where that would be after the
// context's deadline it fails at once.
func (l *limiter) wait(ctx context.Context) error {
	for {
		pause := l.take()
		if pause == 0 {
			return ctx.Err()
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
		if l.waited != nil {
			l.waited(pause)
		}
	}
}

// take takes a place now, or says when to ask again.
func (l *limiter) take() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if len(l.sent) < l.limit {
		l.sent = append(l.sent, now)
		return 0
	}
	if free := l.sent[l.next].Add(aMinute); now.Before(free) {
		return free.Sub(now)
	}
	l.sent[l.next] = now
	l.next = (l.next + 1) % l.limit
	return 0
}

// sleep waits, but never beyond the context's deadline: it fails at once then.
func sleep(ctx context.Context, d time.Duration) error {
	if until, ok := ctx.Deadline(); ok && time.Now().Add(d).After(until) {
		return context.DeadlineExceeded
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
