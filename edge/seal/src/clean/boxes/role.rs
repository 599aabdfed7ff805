//! Which boxes are needed to play a film.

/// In which box a box stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    File,
    Movie,
    Track,
    Media,
    Information,
    Table,
    Fragment,
    TrackFragment,
}

/// What becomes of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Its boxes are judged one by one.
    Open(Place),
    Keep,
    /// It stays; where it is longer, it says something of another file.
    KeepUpTo(u64),
    /// A `free` box of zeros stands in its place.
    Blank,
    /// It begins with when it was made and changed.
    Times,
    /// It says what a track is, and who wrote it.
    Handler,
    /// Nothing is known of what is in it, and without it nothing plays.
    Refuse,
}

/// A list of one reference to the file itself: 8 bytes, and a `dref` of 16 with a `url ` of 12.
const REFERENCE_TO_ITSELF: u64 = 28;

/// What becomes of a box of this kind at this place.
pub(super) fn role(place: Place, kind: [u8; 4]) -> Role {
    match (place, &kind) {
        (Place::File, b"moov") => Role::Open(Place::Movie),
        (Place::File, b"moof") => Role::Open(Place::Fragment),
        (Place::Movie, b"trak") => Role::Open(Place::Track),
        (Place::Track, b"mdia") => Role::Open(Place::Media),
        (Place::Media, b"minf") => Role::Open(Place::Information),
        (Place::Information, b"stbl") => Role::Open(Place::Table),
        (Place::Fragment, b"traf") => Role::Open(Place::TrackFragment),
        (Place::Movie, b"mvhd") | (Place::Track, b"tkhd") | (Place::Media, b"mdhd") => Role::Times,
        (Place::Media | Place::Information, b"hdlr") => Role::Handler,
        (Place::Information, b"dinf") => Role::KeepUpTo(REFERENCE_TO_ITSELF),
        // A compressed movie.
        (Place::Movie, b"cmov") => Role::Refuse,
        _ if needed(place).contains(&&kind) => Role::Keep,
        _ => Role::Blank,
    }
}

/// Boxes without which nothing plays, or not rightly, and that say nothing else.
fn needed(place: Place) -> &'static [&'static [u8; 4]] {
    match place {
        Place::File => &[b"ftyp", b"styp", b"mdat", b"sidx", b"ssix", b"mfra"],
        Place::Movie => &[b"mvex", b"iods"],
        Place::Track => &[b"edts", b"tref", b"tapt", b"load", b"matt", b"clip"],
        Place::Media => &[b"elng"],
        Place::Information => &[b"vmhd", b"smhd", b"hmhd", b"sthd", b"nmhd", b"gmhd"],
        Place::Table => &[
            b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss",
            b"stsh", b"stps", b"sdtp", b"padb", b"stdp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio",
        ],
        Place::Fragment => &[b"mfhd"],
        Place::TrackFragment => {
            &[b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio", b"senc"]
        }
    }
}

/// Whether a handler, of which this is the beginning, is of pictures, sound or subtitles.
pub(super) fn is_seen_or_heard(handler: &[u8]) -> bool {
    matches!(handler.get(8..12), Some(b"vide" | b"soun" | b"text" | b"sbtl" | b"subt" | b"clcp" | b"hint"))
}
