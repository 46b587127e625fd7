package mailer

import "strings"

// String is the trouble in one word, for logs.
func (t Trouble) String() string {
	return [...]string{"connect", "time", "tls", "login", "later", "refused", "unsure"}[t]
}

// Sentence is the trouble in a few Vietnamese words, without addresses.
func (t Trouble) Sentence() string {
	return [...]string{
		"không kết nối được máy chủ thư",
		"máy chủ thư không trả lời kịp",
		"không lập được kết nối an toàn với máy chủ thư",
		"máy chủ thư không cho đăng nhập",
		"máy chủ thư đề nghị gửi lại sau",
		"máy chủ thư từ chối",
		"mất kết nối khi vừa gửi xong, thư có thể đã đến",
	}[t]
}

// TroubleOf is the trouble of a word that String gave, whatever stands behind it; false
// for any other text.
func TroubleOf(text string) (Trouble, bool) {
	word, _, _ := strings.Cut(text, " ")
	for t := ConnectTrouble; t <= Unsure; t++ {
		if t.String() == word {
			return t, true
		}
	}
	return 0, false
}
