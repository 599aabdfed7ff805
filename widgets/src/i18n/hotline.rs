//! The texts of the hotlines.

use tt_contract::lang::Lang;

/// The texts of the hotlines that a browser needs: those that change while they are looked at.
#[derive(Debug)]
pub struct Hotline {
    /// Somebody answers; not known until when.
    pub open: &'static str,
    /// Somebody answers; before the time until which.
    pub open_until: &'static str,
    /// Nobody answers; not known until when.
    pub closed: &'static str,
    /// Nobody answers; before the time at which somebody will.
    pub opens_at: &'static str,
    /// After a time of the next day.
    pub tomorrow: &'static str,
    /// After a time of the days after that, Monday first.
    pub on_day: [&'static str; 7],
    /// Copies a number.
    pub copy: &'static str,
    /// On that button, when it has been copied.
    pub copied: &'static str,
    /// On that button, when it could not be copied.
    pub not_copied: &'static str,
    /// Said when it has been copied, before the number.
    pub said_copied: &'static str,
    /// Said when it could not be copied, before the number.
    pub said_not_copied: &'static str,
}

/// The texts of the hotlines that only the edge writes.
#[derive(Debug)]
pub struct HotlineStill {
    /// Above the numbers of the whole country.
    pub emergency: &'static str,
    /// Above ways to a unit other than its numbers.
    pub contact: &'static str,
    /// Before the address.
    pub address: &'static str,
    /// The link to a map of it.
    pub map: &'static str,
    /// Before the mail address.
    pub email: &'static str,
    /// Before the account on Zalo.
    pub zalo: &'static str,
    /// Before the portal.
    pub website: &'static str,
    /// Saves all numbers on the device.
    pub save: &'static str,
    /// A sheet to print.
    pub print: &'static str,
    /// The days in a sentence, Monday first.
    pub days: [&'static str; 7],
    /// Between the first and the last day.
    pub to: &'static str,
    /// All days of the week.
    pub every_day: &'static str,
    /// From midnight to midnight.
    pub all_day: &'static str,
    /// After a time of the day after.
    pub next_day: &'static str,
    /// Never closed.
    pub always: &'static str,
    /// Before the hours of public holidays.
    pub on_holidays: &'static str,
    /// Closed on public holidays.
    pub off_on_holidays: &'static str,
    /// Closed, after the days.
    pub off: &'static str,
    /// Before days that are open besides.
    pub also: &'static str,
}

/// The texts of the printed sheet.
#[derive(Debug)]
pub struct Sheet {
    /// Its heading.
    pub title: &'static str,
    /// Below the code that leads to the page.
    pub scan_page: &'static str,
    /// Below the code that calls, before the number.
    pub scan_call: &'static str,
    /// At its foot.
    pub hint: &'static str,
}

/// The texts of the hotlines in `lang`.
#[must_use]
pub const fn hotline(lang: Lang) -> &'static Hotline {
    match lang {
        Lang::Vi => &HOTLINE_VI,
        Lang::En => &HOTLINE_EN,
    }
}

/// The texts of the hotlines in `lang` that only the edge writes.
#[must_use]
pub const fn hotline_still(lang: Lang) -> &'static HotlineStill {
    match lang {
        Lang::Vi => &HOTLINE_STILL_VI,
        Lang::En => &HOTLINE_STILL_EN,
    }
}

/// The texts of the printed sheet in `lang`.
#[must_use]
pub const fn sheet(lang: Lang) -> &'static Sheet {
    match lang {
        Lang::Vi => &SHEET_VI,
        Lang::En => &SHEET_EN,
    }
}

static HOTLINE_VI: Hotline = Hotline {
    open: "Đang trực",
    open_until: "Đang trực đến ",
    closed: "Ngoài giờ trực",
    opens_at: "Ngoài giờ trực, trực lại lúc ",
    tomorrow: " ngày mai",
    on_day: [" thứ Hai", " thứ Ba", " thứ Tư", " thứ Năm", " thứ Sáu", " thứ Bảy", " Chủ nhật"],
    copy: "Sao chép",
    copied: "Đã sao chép",
    not_copied: "Chưa sao chép được",
    said_copied: "Đã sao chép số ",
    said_not_copied: "Thiết bị không cho sao chép. Hãy ghi lại số ",
};

static HOTLINE_EN: Hotline = Hotline {
    open: "Open now",
    open_until: "Open until ",
    closed: "Closed now",
    opens_at: "Closed, opens at ",
    tomorrow: " tomorrow",
    on_day: [
        " on Monday",
        " on Tuesday",
        " on Wednesday",
        " on Thursday",
        " on Friday",
        " on Saturday",
        " on Sunday",
    ],
    copy: "Copy",
    copied: "Copied",
    not_copied: "Not copied",
    said_copied: "Copied the number ",
    said_not_copied: "This device does not allow copying. Please write down the number ",
};

static HOTLINE_STILL_VI: HotlineStill = HotlineStill {
    emergency: "Gọi khẩn cấp",
    contact: "Liên hệ khác",
    address: "Địa chỉ",
    map: "Xem bản đồ",
    email: "Thư điện tử",
    zalo: "Zalo",
    website: "Cổng thông tin",
    save: "Lưu vào danh bạ",
    print: "Bản in kèm mã QR",
    days: ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"],
    to: " đến ",
    every_day: "hằng ngày",
    all_day: "cả ngày",
    next_day: " hôm sau",
    always: "Trực 24/24 giờ, tất cả các ngày",
    on_holidays: "ngày lễ, Tết",
    off_on_holidays: "nghỉ ngày lễ, Tết",
    off: "nghỉ",
    also: "thêm ",
};

static HOTLINE_STILL_EN: HotlineStill = HotlineStill {
    emergency: "Emergency numbers",
    contact: "Other ways to contact us",
    address: "Address",
    map: "Show map",
    email: "Email",
    zalo: "Zalo",
    website: "Portal",
    save: "Save to contacts",
    print: "Sheet to print, with QR codes",
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    to: " to ",
    every_day: "every day",
    all_day: "all day",
    next_day: " the next day",
    always: "Around the clock, every day",
    on_holidays: "public holidays",
    off_on_holidays: "closed on public holidays",
    off: "closed",
    also: "also ",
};

static SHEET_VI: Sheet = Sheet {
    title: "Đường dây nóng",
    scan_page: "Quét để mở trang đường dây nóng",
    scan_call: "Quét để gọi ",
    hint: "Số điện thoại và giờ trực mới nhất luôn có tại trang trên.",
};

static SHEET_EN: Sheet = Sheet {
    title: "Hotlines",
    scan_page: "Scan to open the page of hotlines",
    scan_call: "Scan to call ",
    hint: "The latest numbers and hours are always on that page.",
};
