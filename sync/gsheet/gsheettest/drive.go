package gsheettest

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"google.golang.org/api/drive/v3"
)

// lag is how late changes.list tells of a change, as measured by others.
const lag = 3 * time.Minute

// drive serves files.get, permissions through files.get, and changes.
func (s *Server) drive(r *http.Request) (any, error) {
	path := strings.TrimPrefix(r.URL.Path, "/drive/v3")
	switch {
	case r.Method != http.MethodGet:
		return nil, unimplemented(r.Method + " " + r.URL.Path)
	case path == "/changes/startPageToken":
		return object{"kind": "drive#startPageToken", "startPageToken": strconv.Itoa(s.visible())}, nil
	case path == "/changes":
		return s.driveChanges(r)
	case strings.HasPrefix(path, "/files/"):
		return s.driveFile(r, strings.TrimPrefix(path, "/files/"))
	}
	return nil, unimplemented(r.Method + " " + r.URL.Path)
}

// visible is how many changes are told by now.
func (s *Server) visible() int {
	n := 0
	for n < len(s.changes) && s.now().Sub(s.changes[n].at) >= lag {
		n++
	}
	return n
}

func (s *Server) driveChanges(r *http.Request) (any, error) {
	from, err := strconv.Atoi(r.URL.Query().Get("pageToken"))
	if err != nil || from < 0 {
		return nil, bad("Invalid Value")
	}
	to := s.visible()
	list := []any{}
	told := map[string]bool{}
	for i := to - 1; i >= from; i-- { // each file once, as it is now
		id := s.changes[i].file
		if told[id] {
			continue
		}
		told[id] = true
		change := object{"kind": "drive#change", "changeType": "file", "fileId": id, "time": s.changes[i].at.UTC().Format(time.RFC3339Nano)}
		if b := s.books[id]; b == nil || b.Shared == Gone || b.Shared == NotShared {
			change["removed"] = true
		} else {
			change["file"] = b.file()
		}
		list = append(list, change)
	}
	return s.masked(r, object{"kind": "drive#changeList", "changes": list, "newStartPageToken": strconv.Itoa(max(from, to))}, drive.ChangeList{})
}

func (s *Server) driveFile(r *http.Request, id string) (any, error) {
	b := s.books[id]
	if b == nil || b.Shared == Gone || b.Shared == NotShared {
		return nil, &failure{404, "NOT_FOUND", "File not found: " + id + ".", nil}
	}
	out := b.file()
	if r.URL.Query().Get("fields") == "" {
		return object{"kind": out["kind"], "id": b.ID, "name": b.Title, "mimeType": out["mimeType"]}, nil
	}
	return s.masked(r, out, drive.File{})
}

// file is the spreadsheet as Drive knows it.
func (b *Spreadsheet) file() object {
	permissions := []any{object{"id": "1", "type": "user", "role": "owner"}}
	if b.Link {
		permissions = append(permissions, object{"id": "anyoneWithLink", "type": "anyone", "role": "writer"})
	}
	out := object{"kind": "drive#file", "id": b.ID, "name": b.Title, "mimeType": "application/vnd.google-apps.spreadsheet",
		"version": strconv.FormatInt(b.version, 10), "modifiedTime": b.modified.UTC().Format(time.RFC3339Nano),
		"lastModifyingUser": object{"kind": "drive#user", "me": b.ours},
		"capabilities":      object{"canEdit": b.Shared == CanWrite}, "permissions": permissions}
	if b.Office {
		out["mimeType"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return out
}

func (s *Server) masked(r *http.Request, out object, of any) (any, error) {
	text := r.URL.Query().Get("fields")
	if text == "" || text == "*" {
		return out, nil
	}
	m, err := parseMask(text, reflect.TypeOf(of))
	if err != nil {
		return nil, bad("Invalid field selection %s", text)
	}
	return m.apply(out), nil
}
