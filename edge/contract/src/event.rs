//! What a unit's own system receives: the payloads of Standard Webhooks, `{type, timestamp, data}`.

use crate::{
    id::SubmissionId,
    lang::Lang,
    page::PagePath,
    rating::{Criteria, Level, Submission},
    text::Comment,
    time::Hour,
    tip::{Envelope, FileRef},
    unit::UnitId,
};
use serde::Serialize;

/// The name of the event of a rating.
pub const RATING_CREATED: &str = "rating.created";
/// The name of the event of several ratings at once.
pub const RATING_BATCH: &str = "rating.batch";
/// The name of the event of a tip.
pub const TIP_CREATED: &str = "tip.created";
/// The name of the event of a message that follows a tip.
pub const TIP_MESSAGE: &str = "tip.message";

/// The event of several ratings at once, of which each is a whole event, as JSON, with an id of its own: `{"type": "rating.batch",
/// "timestamp": …, "data": {"id": …, "unit": …, "events": […]}}`. The timestamp is the hour in which the last was released.
#[must_use]
pub fn batch(id: SubmissionId, unit: &UnitId, hour: Hour, events: &[&str]) -> String {
    // Neither a name, an id nor an hour has anything that JSON would escape.
    let events = events.join(",");
    format!(
        r#"{{"type":"{RATING_BATCH}","timestamp":"{hour}","data":{{"id":"{id}","unit":"{unit}","events":[{events}]}}}}"#
    )
}

/// One event. The timestamp is the hour in which it was released and no finer.
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
    /// The event of `submission`, released in `hour`, under the edge's own `id`; `replaces` is the earlier event's.
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

/// A tip, or a message that follows it, as the unit receives it: sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sealed {
    /// The event's id, the same as its `webhook-id`.
    pub id: SubmissionId,
    /// The unit.
    pub unit: UnitId,
    /// What is known of it.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// Where its files are had, in the order of the form.
    pub files: Vec<Linked>,
}

/// A sealed file of a tip, to be fetched with the unit's bearer token until it is acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Linked {
    /// Its id, as the sealed text has it.
    pub id: SubmissionId,
    /// Its length, sealed, in bytes.
    pub size: u64,
    /// The path at the edge.
    pub path: String,
}

impl Event<Sealed> {
    /// The event of what came in `envelope`, released in `hour`, under the edge's own `id`.
    #[must_use]
    pub fn sealed(id: SubmissionId, unit: UnitId, mut envelope: Envelope, hour: Hour) -> Self {
        let lookup = envelope.lookup;
        let link = |file: FileRef| Linked {
            id: file.id,
            size: file.size,
            path: format!("/v1/units/{unit}/tips/{lookup}/files/{}", file.id),
        };
        let files = core::mem::take(&mut envelope.files).into_iter().map(link).collect();
        Self {
            kind: if envelope.message.is_some() { TIP_MESSAGE } else { TIP_CREATED },
            timestamp: hour.to_string(),
            data: Sealed { id, unit, envelope, files },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Millis;

    #[test]
    fn a_batch_is_json_of_whole_events() {
        let (id, unit) = (SubmissionId::from_random([7; 16]), "c06".parse().unwrap());
        let hour = Millis(1_795_320_000_000).hour();
        let batch = batch(id, &unit, hour, &[r#"{"type":"rating.created"}"#, "{}"]);
        let json: serde_json::Value = serde_json::from_str(&batch).unwrap();
        assert_eq!(
            (&json["type"], &json["timestamp"]),
            (&"rating.batch".into(), &"2026-11-22T04:00:00Z".into())
        );
        assert_eq!((&json["data"]["id"], &json["data"]["unit"]), (&id.to_string().into(), &"c06".into()));
        assert_eq!(json["data"]["events"][0]["type"], "rating.created");
    }
}
