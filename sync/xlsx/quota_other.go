//go:build !unix

package xlsx

import "errors"

// errQuota says that the user's share of the disk is used up.
var errQuota = errors.New("quota exceeded")
