-- +goose Up

-- The ledger of one service: what package ledger says, and what was told to whom.
--
-- Moments are whole microseconds since 1970 in UTC, 0 for none. Days are 2022-10-20,
-- '' for none. Statuses, levels, causes and states are their words. A finding is
-- rule x level x subject x period in every table that names one.

PRAGMA application_id = 1918988143; -- "raso": whose file this is

-- What there is once. revision goes up by one with every transaction that changes
-- what Load gives, so that another process sees it.
CREATE TABLE ledger (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  revision INTEGER NOT NULL,
  first    INTEGER NOT NULL, -- the first recorded cycle
  last     INTEGER NOT NULL, -- the last one
  slot     INTEGER NOT NULL, -- the office's mails whose time lies up to here are made
  daily    INTEGER NOT NULL, -- when units were last looked over for reminders
  digest   INTEGER NOT NULL  -- when what the last digest told was read
) STRICT;
INSERT INTO ledger VALUES (1, 0, 0, 0, 0, 0, 0);

-- What is known of each finding.
CREATE TABLE entries (
  rule     TEXT NOT NULL,
  level    TEXT NOT NULL, -- unit, group, all
  subject  TEXT NOT NULL, -- the unit or group; '' for all
  period   TEXT NOT NULL, -- 2022, 2022-H1, 2022-Q3, 2022-09; '' for none
  status   TEXT NOT NULL,
  since    INTEGER NOT NULL,
  first    INTEGER NOT NULL,
  due      TEXT NOT NULL,
  closed   INTEGER NOT NULL,
  said     TEXT NOT NULL,
  value    TEXT NOT NULL,
  target   TEXT NOT NULL,
  doubt    TEXT NOT NULL, -- a worse status that one cycle saw; '' for none
  told     TEXT NOT NULL, -- what the last digest said of it; '' for nothing yet
  reopened INTEGER NOT NULL,
  old      INTEGER NOT NULL,
  held     INTEGER NOT NULL,
  PRIMARY KEY (rule, level, subject, period)
) STRICT, WITHOUT ROWID;

-- Every transition, in the order in which they were recorded.
CREATE TABLE changes (
  id      INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  rule    TEXT NOT NULL,
  level   TEXT NOT NULL,
  subject TEXT NOT NULL,
  period  TEXT NOT NULL,
  was     TEXT NOT NULL, -- '' when it wasn't known
  now     TEXT NOT NULL,
  cause   TEXT NOT NULL, -- seen, calendar, edited
  said    TEXT NOT NULL
) STRICT;
CREATE INDEX changes_at ON changes (at);

-- The workbooks, and the last good figures of each.
CREATE TABLE books (
  id   TEXT PRIMARY KEY,
  read INTEGER NOT NULL,
  sum  TEXT NOT NULL     -- a hash of its figures and their places, so that the same needn't be written again
) STRICT, WITHOUT ROWID;
CREATE TABLE figures (
  book   TEXT NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  n      INTEGER NOT NULL, -- its place among those of the cycle
  unit   TEXT NOT NULL,
  tab    TEXT NOT NULL,    -- the plan's name of the table
  col    TEXT NOT NULL,    -- and of its column
  slot   INTEGER NOT NULL,
  state  TEXT NOT NULL,
  num    TEXT NOT NULL,    -- decimal, exact
  PRIMARY KEY (book, n)
) STRICT, WITHOUT ROWID;

-- The last mail to each unit, and what it named.
CREATE TABLE reminded (
  unit  TEXT PRIMARY KEY,
  at    INTEGER NOT NULL,
  times INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reminded_keys (
  unit    TEXT NOT NULL REFERENCES reminded (unit) ON DELETE CASCADE,
  n       INTEGER NOT NULL, -- its place in the mail
  rule    TEXT NOT NULL,
  level   TEXT NOT NULL,
  subject TEXT NOT NULL,
  period  TEXT NOT NULL,
  PRIMARY KEY (unit, n)
) STRICT, WITHOUT ROWID;

-- What keeps the program from its work.
CREATE TABLE troubles (
  key     TEXT PRIMARY KEY,
  since   INTEGER NOT NULL,
  told    INTEGER NOT NULL,
  message TEXT NOT NULL,
  hint    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The periods whose reports are made.
CREATE TABLE reported (
  period TEXT PRIMARY KEY,
  at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the program did. kept: something changed, so it isn't thinned out with age.
CREATE TABLE cycles (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  took     INTEGER NOT NULL, -- microseconds
  kind     TEXT NOT NULL,
  read     INTEGER NOT NULL,
  unread   INTEGER NOT NULL,
  units    INTEGER NOT NULL,
  findings INTEGER NOT NULL,
  defects  INTEGER NOT NULL,
  written  INTEGER NOT NULL,
  failed   INTEGER NOT NULL,
  problems TEXT NOT NULL,    -- a JSON list; '' for none
  kept     INTEGER NOT NULL
) STRICT;
CREATE INDEX cycles_idle ON cycles (at) WHERE kept = 0;

-- The outbox, and the record of what was told to whom and when. One recipient, one
-- row. An id never comes back.
CREATE TABLE letters (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  key        TEXT NOT NULL UNIQUE, -- what the mail is: the same key is never mailed twice
  kind       TEXT NOT NULL,
  sender     TEXT NOT NULL,
  recipient  TEXT NOT NULL,
  subject    TEXT NOT NULL,
  message_id TEXT NOT NULL,
  about      TEXT NOT NULL,        -- unit or group; '' for the office and the operator
  made       INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'trying', 'finishing', 'sent', 'aside', 'dropped')),
  tries      INTEGER NOT NULL,
  copies     INTEGER NOT NULL,     -- that the server may have taken
  next       INTEGER NOT NULL,     -- not before
  sent       INTEGER NOT NULL,
  error      TEXT NOT NULL
) STRICT;
CREATE INDEX letters_open ON letters (state, next) WHERE state IN ('waiting', 'trying', 'finishing');
CREATE INDEX letters_made ON letters (made);

-- The whole mail as it is sent; gone some time after it was.
CREATE TABLE bodies (
  letter INTEGER PRIMARY KEY REFERENCES letters (id) ON DELETE CASCADE,
  raw    BLOB NOT NULL
) STRICT;

-- Periods that are closed for good (chốt số), as they were reported.
CREATE TABLE snapshots (
  period TEXT PRIMARY KEY,
  at     INTEGER NOT NULL,
  plan   TEXT NOT NULL,
  body   BLOB NOT NULL
) STRICT;

-- Whether somebody paused the program.
CREATE TABLE pause (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  who TEXT NOT NULL,
  at  INTEGER NOT NULL
) STRICT;
