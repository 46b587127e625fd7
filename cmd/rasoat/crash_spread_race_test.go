//go:build race

package main

// crashSpread is small where races are looked for: there each process takes ten times
// longer, and .ci/run has the usual one besides.
func crashSpread() spread { return spread{steps: 24, times: 3, enough: 20} }
