//! Every limit of the wire, in one place.

/// Longest body of a rating, in bytes: the largest valid rating, percent-encoded as a form, fits.
pub const RATING_BODY_BYTES: usize = 16 * 1024;
/// Longest comment, in Unicode scalar values after line breaks are made one `\n`.
pub const COMMENT_CHARS: usize = 1_000;
/// Longest page path, in bytes (ASCII, percent-encoded).
pub const PAGE_PATH_BYTES: usize = 1_024;
/// Most distinct page paths a unit's tally holds for one day; further ones count as [`crate::page::OTHER`].
pub const PAGES_PER_DAY: u32 = 500;
/// Ratings below which a summary says nothing, so that no single rater shows through.
pub const SUMMARY_MINIMUM: u32 = 20;
/// Longest delay, in seconds, for which ratings may be held back before release.
pub const RELEASE_DELAY_MAX_S: u32 = 3_600;
/// Delay, in seconds, within which ratings are released unless the unit's file says otherwise.
pub const RELEASE_DELAY_DEFAULT_S: u32 = 300;
/// Longest name of a unit, in Unicode scalar values.
pub const NAME_CHARS: usize = 120;
/// Longest identifier of a unit, in bytes.
pub const UNIT_ID_BYTES: usize = 40;
/// Longest opening hours, in bytes.
pub const HOURS_BYTES: usize = 160;
/// Most spans of time a day opens for.
pub const SPANS_PER_DAY: usize = 4;
/// Most purposes a unit has hotlines for.
pub const HOTLINES: usize = 12;
/// Most numbers for one purpose.
pub const NUMBERS: usize = 8;
/// Longest web or mail address of a unit, in bytes.
pub const ADDRESS_BYTES: usize = 300;
/// Smallest contrast of text against its background: WCAG 2.2, 1.4.3 (AA).
pub const CONTRAST_MINIMUM: f64 = 4.5;
/// Longest page of a portal that is read to be checked, in bytes.
pub const CHECKED_PAGE_BYTES: usize = 1024 * 1024;
/// Longest address of a page to be checked, in bytes.
pub const CHECKED_ADDRESS_BYTES: usize = 2_048;
/// Most redirects that are followed to a page to be checked.
pub const CHECKED_REDIRECTS: u8 = 3;
/// How long fetching a page to be checked may take in all, in milliseconds.
pub const CHECKED_PATIENCE_MS: u32 = 10_000;
