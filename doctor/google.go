package doctor

import (
	"fmt"
	"strings"
	"time"

	"rasoat/sync/gsheet"
)

// Spreadsheet judges what an inspection of a spreadsheet found. account is the
// program's address, ours the computer's clock when the answer came.
func Spreadsheet(about, account string, x gsheet.Inspection, ours time.Time) []Check {
	if x.Title != "" {
		about = x.Title
	}
	var out []Check
	if !x.Date.IsZero() {
		out = append(out, Clock(ours, x.Date, "Google"))
	}
	if x.Write != nil {
		c := failed(about, x.Write)
		if account != "" {
			c.Do += fmt.Sprintf("; in the spreadsheet: Share > Add people > %s > Editor (Chia sẻ > Thêm người > %s > Người chỉnh sửa)", account, account)
		}
		out = append(out, c)
	} else {
		out = append(out, ok(about, "shared with the program's account, which may read and write"))
	}
	out = append(out, link(about, x)...)
	for _, g := range x.Guarded {
		out = append(out, guarded(about, account, g))
	}
	if x.Locale != "" && !strings.HasPrefix(x.Locale, "vi") {
		out = append(out, Check{Level: Warning, About: about, Found: "the spreadsheet's locale is " + x.Locale + ": what people type as 5/4 may become 4 May",
			Do: "File > Settings > Locale: Vietnam (Tệp > Cài đặt > Ngôn ngữ: Việt Nam)"})
	}
	return out
}

// link warns where whoever has the link gets in.
func link(about string, x gsheet.Inspection) []Check {
	switch {
	case x.Link == "writer" || x.Link == "fileOrganizer" || x.Link == "organizer":
		return []Check{{Level: Warning, About: about, Found: "anyone who has the link can change the spreadsheet",
			Do: "Share > General access > Restricted (Chia sẻ > Quyền truy cập chung > Hạn chế), and share it with the units' own addresses"}}
	case x.Link != "":
		return []Check{{Level: Warning, About: about, Found: "anyone who has the link can read the spreadsheet",
			Do: "Share > General access > Restricted (Chia sẻ > Quyền truy cập chung > Hạn chế), unless that is wanted"}}
	case x.Unasked != nil:
		return []Check{{Level: OK, About: about, Found: "not checked who else has the link: Drive wasn't asked or didn't say",
			Do: "look at Share > General access (Chia sẻ > Quyền truy cập chung): it should say Restricted (Hạn chế)"}}
	}
	return nil
}

// guarded tells of a protected range. It is in the way of inserting our columns
// and of writing into them.
func guarded(about, account string, g gsheet.Guarded) Check {
	who := "the program's account"
	if account != "" {
		who = account
	}
	found := fmt.Sprintf("tab '%s': %s is protected from the program's account", g.Tab, g.Range)
	if g.Description != "" {
		found += " (" + g.Description + ")"
	}
	return Check{Level: Warning, About: about, Found: found,
		Do: "Data > Protect sheets and ranges > the range > Set permissions > add " + who + " (Dữ liệu > Bảo vệ trang tính và dải ô > Đặt quyền); or choose \"Show a warning\" (Hiển thị cảnh báo)"}
}
