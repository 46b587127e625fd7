package xlsx

import (
	"strings"
	"testing"

	"rasoat/sync"
)

func TestRefs(t *testing.T) {
	ours := map[int]bool{15: true} // P
	for formula, want := range map[string]bool{
		`COUNTIF(P:P,"✗ Quá hạn")`: true, `COUNTIF($P$5:$P$60,"x")`: true, `'Rà soát quý'!P7`: true, `SUM(A1:Z9)`: true, `SUM(3:5)`: true, `p2&amp;"x"`: true,
		`SUM(A1:O9)`: false, `Q7+AP7+P`: false, `LOG10(2)`: false, `SUM(D5:D14)`: false, ``: false, `1/0`: false,
	} {
		if got := newRefs().in(formula, ours); got != want {
			t.Errorf("%s: %v", formula, got)
		}
	}
}

// TestCalculate: a count of our statuses must not stay what it was; a workbook
// whose formulas don't look at our columns is left alone.
func TestCalculate(t *testing.T) {
	for _, c := range []struct{ formula, book, want string }{
		{`COUNTIF(B:B,"x")`, `</sheets>`, `</sheets><calcPr fullCalcOnLoad="1"/></workbook>`},
		{`COUNTIF(B:B,"x")`, `</sheets><definedNames/><calcPr calcId='1'/><extLst/>`, `<definedNames/><calcPr fullCalcOnLoad="1" calcId='1'/><extLst/>`},
		{`COUNTIF(B:B,"x")`, `</sheets><calcPr fullCalcOnLoad="0"/>`, `<calcPr fullCalcOnLoad="1"/>`},
		{`COUNTIF(B:B,"x")`, `</sheets><calcPr fullCalcOnLoad="true"/>`, `</sheets><calcPr fullCalcOnLoad="true"/></workbook>`},
		{`SUM(D:D)`, `</sheets>`, `</sheets></workbook>`},
	} {
		r := minimal(ourSheet(`<row r="2"><c r="A2"><f>` + c.formula + `</f><v>0</v></c></row>`))
		r["xl/workbook.xml"] = strings.Replace(r["xl/workbook.xml"], "</sheets>", c.book, 1)
		path := r.save(t)
		apply(t, path, sync.Changes{Text: []sync.Text{{Tab: "7", Column: sync.Status, Row: 4, Col: 1, Now: "x"}}})
		if got := parts(t, path)["xl/workbook.xml"]; !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", c.formula, got)
		}
	}
}
