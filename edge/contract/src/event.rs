//! What a unit's own system receives: the payloads of Standard Webhooks, `{type, timestamp, data}`.

use crate::{
    id::SubmissionId,
    lang::Lang,
    page::PagePath,
    rating::{Criteria, Level, Submission},
    text::Comment,
    time::Hour,
    unit::UnitId,
};
use serde::Serialize;

/// The name of the event of a rating.
pub const RATING_CREATED: &str = "rating.created";

/// One event. The timestamp is the hour in which it happened and no finer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event<T> {
    /// Such as [`RATING_CREATED`].
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// RFC 3339, whole hours, UTC.
    pub timestamp: String,
    /// What happened.
    pub data: T,
}

/// A rating as the unit receives it. Its id is made by the edge and is not the one the rater's device knows,
/// so that nothing on a device points at a record of the unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RatingCreated {
    /// The event's id, the same as its `webhook-id`.
    pub id: SubmissionId,
    /// The unit.
    pub unit: UnitId,
    /// The page that was rated.
    pub page: PagePath,
    /// The level, 1 to 5.
    pub level: Level,
    /// The levels of the criteria.
    #[serde(skip_serializing_if = "Criteria::is_empty")]
    pub criteria: Criteria,
    /// In the rater's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Comment>,
    /// The language of the form.
    pub lang: Lang,
    /// The id of an event that this one takes the place of, because the rater changed their mind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<SubmissionId>,
}

impl Event<RatingCreated> {
    /// The event of `submission`, received in `hour`, under the edge's own `id`; `replaces` is the earlier event's.
    #[must_use]
    pub fn rating(
        id: SubmissionId,
        unit: UnitId,
        submission: Submission,
        hour: Hour,
        replaces: Option<SubmissionId>,
    ) -> Self {
        let Submission { page, level, criteria, comment, lang, .. } = submission;
        Self {
            kind: RATING_CREATED,
            timestamp: hour.to_string(),
            data: RatingCreated { id, unit, page, level, criteria, comment, lang, replaces },
        }
    }
}
