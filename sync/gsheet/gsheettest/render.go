package gsheettest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// render is the spreadsheet as JSON, as far as the mask (nil: everything) wants
// it. areas says which parts of which sheets; a sheet that isn't in it is left
// out. Data come along where the mask names them, or with data.
func (b *Spreadsheet) render(areas map[int64][]rect, m mask, data bool) object {
	if m != nil {
		data = m.wants("sheets", "data")
	}
	out := object{"spreadsheetId": b.ID, "spreadsheetUrl": "https://docs.google.com/spreadsheets/d/" + b.ID + "/edit",
		"properties": object{"title": b.Title, "locale": b.Locale, "autoRecalc": "ON_CHANGE", "timeZone": b.Zone}}
	if len(b.meta) > 0 {
		out["developerMetadata"] = renderMeta(b.meta, object{"locationType": "SPREADSHEET", "spreadsheet": true})
	}
	var sheets []any
	for i, g := range b.Sheets {
		parts, ok := areas[g.ID]
		if !ok {
			continue
		}
		sheets = append(sheets, g.render(i, parts, m, data))
	}
	if sheets != nil {
		out["sheets"] = sheets
	}
	if m == nil {
		return out
	}
	return m.apply(out).(object)
}

// everything is the areas that take each sheet whole.
func (b *Spreadsheet) everything() map[int64][]rect {
	out := map[int64][]rect{}
	for _, g := range b.Sheets {
		out[g.ID] = []rect{g.whole()}
	}
	return out
}

func (g *Grid) whole() rect { return rect{0, 0, len(g.rows), len(g.cols)} }

func (g *Grid) render(index int, parts []rect, m mask, data bool) object {
	size := object{"rowCount": len(g.rows), "columnCount": len(g.cols)}
	if g.FrozenRows > 0 {
		size["frozenRowCount"] = g.FrozenRows
	}
	if g.FrozenCols > 0 {
		size["frozenColumnCount"] = g.FrozenCols
	}
	p := object{"sheetId": g.ID, "title": g.Title, "index": index, "sheetType": "GRID", "gridProperties": size}
	if g.Hidden {
		p["hidden"] = true
	}
	out := object{"properties": p}
	if len(g.merges) > 0 {
		out["merges"] = each(g.merges, g.renderRange)
	}
	if len(g.formats) > 0 {
		out["conditionalFormats"] = each(g.formats, func(f *colourRule) any {
			return object{"ranges": each(f.areas, g.renderRange), "booleanRule": f.rule}
		})
	}
	if len(g.charts) > 0 {
		out["charts"] = each(g.charts, func(c *chart) any { return object{"chartId": c.id} })
	}
	if len(g.protected) > 0 {
		out["protectedRanges"] = each(g.protected, g.renderProtection)
	}
	if len(g.meta) > 0 {
		out["developerMetadata"] = renderMeta(g.meta, object{"locationType": "SHEET", "sheetId": g.ID})
	}
	if data {
		out["data"] = each(parts, func(a rect) any { return g.renderData(a, m) })
	}
	return out
}

func each[T any](in []T, f func(T) any) []any {
	out := make([]any, len(in))
	for i, x := range in {
		out[i] = f(x)
	}
	return out
}

// renderRange is a GridRange of this sheet; replies leave sheetId 0 out, and
// ends that reach the grid's edge as well as starts of 0.
func (g *Grid) renderRange(a rect) any {
	out := object{"startRowIndex": a.r0, "endRowIndex": a.r1, "startColumnIndex": a.c0, "endColumnIndex": a.c1}
	if g.ID != 0 {
		out["sheetId"] = g.ID
	}
	return out
}

func (g *Grid) renderProtection(p *protection) any {
	out := object{"protectedRangeId": p.id, "range": g.renderRange(p.area)}
	if p.warningOnly {
		out["warningOnly"] = true
	}
	if p.mayEdit() {
		out["requestingUserCanEdit"] = true
		users := object{}
		if len(p.editors) > 0 {
			users["users"] = p.editors
		}
		out["editors"] = users
	}
	if p.description != "" {
		out["description"] = p.description
	}
	return out
}

func renderMeta(meta []*metadata, location object) []any {
	return each(meta, func(x *metadata) any {
		out := object{"metadataId": x.id, "location": location, "visibility": x.visibility}
		if x.key != "" {
			out["metadataKey"] = x.key
		}
		if x.value != "" {
			out["metadataValue"] = x.value
		}
		return out
	})
}

// renderData is one GridData: rows trimmed to the last that holds anything.
func (g *Grid) renderData(a rect, m mask) any {
	out := object{}
	if a.r0 > 0 {
		out["startRow"] = a.r0
	}
	if a.c0 > 0 {
		out["startColumn"] = a.c0
	}
	if m.wants("sheets", "data", "rowData") {
		if rows := g.renderRows(a, m); len(rows) > 0 {
			out["rowData"] = rows
		}
	}
	if m.wants("sheets", "data", "rowMetadata") {
		out["rowMetadata"] = renderLines(g.rows[min(a.r0, len(g.rows)):min(a.r1, len(g.rows))], a.r0, g.ID, "ROW")
	}
	if m.wants("sheets", "data", "columnMetadata") {
		out["columnMetadata"] = renderLines(g.cols[min(a.c0, len(g.cols)):min(a.c1, len(g.cols))], a.c0, g.ID, "COLUMN")
	}
	return out
}

func (g *Grid) renderRows(a rect, m mask) []any {
	var rows []any
	for r := a.r0; r < min(a.r1, len(g.cells)); r++ {
		var values []any
		for c := a.c0; c < min(a.c1, len(g.cells[r])); c++ {
			if x := g.cells[r][c]; !x.empty() || x.Format != "" {
				for len(values) <= c-a.c0 {
					values = append(values, object{})
				}
				values[c-a.c0] = x.render(m)
			}
		}
		if len(values) > 0 {
			for len(rows) < r-a.r0 {
				rows = append(rows, object{})
			}
			rows = append(rows, object{"values": values})
		}
	}
	return rows
}

func renderLines(lines []*line, first int, sheet int64, dimension string) []any {
	out := make([]any, len(lines))
	for i, l := range lines {
		p := object{"pixelSize": 100}
		if l.hidden {
			p["hiddenByUser"] = true
		}
		if len(l.meta) > 0 {
			span := object{"sheetId": sheet, "dimension": dimension + "S", "startIndex": first + i, "endIndex": first + i + 1}
			p["developerMetadata"] = renderMeta(l.meta, object{"locationType": dimension, "dimensionRange": span})
		}
		out[i] = p
	}
	return out
}

// render is one CellData.
func (c Cell) render(m mask) object {
	at := func(name string) bool { return m.wants("sheets", "data", "rowData", "values", name) }
	out := object{}
	if at("userEnteredValue") {
		if c.Formula != "" {
			out["userEnteredValue"] = object{"formulaValue": c.Formula}
		} else if v := extended(c.Value); v != nil {
			out["userEnteredValue"] = v
		}
	}
	if at("effectiveValue") {
		if c.Error != "" {
			out["effectiveValue"] = object{"errorValue": object{"type": errorType(c.Error), "message": c.Error}}
		} else if v := extended(c.Value); v != nil {
			out["effectiveValue"] = v
		}
	}
	if at("formattedValue") && !c.empty() {
		out["formattedValue"] = c.shown()
	}
	if c.Format != "" {
		f := object{"numberFormat": object{"type": c.Format, "pattern": c.Pattern}}
		if at("userEnteredFormat") {
			out["userEnteredFormat"] = f
		}
		if at("effectiveFormat") {
			out["effectiveFormat"] = f
		}
	}
	return out
}

func extended(v any) any {
	switch v := v.(type) {
	case string:
		return object{"stringValue": v}
	case float64:
		return object{"numberValue": v}
	case bool:
		return object{"boolValue": v}
	}
	return nil
}

func errorType(code string) string {
	switch code {
	case "#REF!":
		return "REF"
	case "#DIV/0!":
		return "DIVIDE_BY_ZERO"
	case "#N/A":
		return "N_A"
	case "#VALUE!":
		return "VALUE"
	case "#NAME?":
		return "NAME"
	case "#NUM!":
		return "NUM"
	case "#NULL!":
		return "NULL_VALUE"
	case "Loading...":
		return "LOADING"
	}
	return "ERROR"
}

// shown is roughly what a person sees; nothing may depend on it.
func (c Cell) shown() string {
	if c.Error != "" {
		return c.Error
	}
	switch v := c.Value.(type) {
	case float64:
		switch c.Format {
		case "DATE", "DATE_TIME":
			return time.Unix(int64((v-25569)*86400), 0).UTC().Format("02/01/2006")
		case "PERCENT":
			return strings.Replace(strconv.FormatFloat(v*100, 'f', -1, 64), ".", ",", 1) + "%"
		}
		return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
	case bool:
		return strings.ToUpper(fmt.Sprint(v))
	}
	return fmt.Sprint(c.Value)
}
