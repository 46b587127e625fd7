package post

import (
	"cmp"
	"fmt"
	"slices"

	"rasoat/ledger"
)

// operator decides what the operator hears: of each trouble that lasts, once, and
// once that it is over.
func (d *deciding) operator() {
	still := map[string]bool{}
	for _, t := range d.now.Troubles {
		still[t.Key] = true
		d.trouble(t)
	}
	for key, t := range d.Told.Troubles {
		if still[key] {
			continue
		}
		if !t.Told.IsZero() {
			d.Over = append(d.Over, t)
		}
		delete(d.Told.Troubles, key)
	}
	if d.Capped > 0 {
		d.Began = append(d.Began, ledger.Trouble{Key: "limits", Since: d.now.At, Told: d.now.At,
			Message: fmt.Sprintf("%d thư được lùi sang ngày khác vì đã đủ số thư trong ngày.", d.Capped),
			Hint:    "raise mail.limits if the mail provider allows more"})
	}
	byKey := func(a, b ledger.Trouble) int { return cmp.Compare(a.Key, b.Key) }
	slices.SortFunc(d.Began, byKey)
	slices.SortFunc(d.Over, byKey)
	if len(d.Operator) == 0 {
		d.Began, d.Over = nil, nil
	}
}

// trouble notes a trouble that is there now.
func (d *deciding) trouble(t ledger.Trouble) {
	t.Since = d.now.At
	if known, ok := d.Told.Troubles[t.Key]; ok {
		t.Since, t.Told = known.Since, known.Told
	}
	if t.Told.IsZero() && d.now.At.Sub(t.Since) >= d.Lasting {
		t.Told = d.now.At
		d.Began = append(d.Began, t)
	}
	d.Told.Troubles[t.Key] = t
}
