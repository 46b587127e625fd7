package sync_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"rasoat/rules"
	"rasoat/sync"
)

// titled is a workbook that calls itself something else than its id.
type titled struct {
	*memory
	title string
}

func (w titled) Read(ctx context.Context) (rules.Book, error) {
	b, err := w.memory.Read(ctx)
	b.Name = w.title
	return b, err
}

func (w titled) Apply(ctx context.Context, seen rules.Book, c sync.Changes) (rules.Book, error) {
	seen.Name = w.name
	b, err := w.memory.Apply(ctx, seen, c)
	b.Name = w.title
	return b, err
}

// TestNamesFromReading: where only reading tells a workbook's name. Titles of
// copies are alike, and what is wrong with one must not be taken for another's.
func TestNamesFromReading(t *testing.T) {
	c, _, own := ownWorkbooks(t)
	open := c.Open
	c.Open = func(r rules.Book, target string) (sync.Source, error) {
		s, err := open(r, target)
		return sync.Source{ID: s.ID, Workbook: titled{own[s.ID], "Sổ theo dõi"}}, err
	}
	gone := &memory{readErr: errors.New("no answer")}
	twin := &memory{name: "2XyZ", tabs: []rules.Tab{tab("Nháp", "a")}}
	c.Books = append(c.Books, sync.Source{ID: "1AbC", Workbook: gone}, sync.Source{ID: "2XyZ", Workbook: titled{twin, c.Books[0].Name}})
	r := run(t, c)
	var names []string
	for _, b := range r.Books {
		names = append(names, b.Name)
	}
	want := append([]string{c.Books[0].Name, "1AbC", c.Books[0].Name + " (2XyZ)"}, units()[:3]...)
	if !slices.Equal(names, want) {
		t.Errorf("names %q, want %q", names, want)
	}
	if !says(r.Problems, "1AbC") {
		t.Errorf("problems %+v", r.Problems)
	}
}
