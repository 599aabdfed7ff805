//! Sharing the page's address: by the device's own sheet, by plain links without anybody's script, by copying.

use js_sys::{Promise, Reflect, encode_uri_component};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlDocument, HtmlInputElement, ShareData, Window};

/// Opens the device's share sheet. Nothing where there is none, as on plain http and on most desktops.
pub(super) fn by_device(window: &Window, document: &Document, address: &str) -> Option<Promise> {
    let navigator = window.navigator();
    Reflect::get(&navigator, &"share".into()).ok().filter(wasm_bindgen::JsValue::is_function)?;
    let data = ShareData::new();
    data.set_title(&document.title());
    data.set_url(address);
    Some(navigator.share_with_data(&data))
}

/// Writes `address` into the links and the field below `root`.
pub(super) fn fill(window: &Window, root: &Element, address: &str) {
    let zalo = window.btoa(&["{\"url\":\"", address, "\"}"].concat()).unwrap_or_default();
    let set = |css: &str, name: &str, before: &str, value: &str| {
        if let Some(element) = root.query_selector(css).ok().flatten() {
            // Only a wrong name could be refused.
            let _ = element.set_attribute(name, &[before, value].concat());
        }
    };
    let encoded = |text: &str| String::from(encode_uri_component(text));
    set(".facebook", "href", "https://www.facebook.com/sharer/sharer.php?u=", &encoded(address));
    // Zalo documents its button alone; this is the address that the button opens.
    set(".zalo", "href", "https://button-share.zalo.me/share_external?d=", &encoded(&zalo));
    set(".address", "value", "", address);
}

/// Copies what stands in the field below `root`; says whether the browser did. It works on plain http too, where
/// `navigator.clipboard` is missing, and leaves the field selected.
pub(super) fn copy(document: &Document, root: &Element) -> bool {
    let field = root.query_selector(".address").ok().flatten();
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else { return false };
    field.select();
    document.unchecked_ref::<HtmlDocument>().exec_command("copy").unwrap_or(false)
}
