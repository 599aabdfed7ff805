//! How a reader may want the portal to look, and the CSS of each choice. Pure, and the edge's alone: the CSS stands in
//! the fragment, in the field's `data-css`, so that a browser need not download it a second time as code.

use super::palette::{self, Palette};

/// The ground on which everything stands, if not the portal's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// As far apart as a screen can.
    High,
}

impl Ground {
    pub(super) const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::High];

    /// The field's value, and the word by which it is kept.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::High => "high",
        }
    }

    /// What every page gets, for the screens on which nothing else sets the colours.
    pub(super) fn css(self) -> String {
        self.palette().css()
    }

    const fn palette(self) -> Palette {
        match self {
            Self::Light => palette::LIGHT,
            Self::Dark => palette::DARK,
            Self::High => palette::HIGH,
        }
    }
}

/// What helps with reading and can be had beside any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aid {
    /// Room between lines and paragraphs.
    Lines,
    /// Room between letters and words.
    Letters,
    /// A font that is easy to read and has every Vietnamese letter.
    Font,
    /// Every link underlined.
    Links,
    /// Nothing moves by itself.
    Still,
}

impl Aid {
    pub(super) const ALL: [Self; 5] = [Self::Lines, Self::Letters, Self::Font, Self::Links, Self::Still];

    /// The field's value, and the word by which it is kept.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Letters => "letters",
            Self::Font => "font",
            Self::Links => "links",
            Self::Still => "still",
        }
    }

    /// What every page gets; our own widgets follow by the custom properties.
    ///
    /// The room is WCAG 2.2's, 1.4.12 "Text Spacing": paragraphs 2, letters 0.12 and words 0.16 times the font size, lines
    /// at least 1.5 times; more, because many a portal has that already.
    pub(super) const fn css(self) -> &'static str {
        match self {
            Self::Lines => {
                "html{--tt-lines:1.8}body,body *{line-height:1.8!important}body p{margin-bottom:2em!important}"
            }
            Self::Letters => {
                "html{--tt-letters:.12em;--tt-words:.16em}\
                 body,body *{letter-spacing:.12em!important;word-spacing:.16em!important}"
            }
            // An empty element, or one that is called an icon, may draw its picture with a font.
            Self::Font => {
                "html{--tt-font:Verdana,'DejaVu Sans','Segoe UI',Roboto,'Noto Sans',system-ui,sans-serif}\
                 body,body :not(:empty):not([class*=icon]):not(code):not(pre){font-family:var(--tt-font)!important}"
            }
            Self::Links => {
                "body a[href]{text-decoration:underline!important;text-underline-offset:.15em!important}"
            }
            Self::Still => {
                "*,::before,::after{animation-duration:1ms!important;animation-delay:0s!important;\
                 animation-iteration-count:1!important;transition-duration:1ms!important;\
                 transition-delay:0s!important;scroll-behavior:auto!important}"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_is_whole_and_without_what_an_attribute_or_a_comment_would_end() {
        let grounds = Ground::ALL.map(Ground::css);
        for css in Aid::ALL.map(Aid::css).into_iter().chain(grounds.iter().map(String::as_str)) {
            assert_eq!(css.matches('{').count(), css.matches('}').count(), "{css}");
            assert!(!css.contains("  ") && !css.contains(['"', '\n']) && !css.contains("*/"), "{css}");
        }
    }

    #[test]
    fn every_choice_is_kept_by_a_word_of_its_own() {
        let mut words: Vec<_> =
            Aid::ALL.map(Aid::name).into_iter().chain(Ground::ALL.map(Ground::name)).collect();
        assert!(words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Aid::ALL.len() + Ground::ALL.len());
    }
}
