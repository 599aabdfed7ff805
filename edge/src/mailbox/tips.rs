//! How the worker speaks to a mailbox of tips; the calls are those of [`super::call`].

use super::{
    call::{Incoming, read_file_fault},
    client::{call, said, unavailable},
    tip::files::Place,
};
use crate::{buffer, limit::ROOM_AFTER_S};
use js_sys::Uint8Array;
use tt_contract::{
    id::SubmissionId,
    limits::FILES_BYTES,
    problem::Problem,
    tip::{Answer, Lookup, Timeline},
    unit::UnitId,
};
use worker::{Env, Method};

/// A tip or a message is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// By this call.
    Now,
    /// By an earlier one.
    Before,
}

/// The mailbox of a unit, as its tips need it.
#[derive(Clone, Copy)]
pub(crate) struct Tips<'a> {
    /// The bindings.
    pub(crate) env: &'a Env,
    /// Whose.
    pub(crate) unit: &'a UnitId,
}

impl Tips<'_> {
    /// Puts a tip or a message. Errors: [`Problem::IdReused`], [`Problem::InvalidSubmission`] at `/files`,
    /// [`Problem::Unavailable`].
    pub(crate) async fn post(&self, incoming: &Incoming) -> Result<Kept, Problem> {
        let json = serde_json::to_string(incoming).map_err(|_| Problem::Internal)?;
        let mut response = call(self.env, self.unit, Method::Post, "tips/post", Some(json.into())).await?;
        match response.status_code() {
            202 => Ok(Kept::Now),
            200 => Ok(Kept::Before),
            409 => Err(Problem::IdReused),
            422 => {
                let said = response.bytes().await.map_err(|_| unavailable(self.unit))?;
                Err(Problem::invalid("/files", read_file_fault(&said)))
            }
            _ => Err(unavailable(self.unit)),
        }
    }

    /// ALTCHA's challenge as JSON, where work is asked for. Errors: [`Problem::Unavailable`].
    pub(crate) async fn challenge(&self) -> Result<Option<Vec<u8>>, Problem> {
        let mut response = call(self.env, self.unit, Method::Get, "tips/challenge", None).await?;
        match response.status_code() {
            204 => Ok(None),
            200 => response.bytes().await.map(Some).map_err(|_| unavailable(self.unit)),
            _ => Err(unavailable(self.unit)),
        }
    }

    /// What happened to a tip. Errors: [`Problem::Unavailable`].
    pub(crate) async fn timeline(&self, lookup: Lookup) -> Result<Timeline, Problem> {
        let what = format!("tips/timeline/{lookup}");
        said(self.unit, call(self.env, self.unit, Method::Get, &what, None).await?).await
    }

    /// Puts what the unit answers. Errors: [`Problem::IdReused`], [`Problem::Unavailable`].
    pub(crate) async fn answer(&self, lookup: Lookup, answer: &Answer) -> Result<(), Problem> {
        let json = serde_json::to_string(answer).map_err(|_| Problem::Internal)?;
        let what = format!("tips/answer/{lookup}");
        let response = call(self.env, self.unit, Method::Post, &what, Some(json.into())).await?;
        match response.status_code() {
            202 => Ok(()),
            409 => Err(Problem::IdReused),
            _ => Err(unavailable(self.unit)),
        }
    }

    /// Puts a piece of a sealed file. Errors: [`Problem::IdReused`] where another is there, [`Problem::TooLarge`] where the tip
    /// has as much as it may, [`Problem::Busy`] where there is no room, [`Problem::Unavailable`].
    pub(crate) async fn put(&self, place: Place, bytes: &[u8]) -> Result<(), Problem> {
        let Place { lookup, file, index } = place;
        let what = format!("tips/file/{lookup}/{file}/{index}");
        let body = Uint8Array::from(bytes);
        let response = call(self.env, self.unit, Method::Put, &what, Some(body.clone().into())).await?;
        // The mailbox has answered, so it has read all of it. Where it has not, the runtime may still be reading.
        buffer::give_back(&body.buffer());
        match response.status_code() {
            204 => Ok(()),
            409 => Err(Problem::IdReused),
            413 => Err(Problem::TooLarge { limit: usize::try_from(FILES_BYTES).unwrap_or(usize::MAX) }),
            429 => Err(Problem::Busy { retry_after_s: ROOM_AFTER_S }),
            _ => Err(unavailable(self.unit)),
        }
    }

    /// A piece of a tip's file; `None` behind the last. Errors: [`Problem::Unavailable`].
    pub(crate) async fn piece(&self, place: Place) -> Result<Option<Vec<u8>>, Problem> {
        let Place { lookup, file, index } = place;
        let what = format!("tips/file/{lookup}/{file}/{index}");
        let mut response = call(self.env, self.unit, Method::Get, &what, None).await?;
        match response.status_code() {
            200 => response.bytes().await.map(Some).map_err(|_| unavailable(self.unit)),
            404 => Ok(None),
            _ => Err(unavailable(self.unit)),
        }
    }

    /// The unit has a file. Errors: [`Problem::NotFound`], [`Problem::Unavailable`].
    pub(crate) async fn acknowledge(&self, lookup: Lookup, file: SubmissionId) -> Result<(), Problem> {
        let what = format!("tips/file/{lookup}/{file}");
        match call(self.env, self.unit, Method::Delete, &what, None).await?.status_code() {
            204 => Ok(()),
            404 => Err(Problem::NotFound),
            _ => Err(unavailable(self.unit)),
        }
    }

    /// Takes away a file that no tip has claimed; where even that fails it goes after a day.
    pub(crate) async fn discard(&self, lookup: Lookup, file: SubmissionId) {
        let what = format!("tips/unclaimed/{lookup}/{file}");
        drop(call(self.env, self.unit, Method::Delete, &what, None).await);
    }
}
