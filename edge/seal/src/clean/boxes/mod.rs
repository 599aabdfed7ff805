//! MP4 and `QuickTime` (ISO/IEC 14496-12; `QuickTime` File Format): what is not needed to play is made a `free` box of zeros
//! where it stands, so that no offset changes: user data, metadata, makers' boxes, names of software. Times are zeroed.
//!
//! What stays is `mdat`, the recording itself, without the logs of places that dashcams write into it. Not taken out is what an
//! encoder writes into its stream and that stream's description: its name, often. A film is called clean only where each track
//! is seen or heard, where every box within the movie is known, and where it names no other file.

mod blocks;
mod role;

#[cfg(test)]
mod tests;

use super::{
    Damaged,
    feed::{Fate, Gathered},
};
use blocks::Blocks;
use role::{Place, Role};
use tt_contract::tip::Cleaned;

/// Most boxes that are open at once: a movie, a track, its media, their information, its table, the descriptions in it, one of
/// them, what is in that.
const DEPTH: usize = 8;
/// Bytes of a handler up to and with its type.
const HANDLER: usize = 12;
/// Bytes before the first of a list of descriptions: version, flags, how many.
const DESCRIPTIONS: u64 = 8;
/// Bytes of a description before its boxes (ISO/IEC 14496-12, 12.1.3 and 12.2.3).
const PICTURE: usize = 78;
const SOUND: usize = 28;

#[derive(Default)]
pub(crate) struct Boxes {
    state: State,
    gathered: Gathered,
    /// The boxes that are open: what they are, and how many bytes of each are left.
    open: Vec<(Place, u64)>,
    has_movie: bool,
    /// What the track is that is read, zeros until that is known; nothing before the first track.
    handler: Option<[u8; 4]>,
    blocks: Blocks,
    /// Something stays that may tell more than is seen and heard.
    has_more: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Header,
    /// In the header of a box of this kind, before its length of 64 bits.
    Long([u8; 4]),
    /// Before version and flags of a box that begins with times; so much of it is left.
    Times(u64),
    Handler(Place, u64),
    /// Before a description's own fields, of this length; so much follows them.
    Description(usize, u64),
    Body(Fate, u64),
    /// So many zeros, then so much that stays.
    Timeless(u64, u64),
    /// Up to the end of the file.
    Rest(Fate),
}

impl Boxes {
    pub(super) fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Damaged> {
        while !bytes.is_empty() {
            self.state = self.step(&mut bytes, out)?;
        }
        Ok(())
    }

    pub(super) fn finish(&mut self) -> Result<Cleaned, Damaged> {
        self.close();
        let is_between = match self.state {
            State::Header => self.gathered.is_empty(),
            State::Body(_, left) => left == 0,
            State::Rest(_) => true,
            _ => false,
        };
        if !(is_between && self.open.is_empty() && self.has_movie) {
            return Err(Damaged);
        }
        self.end_track();
        self.end_blocks();
        Ok(if self.has_more { Cleaned::Unable } else { Cleaned::Removed })
    }

    /// Closes the boxes of which nothing is left.
    fn close(&mut self) {
        while self.open.last().is_some_and(|(_, left)| *left == 0) {
            self.open.pop();
        }
    }

    /// Before the next track, or the end.
    fn end_track(&mut self) {
        self.has_more |= self.handler == Some([0; 4]);
    }

    /// Before the next box, or the end.
    fn end_blocks(&mut self) {
        self.has_more |= !core::mem::take(&mut self.blocks).are_whole();
    }

    /// Does so to up to `left` bytes off the front of `bytes`: how many are left then.
    fn befall(&mut self, fate: Fate, left: u64, bytes: &mut &[u8], out: &mut Vec<u8>) -> u64 {
        let start = out.len();
        let left = fate.befall(left, bytes, out);
        if fate == Fate::Keep {
            self.blocks.pass(out.get_mut(start..).unwrap_or_default());
        }
        left
    }

    fn step(&mut self, bytes: &mut &[u8], out: &mut Vec<u8>) -> Result<State, Damaged> {
        Ok(match self.state {
            State::Header => self.next(bytes, out)?,
            State::Long(kind) => {
                match self.gathered.take(8, bytes).as_deref().and_then(<[u8]>::first_chunk) {
                    Some(length) => self.begin(kind, u64::from_be_bytes(*length), true, out)?,
                    None => State::Long(kind),
                }
            }
            State::Times(left) => match self.gathered.take(4, bytes) {
                Some(version) => {
                    let times = if version.first() == Some(&0) { 8 } else { 16 };
                    out.extend(version);
                    State::Timeless(times, left.checked_sub(4 + times).ok_or(Damaged)?)
                }
                None => State::Times(left),
            },
            State::Timeless(times, left) => match Fate::Blank.befall(times, bytes, out) {
                0 => State::Body(Fate::Keep, left),
                times => State::Timeless(times, left),
            },
            State::Handler(place, left) => match self.gathered.take(HANDLER, bytes) {
                Some(handler) => {
                    if place == Place::Media {
                        self.handler = handler.last_chunk().copied();
                        self.has_more |= !matches!(self.handler.as_ref(), Some(b"vide" | b"soun"));
                    }
                    out.extend(handler);
                    State::Body(Fate::Blank, left.checked_sub(HANDLER as u64).ok_or(Damaged)?)
                }
                None => State::Handler(place, left),
            },
            State::Description(length, left) => match self.gathered.take(length, bytes) {
                Some(fields) => self.describe(fields, left, out),
                None => State::Description(length, left),
            },
            State::Body(fate, left) => match self.befall(fate, left, bytes, out) {
                0 => State::Header,
                left => State::Body(fate, left),
            },
            State::Rest(fate) => {
                self.befall(fate, u64::MAX, bytes, out);
                State::Rest(fate)
            }
        })
    }

    /// Before a box.
    fn next(&mut self, bytes: &mut &[u8], out: &mut Vec<u8>) -> Result<State, Damaged> {
        if self.gathered.is_empty() {
            self.close();
            if let Some((_, left)) = self.open.last_mut().filter(|(_, left)| *left < 8) {
                // Too little for a box: `QuickTime` ends some lists with four zeros.
                return Ok(State::Body(Fate::Blank, core::mem::take(left)));
            }
        }
        let header = self.gathered.take(8, bytes);
        let Some(&[a, b, c, d, ref kind @ ..]) = header.as_deref() else { return Ok(State::Header) };
        let kind = *kind.first_chunk().ok_or(Damaged)?;
        let length = u32::from_be_bytes([a, b, c, d]);
        if let Some((Place::Description, room)) = self.open.last_mut()
            && (length < 8 || u64::from(length) > *room)
        {
            // No box: fields that are not known here.
            self.has_more = true;
            out.extend(header.unwrap_or_default());
            return Ok(State::Body(Fate::Keep, core::mem::take(room).saturating_sub(8)));
        }
        match length {
            // ISO/IEC 14496-12, 4.2: its length follows, or it goes on to the end of the file.
            1 => Ok(State::Long(kind)),
            0 if self.open.is_empty() => {
                let (kind, fate) = match role::role(Place::File, kind) {
                    Role::Keep => (kind, Fate::Keep),
                    Role::Blank => (*b"free", Fate::Blank),
                    _ => return Err(Damaged),
                };
                out.extend([0; 4]);
                out.extend(kind);
                Ok(State::Rest(fate))
            }
            length => self.begin(kind, length.into(), false, out),
        }
    }

    /// Judges a box by its header.
    fn begin(&mut self, kind: [u8; 4], length: u64, long: bool, out: &mut Vec<u8>) -> Result<State, Damaged> {
        let left = length.checked_sub(if long { 16 } else { 8 }).ok_or(Damaged)?;
        let place = match self.open.last_mut() {
            Some((place, room)) => {
                *room = room.checked_sub(length).ok_or(Damaged)?;
                *place
            }
            None => Place::File,
        };
        self.end_blocks();
        let role = role::role(place, kind);
        let state = match role {
            Role::Open(_) | Role::Description if self.open.len() == DEPTH => return Err(Damaged),
            Role::Open(inside) => {
                self.has_movie |= inside == Place::Movie;
                if inside == Place::Track {
                    self.end_track();
                    self.handler = Some([0; 4]);
                }
                let fields = if inside == Place::Descriptions { DESCRIPTIONS } else { 0 };
                self.open.push((inside, left.checked_sub(fields).ok_or(Damaged)?));
                State::Body(Fate::Keep, fields)
            }
            Role::Description => {
                let length = match self.handler.as_ref() {
                    Some(b"vide") => PICTURE,
                    Some(b"soun") => SOUND,
                    _ => 0,
                };
                match left.checked_sub(length as u64) {
                    Some(left) if length > 0 => State::Description(length, left),
                    _ => {
                        self.has_more = true;
                        State::Body(Fate::Keep, left)
                    }
                }
            }
            Role::Keep => State::Body(Fate::Keep, left),
            Role::KeepUpTo(most) => {
                self.has_more |= left > most;
                State::Body(Fate::Keep, left)
            }
            Role::Blank => State::Body(Fate::Blank, left),
            Role::Unknown => {
                self.has_more = true;
                State::Body(Fate::Blank, left)
            }
            Role::Times => State::Times(left),
            Role::Handler => State::Handler(place, left),
            Role::Refuse => return Err(Damaged),
        };
        let short = u32::try_from(length).ok().filter(|_| !long).unwrap_or(1);
        out.extend(short.to_be_bytes());
        out.extend(if matches!(state, State::Body(Fate::Blank, _)) { *b"free" } else { kind });
        if long {
            out.extend(length.to_be_bytes());
        }
        Ok(state)
    }

    /// Takes out of a description's own fields who made the encoder, and its name.
    fn describe(&mut self, mut fields: Vec<u8>, left: u64, out: &mut Vec<u8>) -> State {
        let more = match fields.get(8..10) {
            _ if fields.len() == PICTURE => 0,
            Some([0, 0]) => 0,
            // `QuickTime` has more fields for sound.
            Some([0, 1]) => 16,
            Some([0, 2]) => 36,
            _ => u64::MAX,
        };
        let inside = left.checked_sub(more);
        self.has_more |= inside.is_none();
        for range in [12..16, 42..74] {
            fields.get_mut(range).unwrap_or_default().fill(0);
        }
        out.extend(fields);
        self.open.push((Place::Description, inside.unwrap_or_default()));
        State::Body(Fate::Keep, left - inside.unwrap_or_default())
    }
}
