//! WebP (RFC 9649): EXIF, XMP, what is not known here, and of a colour profile all but what converts colours are overwritten
//! where they stand, so that no length changes. All behind the end goes.

use super::{
    Damaged,
    feed::{Fate, Gathered},
    icc::{self, Profile},
};

/// What stands in the place of a name that was overwritten: readers pass over chunks that they do not know.
const NAMELESS: &[u8] = b"JUNK";
/// In VP8X: there is EXIF, there is XMP.
const FLAGS: u8 = 0x08 | 0x04;
/// Of a frame, before its own chunks: place, size, duration.
const FRAME: u64 = 16;

#[derive(Default)]
pub(crate) struct Webp {
    state: State,
    gathered: Gathered,
    /// Bytes that are left of the file, and of the frame that is read if one is.
    left: u64,
    frame: Option<u64>,
    drawn: bool,
    profile: Profile,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Start,
    Header,
    Extended,
    Chunk(Fate, u64),
    /// Before the head of a colour profile, of which so much is left.
    Head(u64),
    Profile(u64),
}

impl Webp {
    pub(super) fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Damaged> {
        while !bytes.is_empty() && !self.is_at_end() {
            self.state = match self.state {
                State::Start => match self.gathered.take(12, &mut bytes) {
                    Some(start) => self.start(&start, out)?,
                    None => State::Start,
                },
                State::Header => match self.gathered.take(8, &mut bytes).as_deref() {
                    Some(&[ref kind @ .., a, b, c, d]) => {
                        self.begin(kind, u32::from_le_bytes([a, b, c, d]), out)?
                    }
                    _ => State::Header,
                },
                State::Extended => match self.gathered.take(10, &mut bytes).as_deref() {
                    Some(&[flags, ref rest @ ..]) => {
                        out.push(flags & !FLAGS);
                        out.extend_from_slice(rest);
                        State::Header
                    }
                    _ => State::Extended,
                },
                State::Chunk(fate, left) => match fate.befall(left, &mut bytes, out) {
                    0 => State::Header,
                    left => State::Chunk(fate, left),
                },
                State::Head(left) => {
                    let length = usize::try_from(left).map_or(icc::HEAD, |left| left.min(icc::HEAD));
                    self.gathered.take(length, &mut bytes).map_or(State::Head(left), |mut head| {
                        self.profile = Profile::new(&mut head).unwrap_or_default();
                        self.profile.pass(&mut head);
                        let left = left.saturating_sub(head.len() as u64);
                        out.extend(head);
                        if left == 0 { State::Header } else { State::Profile(left) }
                    })
                }
                State::Profile(left) => {
                    let start = out.len();
                    let left = Fate::Keep.befall(left, &mut bytes, out);
                    self.profile.pass(out.get_mut(start..).unwrap_or_default());
                    if left == 0 { State::Header } else { State::Profile(left) }
                }
            };
        }
        Ok(())
    }

    pub(super) fn finish(&self) -> Result<(), Damaged> {
        (self.is_at_end() && self.drawn).then_some(()).ok_or(Damaged)
    }

    fn is_at_end(&self) -> bool {
        let between = match self.state {
            State::Header => self.gathered.is_empty(),
            State::Chunk(_, left) => left == 0,
            _ => false,
        };
        between && self.left == 0 && self.frame.is_none_or(|left| left == 0)
    }

    fn start(&mut self, start: &[u8], out: &mut Vec<u8>) -> Result<State, Damaged> {
        let Some(&[a, b, c, d]) = start.get(4..8) else { return Err(Damaged) };
        let length = u64::from(u32::from_le_bytes([a, b, c, d]));
        let is_webp = start.starts_with(b"RIFF") && start.ends_with(b"WEBP");
        self.left = length.checked_sub(4).filter(|_| is_webp && length.is_multiple_of(2)).ok_or(Damaged)?;
        out.extend_from_slice(start);
        Ok(State::Header)
    }

    fn begin(&mut self, kind: &[u8], length: u32, out: &mut Vec<u8>) -> Result<State, Damaged> {
        let padded = u64::from(length) + u64::from(length % 2);
        if self.frame == Some(0) {
            self.frame = None;
        }
        let room = self.frame.as_mut().unwrap_or(&mut self.left);
        *room = room.checked_sub(8 + padded).ok_or(Damaged)?;
        let in_frame = self.frame.is_some();
        let state = match kind {
            b"VP8X" if length == 10 && !in_frame => State::Extended,
            b"VP8X" => return Err(Damaged),
            b"ANMF" if !in_frame => {
                self.frame = Some(padded.checked_sub(FRAME).ok_or(Damaged)?);
                State::Chunk(Fate::Keep, FRAME)
            }
            b"VP8 " | b"VP8L" => {
                self.drawn = true;
                State::Chunk(Fate::Keep, padded)
            }
            b"ALPH" => State::Chunk(Fate::Keep, padded),
            b"ANIM" if !in_frame => State::Chunk(Fate::Keep, padded),
            b"ICCP" if !in_frame && padded > 0 => State::Head(padded),
            _ => State::Chunk(Fate::Blank, padded),
        };
        out.extend_from_slice(if matches!(state, State::Chunk(Fate::Blank, _)) { NAMELESS } else { kind });
        out.extend(length.to_le_bytes());
        Ok(state)
    }
}
