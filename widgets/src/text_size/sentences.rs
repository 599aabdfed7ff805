//! Cutting text into what is read aloud in one breath. Pure.

use std::ops::Range;

/// Chrome falls silent after about 14 s of one utterance; at 0.75 of the usual speed that is some 150 characters.
const LONGEST: usize = 140;

/// The byte ranges of the sentences of one paragraph, in order, each with a letter or a digit in it.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut length) = (0, 0);
    // Where a sentence that grows too long is best cut: after a comma, else after a word.
    let (mut comma, mut word) = (None, None);
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let end = at + char.len_utf8();
        let before_space = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        length += 1;
        if matches!(char, ',' | ';' | ':' | '–') && before_space {
            comma = Some(end);
        } else if char.is_whitespace() {
            word = Some(end);
        }
        let ends = matches!(char, '!' | '?' | '…') || (char == '.' && !is_short(text.get(start..at)));
        let cut = if ends && before_space {
            Some(end)
        } else if length >= LONGEST {
            comma.or(word)
        } else {
            None
        };
        if let Some(cut) = cut {
            found.push(start..cut);
            (start, comma, word) = (cut, None, None);
            length = text.get(cut..end).map_or(0, |rest| rest.chars().count());
        }
    }
    found.push(start..text.len());
    found.retain(|range| text.get(range.clone()).is_some_and(|part| part.contains(is_spoken)));
    found
}

/// Whether what stands before a full stop is an abbreviation, such as `TP`, `ThS`, `Q` or `No`, or an item's number.
fn is_short(before: Option<&str>) -> bool {
    let word = before.and_then(|text| text.split_whitespace().next_back()).unwrap_or_default();
    let word = word.trim_start_matches(|char| !is_spoken(char)).as_bytes();
    match word {
        _ if word.iter().all(u8::is_ascii_digit) => word.len() <= 2,
        // Not a syllable of everyday speech: no letter but ASCII's, and no vowel at its end.
        [first, .., last] => {
            word.len() <= 3 && word.is_ascii() && first.is_ascii_uppercase() && !b"aeiouy".contains(last)
        }
        [only] => only.is_ascii_uppercase(),
        [] => false,
    }
}

/// Whether a voice has something to say: a digit or a Latin letter, with whatever marks. The standard library's own test
/// knows all scripts, by tables of 2 kB that a browser would have to download.
fn is_spoken(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '\u{c0}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn a_sentence_ends_where_it_is_said_to_end() {
        assert_eq!(
            cut("Hãy gọi 113. Bạn có thấy an toàn không? Đừng mở liên kết lạ!"),
            ["Hãy gọi 113.", "Bạn có thấy an toàn không?", "Đừng mở liên kết lạ!"]
        );
        assert_eq!(cut("Chờ… rồi gọi lại"), ["Chờ…", "rồi gọi lại"]);
        assert_eq!(cut("Phạt 1.500.000 đồng"), ["Phạt 1.500.000 đồng"]);
    }

    #[test]
    fn an_abbreviation_does_not_end_it() {
        assert_eq!(
            cut("Tại TP. Hồ Chí Minh, ThS. Nga nói. Xong."),
            ["Tại TP. Hồ Chí Minh, ThS. Nga nói.", "Xong."]
        );
        assert_eq!(cut("1. Mang giấy tờ. 2. Đến công an xã."), ["1. Mang giấy tờ.", "2. Đến công an xã."]);
    }

    #[test]
    fn what_cannot_be_spoken_is_left_out() {
        assert!(cut("").is_empty());
        assert!(cut(" — … ").is_empty());
    }

    #[test]
    fn none_is_too_long_and_nothing_is_lost() {
        let text = "Người dân cần cảnh giác, không cung cấp mã OTP cho bất kỳ ai và gọi ngay 113 ".repeat(20);
        let parts = sentences(&text);
        assert!(parts.len() > 8);
        assert!(parts.iter().all(|part| text[part.clone()].chars().count() <= LONGEST), "{parts:?}");
        let whole: String = parts.iter().map(|part| &text[part.clone()]).collect();
        assert_eq!(whole.trim(), text.trim());
        // One word without an end is not cut, rather than lost.
        assert_eq!(cut(&"a".repeat(500)).concat().len(), 500);
    }
}
