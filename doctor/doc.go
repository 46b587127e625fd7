// Package doctor looks whether everything that a cycle needs is in place: the
// clock, each workbook with its access and its columns, the mail server; and whether
// rasoat run has its ledger, sensible times and people to tell. It changes nothing and
// sends nothing, but for the test mail that is asked for.
//
// Each check says what it looked at, what is wrong, and what to click or to run.
// People who run the program read English; menus of Google are named in Vietnamese
// too, since that is what an office sees.
package doctor
