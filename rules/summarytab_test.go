package rules

import "testing"

// TestSummaryIsNoTable: our summary names units, and a table's headers may stand in
// it; neither it nor a copy of it is ever read.
func TestSummaryIsNoTable(t *testing.T) {
	named := func(title, first string) Tab {
		return Tab{Title: title, Rows: [][]Cell{{{Kind: Text, Text: first}}}}
	}
	marked := named("Bảng chung", "đã sửa")
	marked.Summary = "1"
	for _, tab := range []Tab{
		named("Tổng hợp (tự động)", ""), named("TỔNG HỢP (TỰ ĐỘNG)", "x"), named("Tổng hợp (tự động) (2)", ""),
		named("Bản sao của Tổng hợp (tự động)", ""), named("Trang tính 7", "TỔNG HỢP (TỰ ĐỘNG) – Kế hoạch"), marked,
	} {
		if !tab.summarises() {
			t.Errorf("%q, %q may be read as a table", tab.Title, tab.At(0, 0).Text)
		}
	}
	for _, tab := range []Tab{named("Tổng hợp", "Tổng hợp kết quả"), named("Đơn vị", "STT"), {Title: "Trống"}} {
		if tab.summarises() {
			t.Errorf("%q, %q is taken for our summary", tab.Title, tab.At(0, 0).Text)
		}
	}
}

func TestMark(t *testing.T) {
	for label, want := range map[Label]string{LabelNone: "", LabelProgress: "·", LabelOverdue: "✗", LabelUnmet: "✗", LabelFix: "!",
		LabelDueSoon: "…", LabelDone: "✓", LabelReached: "✓", LabelWaiting: "–", LabelExempt: "–"} {
		if got := label.Mark(); got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
}
