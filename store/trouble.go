package store

import (
	"context"
	"errors"
	"syscall"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// Trouble is what every call of this package fails with.
type Trouble struct {
	Kind     Kind
	Sentence string // what is wrong, in Vietnamese, without addresses and cell contents
	Hint     string // what to do, in English, for the operator; may be ""
	Err      error  // the cause; may be nil
}

// Error is the sentence and its cause, and on a line of its own what to do.
func (t *Trouble) Error() string {
	text := t.Sentence
	if t.Err != nil {
		text += " (" + t.Err.Error() + ")"
	}
	if t.Hint != "" {
		text += "\nhint: " + t.Hint
	}
	return text
}

// Unwrap gives the cause.
func (t *Trouble) Unwrap() error { return t.Err }

// Kind says what sort of trouble it is.
type Kind uint8

// The kinds.
const (
	Other   Kind = iota
	Newer        // a newer program made the file
	Corrupt      // it is no database, or a damaged one
	Full         // the disk is full, or can't be written
	Busy         // another process kept the file locked for too long
	Refused      // what was asked for can't be done: no such letter, not in this state, closed already
)

// sentence is what the office reads of a kind.
func (k Kind) sentence() string {
	return [...]string{
		"Không mở hoặc không ghi được sổ theo dõi.",
		"Sổ theo dõi do một phiên bản mới hơn của chương trình tạo ra.",
		"Sổ theo dõi bị hỏng.",
		"Ổ đĩa chứa sổ theo dõi đã đầy hoặc không ghi được.",
		"Sổ theo dõi đang bị một chương trình khác giữ.",
		"Không thực hiện được yêu cầu.",
	}[k]
}

// hint is what the operator can do about a kind.
func (k Kind) hint() string {
	return [...]string{
		"check that the file and its folder may be read and written by this user, and that it lies on a local disk",
		"install the newer rasoat again, or name another file in ledger: of the service file",
		"stop rasoat, move the file and those beside it whose names begin alike away, put a backup in its place or start anew without one",
		"free some space on the disk that holds the ledger; nothing of this step was recorded",
		"try again in a moment; if it lasts, see which program has the file open",
		"",
	}[k]
}

// of is a trouble of the kind with its usual words.
func (k Kind) of(err error) *Trouble {
	return &Trouble{Kind: k, Sentence: k.sentence(), Hint: k.hint(), Err: err}
}

// refused is a request that can't be carried out.
func refused(sentence, hint string) *Trouble {
	return &Trouble{Kind: Refused, Sentence: sentence, Hint: hint}
}

// trouble is the error as a [Trouble]; nil for none.
func trouble(err error) error {
	var t *Trouble
	switch {
	case err == nil:
		return nil
	case errors.As(err, &t):
		return t
	}
	return kindOf(err).of(err)
}

// kindOf tells the kinds apart by SQLite's codes, and by the system's for a full disk.
func kindOf(err error) Kind {
	var s *sqlite.Error
	if errors.Is(err, syscall.ENOSPC) {
		return Full
	}
	if !errors.As(err, &s) {
		return Other
	}
	switch s.Code() {
	case codes.SQLITE_IOERR_WRITE, codes.SQLITE_IOERR_FSYNC, codes.SQLITE_IOERR_TRUNCATE, codes.SQLITE_IOERR_SHMSIZE:
		return Full // a quota and a limit of a file's size come as these
	}
	switch s.Code() & 0xff {
	case codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
		return Corrupt
	case codes.SQLITE_FULL:
		return Full
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return Busy
	}
	return Other
}

// interrupted makes an error whose context ended say so: SQLite only says that it
// was interrupted.
func interrupted(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil || errors.Is(err, ctx.Err()) {
		return err
	}
	return errors.Join(ctx.Err(), err)
}
