package config

import (
	"fmt"
	"sort"
	"strings"
)

// Problem is one thing wrong in a file that a person wrote.
type Problem struct {
	File      string
	Line, Col int    // 1-based, Col in characters (runes); 0: the file as a whole
	Text      string // the source line
	Message   string // what is wrong
	Hint      string // what to write instead; "" for none
}

// String is the problem as an operator reads it: place and message, the line
// itself with a mark under the place, and the hint.
func (p Problem) String() string {
	var b strings.Builder
	if p.Line == 0 {
		fmt.Fprintf(&b, "%s: %s\n", p.File, p.Message)
	} else {
		fmt.Fprintf(&b, "%s:%d:%d: %s\n", p.File, p.Line, p.Col, p.Message)
		line, mark := show(p.Text, p.Col)
		fmt.Fprintf(&b, "    %s\n    %s^\n", line, mark)
	}
	if p.Hint != "" {
		fmt.Fprintf(&b, "    hint: %s\n", p.Hint)
	}
	return b.String()
}

// Problems is everything wrong with a plan, or with a service file and its plan,
// by file and line.
type Problems []Problem

// Error is all problems, one after the other.
func (ps Problems) Error() string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.String())
	}
	return strings.TrimRight(b.String(), "\n")
}

// Places is where the first few problems are, without their words, which may hold what
// doesn't belong into a log: "rasoat.yaml:16:20, rasoat.yaml:22:9 and 3 more".
func (ps Problems) Places() string {
	const most = 5
	var places []string
	for _, p := range ps[:min(len(ps), most)] {
		place := p.File
		if p.Line > 0 {
			place = fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
		}
		places = append(places, place)
	}
	text := strings.Join(places, ", ")
	if more := len(ps) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// err is the problems as an error, nil when there are none; sorted, each once.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	sort.SliceStable(ps, func(i, j int) bool {
		a, b := ps[i], ps[j]
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Col < b.Col
	})
	var once Problems
	seen := map[Problem]bool{}
	for _, p := range ps {
		if !seen[p] {
			once = append(once, p)
		}
		seen[p] = true
	}
	return once
}

// near is the word of known that text was probably meant to be, "" when none is
// like it.
func near(text string, known []string) string {
	best, least := "", 0
	for _, k := range known {
		d := distance([]rune(fold(text)), []rune(fold(k)))
		if n := len([]rune(k)); d <= 1+n/4 && 2*d <= n && (best == "" || d < least) {
			best, least = k, d
		}
	}
	return best
}

// distance is the number of letters to change, insert, drop or swap with the
// next one to make a into b.
func distance(a, b []rune) int {
	var before, last []int
	now := make([]int, len(b)+1)
	for j := range now {
		now[j] = j
	}
	for i := range a {
		before, last, now = last, now, make([]int, len(b)+1)
		now[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			now[j+1] = min(last[j]+cost, last[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				now[j+1] = min(now[j+1], before[j-1]+1)
			}
		}
	}
	return now[len(b)]
}

// mean is the hint for a word that isn't one of known: the nearest, or all of
// them.
func mean(text string, known []string, what string) string {
	if k := near(text, known); k != "" {
		return fmt.Sprintf("did you mean %q?", k)
	}
	if len(known) == 0 {
		return ""
	}
	return what + ": " + strings.Join(known, ", ")
}
