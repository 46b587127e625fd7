//go:build !race

package main

// crashSpread is the usual one.
func crashSpread() spread { return spread{steps: 220, times: 24, enough: 200} }
