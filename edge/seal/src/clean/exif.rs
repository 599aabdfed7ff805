//! The one thing of EXIF that a picture needs: which side is up.

/// Begins an EXIF segment in JPEG.
pub(super) const MARK: &[u8] = b"Exif\0\0";
/// Longest segment of ours, in bytes, marker and length included.
pub(super) const SEGMENT_BYTES: usize = 36;

/// The orientation (tag 0x0112 of the first directory; TIFF 6.0, section 8), 2 to 8, of what follows [`MARK`]; nothing where
/// it is 1, as it would be without, or cannot be read.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk::<4>()?;
        Some(if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = (0..short(directory)?).map_while(|n| directory.checked_add(2 + 12 * usize::from(n)));
    for entry in entries {
        if short(entry)? == 0x0112 {
            let is_one_short = short(entry + 2)? == 3 && long(entry + 4)? == 1;
            let value = short(entry + 8).filter(|_| is_one_short)?;
            return u8::try_from(value).ok().filter(|value| (2..=8).contains(value));
        }
    }
    None
}

/// A segment of JPEG that says the orientation and nothing else.
pub(super) fn segment(orientation: u8) -> [u8; SEGMENT_BYTES] {
    let mut segment = *b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    if let Some(value) = segment.get_mut(29) {
        *value = orientation;
    }
    segment
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read() {
        for value in 2..=8 {
            assert_eq!(orientation(&segment(value)[10..]), Some(value));
        }
        for value in [0, 1, 9] {
            assert_eq!(orientation(&segment(value)[10..]), None);
        }
        let little =
            b"II*\0\x0a\0\0\0\0\0\x02\0\x0f\x01\x02\0\x04\0\0\0Zalo\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        assert_eq!(orientation(little), Some(6));
    }

    proptest! {
        #[test]
        fn nothing_panics(order in 0_usize..2, rest in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = orientation(&[[&b"MM\0*"[..], b"II*\0"][order], &rest].concat());
        }
    }
}
