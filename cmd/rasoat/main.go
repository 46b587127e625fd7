// Command rasoat reads the workbooks of a plan, judges them by it, writes a
// status beside each unit's row and makes the office's mail. `rasoat demo` shows
// all of it on an example.
package main

import (
	"os"
	"time"
	_ "time/tzdata" // for computers without time zones

	_ "golang.org/x/crypto/x509roots/fallback" // for computers without certificates
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, time.Now))
}
