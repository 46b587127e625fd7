package main

import (
	"fmt"
	"runtime/debug"
)

type versionCmd struct{}

// Help is the end of the command's help.
func (versionCmd) Help() string { return "Example:\n  rasoat version" }

// Run prints which program this is: its version, the commit it was built from,
// the Go that built it.
func (versionCmd) Run(a *app) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		_, err := fmt.Fprintln(a.stdout, "rasoat (no build information)")
		return err
	}
	text := "rasoat " + info.Main.Version
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			text += " " + s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			text += " (modified)"
		}
	}
	_, err := fmt.Fprintln(a.stdout, text+" "+info.GoVersion)
	return err
}
