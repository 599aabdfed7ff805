//! Every text a citizen reads, in each language side by side. Components hold none of their own.

#[cfg(feature = "ssr")]
pub(crate) mod dates;
mod dock;
mod hotline;
mod install;
mod page;
mod rating;
mod text_size;
mod tip_form;
mod tip_off;

pub use dock::{CORNERS, Dock, dock};
pub use hotline::{Hotline, HotlineStill, Sheet, hotline, hotline_still, sheet};
pub use install::{Install, Paste, Recipe, install, unfetched};
pub use page::{Page, page};
pub use rating::{Rating, RatingForm, rating, rating_form};
pub use text_size::{TextSize, TextSizeForm, text_size, text_size_form};
pub use tip_form::{TipForm, tip_form};
pub use tip_off::{TipOff, tip_off};

use tt_contract::lang::Lang;

/// A whole number with the separator of thousands that `lang` uses.
#[must_use]
pub fn number(lang: Lang, n: usize) -> String {
    if n < 1_000 {
        return n.to_string();
    }
    let separator = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    format!("{}{separator}{:03}", number(lang, n / 1_000), n % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_language_groups_them() {
        assert_eq!(number(Lang::Vi, 1_000), "1.000");
        assert_eq!(number(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(number(Lang::Vi, 999), "999");
    }
}
