//! Every threshold of the edge that is not the contract's (`tt_contract::limits` has those of the wire, `deliver::schedule` those of
//! delivery). `edge/server/LIMITS.md` lists them with these values, written by a test.
//!
//! Two rules: what limits by address is for ratings, uploads and looks, where thousands may share one; and a tip is never refused
//! for how many others came, it is asked for work.

mod address;
mod bucket;
mod flow;
#[cfg(test)]
mod table;
mod unit;

pub(crate) use address::{Limiter, address};
pub(crate) use bucket::{Bucket, Pace};
pub(crate) use flow::Flow;
use std::{ops::RangeInclusive, time::Duration};
use tt_contract::limits::SEALED_TEXT_BYTES;
pub(crate) use unit::Budgets;

/// Ratings of one neighbourhood. A mobile carrier puts thousands of people behind one address, and an office of the unit may ask
/// everybody in the room to rate: the limit is for programs.
pub(crate) const RATINGS: Pace = Pace { burst: 60.0, per_minute: 30.0 };
/// Looks for answers with a receipt. One that is guessed is found in 2¹⁰⁰ tries; the limit keeps programs from trying.
pub(crate) const LOOKUPS: Pace = Pace { burst: 60.0, per_minute: 30.0 };
/// Pieces of attachments, 1 MiB each: two whole tips at once, and then one a minute or two.
pub(crate) const UPLOADS: Pace = Pace { burst: 220.0, per_minute: 60.0 };
/// Checks of a portal's page. A webmaster tries a few in a row; a program that would use the edge to ask portals is stopped.
pub(crate) const CHECKS: Pace = Pace { burst: 20.0, per_minute: 6.0 };
/// Ratings of one unit from everywhere, a minute and at once, unless the operator sets another. Some five hundred times
/// what `server/COUNTRY.md` reckons with at most, and a tenth of what one mailbox keeps.
pub(crate) const UNIT_RATINGS_PER_MINUTE: u32 = 12_000;

/// How long the figures of a summary are told without asking the mailbox again, in seconds: as long as the unit's ratings are held back,
/// within this. To add them up takes 9 ms behind a million ratings; whoever asks ever again would slow those who rate.
pub(crate) const SUMMARY_S: RangeInclusive<u32> = 1..=60;
/// How long whoever asks for them waits for the answer to another's question before asking the mailbox again, in milliseconds; and how
/// long one that failed is left alone with it.
pub(crate) const SUMMARY_ASKED_MS: i64 = 1_000;

/// Longest URL, in bytes, as the runtime has made it well-formed: a page of 1 KiB percent-encoded, and room.
pub(crate) const URL_BYTES: usize = 8 * 1024;
/// Most header fields of a request. Fields of one name that the runtime has joined are one.
pub(crate) const HEADER_FIELDS: u32 = 100;
/// Longest header fields together, in UTF-16 units as the runtime counts: portals on a parent domain may have set long cookies.
pub(crate) const HEADERS_LENGTH: u32 = 32 * 1024;
/// How long any short body may take to come.
pub(crate) const BODY_PATIENCE: Duration = Duration::from_secs(20);
/// How long each part of a long body may take to come, which may travel over a slow network.
pub(crate) const BODY_STALLED: Duration = Duration::from_secs(30);
/// After how long a long body must have come at [`BODY_FLOOR_BYTES_PER_S`] on average, in milliseconds.
pub(crate) const BODY_GRACE_MS: i64 = 30_000;
/// Slowest pace of a long body, in bytes a second.
pub(crate) const BODY_FLOOR_BYTES_PER_S: i64 = 1_024;
/// How much of a body that is too long is still received, and thrown away, in bytes: a sender that is cut off while sending
/// hears that the network failed, and tries again for ever.
pub(crate) const HEARD_OUT_BYTES: usize = 16 * 1024 * 1024;

/// Longest field of the tip-off's form, in bytes: five times the longest account, so that one that is too long comes back to be shortened.
pub(crate) const FORM_FIELD_BYTES: usize = 512 * 1024;
/// Longest form of the tip-off without files, in bytes.
pub(crate) const FORM_BYTES: usize = 1024 * 1024;
/// Most fields of it that are kept; the forms have ten.
pub(crate) const FORM_FIELDS: usize = 32;
/// Longest form with files that is heard out, in bytes: far more than a tip may have, for the reason of [`HEARD_OUT_BYTES`].
pub(crate) const FORM_WITH_FILES_BYTES: u64 = 250_000_000;
/// How much of such a form may come without making a part, or a piece of one, in bytes: more than any headers, and than the network hands on
/// at once. The reader would hold as much as somebody cares to send.
pub(crate) const UNREAD_BYTES: usize = 1024 * 1024;
/// Longest field beside the sealed text of a tip, in bytes: ALTCHA's payload has a sixth of that.
pub(crate) const ENVELOPE_FIELD_BYTES: usize = 8 * 1024;
/// Longest answer of a unit to a tip, in bytes: a sealed text in base64, and what stands around it.
pub(crate) const ANSWER_BYTES: usize = SEALED_TEXT_BYTES.div_ceil(3) * 4 + 1024;
/// Longest request to send deliveries again, in bytes.
pub(crate) const RETRY_BYTES: usize = 1024;

/// How long a mailbox may take. One whose program has failed never answers.
pub(crate) const MAILBOX_PATIENCE: Duration = Duration::from_secs(10);
/// When to try again after that, in seconds.
pub(crate) const MAILBOX_RETRY_AFTER_S: u32 = 5;
/// Most sealed bytes of one lookup's files that no tip has claimed: the contract's 100 MB, padded and sealed.
pub(crate) const LOOKUP_BYTES: i64 = 106_000_000;
/// Most sealed bytes of a unit's files that no tip has claimed. Beyond it new files wait; tips without do not.
pub(crate) const UNCLAIMED_BYTES: i64 = 1_000_000_000;
/// From how many bytes on a mailbox takes no more files, of which the unit has fetched too few: the rest is for tips and ratings, as
/// Cloudflare ends a database at 10 GB.
pub(crate) const MAILBOX_BYTES: i64 = 8_000_000_000;
/// For how many hours a file is kept that no tip has claimed, from its last piece on.
pub(crate) const UNCLAIMED_HOURS: i64 = 24;
/// When to try again where there is no room for files, in seconds.
pub(crate) const ROOM_AFTER_S: u32 = 3_600;

/// How many tips a unit may get within [`FLOOD_MS`] before senders are asked for work.
pub(crate) const CALM_TIPS: usize = 30;
/// Over what time tips are counted, in milliseconds; in memory only.
pub(crate) const FLOOD_MS: i64 = 600_000;
/// Rounds of PBKDF2 of each try at the work.
pub(crate) const WORK_ROUNDS: u32 = 150;
/// Most tries that the work takes; half of them on average.
pub(crate) const WORK_TRIES: u32 = 14_000;
/// For how long a challenge can be answered, in milliseconds: somebody may still be writing.
pub(crate) const WORK_VALID_MS: i64 = 1_200_000;
/// Most solutions that are remembered as spent; beyond that the oldest challenges are no longer believed.
pub(crate) const WORK_SPENT: usize = 20_000;

/// Lines of the security log for each reason; those beyond are counted, and the next line says how many.
pub(crate) const SECURITY_LINES: Pace = Pace { burst: 10.0, per_minute: 6.0 };
/// For how long the metrics of the mailboxes are kept, in milliseconds: however often somebody asks, each mailbox is called
/// once in that time.
pub(crate) const WATCHED_MS: i64 = 60_000;
/// For how long the answer is kept whether a mailbox answers, in milliseconds.
pub(crate) const READY_MS: i64 = 5_000;
