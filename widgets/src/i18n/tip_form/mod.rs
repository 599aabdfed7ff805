//! The texts of the tip-off that only the edge writes.

mod en;
mod vi;

use tt_contract::lang::Lang;

/// The texts of the tip-off that never change once they stand.
#[derive(Debug)]
pub struct TipForm {
    /// Leaves at once.
    pub exit: &'static str,
    /// What the button for leaving does.
    pub exit_hint: &'static str,
    /// The keys that do the same, once they do.
    pub exit_keys: &'static str,
    /// Before the emergency numbers.
    pub danger: &'static str,
    /// Why not to write then.
    pub danger_body: &'static str,
    /// Heading and points of what to know first.
    pub first: (&'static str, [&'static str; 3]),
    /// Heading and points of what helps.
    pub helps: (&'static str, [&'static str; 3]),
    /// Heading and points of what follows.
    pub after: (&'static str, [&'static str; 2]),
    /// How long everything is kept, before and after the number of days.
    pub kept: (&'static str, &'static str),
    /// Heading and text of how this differs from an official report; the place follows.
    pub formal: (&'static str, &'static str),
    /// To the way back.
    pub comeback: &'static str,
    /// The headings of the steps.
    pub steps: [&'static str; 5],
    /// After the label of the one answer that is needed.
    pub required: &'static str,
    /// Labels and hints, in the order of `Field::ALL`.
    pub fields: [(&'static str, &'static str); 9],
    /// The choice that chooses nothing.
    pub not_said: &'static str,
    /// How the sender knows, in the order of `Known::ALL`.
    pub known: [&'static str; 5],
    /// Whether it goes on, in the order of `Ongoing::ALL`.
    pub ongoing: [&'static str; 3],
    /// Keeps metadata.
    pub originals: &'static str,
    /// Files have to be chosen again.
    pub files_again: &'static str,
    /// Above the files that could not be cleaned, and before the name of each, whose original may be sent.
    pub unclean: (&'static str, &'static str),
    /// Before the fingerprint.
    pub key: &'static str,
    /// To the sheet of keys.
    pub key_link: &'static str,
    /// What the server sees without script.
    pub plain: &'static str,
    /// The label of the receipt that a form without script shows before it is sent, and why it is to be written down.
    pub note: (&'static str, &'static str),
    /// Once more above the button: words, a link to the receipt, words.
    pub noted: (&'static str, &'static str, &'static str),
    /// Sends without script.
    pub send: &'static str,
    /// While the script is on its way, and before the link to the page without it.
    pub pending: &'static str,
    /// To the page without script.
    pub plain_link: &'static str,
    /// The heading of a list of errors.
    pub mend: &'static str,
    /// The edge is busy.
    pub busy: &'static str,
    /// The tip before has arrived; to be sent once more under another receipt.
    pub confirm: &'static str,
    /// To be sent once more, because the receipt was not known.
    pub renewed: &'static str,
    /// A page that came back holds what was written.
    pub kept_here: &'static str,
    /// The title of the page that follows a form, that what was sent has arrived, and where the receipt is.
    pub sent: [&'static str; 3],
    /// No tips are taken.
    pub closed: (&'static str, &'static str),
    /// The title of the way back.
    pub return_title: &'static str,
    /// The label of the receipt and its hint.
    pub receipt: (&'static str, &'static str),
    /// What the server sees of a receipt without script.
    pub return_plain: &'static str,
    /// The heading of the message form, and the label of its text.
    pub message: (&'static str, &'static str),
    /// To the form of a new tip.
    pub new: &'static str,
    /// The title of the sheet of keys.
    pub keys_title: &'static str,
    /// What the keys are for.
    pub keys_body: &'static str,
    /// Labels of a key: name, recipient, fingerprint.
    pub key_parts: [&'static str; 3],
    /// Opens the form from a portal.
    pub frame_link: &'static str,
    /// What leads out of a frame.
    pub framed: Framed,
}

/// The texts that lead out of a portal's frame to the whole page.
#[derive(Debug)]
pub struct Framed {
    /// Where no script runs: that nothing can be sent from here. The link follows.
    pub no_script: &'static str,
    /// To the whole page.
    pub link: &'static str,
    /// Before its address, which is to be copied where the link is forbidden.
    pub address: &'static str,
}

/// The texts of the tip-off in `lang` that only the edge writes.
#[must_use]
pub const fn tip_form(lang: Lang) -> &'static TipForm {
    match lang {
        Lang::Vi => &vi::TIP_FORM,
        Lang::En => &en::TIP_FORM,
    }
}
