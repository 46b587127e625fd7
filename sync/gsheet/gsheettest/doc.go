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
//     write nothing and to answer 200.
//   - insertDimension at the grid's very end needs inheritFromBefore.
//   - how conditional formats follow a moved column: here a rule on just that
//     column moves with it.
//   - the error texts of createDeveloperMetadata and deleteDimension.
//   - empty strings written RAW empty the cell.
package gsheettest
