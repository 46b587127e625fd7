package mailer

import (
	"fmt"

	"rasoat/rules"
)

// unread reports whether something couldn't be read, so that "none" may be untrue:
// units that weren't judged in full, or a workbook or tab that could hold more.
func (r *report) unread() bool { return r.held() > 0 || blocked(r.v) }

// blocked reports whether a workbook or tab couldn't be read.
func blocked(v *rules.Verdict) bool {
	for _, p := range v.Problems {
		if p.Blocking {
			return true
		}
	}
	return false
}

// held is how many units couldn't be judged in full.
func (r *report) held() int {
	n := 0
	for u, held := range r.v.Held {
		if held && r.in[u] {
			n++
		}
	}
	return n
}

// doubt says what wasn't judged, to begin a sentence.
func (r *report) doubt() string {
	if n := r.held(); n > 0 {
		return fmt.Sprintf("Chưa xét đủ %d đơn vị", n)
	}
	return "Chưa xét đủ số liệu"
}

// none is what stands where nothing is found.
func (r *report) none() string {
	if r.unread() {
		return "Không có trong số liệu đọc được."
	}
	return "Không có."
}
