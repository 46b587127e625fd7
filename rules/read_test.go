package rules

import "testing"

func TestReadThin(t *testing.T) {
	p := testPlan()
	d := readGrids(p, grid("Chỉ tiêu năm", `
TỔNG HỢP NĂM 2022
STT | Tên đơn vị | Chỉ tiêu giới thiệu | Kết quả | Tỷ lệ | Ngày làm việc
1 | 2 | 3 | 4 | 5 | 6
VÙNG THI ĐUA SỐ 1
#1 | Đoàn xã Xuân Hồng | #6 | 05 đ/c | 84,5 | 5/4/2022
#2 | Đoàn xã Xuân Trường | 4/5 | #2 | %0.9 | 31/06/2022
#3 | Đoàn thị trấn Sao Vàng | #6 | #7 | 1 | d:12/6/2022
| TỔNG CỘNG | #12 | #14
| Người lập biểu | | Bí thư
| Nguyễn Văn A
`), grid("Rà soát quý", `
Tên đơn vị | Quý I | < | Quý II | <
^ | Đã rà soát | Ngày rà soát | Đã rà soát | Ngày rà soát
Đoàn xã Xuân Hồng | x | 5/4/2022 | |
Đoàn xã Xuân Trường | x | | Chưa | dự kiến 5/7
`), grid("Báo cáo định kỳ", `
Đơn vị | Kỳ | Ngày gửi
Đoàn xã Xuân Hồng | T1 | 20/1/2022
^ | Quý I | 20/3/2022
| 6 tháng đầu năm | 20/6/2022
`))
	same(t, show(p, d, "targets"), `
Đoàn xã Xuân Hồng: target=6 value=5 share=84,5% met=05/04/2022
Đoàn xã Xuân Trường: target=? value=2 share=90% met=?
Đoàn thị trấn Sao Vàng: target=6 value=7 share=? met=12/06/2022
C6 error: Chỉ tiêu giới thiệu phải là số (đang ghi '4/5').
F6 error: Ngày '31/06/2022' không tồn tại; đề nghị ghi theo ngày/tháng/năm, ví dụ 05/04/2022.
E7 error: Tỷ lệ ghi '1' chưa rõ là 1% hay 100%; đề nghị ghi kèm dấu %.
`)
	d.Defects = nil
	same(t, show(p, d, "reviews"), `
Đoàn xã Xuân Hồng: done[12]=Có on[12]=05/04/2022
Đoàn xã Xuân Trường: done[12]=Có done[13]=Chưa on[13]=Chưa
`)
	same(t, show(p, d, "reports"), `
Đoàn xã Xuân Hồng: sent[0]=20/01/2022 sent[12]=20/03/2022 sent[16]=20/06/2022
`)
}
