package gsheettest

import (
	"encoding/json"
	"slices"

	"google.golang.org/api/sheets/v4"
)

func (b *batch) addColour(q *sheets.AddConditionalFormatRuleRequest) error {
	if q.Rule == nil || q.Rule.BooleanRule == nil || len(q.Rule.Ranges) == 0 {
		return bad("rule must have ranges and a booleanRule.")
	}
	rule := &colourRule{rule: object{}}
	var first *Grid
	for _, r := range q.Rule.Ranges {
		g, area, err := b.book.gridRange(r)
		if err != nil {
			return err
		}
		if first != nil && g != first {
			return bad("All ranges must be on the same sheet.")
		}
		first = g
		rule.areas = append(rule.areas, area)
	}
	text, err := json.Marshal(q.Rule.BooleanRule)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &rule.rule); err != nil {
		return err
	}
	if q.Index < 0 || int(q.Index) > len(first.formats) {
		return bad("No conditional format on sheet: %d at index: %d", first.ID, q.Index)
	}
	first.formats = append(first.formats[:q.Index:q.Index], append([]*colourRule{rule}, first.formats[q.Index:]...)...)
	return nil
}

func (b *batch) protect(q *sheets.AddProtectedRangeRequest) (any, error) {
	p := q.ProtectedRange
	if p == nil || p.Range == nil {
		return nil, bad("protectedRange.range is required.")
	}
	g, area, err := b.book.gridRange(p.Range)
	if err != nil {
		return nil, err
	}
	if p.WarningOnly && p.Editors != nil {
		return nil, bad("ProtectedRange is warningOnly. Editors cannot be set on it.")
	}
	b.server.nextID++
	out := &protection{id: b.server.nextID, area: area, warningOnly: p.WarningOnly, description: p.Description, editors: []string{Account}}
	if p.WarningOnly {
		out.editors = nil
	}
	g.protected = append(g.protected, out)
	return object{"addProtectedRange": object{"protectedRange": g.renderProtection(out)}}, nil
}

func (b *batch) unprotect(q *sheets.DeleteProtectedRangeRequest) error {
	for _, g := range b.book.Sheets {
		for i, p := range g.protected {
			if p.id == q.ProtectedRangeId {
				g.protected = slices.Delete(slices.Clone(g.protected), i, i+1)
				return nil
			}
		}
	}
	return bad("No protected range with id: %d", q.ProtectedRangeId)
}

func (b *batch) validation(q *sheets.SetDataValidationRequest) error {
	g, area, err := b.book.gridRange(q.Range)
	if err != nil {
		return err
	}
	fresh := map[[2]int]bool{}
	for k := range g.validation {
		fresh[k] = true
	}
	for r := area.r0; r < area.r1; r++ {
		for c := area.c0; c < area.c1; c++ {
			fresh[[2]int{r, c}] = q.Rule != nil
		}
	}
	g.validation = fresh
	return nil
}

func (b *batch) merge(q *sheets.MergeCellsRequest) error {
	g, area, err := b.book.gridRange(q.Range)
	if err != nil {
		return err
	}
	for _, m := range g.merges {
		if m.overlaps(area) {
			return bad("Cannot merge cells that overlap with an existing merge.")
		}
	}
	g.merges = append(g.merges, area)
	return nil
}
