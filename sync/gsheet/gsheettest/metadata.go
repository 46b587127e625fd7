package gsheettest

import (
	"strings"

	"google.golang.org/api/sheets/v4"
)

// list is where metadata of a location hang.
func (b *batch) list(l *sheets.DeveloperMetadataLocation) (*[]*metadata, error) {
	switch {
	case l == nil:
		return nil, bad("developerMetadata.location is required.")
	case l.Spreadsheet:
		return &b.book.meta, nil
	case l.DimensionRange != nil:
		d := l.DimensionRange
		g, err := b.grid(d.SheetId)
		if err != nil {
			return nil, err
		}
		lines := g.cols
		if d.Dimension == "ROWS" {
			lines = g.rows
		}
		if d.EndIndex-d.StartIndex != 1 {
			return nil, bad("developerMetadata.location.dimensionRange must represent a single row or column.")
		}
		if d.StartIndex < 0 || int(d.StartIndex) >= len(lines) {
			return nil, bad("developerMetadata.location.dimensionRange is outside the grid.")
		}
		return &lines[d.StartIndex].meta, nil
	}
	g, err := b.grid(l.SheetId)
	if err != nil {
		return nil, err
	}
	return &g.meta, nil
}

func (b *batch) createMeta(q *sheets.CreateDeveloperMetadataRequest) (any, error) {
	d := q.DeveloperMetadata
	if d == nil || d.MetadataKey == "" {
		return nil, bad("developerMetadata.metadataKey is required.")
	}
	if d.Visibility != "DOCUMENT" && d.Visibility != "PROJECT" {
		return nil, bad("developerMetadata.visibility is required.")
	}
	list, err := b.list(d.Location)
	if err != nil {
		return nil, err
	}
	id := d.MetadataId
	if id == 0 {
		b.server.nextID++
		id = b.server.nextID
	} else if _, at := b.book.place(id); at >= 0 {
		return nil, bad("developerMetadata.metadataId %d already exists.", id)
	}
	*list = append(*list, &metadata{id: id, key: d.MetadataKey, value: d.MetadataValue, visibility: d.Visibility})
	return object{"createDeveloperMetadata": object{"developerMetadata": object{"metadataId": id, "metadataKey": d.MetadataKey, "metadataValue": d.MetadataValue, "visibility": d.Visibility, "location": d.Location}}}, nil
}

func (b *batch) updateMeta(q *sheets.UpdateDeveloperMetadataRequest) (any, error) {
	if q.Fields == "" {
		return nil, bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
	}
	var hit []any
	for _, f := range q.DataFilters {
		if f.DeveloperMetadataLookup == nil {
			return nil, bad("dataFilters must be developer metadata lookups.")
		}
		b.eachMeta(func(list *[]*metadata, i int, kind string) {
			if m := (*list)[i]; matches(m, f.DeveloperMetadataLookup, kind) {
				c := *m
				if strings.Contains(q.Fields, "metadataValue") {
					c.value = q.DeveloperMetadata.MetadataValue
				}
				(*list)[i] = &c
				hit = append(hit, object{"metadataId": c.id})
			}
		})
	}
	return object{"updateDeveloperMetadata": object{"developerMetadata": hit}}, nil
}

func (b *batch) deleteMeta(q *sheets.DeleteDeveloperMetadataRequest) error {
	if q.DataFilter == nil || q.DataFilter.DeveloperMetadataLookup == nil {
		return bad("dataFilter must be a developer metadata lookup.")
	}
	var ids []int64
	b.eachMeta(func(list *[]*metadata, i int, kind string) {
		if matches((*list)[i], q.DataFilter.DeveloperMetadataLookup, kind) {
			ids = append(ids, (*list)[i].id)
		}
	})
	for _, id := range ids {
		list, i := b.book.place(id)
		*list = append((*list)[:i:i], (*list)[i+1:]...)
	}
	return nil
}

func (b *batch) eachMeta(f func(list *[]*metadata, i int, kind string)) {
	walk := func(list *[]*metadata, kind string) {
		for i := range *list {
			f(list, i, kind)
		}
	}
	walk(&b.book.meta, "SPREADSHEET")
	for _, g := range b.book.Sheets {
		walk(&g.meta, "SHEET")
		for _, c := range g.cols {
			walk(&c.meta, "COLUMN")
		}
		for _, r := range g.rows {
			walk(&r.meta, "ROW")
		}
	}
}
