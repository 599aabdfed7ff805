//! Which boxes are needed to play a film.

/// In which box a box stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    File,
    Movie,
    Extends,
    Track,
    Edit,
    Aperture,
    Media,
    Information,
    Table,
    Descriptions,
    Description,
    Fragment,
    TrackFragment,
}

/// What becomes of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Its boxes are judged one by one.
    Open(Place),
    Keep,
    /// It stays; where it is longer, it says something that is not known here.
    KeepUpTo(u64),
    /// A `free` box of zeros stands in its place.
    Blank,
    /// So it does here, but it may tell where in the recording something else lies.
    Unknown,
    /// It begins with when it was made and changed.
    Times,
    /// It says what a track is, and who wrote it.
    Handler,
    /// It says how a track's samples are coded.
    Description,
    /// Nothing is known of what is in it, and without it nothing plays.
    Refuse,
}

/// A list of one reference to the file itself: 8 bytes, and a `dref` of 16 with a `url ` of 12.
const REFERENCE_TO_ITSELF: u64 = 28;
/// Code points of colours (`nclx`); longer is an ICC profile.
const CODE_POINTS: u64 = 11;

/// What becomes of a box of this kind at this place.
pub(super) fn role(place: Place, kind: [u8; 4]) -> Role {
    let is_of = |list: &[u8]| list.as_chunks::<4>().0.contains(&kind);
    match (place, &kind) {
        (Place::File, b"moov") => Role::Open(Place::Movie),
        (Place::File, b"moof") => Role::Open(Place::Fragment),
        (Place::Movie, b"mvex") => Role::Open(Place::Extends),
        (Place::Movie, b"trak") => Role::Open(Place::Track),
        (Place::Track, b"edts") => Role::Open(Place::Edit),
        (Place::Track, b"tapt") => Role::Open(Place::Aperture),
        (Place::Track, b"mdia") => Role::Open(Place::Media),
        (Place::Media, b"minf") => Role::Open(Place::Information),
        (Place::Information, b"stbl") => Role::Open(Place::Table),
        (Place::Table, b"stsd") => Role::Open(Place::Descriptions),
        (Place::Descriptions, _) => Role::Description,
        (Place::Description, b"wave") => Role::Open(Place::Description),
        (Place::Fragment, b"traf") => Role::Open(Place::TrackFragment),
        (Place::Movie, b"mvhd") | (Place::Track, b"tkhd") | (Place::Media, b"mdhd") => Role::Times,
        (Place::Media | Place::Information, b"hdlr") => Role::Handler,
        (Place::Information, b"dinf") => Role::KeepUpTo(REFERENCE_TO_ITSELF),
        // Of tracks that are neither seen nor heard; what ends the list in `wave`.
        (Place::Information, b"hmhd" | b"sthd" | b"nmhd" | b"gmhd") | (Place::Description, b"\0\0\0\0") => {
            Role::KeepUpTo(0)
        }
        (Place::Description, b"colr") => Role::KeepUpTo(CODE_POINTS),
        // In `wave`: the format once more.
        (Place::Description, b"mp4a") => Role::KeepUpTo(4),
        // A compressed movie.
        (Place::Movie, b"cmov") => Role::Refuse,
        _ if is_of(needed(place)) => Role::Keep,
        // References between tracks, a player's colours; what people and programs write.
        (Place::File, _) => Role::Blank,
        _ if is_of(b"freeskipwideudtametatrefctab") => Role::Blank,
        _ => Role::Unknown,
    }
}

/// The names, one behind the other, of boxes without which nothing plays, or not rightly, and that say nothing else.
fn needed(place: Place) -> &'static [u8] {
    match place {
        Place::File => b"ftypstypmdatsidxssixmfra",
        Place::Movie => b"iods",
        Place::Extends => b"mehdtrexlevatrep",
        Place::Track => b"load",
        Place::Edit => b"elst",
        Place::Aperture => b"clefprofenof",
        Place::Media => b"elng",
        Place::Information => b"vmhdsmhd",
        Place::Table => b"sttscttscslgstscstszstz2stcoco64stssstshstpssdtppadbstdpsbgpsgpdsubssaizsaio",
        Place::Descriptions => b"",
        // Of a codec; of the shape of dots, bit rates, fields, light, loudspeakers.
        Place::Description => {
            b"avcChvcClhvCvvcCav1CvpcCdvcCdvvCdvwChvcEesdsdamrd263dOpsdac3dec3dac4alacdfLaglbl\
              paspclapfielgamabtrtmdcvclliSmDmCoLLchanfrmaenda"
        }
        Place::Fragment => b"mfhd",
        Place::TrackFragment => b"tfhdtfdttrunsdtpsbgpsgpdsubssaizsaiosenc",
    }
}
