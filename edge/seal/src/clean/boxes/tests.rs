//! Any box at any place, any track, any block between samples: what is not known goes, or the film is not called clean.

use super::*;
use proptest::{prelude::*, sample::Index};

const FILM: &[u8] = include_bytes!("../../../tests/pictures/film.mp4");
const CANARY: &[u8] = b"TTCANARY";

fn boxed(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [&length[..], &kind, content].concat()
}

/// The boxes of `bytes`: their kinds and what is in them.
fn boxes(mut bytes: &[u8]) -> Vec<([u8; 4], &[u8])> {
    let mut boxes = Vec::new();
    while let Some((header, rest)) = bytes.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *header;
        let (content, after) = rest.split_at(u32::from_be_bytes([a, b, c, d]) as usize - 8);
        boxes.push((kind, content));
        bytes = after;
    }
    boxes
}

/// The first box at this path of kinds, each with how many bytes of it are before its boxes, made anew.
fn edited(bytes: &[u8], path: &[(&[u8; 4], usize)], edit: &dyn Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let Some(((kind, before), path)) = path.split_first() else { return edit(bytes) };
    let mut found = false;
    let edited = boxes(bytes).into_iter().map(|(one, content)| {
        if one != **kind || core::mem::replace(&mut found, true) {
            return boxed(one, content);
        }
        let (fields, boxes) = content.split_at(*before);
        boxed(one, &[fields, &edited(boxes, path, edit)].concat())
    });
    edited.collect::<Vec<_>>().concat()
}

fn run(pieces: &[&[u8]]) -> (Result<Cleaned, Damaged>, Vec<u8>) {
    let (mut cleaner, mut out) = (Boxes::default(), Vec::new());
    let pushed = pieces.iter().try_for_each(|piece| cleaner.push(piece, &mut out));
    (pushed.and_then(|()| cleaner.finish()), out)
}

fn run_split(film: &[u8], at: &[Index]) -> (Result<Cleaned, Damaged>, Vec<u8>) {
    let mut at: Vec<_> = at.iter().map(|at| at.index(film.len() + 1)).chain([0, film.len()]).collect();
    at.sort_unstable();
    let pieces: Vec<_> = at.windows(2).map(|ends| &film[ends[0]..ends[1]]).collect();
    run(&pieces)
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

type Path = Vec<(&'static [u8; 4], usize)>;

/// Every place within the movie where boxes stand, of a film with pictures and sound.
fn places() -> Vec<(Place, Path)> {
    let movie: Path = vec![(b"moov", 0)];
    let to = |path: &Path, more: &[(&'static [u8; 4], usize)]| [path.clone(), more.to_vec()].concat();
    let track = to(&movie, &[(b"trak", 0)]);
    let media = to(&track, &[(b"mdia", 0)]);
    let information = to(&media, &[(b"minf", 0)]);
    let table = to(&information, &[(b"stbl", 0)]);
    let description = to(&table, &[(b"stsd", 8), (b"avc1", PICTURE)]);
    vec![
        (Place::Movie, movie),
        (Place::Edit, to(&track, &[(b"edts", 0)])),
        (Place::Track, track),
        (Place::Media, media),
        (Place::Information, information),
        (Place::Table, table),
        (Place::Description, description),
    ]
}

fn with_box(path: &[(&[u8; 4], usize)], kind: [u8; 4], first: bool) -> Vec<u8> {
    edited(FILM, path, &|boxes| {
        let told = boxed(kind, CANARY);
        if first { [&told, boxes].concat() } else { [boxes, &told].concat() }
    })
}

#[test]
fn boxes_of_makers_and_sellers_are_overwritten_and_make_a_film_not_clean() {
    for (place, path) in places() {
        for kind in [b"gps ", b"sinf", b"uuid", b"pssh", b"gpmd", b"camm", b"XMP_", b"sv3d", b"\xa9xyz"] {
            let (cleaned, out) = run(&[&with_box(&path, *kind, false)]);
            assert_eq!(cleaned, Ok(Cleaned::Unable), "{place:?} {}", kind.escape_ascii());
            assert!(!has(&out, CANARY) && !has(&out, kind));
        }
        for kind in [b"udta", b"meta", b"free", b"skip"] {
            let (cleaned, out) = run(&[&with_box(&path, *kind, false)]);
            assert_eq!(cleaned, Ok(Cleaned::Removed), "{place:?} {}", kind.escape_ascii());
            assert!(!has(&out, CANARY));
        }
    }
}

#[test]
fn names_of_encoders_go_out_of_descriptions() {
    let (cleaned, out) = run(&[FILM]);
    assert_eq!(cleaned, Ok(Cleaned::Removed));
    let described = |film: &[u8]| has(film, b"\x15Lavc");
    assert!(described(FILM) && !described(&out));
    // Sound as QuickTime describes it.
    let path: Path = vec![(b"moov", 0)];
    for (version, more) in [(0, 0), (1, 16), (2, 36)] {
        let [kind, told] = [*b"sinf", *b"free"].map(|kind| {
            let mut fields = [0; SOUND];
            fields[9] = version;
            fields[12..16].copy_from_slice(b"Zalo");
            let content =
                [&fields[..], &vec![7; more], &boxed(*b"esds", b"x"), &boxed(kind, CANARY), &[0; 4]];
            edited(FILM, &path, &|tracks| {
                let stsd = [&[0, 0, 0, 0, 0, 0, 0, 1][..], &boxed(*b"mp4a", &content.concat())].concat();
                let minf = boxed(*b"minf", &boxed(*b"stbl", &boxed(*b"stsd", &stsd)));
                let hdlr = boxed(*b"hdlr", b"\0\0\0\0mhlrsoun\0\0\0\0\0\0\0\0\0\0\0\0");
                [tracks, &boxed(*b"trak", &boxed(*b"mdia", &[hdlr, minf].concat()))].concat()
            })
        });
        for (film, expected) in [(kind, Cleaned::Unable), (told, Cleaned::Removed)] {
            let (cleaned, out) = run(&[&film]);
            assert_eq!((cleaned, has(&out, CANARY)), (Ok(expected), false), "{version}");
            assert!(!has(&out, b"Zalo") && has(&out, b"esdsx"));
        }
    }
}

#[test]
fn a_track_without_a_handler_is_not_clean() {
    let path: Path = vec![(b"moov", 0)];
    let without = edited(FILM, &path, &|tracks| [tracks, &boxed(*b"trak", b"")].concat());
    assert_eq!(run(&[&without]).0, Ok(Cleaned::Unable));
    let before = edited(FILM, &path, &|tracks| [&boxed(*b"trak", &boxed(*b"mdia", b"")), tracks].concat());
    assert_eq!(run(&[&before]).0, Ok(Cleaned::Unable));
}

/// What a recording is made of: its bytes, and blocks with data of this length.
fn recording() -> impl Strategy<Value = Vec<Result<Vec<u8>, usize>>> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..30),
        Just(b"freeGP\0".to_vec()),
        Just(b"freeGPSfreeGPS\0".to_vec())
    ];
    prop::collection::vec(prop_oneof![2 => bytes.prop_map(Ok), 1 => (0_usize..90).prop_map(Err)], 0..12)
}

proptest! {
    #[test]
    fn any_box_in_a_movie_is_known_or_overwritten(
        place in any::<Index>(), kind in any::<[u8; 4]>(), first: bool,
        at in prop::collection::vec(any::<Index>(), 0..6),
    ) {
        let (place, path) = &places()[place.index(places().len())];
        let film = with_box(path, kind, first);
        let (cleaned, out) = run_split(&film, &at);
        prop_assert_eq!(out.len(), film.len());
        match role::role(*place, kind) {
            Role::Unknown => prop_assert_eq!((cleaned, has(&out, CANARY)), (Ok(Cleaned::Unable), false)),
            Role::Blank => prop_assert_eq!((cleaned, has(&out, CANARY)), (Ok(Cleaned::Removed), false)),
            _ => {}
        }
    }

    #[test]
    fn any_track_is_seen_or_heard_or_makes_a_film_not_clean(
        kind in prop_oneof![
            any::<[u8; 4]>(),
            prop::sample::select(vec![
                b"text", b"sbtl", b"subt", b"meta", b"tmcd", b"clcp", b"data", b"hint", b"priv", b"vide", b"soun",
                b"\0\0\0\0",
            ]).prop_map(|known| *known),
        ],
        at in prop::collection::vec(any::<Index>(), 0..6),
    ) {
        let hdlr = [&b"\0\0\0\0mhlr"[..], &kind, CANARY].concat();
        let path: Path = vec![(b"moov", 0)];
        let film = edited(FILM, &path, &|tracks| {
            [tracks, &boxed(*b"trak", &boxed(*b"mdia", &boxed(*b"hdlr", &hdlr)))].concat()
        });
        let is_clean = matches!(&kind, b"vide" | b"soun");
        let expected = if is_clean { Cleaned::Removed } else { Cleaned::Unable };
        let (cleaned, out) = run_split(&film, &at);
        prop_assert_eq!((cleaned, has(&out, CANARY)), (Ok(expected), false));
    }

    #[test]
    fn blocks_between_samples_are_overwritten_however_they_come(
        parts in recording(), at in prop::collection::vec(any::<Index>(), 0..12), to_end: bool, cut: bool,
    ) {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for part in &parts {
            match part {
                Ok(bytes) => {
                    before.extend(bytes);
                    after.extend(bytes);
                }
                Err(length) => {
                    let head = u32::try_from(length + 12).unwrap().to_be_bytes();
                    before.extend([&head[..], b"freeGPS ", &vec![b'T'; *length]].concat());
                    after.extend([&head[..], b"freeGPS\0", &vec![0; *length]].concat());
                }
            }
        }
        // The last block is longer than the recording.
        if cut {
            before.extend(b"\0\x01\0\0freeGPS TTT");
            after.extend(b"\0\x01\0\0freeGPS\0\0\0\0");
        }
        let recording = |content: &[u8]| {
            let mut mdat = boxed(*b"mdat", content);
            if to_end {
                mdat[..4].fill(0);
            }
            mdat
        };
        let movie = boxes(FILM).into_iter().find(|(kind, _)| kind == b"moov").unwrap().1;
        let film = [boxed(*b"moov", movie), recording(&before)].concat();
        let (cleaned, out) = run_split(&film, &at);
        prop_assert_eq!(cleaned, Ok(if cut { Cleaned::Unable } else { Cleaned::Removed }));
        prop_assert!(out.ends_with(&recording(&after)));
    }
}

#[test]
fn a_block_without_a_right_length_makes_a_film_not_clean() {
    let movie = boxes(FILM).into_iter().find(|(kind, _)| kind == b"moov").unwrap().1;
    let film = [boxed(*b"moov", movie), boxed(*b"mdat", b"\0\0\0\x0bfreeGPS TTCANARY")].concat();
    assert_eq!(run(&[&film]).0, Ok(Cleaned::Unable));
}
