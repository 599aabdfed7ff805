//! Why a page of a portal could not be fetched to be checked: a closed list.

/// What was in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfetched {
    /// What was typed is no address of a web page.
    Malformed,
    /// The address is not on one of the unit's listed origins.
    NotListed,
    /// The portal leads on to an address that is not on one of them.
    RedirectNotListed,
    /// The portal leads on and on.
    TooManyRedirects,
    /// The portal cannot be reached, or breaks off.
    Unreachable,
    /// The whole took too long.
    Timeout,
    /// The answer is no HTML.
    NotHtml,
    /// The page is longer than the limit.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
}

impl Unfetched {
    /// One of each.
    pub const ALL: [Self; 8] = [
        Self::Malformed,
        Self::NotListed,
        Self::RedirectNotListed,
        Self::TooManyRedirects,
        Self::Unreachable,
        Self::Timeout,
        Self::NotHtml,
        Self::TooLarge { limit: crate::limits::CHECKED_PAGE_BYTES },
    ];

    /// The name by which programs tell them apart.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "page-malformed-address",
            Self::NotListed => "page-not-listed",
            Self::RedirectNotListed => "page-redirect-not-listed",
            Self::TooManyRedirects => "page-too-many-redirects",
            Self::Unreachable => "page-unreachable",
            Self::Timeout => "page-timeout",
            Self::NotHtml => "page-not-html",
            Self::TooLarge { .. } => "page-too-large",
        }
    }

    /// In English, for programmers.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Malformed => "This is no address of a web page.",
            Self::NotListed => "The address is not on one of the unit's listed origins.",
            Self::RedirectNotListed => "The page redirects to an origin that is not listed.",
            Self::TooManyRedirects => "The page redirects too often.",
            Self::Unreachable => "The portal cannot be reached.",
            Self::Timeout => "The portal takes too long.",
            Self::NotHtml => "The answer is not HTML.",
            Self::TooLarge { .. } => "The page is longer than the limit, in bytes.",
        }
    }
}
