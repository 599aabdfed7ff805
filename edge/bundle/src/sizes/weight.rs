//! How heavy a download is.

use std::ops::Add;

use anyhow::Result;

use crate::compress;

/// Bytes of one download, or of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// As it is.
    pub raw: usize,
    /// By `gzip -9`.
    pub gzip: usize,
    /// By brotli, quality 11.
    pub br: usize,
}

impl Weight {
    /// Compresses `bytes` both ways. Errors: none but the compressors' own.
    pub fn of(bytes: &[u8]) -> Result<Self> {
        Ok(Self { raw: bytes.len(), gzip: compress::gzip(bytes)?.len(), br: compress::br(bytes)?.len() })
    }
}

impl Add for Weight {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, br: self.br + other.br }
    }
}
