// Package web is the status page: what the last cycle found, in Vietnamese, for
// people who look at it daily, and the operator's addresses beside it. It only
// shows; nothing can be changed through it. It needs no JavaScript and sets no
// cookies.
//
//	Source.State ──▶ view ──▶ a page's data ──▶ template (HTML), or table (CSV, JSON)
//	Past, Mails ──────────────▲
//
// The page gets its data through interfaces that it owns ([Source], [Past],
// [Mails]): whoever runs the cycles puts a new [State] after each, and what is kept
// on a disk may be slow or fail without taking the rest of a page with it.
//
//	/                  the board of units and rules     board.go
//	/don-vi/{id}       a unit                           unit.go, history.go
//	/noi-dung[/{rule}] the rules, a rule                rule.go
//	/tien-do           the whole against its targets    progress.go, chart.go
//	/so-lieu           defects to correct               defects.go
//	/thu[/{id}]        mails sent                       letters.go
//	/hoat-dong         cycles and troubles              activity.go
//	/healthz /readyz /metrics                           health.go, metrics.go
//
// Every table is there as CSV and JSON too, by ?dang=csv and ?dang=json (table.go).
//
// Whoever can reach the address sees all of it. So it belongs on this computer's
// own address, or behind a proxy that asks people to log in; [Guard] answers only
// requests that name a host which it was told of, so that no other site's page can
// reach it through a name of its own.
//
// What is shown of cells are addresses, and values as [rules.Shown] leaves them:
// no remark is copied, long numbers and addresses of people are masked.
package web
