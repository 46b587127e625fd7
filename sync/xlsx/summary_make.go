package xlsx

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"rasoat/rules"
	"rasoat/summary"
)

// makeSummary adds the summary as the last sheet, with its chart.
func (f *file) makeSummary(ctx context.Context, changed map[string][]byte, page *summary.Page) error {
	if f.strict() {
		return &reason{"tệp theo chuẩn Strict Open XML nên chưa thêm được trang tổng hợp",
			"save the file as an ordinary .xlsx, or write summary: false in the service file", nil}
	}
	styles, err := f.looks(ctx, changed)
	if err != nil {
		return err
	}
	part, err := f.listSummary(ctx, changed, page)
	if err != nil {
		return err
	}
	fresh := []byte(summarySheetXML(page, styles))
	changed[part.part] = fresh
	types := override(part.part, "spreadsheetml.worksheet")
	if page.Chart != nil {
		drawing, chart := f.freePart("drawings/drawing"), f.freePart("charts/chart")
		changed[relsOf(part.part)] = []byte(relsXML("drawing", drawing))
		changed[drawing] = []byte(drawingXML())
		changed[relsOf(drawing)] = []byte(relsXML("chart", chart))
		changed[chart] = []byte(chartXML(part.title, page.Chart))
		types += override(drawing, "drawing") + override(chart, "drawingml.chart")
	}
	src, err := f.current(ctx, changed, typesPart)
	if err != nil {
		return err
	}
	if changed[typesPart], err = inner(src, strings.TrimPrefix(types, "<")); err != nil {
		return damaged(typesPart, err)
	}
	f.index.sheets = append(slices.Clone(f.index.sheets), part)
	s, err := f.summaryRead(part, fresh, page)
	f.sheets = append(f.sheets, s)
	return err
}

// strict reports whether the file uses the strict standard's namespaces.
func (f *file) strict() bool {
	for _, r := range f.index.rels {
		if r.strict {
			return true
		}
	}
	return false
}

// freePart is a part's name that nobody uses: "xl/charts/chart3.xml".
func (f *file) freePart(stem string) string {
	for n := 1; ; n++ {
		name := path.Join(path.Dir(f.index.book), fmt.Sprintf("%s%d.xml", stem, n))
		if !f.box.has(name) {
			return name
		}
	}
}

// listSummary adds the sheet to the workbook's list and names it.
func (f *file) listSummary(ctx context.Context, changed map[string][]byte, page *summary.Page) (sheetPart, error) {
	src, err := f.current(ctx, changed, f.index.book)
	if err != nil {
		return sheetPart{}, err
	}
	l, err := listOf(src)
	if err != nil {
		return sheetPart{}, damaged(f.index.book, err)
	}
	if l.locked {
		return sheetPart{}, &reason{"tệp khóa cấu trúc nên chưa thêm được trang tổng hợp",
			"let sheets be added (Review > Protect Workbook), or write summary: false in the service file", nil}
	}
	part := sheetPart{
		id:      strconv.Itoa(l.largest + 1),
		title:   summary.FreeTitle(func(title string) bool { return slices.Contains(l.titles, rules.Fold(title)) }),
		part:    f.freePart("worksheets/sheet"),
		summary: page.Layout(),
	}
	rel, err := f.relate(ctx, changed, part.part)
	if err != nil {
		return sheetPart{}, err
	}
	line := fmt.Sprintf(`<%ssheet name="%s" sheetId="%s" %s="%s"/>`, l.prefix, escape(part.title), part.id, l.idName, rel)
	if changed[f.index.book], err = edited(src, []edit{{span{l.end, l.end}, line}}); err != nil {
		return sheetPart{}, damaged(f.index.book, err)
	}
	return part, f.nameSummary(ctx, changed, part)
}

// relate adds the sheet to the workbook's relations.
func (f *file) relate(ctx context.Context, changed map[string][]byte, target string) (id string, err error) {
	name := relsOf(f.index.book)
	src, err := f.current(ctx, changed, name)
	if err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		id = fmt.Sprintf("rasoatSummary%d", n)
		if _, taken := f.index.rels[id]; !taken {
			break
		}
	}
	line := fmt.Sprintf(`Relationship Id="%s" Type="%s/worksheet" Target="/%s"/>`, id, relationSpace, target)
	if changed[name], err = inner(src, line); err != nil {
		return "", damaged(name, err)
	}
	return id, nil
}

const relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

func override(part, kind string) string {
	return `<Override PartName="/` + part + `" ContentType="application/vnd.openxmlformats-officedocument.` + kind + `+xml"/>`
}

// relsXML is the relations of a part that relates to one other.
func relsXML(kind, target string) string {
	return xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relationSpace + "/" + kind + `" Target="/` + target + `"/></Relationships>`
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
