package mailer

import "rasoat/rules"

// TEMPORARY until rules has them.
func why(v *rules.Verdict, f *rules.Finding) string {
	return titled(f.Rule, f.Period) + " (" + f.Rule.Clause + ")."
}
func clearing(v *rules.Verdict, f *rules.Finding) string { return "ghi " + titled(f.Rule, f.Period) }
func many(v *rules.Verdict, fs []*rules.Finding) string {
	s := ""
	for _, f := range fs {
		s += why(v, f)
	}
	return s
}

func (r *report) pace(f *rules.Finding) string { return "" }
