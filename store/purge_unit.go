package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
)

// forget takes a unit out of what isn't its own: snapshots always, and when every year
// goes, all that may mention it.
func (p *purge) forget(ctx context.Context, tx *sql.Tx) error {
	if err := p.snapshots(ctx, tx); err != nil {
		return err
	}
	if p.to != lastYear {
		return nil
	}
	for _, statement := range []string{
		// a unit's own workbook is often called after it
		"DELETE FROM books WHERE instr(id, ?1)",
		"DELETE FROM troubles WHERE instr(key, ?1) OR instr(message, ?1) OR instr(hint, ?1)",
		"UPDATE cycles SET problems = '' WHERE instr(problems, ?1)",
		"UPDATE entries SET said = replace(said, ?1, '…') WHERE level <> 'unit' AND instr(said, ?1)",
		"UPDATE changes SET said = replace(said, ?1, '…') WHERE level <> 'unit' AND instr(said, ?1)",
		"UPDATE letters SET subject = replace(subject, ?1, '…'), error = replace(error, ?1, '…') WHERE instr(subject, ?1) OR instr(error, ?1)",
		"DELETE FROM reminded_keys WHERE level = 'unit' AND subject = ?1",
		// a mail's text is encoded, so nobody can look for a name in it
		"DELETE FROM bodies WHERE ?1 <> '' AND letter IN (SELECT id FROM letters WHERE state IN ('sent', 'dropped'))",
	} {
		if _, err := tx.ExecContext(ctx, statement, p.unit); err != nil {
			return err
		}
	}
	return nil
}

// snapshots takes the unit out of the closed periods of the years.
func (p *purge) snapshots(ctx context.Context, tx *sql.Tx) error {
	bodies := map[string][]byte{}
	if err := list(ctx, tx, "SELECT period, body FROM snapshots WHERE "+p.ofPeriod(yearOf("at")), func(rows *sql.Rows) error {
		var period string
		var body []byte
		err := rows.Scan(&period, &body)
		bodies[period] = body
		return err
	}); err != nil {
		return err
	}
	for period, body := range bodies {
		without, changed := withoutUnit(body, p.unit)
		if !changed {
			continue
		}
		p.done.Snapshots++
		statement, args := "UPDATE snapshots SET body = ?2 WHERE period = ?1", []any{period, without}
		if without == nil {
			statement, args = "DELETE FROM snapshots WHERE period = ?1", args[:1]
		}
		if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
			return err
		}
	}
	return nil
}

// withoutUnit is a JSON text without the list items that are objects of the unit. A
// text that is no JSON and holds the name can't stay: nil.
func withoutUnit(body []byte, unit string) (without []byte, changed bool) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber() // figures stay as they were written
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, bytes.Contains(body, []byte(unit))
	}
	v, changed = strip(v, unit)
	if !changed {
		return body, false
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, true // can't be: it was decoded
	}
	return out.Bytes(), true
}

// strip goes through a JSON value.
func strip(v any, unit string) (any, bool) {
	changed := false
	switch v := v.(type) {
	case map[string]any:
		for key, item := range v {
			without, did := strip(item, unit)
			v[key] = without
			changed = changed || did
		}
	case []any:
		kept := []any{}
		for _, item := range v {
			if about(item, unit) {
				changed = true
				continue
			}
			without, did := strip(item, unit)
			kept = append(kept, without)
			changed = changed || did
		}
		return kept, changed
	}
	return v, changed
}

// about reports whether a list's item is the unit, or an object of it.
func about(item any, unit string) bool {
	switch item := item.(type) {
	case string:
		return item == unit
	case map[string]any:
		for _, field := range item {
			if field == unit {
				return true
			}
		}
	}
	return false
}
