// Package gsheet makes a Google spreadsheet a [sync.Workbook]. It is the only
// package that imports the Sheets API.
//
// # Reading
//
// One request brings the whole spreadsheet, masked to what is needed to tell
// text, numbers, dates, percentages, errors and formulas apart, with the
// developer metadata that mark our columns. Tabs are known by their sheet id,
// so a renamed or moved tab is the same tab; our columns by their metadata, so a
// renamed header or a moved column is still ours. Of two columns with the same mark
// in one tab, or in a copy of it, the first counts; the other is the copier's. A column
// with our header and no mark, as an uploaded file has it, is taken over.
//
// # Writing
//
// People edit while we work, and Google has no compare-and-swap. So:
//
//   - our columns are made in one atomic batch, which inserts them, marks them,
//     fills them and brings back the state after it. They are always inserted, never
//     found by an index: an inserted column is empty and new, whatever people did
//     since we read. The marks' ids follow from tab and column, so that a batch that
//     is carried out twice is refused the second time;
//   - later text goes through values:batchUpdateByDataFilter: each column is
//     addressed by its own metadata, and what should stay is null. A column that
//     somebody inserts or moves can't make us write into theirs;
//   - rows can still move between our read and our write. So one more request
//     brings back the state after it, and the cycle places the verdict on that
//     again, until nothing is left to change.
//
// The summary is a sheet of ours, known by metadata on the sheet. All that it needs –
// sheet, mark, cells, looks, colours, chart; later the cells that differ – is in the one
// batch that brings back the state after it, so it costs no request of its own beside
// columns that change. Looks are given again only where rows are laid out otherwise (the
// mark tells how they are); column widths, colours and the chart only once, so they are
// people's from then on. Google has no request for page set-up: who prints chooses A4,
// landscape, fit to width once, in File > Print.
//
// So an unchanged spreadsheet costs one read, a changed one a read and two writes,
// one in which columns are made a read and one write (two, if other columns' texts
// change, too).
//
// Every write of text is absolute, so repeating one is harmless; making columns isn't
// repeated: when its outcome is unknown, the spreadsheet is read again.
//
// # Unverified against Google
//
// What this package relies on and no recording shows (the reference documents it; what
// happens when it is otherwise stands in brackets):
//
//   - values:batchUpdateByDataFilter by developerMetadataLookup{metadataId} with
//     null in its values (if it were refused: nothing is written, and it is told);
//   - columnMetadata.developerMetadata and rowData come in updatedSpreadsheet by
//     the mask alone (if not: the state after it would show no columns, and making
//     them again is refused by the ids);
//   - a metadataId may be chosen, and one that is taken is refused (if not: the
//     ids that come back are used);
//   - updateDeveloperMetadata with the value that stands there changes nothing (if
//     it is refused: a read takes its place);
//   - metadata move with their column (recorded for insertions by public programs'
//     reports only), and a lookup that finds nothing isn't an error (if it is: the
//     spreadsheet is read again);
//   - colour rules follow a column that is moved (if not: they are added again);
//   - developer metadata on a sheet, and that its location is a sheetId alone; that
//     they go with a sheet that is deleted (if not: its id is taken, and the next one
//     is used), and what a copy of the sheet gets (its id differs from the one that the
//     value tells, so it isn't ours);
//   - a chosen sheetId and chartId, of which one that is taken is refused (documented for
//     charts; if not: a repeated batch could make a second summary);
//   - a sheet's id may be used again after that sheet was deleted;
//   - charts.chartId and developerMetadata of sheets come by the mask;
//   - TEXT_STARTS_WITH takes a mark like "…" or "–" as it stands;
//   - rows grow with wrapped text that the API writes, as long as nobody set a height;
//   - lastModifyingUser.me in Drive's changes tells our own writes (used by [Watch]
//     only; if not: a spreadsheet is read once more).
package gsheet
