//go:build !linux && !darwin

package xlsx

// exchange isn't to be had here; see replace.
func exchange(a, b string) error { return errNoExchange }
