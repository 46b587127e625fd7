package gsheettest_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"google.golang.org/api/sheets/v4"
)

// TestTypesFollowDiscovery: the server checks bodies and masks against the generated
// client's types; here these are held against Google's own description.
func TestTypesFollowDiscovery(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "google.golang.org/api").Output()
	if err != nil {
		t.Skip("the module's folder isn't known: ", err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "sheets", "v4", "sheets-api.json"))
	if err != nil {
		t.Skip("no discovery document: ", err)
	}
	var doc struct {
		Schemas map[string]struct{ Properties map[string]any }
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	seen := map[reflect.Type]bool{}
	var walk func(of reflect.Type)
	walk = func(of reflect.Type) {
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct || seen[of] || of.Name() == "ServerResponse" {
			return
		}
		seen[of] = true
		var have, want []string
		for i := range of.NumField() {
			f := of.Field(i)
			if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag != "-" && tag != "" {
				have = append(have, tag)
				walk(f.Type)
			}
		}
		for name := range doc.Schemas[of.Name()].Properties {
			want = append(want, name)
		}
		slices.Sort(have)
		slices.Sort(want)
		if !slices.Equal(have, want) {
			t.Errorf("%s: the client has %q, Google %q", of.Name(), have, want)
		}
	}
	for _, root := range []any{sheets.BatchUpdateSpreadsheetRequest{}, sheets.BatchUpdateSpreadsheetResponse{}, sheets.Spreadsheet{},
		sheets.BatchUpdateValuesByDataFilterRequest{}, sheets.BatchUpdateValuesByDataFilterResponse{}, sheets.GetSpreadsheetByDataFilterRequest{},
		sheets.BatchGetValuesByDataFilterRequest{}, sheets.BatchGetValuesByDataFilterResponse{}, sheets.ValueRange{}} {
		walk(reflect.TypeOf(root))
	}
	if len(seen) < 150 {
		t.Errorf("only %d types were compared", len(seen))
	}
}
