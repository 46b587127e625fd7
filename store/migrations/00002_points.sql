-- +goose Up

-- What was counted above units, wherever it differs from what was counted before.
CREATE TABLE points (
  rule    TEXT NOT NULL,
  level   TEXT NOT NULL, -- group, all
  subject TEXT NOT NULL,
  period  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  value   TEXT NOT NULL, -- decimal, exact; percent of a part of a whole
  PRIMARY KEY (rule, level, subject, period, at)
) STRICT, WITHOUT ROWID;
