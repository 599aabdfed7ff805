//! From components to HTML: the first life (a fragment for portals) and the third (a whole page).

mod document;
mod fragment;
mod pages;

pub use document::Document;
pub use fragment::fragment;
pub use pages::{Form, Notice, problem_page, rating_page, thanks_page, unit_page};
