//! The texts of whole pages.

use tt_contract::{lang::Lang, unit::Widget};

/// The texts of whole pages.
#[derive(Debug)]
pub struct Page {
    /// The names of the widgets, in the order of `Widget::ALL`.
    pub titles: [&'static str; 4],
    /// Before the path of the page that is rated.
    pub rated_page: &'static str,
    /// When the portal as a whole is rated.
    pub rated_portal: &'static str,
    /// The link to a unit's own page of functions.
    pub all_functions: &'static str,
    /// The name of the other language, in that language.
    pub other_language: &'static str,
    /// How to go back to the portal.
    pub go_back: &'static str,
    /// Headings of problems, by code; the last is for all others.
    pub problems: &'static [(&'static str, &'static str, &'static str)],
    /// At the foot of each page, before the numbers.
    pub emergency: &'static str,
    /// The country, in an address.
    pub country: &'static str,
    /// Jumps over the head of the page.
    pub skip: &'static str,
}

impl Page {
    /// The name of `widget`.
    #[must_use]
    pub const fn title(&self, widget: Widget) -> &'static str {
        let [hotline, tip_off, rating, text_size] = self.titles;
        match widget {
            Widget::Hotline => hotline,
            Widget::Rating => rating,
            Widget::TextSize => text_size,
            Widget::TipOff => tip_off,
        }
    }
}

/// The texts of whole pages in `lang`.
#[must_use]
pub const fn page(lang: Lang) -> &'static Page {
    match lang {
        Lang::Vi => &PAGE_VI,
        Lang::En => &PAGE_EN,
    }
}

static PAGE_VI: Page = Page {
    titles: ["Đường dây nóng", "Báo tin về tội phạm", "Đánh giá mức độ hài lòng", "Cỡ chữ và hỗ trợ đọc"],
    rated_page: "Trang được đánh giá: ",
    rated_portal: "Đánh giá chung về cổng thông tin điện tử của đơn vị.",
    all_functions: "Dịch vụ, hỗ trợ",
    other_language: "English",
    go_back: "Bạn có thể đóng trang này hoặc quay lại trang trước.",
    problems: &[
        (
            "unknown-unit",
            "Không tìm thấy đơn vị",
            "Địa chỉ này không thuộc đơn vị nào. Hãy kiểm tra lại đường dẫn.",
        ),
        ("unknown-widget", "Đơn vị chưa có mục hỗ trợ này", "Hãy xem các mục khác của đơn vị."),
        ("not-found", "Không tìm thấy trang", "Hãy kiểm tra lại đường dẫn."),
        (
            "foreign-origin",
            "Không nhận dữ liệu từ trang này",
            "Biểu mẫu được gửi từ một trang không thuộc đơn vị nên chưa được nhận. Hãy mở lại mục bạn cần tại đây:",
        ),
        ("too-large", "Nội dung gửi quá lớn", "Hãy quay lại và viết ngắn hơn."),
        ("busy", "Hệ thống đang bận", "Hãy thử lại sau ít phút."),
        (
            "incomplete",
            "Chưa nhận được",
            "Đường truyền bị ngắt nên nội dung chưa được nhận. Hãy quay lại trang trước và gửi lại.",
        ),
        (
            "",
            "Chưa thực hiện được",
            "Đã có lỗi xảy ra ở phía chúng tôi. Nếu bạn vừa gửi nội dung, hãy quay lại trang trước và gửi lại sau ít phút.",
        ),
    ],
    emergency: "Trường hợp khẩn cấp: ",
    country: "Việt Nam",
    skip: "Đến nội dung chính",
};

static PAGE_EN: Page = Page {
    titles: ["Hotlines", "Report a crime", "Satisfaction rating", "Text size and reading aids"],
    rated_page: "Page rated: ",
    rated_portal: "A rating of the unit's portal as a whole.",
    all_functions: "Services",
    other_language: "Tiếng Việt",
    go_back: "You can close this page or go back to the previous one.",
    problems: &[
        ("unknown-unit", "Unit not found", "No unit has this address. Please check the link."),
        ("unknown-widget", "This unit does not offer this service", "See the unit's other services."),
        ("not-found", "Page not found", "Please check the link."),
        (
            "foreign-origin",
            "Not accepted from this site",
            "The form came from a site that is not the unit's and was not accepted. Please open what you need here:",
        ),
        ("too-large", "Too much was sent", "Please go back and write less."),
        ("busy", "The system is busy", "Please try again in a few minutes."),
        (
            "incomplete",
            "Not received",
            "The connection broke, so nothing was received. Please go back and send it again.",
        ),
        (
            "",
            "That did not work",
            "Something failed on our side. If you were sending something, go back and send it again in a few minutes.",
        ),
    ],
    emergency: "Emergency: ",
    country: "Viet Nam",
    skip: "Skip to main content",
};
