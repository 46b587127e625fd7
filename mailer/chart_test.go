package mailer

import (
	"bytes"
	"image/png"
	"os"
	"testing"
)

// The picture is the same each time, small, and of the size it should be.
func TestChart(t *testing.T) {
	c := newReport(sample(), nil).chart()
	c.clean()
	first, err := c.png()
	if err != nil {
		t.Fatal(err)
	}
	second, err := c.png()
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("drawn twice, the chart differs (%v)", err)
	}
	if path := os.Getenv("CHART_PNG"); path != "" {
		os.WriteFile(path, first, 0o600)
	}
	picture, err := png.DecodeConfig(bytes.NewReader(first))
	if err != nil || picture.Width != chartWidth {
		t.Errorf("width %d (%v)", picture.Width, err)
	}
	if len(first) > 30_000 {
		t.Errorf("%d bytes", len(first))
	}
}
