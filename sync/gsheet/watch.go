package gsheet

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"google.golang.org/api/drive/v3"
)

// Watch says which spreadsheets may have changed, by Drive's list of changes: one
// request for all of them. It is a hint: the list lags by minutes and may miss
// something, so from time to time everything is to be read all the same. It needs
// [WatchScope]. It isn't for several goroutines.
type Watch struct {
	client *Client
	every  time.Duration
	alone  bool
	token  string          // the page to ask for; "": none yet
	full   time.Time       // when everything was asked for last
	dirty  map[string]bool // what is to be read; absent: never read
}

// Watch makes a watch that asks for everything to be read after every so long (0:
// 30 minutes). alone says that nobody but the program edits under its account, as
// with a service account: then what it changed last itself doesn't wake it.
func (c *Client) Watch(every time.Duration, alone bool) *Watch {
	if every <= 0 {
		every = 30 * time.Minute
	}
	return &Watch{client: c, every: every, alone: alone, dirty: map[string]bool{}}
}

// Changed gives those of the spreadsheets that are to be read now: all of them at
// first, when it is time, and when Drive can't be asked (the error then says why,
// and keeps nobody from reading). One stays until it was [Watch.Read].
func (w *Watch) Changed(ctx context.Context, ids []string) ([]string, error) {
	files, err := w.list(ctx)
	all := err != nil || time.Since(w.full) >= w.every
	if all {
		w.full = time.Now()
	}
	var out []string
	for _, id := range ids {
		was, known := w.dirty[id]
		w.dirty[id] = all || !known || was || files[id]
		if w.dirty[id] {
			out = append(out, id)
		}
	}
	return out, err
}

// Read notes that a spreadsheet was read, and all was written that was to be.
func (w *Watch) Read(id string) { w.dirty[id] = false }

// list is the files in the changes since the last call.
func (w *Watch) list(ctx context.Context) (map[string]bool, error) {
	if w.token == "" {
		start, err := repeat(ctx, w.client, w.client.drives, func() (*drive.StartPageToken, error) {
			return w.client.drive.Changes.GetStartPageToken().SupportsAllDrives(true).Context(ctx).Do()
		})
		if err != nil {
			return nil, fmt.Errorf("drive: no list of changes: %w", err)
		}
		w.token, w.full = start.StartPageToken, time.Time{} // what changed before isn't told
		return nil, nil
	}
	files := map[string]bool{}
	for page := w.token; page != ""; {
		l, err := w.page(ctx, page)
		if err != nil {
			return nil, err
		}
		for _, c := range l.Changes {
			files[c.FileId] = files[c.FileId] || !w.ours(c)
		}
		page = l.NextPageToken
		if l.NewStartPageToken != "" {
			w.token = l.NewStartPageToken
		}
	}
	return files, nil
}

// ours reports whether the program itself changed the file last: then it saw the
// state after it, and whatever people had done before.
func (w *Watch) ours(c *drive.Change) bool {
	return w.alone && c.File != nil && c.File.LastModifyingUser != nil && c.File.LastModifyingUser.Me
}

func (w *Watch) page(ctx context.Context, token string) (*drive.ChangeList, error) {
	l, err := repeat(ctx, w.client, w.client.drives, func() (*drive.ChangeList, error) {
		return w.client.drive.Changes.List(token).IncludeItemsFromAllDrives(true).SupportsAllDrives(true).PageSize(1000).
			Fields("nextPageToken,newStartPageToken,changes(fileId,file(lastModifyingUser(me)))").Context(ctx).Do()
	})
	if err == nil {
		return l, nil
	}
	if code := status(err); code == http.StatusBadRequest || code == http.StatusNotFound || code == http.StatusGone {
		w.token = "" // the page is no good any more
	}
	return nil, errors.Join(errors.New("drive: the changes can't be listed"), err)
}
