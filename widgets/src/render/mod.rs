//! From components to HTML: the first life (a fragment for portals) and the third (a whole page).

mod dock;
mod document;
mod fragment;
mod install;
mod pages;

pub use dock::dock;
pub use document::Document;
pub use fragment::fragment;
pub use install::{Checked, Installer, install_page, preview_page};
pub use pages::{
    Form, Notice, hotline_page, problem_page, rating_page, text_size_page, thanks_page, unit_page,
};

/// The release whose script brings to life what is rendered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Release<'a> {
    /// Its hash, 16 hexadecimal digits.
    pub version: &'a str,
    /// The integrity (W3C SRI) of its glue, which knows that of its module.
    pub integrity: &'a str,
}
