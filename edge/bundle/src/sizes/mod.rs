//! What a citizen downloads, in the order of need, against budgets.

mod readme;
mod table;
mod weight;

use std::{fs, rc::Rc};

use anyhow::{Context, Result};
use tt_contract::{
    holidays::Holidays,
    lang::Lang,
    time::Millis,
    tip::{Key, Receipt},
    unit::{Unit, Widget},
};
use tt_widgets::{
    Look,
    rating::Filled,
    render::{self, Form, Moment, Release, TipFilled, TipForm, TipKey, TipPage},
};

use crate::{Bundle, asset, digest, place::Place};
pub use readme::write;
pub use table::{Line, Table};
pub use weight::Weight;

/// The unit whose widgets are weighed: one that has everything.
const UNIT: &str = "congan-thanhhoa";

/// The moment for which they are rendered: a Tuesday morning, 2026-12-01T09:00 in Vietnam.
const MOMENT: Millis = Millis(1_796_090_400_000);

/// Budgets in bytes after brotli; a kB is 1,000 bytes, the stricter reading.
const LOADER: usize = 3_000;
const USABLE: usize = 8_000;
const ALIVE: usize = 80_000;
const FORM: usize = 10_000;
const SEALED: usize = 160_000;

/// Weighs everything. Errors: a file of the bundle or the unit's file cannot be read.
pub fn measure(bundle: &Bundle) -> Result<Table> {
    let asset = |name: &str| {
        let path = bundle.assets_dir.join(name);
        Weight::of(&fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?)
    };
    let html = Rendered::new(&asset::version(&bundle.assets_dir)?)?;
    let weigh = |html: &str| Weight::of(html.as_bytes());
    let (loader, sized, late) = (asset("tt.js")?, asset("sized.js")?, asset("late.js")?);
    let (hotline, rating, text_size) = (weigh(&html.hotline)?, weigh(&html.rating)?, weigh(&html.text_size)?);
    let (glue, module) = (asset("embed.js")?, asset("embed_bg.wasm")?);
    let form = weigh(&html.tip_off_page)?;
    let (page_glue, page) = (asset("page.js")?, asset("page_bg.wasm")?);
    let (vault_glue, vault) = (asset("vault.js")?, asset("vault_bg.wasm")?);
    Ok(Table::new(vec![
        Line::new("1. Loader, `tt.js`", loader).within(LOADER),
        Line::new("2. Hotlines as HTML, with their style", hotline),
        Line::new("3. Rating as HTML, with its style", rating),
        Line::new("4. Text size as HTML, with its style", text_size),
        Line::new("5. What changes the text's size, `sized.js`", sized),
        Line::sum("Hotlines to call: 1 + 2", loader + hotline).within(USABLE),
        Line::sum("A rating that can be sent: 1 + 3", loader + rating).within(USABLE),
        Line::sum("Text that can be enlarged: 1 + 4 + 5", loader + text_size + sized).within(USABLE),
        Line::new("6. Glue, `embed.js`, when a widget is near", glue),
        Line::new("7. WebAssembly, `embed_bg.wasm`", module),
        Line::sum("All three alive: 6 + 7", glue + module).within(ALIVE),
        Line::new("8. Dock as HTML, with its style", weigh(&html.dock)?),
        Line::new("9. Dock, kept copies, diagnosis, `late.js`", late),
        Line::new("10. The tip-off's own page, with its style", form).within(FORM),
        Line::new("11. What brings it to life, `page.js`", page_glue),
        Line::new("12. WebAssembly, `page_bg.wasm`", page),
        Line::new("13. What seals while a citizen types, `vault.js`", vault_glue),
        Line::new("14. WebAssembly, `vault_bg.wasm`", vault),
        Line::sum("A tip sealed in the browser: 10 to 14", form + page_glue + page + vault_glue + vault)
            .within(SEALED),
        Line::new("The return page's `comeback.js` in place of 11", asset("comeback.js")?),
        Line::new("The return page's `comeback_bg.wasm` in place of 12", asset("comeback_bg.wasm")?),
        Line::new("The return page's `opener.js` in place of 13", asset("opener.js")?),
        Line::new("The return page's `opener_bg.wasm` in place of 14", asset("opener_bg.wasm")?),
        Line::new("The hotlines' own page in place of 2", weigh(&html.hotline_page)?),
        Line::new("The rating's own page in place of 3", weigh(&html.rating_page)?),
        Line::new("The text size's own page in place of 4", weigh(&html.text_size_page)?),
    ]))
}

/// What the worker renders.
struct Rendered {
    hotline: String,
    rating: String,
    text_size: String,
    dock: String,
    hotline_page: String,
    rating_page: String,
    text_size_page: String,
    tip_off_page: String,
}

impl Rendered {
    fn new(version: &str) -> Result<Self> {
        let path = Place::of_this_clone()?.edge().join("units").join(UNIT).with_extension("toml");
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let unit: Unit =
            toml::from_str(&text).with_context(|| format!("{} is not a unit", path.display()))?;
        // As long as a real one, and as incompressible.
        let integrity = digest::integrity(version.as_bytes());
        let release = Release { version, integrity: &integrity, page: &integrity, comeback: &integrity };
        let moment = Moment { now: MOMENT, holidays };
        let (lang, look) = (Lang::Vi, Look::Light);
        let fragment = |widget| render::fragment(&unit, widget, lang, look, moment, release);
        let form = Form { lang, filled: Filled::default(), errors: Vec::new(), notice: None };
        let shown = TipPage { lang, ..TipPage::default() };
        let keys = [TipKey { key: key()?, fingerprint: "0123 4567 89AB CDEF 0123 4567 89AB CDEF".into() }];
        let tip = TipForm {
            receipt: Receipt::from_random([0x5a; 16]),
            mac: digest::hex(version.as_bytes()),
            filled: TipFilled::default(),
            errors: Vec::new(),
            notice: None,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        Ok(tokio::task::LocalSet::new().block_on(&runtime, async {
            Self {
                hotline: fragment(Widget::Hotline).await.html,
                rating: fragment(Widget::Rating).await.html,
                text_size: fragment(Widget::TextSize).await.html,
                dock: render::dock(&unit, &Widget::ALL, lang, look, release).await.html,
                hotline_page: render::hotline_page(&unit, lang, moment, release).await.html,
                rating_page: render::rating_page(&unit, form, release).await.html,
                text_size_page: render::text_size_page(&unit, lang, release).await.html,
                tip_off_page: render::tip_off_page(&unit, shown, &keys, tip, release, None).await.html,
            }
        }))
    }
}

/// The public holidays, of which the hotlines name those of the coming year.
fn holidays() -> Rc<Holidays> {
    toml::from_str(include_str!("../../../holidays.toml")).map(Rc::new).unwrap_or_default()
}

/// The key of a unit: its own file has none.
fn key() -> Result<Key> {
    Ok(toml::from_str(
        "id = '2026-11'\nrecipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'",
    )?)
}
