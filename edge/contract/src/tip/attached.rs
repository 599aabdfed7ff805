//! What is said, under seal, of a file that is attached.

use crate::{
    fault::{Fault, Kind},
    id::SubmissionId,
};
use serde::{Deserialize, Serialize};

/// The kinds of file that are taken, known by their first bytes and never by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaType {
    /// JPEG.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// PNG.
    #[serde(rename = "image/png")]
    Png,
    /// `WebP`.
    #[serde(rename = "image/webp")]
    Webp,
    /// GIF.
    #[serde(rename = "image/gif")]
    Gif,
    /// HEIC or HEIF.
    #[serde(rename = "image/heic")]
    Heic,
    /// MP4, with pictures or sound (`.mp4`, `.m4a`, `.3gp`).
    #[serde(rename = "video/mp4")]
    Mp4,
    /// `QuickTime`.
    #[serde(rename = "video/quicktime")]
    QuickTime,
    /// Matroska or `WebM`.
    #[serde(rename = "video/webm")]
    Webm,
    /// MPEG audio.
    #[serde(rename = "audio/mpeg")]
    Mp3,
    /// Ogg, as some phones record speech.
    #[serde(rename = "audio/ogg")]
    Ogg,
    /// WAVE.
    #[serde(rename = "audio/wav")]
    Wav,
    /// Adaptive multi-rate speech, as older phones record it.
    #[serde(rename = "audio/amr")]
    Amr,
    /// PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl MediaType {
    /// All.
    pub const ALL: [Self; 13] = [
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Gif,
        Self::Heic,
        Self::Mp4,
        Self::QuickTime,
        Self::Webm,
        Self::Mp3,
        Self::Ogg,
        Self::Wav,
        Self::Amr,
        Self::Pdf,
    ];

    /// The ending of a file's name, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Heic => "heic",
            Self::Mp4 => "mp4",
            Self::QuickTime => "mov",
            Self::Webm => "webm",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::Wav => "wav",
            Self::Amr => "amr",
            Self::Pdf => "pdf",
        }
    }
}

/// What became of a file's metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cleaned {
    /// It is taken out.
    Removed,
    /// It is there, because the citizen chose to keep the original as evidence.
    Kept,
    /// It may be there: nothing is known here that takes it out of such a file.
    Unable,
}

impl Cleaned {
    /// All.
    pub const ALL: [Self; 3] = [Self::Removed, Self::Kept, Self::Unable];
}

/// A file, as the sealed text names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attached {
    /// Under what the sealed file lies at the edge.
    pub id: SubmissionId,
    /// Its type.
    pub media_type: MediaType,
    /// Its length in bytes, without the zeros after it that pad the sealed file (Padmé).
    pub size: u64,
    /// SHA-256 of those bytes, 64 lower-case hexadecimal digits.
    pub sha256: Digest,
    /// What became of its metadata.
    pub metadata: Cleaned,
}

impl Attached {
    /// The name it is given in place of its own, which may say who sent it: `tep-1.jpg`. `place` counts from 0.
    #[must_use]
    pub fn name(&self, place: usize) -> String {
        format!("tep-{}.{}", place + 1, self.media_type.extension())
    }
}

/// A SHA-256 digest, as 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(String);

impl Digest {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        const DIGITS: [char; 16] =
            ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or('0');
        Self(bytes.into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect())
    }
}

impl TryFrom<String> for Digest {
    type Error = Fault;

    /// Errors: [`Kind::Malformed`].
    fn try_from(text: String) -> Result<Self, Fault> {
        let hex = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        hex.then_some(Self(text)).ok_or(Fault::new(Kind::Malformed))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.0
    }
}
