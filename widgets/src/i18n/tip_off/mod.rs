//! The texts of the tip-off that a browser needs: those that change while it is used.

mod en;
mod vi;

use tt_contract::lang::Lang;

/// The texts of the tip-off that change while it is used. Pairs stand before and after a number.
#[derive(Debug)]
pub struct TipOff {
    /// Which step of how many.
    pub step: (&'static str, &'static str),
    /// From the guidance to the first step.
    pub start: &'static str,
    /// To the next step.
    pub next: &'static str,
    /// To the step before.
    pub back: &'static str,
    /// Sends.
    pub send: &'static str,
    /// Sends what failed once more.
    pub send_again: &'static str,
    /// While it is sealed and sent.
    pub sending: &'static str,
    /// While files are still on their way, after which it is sent.
    pub waiting: &'static str,
    /// Goes back to the form instead of waiting.
    pub wait_no_more: &'static str,
    /// Work that the edge asked for, in per cent.
    pub working: (&'static str, &'static str),
    /// That all is sealed here, where it is.
    pub sealed: &'static str,
    /// Heading of what was answered, before it is sent.
    pub review: &'static str,
    /// Changes an answer.
    pub change: &'static str,
    /// Number of files.
    pub count_of_files: (&'static str, &'static str),
    /// Danger now.
    pub danger: Danger,
    /// What is wrong with an answer.
    pub wrong: Wrong,
    /// Attachments.
    pub files: Files,
    /// Why it was not sent.
    pub failed: Failed,
    /// When a tip was changed that had arrived.
    pub earlier: Earlier,
    /// The receipt.
    pub receipt: Receipt,
    /// The way back.
    pub comeback: Comeback,
    /// In place of everything, while the page is being left.
    pub leaving: &'static str,
}

/// When words speak of danger now.
#[derive(Debug)]
pub struct Danger {
    /// The heading, a question.
    pub title: &'static str,
    /// What to do.
    pub body: &'static str,
    /// Calls 113.
    pub call: &'static str,
    /// Goes on with the form.
    pub go_on: &'static str,
}

/// What is wrong with an answer, and how to mend it.
#[derive(Debug)]
pub struct Wrong {
    /// No account of what happened.
    pub account_missing: &'static str,
    /// Too short an account; the number is the least of characters.
    pub account_short: (&'static str, &'static str),
    /// Too long; the number is the most of characters.
    pub long: (&'static str, &'static str),
    /// A character that cannot be taken.
    pub forbidden: &'static str,
    /// A choice that does not exist.
    pub unknown: &'static str,
    /// Of files, without script: too many, too long, or of a kind that is not taken.
    pub files: &'static str,
    /// No receipt.
    pub receipt_missing: &'static str,
    /// Not the form of a receipt.
    pub receipt_malformed: &'static str,
    /// A receipt with a typing error.
    pub receipt_mistyped: &'static str,
    /// A message without text.
    pub text_missing: &'static str,
}

/// Attachments.
#[derive(Debug)]
pub struct Files {
    /// Waits for its turn.
    pub queued: &'static str,
    /// Sealed and uploaded, in per cent.
    pub uploading: (&'static str, &'static str),
    /// The network is gone.
    pub paused: &'static str,
    /// There, metadata removed.
    pub removed: &'static str,
    /// There, metadata kept as chosen.
    pub kept: &'static str,
    /// There, metadata could not be removed.
    pub unable: &'static str,
    /// Takes it off the list.
    pub remove: &'static str,
    /// Tries again.
    pub again: &'static str,
    /// Sends it anew with its metadata.
    pub keep: &'static str,
    /// Sends it anew without its metadata.
    pub clean: &'static str,
    /// More files than can be attached.
    pub too_many: &'static str,
    /// More bytes in all than can be attached.
    pub too_much: &'static str,
    /// Longer than a file may be.
    pub too_long: &'static str,
    /// Of no kind that is taken.
    pub unknown_type: &'static str,
    /// Empty.
    pub empty: &'static str,
    /// Damaged: cannot be cleaned.
    pub damaged: &'static str,
    /// Cannot be read any more.
    pub unreadable: &'static str,
    /// Sealing failed.
    pub sealing: &'static str,
    /// The edge does not take it.
    pub refused: &'static str,
}

/// Why nothing was sent; each says what to do.
#[derive(Debug)]
pub struct Failed {
    /// The heading.
    pub title: &'static str,
    /// What seals is not there.
    pub vault: &'static str,
    /// Sealing failed.
    pub sealing: &'static str,
    /// No answer.
    pub unreachable: &'static str,
    /// The edge asked for time.
    pub busy: &'static str,
    /// The edge will not have it.
    pub refused: &'static str,
}

/// When a tip was changed that had arrived.
#[derive(Debug)]
pub struct Earlier {
    /// What has arrived, and what has not.
    pub title: &'static str,
    /// How the rest is sent.
    pub body: &'static str,
}

/// The receipt.
#[derive(Debug)]
pub struct Receipt {
    /// The heading.
    pub title: &'static str,
    /// What the code is.
    pub label: &'static str,
    /// That it is shown this once.
    pub once: &'static str,
    /// What it is for, that nobody restores it, who must not see it.
    pub points: [&'static str; 3],
    /// Copies it.
    pub copy: &'static str,
    /// It has been copied.
    pub copied: &'static str,
    /// It could not be copied.
    pub not_copied: &'static str,
    /// Prints the page.
    pub print: &'static str,
    /// Below the code to be scanned.
    pub scan: &'static str,
    /// To the way back.
    pub look: &'static str,
    /// When danger comes.
    pub danger: &'static str,
}

/// The way back.
#[derive(Debug)]
pub struct Comeback {
    /// Asks for the timeline.
    pub look: &'static str,
    /// While it is asked for.
    pub looking: &'static str,
    /// Heading of the timeline.
    pub title: &'static str,
    /// Where a tip stands, in the order of `Status::ALL`.
    pub status: [&'static str; 4],
    /// Nothing new.
    pub none: &'static str,
    /// Who wrote an entry: the unit.
    pub unit: &'static str,
    /// An entry of the citizen's own.
    pub citizen: &'static str,
    /// A reply that does not open.
    pub unreadable: &'static str,
    /// Sends a message.
    pub write: &'static str,
    /// It has arrived.
    pub written: &'static str,
    /// Nothing could be asked.
    pub failed: &'static str,
}

/// The texts of the tip-off in `lang`.
#[must_use]
pub const fn tip_off(lang: Lang) -> &'static TipOff {
    match lang {
        Lang::Vi => &vi::TIP_OFF,
        Lang::En => &en::TIP_OFF,
    }
}
