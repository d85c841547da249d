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

## Trang chính

home-title = Trang chính

## Tài khoản

account-unit = Đơn vị
account-roles = Vai trò

## Cán bộ và quyền

role-duty_officer = Trực ban
role-area_officer = Cảnh sát khu vực
role-ward_chief = Trưởng, phó Công an cấp xã
role-group_admin = Phụ trách nhóm dân cư
role-province_admin = Quản trị cấp tỉnh
role-auditor = Kiểm tra

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
chat-block = Chặn bot
chat-unblock = Bỏ chặn
chat-is-blocked = Người này đã chặn bot.

start-household = Chưa có tin nhắn. Người này quét mã QR của nhóm nào?
start-without-code = Mở bot, không có mã
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
village-joining = { $count } hộ đang vào
village-blocked = { $count } hộ đã chặn bot
village-code = Mã nhóm:
village-copy = Chép mã của { $name }

server-title = Máy chủ Telegram giả
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
