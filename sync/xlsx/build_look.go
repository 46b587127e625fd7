package xlsx

import (
	"github.com/xuri/excelize/v2"

	"rasoat/setup"
)

// look is how a cell is shown.
type look struct {
	part part
	kind setup.Kind
}

type part uint8

const (
	body part = iota
	header
	title
	note
)

// style is the style of a look, made once.
func (b *building) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	id, err := b.file.NewStyle(styleOf(l))
	b.try(err)
	b.styles[l] = id
	return id
}

func styleOf(l look) *excelize.Style {
	s := &excelize.Style{Font: &excelize.Font{Family: "Times New Roman", Size: 12, Bold: l.part == header || l.part == title, Italic: l.part == note}}
	switch l.part {
	case title:
		s.Font.Size = 14
		return s
	case note:
		return s
	case header:
		s.Alignment = &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCE6F1"}}
	case body:
		s.Alignment = &excelize.Alignment{Vertical: "center", WrapText: true}
		if l.kind == setup.Todo {
			s.Font.Size = 10
		}
		formats := map[setup.Kind]string{setup.Count: "#,##0", setup.Percent: "0.00%", setup.Date: "dd/mm/yyyy", setup.Text: "@", setup.Short: "@", setup.Todo: "@", setup.Status: "@"}
		if f, ok := formats[l.kind]; ok {
			s.CustomNumFmt = &f
		}
		switch l.kind {
		case setup.Short, setup.Date, setup.Number, setup.Percent:
			s.Alignment.Horizontal = "center"
		}
	}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		s.Border = append(s.Border, excelize.Border{Type: side, Color: "A6A6A6", Style: 1})
	}
	return s
}
