//go:build unix

package xlsx

import "syscall"

// Errors that each system names in its own way.
const (
	errFull  = syscall.ENOSPC  // the disk is full
	errQuota = syscall.EDQUOT  // the user's share of the disk is used up
	errInUse = syscall.ETXTBSY // another program doesn't let go of the file
)
