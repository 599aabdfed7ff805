//! The page that is rated: its path, and never its query or fragment, which may name a person.

use crate::{
    fault::{Fault, Kind},
    limits::PAGE_PATH_BYTES,
};
use serde::{Deserialize, Serialize};

/// The name under which pages beyond [`crate::limits::PAGES_PER_DAY`] are counted. No path can be equal to it.
pub const OTHER: &str = "other";

/// An absolute path (RFC 3986, section 3.3): begins with one `/`, ASCII, percent-encoded, at most
/// [`PAGE_PATH_BYTES`] bytes, with neither query nor fragment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PagePath(String);

impl PagePath {
    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The portal's front page.
    #[must_use]
    pub fn root() -> Self {
        Self("/".into())
    }
}

impl TryFrom<String> for PagePath {
    type Error = Fault;

    /// Errors: [`Kind::TooLong`], [`Kind::ForbiddenCharacter`], [`Kind::Malformed`].
    fn try_from(path: String) -> Result<Self, Fault> {
        if path.len() > PAGE_PATH_BYTES {
            return Err(Fault::too_long(PAGE_PATH_BYTES));
        }
        // A path that begins with `//` would read as another host.
        if !path.starts_with('/') || path.starts_with("//") || path.contains(['?', '#', '\\']) {
            return Err(Fault::new(Kind::Malformed));
        }
        if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Fault::new(Kind::ForbiddenCharacter));
        }
        Ok(Self(path))
    }
}

impl From<PagePath> for String {
    fn from(path: PagePath) -> Self {
        path.0
    }
}
