//! What a citizen downloads, in the order of need, against budgets.

mod readme;
mod table;
mod weight;

use std::fs;

use anyhow::{Context, Result};
use tt_contract::{
    holidays::Holidays,
    lang::Lang,
    time::Millis,
    unit::{Unit, Widget},
};
use tt_widgets::{
    Look,
    rating::Filled,
    render::{self, Form, Moment, Release},
};

use crate::{Bundle, asset, place::Place};
pub use readme::write;
pub use table::{Line, Table};
pub use weight::Weight;

/// The unit whose widgets are weighed: one that has everything.
const UNIT: &str = "congan-thanhhoa";

/// Budgets in bytes after brotli; a kB is 1,000 bytes, the stricter reading.
const LOADER: usize = 3_000;
const USABLE: usize = 8_000;
const ALIVE: usize = 70_000;

/// Weighs everything. Errors: a file of the bundle or the unit's file cannot be read.
pub fn measure(bundle: &Bundle) -> Result<Table> {
    let asset = |name: &str| {
        let path = bundle.assets_dir.join(name);
        Weight::of(&fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?)
    };
    let (fragment, page) = rendered(&asset::version(&bundle.assets_dir)?)?;
    let (loader, glue, module) = (asset("tt.js")?, asset("embed.js")?, asset("embed_bg.wasm")?);
    let (fragment, page) = (Weight::of(fragment.as_bytes())?, Weight::of(page.as_bytes())?);
    Ok(Table::new(vec![
        Line::new("1. Loader, `tt.js`", loader).within(LOADER),
        Line::new("2. Rating as HTML, with its style", fragment),
        Line::sum("A rating that can be sent: 1 + 2, two requests", loader + fragment).within(USABLE),
        Line::new("3. Glue, `embed.js`, when the rating is near", glue),
        Line::new("4. WebAssembly, `embed_bg.wasm`", module),
        Line::sum("A rating that is alive: 3 + 4", glue + module).within(ALIVE),
        Line::sum("Everything in a portal: 1 to 4", loader + fragment + glue + module),
        Line::new("The rating's own page in place of 2, with its style", page),
    ]))
}

/// The rating's fragment and its page, as the worker renders them.
fn rendered(version: &str) -> Result<(String, String)> {
    let path = Place::of_this_clone()?.edge().join("units").join(UNIT).with_extension("toml");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let unit: Unit = toml::from_str(&text).with_context(|| format!("{} is not a unit", path.display()))?;
    let form = Form { lang: Lang::Vi, filled: Filled::default(), errors: Vec::new(), notice: None };
    let release = Release { version, integrity: "" };
    let moment = Moment { now: Millis(0), holidays: &Holidays::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    Ok(tokio::task::LocalSet::new().block_on(&runtime, async {
        let fragment = render::fragment(&unit, Widget::Rating, Lang::Vi, Look::Auto, moment, release).await;
        (fragment.html, render::rating_page(&unit, form, release).await.html)
    }))
}
