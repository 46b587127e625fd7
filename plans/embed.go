// Package plans holds ready plans, each a YAML file with its tests beside it
// (name.test.yaml). An office takes one, and changes it.
package plans

import "embed"

// Files is the plans and their tests, at the top: "chi-thi-05.yaml".
//
//go:embed *.yaml
var Files embed.FS
