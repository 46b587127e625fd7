package config

import (
	"regexp"
	"slices"
	"strings"
)

// inBraces is a placeholder of a sentence.
var inBraces = regexp.MustCompile(`\{([^{}]*)\}`)

// placeholders is what sentences may use.
func placeholders() []string {
	return []string{"đơn vị", "kỳ", "kỳ ngắn", "năm", "hạn", "ngày", "quá", "còn", "n", "N", "p", "chỉ tiêu", "thiếu", "vượt",
		"mốc", "hết kỳ", "thiếu mốc", "cột", "mục", "số", "các kỳ", "x", "ngưỡng"}
}

// sentence checks the placeholders of a sentence.
func (b *builder) sentence(t text) {
	if t.s == "" {
		return
	}
	for _, m := range inBraces.FindAllStringSubmatch(t.s, -1) {
		if !slices.Contains(placeholders(), m[1]) {
			b.problem(t.n, mean(m[0], braced(placeholders()), "possible"), "there is no placeholder %s", m[0])
		}
	}
	if strings.ContainsAny(inBraces.ReplaceAllString(t.s, ""), "{}") {
		b.problem(t.n, "{kỳ}, {hạn}", "a brace has no partner")
	}
}

// whereIs is the hint for a column named without its table.
func (b *builder) whereIs(name string) string {
	var found []string
	for _, t := range b.plan.Tables {
		if slices.Contains(columnNames(t), name) {
			found = append(found, t.Name+"."+name)
		}
	}
	switch len(found) {
	case 0:
		return "reviews.held_on"
	case 1:
		return "did you mean \"" + found[0] + "\"?"
	}
	return "one of " + strings.Join(found, ", ")
}

// braced puts each word in braces.
func braced(words []string) []string {
	var all []string
	for _, w := range words {
		all = append(all, "{"+w+"}")
	}
	return all
}
