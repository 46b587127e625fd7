package xlsx

import (
	"bytes"

	"golang.org/x/sys/unix"
)

// sameAttributes gives the new file the access lists and other attributes of the
// old one, as far as the program may: shared folders keep people's rights there.
func sameAttributes(from, to string) {
	names := make([]byte, 64<<10)
	n, err := unix.Listxattr(from, names)
	if err != nil {
		return
	}
	value := make([]byte, 64<<10)
	for name := range bytes.SplitSeq(names[:n], []byte{0}) {
		if len(name) == 0 {
			continue
		}
		if size, err := unix.Getxattr(from, string(name), value); err == nil {
			_ = unix.Setxattr(to, string(name), value[:size], 0)
		}
	}
}
