package xlsx

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// childEnv says what the test program does when it starts itself.
const childEnv = "RASOAT_CHILD"

// TestChild is what a child process runs; without a parent it does nothing.
func TestChild(t *testing.T) {
	path := os.Getenv("RASOAT_PATH")
	switch os.Getenv(childEnv) {
	case "ours", "excelize":
		rows, err := strconv.Atoi(os.Getenv("RASOAT_ROWS"))
		must(t, err)
		if os.Getenv(childEnv) == "ours" {
			ours(t, path, rows)
		} else {
			theirs(t, path, rows)
		}
		status, _ := os.ReadFile("/proc/self/status") // only Linux has it
		for _, line := range strings.Split(string(status), "\n") {
			if strings.HasPrefix(line, "VmHWM:") {
				fmt.Println(line)
			}
		}
	case "writer":
		writeForever(t, path)
	default:
		t.Skip("no parent")
	}
}
