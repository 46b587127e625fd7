package xlsx

import (
	"errors"
	"os"
)

// disk is what saving asks of the file system; tests put failures in its place.
type disk struct {
	create   func(name string, mode os.FileMode) (*os.File, error)
	write    func(f *os.File, data []byte) error
	sync     func(f *os.File) error
	exchange func(a, b string) error // both exist, and change names at once
	link     func(from, to string) error
	rename   func(from, to string) error
	remove   func(name string) error
}

// errNoExchange says that the system or the file system can't exchange two
// files at once.
var errNoExchange = errors.New("two files can't be exchanged here")

func newDisk() disk {
	return disk{
		create: func(name string, mode os.FileMode) (*os.File, error) {
			return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		},
		write: func(f *os.File, data []byte) error {
			_, err := f.Write(data)
			return err
		},
		sync:     (*os.File).Sync,
		exchange: exchange,
		link:     os.Link,
		rename:   os.Rename,
		remove:   os.Remove,
	}
}
