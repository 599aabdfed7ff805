//! The texts of text size and reading aids.

use tt_contract::lang::Lang;

/// The texts that a browser needs: those that change while the widget is used.
#[derive(Debug)]
pub struct TextSize {
    /// Stops the voice where it is.
    pub pause: &'static str,
    /// Lets it go on.
    pub resume: &'static str,
    /// When the address has been copied.
    pub copied: &'static str,
    /// When it could not be, and is selected instead.
    pub copy_by_hand: &'static str,
    /// When the article is on its way to the device.
    pub saved: &'static str,
    /// When the page has nothing to read or to keep.
    pub nothing: &'static str,
    /// When the device's voice fails.
    pub mute: &'static str,
    /// When all is as it was.
    pub reset: &'static str,
    /// Before the address that a saved article came from.
    pub source: &'static str,
}

/// The texts that only the edge writes.
#[derive(Debug)]
pub struct TextSizeForm {
    /// The steps, as a heading.
    pub size: &'static str,
    /// What they are good for, and where the choice is kept.
    pub size_hint: &'static str,
    /// How the page looks, as a heading.
    pub looks: &'static str,
    /// The choice of a ground.
    pub ground: &'static str,
    /// The grounds: the portal's own, light, dark, high contrast.
    pub grounds: [&'static str; 4],
    /// The aids: lines, letters, font, links, motion.
    pub aids: [&'static str; 5],
    /// Takes everything back.
    pub reset: &'static str,
    /// What can be done with the page, as a heading.
    pub page: &'static str,
    /// Prints the page.
    pub print: &'static str,
    /// Keeps the article on the device.
    pub save: &'static str,
    /// Shares the page's address.
    pub share: &'static str,
    /// Reads the article aloud.
    pub read: &'static str,
    /// Ends the reading.
    pub stop: &'static str,
    /// How fast it is read.
    pub speed: &'static str,
    /// The speeds, slowest first.
    pub speeds: [&'static str; 4],
    /// Shares by Facebook.
    pub facebook: &'static str,
    /// Shares by Zalo.
    pub zalo: &'static str,
    /// The field with the page's address.
    pub address: &'static str,
    /// Copies it.
    pub copy: &'static str,
    /// On the edge's page: how the browser does the same.
    pub browser: &'static str,
}

/// The texts in `lang`.
#[must_use]
pub const fn text_size(lang: Lang) -> &'static TextSize {
    match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    }
}

/// The texts in `lang` that only the edge writes.
#[must_use]
pub const fn text_size_form(lang: Lang) -> &'static TextSizeForm {
    match lang {
        Lang::Vi => &FORM_VI,
        Lang::En => &FORM_EN,
    }
}

static VI: TextSize = TextSize {
    pause: "Tạm dừng",
    resume: "Đọc tiếp",
    copied: "Đã sao chép liên kết.",
    copy_by_hand: "Liên kết đã được chọn sẵn. Hãy bấm Ctrl+C, hoặc nhấn giữ rồi chọn Sao chép.",
    saved: "Bài viết đang được tải về thiết bị.",
    nothing: "Không tìm thấy bài viết trên trang này.",
    mute: "Thiết bị chưa đọc được bài này. Hãy thử lại, hoặc cài giọng đọc trong phần Cài đặt của máy.",
    reset: "Đã trở lại như ban đầu.",
    source: "Nguồn: ",
};

static EN: TextSize = TextSize {
    pause: "Pause",
    resume: "Continue",
    copied: "The link has been copied.",
    copy_by_hand: "The link is selected. Press Ctrl+C, or press and hold, then choose Copy.",
    saved: "The article is being downloaded to your device.",
    nothing: "No article was found on this page.",
    mute: "Your device could not read this article aloud. Try again, or install a voice in its settings.",
    reset: "Everything is as it was.",
    source: "Source: ",
};

static FORM_VI: TextSizeForm = TextSizeForm {
    size: "Cỡ chữ",
    size_hint: "Áp dụng cho mọi trang của cổng này. Lựa chọn chỉ được lưu trên thiết bị của bạn.",
    looks: "Cách hiển thị",
    ground: "Màu nền và màu chữ",
    grounds: ["Như trang gốc", "Nền sáng", "Nền tối", "Tương phản cao"],
    aids: [
        "Giãn dòng và đoạn",
        "Giãn chữ và từ",
        "Phông chữ dễ đọc",
        "Gạch chân mọi liên kết",
        "Giảm chuyển động",
    ],
    reset: "Trở lại như ban đầu",
    page: "Trang này",
    print: "In trang",
    save: "Lưu bài viết",
    share: "Chia sẻ",
    read: "Nghe đọc bài",
    stop: "Dừng đọc",
    speed: "Tốc độ đọc",
    speeds: ["Chậm", "Bình thường", "Nhanh", "Rất nhanh"],
    facebook: "Chia sẻ qua Facebook",
    zalo: "Chia sẻ qua Zalo",
    address: "Liên kết đến trang này",
    copy: "Sao chép liên kết",
    browser: "Bạn cũng có thể phóng to bằng chính trình duyệt. Trên máy tính: nhấn Ctrl và phím + (máy Mac: Command và phím +); nhấn Ctrl và phím 0 để trở lại. Trên điện thoại: tăng cỡ chữ trong phần Cài đặt của máy, hoặc đặt hai ngón tay lên màn hình rồi tách ra.",
};

static FORM_EN: TextSizeForm = TextSizeForm {
    size: "Text size",
    size_hint: "Applies to every page of this portal. Your choice is kept on your device only.",
    looks: "Display",
    ground: "Colours",
    grounds: ["As the page has them", "Light", "Dark", "High contrast"],
    aids: [
        "More room between lines",
        "More room between letters",
        "Easy-to-read font",
        "Underline every link",
        "Less motion",
    ],
    reset: "Back to how it was",
    page: "This page",
    print: "Print",
    save: "Save the article",
    share: "Share",
    read: "Read aloud",
    stop: "Stop reading",
    speed: "Speed",
    speeds: ["Slow", "Normal", "Fast", "Very fast"],
    facebook: "Share on Facebook",
    zalo: "Share on Zalo",
    address: "Link to this page",
    copy: "Copy the link",
    browser: "You can also enlarge the page with the browser itself. On a computer: press Ctrl and + (on a Mac: Command and +); press Ctrl and 0 to go back. On a phone: choose a larger text size in the phone's settings, or spread two fingers on the screen.",
};
