package gsheet

import (
	"context"
	"errors"
	"net"
	"strings"

	"golang.org/x/oauth2"
	"google.golang.org/api/googleapi"

	"rasoat/sync"
)

// kept ends each sentence: what a failure leaves behind.
const kept = "; trạng thái cũ được giữ nguyên."

// unsure ends it where something was written and nobody knows yet how it stands.
const unsure = "; trạng thái vừa ghi chưa được đối chiếu, lần kiểm tra sau sẽ đối chiếu lại."

// checking is what [Workbook.after] does, in the words of a sentence.
const checking = "đối chiếu"

// trouble tells a failed request to people: what is wrong, in one sentence, and
// what the operator can do. nil stays nil, and so does a cancelled context. Google's
// own text may be localised, so only codes and stable words are looked at.
func (w *Workbook) trouble(doing string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	t := &sync.Trouble{Err: err}
	t.Sentence, t.Hint = w.explain(doing, err)
	if doing == checking {
		t.Sentence = strings.TrimSuffix(t.Sentence, kept) + unsure
	}
	return t
}

func (w *Workbook) explain(doing string, err error) (sentence, hint string) {
	var login *oauth2.RetrieveError
	var answer *googleapi.Error
	var network net.Error
	switch {
	case errors.As(err, &answer):
		return w.answered(answer, doing)
	case errors.As(err, &login) && login.Response != nil && login.Response.StatusCode >= 500:
		return "Google đang gặp sự cố khi đăng nhập" + kept, "nothing to do; it is tried again in the next cycle"
	case errors.As(err, &login), errors.Is(err, errLogin):
		return "Không đăng nhập được vào Google" + kept,
			"the credentials were refused: check the key file and the computer's clock, or log in again (rasoat google login)"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return "Hết thời gian chờ Google khi " + doing + " bảng" + kept, "Google didn't answer in time; it is tried again in the next cycle"
	}
	return "Không kết nối được tới Google khi " + doing + " bảng" + kept, "check the network, the proxy and the endpoint"
}

// share is what to do about a spreadsheet that isn't shared.
func (w *Workbook) share() string {
	with := "the program's account"
	if w.client.account != "" {
		with = w.client.account
	}
	return "share the spreadsheet " + w.id + " with " + with + " as an editor"
}

func (w *Workbook) answered(e *googleapi.Error, doing string) (sentence, hint string) {
	switch {
	case e.Code == 401:
		return "Google không nhận quyền đăng nhập" + kept, "the token was refused: check the key file, or log in again (rasoat google login)"
	case e.Code == 403 && strings.Contains(e.Body, "SERVICE_DISABLED"), e.Code == 403 && strings.Contains(e.Message, "it is disabled"):
		return "Google Sheets API chưa được bật" + kept, "enable the Google Sheets API in the project of the credentials"
	case e.Code == 403 && strings.Contains(e.Body, "SCOPE"), e.Code == 403 && strings.Contains(e.Message, "scopes"):
		return "Quyền đăng nhập Google chưa đủ" + kept, "log in again (rasoat google login), and allow spreadsheets"
	case e.Code == 403 && doing != "đọc":
		return "Không ghi được bảng: chỉ có quyền xem, hoặc đã hết quyền" + kept, w.share()
	case e.Code == 403:
		return "Không đọc được bảng: bảng chưa được chia sẻ" + kept, w.share()
	case e.Code == 404:
		return "Không tìm thấy bảng" + kept, "check the link " + w.id + " in the service file or in the register, or whether the spreadsheet was deleted"
	case e.Code == 429:
		return "Google tạm giới hạn số lần truy cập" + kept, "fewer workbooks, a longer interval, or a smaller google.reads and google.writes"
	case e.Code >= 500:
		return "Google đang gặp sự cố khi " + doing + " bảng" + kept, "nothing to do; it is tried again in the next cycle"
	case strings.Contains(e.Body, "FAILED_PRECONDITION"):
		return "Bảng là tệp Office mở trong Google Sheets" + kept, "open it in Google Sheets, choose File > Save as Google Sheets, and name the new spreadsheet"
	case doing == "ghi":
		return w.notTaken(e)
	}
	return "Google từ chối yêu cầu khi " + doing + " bảng" + kept, "see the cause: " + e.Message
}

// notTaken is a write that was refused as such.
func (w *Workbook) notTaken(e *googleapi.Error) (sentence, hint string) {
	if strings.Contains(e.Message, "above the limit") {
		return "Bảng đã đầy (giới hạn số ô của Google)" + kept, "delete unused rows, columns or tabs"
	}
	if strings.Contains(e.Message, "protected") || w.guarded() != "" {
		with := "the program's account"
		if w.client.account != "" {
			with = w.client.account
		}
		return "Bảng có vùng được bảo vệ nên không ghi được trạng thái" + kept,
			"Data > Protect sheets and ranges" + w.guarded() + ": let " + with + " edit it, show a warning only, or take the protection away"
	}
	return "Google không nhận trạng thái" + kept, "see the cause: " + e.Message
}

// guarded names the tabs in which a range is protected from us.
func (w *Workbook) guarded() string {
	var titles []string
	for _, t := range w.tabs {
		if t.guarded {
			titles = append(titles, "'"+t.title+"'")
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return " in " + strings.Join(titles, ", ")
}
