//go:build !race

package gsheet_test

const raceDetector = false
