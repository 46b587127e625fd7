package xlsx

import (
	"strings"
	"testing"
)

// TestWidths makes columns D and E beside widths that are there: ours must be
// seen, people's stay, and all is as before when we go.
func TestWidths(t *testing.T) {
	const (
		status = `width="24.7109375" customWidth="1"`
		todo   = `width="96.7109375" customWidth="1"`
		cut    = ` collapsed="0"/>`
	)
	for _, c := range []struct{ name, cols, want string }{
		{"none", ``, `<cols><col min="4" max="4" ` + status + `/><col min="5" max="5" ` + todo + `/></cols>`},
		{"others", `<cols><col min="1" max="1" width="9"/><col min="9" max="9" width="9"/></cols>`,
			`<cols><col min="1" max="1" width="9"/><col min="4" max="4" ` + status + `/><col min="5" max="5" ` + todo + `/><col min="9" max="9" width="9"/></cols>`},
		{"one for all", `<cols><col customWidth='1' min='1' max='26' width='12.63'/></cols>`,
			`<cols><col customWidth='1' min='1' max='3' width='12.63'/><col min="4" max="4" ` + status + cut + `<col min="5" max="5" ` + todo + cut +
				`<col customWidth='1' min='6' max='26' width='12.63'/></cols>`},
		{"hidden from ours on", `<cols><col min="1" max="3" width="9"/><col min="4" max="16384" width="0" hidden="1"/></cols>`,
			`<cols><col min="1" max="3" width="9"/><col min="4" max="4" ` + status + cut + `<col min="5" max="5" ` + todo + cut +
				`<col min="6" max="16384" width="0" hidden="1"/></cols>`},
		{"wide enough", `<cols><col min="4" max="9" width="120" style="1"/></cols>`, `<cols><col min="4" max="9" width="120" style="1"/></cols>`},
	} {
		sheet := sheetXML(c.cols + `<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`)
		written := writeAndRemove(t, minimal(sheet), 0, 3)
		if !strings.Contains(written, c.want+"<sheetData>") {
			t.Errorf("%s: %s", c.name, written[:strings.Index(written, "<sheetData>")])
		}
	}
}
