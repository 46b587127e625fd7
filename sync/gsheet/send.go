package gsheet

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"
	"golang.org/x/oauth2"
	"google.golang.org/api/googleapi"
)

// longest is the longest pause before a request is repeated, unless Google asks
// for more.
const longest = 32 * time.Second

// repeat sends a request that may be repeated until it is answered, with
// truncated exponential backoff and jitter. Each try takes from the quota.
func repeat[T any](ctx context.Context, c *Client, quota *limiter, send func() (T, error)) (T, error) {
	return tries(ctx, c, quota, send, passing)
}

// careful sends a request that must not take effect twice: it is repeated only
// where it was surely not carried out.
func careful[T any](ctx context.Context, c *Client, quota *limiter, send func() (T, error)) (T, error) {
	return tries(ctx, c, quota, send, refused)
}

func tries[T any](ctx context.Context, c *Client, quota *limiter, send func() (T, error), again func(error) bool) (T, error) {
	pauses, patience := c.pauses(), c.down.patience(c.patience)
	start := time.Now()
	for {
		answer, err := once(ctx, c, quota, send)
		if err == nil || !again(err) {
			if err == nil {
				c.down.note(true)
			}
			return answer, err
		}
		pause := max(pauses.NextBackOff(), retryAfter(err))
		if time.Since(start)+pause > patience || sleep(ctx, pause) != nil {
			c.down.note(false)
			if ctx.Err() != nil {
				err = ctx.Err()
			}
			return answer, err
		}
	}
}

// outage remembers that Google didn't answer somebody in spite of all patience, so
// that not every one of many workbooks waits as long again.
type outage struct {
	mu    sync.Mutex
	since time.Time // zero: there is none
}

// note takes down how patience ended.
func (o *outage) note(answered bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if answered {
		o.since = time.Time{}
	} else {
		o.since = time.Now()
	}
}

// patience is how long to go on, of what is usual.
func (o *outage) patience(usual time.Duration) time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	if time.Since(o.since) < 10*time.Minute {
		return usual / 40
	}
	return usual
}

// pauses grow from one to the next, with chance in them.
func (c *Client) pauses() *backoff.ExponentialBackOff {
	p := backoff.NewExponentialBackOff()
	p.InitialInterval, p.MaxInterval, p.Multiplier = c.pause, longest, 2
	p.Reset()
	return p
}

// renewable tokens can be asked for a new one before the old one's time is over.
type renewable interface{ Renew() }

// once sends a request when the quota has room for it. Where the token is refused
// before its time, a new one is fetched and the request, which did nothing, is sent
// once more.
func once[T any](ctx context.Context, c *Client, quota *limiter, send func() (T, error)) (T, error) {
	for try := 0; ; try++ {
		if err := quota.wait(ctx); err != nil {
			var none T
			return none, err
		}
		answer, err := send()
		tokens, ok := c.tokens.(renewable)
		if !ok || try > 0 || status(err) != http.StatusUnauthorized {
			return answer, err
		}
		tokens.Renew()
	}
}

// status is the HTTP status of Google's answer; 0: there was no answer.
func status(err error) int {
	var answer *googleapi.Error
	if errors.As(err, &answer) {
		return answer.Code
	}
	return 0
}

// passing reports whether the failure may pass by itself: too many requests,
// trouble at Google's, no answer at all.
func passing(err error) bool {
	if code := status(err); code != 0 {
		return code == http.StatusTooManyRequests || code >= 500 && code != http.StatusNotImplemented
	}
	var login *oauth2.RetrieveError
	if errors.As(err, &login) {
		return login.Response != nil && login.Response.StatusCode >= 500
	}
	return !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, errLogin)
}

// refused reports whether the failure may pass by itself and the request was
// surely not carried out: too many requests, or no token for it.
func refused(err error) bool {
	var login *oauth2.RetrieveError
	return status(err) == http.StatusTooManyRequests || errors.As(err, &login) && passing(err)
}

// retryAfter is how long the answer asks to wait; 0: it doesn't say. Both forms
// of the header are read.
func retryAfter(err error) time.Duration {
	var answer *googleapi.Error
	if !errors.As(err, &answer) {
		return 0
	}
	text := answer.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(min(max(seconds, 0), 600)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(time.Until(at), 0)
	}
	return 0
}
