//! The type of a file, by its first bytes. Its name and what its sender calls it are never asked.

use tt_contract::tip::MediaType;

/// The type of a file that begins with `head`: its first 64 bytes, or all of it.
pub(crate) fn media_type(head: &[u8]) -> Option<MediaType> {
    let at = |place: usize, bytes: &[u8]| head.get(place..).is_some_and(|rest| rest.starts_with(bytes));
    Some(match head {
        [0xff, 0xd8, 0xff, ..] => MediaType::Jpeg,
        _ if at(0, b"\x89PNG\r\n\x1a\n") => MediaType::Png,
        _ if at(0, b"GIF87a") || at(0, b"GIF89a") => MediaType::Gif,
        _ if at(0, b"RIFF") && at(8, b"WEBP") => MediaType::Webp,
        _ if at(0, b"RIFF") && at(8, b"WAVE") => MediaType::Wav,
        _ if at(0, b"\x1a\x45\xdf\xa3") => MediaType::Webm,
        _ if at(0, b"OggS") => MediaType::Ogg,
        _ if at(0, b"#!AMR") => MediaType::Amr,
        _ if at(0, b"%PDF-") => MediaType::Pdf,
        _ if at(0, b"ID3") => MediaType::Mp3,
        _ if at(4, b"ftyp") => return by_brand(head),
        // QuickTime of before there were brands.
        _ if at(4, b"moov") || at(4, b"mdat") || at(4, b"wide") => MediaType::QuickTime,
        // A frame of MPEG audio: 11 bits of sync, no reserved version, layer III (ISO/IEC 11172-3, 2.4.1.3).
        [0xff, second, ..] if second & 0xe6 == 0xe2 && second & 0x18 != 0x08 => MediaType::Mp3,
        _ => return None,
    })
}

/// ISO/IEC 14496-12, 4.3: the brand of a file, and those it is compatible with.
fn by_brand(head: &[u8]) -> Option<MediaType> {
    let length = head.first_chunk::<4>().map(|length| u32::from_be_bytes(*length))?;
    let head = usize::try_from(length).ok().and_then(|length| head.get(..length)).unwrap_or(head);
    let major = head.get(8..12)?;
    let mut brands = core::iter::once(major).chain(head.get(16..)?.chunks_exact(4));
    Some(match major {
        b"qt  " => MediaType::QuickTime,
        _ if brands.clone().any(|brand| matches!(brand, b"avif" | b"avis")) => return None,
        _ if brands.any(|brand| {
            matches!(brand, b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1")
        }) =>
        {
            MediaType::Heic
        }
        _ => MediaType::Mp4,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_first_bytes() {
        for (head, told) in [
            (&b"\xff\xd8\xff\xe0"[..], Some(MediaType::Jpeg)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(MediaType::Webp)),
            (b"RIFF\x10\0\0\0WAVEfmt ", Some(MediaType::Wav)),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Some(MediaType::QuickTime)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Some(MediaType::Heic)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", None),
            (b"\0\0\0\x14ftypisom\0\0\0\0mp42", Some(MediaType::Mp4)),
            // What follows the box is no brand.
            (b"\0\0\0\x14ftypisom\0\0\0\0mp42\0\0\0\x08avif", Some(MediaType::Mp4)),
            (b"\0\0\0\x18ftyp3gp4\0\0\0\0isom3gp4", Some(MediaType::Mp4)),
            (b"\0\0\x10\0moov\0\0\0\x6cmvhd", Some(MediaType::QuickTime)),
            (b"\xff\xfb\x90\x44", Some(MediaType::Mp3)),
            (b"\xff\xf1\x50\x80", None), // AAC
            (b"ID3\x04", Some(MediaType::Mp3)),
            (b"#!AMR-WB\n", Some(MediaType::Amr)),
            (b"MZ", None),
            (b"<svg", None),
            (b"PK\x03\x04", None),
            (b"", None),
        ] {
            assert_eq!(media_type(head), told, "{head:x?}");
        }
    }
}
