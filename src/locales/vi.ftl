# Texts in Vietnamese. First line: what to do. Labels of buttons (choice-*, reply-<CODE>): at most 20 characters.

## Demo

demo-mark = 🧪 BẢN DÙNG THỬ – KHÔNG PHẢI TIN THẬT
demo-first =
    🧪 ĐÂY LÀ BẢN DÙNG THỬ. Mọi tin ở đây đều không có thật.
    Có việc khẩn cấp thật, xin gọi 113, 114 hoặc 115.

## Joining

greeting =
    Kính chào bà con. Xin gõ mã tham gia gồm 6 ký tự ghi trên phiếu.
    Bình Yên là kênh nhắn tin giữa Công an phường, xã và từng hộ dân.
    Chưa có mã, xin hỏi trưởng thôn, buôn, tổ dân phố hoặc Công an phường, xã.
code-ask = Xin gõ mã tham gia gồm 6 ký tự ghi trên phiếu.
code-format =
    Mã tham gia gồm đúng 6 ký tự, chỉ có chữ và số, ví dụ 7K3PQ2.
    Xin xem lại phiếu rồi gõ lại mã.
code-lookalike =
    Xin xem lại mã: trong mã không có số 0, số 1 và các chữ O, I, L.
    Ký tự giống số 0 có thể là chữ D hoặc Q; giống số 1 có thể là số 7.
code-wrong =
    Mã này chưa đúng. Xin xem lại phiếu rồi gõ lại (còn { $left } lần).
    Mã gồm 6 ký tự; không có số 0, số 1 và các chữ O, I, L. Hay nhầm: 8 với B, 5 với S, 2 với Z.
code-paused =
    Mã sai nhiều lần. Xin chờ khoảng { $minutes } phút rồi gõ lại.
    Cần giúp ngay, xin hỏi trưởng thôn, buôn, tổ dân phố hoặc Công an phường, xã.
code-ended =
    Nhóm “{ $group }” không còn hoạt động. Xin hỏi Công an phường, xã mã của nhóm mới.
    Có mã mới, xin gõ vào đây.
code-ended-successor =
    Nhóm “{ $group }” nay là “{ $successor }”. Mã mới: { $code }
    Bấm nút dưới đây, hoặc gõ 1, để tham gia nhóm mới.
choice-join-successor = Vào nhóm mới
join-found =
    Mã đúng: { $group }, { $unit }.
    Chỉ có vài câu hỏi ngắn.
join-name = Xin cho biết tên của ông/bà (ví dụ: Nguyễn Thị Lan, Y Bhăng Mlô).
join-name-again = Xin gõ tên của ông/bà bằng chữ, không phải mã hay lệnh, dài nhất 80 ký tự.
join-house =
    Cảm ơn { $name }. Nhà mình là nhà nào?
    Ví dụ: 12 hẻm 3 Y Jút, hoặc: nhà ông Ama Thuột cuối buôn.
join-house-again = Xin gõ số nhà hoặc cách bà con gọi nhà mình, dài nhất 80 ký tự.
join-language =
    Ông/bà muốn nhận tin bằng tiếng nào?
    Bấm nút, hoặc gõ 1 hay 2.
choice-vi = Tiếng Việt
choice-en = English
choose-one = Xin bấm một nút, hoặc gõ số thứ tự.
consent-text =
    Xin đọc rồi chọn Đồng ý hoặc Không. Tham gia là tự nguyện.
    • { $unit } lưu: tên, nhà, ngôn ngữ, tài khoản chat này và các câu trả lời của ông/bà.
    • Để làm gì: gửi tin an ninh, tin khẩn cấp và biết nhà nào cần giúp.
    • Ai xem được: chỉ cán bộ Công an được giao việc. Không quảng cáo, không đưa cho người khác.
    • Bất cứ lúc nào: gõ “dừng” để thôi nhận tin, gõ “xóa tôi” để xóa tên và tài khoản chat.
    Ông/bà có đồng ý không? Bấm nút, hoặc gõ 1 (đồng ý) hay 2 (không).
choice-agree = Đồng ý
choice-disagree = Không
consent-declined =
    Vâng, không sao ạ. Chúng tôi không lưu tên hay nhà của ông/bà.
    Khi nào muốn tham gia, xin gõ lại mã. Việc khẩn cấp: gọi 113, 114, 115.
join-cancelled =
    Đã dừng. Chúng tôi không lưu tên hay nhà của ông/bà.
    Khi nào muốn tham gia, xin gõ lại mã.
join-gone =
    Nhóm này vừa ngừng hoạt động nên chưa tham gia được. Xin gõ mã khác.
    Chưa có mã, xin hỏi Công an phường, xã.
joined =
    Đã tham gia { $group }. Kính chào nhà mình!
    { $unit } sẽ gửi tin ở đây. Người khác trong nhà vào cùng bằng mã: { $code }
    Gõ “menu” để xem các việc có thể làm.
already-member = Ông/bà đã tham gia rồi, không cần làm gì thêm.
test-alert =
    🔔 TIN THỬ: xin bấm “Đã đọc”, hoặc gõ 1.
    Đây là tin thử của { $unit } để biết nhà mình nhận được tin. Không có việc gì xảy ra.
test-remind = Xin bấm “Đã đọc”, hoặc gõ 1, để chúng tôi biết nhà mình nhận được tin.
test-confirmed =
    Cảm ơn. Nhà mình đã nhận được tin.
    Từ nay có việc, chúng tôi sẽ nhắn ở đây. Gõ “menu” để xem tin, “trợ giúp” khi cần giúp.
text-please = Ở bước này xin gõ bằng chữ.

## Household

household =
    🏠 { $house }
    Nhóm: { $groups }
    Đơn vị: { $unit }
    Người trong nhà:
household-line = • { $name }
household-line-me = • { $name } (ông/bà)
household-invite = Người nhà vào cùng bằng mã: { $code }
household-none = Tài khoản này chưa thuộc nhà nào. Xin gõ mã tham gia để vào nhà mình.

## One person, several chats

choice-link = Liên kết chat khác
choice-prefer = Chọn nơi nhận
chat-name =
    { $first ->
        [yes] ✓{" "}
       *[no] {""}
    }{ $channel ->
        [zalo] Zalo
       *[telegram] Telegram
    }{ $here ->
        [yes] {" "}(ở đây)
       *[no] {""}
    }
link-code =
    Mã liên kết: { $code }. Trong { $minutes } phút, mở chat của Bình Yên ở ứng dụng kia (Zalo hoặc Telegram) và gõ mã này.
    Mã dùng một lần, chỉ để nối chat của chính ông/bà. Xin đừng đưa cho người khác.
link-not-member = Xin gõ mã tham gia trước. Tham gia rồi mới liên kết được chat khác.
link-confirm =
    Mã liên kết đúng: { $group }, { $unit }. Ông/bà nhận tin cả ở chat này chứ ạ?
    Chúng tôi lưu thêm tài khoản chat này. Nhà mình vẫn tính là một hộ.
    Bấm nút, hoặc gõ 1 (đồng ý) hay 2 (không).
link-confirm-merge =
    Chat này và chat kia cùng một nhà. Gộp lại thành một người chứ ạ?
    Tên ghi ở chat kia được giữ; tên ghi riêng ở chat này được xóa.
    Bấm nút, hoặc gõ 1 (đồng ý) hay 2 (không).
link-declined =
    Vâng, chưa liên kết gì ạ.
    Khi nào muốn, xin gõ lại mã, hoặc gõ “liên kết” ở chat kia để lấy mã mới.
linked =
    Đã liên kết. Kính chào { $name }, từ nay tin đến được { $chats } nơi; nhà mình vẫn tính là một hộ.
    Muốn chọn nơi nhận trước, gõ “nơi nhận”.
linked-merged = Tên ghi riêng ở chat này đã được xóa.
link-same-chat =
    Chat này đã được liên kết rồi. Xin gõ mã ở ứng dụng kia (Zalo hoặc Telegram).
link-other-household =
    Chat này đang thuộc một nhà khác ({ $group }), nên chưa liên kết được. Chưa thay đổi gì.
    Muốn chuyển, xin gõ “xóa tôi” ở đây để rời nhà kia, rồi gõ lại mã.
link-code-over =
    Mã liên kết này chưa đúng, đã dùng rồi, hoặc đã quá 15 phút (còn { $left } lần).
    Xin gõ “liên kết” ở chat kia để lấy mã mới.
prefer-ask =
    Ông/bà muốn nhận tin ở đâu trước? Bấm nút, hoặc gõ số.
    Nơi đó không nhận được hay chưa trả lời thì tin mới gửi tới nơi còn lại.
prefer-only-one = Ông/bà mới có một nơi nhận tin. Muốn thêm, bấm nút dưới đây hoặc gõ “liên kết”.
preferred =
    Từ nay tin được gửi tới { $channel ->
        [zalo] Zalo
       *[telegram] Telegram
    } trước.

## Menu and help

welcome-back = Kính chào { $name }.
menu =
    Ông/bà cần gì? Bấm nút, hoặc gõ số.
    1. Tin mới · 2. Nhà tôi · 3. Trợ giúp
menu-more = 4. Ngôn ngữ · 5. Dừng nhận tin · 6. Xóa tôi
choice-alerts = Tin mới
choice-household = Nhà tôi
choice-help = Trợ giúp
choice-language = Ngôn ngữ
choice-stop = Dừng nhận tin
choice-erase-me = Xóa tôi
choice-menu = Menu
help =
    Nguy hiểm, gọi ngay: 113 Công an · 114 cháy, cứu nạn · 115 cấp cứu.
    112 tìm kiếm cứu nạn · 111 bảo vệ trẻ em.
    Công an không hỏi mã OTP, không gửi link cài ứng dụng.
    Trả lời cảnh báo: bấm nút, gõ 1, 2, 3, hoặc nhắn chữ, ảnh, ghi âm, vị trí. Chỉ Công an đọc được.
    Gõ “menu” để xem các việc khác.
help-duty = Trực ban { $unit }: { $phone }
emergency =
    🆘 GỌI NGAY: 113 Công an · 114 cháy, cứu nạn · 115 cấp cứu.
    Lời nhắn này CHƯA chuyển tới ai, vì hiện không có cảnh báo nào cho nhà mình. Xin gọi điện.
not-understood = Xin lỗi, tôi chưa hiểu. Xin bấm nút dưới đây, hoặc gõ “menu”.
button-stale = Nút này không còn dùng được. Xin bấm nút dưới đây, hoặc gõ “menu”.
kind-unusable = Xin nhắn chữ, ảnh, ghi âm hoặc vị trí. Loại tin vừa gửi tôi không đọc được.
language-ask =
    Ông/bà muốn nhận tin bằng tiếng nào?
    Bấm nút, hoặc gõ 1 hay 2.
language-set = Từ nay chúng tôi nhắn bằng tiếng Việt.

## Stopping and erasing

stopped =
    Đã dừng gửi tin cho ông/bà.
    Muốn nhận lại, bấm nút dưới đây hoặc gõ “tiếp tục”. Khẩn cấp: gọi 113, 114, 115.
stopped-staff = Anh/chị cũng sẽ không nhận báo “Cần giúp” của bà con nữa.
stopped-notice =
    Ông/bà đang dừng nhận tin. Bấm nút dưới đây, hoặc gõ “tiếp tục”, để nhận lại.
    Khẩn cấp: gọi 113, 114, 115.
choice-resume = Nhận tin lại
resumed = Ông/bà sẽ lại nhận tin. Cảm ơn bà con.
resume-nothing = Ông/bà vẫn đang nhận tin, không cần làm gì thêm.
stop-nothing =
    Chúng tôi không gửi tin cho tài khoản này, và không lưu tên hay nhà nào.
    Khi nào muốn tham gia, xin gõ mã tham gia.
stop-staff = Tài khoản này của cán bộ nên không dừng qua chat được. Xin báo người quản trị của đơn vị để gỡ.
erase-confirm =
    Xóa tên và tài khoản chat của ông/bà? Sau đó ông/bà không nhận tin nữa.
    • Xóa hẳn: tên, ngôn ngữ, tài khoản chat; cả nhà mình, nếu không còn ai khác trong nhà.
    • Giữ lại, không còn tên: các câu trả lời đã gửi (để số liệu vụ việc không sai) và việc ông/bà từng đồng ý, rút lại lúc nào (pháp luật yêu cầu chứng minh).
    Bấm nút, hoặc gõ 1 (xóa) hay 2 (giữ lại).
choice-erase = Xóa dữ liệu của tôi
choice-keep = Giữ lại
erase-kept = Chưa xóa gì. Ông/bà vẫn nhận tin như trước.
erased =
    Đã xóa tên và tài khoản chat của ông/bà. Cảm ơn ông/bà đã tham gia.
    Khi nào muốn trở lại, xin gõ mã tham gia. Khẩn cấp: gọi 113, 114, 115.
erase-nothing = Chúng tôi không lưu tên hay nhà nào của tài khoản này, nên không có gì để xóa.
erase-staff = Tài khoản này của cán bộ nên không xóa qua chat được. Xin báo người quản trị của đơn vị.

## Alerts, seen by a household

alerts-none = Hiện chưa có cảnh báo nào cho nhà mình.
alerts-list = Gõ số để xem lại cảnh báo:
alert-line =
    { $open ->
        [yes] { $text } ({ $time })
       *[no] { $text } ({ $time }, đã kết thúc)
    }
alert-again =
    { $text }

    (Cảnh báo { $number }, gửi lúc { $time })
alert-again-closed =
    ĐÃ KẾT THÚC: cảnh báo { $number }, gửi lúc { $time }.

    { $text }
my-reply = Ông/bà đã trả lời: { $reply }
number-unknown = Xin gõ số từ 1 đến { $last }, hoặc bấm một nút.
content-no-alert = Hiện không có cảnh báo nào đang mở nên tin này chưa chuyển tới ai. Khẩn cấp: gọi 113, 114, 115.

reply-lead =
    { $changed ->
        [yes] Đã đổi câu trả lời
       *[no] Đã nhận
    }
reply-forwarded =
    { $forwarded ->
        [yes] Đã chuyển ngay tới cán bộ trực.
       *[no] CHƯA có cán bộ nào nhận được qua chat: xin gọi điện ngay.
    }
reply-recorded-ACK = { reply-lead } ({ $number }): đã đọc. Cảm ơn bà con.
reply-recorded-SAFE =
    { reply-lead } ({ $number }): nhà mình an toàn. Cảm ơn bà con.
    Nếu tình hình đổi khác, bấm “Cần giúp” hoặc gõ “cứu”.
reply-recorded-HELP =
    🆘 { reply-lead } lúc { $time }: NHÀ MÌNH CẦN GIÚP ({ $number }). { reply-forwarded }
    Nguy hiểm, gọi ngay { $phone } hoặc 113, 114, 115.
reply-recorded-STUCK =
    🆘 { reply-lead } lúc { $time }: NHÀ MÌNH KHÔNG ĐI ĐƯỢC ({ $number }). { reply-forwarded }
    Nguy hiểm, gọi ngay { $phone } hoặc 113, 114, 115.
reply-recorded-SEEN =
    { reply-lead } ({ $number }): ông/bà có thấy. Xin nhắn thêm: thấy gì, ở đâu, lúc nào.
    Gửi chữ, ảnh hay ghi âm đều được. Chỉ Công an đọc được. Việc gấp, gọi { $phone }.
reply-recorded-TIP =
    { reply-lead } ({ $number }). Xin nhắn điều ông/bà biết ngay tại đây.
    Gửi chữ, ảnh hay ghi âm đều được. Chỉ Công an đọc được. Việc gấp, gọi { $phone } hoặc 113.
reply-recorded-VICTIM =
    { reply-lead } ({ $number }). Xin ngừng chuyển tiền, giữ lại tin nhắn, và gọi ngân hàng khóa tài khoản.
    Xin nhắn thêm: ai liên lạc, lúc nào, bao nhiêu tiền. Chỉ Công an đọc được. Gọi { $phone } để được hướng dẫn.
reply-recorded-ASK =
    { reply-lead } ({ $number }). Xin nhắn câu hỏi ngay tại đây, cán bộ sẽ đọc.
    Việc gấp, gọi { $phone }.
reply-recorded-MOVED =
    { reply-lead } ({ $number }): nhà mình đã sơ tán. Cảm ơn bà con.
    Xin đừng quay về khi chưa có thông báo. Cần giúp, gõ “cứu”.
reply-recorded-OK = { reply-lead } ({ $number }): đã kiểm tra, ổn. Cảm ơn bà con.
reply-recorded-DONE = { reply-lead } ({ $number }): đã làm. Cảm ơn bà con.
reply-recorded-LATER = { reply-lead } ({ $number }): chưa làm được. Cần giúp gì, xin gọi { $phone }.
reply-recorded-JOIN = { reply-lead } ({ $number }): ông/bà tham gia. Cảm ơn bà con.
reply-recorded-NO = { reply-lead } ({ $number }): ông/bà không tham gia. Cảm ơn đã cho biết.
reply-recorded-IS_TRUE =
    { reply-lead } ({ $number }). Xin nhắn lại nguyên văn tin ông/bà nghe được để cán bộ kiểm tra.
    Trong lúc chờ, xin đừng chia sẻ tin đó.
help-details =
    Xin nhắn ngay tại đây: có mấy người, ai không đi lại được, đang ở mái nhà hay tầng mấy.
    Gửi ảnh, ghi âm hoặc vị trí cũng được. Khi đã an toàn, gõ “an toàn”.
reply-content =
    { $kind ->
        [photo] Đã nhận ảnh
        [voice] Đã nhận ghi âm
        [place] Đã nhận vị trí
       *[text] Đã nhận lời nhắn
    } lúc { $time } (cảnh báo { $number }). { $forwarded ->
        [yes] Đã chuyển ngay tới cán bộ trực.
       *[no] Chỉ Công an đọc được.
    }
    Việc gấp, gọi { $phone } hoặc 113, 114, 115.
reply-closed =
    Cảnh báo { $number } { $state ->
        [resolved] đã kết thúc
        [corrected] đã được đính chính
        [cancelled] đã bị dừng
        [expired] đã hết hạn
       *[other] không còn nhận trả lời
    }. Câu trả lời này không được ghi.
    Cần giúp ngay: gõ “cứu”, hoặc gọi 113, 114, 115.
reply-not-yours = Cảnh báo này không gửi cho nhà mình, nên không ghi câu trả lời. Khẩn cấp: gọi 113, 114, 115.

## Labels of replies

reply-ACK = Đã đọc
reply-SAFE = Nhà tôi an toàn
reply-HELP = Cần giúp
reply-SEEN = Tôi có thấy
reply-TIP = Báo tin kín
reply-VICTIM = Tôi đã bị lừa
reply-ASK = Hỏi cán bộ
reply-MOVED = Đã sơ tán
reply-STUCK = Không đi được
reply-OK = Đã kiểm tra, ổn
reply-DONE = Đã làm
reply-LATER = Chưa làm được
reply-JOIN = Tôi tham gia
reply-NO = Không tham gia
reply-IS_TRUE = Tin này có thật?

## Officers

typed-compose =
    { $commands ->
        [words] gõ “cảnh báo”
       *[slash] /canhbao
    }
typed-status =
    { $commands ->
        [words] gõ “tình hình”
       *[slash] /tinhhinh
    }
staff-linked =
    Kính chào đồng chí { $name }, { $unit }. Tài khoản đã liên kết.
    Soạn cảnh báo: { typed-compose } · Xem tình hình: { typed-status } · Xem thêm: gõ “menu”.
officer-menu =
    Đồng chí { $name }, { $unit }. Bấm nút, hoặc gõ 1, 2, 3.
    Soạn cảnh báo: { typed-compose } · Xem tình hình: { typed-status }
choice-compose = Soạn cảnh báo
choice-status = Tình hình
choice-home = Của nhà tôi
officer-forbidden = Việc này không thực hiện được: không có, hoặc ngoài quyền của đồng chí.
compose-no-groups = Đơn vị chưa có nhóm nào nên chưa gửi cảnh báo được.
compose-no-categories = Đồng chí chưa được giao quyền gửi loại cảnh báo nào.
compose-category = Chọn loại cảnh báo: gõ số.
compose-area =
    Chọn khu vực: gõ số của từng nhóm (ví dụ: 1 3), hoặc “tất cả”. Xong thì gõ “xong”.
    Đang chọn { $groups } nhóm, { $households } hộ.
compose-area-again = Chưa chọn được nhóm nào. Xin gõ số có trong danh sách, ví dụ: 1 3.
choice-area-all = Tất cả các nhóm
choice-area-done = Chọn xong
compose-text =
    Gõ nội dung cảnh báo. Dòng đầu: bà con cần làm gì.
    Có thể chép mẫu ở trên rồi sửa. Số cảnh báo, giờ, đơn vị, điện thoại được thêm tự động.
choice-use-template = Dùng mẫu này
compose-text-again = Xin gõ nội dung bằng chữ.
compose-placeholder = Còn chỗ chưa điền: { $placeholder }. Xin điền rồi gửi lại cả nội dung.
compose-too-long = Nội dung dài quá: { $length } ký tự, nhiều nhất { $limit }. Xin rút ngắn rồi gửi lại.
compose-empty-audience = Khu vực này chưa có hộ nào tham gia nên không gửi được.
preview-intro = Bà con sẽ thấy đúng như sau:
summary-time =
    { $minutes ->
        [0] { $seconds } giây
       *[other] { $minutes } phút
    }
compose-summary =
    Gửi cảnh báo này? Bấm nút, hoặc gõ 1 (gửi), 2 (sửa), 3 (hủy).
    { $households } hộ, { $reachable } hộ liên lạc được. Hộ cuối nhận sau khoảng { summary-time }.
message-summary =
    Gửi tin này? Bấm nút, hoặc gõ 1 (gửi), 2 (sửa), 3 (hủy).
    { $households } hộ, { $reachable } hộ liên lạc được. Hộ cuối nhận sau khoảng { summary-time }.
category-needs-approval = cần duyệt
compose-findings = Xin đồng chí xem lại trước khi gửi:
compose-blocked = Chưa gửi được. Xin sửa rồi gửi lại cả nội dung:
finding-text_empty = Chưa có nội dung.
finding-text_too_long = Dài quá { $found } ký tự.
finding-placeholder_left = Còn chỗ chưa điền: { $found }
finding-id_number = Có số căn cước hoặc chứng minh: { $found }. Không đưa số giấy tờ vào tin.
finding-phone_number = Có số điện thoại: { $found }. Chỉ nên để số trực ban.
finding-link = Có đường dẫn: { $found }. Bà con được dặn không bấm đường dẫn lạ.
finding-unsafe_link = Có đường dẫn rút gọn hoặc cài ứng dụng: { $found }
finding-all_caps = Gần như cả tin viết hoa: khó đọc.
finding-checkpoint_wording = Có lời báo vị trí chốt kiểm tra: { $found }
finding-legal_basis_missing = Tin về một người: cần có căn cứ để nêu tên, hình (truy nã, gia đình đồng ý, lợi ích công cộng).
finding-photo_not_described = Chưa nói trong ảnh có người nhận ra được hay không.
finding-photo_of_person = Trong ảnh có người nhận ra được.
finding-source_missing = Chưa nêu văn bản hoặc cơ quan ban hành. Xin ghi trong nội dung, ví dụ: Nguồn: UBND phường.
finding-english_missing = Chưa có bản tiếng Anh: người đọc tiếng Anh nhận bản tiếng Việt.
finding-sent_recently = Nội dung này vừa gửi trong 30 phút qua (tin { $found }). Gửi lại?
finding-quiet_hours = Đang giờ yên lặng ({ $found }) của một số nhóm: các hộ đó nhận khi hết giờ.
finding-ends_in_quiet_hours = Tin hết hạn trước khi hết giờ yên lặng ({ $found }): các hộ đó sẽ không nhận được.
compose-summary-approval =
    { $reason ->
        [reach] Gửi tin này để cấp trưởng duyệt? Nhiều hộ như vậy cần người thứ hai duyệt.
       *[other] Gửi tin này để cấp trưởng duyệt? Loại tin này cần người thứ hai duyệt.
    }
    Bấm nút, hoặc gõ 1, 2, 3. Duyệt xong tin mới được gửi.
    { $households } hộ, { $reachable } hộ liên lạc được. Hộ cuối nhận sau khoảng { summary-time }.
choice-submit = Gửi duyệt
choice-break-glass = Gửi ngay, nêu lý do
compose-pending = Tin { $number } đang chờ duyệt, chưa gửi cho bà con. Đã báo { $told } người duyệt.
compose-pending-nobody = Tin { $number } đang chờ duyệt, chưa gửi cho bà con. Chưa có người duyệt nào dùng kênh này: xin gọi trực tiếp.
glass-reason = Vì sao không thể chờ duyệt? Gõ lý do (ít nhất 10 ký tự). Tin được gửi ngay, lý do được lưu và người duyệt xem sau.
glass-not-allowed = Chỉ tin khẩn cấp nguy hiểm tính mạng mới được gửi trước khi duyệt.
raised-after = Tin gửi trước khi duyệt: người duyệt xem lại trước { $due }.
drill-intro = 🟦 SOẠN TIN DIỄN TẬP. Mọi tin đều ghi rõ là diễn tập, không thể thành tin thật.
drill-confirm = 🟦 Gửi tin DIỄN TẬP này cho bà con? Bấm nút, hoặc gõ 1 (gửi diễn tập), 2 (hủy).
choice-drill-send = Gửi diễn tập
forecast-held =
    { $hold ->
        [paused] Cảnh báo đang tạm dừng: tin chờ đến khi được gửi tiếp.
       *[scheduled] Cảnh báo chưa đến giờ gửi: tin chờ cùng cảnh báo.
    }
forecast-channels = Qua Telegram: { $telegram } hộ. Qua Zalo: { $zalo } hộ. Một nửa số hộ nhận trong khoảng { summary-time }.
forecast-charged = Tin tính phí: { $messages } tin, khoảng { $dong } đ (chưa thuế).
forecast-deferred = { $households } hộ phải chờ, muộn nhất đến { $time }.
forecast-account-refused = { $households } hộ hiện chưa gửi được: tài khoản gửi tin đang bị từ chối, cần người quản trị nối lại.
forecast-no-template = { $households } hộ không gửi được: đã lâu không nhắn cho Zalo, chưa có mẫu tin được duyệt.
forecast-not-paid-for = { $households } hộ không gửi được: tin cho các hộ này tính phí, cảnh báo này không dùng tin tính phí.
forecast-quota-used-up = { $households } hộ không gửi được: Zalo hết lượt gửi cho đến khi cảnh báo hết hạn.
forecast-night = { $households } hộ không gửi được: phải đợi qua đêm mà cảnh báo hết hạn trước đó.
confirm-again = Gửi, sửa hay hủy? Bấm nút, hoặc gõ 1, 2, 3.
choice-send = Gửi ngay
choice-edit = Sửa lại
choice-cancel = Hủy
compose-cancelled = Đã hủy. Chưa có gì được gửi.
raised = Cảnh báo { $number } đang gửi tới { $households } hộ. Để xem, cập nhật hoặc dừng: { typed-status }.

status-none = Hiện không có cảnh báo nào đang mở.
status-list = Chọn cảnh báo: gõ số.
status-line = { $number }, { $time }: { $text }
status-words = Lời nhắn mới nhất của bà con:
state-name =
    { $state ->
        [draft] bản nháp
        [pending_approval] chờ duyệt
        [sending] đang gửi
        [active] đã gửi xong
        [updated] đã cập nhật
        [resolved] đã kết thúc
        [corrected] đã đính chính
        [cancelled] đã dừng
        [expired] đã hết hạn
       *[other] –
    }
board-state =
    { $hold ->
        [paused] ⏸ TẠM DỪNG GỬI
        [scheduled] hẹn gửi lúc { $starts }
       *[no] { state-name }
    }
progress-board =
    📊 { $number } · { $category } · { board-state }
    Tổng số: { $households } hộ
    ✅ Đã gửi: { $sent } · ⏳ Còn lại: { $pending }
    📵 Không liên lạc được: { $unreachable } · ❔ Chưa rõ: { $unknown }
    ✖️ Lỗi: { $failed } · 🚫 Không gửi nữa: { $cancelled }
    👁 Đã đọc: { $read } · 🏠 An toàn: { $safe } · 🆘 CẦN GIÚP: { $help }
    💬 Lời nhắn, ảnh, ghi âm, vị trí: { $words }
    Cập nhật lúc { $time }
progress-board-final =
    🏁 { $number } · { $category } · { board-state }
    Tổng số: { $households } hộ
    ✅ Đã gửi: { $sent } · ⏳ Còn lại: { $pending }
    📵 Không liên lạc được: { $unreachable } · ❔ Chưa rõ: { $unknown }
    ✖️ Lỗi: { $failed } · 🚫 Không gửi nữa: { $cancelled }
    👁 Đã đọc: { $read } · 🏠 An toàn: { $safe } · 🆘 CẦN GIÚP: { $help }
    💬 Lời nhắn, ảnh, ghi âm, vị trí: { $words }
    Số liệu cuối, lúc { $time }
manage-send = Gửi thêm tin về cảnh báo này? Bấm nút, hoặc gõ 1 (cập nhật), 2 (đính chính), 3 (kết thúc).
manage-more =
    { $paused ->
        [yes] Gõ 4 để xem số mới, 5 để dừng hẳn, 6 để gửi tiếp.
       *[no] Gõ 4 để xem số mới, 5 để dừng hẳn, 6 để tạm dừng.
    }
choice-update = Cập nhật
choice-correction = Đính chính
choice-closure = Kết thúc
choice-refresh = Xem số mới
choice-stop-alert = Dừng gửi
choice-pause-alert = Tạm dừng
choice-resume-alert = Gửi tiếp
message-text-update = Gõ nội dung cập nhật. Dòng đầu: bà con cần làm gì bây giờ.
message-text-correction = Gõ nội dung đính chính: điều gì chưa đúng, điều gì là đúng. Tin tới những hộ đã nhận cảnh báo.
message-text-closure = Gõ nội dung kết thúc: việc đã xong thế nào, cảm ơn bà con. Tin tới những hộ đã nhận cảnh báo.
message-sent =
    Đang gửi { $kind ->
        [update] tin cập nhật
        [correction] tin đính chính
        [closure] tin kết thúc
       *[other] tin
    } của cảnh báo { $number } tới { $recipients } hộ.{ $hold ->
        [paused] {" "}CHƯA GỬI: cảnh báo đang tạm dừng, tin này sẽ đi khi gửi tiếp.
        [scheduled] {" "}CHƯA GỬI: tin này sẽ đi khi tới giờ hẹn của cảnh báo.
       *[no] {""}
    }
stop-alert-confirm =
    Dừng gửi cảnh báo này? Hộ nào chưa nhận sẽ không nhận nữa. Không gửi lại được.
    Bấm nút, hoặc gõ 1 (dừng) hay 2 (hủy).
alert-stopped =
    Đã dừng cảnh báo { $number }. { $left } tin không gửi nữa.
    Nên gửi đính chính cho những hộ đã nhận.
alert-paused =
    ⏸ Đã tạm dừng cảnh báo { $number }. Còn { $waiting } tin chờ gửi.
    Bấm “Gửi tiếp” hoặc gõ “gửi tiếp” khi muốn gửi phần còn lại. Hết hạn cảnh báo thì không gửi nữa.
alert-already-paused =
    Cảnh báo { $number } đang tạm dừng rồi.
    Bấm “Gửi tiếp” hoặc gõ “gửi tiếp” khi muốn gửi phần còn lại.
alert-resumed = ▶️ Cảnh báo { $number } được gửi tiếp. Còn { $waiting } tin chờ gửi.
alert-not-paused = Cảnh báo { $number } không tạm dừng, nên không cần gửi tiếp.
alert-not-open =
    Cảnh báo { $number } { $state ->
        [resolved] đã kết thúc
        [corrected] đã được đính chính
        [cancelled] đã dừng
        [expired] đã hết hạn
       *[other] chưa gửi
    }, nên không làm được việc này.

## What officers are told

notice-help =
    🆘 CẦN GIÚP: { $household }, { $group }
    Cảnh báo { $number }, lúc { $time }
    { $words }
notice-words =
    💬 { $household }, { $group } nhắn thêm (cảnh báo { $number }, lúc { $time }):
    { $words }
notice-misconfigured = ⚠️ Kênh nhắn tin đã ngừng gửi: nền tảng từ chối tài khoản của đơn vị. Xin báo ngay người quản trị kiểm tra mã truy cập.
notice-sign-in-link =
    Liên kết vào bảng điều hành, dùng một lần, trong 5 phút, trên đúng trình duyệt anh/chị vừa mở:
    { $url }
    Không phải anh/chị yêu cầu? Đừng bấm, đừng chuyển cho ai, và báo người quản trị.
consent-connected = Đã kết nối tài khoản Zalo OA. Anh/chị có thể đóng trang này.
consent-link-over = Liên kết này đã dùng rồi hoặc đã quá 10 phút. Xin tạo liên kết mới: npm run zalo -- connect
consent-other-account = Đây là một Zalo OA khác với tài khoản đã kết nối. Chưa thay đổi gì. Xin chọn đúng OA rồi thử lại.
consent-failed = Chưa kết nối được với Zalo. Xin tạo liên kết mới và thử lại: npm run zalo -- connect
notice-takeover =
    💬 Cán bộ đang trò chuyện trực tiếp với { $household } trong khung chat của Zalo OA.
    Máy tạm không trả lời trong cuộc trò chuyện này đến { $time }; nút bấm và lời kêu cứu vẫn được ghi nhận.
notice-misfired =
    ⏰ CHƯA GỬI cảnh báo { $number }: hẹn lúc { $time } nhưng khi đó hệ thống không gửi được, nay đã quá giờ.
    Chưa hộ nào nhận. Nếu vẫn cần, xin soạn lại.
notice-webhook-failing =
    ⚠️ Đã tạm dừng báo tin sang { $host }: suốt một ngày bên nhận không nhận tin nào.
    Khi bên nhận đã sửa xong, mời anh/chị mở trang Webhook trên bảng điều khiển và bấm “Báo tiếp”.
notice-webhook-gone =
    ⚠️ Đã tạm dừng báo tin sang { $host }: bên nhận trả lời là không nhận nữa.
    Nếu vẫn cần, mời anh/chị mở trang Webhook trên bảng điều khiển và bấm “Báo tiếp”.
notice-photo = [ảnh]
notice-voice = [ghi âm { $seconds } giây]
notice-place = [vị trí { $latitude }, { $longitude }]

## A second person

approval-asked =
    Xin đồng chí duyệt tin { $number } ở trên: { $category }, { $households } hộ. Hạn duyệt: { $due }.
    Bấm nút, hoặc gõ “duyệt” để xem các tin đang chờ.
approval-asked-after =
    Tin { $number } ở trên ({ $category }, { $households } hộ) đã được gửi ngay, chưa qua duyệt.
    Lý do: { $reason }
    Xin đồng chí xem và duyệt sau, trước { $due }. Bấm nút, hoặc gõ “duyệt”.
choice-approve = Duyệt
choice-return = Trả lại
approval-approved =
    { $when ->
        [after] Tin { $number } đã được duyệt sau khi gửi.
       *[other] Tin { $number } đã được duyệt và đang gửi.
    }
approval-returned =
    { $when ->
        [after] Tin { $number } đã gửi không được duyệt: { $comment }
       *[other] Tin { $number } được trả lại, chưa gửi: { $comment }
    }
approval-comment = Vì sao trả lại? Gõ lời nhắn cho người soạn.
approval-left = Tin vẫn đang chờ duyệt.
approval-done =
    { $when ->
        [after] Đã duyệt tin { $number } sau khi gửi.
       *[other] Đã duyệt. Tin { $number } đang gửi tới { $households } hộ.
    }
approval-returned-done =
    { $when ->
        [after] Đã ghi nhận: tin { $number } không được duyệt. Tin vẫn đang gửi; muốn dừng, gõ “tình hình”.
       *[other] Đã trả lại tin { $number } cho người soạn. Tin chưa được gửi.
    }
approval-own = Tin { $number } do chính đồng chí soạn: cần một người khác duyệt.
approval-over = Tin { $number } không còn chờ duyệt.
approvals-none = Không có tin nào chờ đồng chí duyệt.
approval-waiting =
    { $when ->
        [after] Tin { $number } ở trên đã gửi trước khi duyệt: { $category }, { $households } hộ.
       *[other] Duyệt tin { $number } ở trên? { $category }, { $households } hộ. Duyệt xong tin được gửi ngay.
    }
    Bấm nút, hoặc gõ 1 (duyệt), 2 (trả lại). Còn { $left } tin khác đang chờ.
choice-approvals = Tin chờ duyệt

## Is it real?

verify-genuine =
    { $drill ->
        [yes] ✅ Tin { $number } do Công an gửi, là tin DIỄN TẬP: không có nguy hiểm thật.
       *[no] ✅ TIN THẬT. Tin { $number } đúng là của Công an.
    }
    { $category } · { $unit } · gửi { $time } · { state-name }
    Cần hỏi thêm, gọi trực ban { $phone }.
verify-wrong-code =
    ❌ MÃ KHÔNG ĐÚNG. Tin mang số { $number } với mã này KHÔNG phải của Công an.
    Xin đừng làm theo, đừng bấm đường dẫn, đừng chuyển tiền. Nên gọi báo 113 hoặc Công an phường, xã.
verify-code-needed =
    Có tin số { $number }. Để biết chắc tin bà con cầm là thật, xin gõ thêm mã kiểm tra.
    Ví dụ: kiểm tra { $number } K3P9
verify-unknown-code =
    Trong các tin nhà mình đã nhận không có tin nào mang mã này.
    Xin gõ cả số tin và mã. Ví dụ: kiểm tra BMT-2026-0147 K3P9
verify-unknown =
    ❌ KHÔNG CÓ TIN NÀO mang số “{ $number }”. Rất có thể là tin giả.
    Xin xem lại số và mã cho đúng. Đừng làm theo, đừng bấm đường dẫn, đừng chuyển tiền.

verify-page-title = Kiểm tra tin của Công an
verify-page-intro = Nhập số và mã kiểm tra ghi ở cuối tin để biết tin có thật hay không.
verify-page-code-needed = Có tin số { $number }. Xin nhập mã kiểm tra ghi ở cuối tin để biết chắc tin đó là thật.
verify-page-number = Số tin
verify-page-code = Mã kiểm tra
verify-page-button = Kiểm tra
verify-page-closed = Kết thúc lúc { $time }.
verify-page-until = Có hiệu lực đến { $time }.
verify-page-note = Trang này không hỏi và không lưu thông tin của bà con. Công an không bao giờ hỏi mã OTP, không gửi link cài ứng dụng.
verify-page-language = English
verify-page-too-many = Có quá nhiều lượt kiểm tra từ mạng này. Xin chờ một phút rồi thử lại, hoặc gọi 113.

## Alerts, as households get them

alert-header-update = CẬP NHẬT
alert-header-correction = ĐÍNH CHÍNH
alert-header-reminder = NHẮC LẠI
alert-header-closure = ĐÃ KẾT THÚC
alert-footer =
    — { $unit }, { $time }
    Số { $number } · mã kiểm tra { $check } · trực ban { $phone }
    Công an không bao giờ hỏi mã OTP, không gửi link cài ứng dụng.
alert-drill = 🟦 DIỄN TẬP – KHÔNG CÓ NGUY HIỂM THẬT
alert-drill-end = 🟦 Đây là tin DIỄN TẬP. Có việc khẩn cấp thật, xin gọi 113, 114, 115.
alert-source = Nguồn: { $source }
alert-reminder-note = 🔔 NHẮC LẠI: nhà mình chưa trả lời. Xin bấm một nút hoặc gõ trả lời.
alert-over-closure = ☑️ TIN NÀY ĐÃ KẾT THÚC. Xin xem tin mới nhất.
alert-over-correction = ✏️ TIN NÀY ĐÃ ĐƯỢC ĐÍNH CHÍNH. Xin xem tin mới nhất.
alert-only-vietnamese = (Tin này chỉ có bằng tiếng Việt.)
alert-repeat-note = 🔂 Tin gửi lại: lần trước có thể chưa tới. Nếu đã nhận, xin bỏ qua.

category-fire_explosion = Cháy, nổ
category-disaster = Mưa lũ, bão, sạt lở
category-disorder = Gây rối trật tự
category-online_scam = Lừa đảo qua mạng
category-theft = Trộm cắp, cướp giật
category-traffic = Giao thông
category-loan_shark = Tín dụng đen
category-weapons_fireworks = Vũ khí, vật liệu nổ, pháo
category-trafficking = Mua bán người
category-missing_person = Tìm người đi lạc
category-wanted_person = Truy nã, truy tìm
category-drugs = Ma túy
category-rumour_correction = Bác tin giả
category-child_protection = Bảo vệ trẻ em
category-residence_notice = Cư trú, căn cước
category-community = Việc chung của khu dân cư
category-tourist_safety = An toàn du lịch

## Examples that officers start from. "[…]" must be filled in.

template-fire_explosion-1 =
    RA NGOÀI NGAY: đang cháy ở [địa chỉ].
    Bà con gần đó ngắt điện, khóa bình ga, nhường đường cho xe chữa cháy. Ai mắc kẹt bấm “Cần giúp” hoặc gọi 114.
template-fire_explosion-2 =
    Không đốt rẫy, đốt rác hôm nay: trời hanh, gió lớn, rất dễ cháy lan.
    Nhà gần rẫy, gần rừng dọn cỏ khô quanh nhà. Thấy khói lạ, gọi 114 ngay.
template-disaster-1 =
    LÊN CHỖ CAO TRƯỚC [giờ]: nước [sông, suối] đang lên nhanh.
    Bà con ven nước đến [điểm tránh lũ], mang theo giấy tờ, thuốc, điện thoại. Bấm “Nhà tôi an toàn”, “Cần giúp” hoặc “Đã sơ tán”. Nguồn: [văn bản số].
template-disaster-2 =
    Ở yên chỗ an toàn, không lội qua ngầm, qua suối: mưa lớn còn kéo dài.
    Nhà có người già, trẻ nhỏ, người bệnh cần đưa đi, bấm “Cần giúp” và ghi số người. Sạc đầy pin, tiết kiệm pin.
template-disorder-1 =
    Ở trong nhà, không ra xem: có nhóm gây rối ở [địa điểm].
    Lực lượng đang đến. Ai thấy sự việc bấm “Tôi có thấy”; có hình ảnh xin gửi kín, đừng đăng lên mạng.
template-online_scam-1 =
    CÚP MÁY khi có người gọi tự xưng Công an bảo cập nhật VNeID, chuyển tiền hay bấm vào link.
    Công an không làm việc qua điện thoại, không gửi link. Nghi ngờ, gọi số trực ban ở cuối tin.
template-online_scam-2 =
    Đừng chuyển tiền cho tin “[nội dung lừa đảo]”: đã có người ở [khu vực] bị lừa.
    Nhận được tin như vậy, chụp màn hình và bấm “Báo tin kín”. Đã lỡ chuyển tiền, bấm “Tôi đã bị lừa”.
template-theft-1 =
    Khóa cổ xe, đưa xe vào nhà, bật đèn sân: đêm qua ở [khu vực] mất trộm [tài sản].
    Nhà có camera nhìn ra [đường] lúc [giờ] xin bấm “Tôi có thấy”.
template-theft-2 =
    Đang mùa thu hoạch: bà con cử người trông rẫy, các nhà gần nhau báo cho nhau.
    Thấy xe lạ dừng lâu ở bờ lô, ghi lại biển số và gọi số trực ban; không tự đuổi bắt.
template-traffic-1 =
    Đi đường khác: [đoạn đường] đang tắc vì [lý do].
    Bà con đi lối [đường]. Ai chứng kiến hoặc có camera hành trình lúc [giờ] bấm “Tôi có thấy”.
template-loan_shark-1 =
    Đừng gọi các số “vay nhanh, không thế chấp” dán ở cột điện: lãi rất cao, đòi nợ kiểu đe dọa.
    Không đưa căn cước, sổ đất cho người lạ. Ai đang bị đe dọa, bấm “Báo tin kín”.
template-weapons_fireworks-1 =
    Không mua bán, tàng trữ, đốt pháo nổ. Cha mẹ nhắc con không đặt mua, không tự chế pháo.
    Ai còn giữ súng, đạn, mìn cũ, xin đừng chạm vào, bấm “Hỏi cán bộ” để được hướng dẫn giao nộp.
template-trafficking-1 =
    Hỏi Công an trước khi nhận lời đi làm xa “việc nhẹ, lương cao”, nhất là sang bên kia biên giới.
    Ai có người thân bị giữ, bị đòi tiền chuộc, bấm “Báo tin kín”. Chỉ Công an đọc được.
template-missing_person-1 =
    TÌM NGƯỜI: [tên], [tuổi], mặc [quần áo], rời [nơi] lúc [giờ].
    Ai thấy, xin giữ lại giúp và bấm “Tôi có thấy” hoặc gọi số trực ban. Nhà nào đi tìm cùng, bấm “Tôi tham gia”.
template-wanted_person-1 =
    Thấy người này, báo ngay 113 hoặc số trực ban: [họ tên], sinh năm [năm], theo thông báo số [số] ngày [ngày] của [cơ quan].
    Không tự bắt nếu nguy hiểm. Tin báo được giữ kín.
template-drugs-1 =
    Kiểm tra cặp sách của con: gần cổng trường có người bán kẹo, thuốc lá điện tử pha chất cấm.
    Thấy gói lạ, giữ lại và bấm “Báo tin kín”. Nhà có người muốn cai, bấm “Hỏi cán bộ”; thông tin được giữ kín.
template-rumour_correction-1 =
    Không chia sẻ tin “[tin đồn]”: tin này KHÔNG ĐÚNG.
    Công an đã kiểm tra: [kết quả]. Bà con chỉ theo tin có số và mã kiểm tra.
template-child_protection-1 =
    Không để trẻ tắm một mình: hồ tưới, mương thủy lợi mùa này nước sâu.
    Chủ hồ rào lại, cắm biển. Nghi trẻ bị đánh, bị xâm hại, gọi 111 hoặc bấm “Báo tin kín”.
template-residence_notice-1 =
    Mang giấy tờ cũ đến [địa điểm] lúc [giờ, ngày] để làm căn cước.
    Ưu tiên người già, người khuyết tật. Không thu tiền ngoài lệ phí. Cần giúp, bấm “Hỏi cán bộ”.
template-community-1 =
    Mời mỗi nhà một người dự [việc] lúc [giờ, ngày] tại [địa điểm].
    Dự được, bấm “Tôi tham gia”. Cảm ơn bà con.
template-tourist_safety-1 =
    Xin quý khách tạm ngừng tắm suối: thượng nguồn đang mưa, nước lên rất nhanh.
    Cần giúp, bấm “Cần giúp” hoặc gặp nhân viên ở cổng. / Please do not swim: water is rising fast.

## The commands menu

command-menu = Các việc có thể làm
command-alerts = Tin mới cho nhà mình
command-household = Người trong nhà, mã vào nhà
command-language = Đổi ngôn ngữ
command-stop = Dừng nhận tin
command-help = Trợ giúp, số khẩn cấp

# ── Công an trả lời từ bàn điều hành; thử kênh; tệp xuất ──
staff-answer =
    📩 { $unit } trả lời về thông báo { $number }:

    { $text }
channel-test = ✅ Tin gửi thử lúc { $time }. Kênh này gửi được.
file-households = Hộ cần liên hệ
file-ledger = Nhật ký gửi
file-column-group = Nhóm
file-column-household = Hộ
file-column-members = Thành viên
file-column-situation = Tình trạng
file-column-channel = Kênh
file-column-message = Tin số
file-column-account = Tài khoản
file-column-state = Trạng thái
file-column-reason = Lý do
file-column-attempts = Lần lỗi
file-column-repeats = Gửi lại
file-column-written = Ghi lúc
file-column-sent = Gửi lúc
file-situation-help = Cần giúp
file-situation-safe = An toàn
file-situation-read = Đã xem
file-situation-silent = Chưa trả lời
file-situation-waiting = Đang chờ gửi
file-situation-unknown = Có thể đã nhận
file-situation-unreachable = Chưa nhận được
file-state-pending = Chờ gửi
file-state-sending = Đang gửi
file-state-sent = Đã gửi
file-state-unreachable = Không liên lạc được
file-state-rejected = Bị từ chối
file-state-gave_up = Gửi không được
file-state-unknown = Chưa rõ
file-state-unknown_final = Có thể đã nhận
file-state-cancelled = Không gửi nữa
