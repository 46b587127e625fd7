package demo

import (
	"bytes"
	"testing"
)

func TestWorkbookIsTheSameEachTime(t *testing.T) {
	a, err := Workbook()
	if err != nil {
		t.Fatal(err)
	}
	b, err := Workbook()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("two workbooks differ")
	}
}
