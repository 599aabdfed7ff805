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
/// Ratings by which a summary moves at a time, so that it moves with no single one.
pub const SUMMARY_STEP: u32 = 10;
/// Longest delay, in seconds, for which ratings and tips may be held back before release.
pub const RELEASE_DELAY_MAX_S: u32 = 3_600;
/// Delay, in seconds, within which ratings and tips are released unless the unit's file says
/// otherwise.
pub const RELEASE_DELAY_DEFAULT_S: u32 = 300;
/// Longest name of a unit, in Unicode scalar values.
pub const NAME_CHARS: usize = 120;
/// Longest identifier of a unit, in bytes.
pub const UNIT_ID_BYTES: usize = 40;
/// Longest opening hours, in bytes: what OpenStreetMap takes, too.
pub const HOURS_BYTES: usize = 255;
/// Most spans of time in a rule of opening hours.
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
/// Shortest account of what happened, in Unicode scalar values: fewer tell nobody anything.
pub const ACCOUNT_CHARS_MIN: usize = 10;
/// Longest account of what happened, in Unicode scalar values.
pub const ACCOUNT_CHARS: usize = 20_000;
/// Longest detail of a tip, message or reply, in Unicode scalar values.
pub const DETAIL_CHARS: usize = 10_000;
/// Longest short answer of a tip, in Unicode scalar values.
pub const SHORT_CHARS: usize = 500;
/// To which of these lengths, in bytes, a sealed text is padded: the smallest that holds it. The last holds the longest tip.
pub const TEXT_BUCKETS: [usize; 4] = [4_096, 16_384, 65_536, 196_608];
/// Longest sealed text, in bytes: the largest bucket, age's header for ten recipients, and its chunks' tags.
pub const SEALED_TEXT_BYTES: usize = 196_608 + 8_192;
/// Most files of a tip, and of each message.
pub const FILES: usize = 10;
/// Longest file, in bytes.
pub const FILE_BYTES: u64 = 25_000_000;
/// Most bytes of all files of a tip, and of each message.
pub const FILES_BYTES: u64 = 100_000_000;
/// Longest sealed file, in bytes: [`FILE_BYTES`] padded by Padmé (at most 3 % at that length), age's header and tags.
pub const SEALED_FILE_BYTES: u64 = 26_000_000;
/// Length of every piece in which a sealed file is sent but the last, in bytes.
pub const CHUNK_BYTES: usize = 1_048_576;
/// Most keys of a unit that a tip is sealed to.
pub const KEYS: usize = 10;
/// Days that a unit's tips are kept after delivery unless its file says otherwise.
pub const RETENTION_DAYS_DEFAULT: u16 = 130;
/// Days that handling a crime report may take by law (Code of Criminal Procedure, art. 147): classified within 24 hours, handled
/// within 20 days or, where it is complex, two months, extended once by up to two; the result told within 3 days.
pub const RETENTION_DAYS_ADVISED: u16 = 125;
/// Most days that a unit may keep them.
pub const RETENTION_DAYS_MAX: u16 = 730;
/// Most kinds of crime in a unit's list.
pub const CRIMES: usize = 30;
/// Longest name of an endpoint, in bytes.
pub const ENDPOINT_NAME_BYTES: usize = 40;
/// Most ratings that come in one event.
pub const RATINGS_PER_BATCH: usize = 100;
/// Most events that one answer to a unit that fetches them holds.
pub const PULLED_EVENTS: usize = 100;
/// How many bytes of events after which such an answer takes no further one.
pub const PULLED_BYTES: usize = 2_000_000;
