package sync

import (
	"context"
	"errors"

	"rasoat/rules"
)

// Workbook is one workbook that people edit while we work.
type Workbook interface {
	// Read gives its tabs, with where our columns stand in each. An error is a
	// *Trouble where the operator can do something about it.
	Read(context.Context) (rules.Book, error)

	// Apply writes the changes, and nothing else, and gives the state after it.
	// seen is what Read or the last Apply gave. When the workbook isn't in that
	// state any more it is left as it is and the error is ErrStale: read again.
	Apply(ctx context.Context, seen rules.Book, c Changes) (after rules.Book, err error)
}

// ErrStale says that somebody changed the workbook after it was read. Nothing
// was written.
var ErrStale = errors.New("the workbook changed after it was read")

// Trouble is a workbook that can't be read or written, told to people.
type Trouble struct {
	Sentence string // what is wrong, in Vietnamese, for the office
	Hint     string // what to do, in English, for the operator; may be ""
	Err      error  // the cause; may be nil
}

// Error is the sentence and its cause.
func (t *Trouble) Error() string {
	if t.Err == nil {
		return t.Sentence
	}
	return t.Sentence + " (" + t.Err.Error() + ")"
}

// Unwrap gives the cause.
func (t *Trouble) Unwrap() error { return t.Err }

// Column is one of our two columns.
type Column uint8

// Our columns.
const (
	Status Column = iota
	Todo
)

// Changes is what to write into one workbook: only ever our own columns and our own
// tab.
type Changes struct {
	Setup   []Setup
	Text    []Text
	Remove  []string // ids of tabs from which all that is ours goes
	Summary *Summary // nil: it stays as it is
}

// Empty reports whether there is nothing to write.
func (c Changes) Empty() bool {
	return len(c.Setup)+len(c.Text)+len(c.Remove) == 0 && c.Summary == nil
}

// Setup makes our columns in a tab, each where it is absent, and our colours
// where they are absent.
type Setup struct {
	Tab, Title   string
	Header       int  // 0-based row in which our headers stand
	Status, Todo int  // 0-based columns; where one of ours exists already, it is that
	Colours      bool // colour rules are wanted and absent
}

// Text is one owned cell that should change. Now "" empties it.
type Text struct {
	Tab, Title string
	Column     Column
	Row, Col   int // 0-based
	Was, Now   string
}
