package config

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// NextPlan is the text of a plan file for a later year. Comments and layout stay.
// The year changes, in_force becomes its first day, dates with a year move with
// it; holidays that name another year become comments, to be filled in anew.
// units is how many units there will be; 0 leaves the plan's number. Notes, in
// English, say what a person has to look at. The error is [Problems].
func NextPlan(name string, text []byte, year, units int) (next []byte, notes []string, err error) {
	plan, err := ParsePlan(name, text)
	if err != nil {
		return nil, nil, err
	}
	root, err := rootOf(text)
	if err != nil {
		return nil, nil, err
	}
	e := yearEdit{editor: editor{lines: lines(text)}, from: plan.Year, to: year}
	e.plan(root, units)
	next = e.bytes()
	if _, err := ParsePlan(name, next); err != nil {
		return nil, nil, err
	}
	e.left()
	return next, e.notes, nil
}

// NextService is the text of a service file for another plan and other
// workbooks (lines of YAML, as under "workbooks:"); it begins in mode watch. Where
// the file names its ledger it gets another one, since a ledger is of one plan.
func NextService(text []byte, plan, ledger string, workbooks []string) ([]byte, error) {
	root, err := rootOf(text)
	if err != nil {
		return nil, err
	}
	e := editor{lines: lines(text)}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		switch key.Value {
		case "plan":
			e.replace(value, strconv.Quote(plan))
		case "ledger":
			e.replace(value, strconv.Quote(ledger))
		case "mode":
			e.replace(value, "watch")
		case "workbooks":
			e.block(key, root.Content[i+2:], workbooks)
		}
	}
	return e.bytes(), nil
}

func rootOf(text []byte) (*yaml.Node, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode || doc.Content[0].Style&yaml.FlowStyle != 0 {
		return nil, fmt.Errorf("the file isn't written as key: value lines")
	}
	return doc.Content[0], nil
}

func lines(text []byte) [][]rune {
	var out [][]rune
	for _, l := range bytes.SplitAfter(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\n")) {
		out = append(out, []rune(string(l)))
	}
	return out
}

// editor changes the text of a YAML file where its nodes stand. Lines keep their
// numbers; what is added hangs on a line that was there.
type editor struct {
	lines [][]rune
	notes []string
}

func (e *editor) note(line int, format string, args ...any) {
	e.notes = append(e.notes, fmt.Sprintf("line %d: ", line)+fmt.Sprintf(format, args...))
}

// replace puts new text in place of a scalar that stands on one line.
func (e *editor) replace(n *yaml.Node, now string) bool {
	line := e.lines[n.Line-1]
	at := n.Column - 1
	for _, written := range []string{n.Value, strconv.Quote(n.Value), "'" + n.Value + "'"} {
		w := []rune(written)
		if n.Kind == yaml.ScalarNode && written != "" && at+len(w) <= len(line) && string(line[at:at+len(w)]) == written {
			e.lines[n.Line-1] = slices.Concat(line[:at:at], []rune(now), line[at+len(w):])
			return true
		}
	}
	e.note(n.Line, "%q couldn't be changed here; change it to %s", n.Value, now)
	return false
}

// block puts new lines in place of all that stands under a key; comments before
// the next key stay with that one.
func (e *editor) block(key *yaml.Node, after []*yaml.Node, now []string) {
	end := len(e.lines)
	if len(after) > 0 {
		end = after[0].Line - 1
	}
	for end > key.Line {
		text := strings.TrimSpace(string(e.lines[end-1]))
		if text != "" && text[0] != '#' {
			break
		}
		end--
	}
	for i := key.Line; i < end; i++ {
		e.lines[i] = nil
	}
	e.lines[key.Line-1] = []rune(key.Value + ":\n" + strings.Join(now, "\n") + "\n")
}

func (e *editor) bytes() []byte {
	var b bytes.Buffer
	for _, l := range e.lines {
		b.WriteString(string(l))
	}
	return b.Bytes()
}

// yearEdit moves a plan from one year to another.
type yearEdit struct {
	editor
	from, to int
}

func (e *yearEdit) plan(root *yaml.Node, units int) {
	holidays := holidaysOf(root)
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		switch key.Value {
		case "year":
			e.replace(value, strconv.Itoa(e.to))
		case "units":
			if units > 0 && value.Value != strconv.Itoa(units) {
				e.replace(value, strconv.Itoa(units))
			}
		case "in_force":
			e.replace(value, fmt.Sprintf("%d-01-01", e.to))
		default:
			e.dates(value, holidays)
		}
	}
	if holidays != nil {
		e.holidays(holidays)
	}
}

// holidaysOf is the list of holidays, also where a setting holds it.
func holidaysOf(root *yaml.Node) *yaml.Node {
	list := under(under(root, "calendar"), "holidays")
	if list != nil && list.Kind == yaml.ScalarNode && strings.HasPrefix(list.Value, "$") {
		list = under(under(root, "settings"), list.Value[1:])
	}
	if list == nil || list.Kind != yaml.SequenceNode {
		return nil
	}
	return list
}

// under is the value of a key; nil for none.
func under(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// dated are the two ways to write a date with its year: 31/3/2023, 2023-03-31.
var dated = regexp.MustCompile(`^(?:(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d{2})-(\d{2}))$`)

// dates moves every date with a year.
func (e *yearEdit) dates(n, except *yaml.Node) {
	if n == except {
		return
	}
	if n.Kind == yaml.ScalarNode {
		if now := e.moved(n.Value); now != "" {
			e.replace(n, now)
		}
	}
	for _, c := range n.Content {
		e.dates(c, except)
	}
}

// moved is the date so many years later; "" for what isn't one. 29 February is
// the 28th where there is none.
func (e *yearEdit) moved(text string) string {
	m := dated.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	number := func(i int) int { n, _ := strconv.Atoi(m[i]); return n }
	if m[3] != "" {
		y := number(3) + e.to - e.from
		return fmt.Sprintf("%d/%d/%d", lastDay(number(1), number(2), y), number(2), y)
	}
	y := number(4) + e.to - e.from
	return fmt.Sprintf("%d-%02d-%02d", y, number(5), lastDay(number(6), number(5), y))
}

func lastDay(d, m, y int) int {
	return min(d, time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day())
}

// holidays keeps what recurs each year and what is of the new year already.
func (e *yearEdit) holidays(list *yaml.Node) {
	flow := list.Style&yaml.FlowStyle != 0
	var keep []string
	for _, item := range list.Content {
		if m := dated.FindStringSubmatch(item.Value); m != nil && m[3]+m[4] != strconv.Itoa(e.to) {
			if !flow {
				e.comment(item)
			}
			continue
		}
		keep = append(keep, item.Value)
	}
	fill := len(keep) == 0
	if fill {
		keep = []string{"1/1"} // a list can't be empty, and this day is free everywhere
	}
	hint := fmt.Sprintf("năm %d: điền ngày nghỉ của nhà nước (kể cả nghỉ bù, Tết) vào danh sách này", e.to)
	if flow {
		e.flow(list, keep, hint)
	} else {
		e.openList(list, fill, hint)
	}
	e.note(list.Line, "fill in the holidays of %d", e.to)
}

// comment turns the line of an item into a comment.
func (e *yearEdit) comment(item *yaml.Node) {
	line := e.lines[item.Line-1]
	at := 0
	for at < len(line) && line[at] == ' ' {
		at++
	}
	e.lines[item.Line-1] = slices.Concat(line[:at:at], []rune("# "), line[at:])
}

// openList says at the head of a list what to fill in; a list of nothing but
// comments gets New Year's Day.
func (e *yearEdit) openList(list *yaml.Node, fill bool, hint string) {
	if list.Line < 2 {
		return
	}
	indent := strings.Repeat(" ", list.Column-1)
	more := indent + "# " + hint + "\n"
	if fill {
		more += indent + "- 1/1\n"
	}
	e.lines[list.Line-2] = append(e.lines[list.Line-2], []rune(more)...)
}

// flow rewrites a list in brackets.
func (e *yearEdit) flow(list *yaml.Node, keep []string, hint string) {
	line := string(e.lines[list.Line-1])
	at := len(string(e.lines[list.Line-1][:list.Column-1]))
	end := strings.IndexByte(line[at:], ']')
	if end < 0 {
		e.note(list.Line, "the list of holidays stands on several lines: change it by hand")
		return
	}
	e.lines[list.Line-1] = []rune(strings.TrimRight(line[:at]+"["+strings.Join(keep, ", ")+"]"+line[at+end+1:], "\r\n") + "   # " + hint + "\n")
}

// left names the lines that still speak of the old year.
func (e *yearEdit) left() {
	old := strconv.Itoa(e.from)
	n := 0
	for _, l := range strings.Split(string(e.bytes()), "\n") {
		n++
		if text := strings.TrimSpace(l); strings.Contains(text, old) && !strings.HasPrefix(text, "# -") {
			e.note(n, "still says %s: %s", old, text)
		}
	}
}
