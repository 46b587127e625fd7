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

// trouble tells a failed request to people: what is wrong, in one sentence, and
// what the operator can do. nil stays nil. Google's own text may be localised, so
// only codes and stable words are looked at.
func (c *Client) trouble(id, doing string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	t := &sync.Trouble{Err: err}
	t.Sentence, t.Hint = c.explain(id, doing, err)
	return t
}

func (c *Client) explain(id, doing string, err error) (sentence, hint string) {
	share := "share the spreadsheet " + id + " with the program's account as an editor"
	if c.account != "" {
		share = "share the spreadsheet " + id + " with " + c.account + " as an editor"
	}
	var refused *oauth2.RetrieveError
	var answer *googleapi.Error
	var network net.Error
	switch {
	case errors.As(err, &refused):
		return "Không đăng nhập được vào Google; trạng thái cũ được giữ nguyên.",
			"the credentials were refused (" + refused.ErrorCode + "): check the key file, the computer's clock, or log in again"
	case errors.As(err, &answer):
		return c.answered(answer, doing, share)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return "Hết thời gian chờ Google khi " + doing + " bảng; trạng thái cũ được giữ nguyên.", "Google didn't answer in time; it is tried again in the next cycle"
	}
	return "Không kết nối được tới Google khi " + doing + " bảng; trạng thái cũ được giữ nguyên.", "check the network, a proxy, the endpoint"
}

func (c *Client) answered(e *googleapi.Error, doing, share string) (sentence, hint string) {
	kept := "; trạng thái cũ được giữ nguyên."
	switch {
	case e.Code == 401:
		return "Google không nhận quyền đăng nhập" + kept, "the token was refused: check the key file or log in again"
	case e.Code == 403 && strings.Contains(e.Message, "disabled"):
		return "Google Sheets API chưa được bật" + kept, "enable the Google Sheets API in the project of the key"
	case e.Code == 403 && strings.Contains(e.Message, "scopes"):
		return "Quyền đăng nhập Google chưa đủ" + kept, "log in again, with the scope for spreadsheets"
	case e.Code == 403:
		return "Không " + doing + " được bảng: hết quyền truy cập" + kept, share
	case e.Code == 404:
		return "Không tìm thấy bảng" + kept, "check the id in the service file, or whether the spreadsheet was deleted"
	case e.Code == 429:
		return "Google tạm giới hạn số lần truy cập" + kept, "fewer workbooks or a longer interval; settings reads and writes"
	case e.Code >= 500:
		return "Google đang gặp sự cố khi " + doing + " bảng" + kept, "nothing to do; it is tried again in the next cycle"
	case strings.Contains(e.Body, "FAILED_PRECONDITION"):
		return "Bảng là tệp Office mở trong Google Sheets" + kept, "open it in Google Sheets and choose File > Save as Google Sheets"
	case strings.Contains(e.Message, "limit") || strings.Contains(e.Message, "maximum"):
		return "Bảng đã đầy (giới hạn số ô của Google)" + kept, "delete unused rows, columns or tabs"
	case doing == "ghi":
		return "Google không cho ghi cột trạng thái (ô được bảo vệ?)" + kept, "let the program's account edit the protected range, or remove the protection"
	}
	return "Google từ chối yêu cầu khi " + doing + " bảng" + kept, "see the log"
}
