//! The texts of the dock.

use tt_contract::lang::Lang;

/// The texts of the dock, which only the edge writes.
#[derive(Debug)]
pub struct Dock {
    /// On the button, and above what it opens.
    pub open: &'static str,
    /// Closes it.
    pub close: &'static str,
    /// Above the choice of its corner.
    pub corner: &'static str,
    /// The corners, in the order of [`CORNERS`].
    pub corners: [&'static str; 4],
    /// The link to the unit's own page.
    pub page: &'static str,
}

/// The corners' names in attributes.
pub const CORNERS: [&str; 4] = ["bottom-right", "bottom-left", "top-right", "top-left"];

/// The texts of the dock in `lang`.
#[must_use]
pub const fn dock(lang: Lang) -> &'static Dock {
    match lang {
        Lang::Vi => &DOCK_VI,
        Lang::En => &DOCK_EN,
    }
}

static DOCK_VI: Dock = Dock {
    open: "Hỗ trợ người dân",
    close: "Đóng",
    corner: "Vị trí nút “Hỗ trợ người dân”",
    corners: ["Dưới, bên phải", "Dưới, bên trái", "Trên, bên phải", "Trên, bên trái"],
    page: "Mở thành trang riêng",
};

static DOCK_EN: Dock = Dock {
    open: "Help for citizens",
    close: "Close",
    corner: "Position of the “Help for citizens” button",
    corners: ["Bottom right", "Bottom left", "Top right", "Top left"],
    page: "Open as a page",
};
