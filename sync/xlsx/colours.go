package xlsx

import (
	"strings"

	"rasoat/rules"
)

// readRules reads one conditional formatting.
func (r *sheetReader) readRules(open token) error {
	if open.empty {
		return nil
	}
	first := len(r.layout.rules)
	where := attrText(r.src, open, "sqref")
	for depth := len(r.open); ; {
		t, err := r.next()
		switch {
		case err != nil:
			return early(err)
		case t.kind == endTag && len(r.open) < depth:
			block := span{open.from, t.to}
			for i := range r.layout.rules[first:] {
				p := &r.layout.rules[first+i]
				p.block, p.where, p.alone = block, where, len(r.layout.rules) == first+1
			}
			return nil
		case t.kind == startTag && t.is("cfRule"):
			if err := r.readRule(t); err != nil {
				return err
			}
		case t.kind == startTag:
			if err := r.pass(t); err != nil {
				return err
			}
		}
	}
}

// readRule reads one colour rule.
func (r *sheetReader) readRule(open token) error {
	p := rulePart{}
	p.formats, _ = attrInt(r.src, open, "dxfId", -1)
	priority, _ := attrInt(r.src, open, "priority", 0)
	r.layout.priority = max(r.layout.priority, priority)
	equal := attrText(r.src, open, "type") == "cellIs" && attrText(r.src, open, "operator") == "equal"
	formulas := 0
	for depth := len(r.open); !open.empty; {
		t, err := r.next()
		if err != nil {
			return early(err)
		}
		if t.kind == endTag && len(r.open) < depth {
			break
		}
		if t.kind != startTag {
			continue
		}
		if !t.is("formula") {
			if err := r.pass(t); err != nil {
				return err
			}
			continue
		}
		text, err := plainText(r.scanner, t)
		if err != nil {
			return err
		}
		if formulas++; equal {
			p.label = labelOf(text)
		}
	}
	if formulas != 1 {
		p.label = ""
	}
	p.span = span{open.from, r.pos}
	r.layout.rules = append(r.layout.rules, p)
	return nil
}

// labelOf is the label that a rule's formula compares with; "" when it is none
// of ours.
func labelOf(formula string) string {
	formula = strings.TrimSpace(formula)
	for _, label := range rules.Labels() {
		if label.Fill() != "" && formula == quoted(string(label)) {
			return string(label)
		}
	}
	return ""
}

// quoted is text as a formula's constant.
func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// ours reports whether a rule is one of our colours of the status column.
func (p rulePart) ours(status int) bool {
	if p.label == "" || status < 0 {
		return false
	}
	rects, _ := parseRects(p.where)
	for _, r := range rects {
		if status >= r.Col && status <= r.LastCol {
			return true
		}
	}
	return false
}
