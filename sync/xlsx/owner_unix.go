//go:build unix

package xlsx

import (
	"os"
	"syscall"
)

// sameOwner gives the new file the owner and group of the old one, as far as
// the program may.
func sameOwner(name string, was os.FileInfo) {
	if st, ok := was.Sys().(*syscall.Stat_t); ok {
		_ = os.Lchown(name, -1, int(st.Gid)) // each for itself: the group may work alone
		_ = os.Lchown(name, int(st.Uid), -1)
	}
}

// syncDir writes a folder's names to the disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
