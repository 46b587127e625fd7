package rules

// above judges the groups, then all.
func (j *judging) above() {}
