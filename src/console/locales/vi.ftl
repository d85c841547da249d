# Từ của trang, không phải lời của bot. Mỗi phần của trang có một mục; thêm từ vào cuối mục của mình.

## Chung

brand-line = Công an và bà con
demo-banner = BẢN DÙNG THỬ – không có người thật, không gửi ra ngoài
loading = Đang tải…
retry = Thử lại
reload = Tải lại trang
close = Đóng
cancel = Thôi
copied = Đã chép
copy = Chép
print = In
never = Chưa có
works-once-until = Dùng được một lần, đến { $time }.
connection-lost = Mất kết nối với dịch vụ, đang thử lại. Số liệu lúc { $time }.
live-lost = Mất kết nối với dịch vụ, đang thử lại. Số liệu có thể đã cũ.
figures-are-old = Chưa cập nhật được. Số liệu lúc { $time }.
show-password = Hiện mật khẩu

language-switch = Ngôn ngữ
language-vi = Tiếng Việt
language-en = Tiếng Anh

skip-to-content = Đến nội dung chính
to-home = Về trang chính
page-not-found = Không có trang này
page-not-found-why = Địa chỉ sai, hoặc trang đã bỏ.
page-broken = Không mở được trang
page-broken-why = Có thể dịch vụ vừa có bản mới. Tải lại trang là được; nếu vẫn vậy, báo người vận hành.
page-forbidden = Không có quyền xem trang này

menu = Các trang
nav-home = Trang chính
nav-channels = Kênh gửi tin
nav-staff = Cán bộ và quyền
nav-audit = Nhật ký
nav-more = Thêm
nav-waiting = việc đang chờ
nav-account = Tài khoản
nav-simulator = Trang mô phỏng
person-menu = Tài khoản và đăng xuất
sign-out = Đăng xuất

## Vì sao không được

failure-offline = Không kết nối được với dịch vụ. Trang đang tự thử lại.
failure-broken = Dịch vụ trả lời không đúng (mã { $status }). Trang đang tự thử lại.
failure-refused = Dịch vụ không nhận (mã { $code }). Tải lại trang rồi thử lại.
failure-wait = Thử nhiều lần quá. Chờ { $seconds } giây rồi thử lại.
problem-person_not_found = Không còn người này trong bản dùng thử.
problem-button_not_found = Nút này không còn dùng được nữa.
problem-bot_blocked = Người này đang chặn bot. Bỏ chặn rồi gửi lại.
problem-bad_request = Có ô điền chưa đúng. Xem lại rồi gửi lại.
problem-bad_json = Có ô điền chưa đúng. Xem lại rồi gửi lại.
problem-signed_out = Phiên đã hết. Mời anh/chị đăng nhập lại.
problem-wrong_sign_in = Sai tên đăng nhập hoặc mật khẩu.
problem-wrong_code = Mã sai, hoặc đã dùng rồi. Chờ mã mới rồi nhập lại.
problem-sign_in_over = Bước đầu đã quá lâu. Mời anh/chị đăng nhập lại từ đầu.
problem-forbidden = Vai trò của anh/chị không có quyền này.
problem-foreign_origin = Yêu cầu đến từ trang khác nên không được nhận. Mở lại trang này rồi làm lại.
problem-second_factor_needed = Vai trò của anh/chị cần xác thực hai lớp. Bật lên trước đã.
problem-wrong_password = Mật khẩu chưa đúng.
problem-own_rights = Không ai tự đổi quyền của chính mình.
problem-second_person_needed = Việc này cần người khác quyết định: không phải người đề nghị, cũng không phải người được cấp.
problem-in_person_only = Mã truy cập không làm được việc này. Mời anh/chị đăng nhập.
problem-not_found = Không có mục này, hoặc không thuộc đơn vị của anh/chị.
problem-conflict = Mục này vừa thay đổi. Tải lại rồi xem lại.
problem-user_name_taken = Tên đăng nhập này đã có người dùng.
problem-code_taken = Mã đơn vị này đã có.
problem-role_not_of_unit = Vai trò này không có ở cấp đơn vị đó.
problem-last_admin = Đây là quản trị cuối cùng. Thêm người khác trước rồi mới bỏ được.
problem-key_reused = Yêu cầu này trùng mã với một yêu cầu khác. Tải lại trang rồi làm lại.
problem-still_running = Yêu cầu trước còn đang chạy. Chờ một lát rồi xem lại.
problem-link_over = Đường dẫn đã dùng rồi, đã hết hạn, hoặc được mở ở trình duyệt khác.
problem-no_media = Trả lời này không có ảnh hay ghi âm.
problem-chat_closed = Người này đã ngừng nhận tin, hoặc không liên lạc được ở khung chat này.
problem-no_linked_chat = Anh/chị chưa liên kết khung chat nào với kênh này.
problem-not_on_duty = Anh/chị đang không trực.
problem-media_gone = Nền tảng không còn giữ tệp này.
problem-media_unavailable = Nền tảng chưa cho tải tệp này. Thử lại sau ít phút.
problem-media_refused = Tệp quá lớn, hoặc không đúng loại tệp.
problem-media_not_taken = Không nhận tệp này: chỉ nhận ảnh JPEG, PNG hoặc ghi âm Ogg (Opus), MP3, M4A còn nguyên vẹn.
problem-media_wrong_shape = Ảnh quá lớn hoặc quá dài. Cắt bớt rồi thử lại.
problem-too_large = Nội dung quá lớn.
problem-unsupported_media_type = Loại nội dung này không được nhận.
problem-too_many_requests = Thử nhiều lần quá. Chờ một lát rồi thử lại.
problem-internal_error = Dịch vụ gặp lỗi. Báo người vận hành nếu vẫn vậy.

## Đăng nhập

sign-in-title = Đăng nhập
sign-in = Đăng nhập
sign-in-user-name = Tên đăng nhập
sign-in-user-name-missing = Nhập tên đăng nhập.
sign-in-password = Mật khẩu
sign-in-password-missing = Nhập mật khẩu.
sign-in-by-link = Gửi liên kết vào chat
sign-in-code-title = Xác thực hai lớp
sign-in-totp = Mã 6 số
sign-in-totp-help = Mở ứng dụng xác thực trên điện thoại và nhập mã đang hiện.
sign-in-totp-form = Mã gồm 6 chữ số.
sign-in-recovery = Mã dự phòng
sign-in-recovery-help = Nhập một mã trong các mã dự phòng đã ghi lại. Mỗi mã dùng được một lần.
sign-in-recovery-form = Mã dự phòng dài ít nhất 8 ký tự.
sign-in-continue = Tiếp tục
sign-in-use-recovery = Không có điện thoại? Dùng mã dự phòng
sign-in-use-totp = Dùng mã trong ứng dụng
sign-in-again = Đăng nhập lại từ đầu
sign-in-link-title = Liên kết vào chat
sign-in-link-help = Bot gửi một liên kết dùng một lần vào khung chat đã liên kết với tài khoản. Mở liên kết ngay trên trình duyệt này.
sign-in-link-send = Gửi liên kết
sign-in-link-sent = Nếu tài khoản có khung chat đã liên kết, liên kết đang được gửi vào đó. Dùng được trong { $minutes } phút.

## Thiết lập lần đầu và lời mời

setup-title = Thiết lập lần đầu
setup-intro = Tạo tài khoản quản trị đầu tiên. Những người khác do tài khoản này mời.
setup-no-link = Trang này mở bằng liên kết mà dịch vụ in ra khi khởi động lần đầu. Nếu đã có tài khoản, mời anh/chị đăng nhập.
setup-unit = Công an cấp tỉnh
setup-unit-known = Quản trị của { $unit }
setup-unit-name = Tên đơn vị
setup-unit-name-help = Ví dụ: Công an tỉnh Đắk Lắk
setup-unit-name-form = Nhập tên đơn vị, ít nhất 3 chữ.
setup-unit-code = Mã đơn vị
setup-unit-code-help = Chữ đầu của số cảnh báo, ví dụ DLK
setup-unit-code-form = Từ 2 đến 6 chữ cái không dấu.
setup-unit-dutyPhone = Số trực ban
setup-unit-dutyPhone-help = Số in dưới mỗi tin, để bà con gọi lại
setup-unit-dutyPhone-form = Nhập số điện thoại trực ban.
setup-unit-provinceCode = Mã tỉnh
setup-unit-provinceCode-help = Hai chữ số theo Quyết định 19/2025/QĐ-TTg, ví dụ 66
setup-unit-provinceCode-form = Mã tỉnh gồm 2 chữ số.
setup-unit-provinceName = Tên tỉnh
setup-unit-provinceName-help = Ví dụ: Tỉnh Đắk Lắk
setup-unit-provinceName-form = Nhập tên tỉnh, ít nhất 3 chữ.
setup-name = Họ và tên
setup-name-form = Nhập họ và tên, từ 2 đến 80 chữ.
setup-office = Chức danh
setup-office-default = Quản trị
setup-office-form = Nhập chức danh, từ 2 đến 80 chữ.
setup-submit = Tạo tài khoản
new-user-name-form = Từ 3 đến 32 chữ không dấu, chữ số, dấu chấm hoặc gạch; bắt đầu bằng chữ hoặc số.
new-password = Mật khẩu mới
new-password-form = Ít nhất { $min } ký tự. Một câu dài dễ nhớ tốt hơn một từ phức tạp.
invitation-title = Nhận tài khoản
invitation-no-link = Trang này mở bằng liên kết mời. Xin quản trị gửi liên kết mới. Nếu đã có tài khoản, mời anh/chị đăng nhập.
invitation-greeting = Chào { $name } ({ $office }, { $unit }). Anh/chị chọn tên đăng nhập và mật khẩu.
invitation-submit = Nhận tài khoản

## Trang chính

home-title = Trang chính
home-no-role = Anh/chị chưa có vai trò nào. Vai trò có quyền duyệt hoặc quản trị phải được người thứ hai duyệt; xin hỏi người đã mời, rồi tải lại trang này.

## Tài khoản

account-unit = Đơn vị
account-roles = Vai trò

second-factor = Xác thực hai lớp
second-factor-is-on = Đang bật. Khi đăng nhập, cần thêm mã trên điện thoại.
second-factor-is-off = Chưa bật. Bật lên thì người biết mật khẩu vẫn không vào được.
second-factor-codes-left = Còn { $count } mã dự phòng.
second-factor-turn-on = Bật xác thực hai lớp
second-factor-move = Đổi sang điện thoại khác
second-factor-new-codes = Lấy mã dự phòng mới
second-factor-old-code = Mã đang dùng
second-factor-old-code-help = Mã 6 số của ứng dụng cũ, hoặc một mã dự phòng.
second-factor-old-code-form = Nhập mã 6 số hoặc một mã dự phòng.
second-factor-scan = Mở ứng dụng xác thực trên điện thoại (như Google Authenticator) và quét mã này.
second-factor-qr = Mã QR cho ứng dụng xác thực
second-factor-by-hand = Hoặc nhập tay khóa này vào ứng dụng
second-factor-first-code = Mã mà ứng dụng hiện sau khi quét.
second-factor-first = Bật xác thực hai lớp
second-factor-first-why = Vai trò của anh/chị cần thêm một mã trên điện thoại khi đăng nhập. Bật xong là vào được.
recovery-codes-help = Các mã dự phòng này chỉ hiện một lần. Mỗi mã vào được một lần khi mất điện thoại. In ra hoặc ghi lại, cất ở nơi an toàn.
recovery-codes-kept = Tôi đã cất các mã

password-title = Mật khẩu
password-intro = Đổi mật khẩu thì mọi phiên khác kết thúc.
current-password = Mật khẩu hiện tại
password-change = Đổi mật khẩu
password-changed = Đã đổi mật khẩu.

own-chat = Khung chat của tôi
own-chat-intro = Trong khung chat đã liên kết, bot nhận lệnh của anh/chị và gửi liên kết đăng nhập.
own-chat-code = Lấy mã liên kết
own-chat-write = Mở bot và gửi mã này

sessions = Các phiên đăng nhập
sessions-intro = Phiên nào không phải của mình thì kết thúc ngay và đổi mật khẩu.
sessions-this = phiên này
sessions-unknown-device = Trình duyệt không rõ
sessions-began = Đăng nhập lúc { $time }
sessions-seen = Dùng gần nhất lúc { $time }
sessions-address = Từ địa chỉ { $address }
sessions-end = Kết thúc
sessions-end-named = Kết thúc phiên { $device }
sessions-end-others = Kết thúc các phiên khác
sessions-end-others-question = Mọi phiên ngoài phiên này sẽ kết thúc ngay.
sessions-ended = Đã kết thúc.

tokens = Mã truy cập cho phần mềm
tokens-intro = Phần mềm dùng mã này làm được những việc đã chọn, không hơn quyền của anh/chị.
tokens-none = Chưa có mã truy cập nào.
tokens-make = Tạo mã truy cập
tokens-name = Tên mã
tokens-name-help = Để nhận ra về sau, ví dụ: Bảng điện tử phòng trực
tokens-name-form = Nhập tên, tối đa 60 chữ.
tokens-actions = Được làm gì
tokens-actions-form = Chọn ít nhất một việc.
tokens-days = Dùng được bao nhiêu ngày
tokens-days-form = Từ 1 đến { $max } ngày.
tokens-once = Mã chỉ hiện một lần. Chép vào phần mềm ngay bây giờ.
tokens-kept = Tôi đã chép mã
tokens-until = Dùng được đến { $time }
tokens-unused = Chưa dùng lần nào
tokens-used = Dùng gần nhất lúc { $time }
tokens-end = Hủy mã
tokens-end-question = Phần mềm đang dùng mã “{ $name }” sẽ không vào được nữa.
tokens-ended = Đã hủy mã.

action-see_alerts = Xem cảnh báo
action-see_personal = Xem tên hộ, tên người
action-see_silent = Xem hộ chưa trả lời
action-compose_alert = Soạn cảnh báo
action-approve_alert = Duyệt cảnh báo
action-stop_alert = Dừng cảnh báo
action-see_replies = Xem trả lời của bà con
action-handle_replies = Xử lý trả lời
action-take_duty = Nhận và giao ca trực
action-manage_templates = Quản lý mẫu tin
action-run_drill = Tổ chức diễn tập
action-see_groups = Xem nhóm dân cư
action-manage_groups = Quản lý nhóm dân cư
action-see_staff = Xem cán bộ và quyền
action-manage_staff = Quản lý cán bộ
action-approve_rights = Duyệt quyền
action-see_channels = Xem kênh gửi tin
action-manage_channels = Quản lý kênh gửi tin
action-see_audit = Xem nhật ký
action-manage_webhooks = Quản lý webhook

## Cán bộ và quyền

role-duty_officer = Trực ban
role-area_officer = Cảnh sát khu vực
role-ward_chief = Trưởng, phó Công an cấp xã
role-group_admin = Phụ trách nhóm dân cư
role-province_admin = Quản trị cấp tỉnh
role-auditor = Kiểm tra
role-means-duty_officer = Soạn và gửi cảnh báo, xử lý trả lời, trực ca.
role-means-area_officer = Soạn cảnh báo trong địa bàn, xử lý trả lời.
role-means-ward_chief = Duyệt cảnh báo, quản lý cán bộ và nhóm của đơn vị.
role-means-group_admin = Xem cảnh báo và hộ chưa trả lời trong nhóm, không xem trả lời của bà con.
role-means-province_admin = Quản trị mọi đơn vị trong tỉnh, không xem tên hộ.
role-means-auditor = Xem cảnh báo, cán bộ và nhật ký, không sửa gì.

staff-intro = Ai dùng hệ thống, với quyền gì. Quyền duyệt và quyền quản trị cần hai người.
staff-none = Chưa có cán bộ nào.
staff-name = Họ và tên
staff-self = anh/chị
staff-office = Chức danh
staff-state = Tình trạng
staff-state-invited = Đã mời
staff-state-active = Đang dùng
staff-state-disabled = Đã khóa
staff-second-factor-on = Đã bật
staff-second-factor-off = Chưa bật
staff-chats = Chat đã liên kết
staff-last-sign-in = Đăng nhập gần nhất
staff-role = Vai trò
staff-role-help = Vai trò duyệt tin hoặc quản trị phải có người thứ hai đồng ý.
staff-office-help = Ví dụ: Trực ban, Cảnh sát khu vực tổ 7
staff-invite = Mời cán bộ
staff-invite-submit = Mời
staff-invited = Đã thêm. Đưa liên kết và mã cho người được mời; trang này chỉ hiện một lần.
staff-invited-waiting = Đã thêm; vai trò chờ người thứ hai duyệt. Đưa liên kết và mã cho người được mời; trang này chỉ hiện một lần.
staff-invitation-link = Liên kết để chọn tên đăng nhập và mật khẩu
staff-invitation-qr = Mã QR của liên kết mời
staff-chat-code-write = Mã để gửi cho bot, liên kết khung chat
staff-handed-over = Tôi đã đưa
staff-no-roles = Chưa có vai trò nào.
staff-add-role = Thêm vai trò
staff-grant = Thêm
staff-granted = Đã thêm vai trò.
staff-waiting = Đã đề nghị. Vai trò chờ người thứ hai duyệt.
staff-revoke = Bỏ vai trò
staff-revoke-question = { $name } sẽ mất vai trò “{ $role }” ngay lập tức.
staff-revoked = Đã bỏ vai trò.
staff-access = Đăng nhập và chat
staff-new-invitation = Liên kết mời mới
staff-new-chat-code = Mã liên kết chat
staff-disable = Khóa tài khoản
staff-disable-question = { $name } sẽ bị đăng xuất ngay; mã truy cập và chat của người này không dùng được nữa.
staff-disabled = Đã khóa tài khoản của { $name }.

rights-waiting = Quyền chờ người thứ hai
rights-waiting-intro = Người đề nghị và người được cấp không tự duyệt.
rights-asked = { $name } đề nghị lúc { $time }
rights-command-line = Người vận hành máy chủ
rights-approve = Duyệt
rights-refuse = Không duyệt
rights-refuse-question = { $name } sẽ không nhận vai trò này.
rights-done-approve = Đã duyệt quyền.
rights-done-refuse = Đã từ chối quyền.
rights-somebody-else = Chờ người khác quyết định

## Kênh gửi tin

channels-intro = Bot và Zalo OA mà tin đi qua: có đang gửi không, còn bao nhiêu tin chờ, khóa còn hạn bao lâu.
channels-none = Chưa nối kênh nào. Người vận hành nối bot Telegram hoặc Zalo OA khi khởi động dịch vụ.
channels-stopped = Nền tảng không nhận: { $reason }
channels-no-driver = Có tin chờ mà không có tiến trình nào gửi. Báo người vận hành ngay.
channels-token-lost = Mất quyền gửi từ { $time }. Quản trị của OA phải đồng ý lại.
channels-paused-until = Tạm nghỉ đến
channels-waiting = Đang chờ gửi
channels-nothing-waits = Không có
channels-oldest = Chờ lâu nhất
channels-rate = Tốc độ cho phép
channels-per-second = { $count } tin mỗi giây
channels-contacts = Khung chat gửi được
channels-last-event = Có người nhắn gần nhất
channels-token = Khóa
channels-token-endless = Không có hạn
channels-token-saved = Nhận { $when }
channels-token-until = Khóa hết hạn
channels-test = Gửi thử
channels-not-testable = Liên kết khung chat của anh/chị với kênh này để gửi thử.
channels-test-waiting = Đang gửi vào khung chat của anh/chị…
channels-test-sent = Đã gửi. Xem khung chat của anh/chị.
channels-test-unknown = Chưa rõ: nền tảng không trả lời. Xem khung chat của anh/chị.
channels-test-not_sent = Không gửi được.
lane-working = Đang chạy
lane-paused = Tạm nghỉ
lane-stopped = Bị từ chối
lane-no_driver = Không ai gửi
lane-class-critical = Khẩn cấp
lane-class-staff_notice = Báo cán bộ
lane-class-answer = Trả lời
lane-class-urgent = Gấp
lane-class-routine = Thường
refusal-token = khóa của kênh không còn đúng; người vận hành phải nhập khóa mới
refusal-consent = quản trị của OA phải đồng ý lại cho dịch vụ
refusal-disabled = tài khoản OA bị khóa hoặc không còn; hỏi Zalo
refusal-unverified = OA chưa được xác thực
refusal-package = gói dịch vụ OA không cho gửi loại tin này
refusal-balance = tài khoản OA hết tiền hoặc chưa nối thanh toán

## Nhật ký

audit-intro = Việc của cán bộ, không sửa hay xóa được. Mỗi phút các dòng mới được niêm phong thành chuỗi.
audit-none = Không có dòng nào khớp bộ lọc.
audit-older = Xem cũ hơn
audit-export = Tải CSV
audit-filters = Lọc nhật ký
audit-no-filters = Bỏ lọc
audit-all = Tất cả
audit-action = Việc
audit-at = Lúc
audit-by = Người làm
audit-by-service = Hệ thống
audit-subject = Đối tượng
audit-detail = Chi tiết
audit-from = Từ ngày
audit-to = Đến ngày
audit-sealed = Niêm phong
audit-sealed-yes = Đã niêm phong
audit-sealed-no = Chờ niêm phong
audit-chain = Chuỗi niêm phong
audit-chain-intro = Đọc lại từ dòng đầu để biết có ai sửa, xóa hay chèn dòng nào không. Việc kiểm tra cũng được ghi.
audit-verify = Kiểm tra chuỗi
audit-verifying = Đang đọc lại cả chuỗi…
audit-intact = Nguyên vẹn: { $entries } dòng trong { $seals } lần niêm phong; { $unsealed } dòng mới chưa niêm phong.
audit-broken = KHÔNG nguyên vẹn từ dòng { $first }. Giữ nguyên máy chủ và báo cấp trên.
audit-action-alert_raised = Phát cảnh báo
audit-action-alert_stopped = Dừng cảnh báo
audit-action-alert_misfired = Bỏ cảnh báo hẹn giờ
audit-action-alert_media_added = Tải ảnh, ghi âm lên
audit-action-audit-verified = Kiểm tra chuỗi nhật ký
audit-action-channel-tested = Gửi thử kênh
audit-action-duty-taken = Nhận ca trực
audit-action-duty-handed_over = Giao ca trực
audit-action-group-added = Thêm nhóm dân cư
audit-action-group-placed = Đặt vị trí nhóm
audit-action-reply-answered = Trả lời bà con
audit-action-reply-handled = Đánh dấu đã xử lý
audit-action-reply-reopened = Mở lại trả lời
audit-action-right-granted = Cấp vai trò
audit-action-right-granted_alone = Cấp vai trò không có người thứ hai
audit-action-right-requested = Đề nghị vai trò
audit-action-right-approved = Duyệt vai trò
audit-action-right-refused = Từ chối vai trò
audit-action-right-revoked = Bỏ vai trò
audit-action-service-setup_opened = Mở thiết lập lần đầu
audit-action-service-set_up = Thiết lập lần đầu
audit-action-staff-added = Thêm cán bộ
audit-action-staff-code_renewed = Cấp mã liên kết chat
audit-action-staff-linked = Liên kết chat
audit-action-staff-disabled = Khóa tài khoản
audit-action-staff-signed_in = Đăng nhập
audit-action-staff-sign_in_link_sent = Gửi liên kết đăng nhập
audit-action-staff-sessions_ended = Kết thúc phiên
audit-action-staff-second_factor_on = Bật xác thực hai lớp
audit-action-staff-second_factor_ended = Đổi xác thực hai lớp
audit-action-staff-recovery_codes_renewed = Lấy mã dự phòng mới
audit-action-staff-password_changed = Đổi mật khẩu
audit-action-staff-invitation_renewed = Cấp liên kết mời mới
audit-action-staff-invitation_accepted = Nhận lời mời
audit-action-token-made = Tạo mã truy cập
audit-action-token-ended = Hủy mã truy cập
audit-action-unit-added = Thêm đơn vị

## Ngay bây giờ

nav-now = Tình hình
now-title = Tình hình hiện tại
now-help-title = hộ đang chờ giúp
now-help-none = Không có hộ nào đang chờ giúp.
now-help-oldest = Chờ lâu nhất từ { $time }
now-help-open = Mở
now-help-open-of = Mở lời kêu giúp của { $household }
now-help-handle-of = Đã xử lý: { $household }
now-help-all = Xem tất cả ({ $count })
now-help-held = { $count } lời mới – hiện ra
now-alerts-title = Cảnh báo đang chạy
now-alerts-all = Tất cả cảnh báo
now-alerts-none = Không có cảnh báo nào đang chạy.
now-lanes-title = Đường gửi tin
now-lanes-none = Chưa nối kênh nào.
bell = Chuông khi có hộ cần giúp
bell-off = Đang tắt
bell-on = Đang bật; nhắc lại mỗi phút
bell-blocked = Bấm một phím bất kỳ để trình duyệt cho kêu

channel-telegram = Telegram
channel-zalo = Zalo
lane-state-working = Hoạt động
lane-state-paused = Tạm nghỉ
lane-state-stopped = Bị từ chối
lane-state-no_driver = Không ai gửi
lane-waiting = { $count } tin chờ gửi
lane-waiting-none = Không có tin chờ
lane-oldest = tin cũ nhất chờ { $span }
lane-paused-until = gửi tiếp lúc { $time }

reason-blocked = Người nhận đã chặn
reason-gone = Tài khoản không còn
reason-not-joined = Chưa mở trò chuyện hoặc đã rời nhóm
reason-window = Đã quá thời hạn được nhắn
reason-night = Nền tảng không cho gửi ban đêm
reason-no-voice = Kênh này không gửi được ghi âm: tin đi không kèm
reason-file-refused = Nền tảng không nhận tệp: tin đi không kèm
reason-file-not-uploaded = Chưa tải được tệp lên nền tảng: tin đi không kèm
reason-file-in-template = Tin mẫu không kèm được tệp
reason-voice-forbidden = Người nhận không cho gửi ghi âm: tin đi không kèm
reason-file-uploaded = Đã tải tệp lên, đến lượt gửi tin
reason-throttled = Nền tảng bảo chậm lại
reason-quota = Hết hạn mức
reason-balance = Hết tiền hoặc chưa nối thanh toán
reason-token = Mã truy cập của kênh bị từ chối
reason-no-answer = Nền tảng không trả lời
reason-alert-stopped = Cảnh báo đã dừng
reason-alert-expired = Cảnh báo đã hết hạn
reason-opted-out = Người nhận đã dừng nhận tin
reason-contact-unreachable = Không liên lạc được
reason-nothing-to-correct = Chưa nhận tin trước nên không cần
reason-erased = Đã xóa dữ liệu theo yêu cầu
reason-platform-failed = Nền tảng bị lỗi ({ $code })

## Trực ban

nav-duty = Giao ca
duty-page-title = Ca trực
duty-title = Trực ban
duty-history = Các ca trước
duty-nobody = Chưa có ai trực.
duty-since = Từ { $time }
duty-note-of = { $name } để lại:
duty-take-over = Nhận ca
duty-take-over-now = Tôi nhận ca
duty-taken = Anh/chị đã nhận ca.
duty-ends-other = Đang trực: { $name }. Ca đó sẽ kết thúc.
duty-hand-over = Giao ca
duty-hand-over-now = Kết thúc ca của tôi
duty-handed-over = Đã giao ca.
duty-note = Lời dặn cho ca sau
duty-note-what = Việc đang làm dở, ai đang đi đâu, cần gọi lại cho ai.
duty-open-help = Hộ đang chờ giúp
duty-open-alerts = Cảnh báo đang chạy
duty-open-approvals = Cảnh báo chờ duyệt
duty-open-lanes = Đường gửi tin có trục trặc
duty-shifts = Các ca
duty-shifts-none = Chưa có ca nào.
duty-goes-on = nay

## Danh sách cảnh báo

nav-alerts = Cảnh báo
alerts-title = Cảnh báo
alerts-headline = Nội dung
alerts-state = Mức, trạng thái
alerts-created = Lúc
alerts-reached = Đã tới
alerts-answered = Trả lời
alerts-help-waiting = Chờ giúp
alerts-filter-state = Trạng thái
alerts-filter-category = Loại
alerts-filter-drill = Thật hay diễn tập
alerts-real = Thật
alerts-drill = Diễn tập
alerts-paused = Tạm giữ
alerts-starts = Hẹn { $time }
alerts-none = Chưa có cảnh báo nào.
alerts-none-found = Không có cảnh báo nào như vậy. Đổi bộ lọc.
filter-all = Tất cả
severity-info = Thông tin
severity-advisory = Lưu ý
severity-urgent = Khẩn
severity-critical = Rất khẩn
rows-loaded = Đã tải { $count } dòng, cuộn để tải thêm
rows-loaded-of = Đã tải { $count } / { $total } dòng, cuộn để tải thêm
rows-all = { $count } dòng
rows-more = Tải thêm
rows-old = Có thay đổi – tải lại

## Một cảnh báo

alert-page-title = Cảnh báo
alert-page-views = Phần của cảnh báo
alert-view-overview = Tình hình
alert-view-households = Hộ dân
alert-view-ledger = Sổ gửi tin
alert-replies = Trả lời của bà con
alert-replies-help = { $count } hộ chờ giúp
alert-author = Người soạn
alert-expires = Hết hạn
alert-closed = Kết thúc
alert-check-code = Mã kiểm tra
alert-drill-notice = DIỄN TẬP – không phải cảnh báo thật
alert-situations = Tình hình các hộ
alert-households-count = { $count } hộ, mỗi hộ đếm một lần
alert-open-situation = { $situation }: { $count } hộ, mở danh sách
as-of = Số liệu lúc { $time }
situation-help = Cần giúp
situation-safe = An toàn
situation-read = Đã đọc
situation-silent = Im lặng
situation-waiting = Chờ gửi
situation-unknown = Chưa rõ
situation-unreachable = Không tới được
situation-look_after = Cần tìm đến

curves-title = Đã tới và trả lời theo thời gian
curves-span = Khoảng thời gian
curves-span-10 = 10 phút đầu
curves-span-60 = 1 giờ đầu
curves-span-all = Tất cả
curves-none = Chưa có tin nào tới nơi.
curves-label = Biểu đồ số hộ đã nhận và số hộ đã trả lời trong { $households } hộ
curve-reached = Đã nhận
curve-answered = Đã trả lời
chart-as-table = Xem dạng bảng
chart-time = Lúc

deliveries-title = Gửi tin
deliveries-by-lane = Lượt gửi theo kênh
deliveries-lane = Kênh
deliveries-not-sent = Chưa tới

alert-groups-title = Theo nhóm
alert-groups-none = Chưa có hộ nào trong danh sách.
alert-group = Nhóm
alert-group-all = Mọi nhóm
alert-group-none = Không còn ở nhóm nào
alert-group-not-found = Không có nhóm này
alert-households-short = Số hộ
map-title = Bản đồ các nhóm
map-label = Bản đồ các nhóm; bảng bên dưới có cùng số liệu
map-legend = Vòng to: nhiều hộ. Phần tô: số hộ im lặng, chưa rõ, không tới được. Số đỏ: hộ cần giúp.
map-figures = { $missing }/{ $households } hộ

timeline-title = Các tin đã gửi
timeline-no-deliveries = Chưa có lượt gửi
timeline-text = Toàn văn
timeline-being-written = đang lập danh sách
timeline-stopped = Dừng lúc { $time }
timeline-paused = Giữ lại lúc { $time }
message-kind-initial = Tin đầu
message-kind-update = Cập nhật
message-kind-correction = Đính chính
message-kind-reminder = Nhắc lại
message-kind-closure = Kết thúc

households-none = Không có hộ nào như vậy.
households-print = In theo nhóm
household = Hộ
household-hidden = (không được xem tên)
household-members = Người trong hộ
household-situation = Tình hình
household-channels = Kênh

ledger-seq = Tin
ledger-state = Kết quả
ledger-state-all = Mọi kết quả
ledger-message = Tin
ledger-message-all = Mọi tin
ledger-lane-all = Mọi kênh
ledger-reason = Lý do
ledger-attempts = Gửi lại
ledger-at = Lúc
ledger-not-before = gửi sau { $time }
ledger-repeated = đã gửi lại { $count } lần
ledger-none = Không có lượt gửi nào như vậy.
delivery-state-pending = Chờ gửi
delivery-state-sending = Đang gửi
delivery-state-sent = Đã gửi
delivery-state-unreachable = Không tới được
delivery-state-rejected = Bị từ chối
delivery-state-gave_up = Thôi gửi
delivery-state-unknown = Chưa rõ
delivery-state-unknown_final = Có thể đã nhận
delivery-state-cancelled = Đã dừng
download-preparing = Đang lập tệp…
download-bytes = Đang tải { $kilobytes } KB
download-done = Đã tải tệp về máy.

print-title = Danh sách để in { $number }
print-back = Về danh sách
print-now = In
print-loading = Đang tải danh sách: { $count } / { $total } hộ
print-ready = { $count } hộ, mỗi nhóm một tờ
print-cut = Chỉ in được { $count } hộ đầu. Lọc theo nhóm, hoặc tải tệp XLSX.
print-as-of = Tính đến { $time }
print-count = { $count } hộ cần tìm đến
print-row = STT
print-seen = Đã gặp
print-note = Ghi chú
print-care = Có thông tin của bà con: không chụp, không đăng, xong việc thì hủy.

## Việc với một cảnh báo

act-more = Việc khác
act-update = Cập nhật
act-update-means = Gửi tới mọi hộ của cảnh báo này, thêm vào tin trước.
act-correction = Đính chính
act-correction-means = Khi tin trước sai. Gửi tới các hộ đã hoặc có thể đã nhận; cảnh báo kết thúc.
act-closure = Kết thúc
act-closure-means = Báo việc đã xong cho các hộ đã hoặc có thể đã nhận; cảnh báo kết thúc.
act-reminders = Nhắc các hộ im lặng
act-pause = Tạm giữ
act-pause-means = Chưa gửi tiếp { $pending } hộ đang chờ, cho tới khi có người cho gửi lại. Thời hạn của cảnh báo vẫn chạy.
act-pause-confirm = Tạm giữ
act-resume = Gửi tiếp
act-resume-means = Gửi tiếp cho { $pending } hộ đang chờ.
act-resume-confirm = Gửi tiếp
act-stop = Dừng hẳn
act-stop-means = Không gửi nữa cho { $pending } hộ đang chờ và không nhận thêm trả lời. Không làm lại được. Hộ đã nhận không được báo gì thêm; nếu cần báo, hãy đính chính.
act-stop-confirm = Dừng hẳn
act-not-open = Cảnh báo không còn chạy: { $state }.
hold-stopped = Đã dừng. { $count } lượt không gửi nữa.
hold-paused = Đang giữ { $count } lượt chờ gửi.
hold-already-paused = Cảnh báo đã được giữ từ trước.
hold-resumed = Gửi tiếp { $count } lượt.
hold-not-paused = Cảnh báo không bị giữ.

reminders-means = Gửi lại cho các hộ đã nhận mà chưa trả lời. Hộ đã trả lời không bị nhắc.
reminders-rounds = Số lần nhắc
reminders-rounds-count = { $count } lần
reminders-every = Cách nhau
reminders-confirm = Nhắc
reminders-end = Thôi nhắc
reminders-set = Sẽ nhắc lúc { $time }. Hiện có { $silent } hộ im lặng.
reminders-ended = Không nhắc nữa.
reminders-too-many = Cảnh báo này chỉ còn được nhắc { $left } lần.

follow-up-text-vi = Nội dung tiếng Việt
follow-up-text-en = Nội dung tiếng Anh
follow-up-text-en-why = Không bắt buộc. Ai đọc tiếng Anh sẽ nhận bản tiếng Việt nếu để trống.
follow-up-check = Xem trước
follow-up-back = Sửa lại
follow-up-send = Gửi cho { $count } hộ
follow-up-recipients = Gửi tới { $households } hộ, liên lạc được { $reachable } hộ. Bà con sẽ thấy đúng như sau:
follow-up-confirm = Tôi đã xem: { $finding }
follow-up-checks-open = Còn điều cần xem lại trước khi gửi.
follow-up-too-long = Tin dài { $length } ký tự, tối đa { $limit }. Xin viết ngắn lại.
follow-up-sent-no = Đã gửi đi, tới { $count } hộ.
follow-up-sent-paused = Đã ghi. Tin chờ cùng cảnh báo đang tạm giữ.
follow-up-sent-scheduled = Đã ghi. Tin chờ tới giờ hẹn của cảnh báo.
finding-severity-block = Phải sửa:
finding-severity-confirm = Xem lại:
finding-severity-note = Lưu ý:
follow-up-finding-text_empty = Chưa có nội dung.
follow-up-finding-text_too_long = Tin quá dài cho một kênh.
follow-up-finding-placeholder_left = Còn chỗ trống trong ngoặc vuông chưa điền.
follow-up-finding-id_number = Có vẻ là số căn cước.
follow-up-finding-phone_number = Có số điện thoại không phải của đơn vị.
follow-up-finding-link = Có đường dẫn.
follow-up-finding-unsafe_link = Có đường dẫn không an toàn.
follow-up-finding-all_caps = Viết hoa toàn bộ.
follow-up-finding-checkpoint_wording = Nói chỗ đặt chốt.
follow-up-finding-legal_basis_missing = Nói về một người mà chưa ghi căn cứ.
follow-up-finding-photo_not_described = Chưa nói trong ảnh có người hay không.
follow-up-finding-photo_of_person = Trong ảnh có người nhận ra được.
follow-up-finding-source_missing = Chưa ghi văn bản hoặc cơ quan ban hành.
follow-up-finding-english_missing = Chưa có bản tiếng Anh.
follow-up-finding-sent_recently = Nội dung này vừa gửi trong nửa giờ qua.
follow-up-finding-quiet_hours = Có nhóm đang trong giờ nghỉ, sẽ nhận sau.
follow-up-finding-ends_in_quiet_hours = Cảnh báo hết hạn trước khi hết giờ nghỉ: các hộ đó không nhận được.

## Trả lời của bà con

nav-replies = Trả lời
replies-title = Trả lời của bà con
replies-show = Hiện
replies-show-open = Chưa xong
replies-show-help = Cần giúp
replies-show-all = Tất cả
replies-help-waiting = { $count } hộ đang chờ giúp
replies-help-none = Không có hộ nào đang chờ giúp
replies-of-all = Bỏ lọc: mọi cảnh báo
replies-choose = Chọn một trả lời để đọc và nhắn lại.
replies-none = Không có trả lời nào như vậy.
replies-held = { $count } mới – hiện ra
replies-back = Danh sách
reply-help = CẦN GIÚP
reply-photo = Ảnh
reply-photo-caption = Ảnh: { $caption }
reply-voice = Ghi âm { $seconds } giây
reply-voice-plain = Ghi âm
media-foreign = Trình duyệt này không mở được tệp. Tải về để mở bằng chương trình khác.
media-download = Tải về
reply-place = Vị trí { $place }
reply-hidden = (chỉ Công an được đọc)
reply-handle = Đã xử lý
reply-unhandle = Chưa xong, mở lại
reply-handled = { $name } đã xử lý lúc { $time }
reply-handled-short = đã xử lý
reply-standing = Cả nhà tới nay: { $standing }
reply-not-handled = Chưa ai xử lý
reply-answers = { $count } lời đáp
reply-code-ACK = Đã đọc
reply-code-SAFE = Nhà tôi an toàn
reply-code-HELP = Cần giúp
reply-code-SEEN = Tôi có thấy
reply-code-TIP = Báo tin kín
reply-code-VICTIM = Tôi đã bị lừa
reply-code-ASK = Hỏi cán bộ
reply-code-MOVED = Đã sơ tán
reply-code-STUCK = Không đi được
reply-code-OK = Đã kiểm tra, ổn
reply-code-DONE = Đã làm
reply-code-LATER = Chưa làm được
reply-code-JOIN = Tôi tham gia
reply-code-NO = Không tham gia được
reply-code-IS_TRUE = Tin này có thật?
thread-entries = Lời qua lại
thread-household = Hộ dân
photo-enlarge = Phóng to
place-copy = Chép vị trí
answer-write = Nhắn lại qua bot
answer-send = Gửi
answer-keys = Ctrl + Enter để gửi
answer-state-waiting = đang gửi
answer-state-sent = đã gửi
answer-state-unknown = chưa rõ đã tới chưa
answer-state-not_sent = chưa gửi được
chat-stopped = Người này đã dừng nhận tin: không nhắn được, hãy gọi điện hoặc đến nhà.
chat-unreachable = Không liên lạc được qua ứng dụng này: hãy gọi điện hoặc đến nhà.

## Trang mô phỏng

page-subtitle = Mô phỏng

people-title = Người trong bản dùng thử
people-search = Tìm theo tên
people-search-clear = Xóa ô tìm
people-filter = Lọc
people-filter-all = Tất cả
people-filter-joined = Đã tham gia
people-filter-not_joined = Chưa tham gia
people-filter-unread = Chưa xem
people-filter-help = Cần giúp
people-filter-blocked = Đã chặn
people-count = { $shown } trên { $total } người
people-none-yet = Chưa có ai. Bản dùng thử đang chuẩn bị…
people-none-found = Không tìm thấy ai. Đổi từ tìm hoặc bộ lọc.
people-officer = Trực ban
network =
    { $network ->
        [zalo] Zalo
       *[telegram] Telegram
    }
people-no-group = Chưa vào nhóm
people-tag-not-joined = chưa tham gia
people-tag-not-linked = chưa liên kết
people-tag-blocked = đã chặn bot
people-unread = { $count } tin chưa xem

new-title = Thêm người mới
new-explanation = Một người chưa tham gia. Mở khung chat rồi vào nhóm như bà con vẫn làm.
new-name = Họ và tên
new-name-missing = Nhập tên, tối đa 60 chữ.
new-language = Ngôn ngữ của người này
new-network = Ứng dụng
new-add = Thêm

chat-title = Điện thoại của { $name }
chat-choose = Chọn một người trong danh sách để xem điện thoại của họ.
chat-back = Về danh sách
chat-messages = Tin nhắn
chat-from-bot = Bot:
chat-from-person = Người này:
chat-edited = đã sửa
chat-pressed = (đã bấm)
chat-scripted = theo kịch bản
chat-by-hand = bạn trả lời
chat-photo = Ảnh mẫu
chat-voice = Ghi âm, { $seconds } giây
chat-place = Vị trí
chat-to-newest = Xuống tin mới nhất
chat-sending = đang gửi
chat-not-sent = chưa gửi được
chat-drop = Bỏ
chat-write = Nhắn tin
chat-send = Gửi
chat-commands = Các lệnh của bot
chat-attach = Gửi ảnh, ghi âm, vị trí
chat-send-photo = Ảnh mẫu
chat-send-voice = Ghi âm mẫu
chat-send-place = Vị trí
chat-block =
    { $network ->
        [zalo] Chặn OA
       *[telegram] Chặn bot
    }
chat-other =
    { $network ->
        [zalo] Xem trên Telegram
       *[telegram] Xem trên Zalo
    }
chat-unblock = Bỏ chặn
chat-is-blocked =
    { $network ->
        [zalo] Người này đã chặn OA.
       *[telegram] Người này đã chặn bot.
    }

start-household =
    { $network ->
        [zalo] Chưa có tin nhắn. Người này gõ mã của nhóm nào?
       *[telegram] Chưa có tin nhắn. Người này quét mã QR của nhóm nào?
    }
start-without-code =
    { $network ->
        [zalo] Nhắn cho OA, không có mã
       *[telegram] Mở bot, không có mã
    }
start-officer = Chưa có tin nhắn. Gõ /canhbao để soạn cảnh báo.
start-officer-link = Trực ban chưa liên kết. Gửi mã liên kết để bắt đầu.
start-send-link = Gửi mã { $code }

state-title = Tình hình

how-title = Bắt đầu thế nào?
how-step-officer = Chọn ‘Trực ban’, gõ /canhbao, làm theo từng bước.
how-step-watch = Xem số liệu chạy ở trang này, từng hộ ở danh sách.
how-step-household = Mở một hộ bất kỳ: bấm nút, nhắn tin, gửi ảnh.
how-link-code = Mã liên kết của trực ban:
how-copy-link = Chép mã liên kết
how-open-officer = Mở khung chat Trực ban

alert-title = Cảnh báo gần nhất
alert-none = Chưa có cảnh báo nào.
alert-households = Số hộ cần báo
alert-sending-title = Gửi tin
alert-sent = Đã gửi
alert-pending = Đang chờ
alert-unreachable = Không liên lạc được
alert-unknown = Chưa rõ
alert-failed = Gửi lỗi
alert-cancelled = Đã dừng
alert-answers-title = Trả lời của các hộ
alert-help = Cần giúp
alert-safe = An toàn
alert-read = Đã đọc
alert-words = Nhắn lại
alert-silent = Im lặng
alert-state-draft = Bản nháp
alert-state-pending_approval = Chờ duyệt
alert-state-sending = Đang gửi
alert-state-active = Đang hiệu lực
alert-state-updated = Đã cập nhật
alert-state-resolved = Đã kết thúc
alert-state-corrected = Đã đính chính
alert-state-cancelled = Đã dừng
alert-state-expired = Hết hạn

village-title = Phường tham gia
village-joined = Hộ đã tham gia
village-homes = Telegram: { $telegram } hộ · Zalo: { $zalo } hộ · cả hai: { $both } hộ
village-joining = { $count } hộ đang vào
village-blocked = { $count } hộ đã chặn bot
village-code = Mã nhóm:
village-copy = Chép mã của { $name }

server-title =
    { $network ->
        [zalo] Máy chủ Zalo giả
       *[telegram] Máy chủ Telegram giả
    }
server-explanation = Chạy trên máy này, đếm độc lập với dịch vụ.
server-perSecond = Tin mỗi giây
server-accepted = Đã nhận
server-throttled = Bảo chậm lại (429)
server-refused = Từ chối

category-online_scam = Lừa đảo qua mạng
category-theft = Trộm cắp, cướp giật
category-missing_person = Tìm người mất tích
category-wanted_person = Truy nã, truy tìm
category-fire_explosion = Cháy, nổ
category-disaster = Mưa lũ, bão, sạt lở
category-drugs = Ma túy
category-traffic = Giao thông
category-residence_notice = Cư trú, căn cước
category-weapons_fireworks = Vũ khí, pháo nổ
category-loan_shark = Tín dụng đen
category-disorder = Gây rối trật tự
category-rumour_correction = Bác tin giả
category-child_protection = Bảo vệ trẻ em
category-trafficking = Mua bán người
category-tourist_safety = An toàn du lịch
category-community = Việc chung của thôn, buôn

# Phần chung của một cảnh báo: xem trước, dự kiến, điều cần xem lại, diễn tập.

drill = DIỄN TẬP
drill-explained = – không phải cảnh báo thật. Mọi tin gửi đi đều ghi rõ là diễn tập.
preview-title = Bà con sẽ thấy
preview-of = { $channel } · { $language }
preview-channel-telegram = Telegram
preview-channel-zalo = Zalo
preview-length = { $length }/{ $limit } ký tự
preview-fallback = Chưa có bản dịch: người đọc tiếng này nhận bản tiếng Việt, có ghi chú.
preview-no-voice = { $channel } không gửi được ghi âm: bà con ở đây chỉ nhận phần chữ.
media-add = Ảnh hoặc ghi âm
media-add-what = Một tệp cho mỗi tin: ảnh, hoặc ghi âm Ogg, MP3, M4A, tối đa 1 MB. Vị trí và thời gian chụp được xóa khỏi tệp.
media-choose = Chọn tệp
media-uploading = Đang tải lên…
media-photo = Ảnh kèm theo tin
media-voice = Ghi âm kèm theo tin
media-not-shown = Không mở được tệp này.
media-remove = Bỏ tệp này
media-shows-person = Trong ảnh có người nhận ra được không?
media-shows-person-why = Ảnh có người cần căn cứ để công khai.
media-person-yes = Có người nhận ra được trong ảnh
media-person-no = Không có người nhận ra được
media-gone-photo = Tin này có ảnh; ảnh đã được xóa theo thời hạn lưu giữ.
media-gone-voice = Tin này có ghi âm; ghi âm đã được xóa theo thời hạn lưu giữ.
media-left-out = { $count } tin đã đi không kèm tệp. Lý do ở sổ gửi.
media-refused-by = { $channel } ({ $account }) không nhận tệp này ({ $reason }): tin đi không kèm tệp.
forecast-title = Dự kiến
forecast-reach = trên { $count } hộ sẽ nhận được
forecast-last = Hộ cuối cùng nhận sau khoảng { $span }.
forecast-half-and-last = Một nửa số hộ nhận sau khoảng { $half }, hộ cuối cùng sau { $last }.
forecast-nobody = Không hộ nào nhận được.
forecast-channel-telegram = Qua Telegram: { $count } hộ.
forecast-channel-zalo = Qua Zalo: { $count } hộ.
forecast-free = Không tốn phí.
forecast-cost = { $count } tin có phí, khoảng { $dong } đồng chưa thuế.
forecast-deferred = { $count } hộ nhận muộn hơn, sớm nhất { $time }.
forecast-unreachable = { $count } hộ không nhận được.
forecast-unreachable-no_contact = { $count } hộ chưa có ai nhận tin: cần sang nhà báo.
forecast-unreachable-no_template = { $count } hộ Zalo lâu chưa nhắn, chưa có mẫu được duyệt để gửi.
forecast-unreachable-paid_not_allowed = { $count } hộ chỉ gửi được bằng tin có phí, loại tin này không được dùng.
forecast-unreachable-quota_used_up = { $count } hộ không gửi được vì Zalo đã hết lượt.
findings-title = Kiểm tra trước khi gửi
findings-checking = Đang kiểm tra…
findings-none = Không có gì phải sửa.
finding-is-block = Phải sửa
finding-is-confirm = Xác nhận
finding-is-note = Lưu ý
finding-show = Xem trong bài
finding-in-en = { $finding } (bản tiếng Anh)
compose-finding-text_empty = Chưa có nội dung.
compose-finding-text_too_long = Bài dài quá mức kênh gửi cho phép: { $found }
compose-finding-placeholder_left = Còn chỗ chưa điền: { $found }
compose-finding-id_number = Có số giấy tờ tùy thân: { $found }. Bỏ số này đi.
compose-finding-phone_number = Có số điện thoại { $found }, không phải số của đơn vị. Số này đúng là cần đưa ra.
compose-finding-link = Có đường dẫn { $found }. Đường dẫn này đúng và cần đưa ra.
compose-finding-unsafe_link = Đường dẫn { $found } cài phần mềm hoặc giấu địa chỉ thật. Bỏ đường dẫn này đi.
compose-finding-all_caps = Bài viết toàn chữ hoa, khó đọc.
compose-finding-checkpoint_wording = “{ $found }” giống như báo chỗ lập chốt. Viết như vậy là đúng ý.
compose-finding-legal_basis_missing = Tin về một người nhưng chưa chọn căn cứ pháp lý. Vẫn gửi như vậy.
compose-finding-photo_not_described = Chưa nói trong ảnh có người nhận ra được hay không.
compose-finding-photo_of_person = Trong ảnh có người nhận ra được. Đã xem lại, vẫn gửi.
compose-finding-source_missing = Chưa ghi số văn bản và cơ quan ban hành. Vẫn gửi như vậy.
compose-finding-english_missing = Chưa có bản tiếng Anh: người đọc tiếng Anh nhận bản tiếng Việt.
compose-finding-sent_recently = Tin giống hệt ({ $found }) đã gửi trong nửa giờ qua. Gửi lại?
compose-finding-quiet_hours = Có nhóm đang trong giờ yên tĩnh: các hộ đó nhận khi hết giờ.
compose-finding-ends_in_quiet_hours = Tin hết hạn trước khi hết giờ yên tĩnh: có nhóm sẽ không nhận được. Vẫn gửi như vậy.
approval-reason-category = Loại tin này cần cấp cao hơn đồng ý.
approval-reason-reach = Nhiều hộ hơn mức một người được gửi một mình.
legal-basis-wanted_notice = Có quyết định truy nã, truy tìm
legal-basis-family_consent = Gia đình đồng ý
legal-basis-public_interest = Vì lợi ích công cộng
group-kind-hamlet = Thôn, buôn, tổ dân phố
group-kind-parish = Giáo xứ
group-kind-school = Trường học
group-kind-market = Chợ
group-kind-lodging = Nhà trọ, khách sạn
group-kind-tourist_site = Điểm du lịch

# Soạn cảnh báo.

compose-title = Soạn cảnh báo
compose-drill-title = Soạn diễn tập
compose-nothing-allowed = Vai trò này không gửi được loại cảnh báo nào.
compose-text = Nội dung
compose-text-vi = Nội dung tiếng Việt
compose-text-en = Nội dung tiếng Anh
compose-blanks-vi = Điền vào mẫu
compose-blanks-en = Điền vào mẫu tiếng Anh
compose-blank = Chỗ trống
compose-english-on = Thêm bản tiếng Anh
compose-english-off = Bỏ bản tiếng Anh
compose-severity = Mức độ
compose-severity-info = Thông tin
compose-severity-advisory = Lưu ý
compose-severity-urgent = Gấp
compose-severity-critical = Nguy hiểm
compose-legal-basis = Căn cứ để nêu về một người
compose-document-number = Số văn bản
compose-issuing-authority = Cơ quan ban hành
compose-choose = Chọn
compose-clear = Bỏ chọn
compose-schedule = Hẹn giờ gửi
compose-send-from = Gửi lúc (giờ Việt Nam)
compose-time-incomplete = Giờ chưa đủ. Đang để { $time }.
compose-time-over = Giờ này đã qua: tin sẽ đi ngay.
compose-area = Địa bàn nhận tin
start-search = Tìm mẫu
start-search-how = Gõ vài chữ (có dấu hay không đều được) rồi bấm Enter để dùng mẫu đầu tiên.
start-blank = Tự viết
start-blank-of = Tự viết: { $category }
start-none-found = Không có mẫu nào khớp. Đổi chữ tìm.
area-all = Cả địa bàn
area-groups = Các nhóm
area-search = Tìm nhóm
area-households = Hộ
area-reachable = Nhận được
area-none = Đơn vị chưa có nhóm nào. Thêm nhóm trước khi gửi cảnh báo.
area-none-found = Không có nhóm nào khớp.
area-choose = Chọn ít nhất một nhóm.
area-changed = Có nhóm đã bị bỏ hoặc nhập vào nhóm khác. Chọn lại.
area-counting = Đang đếm…
area-total = { $count } hộ trong { $groups } nhóm
area-overlap = { $count } hộ thuộc nhiều nhóm, chỉ nhận một lần
area-overlap-pair = { $first } và { $second }: { $count } hộ chung
preview-empty = Chọn địa bàn để xem tin trên điện thoại của bà con.
forecast-empty = Chọn địa bàn để biết bao nhiêu hộ nhận được, trong bao lâu.
drafts-title = Đang viết dở
draft-clean = Chưa có gì thay đổi
draft-saving = Đang lưu…
draft-saved = Đã lưu nháp lúc { $time }
draft-kept = Chưa lưu được lên máy chủ, đang giữ trong trình duyệt này
draft-unsaved = Chưa lưu được. Đừng đóng trang này.
draft-over = Bản nháp này đã được gửi hoặc bỏ ở nơi khác
draft-saved-at = Lưu lúc { $time }
draft-kept-at = Chỉ có trong trình duyệt này, lúc { $time }
draft-without-text = (chưa có nội dung)
draft-returned = Được trả lại: { $comment }
draft-resume = Viết tiếp
draft-discard = Bỏ bản nháp
draft-discard-question = Bỏ hẳn bản nháp này?
draft-discarded = Đã bỏ bản nháp.
send = Gửi
send-drill = Gửi diễn tập
send-now = Gửi ngay cho { $count } hộ
send-later = Hẹn gửi { $count } hộ lúc { $time }
send-ask = Xin duyệt gửi { $count } hộ
send-drill-now = Gửi DIỄN TẬP cho { $count } hộ
send-drill-later = Hẹn gửi DIỄN TẬP { $count } hộ lúc { $time }
send-drill-ask = Xin duyệt DIỄN TẬP cho { $count } hộ
send-wait-ready = Bản này không gửi được nữa.
send-wait-no_area = Chọn địa bàn.
send-wait-nobody = Các nhóm đã chọn chưa có hộ nào.
send-wait-too_long = Bài dài quá mức kênh gửi cho phép.
send-wait-checking = Đang kiểm tra…
send-wait-not_checked = Chưa kiểm tra được. Xem lại kết nối.
send-wait-forbidden = Không được gửi tin này.
send-wait-open = Còn { $count } điều phải sửa hoặc xác nhận.
send-title = Gửi cảnh báo?
send-ask-title = Xin duyệt cảnh báo?
send-drill-title = Gửi diễn tập?
send-about = { $category } – { $groups }
send-to = Tin đi ngay tới { $count } hộ. Gửi rồi thì không lấy lại được, chỉ đính chính được.
send-to-later = Tin đi tới { $count } hộ lúc { $time }.
send-second-person = Cần người thứ hai duyệt:
send-drill-confirm = Tôi gửi một tin DIỄN TẬP, không phải cảnh báo thật.
send-break-glass = Không chờ được: gửi ngay, duyệt sau
send-break-glass-reason = Vì sao không chờ được
send-break-glass-reason-why = Ít nhất { $count } chữ cái. Người duyệt sẽ đọc lý do này.
send-break-glass-now = Gửi ngay cho { $count } hộ, duyệt sau
send-again-is-safe = Bấm gửi lần nữa cũng không sao: tin chỉ đi một lần.
send-refused-checks_open = Có điều mới cần xem lại. Đóng hộp này và xem phần kiểm tra.
send-refused-text_too_long = Bài dài quá mức kênh gửi cho phép.
send-refused-severity_not_allowed = Loại tin này không dùng mức độ đó.
send-refused-break_glass_not_allowed = Chỉ tin nguy hiểm mới được gửi trước khi duyệt.
send-refused-drill_not_confirmed = Hãy xác nhận đây là diễn tập.
send-refused-drill_never_changes = Diễn tập không đổi thành cảnh báo thật được, và ngược lại.
send-refused-empty_audience = Các nhóm đã chọn không còn hộ nào.
send-refused-not_a_draft = Tin này đã được gửi hoặc bỏ ở nơi khác. Xem danh sách cảnh báo.
send-refused-forbidden = Không được gửi tin này.
sent-raised = Đã gửi { $number }
sent-raised-to = Tin đang đi tới { $count } hộ.
sent-approve-by = Cần người thứ hai duyệt trước { $time }.
sent-pending = { $number } đang chờ duyệt
sent-approvers-told = Đã báo cho { $count } người duyệt qua tin nhắn.
sent-nobody-told = Chưa người duyệt nào nhận được tin nhắn. Hãy gọi điện.
sent-follow = Theo dõi cảnh báo này
sent-next = Soạn tin khác

# Duyệt cảnh báo.

nav-compose = Soạn tin
nav-approvals = Duyệt
nav-templates = Mẫu tin
nav-drills = Diễn tập
approvals-title = Cảnh báo chờ duyệt
approvals-none = Không có gì chờ duyệt.
approval-title = Duyệt cảnh báo
approval-what = { $category } · { $number }
approval-by = { $number }, { $office }
approval-by-office = { $office } xin duyệt lúc { $time }
approval-households = { $count } hộ
approval-due-before = hết hạn { $time }
approval-due-after = đã gửi, cần duyệt { $time }
approval-send-from = Hẹn gửi lúc { $time }
approval-glass = Đã gửi trước khi duyệt, vì: { $reason }
approval-glass-no-reason = không ghi lý do
approval-audience = Ai nhận, bao giờ
approval-groups = { $count } nhóm
approval-not-yours = Người khác phải duyệt: không ai tự duyệt tin của mình.
approval-gone = Không còn chờ duyệt: đã được quyết định, hoặc đã hết hạn.
approval-back = Về danh sách chờ duyệt
approve-before = Duyệt và gửi cho { $count } hộ
approve-after = Đồng ý với tin đã gửi { $count } hộ
approve-drill-before = Duyệt và gửi DIỄN TẬP cho { $count } hộ
approve-drill-after = Đồng ý với tin DIỄN TẬP đã gửi { $count } hộ
return-before = Trả lại
return-after = Không đồng ý
return-comment-before = Vì sao trả lại, cần sửa gì
return-comment-after = Vì sao không đồng ý
approved-before = Đã duyệt { $number }. Tin đang đi tới { $count } hộ.
approved-after = Đã ghi nhận đồng ý với { $number } ({ $count } hộ).
returned-before = Đã trả lại { $number } cho người soạn.
returned-after = Đã ghi nhận không đồng ý với { $number }. Tin vẫn chạy cho đến khi có người dừng.
approval-own_alert = { $number } do anh/chị soạn: người khác phải duyệt.
approval-already_decided = { $number } đã có người quyết định.
approval-refused-empty_audience = Các nhóm không còn hộ nào. Tin vẫn chờ.
approval-refused-forbidden = Không được duyệt tin này.

# Mẫu tin.

templates-title = Mẫu tin
templates-intro = Mẫu của đơn vị, và mẫu có sẵn. Chỗ trong ngoặc vuông được điền khi soạn.
templates-search = Tìm mẫu
template-add = Thêm mẫu
template-use = Soạn từ mẫu này
template-origin-unit = của đơn vị
template-origin-built_in = có sẵn
template-category = Loại tin
template-category-missing = Chọn loại tin.
template-name = Tên mẫu
template-name-missing = Nhập tên, tối đa 80 ký tự.
template-name-taken = Đã có mẫu cùng tên trong loại tin này.
template-text-missing = Nhập nội dung.
template-too-long = Dài { $length } ký tự, tối đa { $limit }.
template-blanks-how = Chỗ cần điền mỗi lần thì để trong ngoặc vuông: [đường], [giờ].
template-blanks = Sẽ hỏi: { $blanks }
template-no-blanks = Không có chỗ phải điền.
template-save = Lưu mẫu
template-saved = Đã lưu mẫu { $name }.
template-retire = Bỏ mẫu
template-retire-question = Bỏ mẫu { $name }? Cảnh báo đã gửi không đổi.
template-retired = Đã bỏ mẫu.
template-not-yours = Không được sửa mẫu của đơn vị này.

# Diễn tập.

drills-title = Diễn tập
drills-intro = Gửi thử như thật để biết bao nhiêu hộ nhận được và trả lời trong bao lâu.
drills-none = Chưa có lần diễn tập nào.
drill-compose = Soạn diễn tập
drill-answered-of = { $answered } trên { $count } hộ đã trả lời
drill-score-title = Kết quả diễn tập
drill-score-not_a_drill = Đây không phải là diễn tập.
drill-score-not_sent = Lần diễn tập này chưa được gửi.
drill-score-forbidden = Không có lần diễn tập này trong đơn vị.
drill-back = Về danh sách diễn tập
drill-provisional = Diễn tập chưa xong: số liệu còn thay đổi.
drill-this = Lần này
drill-previous = { $number }
drill-no-previous = Chưa có lần trước
drill-change = So với lần trước
drill-better = tốt hơn
drill-worse = kém hơn
drill-share = { $percent }% ({ $count } hộ)
drill-points = { $points } điểm %
drill-seconds = { $seconds } giây
drill-minutes = { $minutes } phút { $seconds } giây
drill-whole-minutes = { $minutes } phút
drill-figure-households = Số hộ
drill-figure-reached = Nhận được
drill-figure-answered = Trả lời
drill-figure-median = Một nửa trả lời trong
drill-figure-slowest = Trả lời chậm nhất
drill-figure-dead = Liên lạc không còn dùng được

## Nhóm dân cư

nav-groups = Nhóm dân cư
groups-title = Nhóm dân cư
groups-intro = Mỗi nhóm nhận cảnh báo cùng nhau. Hộ mới tham gia bằng mã của nhóm.
groups-none = Đơn vị chưa có nhóm nào.
groups-none-add = Đơn vị chưa có nhóm nào. Anh/chị thêm nhóm đầu tiên để bà con tham gia.
group-add = Thêm nhóm
group-added = Đã thêm { $name }. Bà con tham gia bằng mã:
group-code = Mã tham gia
group-households = { $households } hộ, { $reachable } hộ nhận được tin
group-quiet = Yên tĩnh từ { $from } đến { $to }
group-quiet-none = Không đặt giờ yên tĩnh
group-place-known = Có vị trí trên bản đồ
group-place-none = Chưa có vị trí trên bản đồ
group-poster = Tờ mời tham gia
group-edit = Sửa
group-edit-named = Sửa { $name }
group-kind = Loại nhóm
group-name = Tên nhóm
group-name-missing = Xin ghi tên nhóm, không quá 80 ký tự.
group-name-taken = Đơn vị đã có nhóm tên này.
group-not-yours = Nhóm này không còn, hoặc không thuộc đơn vị của anh/chị.
group-quiet-wanted = Có giờ yên tĩnh
group-quiet-how = Trong giờ này bà con chỉ nhận tin khẩn cấp; tin khác được giữ đến hết giờ.
group-quiet-from = Từ
group-quiet-to = Đến
group-time-wanted = Xin ghi giờ, ví dụ 21:30.
group-times-equal = Giờ bắt đầu và giờ kết thúc phải khác nhau.
group-place = Vị trí
group-place-how = Vĩ độ, kinh độ, như bản đồ trên điện thoại chép ra. Để trống nếu chưa biết.
group-place-wanted = Xin ghi vĩ độ rồi kinh độ, ví dụ 12.6833, 108.0500.
group-save = Lưu
group-saved = Đã lưu { $name }.
poster-title = Tờ mời tham gia
poster-intro = In khổ A4, dán ở nhà văn hóa, cổng chợ, bảng tin.
poster-back = Về danh sách nhóm
poster-call = Mời bà con tham gia nhóm
poster-open = Quét mã dưới đây, hoặc tìm tên tài khoản trên Zalo, Telegram.
poster-send = Gửi mã
poster-follow = Làm theo hướng dẫn, chừng một phút là xong.
poster-code-of = Mã QR mở { $account }
poster-care = Miễn phí. Muốn thôi nhận tin, nhắn “dừng”. Công an không bao giờ hỏi mật khẩu, mã OTP hay số tài khoản qua tin nhắn.
