//! Pictures and films with metadata of every kind, made by exiftool and ffmpeg (`pictures/make.sh`): sealed, opened again, and
//! then without metadata and the same to look at.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by failing")]

use image::{AnimationDecoder, DynamicImage, ImageDecoder, metadata::Orientation};
use std::io::Cursor;
use tt_contract::{
    id::SubmissionId,
    tip::{Attached, Cleaned},
};
use tt_seal::{FileError, FileSealer, Identity, Sealed, inspect, open_file};

/// Stands in every field of metadata of every file.
const CANARY: &[u8] = b"TTCANARY";

macro_rules! file {
    ($name:literal) => {
        &include_bytes!(concat!("pictures/", $name))[..]
    };
}

fn seal_and_open(file: &[u8], originals: bool) -> Result<(Vec<u8>, Sealed), FileError> {
    let identity = Identity::generate();
    let mut sealer = FileSealer::new(&[identity.recipient()], originals).unwrap();
    for piece in file.chunks(1_000) {
        sealer.push(piece)?;
    }
    let (chunks, known) = sealer.finish()?;
    assert_eq!(inspect::file(&chunks[0], known.sealed_size, 1), Ok(()));
    let attached = Attached {
        id: SubmissionId::from_random([1; 16]),
        media_type: known.media_type,
        size: known.size,
        sha256: known.sha256.clone(),
        metadata: known.metadata,
    };
    let mut opened = Vec::new();
    open_file(&identity, &*chunks.concat(), &attached, &mut opened).unwrap();
    Ok((opened, known))
}

fn clean(file: &[u8]) -> Vec<u8> {
    assert!(has(file, CANARY));
    let (cleaned, sealed) = seal_and_open(file, false).unwrap();
    assert_eq!(sealed.metadata, Cleaned::Removed);
    assert!(cleaned.len() <= file.len());
    assert!(!has(&cleaned, CANARY));
    cleaned
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

fn picture(file: &[u8]) -> DynamicImage {
    image::load_from_memory(file).unwrap()
}

fn orientation(jpeg: &[u8]) -> Orientation {
    image::codecs::jpeg::JpegDecoder::new(Cursor::new(jpeg)).unwrap().orientation().unwrap()
}

#[test]
fn a_phones_jpeg_keeps_its_pixels_and_which_side_is_up() {
    for (file, up) in
        [(file!("phone.jpg"), Orientation::Rotate90), (file!("progressive.jpg"), Orientation::Rotate270)]
    {
        let cleaned = clean(file);
        assert_eq!(picture(&cleaned), picture(file));
        assert_eq!((orientation(file), orientation(&cleaned)), (up, up));
        for mark in [&b"http://ns.adobe.com/xap"[..], b"Photoshop", b"8BIM", b"2026:11:22", b"GPS"] {
            assert!(!has(&cleaned, mark));
        }
        // One EXIF segment, and that is ours, 34 bytes long.
        let exif = cleaned.windows(6).filter(|window| window == b"Exif\0\0").count();
        assert_eq!((exif, has(&cleaned, b"\xff\xe1\0\x22Exif\0\0")), (1, true));
    }
}

#[test]
fn of_a_motion_photo_the_picture_stays() {
    let cleaned = clean(file!("motion.jpg"));
    assert_eq!(picture(&cleaned), picture(file!("phone.jpg")));
    assert!(cleaned == clean(file!("phone.jpg")) && cleaned.ends_with(b"\xff\xd9"));
}

#[test]
fn what_colours_a_jpeg_stays_and_thumbnails_and_further_pictures_go() {
    let plain = clean(file!("phone.jpg"));
    let segment = |kind: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, kind][..], &length, content].concat()
    };
    let colours = segment(0xe2, b"ICC_PROFILE\0\x01\x01profile");
    let told = [
        segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01TTC"),
        segment(0xe0, b"JFXX\0\x13TTCANARY"),
        colours.clone(),
        segment(0xe2, b"MPF\0TTCANARY"),
        segment(0xe4, b"TTCANARY"),
        segment(0xee, b"TTCANARY"),
        segment(0xfe, b"TTCANARY"),
    ];
    // In place of its own JFIF, behind the start.
    let rest = &plain[2..];
    assert!(rest.starts_with(b"\xff\xe0\0\x10JFIF"));
    let file = [&b"\xff\xd8"[..], &told.concat(), &rest[18..]].concat();
    let (cleaned, _) = seal_and_open(&file, false).unwrap();
    let jfif = segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
    assert!(cleaned == [&b"\xff\xd8"[..], &jfif, &colours, &rest[18..]].concat());
}

#[test]
fn a_png_keeps_its_pixels_and_nothing_told() {
    for file in [file!("texts.png"), file!("packed.png")] {
        let cleaned = clean(file);
        assert_eq!(picture(&cleaned), picture(file));
        for kind in [&b"tEXt"[..], b"zTXt", b"iTXt", b"eXIf", b"tIME"] {
            assert!(!has(&cleaned, kind));
        }
        assert!(cleaned.ends_with(b"IEND\xae\x42\x60\x82"));
    }
    let trailed = [file!("texts.png"), &b"TTCANARY"[..]].concat();
    assert!(clean(&trailed) == clean(file!("texts.png")));
}

#[test]
fn a_webp_keeps_its_length_and_its_pixels() {
    for file in [file!("lossy.webp"), file!("lossless.webp")] {
        let cleaned = clean(file);
        assert_eq!(cleaned.len(), file.len());
        assert_eq!(picture(&cleaned), picture(file));
        assert!(!has(&cleaned, b"EXIF") && !has(&cleaned, b"XMP "));
    }
    let frames = |file: &[u8]| {
        let decoder = image::codecs::webp::WebPDecoder::new(Cursor::new(file.to_vec())).unwrap();
        let frames = decoder.into_frames().collect_frames().unwrap();
        frames.into_iter().map(|frame| frame.into_buffer().into_raw()).collect::<Vec<_>>()
    };
    let animated = file!("animated.webp");
    assert!(frames(animated).len() > 1 && frames(&clean(animated)) == frames(animated));
}

/// The boxes of the highest level: their kinds and what is in them.
fn boxes(mut film: &[u8]) -> Vec<([u8; 4], &[u8])> {
    let mut boxes = Vec::new();
    while let Some((header, rest)) = film.split_first_chunk::<8>() {
        let length = u32::from_be_bytes(*header.first_chunk().unwrap()) as usize - 8;
        let (content, after) = rest.split_at(length);
        boxes.push((*header.last_chunk().unwrap(), content));
        film = after;
    }
    boxes
}

#[test]
fn a_film_keeps_its_recording_where_it_lay() {
    for file in [file!("film.mp4"), file!("film.mov"), file!("fragments.mp4")] {
        let cleaned = clean(file);
        assert_eq!(cleaned.len(), file.len());
        for told in
            [&b"udta"[..], b"meta", b"uuid", b"\xa9xyz", b"+21.0285", b"105.8542", b"Lavf", b"Handler"]
        {
            assert!(!has(&cleaned, told), "{}", told.escape_ascii());
        }
        for ((was, before), (is, after)) in boxes(file).into_iter().zip(boxes(&cleaned)) {
            match &is {
                b"free" => assert!(after.iter().all(|byte| *byte == 0)),
                b"mdat" | b"ftyp" => assert!(was == is && before == after),
                b"moov" | b"moof" => assert!(was == is && before.len() == after.len()),
                b"mfra" => {}
                other => panic!("{}", other.escape_ascii()),
            }
            if is == *b"moov" {
                // Version, flags, when made, when changed.
                assert_eq!(
                    boxes(after)[0],
                    (*b"mvhd", &[&[0; 12][..], &boxes(before)[0].1[12..]].concat()[..])
                );
            }
        }
    }
}

#[test]
fn a_film_with_further_tracks_is_not_called_clean() {
    let (cleaned, sealed) = seal_and_open(file!("timecode.mov"), false).unwrap();
    assert_eq!(sealed.metadata, Cleaned::Unable);
    assert!(!has(&cleaned, CANARY));
}

#[test]
fn what_is_kept_on_purpose_is_the_original() {
    for file in [file!("phone.jpg"), file!("film.mp4"), &file!("phone.jpg")[..2_000]] {
        let (kept, sealed) = seal_and_open(file, true).unwrap();
        assert!(kept == file);
        assert_eq!(sealed.metadata, Cleaned::Kept);
    }
}

#[test]
fn what_is_cut_is_damaged_and_never_called_clean() {
    for file in [
        file!("phone.jpg"),
        file!("progressive.jpg"),
        file!("texts.png"),
        file!("lossy.webp"),
        file!("animated.webp"),
        file!("film.mp4"),
    ] {
        // Up to the last bytes: those that the picture ends with.
        for cut in (40..file.len()).step_by(97).chain([file.len() - 1]) {
            match seal_and_open(&file[..cut], false) {
                Err(error) => assert_eq!(error, FileError::Damaged),
                // A film may end between two of its boxes, of which the last is metadata.
                Ok((cleaned, _)) => assert!(file.starts_with(b"\0\0\0") && !has(&cleaned, CANARY)),
            }
        }
    }
    // A chunk that must be understood and is not; one that lies of its length.
    for (from, to) in [(&b"IDAT"[..], &b"IDOT"[..]), (b"\0\0\0\rIHDR", b"\0\0\0\x0eIHDR"), (b"IDAT", b"1DAT")]
    {
        let broken = replaced(file!("texts.png"), from, to);
        assert_eq!(seal_and_open(&broken, false).unwrap_err(), FileError::Damaged);
    }
    let broken = replaced(file!("film.mp4"), b"mvhd", b"cmov");
    assert_eq!(seal_and_open(&broken, false).unwrap_err(), FileError::Damaged);
}

fn replaced(file: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let place = file.windows(from.len()).position(|window| window == from).unwrap();
    [&file[..place], to, &file[place + from.len()..]].concat()
}
