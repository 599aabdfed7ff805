//! The files of a form, from choosing to arriving. Pure; `F` is the file itself, which only the vault reads.

use super::FileReason;
use tt_contract::{
    id::SubmissionId,
    limits::{FILE_BYTES, FILES, FILES_BYTES},
    tip::Cleaned,
};

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attachment<F> {
    pub(super) id: SubmissionId,
    /// Its name on the device, which is shown and never leaves it.
    pub(super) name: String,
    /// Its length in bytes.
    pub(super) size: u64,
    /// Whether its metadata stays.
    pub(super) originals: bool,
    pub(super) at: At,
    pub(super) file: F,
}

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Waits for its turn.
    Queued,
    /// So many per cent have arrived.
    Uploading(u8),
    /// The network is gone.
    Paused,
    /// It has arrived.
    Done(Cleaned),
    /// It cannot be attached.
    Refused(FileReason),
}

/// What does not fit any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Full {
    /// Too many files.
    Count,
    /// Too many bytes in all.
    Bytes,
}

/// The files in the order in which they were chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attachments<F> {
    pub(super) list: Vec<Attachment<F>>,
    /// What was chosen last and did not fit.
    pub(super) full: Option<Full>,
}

impl<F> Default for Attachments<F> {
    fn default() -> Self {
        Self { list: Vec::new(), full: None }
    }
}

impl<F> Attachments<F> {
    /// Adds a file. Says whether it is to be sealed; a file that is empty or too long is listed as refused.
    pub(super) fn add(
        &mut self,
        id: SubmissionId,
        name: String,
        size: u64,
        originals: bool,
        file: F,
    ) -> bool {
        let at = match size {
            0 => At::Refused(FileReason::Empty),
            size if size > FILE_BYTES => At::Refused(FileReason::TooLong),
            _ => At::Queued,
        };
        if self.list.len() >= FILES {
            self.full = Some(Full::Count);
            return false;
        }
        if at == At::Queued && self.bytes().saturating_add(size) > FILES_BYTES {
            self.full = Some(Full::Bytes);
            return false;
        }
        self.list.push(Attachment { id, name, size, originals, at, file });
        at == At::Queued
    }

    /// The bytes of all that count.
    fn bytes(&self) -> u64 {
        let counts = |one: &&Attachment<F>| !matches!(one.at, At::Refused(_));
        self.list.iter().filter(counts).map(|one| one.size).sum()
    }

    /// Takes a file off. Says whether there was one.
    pub(super) fn remove(&mut self, id: SubmissionId) -> bool {
        let before = self.list.len();
        self.list.retain(|one| one.id != id);
        self.full = None;
        self.list.len() < before
    }

    /// Begins a file anew under the id `fresh`, with or without its metadata. Returns it.
    pub(super) fn again(&mut self, id: SubmissionId, fresh: SubmissionId, originals: bool) -> Option<&F> {
        let one = self.list.iter_mut().find(|one| one.id == id)?;
        one.id = fresh;
        one.at = At::Queued;
        one.originals = originals;
        Some(&one.file)
    }

    /// Notes how far a file is. Says whether it is one of these.
    pub(super) fn note(&mut self, id: SubmissionId, at: At) -> bool {
        self.list.iter_mut().find(|one| one.id == id).map(|one| one.at = at).is_some()
    }

    /// Whether one is still on its way.
    pub(super) fn is_pending(&self) -> bool {
        self.list.iter().any(|one| matches!(one.at, At::Queued | At::Uploading(_) | At::Paused))
    }

    /// Whether one stands there that will not come along.
    pub(super) fn is_refused(&self) -> bool {
        self.list.iter().any(|one| matches!(one.at, At::Refused(_)))
    }

    /// Those that have arrived.
    pub(super) fn arrived(&self) -> Vec<SubmissionId> {
        self.list.iter().filter(|one| matches!(one.at, At::Done(_))).map(|one| one.id).collect()
    }
}

/// `done` of `of` in whole per cent, at most 100.
pub(super) fn percent(done: u64, of: u64) -> u8 {
    let percent = done.saturating_mul(100).checked_div(of).unwrap_or(0);
    u8::try_from(percent.min(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(byte: u8) -> SubmissionId {
        SubmissionId::from_random([byte; 16])
    }

    fn files(sizes: &[u64]) -> Attachments<()> {
        let mut files = Attachments::default();
        for (index, size) in (0_u8..).zip(sizes) {
            files.add(id(index), "a.jpg".into(), *size, false, ());
        }
        files
    }

    #[test]
    fn the_eleventh_file_and_too_many_bytes_do_not_fit() {
        let many = files(&[1; 11]);
        assert_eq!((many.list.len(), many.full), (10, Some(Full::Count)));
        let much = files(&[FILE_BYTES; 5]);
        assert_eq!((much.list.len(), much.full), (4, Some(Full::Bytes)));
    }

    #[test]
    fn a_file_that_cannot_come_is_shown_and_not_sealed() {
        let files = files(&[0, FILE_BYTES + 1, 5]);
        assert_eq!(files.list[0].at, At::Refused(FileReason::Empty));
        assert_eq!(files.list[1].at, At::Refused(FileReason::TooLong));
        assert!(files.is_refused() && files.is_pending());
    }

    #[test]
    fn a_file_begun_anew_hears_no_more_of_its_former_id() {
        let mut files = files(&[5]);
        assert!(files.again(id(0), id(9), true).is_some());
        assert!(!files.note(id(0), At::Done(Cleaned::Removed)));
        assert!(files.note(id(9), At::Done(Cleaned::Kept)));
        assert_eq!(files.arrived(), [id(9)]);
        assert!(files.remove(id(9)) && !files.remove(id(9)));
    }

    #[test]
    fn per_cent_never_passes_a_hundred() {
        assert_eq!([percent(0, 0), percent(1, 3), percent(3, 3), percent(u64::MAX, 1)], [0, 33, 100, 100]);
    }
}
