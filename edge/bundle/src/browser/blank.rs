//! Blanks the places in the source that a module knows, a file's path with line and column, some 180 in each: only a panic would
//! print them, and [`super::mute`] has left it nothing to print. rustc can leave them out, but not yet in its stable version.

use std::{collections::HashSet, ops::Range};

use anyhow::{Context, Result};
use wasmparser::{DataKind, Operator, Parser, Payload};

/// `core::panic::Location` in a module: address and length of a path, line, column, each of four bytes, lowest first.
const LOCATION: usize = 16;
/// Of a path, in bytes; the longest that is looked for.
const LONGEST: u32 = 300;

/// Blanks what in `module`'s data is a place: the address, length, line and column of a text that ends in `.rs`. Says how
/// many there were. Errors: it is no module.
pub(super) fn blank(module: &mut [u8]) -> Result<usize> {
    let segments = segments(module)?;
    let (mut places, mut paths) = (Vec::new(), HashSet::new());
    for segment in &segments {
        let first = segment.bytes.start + (segment.address.wrapping_neg() % 4) as usize;
        for start in (first..segment.bytes.end.saturating_sub(LOCATION - 1)).step_by(4) {
            if let Some(path) = path(module, &segments, start) {
                places.push(start..start + LOCATION);
                paths.insert(path);
            }
        }
    }
    let count = places.len();
    for range in places.into_iter().chain(paths) {
        module.get_mut(range).context("a place is outside the module")?.fill(0);
    }
    Ok(count)
}

/// Bytes that the module lays into memory.
struct Segment {
    /// Where in memory.
    address: u32,
    /// Where in the module.
    bytes: Range<usize>,
}

fn segments(module: &[u8]) -> Result<Vec<Segment>> {
    let mut segments = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::DataSection(section) = payload? else { continue };
        for data in section {
            let data = data?;
            let DataKind::Active { offset_expr, .. } = &data.kind else { continue };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else { continue };
            let end = usize::try_from(data.range.end)?;
            let bytes = end - data.data.len()..end;
            segments.push(Segment { address: value.cast_unsigned(), bytes });
        }
    }
    Ok(segments)
}

/// Where the path lies of the place that would begin at `start`, if one does.
fn path(module: &[u8], segments: &[Segment], start: usize) -> Option<Range<usize>> {
    let word = |place: usize| {
        let bytes = module.get(start + 4 * place..)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*bytes))
    };
    let (address, length, line, column) = (word(0)?, word(1)?, word(2)?, word(3)?);
    if !(4..=LONGEST).contains(&length) || line == 0 || column == 0 || line > 100_000 || column > 1_000 {
        return None;
    }
    let segment = segments.iter().find(|segment| {
        address >= segment.address
            && (address - segment.address) as usize + length as usize <= segment.bytes.len()
    })?;
    let begin = segment.bytes.start + (address - segment.address) as usize;
    let range = begin..begin + length as usize;
    let text = module.get(range.clone())?;
    (text.ends_with(b".rs") && text.iter().all(u8::is_ascii_graphic)).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ConstExpr, DataSection, MemorySection, MemoryType, Module};

    const PATH: &[u8] = b"library/alloc/src/rc.rs\0";
    const ADDRESS: u32 = 1_050_000;

    fn module(data: &[u8]) -> Vec<u8> {
        let (mut memory, mut section) = (MemorySection::new(), DataSection::new());
        memory.memory(MemoryType {
            minimum: 17,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        section.active(0, &ConstExpr::i32_const(ADDRESS.cast_signed()), data.iter().copied());
        Module::new().section(&memory).section(&section).clone().finish()
    }

    fn data(path: &[u8], place: [u32; 4]) -> Vec<u8> {
        [path, &*place.map(u32::to_le_bytes).concat(), b"stays"].concat()
    }

    #[test]
    fn a_place_and_its_path_are_blank() {
        let mut told = module(&data(PATH, [ADDRESS, 23, 282, 5]));
        assert_eq!(blank(&mut told).unwrap(), 1);
        assert_eq!(told, module(&data(&[[0; 23].as_slice(), b"\0"].concat(), [0; 4])));
    }

    #[test]
    fn what_is_no_place_stays() {
        for place in [
            // Another end, beyond the data, no line, no column, too long.
            [ADDRESS, 22, 282, 5],
            [ADDRESS + 1_000, 23, 282, 5],
            [ADDRESS, 23, 0, 5],
            [ADDRESS, 23, 282, 0],
            [ADDRESS, u32::MAX, 282, 5],
        ] {
            let mut told = module(&data(PATH, place));
            assert_eq!(blank(&mut told).unwrap(), 0);
            assert_eq!(told, module(&data(PATH, place)));
        }
    }
}
