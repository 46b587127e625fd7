//go:build !unix

package xlsx

import "syscall"

// Errors that each system names in its own way; these are of Windows.
const (
	errFull  = syscall.Errno(112)  // the disk is full
	errQuota = syscall.Errno(1295) // the user's share of the disk is used up
	errInUse = syscall.Errno(32)   // another program doesn't let go of the file
)
