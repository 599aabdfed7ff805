//! From components to HTML: the first life (a fragment for portals) and the third (a whole page).

mod document;
mod fragment;
mod pages;
mod part;

pub use document::Document;
pub use fragment::fragment;
pub use pages::{
    Form, Notice, hotline_page, problem_page, rating_page, text_size_page, thanks_page, unit_page,
};
pub(crate) use part::{checked, part};

/// The release whose script brings to life what is rendered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Release<'a> {
    /// Its hash, 16 hexadecimal digits.
    pub version: &'a str,
    /// The integrity (W3C SRI) of its glue and of its module, parted by a space.
    pub integrity: &'a str,
}
