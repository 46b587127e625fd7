package daemon_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rasoat/config"
	"rasoat/daemon"
	"rasoat/ledger"
	"rasoat/post"
	"rasoat/rules"
	"rasoat/sync"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestStory runs the daemon over an office's year, as testdata/story tells it, on a
// real plan. The transcript that must come out is for people to read: what everybody
// did, what the sheet said then, and who got which mail.
func TestStory(t *testing.T) {
	files, err := filepath.Glob("testdata/story/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	t.Parallel()
	for _, file := range files {
		synctest.Test(t, func(t *testing.T) {
			s := newStory(t, file)
			for _, line := range s.events {
				s.happens(line)
			}
			s.stop()
			s.flush()
			s.check()
			golden := strings.TrimSuffix(file, ".txt") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(s.out.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(s.out.String(), "\n")); diff != "" {
				t.Errorf("the transcript differs (-want +got); go test ./daemon -run Story -update writes it anew:\n%s", diff)
			}
		})
	}
}

// story is an office's year on its way.
type story struct {
	*desk
	book   *sheet
	names  map[string]string // of units, by address
	events []string
	stop   func() // ends the daemon

	out  strings.Builder
	day  string // the last day in the transcript
	same []sent // mails to units that aren't in it yet

	mailed []letter                // all mails, in order
	named  map[string][]ledger.Key // what reminders named, by unit, since it was thanked last
	wrote  []time.Time             // when statuses changed
	dues   map[rules.Date]bool     // when something was due
	blamed []string                // reminders of what was done
	off    []span                  // when the computer was off
	quiet  []span                  // when nobody did anything
	begin  time.Time               // of the quiet time at hand; zero: it isn't one
}

// span is a time between two moments.
type span struct{ from, to time.Time }

func (s span) has(t time.Time) bool { return !t.Before(s.from) && t.Before(s.to) }

// newStory reads a story and gets the office ready.
func newStory(t *testing.T, file string) *story {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, events, _ := strings.Cut(string(text), "\n== Diễn biến\n")
	s := &story{desk: newDesk(t, "2022-01-01 00:00"), book: newSheet("so-theo-doi-2022.xlsx"), stop: func() {}, dues: map[rules.Date]bool{},
		named: map[string][]ledger.Key{}, names: map[string]string{}}
	s.plan = storyPlan(t)
	for _, part := range strings.Split(head, "\n== ")[1:] {
		title, rows, _ := strings.Cut(part, "\n")
		s.book.tabs = append(s.book.tabs, newTab(title, strings.Split(strings.TrimRight(rows, "\n"), "\n")...))
	}
	s.books = []*sheet{s.book}
	for _, u := range rules.Read(s.plan, []rules.Book{s.book.book()}).Units {
		s.names[u.Email] = u.Name
	}
	s.book.wrote = s.written
	for _, line := range strings.Split(events, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			s.events = append(s.events, line)
		}
	}
	s.tick = time.Hour
	s.when = daemon.Schedule{Zone: s.zone, Cron: "10 10,17 * * 1-5", From: 6 * time.Hour, To: 20 * time.Hour, Morning: 7 * time.Hour, Weekends: true}
	s.post.Reminders = post.Reminders{On: true, Again: 7 * 24 * time.Hour, From: 7 * time.Hour, To: 18 * time.Hour, Salute: "BCH {đơn vị}"}
	for n := 1; n <= 3; n++ {
		s.post.Groups = append(s.post.Groups, post.Head{Group: fmt.Sprintf("Vùng thi đua số %d", n), To: fmt.Sprintf("vung%d@example.vn", n),
			Salute: fmt.Sprintf("Đồng chí trưởng Vùng thi đua số %d", n)})
	}
	s.mails.heard = s.mail
	s.seen = s.judged
	return s
}

// storyPlan is the district's plan for an office of twelve units.
func storyPlan(t *testing.T) *rules.Plan {
	t.Helper()
	text, err := os.ReadFile("../plans/chi-thi-05.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := config.ParsePlan("chi-thi-05.yaml", []byte(strings.NewReplacer("units: 55 ", "units: 12 ", "250", "60").Replace(string(text))))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// happens lets time pass until an event, and lets it happen.
func (s *story) happens(line string) {
	s.t.Helper()
	when, what := line[:len("2022-03-07 08:00")], line[len("2022-03-07 08:00"):]
	s.until(when)
	what = strings.TrimSpace(what)
	if !s.begin.IsZero() {
		s.quiet = append(s.quiet, span{s.begin, s.now()})
		s.begin = time.Time{}
	}
	s.say("· %s", what)
	switch act, rest, _ := strings.Cut(what, ":"); {
	case what == "Hết", what == "Hết tuần yên tĩnh":
	case what == "Yên tĩnh":
		s.begin = s.now()
	case what == "Bật máy":
		if n := len(s.off); n > 0 {
			s.off[n-1].to = s.now()
		}
		stop := s.start()
		s.stop = func() { stop() }
	case what == "Tắt máy":
		s.stop()
		s.off = append(s.off, span{from: s.now()})
	case what == "Bảng không đọc được":
		s.book.edit(func(b *sheet) {
			b.trouble = &sync.Trouble{Sentence: "Không đọc được bảng 'so-theo-doi-2022.xlsx': có chương trình khác đang khóa."}
		})
	case what == "Bảng đọc lại được":
		s.book.edit(func(b *sheet) { b.trouble = nil })
	case act == "Quyết định":
		s.decide(strings.Split(rest, "|"))
	case act == "Xếp lại dòng":
		s.sort(strings.TrimSpace(rest))
	case act == "Chèn dòng":
		tab, unit, _ := strings.Cut(rest, "|")
		s.insert(strings.TrimSpace(tab), strings.TrimSpace(unit))
	case act == "Đổi tên trang":
		from, to, _ := strings.Cut(rest, "->")
		s.book.edit(func(b *sheet) { b.tab(strings.TrimSpace(from)).Title = strings.TrimSpace(to) })
	default:
		s.fill(strings.Split(what, "|"))
	}
}

// fill types into cells: tab, units, and what into which columns.
func (s *story) fill(parts []string) {
	s.t.Helper()
	if len(parts) != 3 {
		s.t.Fatalf("not understood: %q", parts)
	}
	for _, one := range strings.Split(parts[2], ";") {
		header, text, ok := strings.Cut(one, "=")
		if !ok {
			s.t.Fatalf("no = in %q", one)
		}
		for _, unit := range s.units(strings.TrimSpace(parts[1])) {
			s.book.edit(func(b *sheet) {
				t := b.tab(strings.TrimSpace(parts[0]))
				if t == nil {
					s.t.Fatalf("no tab %q", parts[0])
				}
				row, col := rowOf(t, unit), colOf(t, strings.TrimSpace(header))
				if row < 0 || col < 0 {
					s.t.Fatalf("no cell for %q, %q in %q", unit, header, parts[0])
				}
				put(t, row, col, strings.TrimSpace(text))
			})
		}
	}
}

// units is the full names of units: "Xuân Phú, Tây Hồ"; "mọi đơn vị trừ Xuân Phú" is
// those that are still there, but for some.
func (s *story) units(text string) []string {
	s.t.Helper()
	b := s.book.book()
	d := rules.Read(s.plan, []rules.Book{b})
	all, but, most := d.Units, "", false
	if rest, ok := strings.CutPrefix(text, "mọi đơn vị"); ok {
		most = true
		but = strings.TrimPrefix(strings.TrimSpace(rest), "trừ ")
		text = but
	}
	var named []string
	for _, short := range strings.Split(text, ",") {
		if short = strings.TrimSpace(short); short == "" {
			continue
		}
		var fits []string
		for _, u := range all {
			if strings.Contains(rules.Fold(u.Name), rules.Fold(short)) {
				fits = append(fits, u.Name)
			}
		}
		if len(fits) != 1 {
			s.t.Fatalf("%q is %q", short, fits)
		}
		named = append(named, fits[0])
	}
	if !most {
		return named
	}
	var rest []string
	for _, u := range all {
		if closed := u.Closed != 0 && u.Closed <= rules.DateOf(s.now()); !closed && !slices.Contains(named, u.Name) {
			rest = append(rest, u.Name)
		}
	}
	return rest
}

// decide adds a line to the office's settings tab.
func (s *story) decide(cells []string) {
	s.t.Helper()
	cells[3] = strings.Join(s.units(strings.TrimSpace(cells[3])), "")
	s.book.edit(func(b *sheet) {
		t := b.tab("Thiết lập (Văn phòng)")
		row := len(t.Rows)
		for col, text := range cells {
			put(t, row, col, strings.TrimSpace(text))
		}
	})
}

// sort sorts the units' rows by name, all columns but ours.
func (s *story) sort(tab string) {
	s.book.edit(func(b *sheet) {
		t := b.tab(tab)
		head := headOf(t)
		width := colOf(t, rules.StatusHeader)
		rows := slices.Clone(t.Rows[head+1:])
		slices.SortStableFunc(rows, func(a, b []rules.Cell) int {
			key := colOf(t, "Tên đơn vị")
			return strings.Compare(a[key].Text, b[key].Text)
		})
		for i, row := range rows {
			ours := t.Rows[head+1+i][min(width, len(t.Rows[head+1+i])):]
			rows[i] = append(slices.Clone(row[:min(width, len(row))]), ours...)
		}
		copy(t.Rows[head+1:], rows)
	})
}

// insert puts an empty row above a unit's.
func (s *story) insert(tab, unit string) {
	unit = s.units(unit)[0]
	s.book.edit(func(b *sheet) {
		t := b.tab(tab)
		t.Rows = slices.Insert(t.Rows, rowOf(t, unit), []rules.Cell{})
	})
}

// headOf is the row of a tab's header.
func headOf(t *rules.Tab) int {
	return slices.IndexFunc(t.Rows, func(row []rules.Cell) bool {
		return slices.ContainsFunc(row, func(c rules.Cell) bool { return c.Text == "Tên đơn vị" })
	})
}

// colOf is a column by its header; -1 for none.
func colOf(t *rules.Tab, header string) int {
	if head := headOf(t); head >= 0 {
		return slices.IndexFunc(t.Rows[head], func(c rules.Cell) bool { return c.Text == header })
	}
	return -1
}

// rowOf is a unit's row; -1 for none.
func rowOf(t *rules.Tab, unit string) int {
	key := colOf(t, "Tên đơn vị")
	return slices.IndexFunc(t.Rows, func(row []rules.Cell) bool { return key >= 0 && key < len(row) && row[key].Text == unit })
}
