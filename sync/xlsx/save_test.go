package xlsx

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rasoat/rules"
	"rasoat/sync"
)

func sumBytes(b []byte) sum { return sha256.Sum256(b) }

// round is what every row of ours says after a number of writes.
func round(tab rules.Tab, n int) sync.Changes {
	c := sync.Changes{Setup: []sync.Setup{{Tab: tab.ID, Header: 3, Status: 6, Todo: 7, Colours: true}}}
	for i := range 10 {
		c.Text = append(c.Text, sync.Text{Tab: tab.ID, Column: sync.Todo, Row: 4 + i, Col: 7, Now: fmt.Sprint("lần ", n)})
	}
	return c
}

// writeForever writes one state after the other until it is killed.
func writeForever(t *testing.T, path string) {
	w := New(path)
	b, err := w.Read(t.Context())
	must(t, err)
	for n := 0; ; n++ {
		b, err = w.Apply(t.Context(), b, round(b.Tabs[0], n))
		must(t, err)
	}
}

// TestKilled kills a process that writes, at any moment: the file is always
// there, whole, and says the same in all rows.
func TestKilled(t *testing.T) {
	path := made(t, func(f *excelize.File) { fillMessy(t, f) })
	rounds := map[string]bool{}
	for range 12 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestChild$")
		cmd.Env = append(os.Environ(), childEnv+"=writer", "RASOAT_PATH="+path)
		var out strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &out
		before, err := os.ReadFile(path)
		must(t, err)
		must(t, cmd.Start())
		for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			if now, err := os.ReadFile(path); err == nil && !bytes.Equal(before, now) {
				break // it has saved once; now at any moment
			}
		}
		time.Sleep(time.Duration(rand.IntN(60_000)) * time.Microsecond)
		must(t, cmd.Process.Kill())
		_ = cmd.Wait()
		if strings.Contains(out.String(), "FAIL") {
			t.Fatalf("the writer failed: %s", out.String())
		}
		tab := read(t, path).Tabs[0]
		says := tab.At(4, 7).Text
		rounds[says] = true
		for row := 4; row < 14; row++ {
			if got := tab.At(row, 7).Text; got != says {
				t.Fatalf("row %d says %q, row 5 %q", row+1, got, says)
			}
		}
		if tab.At(4, 1).Text != "Đoàn xã Xuân 1" {
			t.Fatal("people's cells are gone")
		}
	}
	if len(rounds) < 2 {
		t.Errorf("the writer wrote nothing: %v", rounds)
	}
}
