package gsheet

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// TestLimiter: no minute ever sees more requests than are allowed, and what can't
// go before the deadline fails at once.
func TestLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(5)
		var sent []time.Time
		for i := range 40 {
			if err := l.wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			sent = append(sent, time.Now())
			time.Sleep(time.Duration(i*7%19) * time.Second)
		}
		for i := range len(sent) - 5 {
			if d := sent[i+5].Sub(sent[i]); d < aMinute {
				t.Errorf("requests %d to %d went in %v", i, i+5, d)
			}
		}
		time.Sleep(10 * time.Minute)
		for range 5 {
			l.wait(t.Context())
		}
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		if err := l.wait(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 0 {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}
