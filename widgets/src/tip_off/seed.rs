//! From what the edge rendered to the component that takes it over. The form and the way back are functions apart, so that
//! no module has both.

use super::{Vault, comeback, component};
use crate::{Seed, device::Device};
use std::rc::Rc;
use tt_contract::lang::Lang;
use web_sys::HtmlElement;
use yew::AttrValue;

/// What every page of the tip-off says.
struct Said {
    lang: Lang,
    framed: bool,
    action: AttrValue,
    exit: AttrValue,
}

/// What `root` says, if it is `which`.
fn said(root: &HtmlElement, which: &str) -> Option<Said> {
    let data = root.dataset();
    let form = root.query_selector("form").ok()??;
    (data.get("tipOff")? == which).then_some(())?;
    let lang = data.get("lang")?.parse().ok()?;
    let framed = root.closest("[data-framed]").ok()?.is_some();
    Some(Said { lang, framed, action: form.get_attribute("action")?.into(), exit: data.get("exit")?.into() })
}

/// The form in `root`, an element with `data-tip-off`; nothing if it is none.
#[must_use]
pub fn seed(root: &HtmlElement, vault: Rc<dyn Vault>, device: Device) -> Option<Seed> {
    let Said { lang, framed, action, exit } = said(root, "form")?;
    let (back, vault) = (root.dataset().get("back")?.into(), Some(vault));
    let props = component::Props { lang, framed, action, back, exit, vault, device, ..Default::default() };
    Some(Seed::of::<component::TipOff>(props))
}

/// The way back in `root`, an element with `data-tip-off`; nothing if it is none.
#[must_use]
pub fn seed_comeback(root: &HtmlElement, vault: Rc<dyn Vault>, device: Device) -> Option<Seed> {
    let Said { lang, framed, action, exit } = said(root, "return")?;
    let vault = Some(vault);
    let props = comeback::Props { lang, framed, action, exit, vault, device, ..Default::default() };
    Some(Seed::of::<comeback::Comeback>(props))
}
