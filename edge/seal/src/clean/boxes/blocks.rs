//! The logs of places that dashcams write between the samples of a recording: blocks of a length (32 bits, with itself),
//! `freeGPS ` and data.

const NAME: u64 = u64::from_be_bytes(*b"freeGPS ");
/// Length and name, in bytes.
const HEADER: u32 = 12;

/// A stretch of a recording that passes in pieces.
#[derive(Clone, Copy, Default)]
pub(super) struct Blocks {
    /// The last 8 bytes, and 4 before them.
    last: u64,
    before: u32,
    /// Bytes of a block that are still to come.
    left: u32,
    /// A block had no right length.
    is_odd: bool,
}

impl Blocks {
    /// Overwrites what of the next bytes is data of a block, and the last byte of each block's name.
    pub(super) fn pass(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            if let Some(left) = self.left.checked_sub(1) {
                self.left = left;
                *byte = 0;
                continue;
            }
            let [leaving, ..] = self.last.to_be_bytes();
            self.before = self.before << 8 | u32::from(leaving);
            self.last = self.last << 8 | u64::from(*byte);
            if self.last == NAME {
                *byte = 0;
                self.is_odd |= self.before < HEADER;
                self.left = self.before.saturating_sub(HEADER);
            }
        }
    }

    /// Whether, where the stretch ends here, all of every block has passed.
    pub(super) const fn are_whole(self) -> bool {
        self.left == 0 && !self.is_odd
    }
}
