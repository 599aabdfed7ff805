//! Whatever comes, in whatever pieces: no panic, no growth, and the same however it was split.

use super::*;
use proptest::{prelude::*, sample::Index, test_runner::TestCaseError};

const FILES: [&[u8]; 13] = [
    include_bytes!("../../tests/pictures/phone.jpg"),
    include_bytes!("../../tests/pictures/progressive.jpg"),
    include_bytes!("../../tests/pictures/texts.png"),
    include_bytes!("../../tests/pictures/packed.png"),
    include_bytes!("../../tests/pictures/lossy.webp"),
    include_bytes!("../../tests/pictures/animated.webp"),
    include_bytes!("../../tests/pictures/film.mp4"),
    include_bytes!("../../tests/pictures/film.mov"),
    include_bytes!("../../tests/pictures/fragments.mp4"),
    include_bytes!("../../tests/pictures/timecode.mov"),
    include_bytes!("../../tests/pictures/drone.mp4"),
    include_bytes!("../../tests/pictures/screen.jpg"),
    include_bytes!("../../tests/pictures/screen.webp"),
];

/// What a cleaner said at the end, and what it gave out until then.
fn run(media_type: MediaType, pieces: &[&[u8]]) -> (Result<Cleaned, Damaged>, Vec<u8>) {
    let mut cleaner = Cleaner::new(media_type, false);
    let mut out = Vec::new();
    let pushed = pieces.iter().try_for_each(|piece| cleaner.push(piece, &mut out));
    (pushed.and_then(|()| cleaner.finish()), out)
}

fn judge(media_type: MediaType, bytes: &[u8], at: &[Index]) -> Result<(), TestCaseError> {
    let mut at: Vec<_> = at.iter().map(|at| at.index(bytes.len() + 1)).chain([0, bytes.len()]).collect();
    at.sort_unstable();
    let pieces: Vec<_> = at.windows(2).map(|ends| &bytes[ends[0]..ends[1]]).collect();
    let (whole, out) = run(media_type, &[bytes]);
    prop_assert!(out.len() <= bytes.len());
    prop_assert_eq!((whole, out), run(media_type, &pieces));
    Ok(())
}

/// A file of the folder, bytes of which are others, gone, or there twice.
fn altered() -> impl Strategy<Value = Vec<u8>> {
    let place = || any::<Index>();
    let change = (0_u8..4, place(), place(), any::<u8>(), 0_usize..40);
    (0..FILES.len(), prop::collection::vec(change, 0..6)).prop_map(|(file, changes)| {
        let mut bytes = FILES[file].to_vec();
        for (what, from, to, byte, length) in changes {
            let from = from.index(bytes.len() + 1);
            let end = (from + length).min(bytes.len());
            match what {
                0 => bytes.get_mut(from).into_iter().for_each(|at| *at = byte),
                1 => drop(bytes.drain(from..end)),
                2 => {
                    let copy = bytes[from..end].to_vec();
                    let to = to.index(bytes.len() + 1);
                    bytes.splice(to..to, copy);
                }
                _ => bytes.truncate(from),
            }
        }
        bytes
    })
}

/// Bytes that begin as files do.
fn made_up() -> impl Strategy<Value = Vec<u8>> {
    let begins = prop::sample::select(vec![
        &b"\xff\xd8\xff\xe1"[..],
        b"\xff\xd8\xff\xda\0\x02",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0",
        b"RIFF\x40\0\0\0WEBPANMF\x20\0\0\0",
        b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x40moov",
        b"\0\0\0\x01mdat\0\0\0\0\0\0\0\x20",
    ]);
    let part = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..24),
        prop::sample::select(vec![
            "trak",
            "mdia",
            "hdlr",
            "tkhd",
            "IDAT",
            "IEND",
            "VP8 ",
            "EXIF",
            "\0\0\0\x10",
            "\0\0"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        Just(vec![0xff, 0xd9]),
    ];
    (begins, prop::collection::vec(part, 0..12)).prop_map(|(begin, rest)| [begin, &rest.concat()].concat())
}

fn pieces() -> impl Strategy<Value = Vec<Index>> {
    prop::collection::vec(any::<Index>(), 0..6)
}

const TYPES: [MediaType; 4] = [MediaType::Jpeg, MediaType::Png, MediaType::Webp, MediaType::Mp4];

proptest! {
    #[test]
    fn altered_files_are_judged(bytes in altered(), at in pieces()) {
        if let Some(media_type) = media_type(&bytes[..bytes.len().min(64)]) {
            judge(media_type, &bytes, &at)?;
        }
    }

    #[test]
    fn made_up_files_are_judged(bytes in made_up(), kind in 0..TYPES.len(), at in pieces()) {
        judge(media_type(&bytes).unwrap_or(TYPES[kind]), &bytes, &at)?;
    }
}

/// `cargo test --release -p tt-seal -- --ignored a_million`
mod a_million {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000_000, ..ProptestConfig::default() })]

        #[test]
        #[ignore = "takes minutes"]
        fn altered_files(bytes in altered(), at in pieces()) {
            if let Some(media_type) = media_type(&bytes[..bytes.len().min(64)]) {
                judge(media_type, &bytes, &at)?;
            }
        }

        #[test]
        #[ignore = "takes minutes"]
        fn made_up_files(bytes in made_up(), kind in 0..TYPES.len(), at in pieces()) {
            judge(media_type(&bytes).unwrap_or(TYPES[kind]), &bytes, &at)?;
        }
    }
}
