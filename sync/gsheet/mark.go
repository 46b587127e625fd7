package gsheet

import (
	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/sync"
)

// markKey is the key of the developer metadata that mark our columns; the value
// says which of the two it is.
const markKey = "rasoat"

// markOf is the value by column. Read only.
var markOf = [...]string{sync.Status: "status", sync.Todo: "todo"}

// headers is our headers by column. Read only.
var headers = [...]string{sync.Status: rules.StatusHeader, sync.Todo: rules.TodoHeader}

// columnOf is which of our columns the metadata marks.
func columnOf(m *sheets.DeveloperMetadata) (sync.Column, bool) {
	for column, value := range markOf {
		if m.MetadataKey == markKey && m.MetadataValue == value {
			return sync.Column(column), true
		}
	}
	return 0, false
}

// eachMark calls f for the metadata of each column, from the left.
func eachMark(s *sheets.Sheet, f func(m *sheets.DeveloperMetadata, col int)) {
	for _, d := range s.Data {
		for i, c := range d.ColumnMetadata {
			if c == nil {
				continue
			}
			for _, m := range c.DeveloperMetadata {
				f(m, int(d.StartColumn)+i)
			}
		}
	}
}

// ownOf is where our columns stand. Of two with the same mark the first counts:
// the other is a copy that a person made.
func ownOf(s *sheets.Sheet) rules.Owned {
	own := rules.None()
	eachMark(s, func(m *sheets.DeveloperMetadata, col int) {
		column, ok := columnOf(m)
		switch {
		case ok && column == sync.Status && own.Status < 0:
			own.Status = col
		case ok && column == sync.Todo && own.Todo < 0:
			own.Todo = col
		}
	})
	own.Coloured = own.Status >= 0 && coloured(s, own.Status)
	return own
}
