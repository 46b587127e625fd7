package setup_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rasoat/setup"
)

func TestReadUnits(t *testing.T) {
	p := loadPlan(t, "chi-thi-05.yaml")
	for _, c := range []struct {
		name, list string
		want       []setup.Unit
		fault      string
	}{
		{"names", "Đoàn xã A\n\n  Đoàn xã B  \r\n", []setup.Unit{{Name: "Đoàn xã A"}, {Name: "Đoàn xã B"}}, ""},
		{"a heading, numbers, marks, a byte order mark", "\ufeffTên đơn vị\n1. Đoàn xã A\n2) Đoàn xã B\n- Chi đoàn 3", []setup.Unit{{Name: "Đoàn xã A"}, {Name: "Đoàn xã B"}, {Name: "Chi đoàn 3"}}, ""},
		{"a number that is part of the name", "Chi đoàn 1\n2A", []setup.Unit{{Name: "Chi đoàn 1"}, {Name: "2A"}}, ""},
		{"CSV in any order, unknown columns left", "STT,Khu vực,TÊN ĐƠN VỊ,Vùng thi đua,Email\n1,Trường học,\"Trường B, cơ sở 2\",Vùng 1,b@example.vn\n,,,,\n",
			[]setup.Unit{{Name: "Trường B, cơ sở 2", Groups: []string{"Vùng 1"}, Sector: "Trường học", Email: "b@example.vn"}}, ""},
		{"semicolons", "Đơn vị;Vùng\nA;Vùng 1\nB;\n", []setup.Unit{{Name: "A", Groups: []string{"Vùng 1"}}, {Name: "B", Groups: []string{""}}}, ""},
		{"tabs, other names", "Tên đơn vị\tTên gọi khác\nA\tAA; AAA\n", []setup.Unit{{Name: "A", Aliases: "AA; AAA"}}, ""},
		{"twice", "A\nB\n a\n", nil, "line 3"},
		{"no name", "Tên đơn vị,Vùng\n,Vùng 1\n", nil, "line 2: the unit's name is missing"},
		{"no header", "A,Vùng 1\nB,Vùng 1\n", nil, "begin with a line such as: Tên đơn vị,Vùng thi đua,Khu vực"},
		{"nothing", " \n\n", nil, "names no units"},
		{"not UTF-8", "\xd0o\xe0n", nil, "CSV UTF-8"},
		{"a quote that doesn't end", "Tên đơn vị,Vùng\n\"A,1\n", nil, "isn't a CSV table"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := setup.ReadUnits(p, []byte(c.list))
			if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
				t.Fatalf("error %v, want %q", err, c.fault)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzReadUnits: whatever the list, nothing panics, no name is empty or stands
// twice.
func FuzzReadUnits(f *testing.F) {
	f.Add("Tên đơn vị;Vùng\nA;1\n")
	f.Add("1. A\n2. B")
	f.Fuzz(func(t *testing.T, list string) {
		p := fuzzPlan(t)
		units, err := setup.ReadUnits(p, []byte(list))
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, u := range units {
			if u.Name == "" || seen[u.Name] {
				t.Fatalf("unit %q: empty, or twice", u.Name)
			}
			seen[u.Name] = true
		}
		setup.Check(p, setup.Sheets(p, units), units)
	})
}
