//! The questions of the form.

use crate::i18n;
use tt_contract::{
    fault::Kind,
    lang::Lang,
    limits::{ACCOUNT_CHARS_MIN, SHORT_CHARS},
    problem::FieldError,
};

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What happened.
    Account,
    /// The kind of crime.
    Crime,
    /// When.
    When,
    /// Where.
    Place,
    /// Whether it goes on.
    Ongoing,
    /// Who did it.
    Who,
    /// How the sender knows.
    Known,
    /// How to reach the sender.
    Contact,
    /// Attachments.
    Files,
}

/// The last step.
pub const LAST: u8 = 5;

impl Field {
    /// All, in the order of their texts.
    pub const ALL: [Self; 9] = [
        Self::Account,
        Self::Crime,
        Self::When,
        Self::Place,
        Self::Ongoing,
        Self::Who,
        Self::Known,
        Self::Contact,
        Self::Files,
    ];

    /// The name in the form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Crime => "crime",
            Self::When => "when",
            Self::Place => "place",
            Self::Ongoing => "ongoing",
            Self::Who => "who",
            Self::Known => "known",
            Self::Contact => "contact",
            Self::Files => "files",
        }
    }

    /// Its JSON pointer in an error.
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::Account => "/account",
            Self::Crime => "/crime",
            Self::When => "/when",
            Self::Place => "/place",
            Self::Ongoing => "/ongoing",
            Self::Who => "/who",
            Self::Known => "/known",
            Self::Contact => "/contact",
            Self::Files => "/files",
        }
    }

    /// The step that asks it, from 1 to [`LAST`]; the guidance is step 0.
    #[must_use]
    pub const fn step(self) -> u8 {
        match self {
            Self::Account | Self::Crime => 1,
            Self::When | Self::Place | Self::Ongoing => 2,
            Self::Who | Self::Known => 3,
            Self::Files => 4,
            Self::Contact => LAST,
        }
    }

    /// The fields of a step.
    pub fn of(step: u8) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |field| field.step() == step)
    }
}

/// The error at `pointer` in words, with its limit.
pub(crate) fn wrong(lang: Lang, errors: &[FieldError], pointer: &str) -> Option<String> {
    let error = errors.iter().find(|error| error.pointer == pointer)?;
    let texts = &i18n::tip_off(lang).wrong;
    let limit = |otherwise| error.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(otherwise);
    let with = |(before, after): (&str, &str), n| [before, &i18n::number(lang, n), after].concat();
    Some(match (pointer, error.code) {
        ("/receipt", Kind::Missing) => texts.receipt_missing.to_owned(),
        ("/receipt", Kind::Mistyped) => texts.receipt_mistyped.to_owned(),
        ("/receipt", _) => texts.receipt_malformed.to_owned(),
        ("/files", _) => texts.files.to_owned(),
        ("/text", Kind::Missing) => texts.text_missing.to_owned(),
        (_, Kind::Missing) => texts.account_missing.to_owned(),
        (_, Kind::TooShort) => with(texts.account_short, limit(ACCOUNT_CHARS_MIN)),
        (_, Kind::TooLong) => with(texts.long, limit(SHORT_CHARS)),
        (_, Kind::ForbiddenCharacter) => texts.forbidden.to_owned(),
        _ => texts.unknown.to_owned(),
    })
}
