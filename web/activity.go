package web

import (
	"context"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// mostCycles is how many of the last cycles the page lists.
const mostCycles = 100

// activityPage is what the program did, what hinders it and what comes.
type activityPage struct {
	Kept, Busy bool
	Next       []eventLine
	Troubles   []troubleLine
	Cycles     []cycleLine
}

type eventLine struct{ At, What string }

type troubleLine struct{ Since, Told, Message, Hint string }

type cycleLine struct {
	At, Took, Trouble                      string
	Books, Unread, Units, Defects, Written int
}

// activity is the page of cycles and troubles.
func (s *site) activity(r *http.Request, v *view) *content {
	data := &activityPage{Kept: s.Past != nil, Troubles: v.troubles()}
	for _, e := range v.Next {
		data.Next = append(data.Next, eventLine{v.moment(e.At), e.What})
	}
	t := &table{name: "hoat-dong", columns: []field{{"at", "Bắt đầu"}, {"seconds", "Giây"}, {"books", "Bảng đọc được"}, {"unread", "Bảng không đọc được"},
		{"units", "Đơn vị"}, {"defects", "Ô cần sửa"}, {"written", "Ô đã ghi"}, {"trouble", "Trục trặc"}}}
	c := &content{name: "activity.html", title: "Hoạt động", data: data, table: t}
	if s.Past == nil {
		return c
	}
	list, ok := ask(s, r, "cycles", func(ctx context.Context) ([]Cycle, error) { return s.Past.Cycles(ctx, mostCycles) })
	c.busy, data.Busy = !ok, !ok
	for _, k := range list {
		data.Cycles = append(data.Cycles, cycleLine{v.moment(k.At), took(k.Took), k.Trouble, k.Books, k.Unread, k.Units, k.Defects, k.Written})
		row := []string{v.stamp(k.At), strconv.FormatFloat(k.Took.Seconds(), 'f', 3, 64)}
		for _, n := range []int{k.Books, k.Unread, k.Units, k.Defects, k.Written} {
			row = append(row, strconv.Itoa(n))
		}
		t.rows = append(t.rows, append(row, k.Trouble))
	}
	return c
}

// troubles are what keeps the program from its work, the longest first.
func (v *view) troubles() []troubleLine {
	all := v.Ledger.Told.Troubles
	keys := make([]string, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	sort.SliceStable(keys, func(i, j int) bool { return all[keys[i]].Since.Before(all[keys[j]].Since) })
	var out []troubleLine
	for _, key := range keys {
		t := all[key]
		out = append(out, troubleLine{v.moment(t.Since), v.moment(t.Told), t.Message, strings.TrimSpace(t.Hint)})
	}
	return out
}
