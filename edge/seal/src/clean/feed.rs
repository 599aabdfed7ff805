//! Taking what is needed of what comes in pieces.

/// Takes up to `most` bytes off the front of `bytes`.
pub(super) fn split<'a>(bytes: &mut &'a [u8], most: u64) -> &'a [u8] {
    let length = usize::try_from(most).map_or(bytes.len(), |most| most.min(bytes.len()));
    let (front, rest) = bytes.split_at(length);
    *bytes = rest;
    front
}

/// Bytes that are gathered until there are as many as are needed to decide.
#[derive(Default)]
pub(super) struct Gathered(Vec<u8>);

impl Gathered {
    /// Takes off the front of `bytes` until `want` are gathered, and gives them once.
    pub(super) fn take(&mut self, want: usize, bytes: &mut &[u8]) -> Option<Vec<u8>> {
        let lacking = want.saturating_sub(self.0.len());
        self.0.extend_from_slice(split(bytes, lacking as u64));
        (self.0.len() == want).then(|| core::mem::take(&mut self.0))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What becomes of a stretch of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Keep,
    Drop,
    /// Zeros stand in their place.
    Blank,
}

impl Fate {
    /// Does so to up to `left` bytes off the front of `bytes`: how many are left then.
    pub(super) fn befall(self, left: u64, bytes: &mut &[u8], out: &mut Vec<u8>) -> u64 {
        let now = split(bytes, left);
        match self {
            Self::Keep => out.extend_from_slice(now),
            Self::Drop => {}
            Self::Blank => out.resize(out.len() + now.len(), 0),
        }
        left.saturating_sub(now.len() as u64)
    }
}
