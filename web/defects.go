package web

import (
	"net/http"

	"rasoat/rules"
)

// defectsPerPage is how many defects a page shows.
const defectsPerPage = 200

// defectsPage is the cells to correct.
type defectsPage struct {
	Tabs  selection
	Items []defectItem
	Pager pager
}

// defectItem is a cell to correct.
type defectItem struct {
	Tab, Cell, Column string
	Href, Unit        string
	Message           string
	Warning           bool // it is used as it is, but somebody should look at it
}

// defects is the page of what can't be read.
func (s *site) defects(r *http.Request, v *view) *content {
	chosen := r.FormValue("bang")
	var tabs []string
	var items []defectItem
	t := &table{name: "so-lieu", columns: []field{{"tab", "Trang"}, {"cell", "Ô"}, {"column", "Cột"}, {"unit", "Đơn vị"}, {"value", "Đang ghi"},
		{"severity", "Mức"}, {"message", "Vì sao"}}}
	for i := range v.Verdict.Defects {
		d := &v.Verdict.Defects[i]
		item := v.defect(d)
		tabs = with(tabs, item.Tab)
		if chosen == "" || chosen == item.Tab {
			items = append(items, item)
			t.rows = append(t.rows, []string{item.Tab, item.Cell, item.Column, d.Unit, d.Value, d.Severity.String(), d.Message})
		}
	}
	data := &defectsPage{Tabs: selection{"bang", "Trang", choices("Tất cả", tabs, chosen)}, Pager: newPager(r, len(items), defectsPerPage)}
	data.Items = items[data.Pager.From-1 : data.Pager.To]
	return &content{name: "defects.html", title: "Số liệu cần sửa", data: data, table: t}
}

// defect is a defect as the page shows it.
func (v *view) defect(d *rules.Defect) defectItem {
	item := defectItem{Column: d.Column, Unit: d.Unit, Message: d.Message, Warning: d.Severity == rules.SevWarning}
	if data := v.Verdict.Data; d.At.Tab > 0 && int(d.At.Tab) < len(data.Tabs) {
		item.Tab, item.Cell = data.Tabs[d.At.Tab].Title, rules.A1(int(d.At.Row), int(d.At.Col))
	}
	if _, known := v.byID[unitID(d.Unit)]; known {
		item.Href = unitLink(unitID(d.Unit))
	}
	return item
}
