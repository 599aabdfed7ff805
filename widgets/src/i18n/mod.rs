//! Every text a citizen reads, in each language. Components hold none of their own.

mod en;
mod vi;

use tt_contract::lang::Lang;

/// The texts of the rating that a browser needs: those that change while it is used.
#[derive(Debug)]
pub struct Rating {
    /// Said when no level was chosen.
    pub level_missing: &'static str,
    /// Before and after the number of characters left.
    pub left: (&'static str, &'static str),
    /// Before and after the number of characters too many.
    pub over: (&'static str, &'static str),
    /// Said when the comment is too long.
    pub comment_too_long: &'static str,
    /// Said when the comment has characters that cannot be taken.
    pub comment_forbidden: &'static str,
    /// Sends it.
    pub send: &'static str,
    /// While it is being sent.
    pub sending: &'static str,
    /// Sends it at once, while it waits for the network.
    pub send_again: &'static str,
    /// When the network is gone.
    pub unreachable: &'static str,
    /// When the edge is busy.
    pub busy: &'static str,
    /// When the edge refuses it.
    pub refused: &'static str,
    /// Thanks, as a heading.
    pub thanks: &'static str,
    /// What happens next.
    pub thanks_body: &'static str,
    /// Already rated today, as a heading.
    pub rated: &'static str,
    /// What can be done then.
    pub rated_body: &'static str,
    /// Opens the form again.
    pub change: &'static str,
}

/// The texts of the rating that only the edge writes.
#[derive(Debug)]
pub struct RatingForm {
    /// The question.
    pub question: &'static str,
    /// The levels in words, level 1 first.
    pub levels: [&'static str; 5],
    /// Opens the criteria.
    pub details: &'static str,
    /// The criteria, in the order of `Criterion::ALL`.
    pub criteria: [&'static str; 4],
    /// The choice of a criterion that was not rated.
    pub not_rated: &'static str,
    /// The label of the comment.
    pub comment: &'static str,
    /// What not to write in it.
    pub comment_hint: &'static str,
    /// What is kept and what is not.
    pub privacy: &'static str,
    /// On the whole page, when the portal hides where the form came from.
    pub confirm: &'static str,
    /// On the whole page, when something has to be mended.
    pub mend: &'static str,
    /// On the whole page, when a rating that was sent before has been changed.
    pub changed: &'static str,
}

/// The texts of whole pages.
#[derive(Debug)]
pub struct Page {
    /// The name of the rating's page.
    pub rating_title: &'static str,
    /// Before the path of the page that is rated.
    pub rated_page: &'static str,
    /// When the portal as a whole is rated.
    pub rated_portal: &'static str,
    /// The link to a unit's own page of functions.
    pub all_functions: &'static str,
    /// The name of the other language, in that language.
    pub other_language: &'static str,
    /// How to go back to the portal.
    pub go_back: &'static str,
    /// Headings of problems, by code; the last is for all others.
    pub problems: &'static [(&'static str, &'static str, &'static str)],
    /// At the foot of each page.
    pub emergency: &'static str,
    /// Jumps over the head of the page.
    pub skip: &'static str,
}

/// The texts of the rating in `lang`.
#[must_use]
pub const fn rating(lang: Lang) -> &'static Rating {
    match lang {
        Lang::Vi => &vi::RATING,
        Lang::En => &en::RATING,
    }
}

/// The texts of the rating in `lang` that only the edge writes.
#[must_use]
pub const fn rating_form(lang: Lang) -> &'static RatingForm {
    match lang {
        Lang::Vi => &vi::RATING_FORM,
        Lang::En => &en::RATING_FORM,
    }
}

/// The texts of whole pages in `lang`.
#[must_use]
pub const fn page(lang: Lang) -> &'static Page {
    match lang {
        Lang::Vi => &vi::PAGE,
        Lang::En => &en::PAGE,
    }
}

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
