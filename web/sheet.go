package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"rasoat/rules"
)

// sheet is a page as its template sees it: what stands around every page, and the
// page's own data.
type sheet struct {
	Title, Plan, Office string
	Nav                 []link
	Read                string // when the workbooks were read
	Paused, Busy        bool
	Problems            []string
	Files               []link // the same as files
	Data                any
}

// link leads somewhere.
type link struct {
	Href, Text string
	Current    bool
}

func newSheet(r *http.Request, v *view, c *content) *sheet {
	p := &sheet{Title: c.title, Plan: v.Verdict.Plan.Title, Office: v.Verdict.Plan.Office.Name,
		Read: v.moment(v.Read), Paused: v.Paused, Busy: c.busy, Data: c.data}
	for _, n := range []link{
		{Href: "/", Text: "Bảng chung"}, {Href: "/noi-dung", Text: "Nội dung"}, {Href: "/tien-do", Text: "Tiến độ"},
		{Href: "/so-lieu", Text: fmt.Sprintf("Số liệu cần sửa (%d)", len(v.Verdict.Defects))},
		{Href: "/thu", Text: "Thư"}, {Href: "/hoat-dong", Text: "Hoạt động"},
	} {
		n.Current = r.URL.Path == n.Href
		p.Nav = append(p.Nav, n)
	}
	for _, problem := range v.Problems {
		p.Problems = append(p.Problems, located(problem))
	}
	if c.table != nil {
		p.Files = []link{{Href: as(r, "csv"), Text: "CSV"}, {Href: as(r, "json"), Text: "JSON"}}
	}
	return p
}

// as is the address of the same as a file.
func as(r *http.Request, form string) string {
	q := r.URL.Query()
	q.Del("trang")
	q.Set("dang", form)
	return "?" + q.Encode()
}

// located is a problem with the workbook and tab that it is about.
func located(p rules.Problem) string {
	text := p.Message
	if p.Tab != "" && !strings.Contains(text, p.Tab) {
		text = "Trang '" + rules.Shown(p.Tab) + "': " + text
	}
	if p.Book != "" && !strings.Contains(text, p.Book) {
		text = rules.Shown(p.Book) + ": " + text
	}
	return text
}

// choice is one of several values of a form's field.
type choice struct {
	Value, Text string
	Chosen      bool
}

// choices are the values of a field; the first means all.
func choices(all string, names []string, chosen string) []choice {
	out := []choice{{Text: all, Chosen: chosen == ""}}
	for _, n := range names {
		out = append(out, choice{Value: n, Text: n, Chosen: n == chosen})
	}
	return out
}

// pager leads through what doesn't fit on one page.
type pager struct {
	From, To, Of int // counted from 1
	Pages        []link
}

// newPager is the part that the request asks for; size is how much fits on a page.
func newPager(r *http.Request, n, size int) pager {
	pages := max(1, (n+size-1)/size)
	page := 1
	for i := 2; i <= pages; i++ {
		if r.FormValue("trang") == fmt.Sprint(i) {
			page = i
		}
	}
	p := pager{From: (page-1)*size + 1, To: min(page*size, n), Of: n}
	for i := 1; i <= pages && pages > 1; i++ {
		q := r.URL.Query()
		q.Set("trang", fmt.Sprint(i))
		p.Pages = append(p.Pages, link{Href: "?" + q.Encode(), Text: fmt.Sprint(i), Current: i == page})
	}
	return p
}

// unitLink and ruleLink lead to the page of a unit and of a rule.
func unitLink(id string) string { return "/don-vi/" + url.PathEscape(id) }
func ruleLink(id string) string { return "/noi-dung/" + url.PathEscape(id) }
