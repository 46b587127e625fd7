package sync

import (
	"fmt"

	"rasoat/rules"
)

// few is how many rows may lose their unit without anybody being asked, however
// small the table.
const few = 2

// shrunk says which workbooks must not be written to because far fewer units
// were read than there should be: a register that was cut or overwritten would
// otherwise wipe the statuses of all who are missing. all refuses everything; so
// does a settings tab that can't be read, or that is gone while rows say that the
// office exempted them: they would all be overdue.
//
// Without a ledger two things are known of the past: the plan's own number of
// units, and the rows that carry a status of ours.
func shrunk(v *rules.Verdict, books []rules.Book, least int) (refusals []rules.Problem, all bool) {
	units := len(v.Data.Units)
	if units == 0 {
		if len(v.Data.Tables[v.Plan.Register.Table.Index].Sheets) > 0 {
			refusals = append(refusals, stopped("", "", "Không đọc được đơn vị nào trong danh sách"))
		}
		return refusals, true
	}
	if units*100 < least*v.Plan.Units {
		what := fmt.Sprintf("Số đơn vị đọc được (%d) ít hơn nhiều so với kế hoạch (%d)", units, v.Plan.Units)
		return []rules.Problem{stopped("", "", what)}, true
	}
	if v.Data.Undecided {
		return []rules.Problem{stopped("", "", "Không đọc được trang '"+v.Plan.Decisions+"'")}, true
	}
	if v.Data.NoDecisions && exemptionsLost(v, books) {
		what := "Không tìm thấy trang '" + v.Plan.Decisions + "' trong khi có dòng đang ghi '" + string(rules.LabelExempt) + "' (đề nghị khôi phục trang đó)"
		return []rules.Problem{stopped("", "", what)}, true
	}
	for i := range books {
		b := &books[i]
		for j := range b.Tabs {
			t := &b.Tabs[j]
			_, sheet := sheetOf(v.Data, v.Plan, b.ID, t.ID)
			if sheet == nil {
				continue
			}
			had, have := carried(t, sheet)
			if had-have > few && have*100 < least*had {
				what := fmt.Sprintf("Số đơn vị đọc được (%d) giảm mạnh so với lần trước (%d)", have, had)
				refusals = append(refusals, stopped(b.Name, t.Title, what))
			}
		}
	}
	return refusals, false
}

// exemptionsLost reports whether a unit's row says that it is exempt, and would
// now say something else.
func exemptionsLost(v *rules.Verdict, books []rules.Book) bool {
	for i := range books {
		for j := range books[i].Tabs {
			t := &books[i].Tabs[j]
			table, sheet := sheetOf(v.Data, v.Plan, books[i].ID, t.ID)
			if sheet == nil || t.Own.Status < 0 {
				continue
			}
			for _, r := range sheet.Rows {
				if r.Kind != rules.UnitRow || t.At(r.Index, t.Own.Status).Text != string(rules.LabelExempt) {
					continue
				}
				label, _ := v.RowText(table, r.Unit, r.Period)
				if table == v.Plan.Register.Table {
					label, _ = v.UnitText(r.Unit)
				}
				if label != rules.LabelExempt {
					return true
				}
			}
		}
	}
	return false
}

func stopped(book, tab, what string) rules.Problem {
	return rules.Problem{Book: book, Tab: tab, Blocking: true,
		Message: what + "; đã dừng ghi trạng thái và gửi thư để kiểm tra."}
}

// carried counts the rows that carry a status of ours, and how many of them are
// still a unit's.
func carried(t *rules.Tab, s *rules.Sheet) (had, have int) {
	if t.Own.Status < 0 {
		return 0, 0
	}
	kinds := map[int]rules.RowKind{}
	for _, r := range s.Rows {
		kinds[r.Index] = r.Kind
	}
	for row := range t.Rows {
		if !isLabel(t.At(row, t.Own.Status).Text) {
			continue
		}
		had++
		if k := kinds[row]; k == rules.UnitRow || k == rules.DuplicateRow {
			have++
		}
	}
	return had, have
}

// refused reports whether a workbook is among the refusals.
func refused(refusals []rules.Problem, book string) bool {
	for _, p := range refusals {
		if p.Book == book {
			return true
		}
	}
	return false
}
