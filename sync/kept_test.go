package sync_test

import (
	"context"
	"errors"
	"testing"

	"rasoat/rules"
	"rasoat/sync"
)

// counting is a workbook that counts how often it is read, and fails when told to.
type counting struct {
	reads int
	fail  error
}

func (c *counting) Read(context.Context) (rules.Book, error) {
	c.reads++
	return rules.Book{ID: "a", Name: string(rune('0' + c.reads))}, c.fail
}

func (c *counting) Apply(context.Context, rules.Book, sync.Changes) (rules.Book, error) {
	return rules.Book{ID: "a", Name: "after"}, c.fail
}

func TestKept(t *testing.T) {
	ctx, failing := context.Background(), errors.New("down")
	inner, seen := &counting{}, 0
	k := &sync.Kept{Workbook: inner, Seen: func() { seen++ }}
	for _, step := range []struct {
		what  string
		do    func() (rules.Book, error)
		name  string
		reads int
	}{
		{"first", func() (rules.Book, error) { return k.Read(ctx) }, "1", 1},
		{"unchanged", func() (rules.Book, error) { return k.Read(ctx) }, "1", 1},
		{"forgotten", func() (rules.Book, error) { k.Forget(); return k.Read(ctx) }, "2", 2},
		{"written", func() (rules.Book, error) { return k.Apply(ctx, rules.Book{}, sync.Changes{}) }, "after", 2},
		{"after writing", func() (rules.Book, error) { return k.Read(ctx) }, "after", 2},
		{"a write that failed", func() (rules.Book, error) {
			inner.fail = failing
			_, err := k.Apply(ctx, rules.Book{}, sync.Changes{})
			inner.fail = nil
			if !errors.Is(err, failing) {
				t.Error(err)
			}
			return k.Read(ctx)
		}, "3", 3},
		{"a read that failed", func() (rules.Book, error) {
			inner.fail = failing
			k.Forget()
			if _, err := k.Read(ctx); !errors.Is(err, failing) {
				t.Error(err)
			}
			inner.fail = nil
			return k.Read(ctx)
		}, "5", 5},
	} {
		b, err := step.do()
		if err != nil || b.Name != step.name || inner.reads != step.reads {
			t.Errorf("%s: %q after %d reads, %v; want %q after %d", step.what, b.Name, inner.reads, err, step.name, step.reads)
		}
	}
	if seen != 4 {
		t.Errorf("seen %d times", seen)
	}
}
