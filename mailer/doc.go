// Package mailer tells the office what a [rules.Verdict] says: as a digest by
// mail, and as a short text to paste into a group's chat.
//
//	v ── Digest ──▶ Message ── Sender (a folder, a mail server)
//	v ── Brief ──▶ text
//
// A digest is first made as values (content.go: sections of paragraphs, lists
// and tables), then written twice from them, as plain text and as HTML, so that
// both say the same. Part A may be forwarded as it is: it has no cell, no link
// and nothing that only the office should see. Part B is for the office.
//
// Facts are about units, never about people: no remark is copied, and runs of
// nine or more digits are masked. Names of the office, of levels and of clauses
// come from the plan; none stands in this package.
package mailer
