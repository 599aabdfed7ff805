//! Takes metadata out of files as they are read: one pass forward, a segment of 64 KiB in memory at most.
//!
//! What is cleaned is never longer than what came, and is given out only as far as it is known to be clean.

mod boxes;
mod exif;
mod feed;
mod icc;
mod jpeg;
mod png;
mod sniff;
mod webp;

#[cfg(test)]
mod tests;

use tt_contract::tip::{Cleaned, MediaType};

pub(crate) use sniff::media_type;

/// The file's structure breaks: nobody knows that the rest would be clean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged;

/// What a file goes through.
pub(crate) enum Cleaner {
    /// Nothing is changed, and that is so said.
    Whole(Cleaned),
    Jpeg(jpeg::Jpeg),
    Png(png::Png),
    Webp(webp::Webp),
    Boxes(boxes::Boxes),
}

impl Cleaner {
    pub(crate) fn new(media_type: MediaType, originals: bool) -> Self {
        match media_type {
            _ if originals => Self::Whole(Cleaned::Kept),
            MediaType::Jpeg => Self::Jpeg(jpeg::Jpeg::default()),
            MediaType::Png => Self::Png(png::Png::default()),
            MediaType::Webp => Self::Webp(webp::Webp::default()),
            MediaType::Mp4 | MediaType::QuickTime => Self::Boxes(boxes::Boxes::default()),
            _ => Self::Whole(Cleaned::Unable),
        }
    }

    /// Whether every byte stays as it is.
    pub(crate) const fn keeps_all(&self) -> bool {
        matches!(self, Self::Whole(_))
    }

    /// Takes the next bytes and appends to `out` what stays of them.
    pub(crate) fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Damaged> {
        match self {
            Self::Whole(_) => {
                out.extend_from_slice(bytes);
                Ok(())
            }
            Self::Jpeg(jpeg) => jpeg.push(bytes, out),
            Self::Png(png) => png.push(bytes, out),
            Self::Webp(webp) => webp.push(bytes, out),
            Self::Boxes(boxes) => boxes.push(bytes, out),
        }
    }

    /// Whether the file was whole, and what became of its metadata.
    pub(crate) fn finish(&mut self) -> Result<Cleaned, Damaged> {
        match self {
            Self::Whole(cleaned) => return Ok(*cleaned),
            Self::Jpeg(jpeg) => jpeg.finish(),
            Self::Png(png) => png.finish(),
            Self::Webp(webp) => webp.finish(),
            Self::Boxes(boxes) => return boxes.finish(),
        }
        .map(|()| Cleaned::Removed)
    }
}
