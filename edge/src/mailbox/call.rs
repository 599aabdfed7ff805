//! The calls of the tip-off that the worker makes to a mailbox, below `/{unit}/tips/`, and what it hears:
//! - `POST post` with a [`Incoming`] as JSON: 202 kept, 200 kept before, 409 the lookup or the id stands for another content, 422 with the name of
//!   what is wrong with its files;
//! - `GET challenge`: 200 with ALTCHA's challenge, 204 no work is asked for;
//! - `GET timeline/{lookup}`: 200 with the timeline;
//! - `POST answer/{lookup}` with an answer as JSON: 202, 409;
//! - `PUT`, `GET file/{lookup}/{file}/{index}`: a piece. 204 kept, 409 another is there, 413 more than a tip may have, 429 no
//!   room; 200 with the bytes, 404;
//! - `DELETE file/{lookup}/{file}`: 204 acknowledged, 404; `DELETE unclaimed/{lookup}/{file}`: 204.

use super::{
    Desk, Failure,
    erasure::{Seed, with_keys},
    flood,
    release::release,
    said,
    tip::{
        files::{self, Place, Put},
        post::{self, Posted},
        timeline::{self, Answered},
    },
};
use crate::{buffer, chance::Fraction, note, runtime};
use serde::{Deserialize, Serialize};
use tt_contract::{
    fault::Kind,
    id::SubmissionId,
    time::Millis,
    tip::{Answer, Envelope, Lookup, Proof},
    unit::{Unit, UnitId},
};
use worker::{Method, Request};

/// A tip or a message on its way into the mailbox.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Incoming {
    /// What came; the mailbox itself says what its `proof` is.
    pub(crate) envelope: Envelope,
    /// By which a repeat is known.
    pub(crate) digest: String,
    /// ALTCHA's payload, if one came.
    pub(crate) payload: Option<String>,
}

/// A call.
pub(super) enum Call {
    Post(Box<Incoming>),
    Challenge,
    Timeline(Lookup),
    Answer(Lookup, Answer),
    Put(Place, Vec<u8>),
    Get(Place),
    Acknowledge(Lookup, SubmissionId),
    Discard(Lookup, SubmissionId),
}

impl Call {
    /// Reads a call; `parts` is what of its path follows `tips`. Errors: [`Failure::Call`].
    pub(super) async fn read<'a>(
        request: &mut Request,
        mut parts: impl Iterator<Item = &'a str>,
    ) -> Result<Self, Failure> {
        fn next<'a, T: core::str::FromStr>(parts: &mut impl Iterator<Item = &'a str>) -> Result<T, Failure> {
            parts.next().and_then(|part| part.parse().ok()).ok_or(Failure::Call)
        }
        let (method, what) = (request.method(), parts.next().ok_or(Failure::Call)?);
        let place = |parts: &mut _| {
            Ok::<_, Failure>(Place { lookup: next(parts)?, file: next(parts)?, index: next(parts)? })
        };
        match (method, what) {
            (Method::Post, "post") => Ok(Self::Post(json(request).await?)),
            (Method::Get, "challenge") => Ok(Self::Challenge),
            (Method::Get, "timeline") => Ok(Self::Timeline(next(&mut parts)?)),
            (Method::Post, "answer") => Ok(Self::Answer(next(&mut parts)?, json(request).await?)),
            (Method::Put, "file") => Ok(Self::Put(place(&mut parts)?, bytes(request).await?)),
            (Method::Get, "file") => Ok(Self::Get(place(&mut parts)?)),
            (Method::Delete, "file") => Ok(Self::Acknowledge(next(&mut parts)?, next(&mut parts)?)),
            (Method::Delete, "unclaimed") => Ok(Self::Discard(next(&mut parts)?, next(&mut parts)?)),
            _ => Err(Failure::Call),
        }
    }
}

async fn bytes(request: &mut Request) -> Result<Vec<u8>, Failure> {
    buffer::whole(request.inner().array_buffer()).await.map_err(|_| Failure::Call)
}

async fn json<T: serde::de::DeserializeOwned>(request: &mut Request) -> Result<T, Failure> {
    serde_json::from_slice(&bytes(request).await?).map_err(|_| Failure::Call)
}

impl Desk {
    /// Answers a call for `unit`: status and body. Errors: [`Failure`].
    pub(super) fn tip(&self, unit: &UnitId, call: Call) -> Result<(u16, Vec<u8>), Failure> {
        let now = runtime::now();
        let empty = |status| Ok((status, Vec::new()));
        match call {
            Call::Post(incoming) => self.post(unit, *incoming),
            Call::Challenge => {
                let random = runtime::random()?;
                match flood::of(unit, |flood| flood.challenge(now, random)) {
                    Some(challenge) => said(200, &challenge),
                    None => empty(204),
                }
            }
            Call::Timeline(lookup) => said(200, &self.transaction(|sql| timeline::read(sql, lookup, now))?),
            Call::Answer(lookup, answer) => {
                let (unit, seed) = (self.unit(unit)?, Seed(runtime::random()?));
                let outcome = self.armed_transaction(now, |sql| {
                    with_keys(sql, &seed, 1, |keys| {
                        timeline::answer(sql, &unit, lookup, &answer, now.day(), keys)
                    })
                })?;
                empty(match outcome {
                    Answered::Kept => 202,
                    Answered::IdReused => 409,
                })
            }
            Call::Put(place, bytes) => {
                let (unit, stored) = (self.unit(unit)?, self.storage.bytes()?);
                let mark = own_mark(&unit, now, runtime::fraction()?);
                let seed = Seed(runtime::random()?);
                let put = self.armed_transaction(mark, |sql| {
                    super::schema::set_owner(sql, &unit.id)?;
                    with_keys(sql, &seed, 1, |keys| files::put(sql, place, &bytes, now, stored, keys))
                })?;
                empty(match put {
                    Put::Kept => 204,
                    Put::Taken => 409,
                    Put::TooMany => 413,
                    Put::Full => 429,
                })
            }
            Call::Get(place) => match self.transaction(|sql| files::piece(sql, place))? {
                Some(bytes) => Ok((200, bytes)),
                None => empty(404),
            },
            Call::Acknowledge(lookup, file) => {
                let known = self.transaction(|sql| files::acknowledge(sql, lookup, file))?;
                empty(if known { 204 } else { 404 })
            }
            Call::Discard(lookup, file) => {
                self.transaction(|sql| files::discard(sql, lookup, file))?;
                empty(204)
            }
        }
    }

    fn post(&self, unit: &UnitId, incoming: Incoming) -> Result<(u16, Vec<u8>), Failure> {
        let (now, draw, unit) = (runtime::now(), runtime::draw()?, self.unit(unit)?);
        let Incoming { mut envelope, digest, payload } = incoming;
        let judged = flood::of(&unit.id, |flood| flood.judge(now, payload.as_deref()));
        if payload.is_some() && judged.proof != Proof::Solved {
            note::bad_proof();
        }
        envelope.proof = if envelope.message.is_some() { Proof::NotAsked } else { judged.proof };
        let mark = own_mark(&unit, now, draw.release);
        let seed = Seed(runtime::random()?);
        let posted = self.armed_transaction(mark, |sql| {
            with_keys(sql, &seed, 1, |keys| post::accept(sql, &unit, &envelope, &digest, now, draw, keys))
        })?;
        match posted {
            Posted::Kept => {
                flood::of(&unit.id, |flood| flood.count(now, judged));
                Ok((202, Vec::new()))
            }
            Posted::Again => Ok((200, Vec::new())),
            Posted::IdReused => Ok((409, Vec::new())),
            Posted::Files(fault) => Ok((422, file_fault(fault.kind).into())),
        }
    }
}

/// The moment for which an alarm may be set on behalf of a citizen's request when something else is
/// overdue: drawn as a release is, so that the runtime keeps no moment of theirs.
fn own_mark(unit: &Unit, now: Millis, drawn: Fraction) -> Millis {
    let delay = unit.tip_off.as_ref().map_or(0, |tip_off| tip_off.release_delay_s);
    Millis(release(&unit.id, now, delay, drawn))
}

/// What is wrong with a tip's files, on the way between mailbox and worker.
const MISSING: &str = "missing";
const MALFORMED: &str = "malformed";

fn file_fault(kind: Kind) -> &'static str {
    if kind == Kind::Missing { MISSING } else { MALFORMED }
}

/// What a mailbox said of a tip's files.
pub(super) fn read_file_fault(said: &[u8]) -> Kind {
    if said == MISSING.as_bytes() { Kind::Missing } else { Kind::Malformed }
}
