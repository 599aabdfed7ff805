//! A unit's colour, and whether it can be read.

use crate::{
    fault::{Fault, Kind},
    limits::CONTRAST_MINIMUM,
};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// An sRGB colour written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Accent([u8; 3]);

/// The two looks of a widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on white.
    Light,
    /// Light text on near-black.
    Dark,
}

impl Theme {
    /// The colour behind the text, the same as `--tt-ground` in the style sheets.
    #[must_use]
    pub const fn ground(self) -> Accent {
        match self {
            Self::Light => Accent([0xff, 0xff, 0xff]),
            Self::Dark => Accent([0x16, 0x1a, 0x20]),
        }
    }
}

impl Accent {
    /// Relative luminance, 0 to 1 (WCAG 2.2, glossary).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2, glossary).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Whether text of this colour can be read on the ground of `theme`, and text of that ground's colour on this one.
    #[must_use]
    pub fn readable(self, theme: Theme) -> bool {
        self.contrast(theme.ground()) >= CONTRAST_MINIMUM
    }
}

impl FromStr for Accent {
    type Err = Fault;

    /// Errors: [`Kind::Malformed`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let malformed = Fault::new(Kind::Malformed);
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6).ok_or(malformed)?;
        if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(malformed);
        }
        let [_, r, g, b] = u32::from_str_radix(hex, 16).map_err(|_| malformed)?.to_be_bytes();
        Ok(Self([r, g, b]))
    }
}

impl TryFrom<String> for Accent {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self, Fault> {
        text.parse()
    }
}

impl From<Accent> for String {
    fn from(accent: Accent) -> Self {
        accent.to_string()
    }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let white = Theme::Light.ground();
        let black: Accent = "#000000".parse().unwrap();
        assert!((white.contrast(black) - 21.0).abs() < 1e-9);
        let grey: Accent = "#767676".parse().unwrap(); // the well-known lightest grey that passes on white
        assert!(grey.readable(Theme::Light));
        assert!(!"#777777".parse::<Accent>().unwrap().readable(Theme::Light));
    }
}
