package gsheet

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"
	"golang.org/x/oauth2"
	"golang.org/x/time/rate"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/option"
	"google.golang.org/api/sheets/v4"
)

// Options says how to reach Google. Only Tokens is required.
type Options struct {
	Tokens   oauth2.TokenSource // see [ServiceAccount], [Default] and [User]
	Account  string             // the address to share sheets with, for hints; may be ""
	Endpoint string             // for a stand-in or a proxy: "http://127.0.0.1:1234/"; "" is Google's
	Reads    int                // requests a minute at most; 0: 50 (Google allows 60)
	Writes   int                // likewise
	Patience time.Duration      // how long to go on repeating a failed request; 0: 2 minutes
	Pause    time.Duration      // the first pause before repeating; 0: 1 second
}

// Client reaches Google for all workbooks of a program; they share its quota.
type Client struct {
	sheets        *sheets.Service
	reads, writes *rate.Limiter
	account       string
	patience      time.Duration
	pause         time.Duration
}

// New makes a client. It sends nothing yet.
func New(ctx context.Context, o Options) (*Client, error) {
	transport := &oauth2.Transport{Source: o.Tokens, Base: http.DefaultTransport.(*http.Transport).Clone()}
	options := []option.ClientOption{option.WithHTTPClient(&http.Client{Transport: transport, Timeout: 3 * time.Minute})}
	if o.Endpoint != "" {
		options = append(options, option.WithEndpoint(o.Endpoint))
	}
	service, err := sheets.NewService(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("google sheets: %w", err)
	}
	service.UserAgent = "rasoat"
	c := &Client{sheets: service, account: o.Account, patience: o.Patience, pause: o.Pause,
		reads: limiter(o.Reads), writes: limiter(o.Writes)}
	if c.patience == 0 {
		c.patience = 2 * time.Minute
	}
	if c.pause == 0 {
		c.pause = time.Second
	}
	return c, nil
}

// limiter lets half a minute's requests go at once and the rest evenly, so that
// no minute ever sees more than perMinute.
func limiter(perMinute int) *rate.Limiter {
	if perMinute <= 0 {
		perMinute = 50
	}
	burst := max(1, perMinute/2)
	return rate.NewLimiter(rate.Limit(float64(max(1, perMinute-burst))/60), burst)
}

// Workbook is the spreadsheet with this id.
func (c *Client) Workbook(id string) *Workbook { return &Workbook{client: c, id: id} }

// repeat sends a request that may be repeated until it is answered, with
// truncated exponential backoff and jitter. Each try takes from the quota.
func repeat[T any](ctx context.Context, c *Client, quota *rate.Limiter, send func() (T, error)) (T, error) {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval, pauses.MaxInterval = c.pause, 32*time.Second
	return backoff.Retry(ctx, func() (T, error) {
		answer, err := once(ctx, quota, send)
		if err == nil || passing(err) {
			if wait := retryAfter(err); wait > 0 {
				return answer, backoff.RetryAfter(wait)
			}
			return answer, err
		}
		return answer, backoff.Permanent(err)
	}, backoff.WithBackOff(pauses), backoff.WithMaxElapsedTime(c.patience))
}

// once sends a request when the quota has room for it.
func once[T any](ctx context.Context, quota *rate.Limiter, send func() (T, error)) (T, error) {
	if err := quota.Wait(ctx); err != nil {
		var none T
		return none, err
	}
	return send()
}

// passing reports whether the failure may pass by itself: too many requests,
// trouble at Google's, no answer at all.
func passing(err error) bool {
	var answer *googleapi.Error
	if errors.As(err, &answer) {
		return answer.Code == http.StatusTooManyRequests || answer.Code >= 500 && answer.Code != http.StatusNotImplemented
	}
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) {
		return refused.Response != nil && refused.Response.StatusCode >= 500
	}
	return !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// retryAfter is how many seconds the answer asks to wait; 0: it doesn't say.
func retryAfter(err error) int {
	var answer *googleapi.Error
	if !errors.As(err, &answer) {
		return 0
	}
	seconds := 0
	fmt.Sscan(answer.Header.Get("Retry-After"), &seconds)
	return min(max(seconds, 0), 60)
}
