package config

import "regexp"

// What mail is sent to, as a stricter set than the mail standards allow: all that
// is taken here, mail programs take too.
var (
	bareAddress = regexp.MustCompile(`^` + mailbox + `$`)
	namedOne    = regexp.MustCompile(`^(?:[\pL\pM\pN_-]+(?: +[\pL\pM\pN_-]+)*|"[^"\\\pC]+") *<` + mailbox + `>$`)
	webLink     = regexp.MustCompile(`^https?://[\pL\pN][\pL\pN.-]*(?::\d{1,5})?(?:[/?#][^\s<>"\\^{|}` + "`" + `]*)?$`)
)

// mailbox is local@domain.
const mailbox = `[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*`

// isAddress reports whether s is an address, with a name before it where named
// ones are allowed: "Văn phòng <vanphong@example.vn>".
func isAddress(s string, named bool) bool {
	return bareAddress.MatchString(s) || named && namedOne.MatchString(s)
}

// isLink reports whether s is a web address.
func isLink(s string) bool { return webLink.MatchString(s) }
