// Package mailer makes the mails about a [rules.Verdict], and delivers them.
// Which mail goes to whom and when is for others to decide.
//
//	v ── Digest ──────▶ Message   the office: how all of it stands, what moved, what only it can decide
//	v ── GroupDigest ─▶ Message   a group's head: its own units, statuses only
//	v ── Reminder ────▶ Message   a unit: all that it has to do; Thanks when that is done
//	     Unreadable ──▶ Message   the office, when far too little could be read for a digest
//	     Alarm ───────▶ Message   the operator: what keeps the program from its work
//	v ── Brief ───────▶ text      to paste into a group's chat
//
//	Message ── Mails ──▶ Mail (one recipient) ── Deliver ─▶ a mail server (SMTP), a Folder
//	Message ── Send ───▶ all of them at once, where there is no outbox
//
// The same verdict and options give the same message, to the byte: an outbox
// may make it again.
//
// A mail is first made as values (content.go: sections of paragraphs, lists and
// tables), then written twice from them, as plain text and as HTML, so that both
// say the same. Part A of the digest may be forwarded as it is: it has no cell,
// no link and nothing that only the office should see. Part B is for the office.
//
//	a verdict sorted for telling        report.go; of some units only: group.go, reminder.go
//	what moved since the mail before    memory.go, changes.go
//	a period's results                  period.go
//	the parts of the digest             digest.go, part_a.go, part_b.go, groups.go, chart.go, strip.go
//	how it looks                        html.go with digest.html, text.go
//	on the wire                         build.go, mail.go, smtp.go, conversation.go, trouble.go
//
// Facts are about units, never about people: no remark is copied, and runs of
// nine or more digits are masked. Names of the office, of levels and of clauses
// come from the plan; none stands in this package.
package mailer
