package xlsx

import (
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/sys/unix"
)

// TestAttributes: what the system keeps beside a file goes over to the new one.
func TestAttributes(t *testing.T) {
	path := made(t, func(f *excelize.File) { fillMessy(t, f) })
	if err := unix.Setxattr(path, "user.nhan", []byte("Văn phòng"), 0); err != nil {
		t.Skip(err)
	}
	apply(t, path, wholeSetup(read(t, path).Tabs[0], 3))
	value := make([]byte, 64)
	n, err := unix.Getxattr(path, "user.nhan", value)
	if err != nil || string(value[:n]) != "Văn phòng" {
		t.Errorf("%q %v", value[:max(n, 0)], err)
	}
}
