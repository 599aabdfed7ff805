//! Free text that a citizen writes.

use crate::{
    fault::{Fault, Kind},
    limits::COMMENT_CHARS,
};
use serde::{Deserialize, Serialize};

/// A comment of 1 to [`COMMENT_CHARS`] characters: Unicode scalar values, line breaks as `\n`, no other control
/// character, no bidirectional override (Unicode TR 36, 3.3) and no U+FFFD, which stands for bytes that were not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Comment(String);

impl Comment {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads what was typed; blank is no comment.
    /// Errors: [`Kind::TooLong`], [`Kind::ForbiddenCharacter`].
    pub fn optional(typed: &str) -> Result<Option<Self>, Fault> {
        Ok(read(typed, COMMENT_CHARS)?.map(Self))
    }
}

/// Reads what was typed as [`Comment`] describes, up to `limit` characters; blank is nothing.
/// Errors: [`Kind::TooLong`], [`Kind::ForbiddenCharacter`].
pub(crate) fn read(typed: &str, limit: usize) -> Result<Option<String>, Fault> {
    let text = one_line_break(typed);
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > limit {
        return Err(Fault::too_long(limit));
    }
    if text.chars().any(is_forbidden) {
        return Err(Fault::new(Kind::ForbiddenCharacter));
    }
    Ok(Some(text.to_owned()))
}

/// How many characters of the limit `typed` uses, counted as [`Comment::optional`] counts.
#[must_use]
pub fn comment_length(typed: &str) -> usize {
    one_line_break(typed).trim().chars().count()
}

/// Forms send CRLF, scripts LF: the citizen pressed one key.
fn one_line_break(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len());
    let mut after_return = false;
    for c in typed.chars() {
        match c {
            '\n' if after_return => {}
            '\r' => text.push('\n'),
            _ => text.push(c),
        }
        after_return = c == '\r';
    }
    text
}

const fn is_forbidden(c: char) -> bool {
    let control = matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}');
    let bidi = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    control || bidi || matches!(c, '\u{fffd}'..='\u{ffff}')
}

impl TryFrom<String> for Comment {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        Self::optional(&text)?.ok_or(Fault::new(Kind::Missing))
    }
}

impl From<Comment> for String {
    fn from(comment: Comment) -> Self {
        comment.0
    }
}
