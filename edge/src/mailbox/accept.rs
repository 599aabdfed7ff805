//! Accepts a rating: everything that is stored for it, in one transaction that the caller opens.

use super::{
    outbox::{self, Waiting},
    schema, seen,
    seen::Current,
    sql::{Sql, SqlError},
    tally,
};
use crate::chance::Fraction;
use tt_contract::{
    event::Event,
    id::SubmissionId,
    rating::{Level, Submission},
    time::{Hour, Millis},
    unit::Unit,
};

/// What was drawn at random for one rating.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draw {
    /// For the event's id.
    pub(crate) event: [u8; 16],
    /// Where within the unit's delay it is released.
    pub(crate) release: Fraction,
}

/// What became of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is kept, or was so already.
    Kept,
    /// Its id stands for another content.
    IdReused,
}

/// Accepts `submission`. The same id with the same content changes nothing; with another it is refused.
/// Errors: [`SqlError`]; the transaction must then be undone.
pub(crate) fn accept(
    sql: &dyn Sql,
    unit: &Unit,
    submission: &Submission,
    now: Millis,
    draw: Draw,
) -> Result<Outcome, SqlError> {
    let day = now.day();
    schema::set_owner(sql, &unit.id)?;
    seen::tidy(sql, day)?;

    let digest = seen::digest(submission)?;
    if let Some(known) = seen::find(sql, submission.id)? {
        return Ok(if known == digest { Outcome::Kept } else { Outcome::IdReused });
    }

    let earlier = match submission.replaces {
        Some(id) => seen::changeable(sql, id, day, &submission.page)?,
        None => None,
    };
    let counted = match &earlier {
        Some(earlier) => {
            tally::uncount(sql, day, &earlier.counted, earlier.level)?;
            earlier.counted.clone()
        }
        None => tally::counted_as(sql, day, &submission.page)?,
    };
    tally::count(sql, day, &counted, submission.level)?;

    let event = SubmissionId::from_random(draw.event);
    if let Some(earlier) = &earlier {
        seen::supersede(sql, &earlier.event, event, submission.level)?;
    }
    seen::note(sql, submission, digest, day, event, &counted)?;

    let posting = Posting { unit, event, submission, hour: now.hour(), due: due(unit, now, draw) };
    for endpoint in &unit.endpoints {
        posting.post(sql, &endpoint.name, earlier.as_ref())?;
    }
    Ok(Outcome::Kept)
}

/// When a rating is released: at once, or somewhere within the unit's delay.
fn due(unit: &Unit, now: Millis, draw: Draw) -> i64 {
    match unit.release_delay_s {
        0 => 0,
        delay => now.0 + draw.release.of(i64::from(delay) * 1000),
    }
}

/// One event on its way into the outbox.
struct Posting<'a> {
    unit: &'a Unit,
    event: SubmissionId,
    submission: &'a Submission,
    hour: Hour,
    due: i64,
}

impl Posting<'_> {
    /// Lets the event wait for one endpoint. An earlier one that was never sent there goes, and this one stands for
    /// whatever that stood for; after one that may have arrived, this one follows and names it.
    fn post(&self, sql: &dyn Sql, endpoint: &str, earlier: Option<&Current>) -> Result<(), SqlError> {
        let (mut due, mut was, mut replaces) = (self.due, None, None);
        if let Some(earlier) = earlier {
            match outbox::standing(sql, &earlier.event, endpoint)? {
                Some(unsent) if unsent.attempts == 0 => {
                    outbox::remove(sql, &earlier.event, endpoint)?;
                    if let Some(before) = &unsent.replaces
                        && let Some(before) = outbox::standing(sql, before, endpoint)?
                    {
                        due = due.max(before.due);
                    }
                    (was, replaces) = (unsent.was, unsent.replaces);
                }
                tried => {
                    due = due.max(tried.map_or(0, |tried| tried.due));
                    (was, replaces) = (Some(number(earlier.level)), Some(earlier.event.clone()));
                }
            }
        }
        let named = replaces.as_deref().map(str::parse).transpose().map_err(|_| SqlError::Shape)?;
        let event =
            Event::rating(self.event, self.unit.id.clone(), self.submission.clone(), self.hour, named);
        let body = serde_json::to_string(&event).map_err(|_| SqlError::Shape)?;
        let row = Waiting {
            id: &self.event.to_string(),
            endpoint,
            due,
            level: Some(number(self.submission.level)),
            was,
            replaces: replaces.as_deref(),
            body: &body,
        };
        outbox::put(sql, &row)
    }
}

fn number(level: Level) -> i64 {
    level.number().into()
}
