//! From what the edge rendered to the component that takes it over.

use super::Vault;
use crate::{Seed, device::Device};
use std::rc::Rc;
use web_sys::HtmlElement;

/// The element that a page's script takes over. It has `data-tip-off` (`form` or `return`), `data-unit`, `data-lang`,
/// `data-exit` (where quick exit leads) and `data-keys`: the keys to seal to as `id=age1…`, with blanks between them.
pub const ROOT: &str = "[data-tip-off]";

/// What comes to life in `root`, an element that matches [`ROOT`]; nothing if it is none.
#[must_use]
pub fn seed(root: &HtmlElement, vault: Rc<dyn Vault>, device: Device) -> Option<Seed> {
    let _ = (root, vault, device);
    None
}
