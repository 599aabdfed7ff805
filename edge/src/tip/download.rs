//! A sealed file, for the unit: piece by piece, as it lies in the mailbox.

use super::{Answer, Desk};
use crate::{
    mailbox::{tip::files::Place, tips::Tips},
    reply::Reply,
    respond,
};
use futures_util::stream;
use tt_contract::{id::SubmissionId, problem::Problem, tip::Lookup, unit::UnitId};
use worker::Env;

/// What is left of a file.
struct Rest {
    env: Env,
    unit: UnitId,
    place: Place,
    /// A piece that is read already.
    ready: Option<Vec<u8>>,
}

impl Desk<'_> {
    /// `GET /v1/units/{unit}/tips/{lookup}/files/{file}`
    pub(super) async fn file(&self, lookup: Lookup, file: SubmissionId) -> Result<Answer, Problem> {
        self.authorize()?;
        let place = Place { lookup, file, index: 0 };
        // The first is read before anything is answered: whether there is such a file.
        let ready = Some(self.tips().piece(place).await?.ok_or(Problem::NotFound)?);
        let reply = Reply::empty(200).header("Content-Type", "application/octet-stream").cached("no-store");
        if self.ask.is_head() {
            return Ok(reply.into());
        }
        let rest = Rest { env: self.env.clone(), unit: self.unit.id.clone(), place, ready };
        let pieces = stream::try_unfold(rest, Rest::next);
        respond::running(reply, pieces).map(Answer::Running).map_err(|_| Problem::Internal)
    }
}

impl Rest {
    /// The next piece. Errors: the mailbox does not answer; the connection is then cut, so that nobody takes a part for the whole.
    async fn next(mut self) -> Result<Option<(Vec<u8>, Self)>, worker::Error> {
        let tips = Tips { env: &self.env, unit: &self.unit };
        let piece = match self.ready.take() {
            Some(piece) => Some(piece),
            None => tips.piece(self.place).await.map_err(|_| worker::Error::RustError("cut".into()))?,
        };
        self.place.index += 1;
        Ok(piece.map(|piece| (piece, self)))
    }
}
