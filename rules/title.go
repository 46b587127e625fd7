package rules

import (
	"cmp"
	"strings"
)

// Name is what people call the rule: its title, or its id where the plan gives none.
func (r *Rule) Name() string { return cmp.Or(r.Title, r.ID) }

// NameIn is the rule's name with its period: "Rà soát quý" in Quý III is "Rà soát Quý
// III". A year goes without saying.
func (r *Rule) NameIn(p Period) string {
	if p.Every == Year {
		return r.Name()
	}
	return r.nameWith(p.Short())
}

// NameOn is the same with the year: "Rà soát Quý III/2022", "Tổng kết năm 2022".
func (r *Rule) NameOn(p Period) string { return r.nameWith(p.Label()) }

// nameWith joins the rule's name and its period's, and says what both say only once. A
// name is never lost altogether.
func (r *Rule) nameWith(period string) string {
	words, more := strings.Fields(r.Name()), strings.Fields(period)
	if len(more) == 0 {
		return r.Name()
	}
	for n := min(len(words)-1, len(more)); n > 0; n-- { // "Báo cáo tháng" and "tháng 9"
		if strings.EqualFold(strings.Join(words[len(words)-n:], " "), strings.Join(more[:n], " ")) {
			words = words[:len(words)-n]
			break
		}
	}
	return strings.Join(words, " ") + " " + period
}

// ShortNames is every unit's name without the leading words that the plan lets drop
// (the longest that fits), as long as no other unit is then called the same. They stand
// as in Data.Units, and as people wrote them.
func (v *Verdict) ShortNames() []string {
	names := make([]string, len(v.Data.Units))
	same := make(map[string]int, len(names))
	for u := range names {
		names[u] = v.Plan.Names.short(v.Data.Units[u].Name)
		same[Fold(names[u])]++
	}
	for u := range names {
		if same[Fold(names[u])] > 1 {
			names[u] = v.Data.Units[u].Name
		}
	}
	return names
}

// short is the name without the longest of the leading words that fits.
func (n *Names) short(name string) string {
	best := name
	for _, words := range n.Drop {
		if rest, found := strings.CutPrefix(name, words+" "); found && rest != "" && len(rest) < len(best) {
			best = rest
		}
	}
	return best
}
