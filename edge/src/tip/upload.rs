//! Pieces of sealed files, before the tip that names them.

use super::{Desk, envelope};
use crate::{body, mailbox::tip::files::Place, media, reply::Reply};
use tt_contract::{
    fault::Kind,
    id::SubmissionId,
    limits::{CHUNK_BYTES, SEALED_FILE_BYTES},
    problem::Problem,
    tip::Lookup,
};
use tt_seal::inspect;

/// How many pieces the longest sealed file has.
const PIECES: u64 = SEALED_FILE_BYTES.div_ceil(CHUNK_BYTES as u64);

impl Desk<'_> {
    /// `PUT …/files/{file}/{index}?of={keys}`
    pub(super) async fn piece(
        &self,
        lookup: Lookup,
        file: SubmissionId,
        index: u32,
    ) -> Result<Reply, Problem> {
        let media = self.ask.header("Content-Type").unwrap_or_default();
        if !media::is(&media, "application/octet-stream") {
            return Err(Problem::UnsupportedMediaType);
        }
        if u64::from(index) >= PIECES {
            return Err(Problem::TooLarge {
                limit: usize::try_from(SEALED_FILE_BYTES).unwrap_or(usize::MAX),
            });
        }
        let keys = self.ask.address().parameter("of");
        let keys = envelope::keys(keys.as_deref(), self.tip_off)
            .map_err(|fault| Problem::invalid("/keys", fault))?;
        self.admit_piece()?;
        let bytes = body::read_slowly(self.ask.request(), CHUNK_BYTES).await?;
        if bytes.is_empty() {
            return Err(Problem::invalid("", Kind::Missing));
        }
        if index == 0 && !begins_a_file(&bytes, keys.len()) {
            return Err(Problem::invalid("", Kind::Malformed));
        }
        self.tips().put(Place { lookup, file, index }, &bytes).await?;
        Ok(Reply::empty(204).cached("no-store"))
    }
}

/// Whether an age file to so many keys begins so; how long it is to be, nobody knows yet.
fn begins_a_file(bytes: &[u8], keys: usize) -> bool {
    matches!(inspect::file(bytes, bytes.len() as u64, keys), Ok(()) | Err(inspect::Fault::Length))
}
