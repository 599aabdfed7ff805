//! Vietnamese.

use super::{Page, Rating, RatingForm};

pub(super) static RATING: Rating = Rating {
    level_missing: "Hãy chọn một mức độ hài lòng.",
    left: ("Còn ", " ký tự"),
    over: ("Quá ", " ký tự"),
    comment_too_long: "Ý kiến dài quá 1.000 ký tự. Hãy viết ngắn lại.",
    comment_forbidden: "Ý kiến có ký tự điều khiển không nhận được. Hãy xóa ký tự đó rồi gửi lại.",
    send: "Gửi đánh giá",
    sending: "Đang gửi…",
    send_again: "Gửi lại ngay",
    unreachable: "Chưa gửi được vì mất kết nối. Những gì bạn nhập vẫn còn nguyên và sẽ tự gửi khi có mạng trở lại.",
    busy: "Hệ thống đang bận nên chưa nhận được đánh giá. Những gì bạn nhập vẫn còn nguyên và sẽ tự gửi lại sau ít phút.",
    refused: "Hệ thống không nhận đánh giá này. Những gì bạn nhập vẫn còn nguyên; hãy xem lại rồi gửi lần nữa.",
    thanks: "Cảm ơn bạn đã đánh giá",
    thanks_body: "Đánh giá của bạn đã được ghi nhận và sẽ được chuyển đến đơn vị phụ trách trang này.",
    rated: "Hôm nay bạn đã đánh giá trang này",
    rated_body: "Mỗi ngày, một thiết bị được tính một đánh giá cho mỗi trang. Bạn có thể thay đổi đánh giá của mình.",
    change: "Thay đổi đánh giá",
};

pub(super) static RATING_FORM: RatingForm = RatingForm {
    question: "Bạn có hài lòng với thông tin trên trang này không?",
    levels: ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"],
    details: "Đánh giá chi tiết (không bắt buộc)",
    criteria: ["Giao diện", "Nội dung thông tin", "Chất lượng phục vụ", "Hỗ trợ, giải đáp"],
    not_rated: "Chưa chọn",
    comment: "Ý kiến của bạn (không bắt buộc)",
    comment_hint: "Xin đừng ghi họ tên, số điện thoại, số căn cước hay thông tin cá nhân khác. Nếu có việc khẩn cấp, hãy gọi 113.",
    privacy: "Đánh giá không ghi danh tính: chúng tôi không lưu địa chỉ mạng, thông tin thiết bị hay thời điểm chính xác bạn gửi.",
    confirm: "Hãy bấm “Gửi đánh giá” một lần nữa tại đây để xác nhận. Những gì bạn nhập vẫn còn nguyên.",
    mend: "Chưa gửi được đánh giá. Hãy sửa những chỗ được chỉ ra dưới đây.",
    changed: "Đánh giá này đã được gửi trước đó. Nếu muốn thay bằng nội dung dưới đây, hãy bấm “Gửi đánh giá” một lần nữa.",
};

pub(super) static PAGE: Page = Page {
    rating_title: "Đánh giá mức độ hài lòng",
    rated_page: "Trang được đánh giá: ",
    rated_portal: "Đánh giá chung về cổng thông tin điện tử của đơn vị.",
    all_functions: "Tất cả chức năng tương tác",
    other_language: "English",
    go_back: "Bạn có thể đóng trang này hoặc quay lại trang trước.",
    problems: &[
        (
            "unknown-unit",
            "Không tìm thấy đơn vị",
            "Địa chỉ này không thuộc đơn vị nào. Hãy kiểm tra lại đường dẫn.",
        ),
        ("unknown-widget", "Đơn vị chưa có chức năng này", "Hãy xem các chức năng khác của đơn vị."),
        ("not-found", "Không tìm thấy trang", "Hãy kiểm tra lại đường dẫn."),
        (
            "foreign-origin",
            "Không nhận dữ liệu từ trang này",
            "Biểu mẫu được gửi từ một trang không thuộc đơn vị. Bạn có thể đánh giá tại đây.",
        ),
        ("too-large", "Nội dung gửi quá lớn", "Hãy quay lại và viết ngắn hơn."),
        ("busy", "Hệ thống đang bận", "Hãy thử lại sau ít phút."),
        ("", "Chưa thực hiện được", "Đã có lỗi xảy ra ở phía chúng tôi. Hãy thử lại sau ít phút."),
    ],
    emergency: "Trường hợp khẩn cấp: 113 công an · 114 cứu hỏa · 115 cấp cứu · 111 bảo vệ trẻ em · 112 tìm kiếm cứu nạn",
    skip: "Đến nội dung chính",
};
