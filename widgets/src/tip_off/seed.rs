//! From what the edge rendered to the component that takes it over.

use super::{Vault, comeback, component};
use crate::{Seed, device::Device};
use std::rc::Rc;
use tt_contract::lang::Lang;
use web_sys::HtmlElement;

/// The element that a page's script takes over. It has `data-tip-off` (`form` or `return`), `data-unit`, `data-lang`,
/// `data-exit` (where quick exit leads) and `data-keys`: the keys to seal to as `id=age1…`, with blanks between them.
pub const ROOT: &str = "[data-tip-off]";

/// What comes to life in `root`, an element that matches [`ROOT`]; nothing if it is none.
#[must_use]
pub fn seed(root: &HtmlElement, vault: Rc<dyn Vault>, device: Device) -> Option<Seed> {
    let data = root.dataset();
    let lang: Lang = data.get("lang")?.parse().ok()?;
    let exit = data.get("exit")?.into();
    let form = root.query_selector("form").ok()??;
    let action = form.get_attribute("action")?.into();
    let vault = Some(vault);
    Some(match &*data.get("tipOff")? {
        "form" => {
            let back = data.get("back")?.into();
            let props = component::Props { lang, action, back, exit, vault, device, ..Default::default() };
            Seed::of::<component::TipOff>(props)
        }
        "return" => {
            let props = comeback::Props { lang, action, exit, vault, device, ..Default::default() };
            Seed::of::<comeback::Comeback>(props)
        }
        _ => return None,
    })
}
