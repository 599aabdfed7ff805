//! What the edge may know of a sealed file, without a key: that it is an age file, to how many keys, and how long.
//!
//! No cryptography is needed for it. That the keys are the unit's own, nobody can see who has none of them: the sender says so
//! ([`tt_contract::tip::Envelope::keys`]).

use crate::pad::{bucket, padme};
use core::fmt;
use tt_contract::limits::FILE_BYTES;

/// Why bytes are no sealed text or file of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They do not begin as an age file does.
    NotAge,
    /// The header is cut, longer than [`HEADER_BYTES`], or not of the form that the specification asks for.
    Header,
    /// It is not sealed to exactly as many keys as was said, or to something else besides.
    Keys,
    /// What is sealed has not the length of one that is padded.
    Length,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAge => "is not an age file",
            Self::Header => "has no right header",
            Self::Keys => "is not sealed to the keys that are said",
            Self::Length => "is not of a padded length",
        })
    }
}

impl core::error::Error for Fault {}

/// Longest header that is taken, in bytes: ten keys take 1,100.
pub const HEADER_BYTES: usize = 4_096;

/// A chunk of age's payload, and its tag.
const CHUNK: u64 = 65_536;
const TAG: u64 = 16;
/// The nonce between header and payload.
const NONCE: u64 = 16;

/// Whether `sealed` is a text that is sealed to `keys` keys and padded. Errors: [`Fault`].
pub fn text(sealed: &[u8], keys: usize) -> Result<(), Fault> {
    let length = plaintext(sealed, sealed.len() as u64, keys)?;
    let padded = usize::try_from(length).is_ok_and(|length| bucket(length) == Some(length));
    padded.then_some(()).ok_or(Fault::Length)
}

/// Whether what begins with `first_chunk` and is `total` bytes long is a file that is sealed to `keys` keys and padded.
/// Errors: [`Fault`].
pub fn file(first_chunk: &[u8], total: u64, keys: usize) -> Result<(), Fault> {
    let length = plaintext(first_chunk, total, keys)?;
    let padded = length > 0 && length <= padme(FILE_BYTES) && padme(length) == length;
    (padded && total >= first_chunk.len() as u64).then_some(()).ok_or(Fault::Length)
}

/// Reads the header, and how long what follows it is without age's nonce and tags.
fn plaintext(start: &[u8], total: u64, keys: usize) -> Result<u64, Fault> {
    let header = header(start, keys)? as u64;
    let payload = total.checked_sub(header + NONCE).ok_or(Fault::Length)?;
    let chunks = payload.div_ceil(CHUNK + TAG);
    // Every chunk but that of an empty file holds something.
    let last = payload.checked_sub(chunks.saturating_sub(1) * (CHUNK + TAG)).filter(|last| *last > TAG);
    last.and_then(|_| payload.checked_sub(chunks * TAG)).ok_or(Fault::Length)
}

/// Reads the header as the specification has it, and nothing looser: its length in bytes.
fn header(start: &[u8], keys: usize) -> Result<usize, Fault> {
    const VERSION: &[u8] = b"age-encryption.org/v1\n";
    let after = start.strip_prefix(VERSION).ok_or(Fault::NotAge)?;
    let mut lines = Lines { rest: after.get(..HEADER_BYTES).unwrap_or(after), read: VERSION.len() };
    let (mut found, mut greased) = (0, false);
    loop {
        let line = lines.next().ok_or(Fault::Header)?;
        if let Some(mac) = line.strip_prefix(b"--- ") {
            let right = mac.len() == 43 && is_base64(mac);
            let read = right.then_some(lines.read).ok_or(Fault::Header)?;
            return (found == keys && keys > 0).then_some(read).ok_or(Fault::Keys);
        }
        let mut words = line.strip_prefix(b"-> ").ok_or(Fault::Header)?.split(|byte| *byte == b' ');
        if !words.clone().all(|word| !word.is_empty() && word.iter().all(u8::is_ascii_graphic)) {
            return Err(Fault::Header);
        }
        let tag = words.next().unwrap_or_default();
        let body = body(&mut lines)?;
        if tag == b"X25519" {
            let share = words.next().is_some_and(|share| share.len() == 43 && is_base64(share));
            (share && words.next().is_none() && body == 43).then_some(()).ok_or(Fault::Header)?;
            found += 1;
        } else if !tag.ends_with(b"-grease") || core::mem::replace(&mut greased, true) {
            // A stanza of no meaning, so that readers do not come to mind unknown ones: age in Rust makes one.
            return Err(Fault::Keys);
        }
    }
}

/// Reads a stanza's body, full lines of 64 characters and a shorter one: its length in characters.
fn body(lines: &mut Lines) -> Result<usize, Fault> {
    let mut length = 0;
    loop {
        let line = lines.next().filter(|line| line.len() <= 64 && is_base64(line)).ok_or(Fault::Header)?;
        length += line.len();
        if line.len() < 64 {
            return Ok(length);
        }
    }
}

/// Whether it is canonical base64 without padding (RFC 4648, sections 3.2, 3.5 and 4).
fn is_base64(text: &[u8]) -> bool {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let last = text.last().copied().and_then(value).unwrap_or_default();
    let ends = match text.len() % 4 {
        0 => true,
        2 => last.trailing_zeros() >= 4,
        3 => last.trailing_zeros() >= 2,
        _ => false,
    };
    ends && text.iter().all(|byte| value(*byte).is_some())
}

/// Lines that end with a line feed.
struct Lines<'a> {
    rest: &'a [u8],
    read: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let end = self.rest.iter().position(|byte| *byte == b'\n')?;
        let (line, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.get(1..)?;
        self.read += end + 1;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Identity, seal_text};

    /// An age file of this header's stanzas, and a payload for a text of `length` bytes.
    fn age(stanzas: &str, length: usize) -> Vec<u8> {
        let mac = "A".repeat(43);
        let mut file = format!("age-encryption.org/v1\n{stanzas}--- {mac}\n").into_bytes();
        file.resize(file.len() + 16 + length + 16 * length.div_ceil(65_536).max(1), 0);
        file
    }

    fn x25519() -> String {
        let text = "A".repeat(43);
        format!("-> X25519 {text}\n{text}\n")
    }

    #[test]
    fn what_we_seal_is_taken_and_keys_are_counted() {
        for keys in 1..=10_u8 {
            let recipients: Vec<_> = (1..=keys).map(|key| Identity::new(&[key; 32]).recipient()).collect();
            let sealed = seal_text(&recipients, "{}").unwrap();
            assert_eq!(text(&sealed, keys.into()), Ok(()));
            assert_eq!(text(&sealed, usize::from(keys) + 1), Err(Fault::Keys));
            assert_eq!(text(&sealed, usize::from(keys) - 1), Err(Fault::Keys));
        }
    }

    #[test]
    fn only_padded_lengths_are_taken() {
        for (length, right) in
            [(4_096, true), (65_536, true), (196_608, true), (0, false), (4_095, false), (65_537, false)]
        {
            let expected = right.then_some(()).ok_or(Fault::Length);
            assert_eq!(text(&age(&x25519(), length), 1), expected, "{length}");
        }
        let of = |length| file(&age(&x25519(), length), age(&x25519(), length).len() as u64, 1);
        assert_eq!(
            [0, 1, 9, 10, 1_081_344, 1_081_345, 25_165_824].map(of).map(|file| file.is_ok()),
            [false, true, false, true, true, false, true]
        );
        // Its last chunk would hold nothing.
        let mut cut = age(&x25519(), 65_536);
        cut.extend([0; 16]);
        assert_eq!(file(&cut, cut.len() as u64, 1), Err(Fault::Length));
        assert_eq!(file(&cut, 30_000_000, 1), Err(Fault::Length));
        assert_eq!(file(&cut, 10, 1), Err(Fault::Length));
    }

    #[test]
    fn headers_are_read_as_strictly_as_the_specification_asks() {
        let key = x25519();
        let share = "A".repeat(43);
        let of = |stanzas: &str| text(&age(stanzas, 4_096), 1);
        let full = "A".repeat(64);
        assert_eq!(of(&key), Ok(()));
        assert_eq!(of(&format!("{key}-> a-grease b c\n{full}\n\n")), Ok(()));
        assert_eq!(of(&format!("{key}-> a-grease\n\n-> b-grease\n\n")), Err(Fault::Keys));
        assert_eq!(of(&format!("{key}-> scrypt AAAA 10\n{share}\n")), Err(Fault::Keys));
        assert_eq!(of(&format!("{key}{key}")), Err(Fault::Keys));
        assert_eq!(of(""), Err(Fault::Keys));
        for broken in [
            key.replace("-> ", "->"),
            key.replace("X25519 ", "X25519  "),
            key.replace("X25519", "X25519 A"),
            key.replace('\n', "\r\n"),
            key.replace('A', "B"),
            key.replace('A', "="),
            format!("{key}-> a-grease\n{full}\n"),
            format!("{key}-> a-grease\nAAAAA\n"),
            format!("{key}-> a-grease \u{7f}\n\n"),
            format!("{key}-> a-grease\n{}", format!("{full}\n").repeat(70)),
        ] {
            assert_eq!(of(&broken), Err(Fault::Header), "{broken:?}");
        }
        assert_eq!(text(b"age-encryption.org/v1\n", 1), Err(Fault::Header));
        assert_eq!(text(b"age-encryption.org/v2\n", 1), Err(Fault::NotAge));
        assert_eq!(text(b"-----BEGIN AGE ENCRYPTED FILE-----\n", 1), Err(Fault::NotAge));
        assert_eq!(text(&age("", 0)[..60], 0), Err(Fault::Header));
    }
}
