//! Files: sealed piece by piece as they are read, and uploaded one after the other.
//!
//! Of a file, the module's memory holds a slice that was just read and a sealed piece. A piece is kept until the edge has
//! it, so that a broken upload goes on where it stopped.

use crate::{
    held::{Attachment, Held, State},
    net::Net,
    retry::{Verdict, judge, pause_ms},
};
use js_sys::{ArrayBuffer, Uint8Array};
use std::{cell::RefCell, rc::Rc};
use tt_contract::{
    id::SubmissionId,
    limits::FILE_BYTES,
    tip::{Attached, Lookup},
};
use tt_seal::{FileError, FileSealer, SealError};
use tt_widgets::tip_off::{Event, FileReason, wire::Unit};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

/// How much of a file is read at once, in bytes.
const SLICE: u64 = 512 * 1024;
/// How often the edge may say that it has no room before a file is given up. An answer that does not come is waited for as
/// long as the page is open.
const NO_ROOM: u32 = 8;

/// Takes a file; what comes of it is told.
pub(crate) fn attach(held: &Rc<Held>, id: SubmissionId, file: File, originals: bool) {
    held.add(Attachment { id, file, originals, state: RefCell::new(State::Waiting) });
    if !held.is_uploading.replace(true) {
        let held = Rc::clone(held);
        spawn_local(async move {
            while let Some(attachment) = held.next() {
                attachment.state.replace(State::Running);
                one(&held, &attachment).await;
            }
            held.is_uploading.set(false);
        });
    }
}

/// Why a file goes no further.
enum Stop {
    /// Nobody wants it any more.
    Cancelled,
    /// As the citizen is told.
    Refused(FileReason),
}

impl From<FileError> for Stop {
    fn from(error: FileError) -> Self {
        Self::Refused(match error {
            FileError::TooLong => FileReason::TooLong,
            FileError::UnknownType => FileReason::UnknownType,
            FileError::Empty => FileReason::Empty,
            FileError::Damaged => FileReason::Damaged,
            FileError::Seal(_) => FileReason::Sealing,
        })
    }
}

impl From<SealError> for Stop {
    fn from(_: SealError) -> Self {
        Self::Refused(FileReason::Sealing)
    }
}

async fn one(held: &Held, attachment: &Rc<Attachment>) {
    match through(held, attachment).await {
        Ok((attached, size)) => {
            attachment.state.replace(State::Arrived(attached.clone(), size));
            held.tell(&Event::Attached(attached));
        }
        Err(Stop::Cancelled) => {}
        Err(Stop::Refused(reason)) => {
            held.forget(&[attachment.id]);
            held.tell(&Event::Refused(attachment.id, reason));
        }
    }
}

/// Reads, seals and uploads a file to its end.
async fn through(held: &Held, attachment: &Rc<Attachment>) -> Result<(Attached, u64), Stop> {
    let sealing = |_| Stop::Refused(FileReason::Sealing);
    let unit = held.unit().map_err(sealing)?;
    let lookup = tt_seal::lookup(&held.receipt().map_err(sealing)?);
    let length = length(&attachment.file);
    if length > FILE_BYTES {
        return Err(FileError::TooLong.into());
    }
    let mut sealer = FileSealer::new(&Held::recipients(&unit), attachment.originals)?;
    let mut way = Way { held, attachment, unit: &unit, lookup, index: 0, done: 0, length };
    let mut from = 0;
    while from < length {
        let to = length.min(from + SLICE);
        let slice = read(&attachment.file, from, to).await.ok_or(Stop::Refused(FileReason::Unreadable))?;
        sealer.push(&slice)?;
        from = to;
        while let Some(piece) = sealer.take_chunk() {
            way.send(piece).await?;
        }
        if !held.wants(attachment) {
            return Err(Stop::Cancelled);
        }
    }
    let (rest, about) = sealer.finish()?;
    for piece in rest {
        way.send(piece).await?;
    }
    let attached = Attached {
        id: attachment.id,
        media_type: about.media_type,
        size: about.size,
        sha256: about.sha256,
        metadata: about.metadata,
    };
    Ok((attached, about.sealed_size))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and far below 2^53")]
fn length(file: &File) -> u64 {
    file.size() as u64
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
async fn read(file: &File, from: u64, to: u64) -> Option<Vec<u8>> {
    let slice = file.slice_with_f64_and_f64(from as f64, to as f64).ok()?;
    let buffer: ArrayBuffer = JsFuture::from(slice.array_buffer()).await.ok()?.dyn_into().ok()?;
    Some(Uint8Array::new(&buffer).to_vec()).filter(|bytes| bytes.len() as u64 == to - from)
}

/// The way of one file's pieces.
struct Way<'a> {
    held: &'a Held,
    attachment: &'a Rc<Attachment>,
    unit: &'a Unit,
    lookup: Lookup,
    /// The piece that is next, counted from 0.
    index: u32,
    /// Sealed bytes that have arrived.
    done: u64,
    /// Of the file, in bytes.
    length: u64,
}

impl Way<'_> {
    /// Brings a piece to the edge, however long that takes.
    async fn send(&mut self, piece: Vec<u8>) -> Result<(), Stop> {
        let Self { held, unit, lookup, index, .. } = self;
        let id = self.attachment.id;
        let keys: Vec<_> = unit.keys.iter().map(|(id, _)| id.as_str()).collect();
        let url = format!(
            "{}/v1/units/{}/tips/{lookup}/files/{id}/{index}?of={}",
            unit.edge,
            unit.id,
            keys.join(",")
        );
        // From here on it lies in the browser's memory, not in the module's, which never shrinks.
        let (bytes, size) = (Uint8Array::from(&*piece), piece.len() as u64);
        drop(piece);
        let (mut tries, mut no_room) = (0, 0);
        loop {
            let answer = held.net.put(&url, &bytes).await;
            if !held.wants(self.attachment) {
                return Err(Stop::Cancelled);
            }
            let status = answer.as_ref().map(|answer| answer.status);
            no_room += u32::from(status == Some(429));
            match judge(status) {
                Verdict::Taken => break,
                Verdict::Other | Verdict::Never => return Err(Stop::Refused(FileReason::Refused)),
                Verdict::Later if no_room > NO_ROOM => return Err(Stop::Refused(FileReason::Refused)),
                Verdict::Later => {
                    held.tell(&Event::Paused(id));
                    held.net.pause(pause_ms(tries, answer.and_then(|it| it.retry_after), Net::drawn())).await;
                    if !held.wants(self.attachment) {
                        return Err(Stop::Cancelled);
                    }
                    tries += 1;
                }
            }
        }
        self.index += 1;
        self.done += size;
        // Padding and seal make it a little longer than it is.
        held.tell(&Event::Progress { id, done: self.done.min(self.length), of: self.length });
        Ok(())
    }
}
