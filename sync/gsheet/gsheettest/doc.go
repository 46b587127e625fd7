// Package gsheettest stands in for Google in tests and in the demo: the part of
// Sheets v4, of Drive v3 and of the OAuth token endpoint that rasoat uses, over
// HTTP. It ships in no daemon's path.
//
// What it refuses, Google refuses: unknown fields (checked against the generated
// client's types, which a test holds against the discovery document), bad
// masks, writes outside the grid, protected cells. A batch is applied whole or
// not at all. Developer metadata move with their column. What isn't
// implemented answers 501.
//
// # Unverified against Google
//
// No recorded traffic shows these; they follow the reference's words:
//
//   - values:batchUpdateByDataFilter by developerMetadataLookup (documented, used
//     by public programs; no recording). A lookup that matches nothing is taken to
//     write nothing and to answer 200; so are updateDeveloperMetadata and
//     deleteDeveloperMetadata that match nothing.
//   - null for a cell beyond the range is refused like a value.
//   - insertDimension at the grid's very end needs inheritFromBefore.
//   - createDeveloperMetadata takes a chosen metadataId, and refuses one that is in
//     use; only one row or column can be marked at once.
//   - updatedSpreadsheet brings data and columnMetadata by the mask alone.
//   - how conditional formats follow a moved column: here a rule on just that
//     column moves with it.
//   - sorting moves values and formats, not the metadata of rows.
//   - whether a duplicated tab, or a copied column, brings developer metadata along:
//     tests try both.
//   - a merge isn't looked at when cells inside of it are written.
//   - protections: only values and deleted lines are refused, not insertions.
//   - inserted columns inherit no format and no validation here.
//   - the error texts of createDeveloperMetadata and deleteDimension, and that the
//     text for an unknown sheet is "No grid with id" (dimensions, ranges) or "No
//     sheet with id" (properties).
//   - empty strings written RAW empty the cell; a leading apostrophe is kept.
//   - Drive's list has each file once, as it is now, three minutes late.
//   - quotas are counted by fixed minutes from the first request.
//   - which locales updateSpreadsheetProperties refuses, and its error text.
//   - creating developer metadata and deleting it again within one batch.
//   - addSheet with a chosen sheetId or title that is taken, and its error texts; that
//     freezing all rows or columns is refused; that a deleted sheet's id is free again,
//     and that its metadata and charts go with it.
//   - addChart, updateChartSpec, deleteEmbeddedObject: basic charts only; ids that are
//     taken or unknown are refused, ranges outside the grid too; series of bar charts
//     must aim at the bottom axis. Charts don't follow rows that move here.
//   - updateCells that is wider than the grid is refused with the text that is known of
//     appendCells.
//   - drop-downs (setDataValidation) are taken and not enforced; what a rule's
//     condition may hold isn't checked beyond its JSON types.
//
// Known to differ: responses aren't limited in time or size; formulas aren't
// computed; unmasked replies bring less than Google's.
package gsheettest
