package report

import (
	"fmt"
	"strings"

	"rasoat/rules"
)

// lists writes the units that the plan wants to see together.
func (t *table) lists() {
	for _, l := range t.v.Lists {
		var units []string
		for _, u := range l.Units {
			units = append(units, t.v.Data.Units[u].Name)
		}
		if len(units) > 0 {
			t.out.WriteString("\n")
			t.rest(l.Rule.Title, units)
		}
	}
}

// defects writes every defect under its tab: cell, unit, sentence.
func (t *table) defects() {
	if len(t.v.Defects) == 0 {
		return
	}
	wrong := 0
	for _, d := range t.v.Defects {
		if d.Severity == rules.SevError {
			wrong++
		}
	}
	t.heading(fmt.Sprintf("SỐ LIỆU CẦN SỬA – %d ô cần sửa, %d ô nên xem lại", wrong, len(t.v.Defects)-wrong))
	tab := int32(-1)
	for _, d := range t.v.Defects {
		if d.At.Tab != tab {
			tab = d.At.Tab
			t.line(0, t.place(tab))
		}
		t.defect(d)
	}
}

// place names a tab, and its workbook where there are several.
func (t *table) place(tab int32) string {
	if tab <= 0 || int(tab) >= len(t.v.Data.Tabs) {
		return "Chưa rõ trang"
	}
	ref := t.v.Data.Tabs[tab]
	for _, o := range t.v.Data.Tabs[1:] {
		if o.Book != ref.Book {
			return fmt.Sprintf("Bảng '%s', trang '%s'", ref.BookName, ref.Title)
		}
	}
	return fmt.Sprintf("Trang '%s'", ref.Title)
}

func (t *table) defect(d rules.Defect) {
	at := "–"
	if c, ok := cell(t.v.Data, d.At); ok {
		at = c.Cell
	}
	message := d.Message
	if d.Severity == rules.SevWarning {
		message = "(xem lại) " + message
	}
	if t.width < narrow {
		if d.Unit != "" {
			message = d.Unit + ": " + message
		}
		t.line(2, at+"  "+message)
		return
	}
	t.row(at, d.Unit, message, 6, t.name)
}

// problems writes what is wrong with workbooks and tabs as a whole.
func (t *table) problems(problems []rules.Problem) {
	if len(problems) == 0 {
		return
	}
	t.heading("BẢNG TÍNH CẦN XEM LẠI")
	for _, p := range problems {
		message := p.Message
		if p.Tab != "" && !strings.Contains(message, p.Tab) {
			message = "Trang '" + p.Tab + "': " + message
		}
		if p.Book != "" && !strings.Contains(message, p.Book) {
			message = p.Book + ": " + message
		}
		t.line(2, "- "+message)
	}
}
