//! Files of a form, sealed and put piece by piece while they come: of each no more is held than a piece or two.

use crate::{
    mailbox::tip::files::Place,
    tip::{Desk, multipart::Part},
};
use tt_contract::{
    fault::{Fault, Kind},
    id::SubmissionId,
    limits::{FILE_BYTES, FILES, FILES_BYTES},
    problem::{FieldError, Problem},
    tip::{Attached, Cleaned, FileRef, Files, Lookup},
};
use tt_seal::{FileError, FileSealer};

/// How much is sealed before what is ready is put.
const STEP: usize = 64 * 1024;

/// The files of a form so far.
#[derive(Default)]
pub(super) struct Attaching {
    /// Of which tip.
    lookup: Option<Lookup>,
    /// All that were begun, to be thrown away where the form is refused.
    begun: Vec<SubmissionId>,
    done: Vec<(Attached, u64)>,
    /// What was wrong first: with a file, or in the way of it.
    wrong: Option<Problem>,
    /// The names of those whose metadata cannot be taken out, and whose originals were not chosen.
    unclean: Vec<String>,
    bytes: u64,
    count: usize,
}

impl Attaching {
    /// What the sealed text says of them. Errors: [`Problem::InvalidSubmission`] at `/files`, and those of the mailbox.
    pub(super) fn attached(&self) -> Result<Files, Problem> {
        if let Some(problem) = &self.wrong {
            return Err(problem.clone());
        }
        if !self.unclean.is_empty() {
            return Err(problem(FileError::Damaged));
        }
        let files = self.done.iter().map(|(attached, _)| attached.clone()).collect();
        Files::new(files).map_err(|fault| Problem::invalid("/files", fault))
    }

    /// What the edge knows of them.
    pub(super) fn references(&self) -> Vec<FileRef> {
        self.done.iter().map(|(attached, size)| FileRef { id: attached.id, size: *size }).collect()
    }

    /// Whether any came.
    pub(super) const fn came(&self) -> bool {
        self.count > 0
    }

    /// The names of those that could not be cleaned.
    pub(super) fn unclean(&self) -> &[String] {
        &self.unclean
    }

    /// The bad fields of a form that is refused because of `problem`. Files that could not be cleaned are named instead.
    pub(super) fn errors(&self, problem: &Problem) -> Vec<FieldError> {
        let is_named = self.wrong.is_none() && !self.unclean.is_empty();
        let errors = problem.errors().iter().filter(|error| !(is_named && error.pointer == "/files"));
        errors.copied().collect()
    }

    /// Whether one more, with so many bytes in all, may come.
    fn check(&mut self) -> bool {
        if self.count > FILES {
            self.refuse(Problem::invalid("/files", Fault::too_long(FILES)));
        }
        if self.bytes > FILES_BYTES {
            self.too_long();
        }
        self.wrong.is_none()
    }

    /// Notes a file that is not taken, because of what the rest of the form is.
    pub(super) const fn pass_over(&mut self) {
        self.count += 1;
    }

    /// Notes that more came than may.
    pub(super) fn too_long(&mut self) {
        let limit = u32::try_from(FILES_BYTES).ok();
        self.refuse(Problem::invalid("/files", Fault { kind: Kind::TooLong, limit }));
    }

    fn refuse(&mut self, problem: Problem) {
        self.wrong.get_or_insert(problem);
    }

    /// Notes what is wrong with the file of this name, or was in its way.
    fn refuse_file(&mut self, name: &str, wrong: Problem) {
        if wrong == problem(FileError::Damaged) {
            self.unclean.push(name.to_owned());
        } else {
            self.refuse(wrong);
        }
    }
}

impl Desk<'_> {
    /// Takes a file. What is wrong with it, or in its way, is noted, and the form read on, so that all that was typed can come
    /// back. Errors: [`Problem`], where the form breaks off.
    pub(super) async fn attach(
        &self,
        attaching: &mut Attaching,
        lookup: Lookup,
        originals: bool,
        mut part: Part,
    ) -> Result<(), Problem> {
        let name = part.file_name().to_owned();
        attaching.count += 1;
        attaching.lookup = Some(lookup);
        let mut sealing = None;
        if attaching.check() {
            let file = crate::serve::fresh_id()?;
            attaching.begun.push(file);
            let (_, recipients) = self.recipients();
            let sealer = FileSealer::new(&recipients, originals).map_err(|_| Problem::Internal)?;
            sealing = Some((sealer, Place { lookup, file, index: 0 }));
        }
        while let Some(bytes) = part.chunk().await? {
            attaching.bytes += bytes.len() as u64;
            if !attaching.check() {
                sealing = None;
            }
            for step in bytes.chunks(STEP) {
                let Some((sealer, place)) = &mut sealing else { break };
                if let Err(problem) = self.push(sealer, place, step).await {
                    attaching.refuse_file(&name, problem);
                    sealing = None;
                }
            }
        }
        if let Some((sealer, place)) = sealing {
            match self.finish(sealer, place).await {
                Ok((attached, _)) if attached.metadata == Cleaned::Unable => attaching.unclean.push(name),
                Ok(done) => attaching.done.push(done),
                Err(problem) => attaching.refuse_file(&name, problem),
            }
        }
        Ok(())
    }

    /// Seals a step, and puts what is ready. Errors: what is wrong with the file, and those of the mailbox.
    async fn push(&self, sealer: &mut FileSealer, place: &mut Place, step: &[u8]) -> Result<(), Problem> {
        sealer.push(step).map_err(problem)?;
        while let Some(piece) = sealer.take_chunk() {
            self.put_piece(place, &piece).await?;
        }
        Ok(())
    }

    /// Errors: as [`Desk::push`], and [`Problem::Busy`] where a neighbourhood sends more than it may: its tips pass without files.
    async fn put_piece(&self, place: &mut Place, piece: &[u8]) -> Result<(), Problem> {
        self.admit_piece()?;
        self.tips().put(*place, piece).await?;
        place.index += 1;
        Ok(())
    }

    /// Seals and puts the rest: what is said of the file, and its sealed length. Errors: as [`Desk::push`].
    async fn finish(&self, sealer: FileSealer, mut place: Place) -> Result<(Attached, u64), Problem> {
        let (rest, about) = sealer.finish().map_err(problem)?;
        for piece in rest {
            self.put_piece(&mut place, &piece).await?;
        }
        let attached = Attached {
            id: place.file,
            media_type: about.media_type,
            size: about.size,
            sha256: about.sha256,
            metadata: about.metadata,
        };
        Ok((attached, about.sealed_size))
    }

    /// Throws away what was put for a form that is refused.
    pub(super) async fn throw_away(&self, attaching: &Attaching) {
        let Some(lookup) = attaching.lookup else { return };
        for file in &attaching.begun {
            self.tips().discard(lookup, *file).await;
        }
    }
}

/// What is wrong with a file, in the contract's words.
fn problem(error: FileError) -> Problem {
    let fault = match error {
        FileError::TooLong => Fault { kind: Kind::TooLong, limit: u32::try_from(FILE_BYTES).ok() },
        FileError::UnknownType => Fault::new(Kind::Unknown),
        FileError::Empty => Fault::new(Kind::Missing),
        FileError::Damaged => Fault::new(Kind::Malformed),
        FileError::Seal(_) => return Problem::Internal,
    };
    Problem::invalid("/files", fault)
}
