package config

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGoogle(t *testing.T) {
	folder := filepath.FromSlash("testdata/good/")
	for file, want := range map[string]Google{
		"service-google": {Login: ByKey, KeyFile: folder + "key.json", Endpoint: "http://127.0.0.1:8080/",
			TokenURL: "http://127.0.0.1:8080/token", Reads: 30, Writes: 20, AskChange: true, Protect: true},
		"service-google-user": {Login: ByUser, Client: folder + "client.json", Token: folder + "google-token.json"},
		"service-short":       {Login: ByMachine},
	} {
		s, err := Load("testdata/good/" + file + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, s.Google); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
	s, _ := Load("testdata/good/service-google.yaml")
	want := []Workbook{{Google: "1AbC-d_E"}, {Google: "1XyZ"}, {File: folder + "so-lieu.xlsx"}}
	if diff := cmp.Diff(want, s.Workbooks); diff != "" {
		t.Error(diff)
	}
}

// TestSpreadsheetLink: what browsers show and what phones share is a link;
// anything else a unit may write is not.
func TestSpreadsheetLink(t *testing.T) {
	for link, want := range map[string]string{
		"https://docs.google.com/spreadsheets/d/1AbC-d_E/edit#gid=0":      "1AbC-d_E",
		" https://docs.google.com/spreadsheets/d/1AbC/edit?usp=drivesdk ": "1AbC",
		"https://docs.google.com/spreadsheets/d/1AbC":                     "1AbC",
		"http://docs.google.com/spreadsheets/d/1AbC/htmlview":             "1AbC",
		"docs.google.com/spreadsheets/d/1AbC/edit":                        "1AbC",
		"https://docs.google.com/spreadsheets/u/1/d/1AbC/edit":            "1AbC",
		"https://docs.google.com/a/example.vn/spreadsheets/d/1AbC/edit":   "1AbC",
		"https://docs.google.com/spreadsheets/d/e/2PACX-1v/pubhtml":       "",
		"https://docs.google.com/document/d/1AbC/edit":                    "",
		"https://docs.google.com.example.vn/spreadsheets/d/1AbC":          "",
		"https://example.vn/?https://docs.google.com/spreadsheets/d/1AbC": "",
		"https://docs.google.com/spreadsheets/d/1AbC:batchUpdate":         "",
		"https://drive.google.com/open?id=1AbC":                           "",
		"1AbC":                                                            "",
		"so-lieu.xlsx":                                                    "",
		"":                                                                "",
		"https://docs.google.com/spreadsheets/d/../../drive/v3/files":     "",
	} {
		if got, ok := SpreadsheetLink(link); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", link, got, ok, want)
		}
	}
	for _, text := range []string{"", "a/b", "a b", "a:batchUpdate", "..", "số"} {
		if id, ok := SpreadsheetID(text); ok {
			t.Errorf("%q is taken as the id %q", text, id)
		}
	}
}
