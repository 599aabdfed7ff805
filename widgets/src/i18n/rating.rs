//! The texts of the rating.

use tt_contract::lang::Lang;

/// The texts of the rating that a browser needs: those that change while it is used.
#[derive(Debug)]
pub struct Rating {
    /// Said when no level was chosen.
    pub level_missing: &'static str,
    /// Before and after the number of characters left.
    pub left: (&'static str, &'static str),
    /// Before and after the number of characters too many.
    pub over: (&'static str, &'static str),
    /// Said when the comment is too long.
    pub comment_too_long: &'static str,
    /// Said when the comment has characters that cannot be taken.
    pub comment_forbidden: &'static str,
    /// Sends it.
    pub send: &'static str,
    /// While it is being sent.
    pub sending: &'static str,
    /// Sends it at once, while it waits for the network.
    pub send_again: &'static str,
    /// When the network is gone.
    pub unreachable: &'static str,
    /// When the edge is busy.
    pub busy: &'static str,
    /// When the edge refuses it.
    pub refused: &'static str,
    /// Thanks, as a heading.
    pub thanks: &'static str,
    /// What happens next.
    pub thanks_body: &'static str,
    /// Already rated today, as a heading.
    pub rated: &'static str,
    /// What can be done then.
    pub rated_body: &'static str,
    /// Opens the form again.
    pub change: &'static str,
}

/// The texts of the rating that only the edge writes.
#[derive(Debug)]
pub struct RatingForm {
    /// The question.
    pub question: &'static str,
    /// The levels in words, level 1 first.
    pub levels: [&'static str; 5],
    /// Opens the criteria.
    pub details: &'static str,
    /// The criteria, in the order of `Criterion::ALL`.
    pub criteria: [&'static str; 4],
    /// The choice of a criterion that was not rated.
    pub not_rated: &'static str,
    /// The label of the comment.
    pub comment: &'static str,
    /// What not to write in it.
    pub comment_hint: &'static str,
    /// What is kept and what is not.
    pub privacy: &'static str,
    /// On the whole page, when the portal hides where the form came from.
    pub confirm: &'static str,
    /// On the whole page, when something has to be mended.
    pub mend: &'static str,
    /// On the whole page, when a rating that was sent before has been changed.
    pub changed: &'static str,
}

/// The texts of the rating in `lang`.
#[must_use]
pub const fn rating(lang: Lang) -> &'static Rating {
    match lang {
        Lang::Vi => &RATING_VI,
        Lang::En => &RATING_EN,
    }
}

/// The texts of the rating in `lang` that only the edge writes.
#[must_use]
pub const fn rating_form(lang: Lang) -> &'static RatingForm {
    match lang {
        Lang::Vi => &RATING_FORM_VI,
        Lang::En => &RATING_FORM_EN,
    }
}

static RATING_VI: Rating = Rating {
    level_missing: "Hãy chọn một mức độ hài lòng.",
    left: ("Còn ", " ký tự"),
    over: ("Thừa ", " ký tự"),
    comment_too_long: "Ý kiến dài quá 1.000 ký tự. Hãy viết ngắn lại.",
    comment_forbidden: "Ý kiến có ký tự ẩn không nhận được, thường do dán từ nơi khác. Hãy xóa chỗ đã dán rồi gõ lại.",
    send: "Gửi đánh giá",
    sending: "Đang gửi…",
    send_again: "Gửi lại ngay",
    unreachable: "Chưa gửi được vì mất kết nối. Những gì bạn nhập vẫn còn nguyên; hãy để trang này mở, đánh giá sẽ tự gửi khi có mạng trở lại.",
    busy: "Hệ thống đang bận nên chưa nhận được đánh giá. Những gì bạn nhập vẫn còn nguyên; hãy để trang này mở, đánh giá sẽ tự gửi lại sau ít phút.",
    refused: "Hệ thống không nhận đánh giá này. Những gì bạn nhập vẫn còn nguyên; hãy xem lại rồi gửi lần nữa.",
    thanks: "Cảm ơn bạn đã đánh giá",
    thanks_body: "Đánh giá của bạn đã được ghi nhận và sẽ được chuyển đến đơn vị phụ trách trang này.",
    rated: "Hôm nay bạn đã đánh giá trang này",
    rated_body: "Mỗi ngày, một thiết bị được tính một đánh giá cho mỗi trang. Bạn có thể thay đổi đánh giá của mình.",
    change: "Thay đổi đánh giá",
};

static RATING_FORM_VI: RatingForm = RatingForm {
    question: "Bạn có hài lòng với thông tin trên trang này không?",
    levels: ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"],
    details: "Đánh giá chi tiết (không bắt buộc)",
    criteria: ["Giao diện", "Nội dung thông tin", "Chất lượng phục vụ", "Hỗ trợ, giải đáp"],
    not_rated: "Chưa chọn",
    comment: "Ý kiến của bạn (không bắt buộc)",
    comment_hint: "Xin đừng ghi họ tên, số điện thoại, số căn cước hay thông tin cá nhân khác. Nếu có việc khẩn cấp, hãy gọi 113.",
    privacy: "Đánh giá ẩn danh: chúng tôi không lưu địa chỉ mạng, thông tin thiết bị hay thời điểm chính xác bạn gửi.",
    confirm: "Hãy bấm “Gửi đánh giá” một lần nữa tại đây để xác nhận. Những gì bạn nhập vẫn còn nguyên.",
    mend: "Chưa gửi được đánh giá. Hãy sửa những chỗ được chỉ ra dưới đây.",
    changed: "Đánh giá này đã được gửi trước đó. Nếu muốn thay bằng nội dung dưới đây, hãy bấm “Gửi đánh giá” một lần nữa.",
};

static RATING_EN: Rating = Rating {
    level_missing: "Choose how satisfied you are.",
    left: ("Characters left: ", ""),
    over: ("Characters too many: ", ""),
    comment_too_long: "The comment is longer than 1,000 characters. Please shorten it.",
    comment_forbidden: "The comment has a hidden character that cannot be accepted, often from pasted text. Delete what was pasted and type it.",
    send: "Send rating",
    sending: "Sending…",
    send_again: "Send again now",
    unreachable: "Not sent yet: there is no connection. What you entered is kept; leave this page open and it will be sent when the network is back.",
    busy: "Not received yet: the system is busy. What you entered is kept; leave this page open and it will be sent again in a few minutes.",
    refused: "The system did not accept this rating. What you entered is kept; please check it and send again.",
    thanks: "Thank you for your rating",
    thanks_body: "Your rating has been recorded and will be passed on to the unit in charge of this page.",
    rated: "You have rated this page today",
    rated_body: "Each day, one rating of each page is counted from one device. You can change yours.",
    change: "Change rating",
};

static RATING_FORM_EN: RatingForm = RatingForm {
    question: "Are you satisfied with the information on this page?",
    levels: [
        "Very dissatisfied",
        "Dissatisfied",
        "Neither satisfied nor dissatisfied",
        "Satisfied",
        "Very satisfied",
    ],
    details: "Rate in detail (optional)",
    criteria: ["Interface", "Content", "Quality of service", "Support and answers"],
    not_rated: "Not chosen",
    comment: "Your comment (optional)",
    comment_hint: "Please leave out names, telephone numbers, identity numbers and other personal details. In an emergency, call 113.",
    privacy: "Ratings are anonymous: we do not keep your network address, your device's details or the exact time you sent it.",
    confirm: "Please press “Send rating” once more here to confirm. What you entered is kept.",
    mend: "The rating has not been sent. Please correct what is pointed out below.",
    changed: "This rating was sent before. To change it to what stands below, press “Send rating” once more.",
};
