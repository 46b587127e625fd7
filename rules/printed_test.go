package rules

import "strings"

// printed is a value as people write it; reading it again gives the same value.
// Bad values print what can be said of them: nothing.
func printed(v Value, c *Column) string {
	switch v.State {
	case Blank, Bad:
		return ""
	case Asked:
		if v.Text != "" {
			return v.Text
		}
		return "Không áp dụng"
	case Doing:
		return "Đang thực hiện"
	case No:
		if v.Text != "" {
			return v.Text
		}
		return "Chưa"
	case Yes:
		if v.Date != 0 {
			return v.Date.String()
		}
		return "Có"
	}
	switch c.Type {
	case TypeCount, TypeNumber:
		return printNum(v.Num)
	case TypePercent:
		return v.Num.String() + "%"
	case TypeDate:
		return v.Date.String()
	case TypeDocument:
		if v.Text != "" && v.Date != 0 {
			return v.Text + ", " + v.Date.String()
		}
		return v.Text + v.Date.String()
	}
	return v.Text
}

// printNum writes three decimals with a fourth, so that "1,125" can't be taken
// for thousands.
func printNum(n Num) string {
	s := n.String()
	whole, frac, _ := strings.Cut(strings.TrimPrefix(s, "-"), ",")
	if len(frac) == 3 && len(whole) <= 3 && whole != "0" {
		s += "0"
	}
	return s
}
