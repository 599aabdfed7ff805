//! What seals, uploads, sends and opens, as the forms see it: a worker thread of the browser, behind a trait.
//!
//! Every call returns at once; what comes of it is told later, on the page's thread, as an [`Event`].

use super::opened::Opened;
use tt_contract::{
    id::SubmissionId,
    tip::{Account, Attached, Detail, KeyId, Known, Ongoing, Receipt, Short},
};
use yew::Callback;

/// Seals, uploads, sends and opens. It knows the unit, its keys and the language from the root of the page.
pub trait Vault {
    /// Tells everything to `to` from now on.
    fn listen(&self, to: Callback<Event>);
    /// Fetches what it needs, while the citizen types, and draws the receipt of a tip. Called again, it tries again
    /// what has failed. Comes to [`Event::Ready`] or [`Event::Failed`].
    fn prepare(&self);
    /// Seals `file` and uploads it at once; with `originals` as it is. Goes on by itself when the network is back. Comes
    /// to [`Event::Progress`], [`Event::Paused`], and at last [`Event::Attached`] or [`Event::Refused`]. On the return page only after
    /// [`Vault::look`], which says whose file it is.
    fn attach(&self, id: SubmissionId, file: web_sys::File, originals: bool);
    /// Stops and forgets an attachment, whether it is there already or not.
    fn cancel(&self, id: SubmissionId);
    /// Seals and sends a tip, whose files are all attached. Comes to [`Event::Working`], and at last [`Event::Sent`] or
    /// [`Event::Failed`]. After a failure the same tip is sent again with the same receipt, so that it is kept once.
    fn send(&self, tip: Draft);
    /// Asks for the timeline of a tip and opens its replies. Comes to [`Event::Timeline`] or [`Event::Failed`].
    fn look(&self, receipt: Receipt);
    /// Seals and sends a further message. Comes to [`Event::Working`], and at last [`Event::Written`] or [`Event::Failed`].
    fn write(&self, receipt: Receipt, message: DraftMessage);
    /// Forgets everything at once, and does nothing any more: the citizen leaves.
    fn wipe(&self);
}

/// A tip as it was typed and found to be valid; the vault adds whom it is for, the receipt's part, and the files.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// What happened.
    pub account: Account,
    /// The kind of crime: an id of the unit's list.
    pub crime: Option<KeyId>,
    /// When.
    pub when: Option<Short>,
    /// Where.
    pub place: Option<Short>,
    /// Who did it.
    pub who: Option<Detail>,
    /// How the sender knows.
    pub known: Option<Known>,
    /// Whether it is still going on.
    pub ongoing: Option<Ongoing>,
    /// How to reach the sender.
    pub contact: Option<Short>,
    /// What is attached, in the order of the form.
    pub files: Vec<SubmissionId>,
}

/// A further message as it was typed and found to be valid.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftMessage {
    /// By which a repeat is known: the same as long as it is the same message.
    pub id: SubmissionId,
    /// What is added.
    pub text: Detail,
    /// What is attached, in the order of the form.
    pub files: Vec<SubmissionId>,
}

/// What the vault tells.
#[derive(Clone)]
pub enum Event {
    /// It can seal.
    Ready,
    /// What was asked last cannot be done now, and nothing has been sent that could be read.
    Failed(Reason),
    /// Of a file, `done` of `of` bytes have arrived.
    Progress {
        /// Which.
        id: SubmissionId,
        /// Bytes that the edge has.
        done: u64,
        /// Bytes in all.
        of: u64,
    },
    /// The network is gone in the middle of a file; it goes on by itself.
    Paused(SubmissionId),
    /// A file is sealed and has arrived.
    Attached(Attached),
    /// A file cannot be attached.
    Refused(SubmissionId, FileReason),
    /// Work is done that the edge asked for, so many per cent of it.
    Working(u8),
    /// The tip has arrived. The receipt is told this once.
    Sent(Receipt),
    /// What was sent before has arrived, and its answer was lost; what has been changed since then is not taken any more. The receipt is
    /// that of the tip as it was.
    Earlier(Receipt),
    /// What has come of a tip.
    Timeline(Opened),
    /// The message has arrived.
    Written,
}

/// Why something failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// What seals could not be had, is not what it should be, or cannot run here.
    Vault,
    /// Sealing failed.
    Sealing,
    /// No answer came.
    Unreachable,
    /// The edge asked for time.
    Busy,
    /// The edge will not have it as it is: the page may be too old.
    Refused,
}

impl Reason {
    /// All.
    pub const ALL: [Self; 5] = [Self::Vault, Self::Sealing, Self::Unreachable, Self::Busy, Self::Refused];
}

/// Why a file cannot be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileReason {
    /// Longer than a file may be.
    TooLong,
    /// Of none of the kinds that are taken, whatever its name says.
    UnknownType,
    /// There is nothing in it.
    Empty,
    /// It breaks off or is not built as its kind is, so that its metadata cannot be taken out. The original may be kept.
    Damaged,
    /// The browser cannot read it any more.
    Unreadable,
    /// Sealing failed.
    Sealing,
    /// The edge has no room for it now, or will not have it.
    Refused,
}

impl FileReason {
    /// All.
    pub const ALL: [Self; 7] = [
        Self::TooLong,
        Self::UnknownType,
        Self::Empty,
        Self::Damaged,
        Self::Unreadable,
        Self::Sealing,
        Self::Refused,
    ];
}
