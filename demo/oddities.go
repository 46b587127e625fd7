package demo

import "time"

// place is a unit's cell: part is the upper header, or the period of the row,
// where the tab has several of them.
type place struct{ tab, unit, part, header string }

// typed is what a person typed there. Severity "" means that it reads well.
type typed struct {
	value                  any
	why, severity, message string
}

func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// fine is an odd way of writing that reads well.
func fine(value any, why string) typed { return typed{value: value, why: why} }

// wrong can't be used; message is part of what is said about it.
func wrong(value any, why, message string) typed { return typed{value, why, "error", message} }

// doubtful is used, but somebody should look at it.
func doubtful(value any, why, message string) typed { return typed{value, why, "warning", message} }

// typedCells is what people typed, by place. It is the list to read: each line
// is a cell, what stands there, and what should come of it.
func typedCells() map[place]typed {
	all := map[place]typed{}
	for _, part := range []map[place]typed{oddUnits(), oddNames(), oddCounts(), oddShares(), oddTicks(), oddDocuments(), oddReviews(), oddReports()} {
		for at, t := range part {
			all[at] = t
		}
	}
	return all
}

func oddUnits() map[place]typed {
	at := func(unit, header string) place { return place{tabUnits, unit, "", header} }
	return map[place]typed{
		at("Đoàn trường THPT Lê Hoàn", "Khu vực"):      fine("truong hoc", "no diacritics"),
		at("Đoàn thị trấn Thọ Xuân", "Thanh niên"):     fine("1.859", "a dot for thousands, as text"),
		at("Đoàn xã Xuân Hồng", "Thanh niên"):          fine("1 675", "a space for thousands"),
		at("Đoàn xã Thọ Hải", "Thanh niên"):            wrong("1,430", "thousands or decimals?", "chưa rõ"),
		at("Đoàn xã Xuân Giang", "Khu vực"):            fine("Địa bàn  dân cư\u00a0", "spaces that can't be seen"),
		at("Chi đoàn Điện lực huyện", "Khu vực"):       wrong("Kinh tế tư nhân", "a sector that the plan doesn't know", "Kinh tế tư nhân"),
		at("Đoàn xã Thọ Diên", "Vùng thi đua"):         wrong("Vùng thi đua số 3", "another zone than its group row's", "Vùng thi đua số 3"),
		at("Đoàn xã Xuân Minh", "Email"):               wrong("doancs27@@donvi.example.vn", "no e-mail address", "email"),
		at("Đoàn xã Thọ Lộc", "Email"):                 fine(" DoanCS05@donvi.example.vn ", "capitals and spaces"),
		at("Đoàn xã Xuân Bái", "Ghi chú"):              doubtful("Liên hệ 0900 000 000", "a telephone number", "số điện thoại"),
		at("Đoàn trường THPT Lam Kinh", "Ghi chú"):     fine("=HYPERLINK(\"http://example.vn\";\"xem\")", "text that looks like a formula, in a column that nobody reads"),
		at("Đoàn Bệnh viện đa khoa huyện", "Ghi chú"):  fine("<script>alert(1)</script>", "text that looks like a web page"),
		at("Chi đoàn Trung tâm Y tế huyện", "Ghi chú"): fine("dòng 1\ndòng 2\tcó tab", "a line break and a tab"),
	}
}

func oddNames() map[place]typed {
	name := func(unit string) place { return place{tabTargets, unit, "", "Tên đơn vị"} }
	review := func(unit string) place { return place{tabReviews, unit, "", "Tên đơn vị"} }
	return map[place]typed{
		name("Đoàn xã Tây Hồ"):                         fine("ĐOÀN XÃ TÂY HỒ", "capitals"),
		name("Đoàn xã Xuân Hòa"):                       fine("Đoàn xã Xuân Hoà", "the tone mark on the other vowel"),
		name("Đoàn xã Thọ Hải"):                        fine("Doan xa Tho Hai", "no diacritics"),
		name("Đoàn xã Xuân Hưng"):                      fine("Đoàn\u00a0xã  Xuân Hưng ", "a no-break space, two spaces, one at the end"),
		name("Đoàn xã Thọ Lâm"):                        fine("Đoa\u0300n xa\u0303 Tho\u0323 La\u0302m", "letters and marks apart (NFD)"),
		name("Chi đoàn Cơ quan Đảng - Đoàn thể huyện"): fine("Chi đoàn Cơ quan Đảng – Đoàn thể huyện", "a long dash"),
		name("Chi đoàn Công ty May số 1"):              fine("Chi đoàn Công ty May số\u200b 1", "a zero-width space"),
		name("Đoàn xã Xuân Sinh"):                      doubtful("Xuân Sinh", "the leading words left out", "Xuân Sinh"),
		review("Đoàn xã Xuân Lập"):                     wrong("Đoàn xã Xuân Lậpp", "a slip of the finger: never taken for the likely unit", "Đoàn xã Xuân Lập"),
		review("Đoàn thị trấn Sao Vàng"):               fine("Đoàn thị trấn\nSao Vàng", "a line break in the name"),
		review("Đoàn xã Xuân Phú"):                     doubtful("Xuân Phú", "the leading words left out", "Xuân Phú"),
	}
}

func oddCounts() map[place]typed {
	at := func(unit, header string) place { return place{tabTargets, unit, "", header} }
	const result = "Kết quả giới thiệu lũy kế"
	return map[place]typed{
		at("Đoàn xã Xuân Phong", result):                                     fine("04 đ/c", "a counting word"),
		at("Đoàn xã Nam Giang", result):                                      fine("4,0", "a decimal that is whole"),
		at("Đoàn xã Bắc Lương", "Chỉ tiêu giới thiệu"):                       fine("5 đoàn viên", "a counting word"),
		at("Đoàn xã Thọ Lập", result):                                        fine("３", "a full-width digit"),
		at("Đoàn xã Thọ Lộc", result):                                        wrong("4/5", "a result and its target in one cell", "phải là số"),
		at("Đoàn xã Thọ Hải", result):                                        wrong(-4, "a negative count", "không được âm"),
		at("Đoàn thị trấn Lam Sơn", result):                                  wrong(2.5, "half a member", "phải là số nguyên"),
		at("Đoàn xã Xuân Phú", result):                                       wrong(on(2022, 5, 5), "a fraction that the spreadsheet took for a date", "phải là số"),
		at("Đoàn xã Xuân Bái", result):                                       wrong("khoảng 6", "about", "phải là số"),
		at("Chi đoàn Kho bạc Nhà nước huyện", result):                        wrong("hai", "a number in words", "phải là số"),
		at("Đoàn trường THPT Lê Hoàn", result):                               wrong("O5", "the letter O for a zero", "phải là số"),
		at("Chi đoàn Agribank huyện", result):                                wrong("=3+0", "text that looks like a formula", "công thức"),
		at("Đoàn Công an huyện", result):                                     wrong("(5)", "a number in brackets", "phải là số"),
		at("Đoàn xã Xuân Giang", "Chỉ tiêu kết nạp"):                         fine("-", "a dash for nothing"),
		at("Đoàn xã Xuân Tín", "Số được học tập, quán triệt"):                wrong(200, "more learned than there are", "lớn hơn tổng"),
		at("Đoàn xã Xuân Tín", "Tỷ lệ học tập (%)"):                          fine(nil, "no percentage beside its counts"),
		at("Chi đoàn Tòa án nhân dân huyện", "Trong đó: từ đoàn viên ưu tú"): wrong(4, "a part above its whole", "lớn hơn tổng"),
		at("Đoàn xã Xuân Trường", "Khó khăn, vướng mắc"):                     doubtful("Cần trao đổi, gọi 0900.000.000", "a telephone number in a remark", "số điện thoại"),
		at("Đoàn xã Quảng Phú", "Khó khăn, vướng mắc"):                       fine("Thiếu nguồn giới thiệu", "a remark"),
	}
}

func oddShares() map[place]typed {
	at := func(unit, header string) place { return place{tabTargets, unit, "", header} }
	const learned, told = "Tỷ lệ học tập (%)", "Tỷ lệ tuyên truyền (%)"
	return map[place]typed{
		at("Đoàn trường THPT Lê Lợi", told):                fine("78%", "a percentage as text"),
		at("Đoàn trường THPT Lê Hoàn", told):               fine(loose(85), "a percentage as a plain number"),
		at("Đoàn trường THPT Lam Kinh", told):              fine(loose(0.9), "a percentage as a part of one"),
		at("Đoàn trường THPT Thọ Xuân 5", told):            fine("82,0", "a decimal comma, as text"),
		at("Đoàn Trung tâm GDNN-GDTX Thọ Xuân", learned):   wrong(loose(1), "1% or 100%?", "1% hay 100%"),
		at("Đoàn Bệnh viện đa khoa huyện", told):           wrong("105%", "more than all", "vượt quá 100%"),
		at("Chi đoàn Trung tâm Y tế huyện", learned):       wrong(formula{"0/0", "#DIV/0!"}, "a formula that fails", "#DIV/0!"),
		at("Chi đoàn Cơ quan Đảng - Đoàn thể huyện", told): wrong(formula{"1+#REF!", "#REF!"}, "a formula whose cells were deleted", "#REF!"),
		at("Đoàn xã Quảng Phú", told):                      doubtful(share(0.95), "another percentage than its counts give", "tính lại"),
	}
}

func oddTicks() map[place]typed {
	at := func(unit, header string) place { return place{tabTargets, unit, "", header} }
	const trained, finished = "Đã tổ chức đăng ký CTRLĐV", "Ngày hoàn thành"
	const met, meeting = "Đã làm việc", "Ngày làm việc"
	return map[place]typed{
		at("Đoàn xã Xuân Hồng", trained):                  fine("X", "another mark"),
		at("Đoàn xã Xuân Trường", trained):                fine("✓", "another mark"),
		at("Đoàn xã Xuân Giang", trained):                 fine("Rồi", "a word for yes"),
		at("Đoàn xã Thọ Lộc", trained):                    fine(true, "a ticked box"),
		at("Đoàn xã Xuân Phong", trained):                 fine("Đã tổ chức", "a sentence for yes"),
		at("Đoàn xã Nam Giang", trained):                  fine(on(2022, 1, 16), "a date where a mark was asked for"),
		at("Đoàn trường THPT Lê Lợi", trained):            fine("Đang thực hiện", "under way, beside a date"),
		at("Chi đoàn Ban Chỉ huy Quân sự huyện", trained): doubtful("Không áp dụng", "the unit says it needn't: the office decides", "Không áp dụng"),
		at("Đoàn Công an huyện", trained):                 wrong("2 lần", "neither yes nor no", "2 lần"),
		at("Chi đoàn Kho bạc Nhà nước huyện", trained):    wrong("1", "a one for a tick", "1"),
		at("Chi đoàn Chi cục Thuế khu vực", trained):      wrong("Chưa", "no, beside a date", "đã có ngày"),
		at("Chi đoàn Agribank huyện", finished):           wrong("20/03/2023", "a day that hasn't come yet", "sau thời điểm kiểm tra"),
		at("Chi đoàn Công ty May số 2", finished):         fine("x", "a mark where a date was asked for: done, but when?"),
		at("Đoàn xã Xuân Trường", meeting):                fine("Dự kiến 15/11/2022", "an intention is not done"),
		at("Đoàn xã Thọ Lập", meeting):                    fine("Hoãn", "put off is not done"),
		at("Đoàn Bệnh viện đa khoa huyện", met):           fine("Có", "a yes without its date"),
		at("Đoàn xã Xuân Tín", meeting):                   wrong("tháng 8", "a month without a day", "đủ ngày/tháng/năm"),
		at("Đoàn xã Xuân Minh", meeting):                  wrong("30/2/2022", "a day that February hasn't", "không tồn tại"),
		at("Đoàn xã Thọ Diên", meeting):                   wrong("9/28/2022", "month before day", "thứ tự ngày/tháng/năm"),
	}
}

func oddDocuments() map[place]typed {
	at := func(unit, header string) place { return place{tabTargets, unit, "", header} }
	const plan = "Số, ngày kế hoạch"
	return map[place]typed{
		at("Đoàn xã Xuân Trường", plan):         fine("KH số 05 ngày 28/1/2022", "number and date in words"),
		at("Đoàn xã Thọ Lộc", plan):             fine(on(2022, 1, 14), "only a date"),
		at("Đoàn xã Xuân Phong", plan):          fine("12-KH/ĐTN", "only a number: when?"),
		at("Đoàn xã Xuân Giang", plan):          fine("Dự thảo", "a draft"),
		at("Đoàn xã Nam Giang", plan):           fine("21-KH/ĐTN ngày 20 tháng 01 năm 2022", "a date in words"),
		at("Đoàn xã Tây Hồ", plan):              wrong("18-KH/ĐTN, 31/02/2022", "a document of a day that doesn't exist", "không tồn tại"),
		at("Chi đoàn Cơ quan UBND huyện", plan): fine("05-KH/CĐ ngày 18.3.2022", "dots in the date"),
	}
}

func oddReviews() map[place]typed {
	at := func(unit, quarter, header string) place { return place{tabReviews, unit, quarter, header} }
	const done, held = "Đã rà soát", "Ngày rà soát"
	return map[place]typed{
		at("Đoàn xã Xuân Giang", "Quý III", held):                fine("28.9.2022", "dots in a date"),
		at("Đoàn xã Thọ Lộc", "Quý III", held):                   fine("28-9-22", "dashes, two digits of the year"),
		at("Đoàn xã Xuân Phong", "Quý III", held):                fine("ngày 05 tháng 10 năm 2022", "a date in words; after the quarter, before due"),
		at("Đoàn xã Nam Giang", "Quý III", held):                 fine("2022-09-28", "a date as programs write it"),
		at("Đoàn xã Bắc Lương", "Quý III", held):                 fine("Thứ Sáu, 30/9/2022", "the day of the week before it"),
		at("Đoàn xã Tây Hồ", "Quý III", held):                    fine(loose(44833), "a date that lost its format"),
		at("Đoàn xã Xuân Hưng", "Quý III", held):                 fine("Đã họp 28/9/2022", "words before a date"),
		at("Đoàn xã Thọ Lâm", "Quý II", held):                    fine("19/07/2022", "after due: late"),
		at("Đoàn xã Xuân Sinh", "Quý III", held):                 fine("xong", "done, but when?"),
		at("Đoàn thị trấn Lam Sơn", "Quý III", done):             fine(on(2022, 9, 27), "a date where a mark was asked for"),
		at("Đoàn xã Xuân Bái", "Quý III", held):                  wrong("31/09/2022", "a day that September hasn't", "không tồn tại"),
		at("Đoàn xã Thọ Xương", "Quý III", held):                 wrong(on(2023, 9, 25), "next year: not yet", "sau thời điểm kiểm tra"),
		at("Đoàn xã Xuân Thiên", "Quý III", held):                wrong(on(2022, 5, 15), "before the quarter began", "trước khi bắt đầu"),
		at("Đoàn xã Thuận Minh", "Quý III", held):                wrong("28/9", "no year", "đủ ngày/tháng/năm"),
		at("Đoàn xã Thọ Lập", "Quý III", held):                   wrong("9/28/2022", "month before day", "thứ tự ngày/tháng/năm"),
		at("Đoàn xã Phú Xuân", "Quý III", held):                  wrong("29/02/2022", "no leap year", "không tồn tại"),
		at("Đoàn xã Xuân Minh", "Quý III", held):                 wrong("sau lễ 2/9 họp bù", "words around something", "sau lễ"),
		at("Đoàn trường THPT Lê Lợi", "Quý III", done):           wrong("Chưa", "no, beside a date", "đã có ngày"),
		at("Đoàn Công ty CP Mía đường Lam Sơn", "Quý III", held): wrong(formula{"VLOOKUP(1,A1:B2,2,0)", "#N/A"}, "a formula that finds nothing", "#N/A"),
	}
}

func oddReports() map[place]typed {
	at := func(unit, period, header string) place { return place{tabReports, unit, period, header} }
	const period, sent = "Kỳ báo cáo", "Ngày gửi"
	return map[place]typed{
		at("Đoàn xã Quảng Phú", "T3", period):                      fine("03/2022", "month and year"),
		at("Đoàn xã Xuân Tín", "T8", period):                       fine(8, "a bare number that can only be a month"),
		at("Đoàn xã Xuân Minh", "T9", period):                      fine("tháng chín", "a month in words"),
		at("Đoàn xã Xuân Lai", "6T", period):                       fine("Sơ kết 6 tháng đầu năm", "a period in words"),
		at("Đoàn xã Trường Xuân", "Q2", period):                    fine("Q.2", "a short form"),
		at("Đoàn xã Xuân Lập", "T5", period):                       fine(on(2022, 5, 1), "a month that the spreadsheet took for a day"),
		at("Đoàn trường THPT Lê Lợi", "T2", period):                wrong("T13", "a month that doesn't exist", "T13"),
		at("Đoàn trường THPT Lê Hoàn", "T3", period):               wrong("3", "month 3 or quarter 3?", "3"),
		at("Đoàn trường THPT Lam Kinh", "T1", period):              wrong("Tháng 1/2021", "last year's report", "2021"),
		at("Đoàn trường THPT Thọ Xuân 4", "T4", "Tên đơn vị"):      fine("Đoàn trường THPT Thọ Xuân\u00a04", "a no-break space in the name"),
		at("Đoàn trường THPT Thọ Xuân 4", "T8", sent):              wrong("31/06/2022", "a day that June hasn't", "không tồn tại"),
		at("Đoàn trường THPT Thọ Xuân 5", "T9", sent):              wrong(on(2022, 8, 15), "sent before its month began", "trước khi bắt đầu"),
		at("Đoàn Bệnh viện đa khoa huyện", "T9", sent):             wrong("12/12/2022", "a day that hasn't come yet", "sau thời điểm kiểm tra"),
		at("Chi đoàn Trung tâm Y tế huyện", "T9", sent):            fine("đã gửi 16/9/2022", "words before a date"),
		at("Chi đoàn Cơ quan UBND huyện", "T7", sent):              fine("Đã gửi", "done, but when?"),
		at("Chi đoàn Phòng Giáo dục và Đào tạo huyện", "T9", sent): fine("chưa", "no"),
		at("Chi đoàn Bảo hiểm xã hội huyện", "T9", sent):           wrong("=NOW()", "text that looks like a formula", "công thức"),
		at("Chi đoàn Điện lực huyện", "T6", "Ghi chú"):             fine("Gửi bù, có công văn", "a remark"),
		at("Chi đoàn Agribank huyện", "T2", "Tên đơn vị"):          wrong("Chi đoàn Agribank Lam Sơn", "a unit that isn't in the register", "Agribank Lam Sơn"),
	}
}

// oddSums are the totals that differ from what the units' figures give, by tab
// and header. (Where a cell of the column can't be read at all, sums aren't
// compared: that cell is reported.)
func oddSums() map[[2]string]typed {
	return map[[2]string]typed{
		{tabTargets, "Chỉ tiêu giới thiệu"}: doubtful(nil, "a number typed as text isn't in the spreadsheet's sum", "TỔNG CỘNG"),
	}
}

// decision is a line of the office's settings tab; at names the column in which
// it is odd.
type decision struct {
	act, about, period, unit string
	day, value               any
	reason                   string
	at                       string
	odd                      typed
}

func decisions() []decision {
	return []decision{
		{act: "Đổi hạn", about: "Rà soát quý", period: "Quý II", day: on(2022, 7, 15), reason: "Trùng Tháng thanh niên tình nguyện hè"},
		{act: "Miễn", about: "II.4", unit: "Chi đoàn Ban Chỉ huy Quân sự huyện", day: on(2022, 12, 31), reason: "Đã làm việc chung với cơ quan quân sự cấp trên"},
		{act: "Gia hạn", about: "Rà soát quý", period: "Quý III", unit: "Đoàn xã Xuân Hồng", day: on(2022, 10, 31), reason: "Kiện toàn BCH"},
		{act: "Gia hạn", about: "Rà soát quý", period: "Quý III", unit: "Đoàn xã Xuân Lộc", day: on(2022, 10, 31), reason: "Kiện toàn BCH",
			at: "Đơn vị", odd: typed{why: "a unit that isn't in the register", severity: "error", message: "Xuân Lộc"}},
		{act: "Đổi hạn", about: "Rà soát quý", period: "Quý IV", day: "30/02/2023", reason: "Tết Nguyên đán",
			at: "Ngày", odd: typed{why: "a day that February hasn't", severity: "error", message: "không tồn tại"}},
		{act: "Hoãn", about: "Rà soát quý", unit: "Đoàn xã Xuân Tín",
			at: "Việc", odd: typed{why: "a word that the settings don't know", severity: "error", message: "Hoãn"}},
		{act: "Miễn", about: "Hội thi", unit: "Đoàn Công an huyện", reason: "Nhiệm vụ đột xuất",
			at: "Nội dung", odd: typed{why: "an obligation that the plan doesn't have", severity: "error", message: "Hội thi"}},
		{act: "Miễn", about: "II.4", unit: "Đoàn Công an huyện", day: on(2022, 12, 31),
			at: "Lý do", odd: typed{why: "no reason given", severity: "warning", message: "lý do"}},
	}
}
