//! What a rater sends and what they hear back.

use super::{Criteria, Level};
use crate::{id::SubmissionId, lang::Lang, page::PagePath, text::Comment};
use serde::{Deserialize, Serialize};

/// One rating of one page, as it is sent. Made by [`Submission::from_json`], [`Submission::from_form`], or from parts
/// that are valid already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// By which a repeat is known.
    pub id: SubmissionId,
    /// The page that is rated.
    pub page: PagePath,
    /// How satisfied the rater is on the whole.
    pub level: Level,
    /// How satisfied in detail.
    #[serde(default, skip_serializing_if = "Criteria::is_empty")]
    pub criteria: Criteria,
    /// In the rater's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Comment>,
    /// The language the form was shown in.
    pub lang: Lang,
    /// The rating sent from this device today that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<SubmissionId>,
}

/// The answer to an accepted submission. It repeats nothing of what was sent but its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The submission's id.
    pub id: SubmissionId,
}
