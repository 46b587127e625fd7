package config

import (
	"os"
	"path/filepath"
	"testing"
)

func TestGood(t *testing.T) {
	files, _ := filepath.Glob("testdata/good/*.yaml")
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParsePlan(f, text); err != nil {
			t.Errorf("%v", err)
		}
	}
}
