//! Opening of what is sealed.

use crate::Identity;
use age::DecryptError;
use core::fmt;
use sha2_of_age::{Digest as _, Sha256};
use std::io::{Read, Write};
use tt_contract::{
    limits::SEALED_TEXT_BYTES,
    tip::{Attached, Digest},
};
use zeroize::Zeroize;

/// Why something was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// It is no age file.
    NotAge,
    /// It is sealed to other keys.
    OtherKey,
    /// It was cut or altered after sealing.
    Damaged,
    /// What is sealed is no UTF-8.
    NotText,
    /// What is sealed is not the file that the text says: another length, another hash, or other than zeros after it.
    OtherFile,
    /// What was opened could not be written.
    Write,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAge => "not an age file",
            Self::OtherKey => "sealed to another key",
            Self::Damaged => "cut or altered after it was sealed",
            Self::NotText => "not a text",
            Self::OtherFile => "not the file that the tip names",
            Self::Write => "what was opened could not be written",
        })
    }
}

impl core::error::Error for OpenError {}

fn reader<R: Read>(identity: &Identity, sealed: R) -> Result<impl Read, OpenError> {
    let decryptor = age::Decryptor::new(sealed).map_err(|_| OpenError::NotAge)?;
    decryptor.decrypt(core::iter::once(&identity.key as &dyn age::Identity)).map_err(|error| match error {
        DecryptError::NoMatchingKeys => OpenError::OtherKey,
        _ => OpenError::Damaged,
    })
}

/// Opens a text and takes its padding off: the JSON as it was sealed.
/// Errors: [`OpenError`] but `OtherFile` and `Write`; longer than [`SEALED_TEXT_BYTES`] is `Damaged`.
pub fn open_text(identity: &Identity, sealed: &[u8]) -> Result<String, OpenError> {
    if sealed.len() > SEALED_TEXT_BYTES {
        return Err(OpenError::Damaged);
    }
    let mut opened = Vec::with_capacity(sealed.len());
    reader(identity, sealed)?.read_to_end(&mut opened).map_err(|_| OpenError::Damaged)?;
    let kept = opened.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
    opened.truncate(kept);
    String::from_utf8(opened).map_err(|error| {
        error.into_bytes().zeroize();
        OpenError::NotText
    })
}

/// Opens a file that `attached` names, as it is read, into `to`, without its padding, and checks its length and hash. Where
/// it fails, what was written until then must be thrown away. Errors: [`OpenError`] but `NotText`.
pub fn open_file(
    identity: &Identity,
    sealed: impl Read,
    attached: &Attached,
    to: &mut impl Write,
) -> Result<(), OpenError> {
    let mut from = reader(identity, sealed)?;
    let mut buffer = vec![0; 65_536];
    let mut left = attached.size;
    let mut hash = Sha256::new();
    loop {
        let count = from.read(&mut buffer).map_err(|_| OpenError::Damaged)?;
        if count == 0 {
            break;
        }
        let read = buffer.get(..count).unwrap_or_default();
        let (file, padding) = read.split_at(usize::try_from(left).map_or(count, |left| left.min(count)));
        if padding.iter().any(|byte| *byte != 0) {
            return Err(OpenError::OtherFile);
        }
        hash.update(file);
        to.write_all(file).map_err(|_| OpenError::Write)?;
        left -= file.len() as u64;
    }
    let digest = Digest::from(<[u8; 32]>::from(hash.finalize()));
    (left == 0 && digest == attached.sha256).then_some(()).ok_or(OpenError::OtherFile)
}
