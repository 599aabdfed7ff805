//! Sealing of files, as they are read.

use crate::{
    SealError,
    clean::{Cleaner, Damaged},
    pad::padme,
    recipients,
    sink::Sink,
};
use age::stream::StreamWriter;
use core::fmt;
use sha2_of_age::{Digest as _, Sha256};
use std::io::Write;
use tt_contract::{
    limits::{CHUNK_BYTES, FILE_BYTES},
    tip::{Cleaned, Digest, MediaType, Recipient},
};

/// Why a file was not sealed. What was taken of it until then must be thrown away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is longer than [`FILE_BYTES`].
    TooLong,
    /// Its first bytes are of none of the types that are taken ([`MediaType`]).
    UnknownType,
    /// It has no bytes.
    Empty,
    /// Its structure breaks, so that nobody knows that it would be clean. It can still be sent as it is, on purpose.
    Damaged,
    /// Sealing failed.
    Seal(SealError),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "the file is too long",
            Self::UnknownType => "the file is of a type that is not taken",
            Self::Empty => "the file is empty",
            Self::Damaged => "the file is damaged",
            Self::Seal(error) => return error.fmt(f),
        })
    }
}

impl core::error::Error for FileError {}

impl From<Damaged> for FileError {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

/// What is known of a file that is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its type.
    pub media_type: MediaType,
    /// Its length in bytes after cleaning, before padding.
    pub size: u64,
    /// SHA-256 of those bytes.
    pub sha256: Digest,
    /// What became of its metadata.
    pub metadata: Cleaned,
    /// The length of the sealed file, in bytes.
    pub sealed_size: u64,
}

/// Bytes of the beginning by which the type is told.
const HEAD: usize = 64;

/// Takes a file in pieces of any length, cleans it, and gives it out sealed in pieces of [`CHUNK_BYTES`]. Of the file it
/// holds a segment at most (64 KiB) and what was not taken yet: push pieces of up to 1 MiB, and take after each.
pub struct FileSealer {
    originals: bool,
    /// The first bytes, until the type is known.
    head: Vec<u8>,
    known: Option<(MediaType, Cleaner)>,
    taken: u64,
    cleaned: Vec<u8>,
    hash: Sha256,
    size: u64,
    writer: StreamWriter<Sink>,
    sink: Sink,
    sealed: u64,
}

impl FileSealer {
    /// Begins a file for `recipients`; with `originals` its metadata stays. Errors: [`SealError`] but `TooLong`.
    pub fn new(recipients: &[Recipient], originals: bool) -> Result<Self, SealError> {
        let sink = Sink::default();
        let writer =
            recipients::encryptor(recipients)?.wrap_output(sink.clone()).map_err(|_| SealError::Age)?;
        Ok(Self {
            originals,
            head: Vec::with_capacity(HEAD),
            known: None,
            taken: 0,
            cleaned: Vec::new(),
            hash: Sha256::new(),
            size: 0,
            writer,
            sink,
            sealed: 0,
        })
    }

    /// Takes the next bytes of the file. Errors: [`FileError`] but `Empty`; nothing more may be pushed after one.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.taken = self.taken.saturating_add(bytes.len() as u64);
        if self.taken > FILE_BYTES {
            return Err(FileError::TooLong);
        }
        let mut bytes = bytes;
        if self.known.is_none() {
            let (head, rest) = bytes.split_at(bytes.len().min(HEAD - self.head.len()));
            self.head.extend_from_slice(head);
            bytes = rest;
            if self.head.len() < HEAD {
                return Ok(());
            }
            self.begin()?;
        }
        self.clean(bytes)
    }

    /// Exactly [`CHUNK_BYTES`] of the sealed file, in order, as soon as there are that many.
    pub fn take_chunk(&mut self) -> Option<Vec<u8>> {
        let chunk = self.sink.take(CHUNK_BYTES)?;
        self.sealed += chunk.len() as u64;
        Some(chunk)
    }

    /// Ends the file: what was not taken yet, in pieces of [`CHUNK_BYTES`] but the last, and what is known of it.
    /// Errors: all of [`FileError`].
    pub fn finish(mut self) -> Result<(Vec<Vec<u8>>, Sealed), FileError> {
        if self.taken == 0 {
            return Err(FileError::Empty);
        }
        if self.known.is_none() {
            self.begin()?;
        }
        let (media_type, metadata) = match &mut self.known {
            Some((media_type, cleaner)) => (*media_type, cleaner.finish()?),
            None => return Err(FileError::UnknownType),
        };
        if self.originals {
            debug_assert_eq!(metadata, Cleaned::Kept);
        }
        self.pad()?;
        let failed = |_| FileError::Seal(SealError::Age);
        let Self { writer, sink, hash, size, mut sealed, .. } = self;
        writer.finish().map_err(failed)?;
        let mut chunks = Vec::new();
        while let Some(chunk) = sink.take(CHUNK_BYTES).or_else(|| sink.rest()) {
            sealed += chunk.len() as u64;
            chunks.push(chunk);
        }
        let sha256 = Digest::from(<[u8; 32]>::from(hash.finalize()));
        Ok((chunks, Sealed { media_type, size, sha256, metadata, sealed_size: sealed }))
    }

    /// Tells the type by the head, and cleans the head.
    fn begin(&mut self) -> Result<(), FileError> {
        let head = core::mem::take(&mut self.head);
        let media_type = crate::clean::media_type(&head).ok_or(FileError::UnknownType)?;
        self.known = Some((media_type, Cleaner::new(media_type, self.originals)));
        self.clean(&head)
    }

    fn clean(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let Self { known: Some((_, cleaner)), cleaned, hash, writer, size, .. } = self else { return Ok(()) };
        // A piece at a time, so that what is cleaned is never there a second time as a whole.
        for piece in bytes.chunks(65_536) {
            let stays = if cleaner.keeps_all() {
                piece
            } else {
                cleaned.clear();
                cleaner.push(piece, cleaned)?;
                &*cleaned
            };
            hash.update(stays);
            *size += stays.len() as u64;
            writer.write_all(stays).map_err(|_| FileError::Seal(SealError::Age))?;
        }
        Ok(())
    }

    fn pad(&mut self) -> Result<(), FileError> {
        let zeros = [0; 4_096];
        let mut left = padme(self.size) - self.size;
        while left > 0 {
            let length = usize::try_from(left).map_or(zeros.len(), |left| left.min(zeros.len()));
            let some = zeros.get(..length).unwrap_or_default();
            self.writer.write_all(some).map_err(|_| FileError::Seal(SealError::Age))?;
            left -= length as u64;
        }
        Ok(())
    }
}

impl fmt::Debug for FileSealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileSealer(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Identity, inspect, open_file};
    use proptest::prelude::*;
    use tt_contract::{id::SubmissionId, tip::Attached};

    fn pdf(length: usize) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n".to_vec();
        file.extend((0..length).map(|n| u8::try_from(n % 251).unwrap()));
        file.truncate(length);
        file
    }

    fn seal(file: &[u8], pieces: usize) -> Result<(Vec<Vec<u8>>, Sealed), FileError> {
        let mut sealer = FileSealer::new(&[Identity::new(&[1; 32]).recipient()], false).unwrap();
        let mut chunks = Vec::new();
        for piece in file.chunks(pieces) {
            sealer.push(piece)?;
            chunks.extend(core::iter::from_fn(|| sealer.take_chunk()));
        }
        let (rest, known) = sealer.finish()?;
        chunks.extend(rest);
        Ok((chunks, known))
    }

    fn open(chunks: &[Vec<u8>], sealed: &Sealed) -> Vec<u8> {
        let attached = Attached {
            id: SubmissionId::from_random([1; 16]),
            media_type: sealed.media_type,
            size: sealed.size,
            sha256: sealed.sha256.clone(),
            metadata: sealed.metadata,
        };
        let mut opened = Vec::new();
        open_file(&Identity::new(&[1; 32]), &*chunks.concat(), &attached, &mut opened).unwrap();
        opened
    }

    #[test]
    fn what_is_opened_is_what_was_sealed() {
        for length in [9, 63, 64, 65, 65_536, 1_048_576, 3_000_001] {
            let file = pdf(length);
            let (chunks, sealed) = seal(&file, 300_000).unwrap();
            let (last, full) = chunks.split_last().unwrap();
            assert!(full.iter().all(|chunk| chunk.len() == CHUNK_BYTES));
            assert!((1..=CHUNK_BYTES).contains(&last.len()));
            assert_eq!(sealed.sealed_size, chunks.iter().map(|chunk| chunk.len() as u64).sum::<u64>());
            assert_eq!((sealed.size, sealed.media_type), (length as u64, MediaType::Pdf));
            assert_eq!(sealed.metadata, Cleaned::Unable);
            assert_eq!(inspect::file(&chunks[0], sealed.sealed_size, 1), Ok(()));
            assert!(open(&chunks, &sealed) == file);
        }
    }

    #[test]
    fn what_is_not_taken_is_named() {
        assert_eq!(seal(b"", 1).unwrap_err(), FileError::Empty);
        assert_eq!(seal(b"MZ\x90\0", 1).unwrap_err(), FileError::UnknownType);
        assert_eq!(seal(&[b'x'; 200], 50).unwrap_err(), FileError::UnknownType);
        let longest = usize::try_from(FILE_BYTES).unwrap();
        assert_eq!(seal(&pdf(longest + 1), 1_000_000).unwrap_err(), FileError::TooLong);
        let nobody = FileSealer::new(&[], false).unwrap_err();
        assert_eq!(nobody, SealError::NoRecipients);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn how_it_comes_changes_nothing(length in 6_usize..200_000, pieces in 1_usize..90_000) {
            let file = pdf(length);
            let (chunks, sealed) = seal(&file, pieces).unwrap();
            prop_assert!(open(&chunks, &sealed) == file);
        }
    }
}
