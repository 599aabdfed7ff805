//! PNG (W3C, third edition): chunks that make the picture and its colours stay. Texts, EXIF, times, and chunks that are not
//! known here go, and all behind the end. So does an ICC profile, which is compressed: `docs/decisions/0008`.

use super::{
    Damaged,
    feed::{Fate, Gathered},
};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Behind the data of each chunk.
const CRC: u64 = 4;

#[derive(Default)]
pub(crate) struct Png {
    state: State,
    gathered: Gathered,
    /// Whether the header, and data, have been there.
    begun: bool,
    drawn: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Signature,
    Header,
    Chunk(Fate, u64),
    /// In what is left of the last chunk.
    Last(u64),
    End,
}

impl Png {
    pub(super) fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Damaged> {
        while !bytes.is_empty() && self.state != State::End {
            self.state = match self.state {
                State::Signature => match self.gathered.take(8, &mut bytes) {
                    Some(signature) if signature == SIGNATURE => {
                        out.extend(signature);
                        State::Header
                    }
                    Some(_) => return Err(Damaged),
                    None => State::Signature,
                },
                State::Header => match self.gathered.take(8, &mut bytes).as_deref() {
                    Some(&[a, b, c, d, ref kind @ ..]) => {
                        self.begin(u32::from_be_bytes([a, b, c, d]), kind, out)?
                    }
                    _ => State::Header,
                },
                State::Chunk(fate, left) => match fate.befall(left, &mut bytes, out) {
                    0 => State::Header,
                    left => State::Chunk(fate, left),
                },
                State::Last(left) => match Fate::Keep.befall(left, &mut bytes, out) {
                    0 => State::End,
                    left => State::Last(left),
                },
                State::End => State::End,
            };
        }
        Ok(())
    }

    pub(super) fn finish(&self) -> Result<(), Damaged> {
        (self.state == State::End).then_some(()).ok_or(Damaged)
    }

    fn begin(&mut self, length: u32, kind: &[u8], out: &mut Vec<u8>) -> Result<State, Damaged> {
        let first = !core::mem::replace(&mut self.begun, true);
        let is_right = i32::try_from(length).is_ok()
            && kind.iter().all(u8::is_ascii_alphabetic)
            && first == (kind == b"IHDR")
            && match kind {
                b"IHDR" => length == 13,
                b"PLTE" => length.is_multiple_of(3) && length <= 768,
                b"IEND" => length == 0 && self.drawn,
                b"IDAT" => true,
                // What is critical and not known cannot be left out, nor let through.
                _ => kind.first().is_some_and(u8::is_ascii_lowercase),
            };
        if !is_right {
            return Err(Damaged);
        }
        self.drawn |= kind == b"IDAT";
        let fate = if stays(kind) { Fate::Keep } else { Fate::Drop };
        if fate == Fate::Keep {
            out.extend(length.to_be_bytes());
            out.extend_from_slice(kind);
        }
        let left = u64::from(length) + CRC;
        Ok(if kind == b"IEND" { State::Last(left) } else { State::Chunk(fate, left) })
    }
}

/// Whether a chunk makes the picture: what is drawn, transparency, colour, the shape of its dots, animation.
fn stays(kind: &[u8]) -> bool {
    const ANCILLARY: [&[u8]; 13] = [
        b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL",
        b"fcTL", b"fdAT",
    ];
    kind.first().is_some_and(u8::is_ascii_uppercase) || ANCILLARY.contains(&kind)
}
