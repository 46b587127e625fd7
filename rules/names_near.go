package rules

import "strings"

// near are the units whose names are nearest to a text that is none of them, for
// a sentence only: nobody is ever taken for another. Names that don't share a
// good part of the text aren't near.
func (n *names) near(text string) []int {
	key := bareFold(withoutNumber(nameKey(Fold(text))))
	if key == "" || len(key) > 100 {
		return nil
	}
	if found, ok := n.nearest[key]; ok {
		return found
	}
	if n.looked += len(n.units); n.looked > nearBudget {
		return nil
	}
	found := n.search(n.shortest(key))
	if n.nearest == nil {
		n.nearest = map[string][]int{}
	}
	n.nearest[key] = found
	return found
}

// nearBudget is how many names may be compared for suggestions: a register of
// 55 units never comes near it, a tab of thousands of strangers does.
const nearBudget = 1_000_000

func (n *names) search(short string) []int {
	for u := len(n.short); u < len(n.units); u++ {
		n.short = append(n.short, n.shortest(bareFold(n.folded[u])))
	}
	limit := max(1, len(short)/4)
	best, found := limit, []int(nil)
	for u, name := range n.short {
		if abs(len(name)-len(short)) > best {
			continue
		}
		switch d := distance(short, name, best); {
		case d > best:
		case d < best || found == nil:
			best, found = d, []int{u}
		default:
			found = append(found, u)
		}
	}
	return found
}

// shortest is the bare name without leading words, so that "Đoàn xã" doesn't
// make all names alike.
func (n *names) shortest(plain string) string {
	for _, w := range n.drop {
		if rest, ok := strings.CutPrefix(plain, bareFold(w)+" "); ok && rest != "" {
			return n.shortest(rest)
		}
	}
	return plain
}

// unknownUnit is the sentence for a name that isn't in the register.
func (n *names) unknownUnit(text string) string {
	found := n.near(text)
	switch len(found) {
	case 0:
		return fill("Không tìm thấy đơn vị '%s' trong danh sách.", Shown(text))
	case 1:
		return fill("Không tìm thấy đơn vị '%s' trong danh sách; có phải '%s'?", Shown(text), n.units[found[0]])
	}
	return twoNear(text, n.units[found[0]], n.units[found[1]])
}

func twoNear(text, a, b string) string {
	return fill("Không xác định được đơn vị '%s' (gần với '%s', '%s').", Shown(text), a, b)
}

// clashUnits is the sentence for a name that two units share.
func (n *names) clashUnits(text string) string {
	key := nameKey(Fold(text))
	var found []int
	for u, name := range n.folded {
		hit := bareFold(name) == bareFold(key)
		for _, rest := range n.withoutLeading(name) {
			hit = hit || bareFold(rest) == bareFold(key)
		}
		if hit {
			found = append(found, u)
		}
	}
	if len(found) < 2 {
		return n.unknownUnit(text)
	}
	return twoNear(text, n.units[found[0]], n.units[found[1]])
}

// distance is the number of letters to change, add, leave out or swap with the
// next to make b of a; more than limit is limit+1.
func distance(a, b string, limit int) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above, twoAbove := rows[i%3], rows[(i+2)%3], rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			d := min(above[j], row[j-1]) + 1
			change := above[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			d = min(d, change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, twoAbove[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit+1 {
			return limit + 1
		}
	}
	return rows[len(a)%3][len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
