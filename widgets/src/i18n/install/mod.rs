//! The texts of the installer page, for webmasters.

mod en;
mod vi;

use tt_contract::{lang::Lang, unfetched::Unfetched};

/// The texts of the installer page. In those of several sentences, what stands between backticks is code; `{edge}` is
/// the edge's origin and `{host}` its host.
#[derive(Debug)]
pub struct Install {
    /// The page's name.
    pub title: &'static str,
    /// What it is for.
    pub intro: &'static str,
    /// The heading of the choices.
    pub choose: &'static str,
    /// Which widgets.
    pub widgets: &'static str,
    /// Their language.
    pub language: &'static str,
    /// The page's own language.
    pub language_of_page: &'static str,
    /// The names of the languages, in the order of `Lang::ALL`.
    pub languages: [&'static str; 2],
    /// Their look.
    pub look: &'static str,
    /// The names of the looks, in the order of `Look::ALL`.
    pub looks: [&'static str; 3],
    /// Where they stand.
    pub dock: &'static str,
    /// The places, in the order of `Dock::ALL`.
    pub docks: [&'static str; 5],
    /// To pin a release.
    pub pin: &'static str,
    /// What that means.
    pub pin_hint: &'static str,
    /// Makes the snippet anew.
    pub update: &'static str,
    /// Said when it is new.
    pub updated: &'static str,
    /// The heading of the snippet.
    pub snippet: &'static str,
    /// Where to paste it.
    pub snippet_hint: &'static str,
    /// The line that applies a text size before the first paint.
    pub paint: &'static str,
    /// What it is for; followed by its hash.
    pub paint_hint: &'static str,
    /// Copies what stands above.
    pub copy: &'static str,
    /// Said when that is done.
    pub copied: &'static str,
    /// Said when that cannot be done.
    pub not_copied: &'static str,
    /// The heading of the preview.
    pub preview: &'static str,
    /// That it is real.
    pub preview_hint: &'static str,
    /// The heading of the sample page.
    pub sample: &'static str,
    /// Its text.
    pub sample_text: [&'static str; 2],
    /// The heading of the policy.
    pub policy: &'static str,
    /// When it is needed.
    pub policy_hint: &'static str,
    /// Before what Trusted Types need.
    pub policy_types: &'static str,
    /// The heading of the recipes.
    pub recipes: &'static str,
    /// The recipes.
    pub all_recipes: &'static [Recipe],
    /// The heading of the check.
    pub check: &'static str,
    /// What it does.
    pub check_hint: &'static str,
    /// The label of the address.
    pub address: &'static str,
    /// Before the list of origins that may be checked.
    pub listed: &'static str,
    /// Checks it.
    pub check_now: &'static str,
    /// The heading of what was found; the address follows.
    pub found: &'static str,
    /// In sum: something is wrong, something could be better, all is well.
    pub verdicts: [&'static str; 3],
    /// Before each finding: wrong, advice, right.
    pub levels: [&'static str; 3],
    /// The heading when nothing could be checked.
    pub not_checked: &'static str,
    /// When there were too many checks.
    pub busy: &'static str,
    /// When it failed here.
    pub failed: &'static str,
    /// The heading of the links.
    pub links: &'static str,
    /// When to use them.
    pub links_hint: &'static str,
    /// The sheet to print.
    pub print: &'static str,
    /// The card for a telephone's contacts.
    pub vcard: &'static str,
}

/// How to paste the snippet into one system.
#[derive(Debug)]
pub struct Recipe {
    /// The system's name.
    pub name: &'static str,
    /// What to do, in order.
    pub steps: &'static [&'static str],
    /// What is pasted there in place of the snippet.
    pub paste: Option<Paste>,
}

/// What is pasted in place of the snippet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paste {
    /// The snippet that plug-ins leave alone.
    Guarded,
    /// The snippet as JavaScript.
    Statement,
}

/// The texts of the installer page in `lang`.
#[must_use]
pub const fn install(lang: Lang) -> &'static Install {
    match lang {
        Lang::Vi => &vi::INSTALL,
        Lang::En => &en::INSTALL,
    }
}

/// Why a page could not be checked, in `lang`.
#[must_use]
pub const fn unfetched(lang: Lang, unfetched: Unfetched) -> &'static str {
    match lang {
        Lang::Vi => vi::unfetched(unfetched),
        Lang::En => en::unfetched(unfetched),
    }
}
