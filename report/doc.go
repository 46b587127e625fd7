// Package report shows a verdict to those who ask for it on the command line: as
// one JSON object for programs ([New], [Object.JSON]), as CSV ([Object.CSV]) and as
// a table in Vietnamese for the office ([Table]). It is pure: values to text.
package report
