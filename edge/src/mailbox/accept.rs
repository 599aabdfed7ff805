//! Accepts a rating: everything that is stored for it, in one transaction that the caller opens.

use super::{
    erasure::Keyring,
    inbox,
    outbox::{self, Waiting},
    release::release,
    seen,
    seen::{Current, Note},
    sql::{Sql, SqlError},
    tally,
};
use crate::chance::Fraction;
use tt_contract::{
    event::Event,
    id::SubmissionId,
    rating::{Level, Submission},
    time::Millis,
    unit::{Topic, Unit},
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

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// What became of the submission.
    pub(crate) outcome: Outcome,
    /// When its event is due, in milliseconds since 1970, where there is a new one.
    pub(crate) release: Option<i64>,
}

/// Accepts `submission`, encrypted under one of `keys`. The same id with the same content changes nothing; with another it is refused
/// on its day. One that takes the place of none is
/// only laid into the [`inbox`]. Errors: [`SqlError`]; the transaction must then be undone.
pub(crate) fn accept(
    sql: &dyn Sql,
    unit: &Unit,
    submission: &Submission,
    now: Millis,
    draw: Draw,
    keys: &mut Keyring<'_>,
) -> Result<Accepted, SqlError> {
    if submission.replaces.is_some() {
        inbox::sort(sql, unit, now)?;
        return change(sql, unit, submission, now, draw, keys);
    }
    let digest = seen::digest(submission)?;
    let event = SubmissionId::from_random(draw.event);
    let release = release(&unit.id, now, unit.release_delay_s, draw.release);
    if inbox::put(sql, unit, submission, &inbox::Note { digest: &digest, event, release, now }, keys)? {
        return Ok(Accepted { outcome: Outcome::Kept, release: Some(release) });
    }
    repeated(sql, submission.id, &digest)
}

/// What becomes of each of `ratings`, which are kept at once; where that fails, each alone: one that cannot be kept takes no other with it.
pub(crate) fn each<E: Clone>(
    ratings: &[Submission],
    keep: impl Fn(&[Submission]) -> Result<Vec<Outcome>, E>,
) -> Vec<Result<Outcome, E>> {
    let kept = |ratings: &[Submission]| match keep(ratings) {
        Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
        Err(failure) => vec![Err(failure); ratings.len()],
    };
    let all = kept(ratings);
    if ratings.len() > 1 && all.iter().any(Result::is_err) {
        return ratings.chunks(1).flat_map(kept).collect();
    }
    all
}

/// The answer to an id that was accepted before: once its digest is gone with its day, that of the
/// first time, whatever comes.
fn repeated(sql: &dyn Sql, id: SubmissionId, digest: &str) -> Result<Accepted, SqlError> {
    let known = inbox::find(sql, id)?;
    let is_same = known.is_some_and(|known| known.is_empty() || known == digest);
    let outcome = if is_same { Outcome::Kept } else { Outcome::IdReused };
    Ok(Accepted { outcome, release: None })
}

/// Accepts one that takes the place of an earlier one of its rater, if that is of this day and page. Errors: as [`accept`].
fn change(
    sql: &dyn Sql,
    unit: &Unit,
    submission: &Submission,
    now: Millis,
    draw: Draw,
    keys: &mut Keyring<'_>,
) -> Result<Accepted, SqlError> {
    let (day, release) = (now.day(), release(&unit.id, now, unit.release_delay_s, draw.release));
    let earlier = match submission.replaces {
        Some(id) => seen::changeable(sql, id, day, &submission.page)?,
        None => None,
    };
    let counted = match &earlier {
        Some(earlier) => earlier.counted.clone(),
        None => tally::counted_as(sql, day, &submission.page)?,
    };
    let event = SubmissionId::from_random(draw.event);
    let digest = seen::digest(submission)?;
    let note = Note {
        submission,
        digest: &digest,
        day,
        event,
        counted: &counted,
        release,
        was: earlier.as_ref().and_then(|earlier| earlier.shown(now)),
        root: earlier.as_ref().map(|earlier| earlier.root.as_str()),
    };
    if !seen::note(sql, &note)? {
        return repeated(sql, submission.id, &digest);
    }
    if let Some(earlier) = &earlier {
        tally::uncount(sql, day, &counted, earlier.level)?;
        if earlier.release > now.0 {
            tally::show_at(sql, earlier.release, earlier.level, earlier.was, -1)?;
        }
        seen::supersede(sql, &earlier.root, &note)?;
    }
    tally::count(sql, day, &counted, submission.level)?;
    tally::show_at(sql, release, submission.level, note.was, 1)?;
    let posting = Posting { unit, event, submission, release };
    for endpoint in unit.endpoints.iter().filter(|endpoint| endpoint.takes(Topic::Rating)) {
        posting.post(sql, &endpoint.name, earlier.as_ref(), keys)?;
    }
    Ok(Accepted { outcome: Outcome::Kept, release: Some(release) })
}

impl Current {
    /// The level that the summary shows of its rater.
    fn shown(&self, now: Millis) -> Option<Level> {
        if self.release > now.0 { self.was } else { Some(self.level) }
    }
}

/// One event on its way into the outbox.
struct Posting<'a> {
    unit: &'a Unit,
    event: SubmissionId,
    submission: &'a Submission,
    release: i64,
}

impl Posting<'_> {
    /// Lets the event wait for one endpoint. An earlier one that was never sent there goes, and this one stands for
    /// whatever that stood for; after one that may have arrived, this one follows and names it.
    fn post(
        &self,
        sql: &dyn Sql,
        endpoint: &str,
        earlier: Option<&Current>,
        keys: &mut Keyring<'_>,
    ) -> Result<(), SqlError> {
        let (mut replaces, mut is_behind) = (None, false);
        if let Some(earlier) = earlier {
            match outbox::standing(sql, &earlier.event, endpoint)? {
                Some(unsent) if !unsent.was_tried => {
                    outbox::withdraw(sql, &earlier.event, endpoint)?;
                    if let Some(before) = unsent.replaces {
                        is_behind = outbox::standing(sql, &before, endpoint)?.is_some();
                        replaces = Some(before);
                    }
                }
                tried => (replaces, is_behind) = (Some(earlier.event.clone()), tried.is_some()),
            }
        }
        let named = replaces.as_deref().map(str::parse).transpose().map_err(|_| SqlError::Shape)?;
        let hour = Millis(self.release).hour();
        let event = Event::rating(self.event, self.unit.id.clone(), self.submission.clone(), hour, named);
        let body = keys.seal(serde_json::to_vec(&event).map_err(|_| SqlError::Shape)?)?;
        let row = Waiting {
            id: &self.event.to_string(),
            endpoint,
            release: self.release,
            in_order: false,
            is_behind,
            replaces: replaces.as_deref(),
            body: &body,
        };
        outbox::put(sql, &row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn rating(n: u8) -> Submission {
        let id = SubmissionId::from_random([n; 16]);
        let json = serde_json::json!({ "id": id, "page": "/", "level": 1 + n % 5, "lang": "vi" });
        Submission::from_json(json.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn one_that_cannot_be_kept_takes_no_other_with_it() {
        let (ratings, bad) = ((0..6).map(rating).collect::<Vec<_>>(), rating(3).id);
        let calls = Cell::new(0);
        let keep = |ratings: &[Submission]| {
            calls.set(calls.get() + 1);
            if ratings.iter().any(|one| one.id == bad) {
                return Err("broken");
            }
            Ok(vec![Outcome::Kept; ratings.len()])
        };
        let outcomes = each(&ratings, keep);
        for (n, outcome) in outcomes.into_iter().enumerate() {
            assert_eq!(outcome, if n == 3 { Err("broken") } else { Ok(Outcome::Kept) }, "{n}");
        }
        assert_eq!((calls.take(), each(&ratings[3..4], keep).len()), (7, 1));
        assert_eq!(calls.take(), 1, "alone it is tried once");
        assert_eq!((each(&ratings[..3], keep), calls.take()), (vec![Ok(Outcome::Kept); 3], 1));
    }
}
