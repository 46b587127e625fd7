package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"rasoat/internal/golden"
)

func newRecorder(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestFiles: each table as CSV and JSON, as in testdata.
func TestFiles(t *testing.T) {
	h := sample(t)
	for name, target := range map[string]string{
		"board": "/?noi-dung=review", "unit": unitAddress("Đoàn xã Xuân Hồng"), "rules": "/noi-dung", "rule": "/noi-dung/count",
		"progress": "/tien-do", "defects": "/so-lieu", "letters": "/thu", "activity": "/hoat-dong",
	} {
		for _, form := range []string{"csv", "json"} {
			join := "?"
			if strings.Contains(target, "?") {
				join = "&"
			}
			w := get(h, http.MethodGet, target+join+"dang="+form)
			if w.Code != 200 || !strings.HasSuffix(w.Header().Get("Content-Disposition"), "."+form+`"`) {
				t.Errorf("%s as %s: status %d, %s", target, form, w.Code, w.Header().Get("Content-Disposition"))
			}
			golden.Check(t, name+"."+form, w.Body.String())
		}
		if w := get(h, http.MethodGet, target+"?dang=xml"); w.Code != 404 && !strings.Contains(target, "?") {
			t.Errorf("%s as xml: status %d", target, w.Code)
		}
	}
	for _, target := range []string{"/?dang=json", "/so-lieu?dang=json", "/so-lieu?bang=none&dang=json"} {
		var rows []map[string]string
		if err := json.Unmarshal(get(h, http.MethodGet, target).Body.Bytes(), &rows); err != nil {
			t.Errorf("%s: %v", target, err)
		}
	}
}
