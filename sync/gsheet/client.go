package gsheet

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"google.golang.org/api/drive/v3"
	"google.golang.org/api/option"
	"google.golang.org/api/sheets/v4"
)

// Options says how to reach Google. Only Tokens is required.
type Options struct {
	Tokens    oauth2.TokenSource  // see [ServiceAccount], [Default] and [User]
	Account   string              // the address to share sheets with, for hints; may be ""
	Endpoint  string              // for a stand-in or a proxy: "http://127.0.0.1:1234/"; "" is Google's
	Reads     int                 // requests a minute at most; 0: 58 (Google allows 60)
	Writes    int                 // likewise
	Protect   bool                // new columns of ours carry a warning for who edits them; nobody is kept from anything
	Patience  time.Duration       // how long to go on repeating a failed request; 0: 2 minutes
	Pause     time.Duration       // the first pause before repeating; 0: 1 second
	Transport http.RoundTripper   // what carries the requests; nil: the usual one
	Waited    func(time.Duration) // told how long requests waited for the quota; nil: nobody
}

// Client reaches Google for all workbooks of a program; they share its quota.
type Client struct {
	sheets        *sheets.Service
	drive         *drive.Service
	tokens        oauth2.TokenSource
	reads, writes *limiter
	drives        *limiter // Drive counts by itself, and allows far more
	account       string
	protect       bool
	down          outage
	patience      time.Duration
	pause         time.Duration
}

// New makes a client. It sends nothing yet.
func New(ctx context.Context, o Options) (*Client, error) {
	base := o.Transport
	if base == nil {
		base = http.DefaultTransport.(*http.Transport).Clone()
	}
	web := &http.Client{Transport: &oauth2.Transport{Source: o.Tokens, Base: base}, Timeout: 3 * time.Minute}
	of := func(path string) []option.ClientOption {
		if o.Endpoint == "" {
			return []option.ClientOption{option.WithHTTPClient(web)}
		}
		return []option.ClientOption{option.WithHTTPClient(web), option.WithEndpoint(strings.TrimSuffix(o.Endpoint, "/") + path)}
	}
	s, err := sheets.NewService(ctx, of("/")...)
	if err != nil {
		return nil, fmt.Errorf("google sheets: %w", err)
	}
	d, err := drive.NewService(ctx, of("/drive/v3/")...)
	if err != nil {
		return nil, fmt.Errorf("google drive: %w", err)
	}
	s.UserAgent, d.UserAgent = agent, agent
	c := &Client{sheets: s, drive: d, tokens: o.Tokens, account: o.Account, protect: o.Protect, patience: o.Patience, pause: o.Pause,
		reads: newLimiter(o.Reads), writes: newLimiter(o.Writes), drives: newLimiter(600)}
	for _, l := range []*limiter{c.reads, c.writes, c.drives} {
		l.waited = o.Waited
	}
	if c.patience == 0 {
		c.patience = 2 * time.Minute
	}
	if c.pause == 0 {
		c.pause = time.Second
	}
	return c, nil
}

// agent names the program; Google compresses its answers for those who say gzip here.
const agent = "rasoat (gzip)"

// Workbook is the spreadsheet with this id.
func (c *Client) Workbook(id string) *Workbook { return &Workbook{client: c, id: id} }
