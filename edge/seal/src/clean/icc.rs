//! ICC profiles (ICC.1:2022, section 7): the data that converts colours stays where it lies, and all else is overwritten, so
//! that no length changes: when the profile was made, of which device (a screen's model and serial number), by which program.
//!
//! The measured colours themselves stay, although those of a calibrated screen may be its own.

use core::ops::Range;

/// Header and number of tags.
const HEADER: usize = 132;
/// A tag's entry in the table: signature, offset, size.
const ENTRY: usize = 12;
/// Length of the longest header with its table: 100 tags, as many as Little CMS reads.
pub(super) const HEAD: usize = HEADER + 100 * ENTRY;

/// The fields of the header that convert colours: size; version; class, colour spaces; signature; rendering intent, illuminant.
const FIELDS: [Range<usize>; 5] = [0..4, 8..10, 12..24, 36..40, 67..80];

/// Texts without a character, by which the required tags stay valid.
const TEXT: [u8; 16] = *b"text\0\0\0\0\0\0\0\0\0\0\0\0";
const DESCRIPTION: [u8; 16] = *b"desc\0\0\0\0\0\0\0\x01\0\0\0\0";
const LOCALIZED: [u8; 16] = *b"mluc\0\0\0\0\0\0\0\0\0\0\0\x0c";

/// A profile that passes in pieces. By default nothing of it stays.
#[derive(Default)]
pub(super) struct Profile {
    /// The number of bytes that have passed.
    at: usize,
    kept: Vec<Range<usize>>,
    /// Replacements, with their places.
    put: Vec<(usize, Vec<u8>)>,
}

impl Profile {
    /// Reads the table of a profile that begins with `head`, of which the first [`HEAD`] bytes are looked at; nothing where it
    /// is malformed, or data of colour and other data overlap.
    pub(super) fn new(head: &[u8]) -> Option<Self> {
        let version = *head.get(8)?;
        let count = usize::try_from(long(head, HEADER - 4)?).ok()?;
        let end = count.checked_mul(ENTRY)?.checked_add(HEADER).filter(|end| *end <= HEAD)?;
        let entries = head.get(HEADER..end)?.as_chunks::<ENTRY>().0;
        let place = |entry: &[u8; ENTRY]| {
            let start = usize::try_from(long(entry, 4)?).ok()?;
            let size = usize::try_from(long(entry, 8)?).ok()?;
            Some(start..start.checked_add(size)?).filter(|place| place.start >= end)
        };
        let mut kept = FIELDS.to_vec();
        for entry in entries.iter().filter(|entry| makes_colour(entry)) {
            kept.push(place(entry)?);
        }
        let mut put = Vec::new();
        let mut table = Vec::new();
        for entry in entries {
            let place = place(entry)?;
            if !makes_colour(entry) {
                let shares = |kept: &&Range<usize>| kept.start < place.end && place.start < kept.end;
                if kept.iter().filter(shares).any(|kept| kept.start != place.start) {
                    return None;
                }
                let text = match &signature(entry) {
                    _ if place.len() < TEXT.len() || kept.iter().any(|kept| shares(&kept)) => continue,
                    b"desc" | b"cprt" if version >= 4 => LOCALIZED,
                    b"desc" => DESCRIPTION,
                    b"cprt" => TEXT,
                    _ => continue,
                };
                put.push((place.start, text.to_vec()));
            }
            table.extend_from_slice(entry);
        }
        put.push((HEADER - 4, u32::try_from(table.len() / ENTRY).ok()?.to_be_bytes().to_vec()));
        put.push((HEADER, table));
        Some(Self { at: 0, kept, put })
    }

    /// Overwrites the next bytes as they are to be.
    pub(super) fn pass(&mut self, bytes: &mut [u8]) {
        let was = bytes.to_vec();
        bytes.fill(0);
        let here = |place: usize| place.saturating_sub(self.at).min(was.len());
        for kept in &self.kept {
            let range = here(kept.start)..here(kept.end);
            if let (Some(to), Some(from)) = (bytes.get_mut(range.clone()), was.get(range)) {
                to.copy_from_slice(from);
            }
        }
        for (start, put) in &self.put {
            for (place, byte) in (*start..).zip(put) {
                if let Some(to) = place.checked_sub(self.at).and_then(|place| bytes.get_mut(place)) {
                    *to = *byte;
                }
            }
        }
        self.at += was.len();
    }
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

fn signature(entry: &[u8; ENTRY]) -> [u8; 4] {
    let [a, b, c, d, ..] = *entry;
    [a, b, c, d]
}

/// Whether a tag converts colours: white point, adaptation, coding-independent code points, matrices, curves, tables.
fn makes_colour(entry: &[u8; ENTRY]) -> bool {
    matches!(
        &signature(entry),
        b"wtpt"
            | b"chad"
            | b"cicp"
            | [b'r' | b'g' | b'b', b'X', b'Y', b'Z']
            | [b'r' | b'g' | b'b' | b'k', b'T', b'R', b'C']
            | [b'A' | b'D', b'2', b'B', b'0'..=b'3']
            | [b'B', b'2', b'A' | b'D', b'0'..=b'3']
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prelude::*, sample::Index};

    const CANARY: u8 = b'T';
    const SIGNATURES: [&[u8; 4]; 12] = [
        b"rXYZ", b"rTRC", b"kTRC", b"A2B0", b"B2D3", b"chad", b"desc", b"cprt", b"dmnd", b"vcgt", b"mmod",
        b"TTTT",
    ];

    /// A tag: signature, and its data, of its own or of an earlier tag.
    type Tag = ([u8; 4], Result<Vec<u8>, Index>);

    fn tags() -> impl Strategy<Value = Vec<Tag>> {
        let signature = prop_oneof![
            4 => prop::sample::select(SIGNATURES.to_vec()).prop_map(|known| *known),
            1 => any::<[u8; 4]>(),
        ];
        let data = prop_oneof![
            3 => (0_usize..60).prop_map(|length| Ok(vec![CANARY; length])),
            1 => any::<Index>().prop_map(Err),
        ];
        prop::collection::vec((signature, data), 0..12)
    }

    /// A profile of these tags, and where each of them lies.
    fn profile(tags: &[Tag], version: u8) -> (Vec<u8>, Vec<Range<usize>>) {
        let mut bytes = vec![CANARY; HEADER + ENTRY * tags.len()];
        bytes[8] = version;
        bytes[HEADER - 4..HEADER].copy_from_slice(&u32::try_from(tags.len()).unwrap().to_be_bytes());
        let mut places: Vec<Range<usize>> = Vec::new();
        for (n, (signature, data)) in tags.iter().enumerate() {
            let place = match data {
                Err(earlier) if n > 0 => places[earlier.index(n)].clone(),
                _ => {
                    let start = bytes.len();
                    bytes.extend(data.as_ref().into_iter().flatten());
                    start..bytes.len()
                }
            };
            let at = HEADER + ENTRY * n;
            bytes[at..at + 4].copy_from_slice(signature);
            bytes[at + 4..at + 8].copy_from_slice(&u32::try_from(place.start).unwrap().to_be_bytes());
            bytes[at + 8..at + 12].copy_from_slice(&u32::try_from(place.len()).unwrap().to_be_bytes());
            places.push(place);
        }
        let size = u32::try_from(bytes.len()).unwrap().to_be_bytes();
        bytes[..4].copy_from_slice(&size);
        (bytes, places)
    }

    fn cleaned(bytes: &[u8], at: &[Index]) -> Option<Vec<u8>> {
        let mut profile = Profile::new(bytes)?;
        let mut at: Vec<_> = at.iter().map(|at| at.index(bytes.len())).chain([0, bytes.len()]).collect();
        at.sort_unstable();
        let mut out = bytes.to_vec();
        at.windows(2).for_each(|ends| profile.pass(&mut out[ends[0]..ends[1]]));
        Some(out)
    }

    proptest! {
        #[test]
        fn of_any_profile_colour_stays_and_nothing_else(
            tags in tags(), version: u8, at in prop::collection::vec(any::<Index>(), 0..4),
        ) {
            let (bytes, places) = profile(&tags, version);
            let out = cleaned(&bytes, &at).unwrap();
            prop_assert_eq!(out.len(), bytes.len());
            let end = HEADER + ENTRY * tags.len();
            let count = usize::try_from(long(&out, HEADER - 4).unwrap()).unwrap();
            let table = &out[HEADER..end];
            prop_assert!(table[count * ENTRY..].iter().all(|byte| *byte == 0));
            let colours: Vec<_> = (0..tags.len())
                .filter(|n| makes_colour(bytes[HEADER + ENTRY * n..][..ENTRY].try_into().unwrap()))
                .collect();
            for n in &colours {
                prop_assert_eq!(&out[places[*n].clone()], &bytes[places[*n].clone()]);
                let entry = &bytes[HEADER + ENTRY * n..][..ENTRY];
                prop_assert!(table.as_chunks::<ENTRY>().0.contains(entry.try_into().unwrap()));
            }
            for entry in table.as_chunks::<ENTRY>().0.iter().take(count) {
                prop_assert!(makes_colour(entry) || matches!(&signature(entry), b"desc" | b"cprt"));
            }
            let told = (0..out.len()).filter(|at| out[*at] == CANARY && *at >= end);
            for at in told {
                prop_assert!(colours.iter().any(|n| places[*n].contains(&at)), "{at}");
            }
            let header = (0..HEADER - 4).filter(|at| out[*at] == CANARY);
            prop_assert!(header.into_iter().all(|at| FIELDS.iter().any(|field| field.contains(&at))));
        }

        #[test]
        fn no_profile_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = cleaned(&bytes, &[]);
            let mut small = bytes;
            if let Some(count) = small.get_mut(HEADER - 4..HEADER) {
                count.copy_from_slice(&[0, 0, 0, 9]);
            }
            let _ = cleaned(&small, &[]);
        }
    }

    #[test]
    fn what_lies_across_data_of_colour_is_malformed() {
        let tag = |signature: &[u8; 4]| (*signature, Ok(vec![CANARY; 40]));
        let (mut bytes, _) = profile(&[tag(b"rTRC"), tag(b"mmod")], 2);
        assert!(Profile::new(&bytes).is_some());
        // The second begins within the first.
        let start = u32::try_from(HEADER + 2 * ENTRY + 20).unwrap().to_be_bytes();
        bytes[HEADER + ENTRY + 4..][..4].copy_from_slice(&start);
        assert!(Profile::new(&bytes).is_none());
        // Data within the table; more tags than are read; a table that is cut.
        let (mut bytes, _) = profile(&[tag(b"rTRC")], 2);
        bytes[HEADER + 4..HEADER + 8].copy_from_slice(&[0, 0, 0, 128]);
        assert!(Profile::new(&bytes).is_none());
        bytes[HEADER - 4..HEADER].copy_from_slice(&[0, 0, 0, 101]);
        bytes.resize(HEAD + ENTRY, 0);
        assert!(Profile::new(&bytes).is_none());
        assert!(Profile::new(&bytes[..100]).is_none());
    }
}
