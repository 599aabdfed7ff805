//! Pictures and films with metadata of every kind, made by exiftool and ffmpeg (`pictures/make.sh`): sealed, opened again, and
//! then without metadata and the same to look at.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by failing")]

use image::{AnimationDecoder, DynamicImage, ImageDecoder, metadata::Orientation};
use moxcms::{ColorProfile, Layout, TransformOptions};
use std::{
    io::{Cursor, Write as _},
    process::Command,
};
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
fn of_a_jpeg_thumbnails_and_further_pictures_go() {
    let plain = clean(file!("phone.jpg"));
    let segment = |kind: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, kind][..], &length, content].concat()
    };
    let told = [
        segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01TTC"),
        segment(0xe0, b"JFXX\0\x13TTCANARY"),
        segment(0xe2, b"ICC_PROFILE\0\x01\x01no profile TTCANARY"),
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
    assert!(cleaned == [&b"\xff\xd8"[..], &jfif, &rest[18..]].concat());
}

/// The profile of a picture.
fn profile(picture: &[u8]) -> Option<Vec<u8>> {
    let reader = image::ImageReader::new(Cursor::new(picture)).with_guessed_format().unwrap();
    reader.into_decoder().unwrap().icc_profile().unwrap()
}

/// Colours all over the cube, as an engine converts them by a profile.
fn converted(profile: &[u8]) -> Vec<u8> {
    let levels = || (0..=255_u8).step_by(15);
    let colours = levels()
        .flat_map(|red| levels().flat_map(move |green| levels().flat_map(move |blue| [red, green, blue])));
    let colours: Vec<_> = colours.collect();
    let (profile, srgb) = (ColorProfile::new_from_slice(profile).unwrap(), ColorProfile::new_srgb());
    let engine = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default());
    let mut converted = vec![0; colours.len()];
    engine.unwrap().transform(&colours, &mut converted).unwrap();
    assert!(converted != colours);
    converted
}

/// What a Mac writes of its screen: by whom, of what, when.
const OF_A_SCREEN: [&[u8]; 12] = [
    b"appl",
    b"APPL",
    b"Apple",
    b"Display",
    b"\0L\0C\0D",
    b"mmod",
    b"vcgt",
    b"ndin",
    b"dscm",
    b"aarg",
    b"vcgp",
    b"\x07\xe5\0\x01\0\x1f",
];

#[test]
fn of_a_screens_profile_its_colours_stay() {
    for file in [file!("screen.jpg"), file!("screen.webp")] {
        let (cleaned, sealed) = seal_and_open(file, false).unwrap();
        assert_eq!((sealed.metadata, cleaned.len()), (Cleaned::Removed, file.len()));
        assert_eq!(picture(&cleaned), picture(file));
        let (was, is) = (profile(file).unwrap(), profile(&cleaned).unwrap());
        assert!(OF_A_SCREEN.iter().all(|told| has(&was, told)));
        for told in OF_A_SCREEN {
            assert!(!has(&cleaned, told), "{}", told.escape_ascii());
        }
        assert_eq!(converted(&is), converted(&was));
    }
    // One that is compressed goes as a whole.
    let (cleaned, _) = seal_and_open(file!("screen.png"), false).unwrap();
    assert_eq!(picture(&cleaned), picture(file!("screen.png")));
    assert!(has(file!("screen.png"), b"iCCP") && !has(&cleaned, b"iCCP"));
}

#[test]
fn a_profile_in_several_segments_is_cleaned_as_one() {
    let file = file!("screen.jpg");
    let whole = profile(file).unwrap();
    let split = |order: [u8; 3]| {
        let parts: Vec<_> = whole.chunks(whole.len().div_ceil(3)).collect();
        let segments = order.map(|number| {
            let part = parts[usize::from(number) - 1];
            let length = u16::try_from(part.len() + 16).unwrap().to_be_bytes();
            [&b"\xff\xe2"[..], &length, b"ICC_PROFILE\0", &[number, 3], part].concat()
        });
        let start = file.windows(12).position(|window| window == b"ICC_PROFILE\0").unwrap() - 4;
        let end = start + 18 + whole.len();
        [&file[..start], &segments.concat(), &file[end..]].concat()
    };
    let cleaned = |file: &[u8]| seal_and_open(file, false).unwrap().0;
    assert_eq!(profile(&cleaned(&split([1, 2, 3]))), profile(&cleaned(file)));
    // What does not come in order goes.
    for order in [[2, 1, 3], [1, 3, 2], [1, 1, 2], [3, 2, 1]] {
        let cleaned = cleaned(&split(order));
        assert!(OF_A_SCREEN.iter().all(|told| !has(&cleaned, told)));
        assert_eq!(picture(&cleaned), picture(file));
    }
}

#[test]
fn a_profile_of_version_4_stays_one() {
    let (file, whole) = (file!("screen.webp"), ColorProfile::new_display_p3().encode().unwrap());
    let place = file.windows(4).position(|window| window == b"ICCP").unwrap();
    let was = u32::from_le_bytes(*file[place + 4..].first_chunk().unwrap()) as usize;
    let length = u32::try_from(whole.len()).unwrap().to_le_bytes();
    let padding = &[0][..whole.len() % 2];
    let mut file =
        [&file[..place + 4], &length, &whole, padding, &file[place + 8 + was + was % 2..]].concat();
    let length = u32::try_from(file.len() - 8).unwrap().to_le_bytes();
    file[4..8].copy_from_slice(&length);
    let (cleaned, _) = seal_and_open(&file, false).unwrap();
    assert_eq!(picture(&cleaned), picture(&file));
    assert_eq!(converted(&profile(&cleaned).unwrap()), converted(&whole));
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
    // A timecode; the places of a drone, as subtitles.
    for file in [file!("timecode.mov"), file!("drone.mp4")] {
        let (cleaned, sealed) = seal_and_open(file, false).unwrap();
        assert_eq!(sealed.metadata, Cleaned::Unable);
        assert!(!has(&cleaned, CANARY));
    }
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

/// What `ExifTool` says of a picture or film without which nobody could show it.
const SHOWN: &str = "ExifToolVersion FileType FileTypeExtension MIMEType ImageWidth ImageHeight ImageSize Megapixels \
    ExifByteOrder Orientation EncodingProcess BitsPerSample ColorComponents YCbCrSubSampling YCbCrPositioning JFIFVersion \
    ResolutionUnit XResolution YResolution BitDepth ColorType Compression Filter Interlace PixelsPerUnitX PixelsPerUnitY \
    PixelUnits WebP_Flags VP8Version HorizontalScale VerticalScale AnimationLoopCount BackgroundColor Duration \
    ProfileVersion ProfileClass ColorSpaceData ProfileConnectionSpace ProfileFileSignature CMMFlags DeviceAttributes \
    RenderingIntent ConnectionSpaceIlluminant MediaWhitePoint ChromaticAdaptation RedMatrixColumn GreenMatrixColumn \
    BlueMatrixColumn RedTRC GreenTRC BlueTRC MajorBrand MinorVersion CompatibleBrands MovieHeaderVersion TimeScale \
    PreferredRate PreferredVolume MatrixStructure PreviewTime PreviewDuration PosterTime SelectionTime SelectionDuration \
    CurrentTime NextTrackID TrackHeaderVersion TrackID TrackDuration TrackLayer TrackVolume MediaHeaderVersion \
    MediaTimeScale MediaDuration MediaLanguageCode HandlerClass HandlerType GraphicsMode OpColor CompressorID \
    SourceImageWidth SourceImageHeight PixelAspectRatio VideoFrameRate BufferSize MaxBitrate AverageBitrate AvgBitrate \
    Balance AudioFormat AudioChannels AudioBitsPerSample AudioSampleRate PurchaseFileFormat LayoutFlags Rotation \
    MovieFragmentSequence MediaDataSize MediaDataOffset";

#[test]
fn exiftool_finds_nothing_that_identifies_in_what_is_called_clean() {
    let is_there = || Command::new("exiftool").arg("-ver").output().is_ok();
    if !is_there() {
        // Where this is Debian's root; elsewhere whoever runs this is asked.
        let install = ["install", "--yes", "--quiet", "--no-install-recommends", "libimage-exiftool-perl"];
        let _ = Command::new("apt-get").args(install).output();
        assert!(is_there(), "exiftool is missing: Debian, Ubuntu: `apt-get install libimage-exiftool-perl`");
    }
    for file in [
        file!("phone.jpg"),
        file!("progressive.jpg"),
        file!("motion.jpg"),
        file!("screen.jpg"),
        file!("texts.png"),
        file!("packed.png"),
        file!("screen.png"),
        file!("lossy.webp"),
        file!("lossless.webp"),
        file!("animated.webp"),
        file!("screen.webp"),
        file!("film.mp4"),
        file!("film.mov"),
        file!("fragments.mp4"),
    ] {
        let (cleaned, sealed) = seal_and_open(file, false).unwrap();
        assert_eq!(sealed.metadata, Cleaned::Removed);
        let mut lies = tempfile::NamedTempFile::new().unwrap();
        lies.write_all(&cleaned).unwrap();
        let options = ["-extractEmbedded", "-duplicates", "-short", "--System:all"];
        let said = Command::new("exiftool").args(options).arg(lies.path()).output().unwrap();
        let said = String::from_utf8(said.stdout).unwrap();
        assert!(said.contains("ImageSize"), "{said}");
        for (tag, value) in said.lines().filter_map(|line| line.split_once(':')) {
            let (tag, value) = (tag.trim(), value.trim());
            let is_empty = ["", "0", "0000:00:00 00:00:00", "Unknown ()"].contains(&value);
            assert!(is_empty || SHOWN.split_whitespace().any(|shown| shown == tag), "{tag}: {value}");
        }
    }
}
