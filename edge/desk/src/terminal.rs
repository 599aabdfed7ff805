//! Strangers' text on a screen and in `tip.txt`: nothing in it moves the cursor, turns the
//! direction of reading or passes for a line of ours.

use std::{borrow::Cow, fmt::Display};

/// Whether a character is not shown but changes how others are: control characters (C0, C1),
/// separators of lines and paragraphs, and all that sets the direction of text (Unicode TR 9, 2; TR
/// 36, 3.3).
fn is_hidden(c: char) -> bool {
    let bidi =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let invisible = matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || bidi || invisible || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The text with each hidden character as its escape (`\u{202e}`); line feeds and tabs stay.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    escaped(text, |c, to| to.extend(c.escape_unicode()))
}

/// JSON with each hidden character as JSON's own escape: the same value. Outside of its strings
/// JSON has none but blanks.
pub(crate) fn shown_json(json: &str) -> Cow<'_, str> {
    escaped(json, |c, to| {
        let mut units = [0; 2];
        to.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
    })
}

fn escaped(text: &str, escape: impl Fn(char, &mut String)) -> Cow<'_, str> {
    let is_hidden = |c| is_hidden(c) && !matches!(c, '\n' | '\t');
    if !text.contains(is_hidden) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) { escape(c, &mut shown) } else { shown.push(c) }
    }
    shown.into()
}

/// Prints a line of the result.
pub(crate) fn say(line: impl Display) {
    println!("{}", shown(&line.to_string()));
}

/// Prints a line about what went wrong.
pub(crate) fn complain(line: impl Display) {
    eprintln!("{}", shown(&line.to_string()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn what_is_hidden_is_shown_and_what_is_read_stays() {
        let kept = "Tối qua,\n\tở ngõ 12: “phá khóa” 👩‍🚒 – 100 %";
        assert!(matches!(shown(kept), Cow::Borrowed(text) if text == kept));
        let hostile = "\u{1b}[2J\u{9b}1A\r\u{7}\u{2028}Mã tin:\u{202e}gnp\u{200f}\u{feff}\u{e0041}\u{7f}\0";
        let safe = shown(hostile);
        assert!(!safe.chars().any(is_hidden), "{safe}");
        assert!(safe.starts_with("\\u{1b}[2J\\u{9b}1A") && safe.contains("Mã tin:\\u{202e}gnp"));
    }

    #[test]
    fn json_means_the_same() {
        let json = "{\"later\":\"\u{9b}2J\u{202e}\u{e0041}\u{2028} chữ\",\n \"x\":\"\\u001b\"}";
        let safe = shown_json(json);
        assert!(safe.chars().all(|c| c == '\n' || !is_hidden(c)), "{safe}");
        let read = |json: &str| json.parse::<Value>().unwrap();
        assert_eq!(read(&safe), read(json));
    }
}
