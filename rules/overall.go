package rules

// overall is each unit's worst status that can still be put right. What is
// closed counts only where nothing else is left, and then, of what wasn't reached,
// only the year's own: a report missed in January must not stay with a unit all
// year, nor a target that was missed look reached when the year is closed.
func (v *Verdict) overall() []Status {
	open := make([]Status, len(v.Data.Units))
	past := make([]Status, len(v.Data.Units))
	for i := range v.Findings {
		f := &v.Findings[i]
		switch {
		case f.Level != ForUnit:
		case !f.Closed:
			open[f.Unit] = worse(open[f.Unit], f.general())
		case f.Status != Unmet || f.Rule.Every == Year:
			past[f.Unit] = worse(past[f.Unit], f.Status)
		}
	}
	for u := range open {
		if open[u] == NoStatus {
			open[u] = past[u]
		}
		if open[u] == NoStatus {
			open[u] = NotDue
		}
	}
	return open
}

// general is the finding's status as far as it colours its unit: a month's
// report that falls due soon doesn't.
func (f *Finding) general() Status {
	if f.Status == DueSoon && f.Rule.Every == Month {
		return InProgress
	}
	return f.Status
}

// worse is the worse of two statuses, of which one may be none.
func worse(a, b Status) Status {
	if a == NoStatus || (b != NoStatus && b < a) {
		return b
	}
	return a
}
