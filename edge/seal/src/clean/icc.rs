//! ICC profiles (ICC.1:2022, section 7): the data that converts colours stays where it lies, and all else is overwritten, so
//! that no length changes: when the profile was made, of which device (a screen's model and serial number), by which program.
//!
//! The measured colours themselves stay, although those of a calibrated screen may be its own.

use core::ops::Range;

/// Header and number of tags.
const HEADER: usize = 132;
/// A tag's entry in the table: signature, offset, size.
const ENTRY: usize = 12;
/// The most tags that are read, as many as Little CMS reads.
const TAGS: usize = 100;
/// Length of the longest header with its table.
pub(super) const HEAD: usize = HEADER + TAGS * ENTRY;
/// The signature of a type, at the beginning of a tag's data.
const TYPE: usize = 4;

/// The fields of the header that convert colours: size; version; class, colour spaces; signature; rendering intent, illuminant.
const FIELDS: [Range<usize>; 5] = [0..4, 8..10, 12..24, 36..40, 67..80];

/// A profile that passes in pieces. By default nothing of it stays.
#[derive(Default)]
pub(super) struct Profile {
    /// The number of bytes that have passed.
    at: usize,
    kept: Vec<Range<usize>>,
}

impl Profile {
    /// Reads the table of a profile that begins with `head`, of which the first [`HEAD`] bytes are looked at, and leaves in it
    /// the entries that stay; nothing where it is malformed, or data of colour and other data overlap.
    pub(super) fn new(head: &mut [u8]) -> Option<Self> {
        let count = long(head.get(HEADER - 4..)?);
        let end = HEADER + ENTRY * Some(count).filter(|count| *count <= TAGS)?;
        let table = head.get(HEADER..end)?.to_vec();
        let mut kept = FIELDS.to_vec();
        let mut stay = Vec::new();
        // What converts colours first: other data must not lie across it.
        for colours in [true, false] {
            let known = kept.len();
            for entry in table.as_chunks::<ENTRY>().0 {
                let kind = signature(entry);
                let [_, _, _, _, place @ ..] = entry;
                let start = long(place);
                let place = start..start.saturating_add(long(&place[4..]));
                if start < end {
                    return None;
                }
                if makes_colour(kind) != colours {
                    continue;
                }
                if colours {
                    kept.push(place);
                } else {
                    let mut shared = false;
                    for kept in kept.iter().take(known) {
                        if kept.start < place.end && start < kept.end {
                            if kept.start != start {
                                return None;
                            }
                            shared = true;
                        }
                    }
                    if shared || !matches!(&kind, b"desc" | b"cprt") {
                        continue;
                    }
                    // The type of a text, which is empty then.
                    kept.push(start..place.end.min(start.saturating_add(TYPE)));
                }
                stay.extend_from_slice(entry);
            }
        }
        kept.push(HEADER - 4..end);
        let count = u32::try_from(stay.len() / ENTRY).ok()?;
        stay.resize(table.len(), 0);
        head.get_mut(HEADER - 4..HEADER)?.copy_from_slice(&count.to_be_bytes());
        head.get_mut(HEADER..end)?.copy_from_slice(&stay);
        Some(Self { at: 0, kept })
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
        self.at += was.len();
    }
}

/// The number at the beginning of `bytes`, zero where they are too few.
fn long(bytes: &[u8]) -> usize {
    bytes.first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes) as usize)
}

fn signature(entry: &[u8; ENTRY]) -> [u8; 4] {
    let [a, b, c, d, ..] = *entry;
    [a, b, c, d]
}

/// Whether a tag converts colours: white point, adaptation, coding-independent code points, matrices, curves, tables.
fn makes_colour(signature: [u8; 4]) -> bool {
    matches!(
        &signature,
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
        let mut out = bytes.to_vec();
        let mut profile = Profile::new(&mut out)?;
        let mut at: Vec<_> = at.iter().map(|at| at.index(bytes.len())).chain([0, bytes.len()]).collect();
        at.sort_unstable();
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
            let count = long(&out[HEADER - 4..]);
            let table = &out[HEADER..end];
            prop_assert!(table[count * ENTRY..].iter().all(|byte| *byte == 0));
            let colours: Vec<_> = (0..tags.len())
                .filter(|n| makes_colour(tags[*n].0))
                .collect();
            for n in &colours {
                prop_assert_eq!(&out[places[*n].clone()], &bytes[places[*n].clone()]);
                let entry = &bytes[HEADER + ENTRY * n..][..ENTRY];
                prop_assert!(table.as_chunks::<ENTRY>().0.contains(entry.try_into().unwrap()));
            }
            for entry in table.as_chunks::<ENTRY>().0.iter().take(count) {
                prop_assert!(makes_colour(signature(entry)) || matches!(&signature(entry), b"desc" | b"cprt"));
            }
            let told = (0..out.len()).filter(|at| out[*at] == CANARY && *at >= end);
            for at in told {
                let is_type = (0..tags.len()).any(|n| {
                    matches!(&tags[n].0, b"desc" | b"cprt") && places[n].clone().take(TYPE).any(|one| one == at)
                });
                prop_assert!(is_type || colours.iter().any(|n| places[*n].contains(&at)), "{at}");
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
        assert!(Profile::new(&mut bytes.clone()).is_some());
        // The second begins within the first.
        let start = u32::try_from(HEADER + 2 * ENTRY + 20).unwrap().to_be_bytes();
        bytes[HEADER + ENTRY + 4..][..4].copy_from_slice(&start);
        assert!(Profile::new(&mut bytes.clone()).is_none());
        // Data within the table; more tags than are read; a table that is cut.
        let (mut bytes, _) = profile(&[tag(b"rTRC")], 2);
        bytes[HEADER + 4..HEADER + 8].copy_from_slice(&[0, 0, 0, 128]);
        assert!(Profile::new(&mut bytes.clone()).is_none());
        bytes[HEADER - 4..HEADER].copy_from_slice(&[0, 0, 0, 101]);
        bytes.resize(HEAD + ENTRY, 0);
        assert!(Profile::new(&mut bytes.clone()).is_none());
        assert!(Profile::new(&mut bytes[..100].to_vec()).is_none());
    }
}
