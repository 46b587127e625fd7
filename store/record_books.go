package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"strconv"

	"rasoat/ledger"
	"rasoat/rules"
)

// bookFigures is the figures of one workbook, and the place of each in the step.
type bookFigures struct {
	places  []int
	figures []rules.Figure
}

// putBooks notes the workbooks that were read, and replaces the figures of those
// that have others than before: most cycles find nothing new.
func putBooks(ctx context.Context, tx *sql.Tx, step ledger.Step) error {
	by := map[string]*bookFigures{}
	for _, id := range step.Books {
		by[id] = &bookFigures{}
	}
	for i, f := range step.Figures {
		if b := by[f.Book]; b != nil {
			b.places, b.figures = append(b.places, i), append(b.figures, f)
		}
	}
	for _, id := range step.Books {
		if err := putBook(ctx, tx, id, micros(step.At), by[id]); err != nil {
			return err
		}
	}
	return nil
}

func putBook(ctx context.Context, tx *sql.Tx, id string, at int64, b *bookFigures) error {
	var was string
	err := tx.QueryRowContext(ctx, "SELECT sum FROM books WHERE id = ?", id).Scan(&was)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	sum := b.sum()
	if _, err := tx.ExecContext(ctx, "INSERT INTO books VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET read = $2, sum = $3", id, at, sum); err != nil {
		return err
	}
	if sum == was {
		return nil
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM figures WHERE book = ?", id); err != nil {
		return err
	}
	return each(ctx, tx, "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?)", len(b.figures), func(i int) []any {
		f := &b.figures[i]
		return []any{id, b.places[i], f.Unit, f.Table, f.Column, f.Slot, stateWord(f.State), f.Num.Plain()}
	})
}

// sum is a hash of the figures and their places.
func (b *bookFigures) sum() string {
	var text []byte
	for i, f := range b.figures {
		text = strconv.AppendInt(text, int64(b.places[i]), 10)
		for _, word := range []string{f.Unit, f.Table, f.Column, stateWord(f.State), f.Num.Plain()} {
			text = strconv.AppendQuote(append(text, ' '), word)
		}
		text = append(strconv.AppendInt(append(text, ' '), int64(f.Slot), 10), '\n')
	}
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:])
}
