package sync

import (
	"context"

	"rasoat/rules"
)

// Kept is a workbook that is read again only when somebody says that it may have
// changed ([Kept.Forget]); until then it is what was seen last. Whoever says so may
// err on the late side: what is written is compared with the workbook as it is.
type Kept struct {
	Workbook
	Seen func() // told when the workbook was read; nil: nobody

	book  rules.Book
	fresh bool
}

// Forget lets the next Read look at the workbook itself.
func (k *Kept) Forget() { k.fresh = false }

// Read gives what was seen last, or else what is there.
func (k *Kept) Read(ctx context.Context) (rules.Book, error) {
	if k.fresh {
		return k.book, nil
	}
	b, err := k.Workbook.Read(ctx)
	if err != nil {
		return b, err
	}
	k.book, k.fresh = b, true
	if k.Seen != nil {
		k.Seen()
	}
	return b, nil
}

// Apply writes, and keeps the state after it. After an error the workbook is read
// again.
func (k *Kept) Apply(ctx context.Context, seen rules.Book, c Changes) (rules.Book, error) {
	after, err := k.Workbook.Apply(ctx, seen, c)
	if k.fresh = err == nil; k.fresh {
		k.book = after
	}
	return after, err
}
