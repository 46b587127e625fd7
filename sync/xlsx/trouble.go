package xlsx

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"

	"rasoat/sync"
)

// reason is why a file can't be read or written: the end of a sentence in
// Vietnamese, and a hint for the operator.
type reason struct {
	why, hint string
	err       error
}

// Error is the reason with its cause.
func (r *reason) Error() string {
	if r.err == nil {
		return r.why
	}
	return r.why + " (" + r.err.Error() + ")"
}

// Unwrap gives the cause.
func (r *reason) Unwrap() error { return r.err }

// The reasons for which a file can't be used.
const (
	whyDamaged   = "tệp bị hỏng hoặc tải chưa xong"
	whyTooLarge  = "tệp quá lớn hoặc được nén bất thường"
	whyPassword  = "tệp được bảo vệ bằng mật khẩu"
	whyOld       = "tệp ở định dạng Excel cũ (.xls)"
	whyNotXLSX   = "tệp không phải là bảng tính .xlsx"
	hintDamaged  = "open the file in a spreadsheet program and save it again, or fetch it again"
	hintTooLarge = "split the workbook, or delete formatted empty rows and columns"
	hintSaveAs   = "open the file and save it as .xlsx without a password"
)

// damaged is a part of the file that isn't as it must be.
func damaged(part string, err error) error {
	return &reason{whyDamaged, hintDamaged, fmt.Errorf("%s: %w", part, err)}
}

// tooLarge is a file beyond what is read.
func tooLarge(what string) error {
	return &reason{whyTooLarge, hintTooLarge, errors.New(what)}
}

// odd is a tab in which we don't dare to write.
func odd(tab, what string) error {
	return &reason{"trang '" + tab + "' có cấu trúc mà chương trình chưa hiểu chắc chắn",
		"open the file in a spreadsheet program and save it again; if that doesn't help, report the file's structure",
		errors.New(what)}
}

// trouble is err as the sentence that people see; that we were told to stop isn't
// the workbook's. verb is "đọc" or "ghi".
func trouble(verb, path string, err error) error {
	var known *sync.Trouble
	if errors.As(err, &known) || errors.Is(err, sync.ErrStale) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	why, hint := explain(err)
	var r *reason
	if errors.As(err, &r) {
		why, hint, err = r.why, r.hint, r.err
	}
	tail := ""
	if verb == writing {
		tail = " Tệp được giữ nguyên."
	}
	return &sync.Trouble{
		Sentence: fmt.Sprintf("Không %s được bảng '%s': %s.%s", verb, filepath.Base(path), why, tail),
		Hint:     hint, Err: err,
	}
}

// The verbs of a trouble's sentence.
const (
	reading = "đọc"
	writing = "ghi"
)

// explain is what an error of the system means to people.
func explain(err error) (why, hint string) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "không tìm thấy tệp", "check the path in the service file, and that the folder is mounted"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "không có quyền đọc, ghi tệp hoặc thư mục chứa tệp", "give the program's user read and write rights to the file and its folder"
	case errors.Is(err, errFull), errors.Is(err, errQuota):
		return "đĩa đã đầy", "free space on the disk that holds the workbook"
	case errors.Is(err, errInUse):
		return "tệp đang mở ở chương trình khác", "close the file in the other program"
	}
	return "có lỗi khi dùng tệp", ""
}
