// Package config reads the two files that a person writes: the plan and the
// service file. Both are strict YAML: an unknown key, a wrong type or a name that
// leads nowhere is a [Problem] with file, line and column, the line itself, and
// what to write instead. All problems are reported at once.
//
// What it gives is a [rules.Plan], in which nothing is left to check.
//
// # The plan file
//
//	title: Kế hoạch thực hiện Chỉ thị số 05-CT/TU
//	short: Chỉ thị 05-CT/TU
//	year: 2022
//	timezone: Asia/Ho_Chi_Minh          # the default
//	units: 55                           # a read that finds far fewer refuses to write
//	in_force: 2022-01-01                # what was due before isn't judged
//	office:
//	  name: Huyện Đoàn Thọ Xuân         # "[Huyện Đoàn Thọ Xuân] …" before subjects
//	  desk: Văn phòng Huyện Đoàn Thọ Xuân
//	  decides: BTV Huyện Đoàn
//	  dates: desk                       # who set the due dates: desk (the default; mails say so) or plan
//	  email: vanphong@example.vn
//	levels: {unit: cơ sở Đoàn, groups: [Vùng thi đua], all: Toàn huyện, sector: Khu vực}
//	register: {table: units, groups: [zone], sector: sector, email: email}
//	                                    # also: aliases, workbook, opened, closed
//	names:
//	  drop: [Đoàn xã, Đoàn thị trấn]    # leading words that may be left out where the rest is unique
//	  aliases: {TT Sao Vàng: Đoàn thị trấn Sao Vàng}
//	calendar:
//	  weekends: next                    # or keep
//	  holidays: [30/4, 2/9, 11/4/2022]
//	  warn: 5d
//	  closes: 60d
//	decisions: Thiết lập (Văn phòng)    # the office's settings tab
//
//	settings:                           # what the plan leaves open; used anywhere as $name, in place of a whole value
//	  report_month: day 20
//	  year_plan: {default: 31/3, Trường học: 31/10}
//
//	tables:
//	  units:
//	    tab: Đơn vị                     # or a list; the first is the usual title
//	    key: Tên đơn vị                 # or a list
//	    columns:
//	      zone:   {header: Vùng thi đua, type: text, from_group_rows: true}
//	      sector: {header: Khu vực, type: choice, of: [Trường học, Địa bàn dân cư]}
//	      email:  {header: Email, type: email, optional: true}
//	  reviews:
//	    tab: Rà soát quý
//	    key: Tên đơn vị
//	    period: Quý                     # where each row names its period; headers may name it instead
//	    periods: [quarter]
//	    columns:
//	      held_on: {header: "{period} / Ngày rà soát", type: date}   # one value for each period
//	  reports:
//	    …
//	      sent: {header: ["{period} / Ngày gửi", "{period}"], type: date}  # "{period}" alone: a bare "T1" names it
//	  meetings: {…, rows: many}         # many rows per unit; default: one
//	  own: {…, own: true}               # stands in each unit's own workbook (register.workbook)
//	  people: {…, enabled: false}
//
//	rules:
//	  - id: quarterly-review
//	    clause: III.4 đoạn 2
//	    title: Rà soát quý
//	    every: quarter                  # month, quarter, half, year; not for list, year by default for check
//	    only: [Q1, Q2]                  # or months M1…M12, halves H1, H2; default: all
//	    for: unit                       # unit (default), group, all
//	    sectors: [Trường học]           # default: all
//	    due: end + 10d                  # day 20; 31/3; 31/3/2023; start + 5d; end; or one for each sector
//	    warn: 5d                        # before due; or a date, 1/12
//	    ask: 1/10                       # of reach: blank numbers are missing from then on; or 90d before due; default: the period's start
//	    closes: 60d                     # after due; or end + 31d; or a date
//	    soft: false
//	    enabled: true
//	    settles: [report-month]
//	    done: {on: reviews.held_on, yes: reviews.done, needs: […], count: 1, window: [1/1, 31/12]}
//	    # or  reach: {value: t.n, of: t.all, or: t.pct, at_least: 80%}          # a part of a whole
//	    #     reach: {value: t.n, at_least: t.target, pace: {Q1: 20%, Q2: 50%}}  # a number and a target
//	    #     reach: {sum: t.n, at_least: 250}                                   # above a unit
//	    # or  check: {needs: […], order: […], unique: t.code, one_of: t.c, when: {column: t.c, is: Chuyển đi}}
//	    # or  list: {where: t.difficulty}   or   list: {where: all-met}
//	    do: ghi ngày rà soát {kỳ ngắn} vào cột '{cột}'
//	    say:
//	      overdue: {one: "Chưa rà soát, đánh giá {kỳ}; hạn {hạn}, quá {quá} ngày ({mục}).", many: "Chưa rà soát {các kỳ} ({mục})."}
//	      due-soon: "…"
//
// Needed are title, year, office.name, office.desk, levels.unit, levels.all,
// register.table, of a table tab, key (but where own is true) and columns, of a column
// header and type, of a rule id, clause, title, every and its kind.
//
// A column whose header holds {period} (or {month}, {quarter}, {half}, {year},
// which allow only that length) is periodic: it has a value for each period,
// whether the tab spreads the periods over columns or over rows. A rule for each
// month, quarter or half looks at such columns, or at a table with rows: many.
//
// A name or value is checked when the plan is loaded: one that leads nowhere, a due
// date that doesn't exist or lies before its period, a rule that can never be
// judged, a sentence whose placeholder the rule has nothing for in that status.
//
// Sentences may use: {đơn vị} {kỳ} {kỳ ngắn} {năm} {hạn} {ngày} {quá} {còn} {n} {N} {p}
// {chỉ tiêu} {thiếu} {vượt} {mốc} {hết kỳ} {thiếu mốc} {cột} {mục} {số} {các kỳ} {x} {ngưỡng}.
//
// # The service file
//
//	plan: plan.yaml                     # paths count from this file's folder
//	workbooks:
//	  - file: so-lieu-2022.xlsx
//	  - google: https://docs.google.com/spreadsheets/d/…/edit   # or only the id in it
//	mode: write                         # what sync may do: watch, only look (default); write; mail, send mail too.
//	                                    # digest --send and remove do what they are told in any mode
//	colours: true
//	summary: true                      # the tab 'Tổng hợp (tự động)'
//	mail:
//	  from: rasoat@example.vn
//	  to: [vanphong@example.vn]
//	  link: https://…                   # shown at the end of the digest
//	  folder: outbox                    # mails become .eml files here (the default way)
//	  smtp: {host: smtp.example.vn, port: 587, tls: starttls, auth: plain, user: …, password_env: RASOAT_SMTP_PASSWORD, timeout: 30s}
//	                                    # tls: starttls | implicit; auth: plain | login | xoauth2 | none; or password_file
//	                                    # or {…, auth: xoauth2, client: client.json, token: mail-token.json}: rasoat google login --mail
//	  operator: [truc@example.vn]       # who is told of troubles; default: nobody, they are only logged
//	  groups:                           # heads of groups: their group's digest, statuses only
//	    - {group: Vùng thi đua số 1, to: vung1@example.vn, salute: Đồng chí trưởng Vùng thi đua số 1}
//	  reports: [month, quarter, half, year]   # reported once their last due date has passed (default); [] for none
//	  reminders: {on: true, again: 7d, hours: 07:00-18:00, weekends: false, salute: "BCH {đơn vị}"}
//	                                    # mails to units at the register's addresses; off by default
//	  limits: {day: 400, recipient: 10} # messages a day, all and to one address; what is over them waits
//	  attach: false                     # true: an .xlsx of all findings goes with the office's digest
//	google:
//	  credentials: key.json             # a service account's key file; default: what the computer offers; user: a login
//	  client: client.json               # with user: the client of rasoat google login …
//	  token: google-token.json          # … and where the login is kept
//	  reads: 58                         # requests a minute at most, as writes
//	  endpoint: http://127.0.0.1:8080/  # for a proxy or a stand-in; token_url likewise
//	  protect: false                    # true: Google warns who edits our columns (it keeps nobody from it)
//	  drive: false                      # true: ask Drive first what changed; needs the scope drive.metadata.readonly
//
//	ledger: rasoat.db                   # what the program remembers; default: this file's name with .db
//	schedule:                           # of rasoat run, in the plan's zone
//	  check: 15m                        # or cron: "0,30 7-18 * * 1-5": minute hour day month weekday
//	  hours: 06:00-20:00                # checks only then
//	  weekends: true                    # on Saturdays and Sundays too
//	  mail: 07:00                       # when mails are made
//	  weekly: monday                    # the day of the digest that always comes
//	  full: 30m                         # with google: {drive: true}: how often everything is read all the same
//	ping: https://…                     # asked for after each good round, with /fail after a failed one; no default
//	ping_env: RASOAT_PING               # or the environment variable that holds it: who knows it can keep the alarm silent
//	log: text                           # or json
//	keep: 1                             # years that the ledger keeps after the end of the plan's year
//	status: 127.0.0.1:8433              # the status page, for this computer only; off: none
//	hosts: [theo-doi.example.vn]        # names by which people reach it through a proxy; no default
//
// What stands here for ledger, schedule, log, keep, status, reports, limits and the
// parts of reminders is the default.
//
// A password is never in this file: password_env names an environment variable,
// password_file a file. Nor is a key: credentials names a file, and default means
// GOOGLE_APPLICATION_CREDENTIALS or the account of the cloud machine.
package config
