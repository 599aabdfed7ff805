//! JPEG (ITU-T T.81, annex B): what makes the picture stays, in its order, and nothing else.
//!
//! Of application segments there stay JFIF without its thumbnail, what converts colours of an ICC profile, Adobe's colour
//! transform, and of EXIF the orientation. Comments go. All behind the end of the picture goes: further pictures (MPF, depth, gain maps), the film of
//! a motion photo, what makers append.

use super::{
    Damaged, exif,
    feed::{Fate, Gathered, split},
    icc::Profile,
};

#[derive(Default)]
pub(crate) struct Jpeg {
    state: State,
    gathered: Gathered,
    scanned: bool,
    oriented: bool,
    /// The ICC profile, and how many of its segments have passed.
    profile: Option<(u8, Profile)>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Start,
    /// Before a marker's first byte.
    Marker,
    /// Behind it, or behind fill bytes.
    Kind,
    Length(u8),
    /// Gathering a segment of this kind and length, to judge it.
    Judge(u8, usize),
    /// In a segment, of which so much is left.
    Segment(Fate, u64),
    /// In the header of a scan, of which so much is left.
    Scanning(u64),
    Scan,
    /// In a scan, behind 0xff.
    Escaped,
    End,
}

impl Jpeg {
    pub(super) fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Damaged> {
        while !bytes.is_empty() && self.state != State::End {
            self.state = self.step(&mut bytes, out)?;
        }
        Ok(())
    }

    pub(super) fn finish(&self) -> Result<(), Damaged> {
        (self.state == State::End).then_some(()).ok_or(Damaged)
    }

    fn step(&mut self, bytes: &mut &[u8], out: &mut Vec<u8>) -> Result<State, Damaged> {
        Ok(match self.state {
            State::Start => match self.gathered.take(2, bytes) {
                Some(start) if start == [0xff, 0xd8] => {
                    out.extend(start);
                    State::Marker
                }
                Some(_) => return Err(Damaged),
                None => State::Start,
            },
            State::Marker => match split(bytes, 1) {
                [0xff] => State::Kind,
                _ => return Err(Damaged),
            },
            State::Kind => match *split(bytes, 1) {
                [0xff] => State::Kind,
                [kind] => self.begin(kind, out)?,
                _ => State::Kind,
            },
            State::Escaped => match *split(bytes, 1) {
                // A data byte of 0xff, or a restart.
                [kind @ (0 | 0xd0..=0xd7)] => {
                    out.extend([0xff, kind]);
                    State::Scan
                }
                [0xff] => State::Escaped,
                [kind] => self.begin(kind, out)?,
                _ => State::Escaped,
            },
            State::Length(kind) => match self.gathered.take(2, bytes).as_deref() {
                Some(&[high, low]) => self.length(kind, u16::from_be_bytes([high, low]), out)?,
                _ => State::Length(kind),
            },
            State::Judge(kind, length) => {
                self.gathered.take(length, bytes).map_or(State::Judge(kind, length), |mut segment| {
                    self.judge(kind, &mut segment, out);
                    State::Marker
                })
            }
            State::Segment(fate, left) => match fate.befall(left, bytes, out) {
                0 => State::Marker,
                left => State::Segment(fate, left),
            },
            State::Scanning(left) => match Fate::Keep.befall(left, bytes, out) {
                0 => State::Scan,
                left => State::Scanning(left),
            },
            State::Scan => {
                let data = bytes.iter().position(|byte| *byte == 0xff);
                Fate::Keep.befall(data.unwrap_or(bytes.len()) as u64, bytes, out);
                if split(bytes, 1).is_empty() { State::Scan } else { State::Escaped }
            }
            State::End => State::End,
        })
    }

    fn begin(&mut self, kind: u8, out: &mut Vec<u8>) -> Result<State, Damaged> {
        match kind {
            0xd9 if self.scanned => {
                out.extend([0xff, kind]);
                Ok(State::End)
            }
            // Frames, tables, arithmetic conditioning, scans, number of lines, restart interval, hierarchies; application
            // segments; comments.
            0xc0..=0xc7 | 0xc9..=0xcf | 0xda..=0xdf | 0xe0..=0xef | 0xfe => Ok(State::Length(kind)),
            _ => Err(Damaged),
        }
    }

    fn length(&mut self, kind: u8, length: u16, out: &mut Vec<u8>) -> Result<State, Damaged> {
        let left = length.checked_sub(2).ok_or(Damaged)?;
        Ok(match kind {
            0xe0 | 0xe1 | 0xe2 | 0xee => State::Judge(kind, left.into()),
            0xe3..=0xef | 0xfe => State::Segment(Fate::Drop, left.into()),
            _ => {
                begin_segment(kind, length, out);
                if kind == 0xda {
                    self.scanned = true;
                    State::Scanning(left.into())
                } else {
                    State::Segment(Fate::Keep, left.into())
                }
            }
        })
    }

    /// Appends what stays of an application segment.
    fn judge(&mut self, kind: u8, segment: &mut [u8], out: &mut Vec<u8>) {
        match kind {
            // Version, density; then the size of a thumbnail.
            0xe0 if segment.starts_with(b"JFIF\0") => {
                if let Some(head) = segment.first_chunk::<12>().filter(|_| segment.len() >= 14) {
                    begin_segment(kind, 16, out);
                    out.extend(head);
                    out.extend([0, 0]);
                }
            }
            0xe1 if !self.oriented => {
                let tiff = segment.strip_prefix(exif::MARK);
                // No longer than what it stands for.
                let orientation =
                    tiff.filter(|_| segment.len() + 4 >= exif::SEGMENT_BYTES).and_then(exif::orientation);
                if let Some(orientation) = orientation {
                    out.extend(exif::segment(orientation));
                    self.oriented = true;
                }
            }
            0xe2 if segment.starts_with(b"ICC_PROFILE\0") => {
                let length = u16::try_from(segment.len() + 2);
                // ICC.1:2022, B.4: behind the mark the segment's number, from 1, and how many there are.
                let Some((&mut [.., number, _], part)) = segment.split_first_chunk_mut::<14>() else {
                    return;
                };
                if number == 1 && self.profile.is_none() {
                    self.profile = Profile::new(part).map(|profile| (0, profile));
                }
                // Readers pass over a profile of which a segment is missing.
                if let (Some((passed, profile)), Ok(length)) = (&mut self.profile, length)
                    && number.checked_sub(1) == Some(*passed)
                {
                    *passed = number;
                    profile.pass(part);
                    begin_segment(kind, length, out);
                    out.extend_from_slice(segment);
                }
            }
            0xee if segment.starts_with(b"Adobe") => {
                if let Some(transform) = segment.first_chunk::<12>() {
                    begin_segment(kind, 14, out);
                    out.extend(transform);
                }
            }
            _ => {}
        }
    }
}

fn begin_segment(kind: u8, length: u16, out: &mut Vec<u8>) {
    out.extend([0xff, kind]);
    out.extend(length.to_be_bytes());
}
