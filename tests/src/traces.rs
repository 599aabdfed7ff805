//! What a folder holds of what should not be in it, such as the profile of a browser that was closed.

use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Which of `needles` stand in files below `dir`, or in their names, and where. Files are read as they are, and what Firefox
/// keeps of its session as what was compressed; each needle is looked for in UTF-8 and in UTF-16.
/// Errors: something cannot be read, or `dir` has no files at all.
pub fn of(dir: &Path, needles: &[String]) -> Result<Vec<(PathBuf, String)>> {
    let spelt: Vec<_> = needles
        .iter()
        .map(|needle| {
            (
                needle,
                [needle.clone().into_bytes(), needle.encode_utf16().flat_map(u16::to_le_bytes).collect()],
            )
        })
        .collect();
    let (mut found, mut dirs, mut files) = (Vec::new(), vec![dir.to_owned()], 0);
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))? {
            let (path, kind) = entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)))?;
            if kind.is_dir() {
                dirs.push(path);
                continue;
            }
            if !kind.is_file() {
                continue;
            }
            files += 1;
            let mut content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            if let Some(packed) = content.strip_prefix(b"mozLz40\0") {
                let inside = unpacked(packed).with_context(|| format!("cannot unpack {}", path.display()))?;
                content.extend(inside);
            }
            content.extend(path.as_os_str().as_encoded_bytes());
            for (needle, spellings) in &spelt {
                if spellings.iter().any(|one| content.windows(one.len()).any(|window| window == one)) {
                    found.push((path.clone(), (*needle).clone()));
                }
            }
        }
    }
    ensure!(files > 0, "{} is empty", dir.display());
    Ok(found)
}

/// A block of LZ4 behind its length, as Firefox writes it. <https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md>
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let mut input = packed.get(4..)?.iter().copied();
    let mut output: Vec<u8> = Vec::new();
    while let Some(token) = input.next() {
        let more = |input: &mut dyn Iterator<Item = u8>, short: u8| {
            let mut length = usize::from(short);
            if short == 15 {
                loop {
                    let byte = input.next()?;
                    length += usize::from(byte);
                    if byte < 255 {
                        break;
                    }
                }
            }
            Some(length)
        };
        let literals = more(&mut input, token >> 4)?;
        for _ in 0..literals {
            output.push(input.next()?);
        }
        let Some(low) = input.next() else { break };
        let distance = usize::from(u16::from_le_bytes([low, input.next()?]));
        for _ in 0..more(&mut input, token & 15)? + 4 {
            let from = output.len().checked_sub(distance)?;
            output.push(*output.get(from)?);
        }
    }
    Some(output)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn a_needle_is_found_in_each_spelling() -> Result<()> {
        let (scratch, needle) = (Scratch::new()?, "Kanari, ở đây".to_owned());
        fs::create_dir(scratch.path().join("a"))?;
        fs::write(scratch.path().join("a/utf8"), format!("x{needle}x"))?;
        fs::write(
            scratch.path().join("utf16"),
            needle.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        )?;
        // `ababab…` as two letters and a copy of them.
        let packed = b"mozLz40\0\x08\0\0\0\x22ab\x02\0\x00";
        fs::write(scratch.path().join("packed"), packed)?;
        let found = of(scratch.path(), &[needle, "abababab".into(), "nothing".into()])?;
        let mut files: Vec<_> = found.iter().filter_map(|(path, _)| path.file_name()?.to_str()).collect();
        files.sort_unstable();
        assert_eq!(files, ["packed", "utf16", "utf8"]);
        Ok(())
    }
}
