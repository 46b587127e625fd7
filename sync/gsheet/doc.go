// Package gsheet makes a Google spreadsheet a [sync.Workbook]. It is the only
// package that imports the Sheets API.
//
// # Reading
//
// One request brings the whole spreadsheet, masked to what is needed to tell
// text, numbers, dates, percentages, errors and formulas apart, with the
// developer metadata that mark our columns. Tabs are known by their sheet id,
// so a renamed or moved tab is the same tab.
//
// # Writing
//
// People edit while we work, and Google has no compare-and-swap. So:
//
//   - our columns are made in one atomic batch, which inserts them, marks them,
//     fills them and brings back the state after it;
//   - later text goes through values:batchUpdateByDataFilter: each column is
//     addressed by its own metadata, and what should stay is null. A column that
//     somebody inserts or moves can't make us write into theirs;
//   - rows can still move between our read and our write. So one more request
//     brings back the state after it, and the cycle places the verdict on that
//     again, until nothing is left to change.
//
// Every write is absolute, so repeating one is harmless; making columns isn't
// repeated: when its outcome is unknown, the spreadsheet is read again.
package gsheet
