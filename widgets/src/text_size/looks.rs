//! How the reader wants the portal to look: what is chosen, as words, and the CSS it comes to. Pure.

use super::palette::{self, Palette};

/// The ground on which everything stands, if not the portal's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contrast {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// As far apart as a screen can.
    High,
}

impl Contrast {
    pub(super) const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::High];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::High => "high",
        }
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

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Letters => "letters",
            Self::Font => "font",
            Self::Links => "links",
            Self::Still => "still",
        }
    }

    /// What the portal's page gets; our own widgets follow by the custom properties.
    ///
    /// The room is WCAG 2.2's, 1.4.12 "Text Spacing": paragraphs 2, letters 0.12 and words 0.16 times the font size, lines
    /// at least 1.5 times; more, because many a portal has that already.
    const fn css(self) -> &'static str {
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
                "html{--tt-font:Verdana,\"DejaVu Sans\",\"Segoe UI\",Roboto,\"Noto Sans\",system-ui,sans-serif}\
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

/// All that is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    contrast: Option<Contrast>,
    /// In the order of [`Aid::ALL`].
    aids: [bool; Aid::ALL.len()],
}

impl Looks {
    /// Reads words such as `dark links`; what means nothing is left out, and of two grounds the first counts.
    pub(super) fn of_words(words: &str) -> Self {
        let has = |name| words.split(' ').any(|word| word == name);
        Self {
            contrast: Contrast::ALL.into_iter().find(|contrast| has(contrast.name())),
            aids: Aid::ALL.map(|aid| has(aid.name())),
        }
    }

    /// Reads the comment at the head of what the device keeps.
    pub(super) fn of_kept(css: &str) -> Self {
        let words = css.strip_prefix("/*").and_then(|rest| rest.split_once("*/"));
        Self::of_words(words.map_or("", |(words, _)| words))
    }

    /// Whether `word` is among the words; the empty word stands for the portal's own ground.
    pub(super) fn has(&self, word: &str) -> bool {
        match self.contrast {
            None if word.is_empty() => true,
            Some(contrast) if contrast.name() == word => true,
            _ => self.aids().any(|aid| aid.name() == word),
        }
    }

    /// What the device is to keep: the words in a comment, and the CSS. Nothing where nothing is chosen.
    /// `forced_colors` says whether the browser knows that media feature.
    pub(super) fn kept(&self, forced_colors: bool) -> String {
        if *self == Self::default() {
            return String::new();
        }
        let words = self.contrast.iter().map(|contrast| contrast.name());
        let words: Vec<_> = words.chain(self.aids().map(Aid::name)).collect();
        let mut css = ["/*", &words.join(" "), "*/"].concat();
        self.aids().for_each(|aid| css.push_str(aid.css()));
        if let Some(contrast) = self.contrast {
            css.push_str(&contrast.palette().css(forced_colors));
        }
        css
    }

    fn aids(&self) -> impl Iterator<Item = Aid> {
        Aid::ALL.into_iter().zip(self.aids).filter_map(|(aid, on)| on.then_some(aid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_as_what_was_chosen() {
        for words in ["", "dark", "high lines letters font links still", "links still"] {
            let looks = Looks::of_words(words);
            assert_eq!(Looks::of_kept(&looks.kept(true)), looks, "{words}");
        }
        assert_eq!(Looks::default().kept(true), "");
    }

    #[test]
    fn rubbish_means_nothing_and_one_ground_counts() {
        assert_eq!(Looks::of_kept("body{}"), Looks::default());
        assert_eq!(Looks::of_kept("/*rubbish  darkest*/"), Looks::default());
        assert_eq!(Looks::of_words("high light"), Looks::of_words("light"));
    }

    #[test]
    fn each_word_is_had_or_not() {
        let looks = Looks::of_words("dark links");
        assert!(looks.has("dark") && looks.has("links"));
        assert!(!looks.has("") && !looks.has("light") && !looks.has("lines"));
        assert!(Looks::of_words("links").has(""));
    }

    #[test]
    fn colours_are_for_the_screen_and_yield_to_the_systems_own() {
        let dark = Looks::of_words("dark");
        assert!(dark.kept(true).contains("@media screen and (forced-colors:none){"));
        assert!(dark.kept(false).contains("@media screen{"));
        for css in [dark.kept(true), Looks::of_words("high lines letters font links still").kept(true)] {
            assert_eq!(css.matches('{').count(), css.matches('}').count(), "{css}");
            assert!(!css.contains("  "), "{css}");
        }
    }
}
