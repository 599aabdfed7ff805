//! Whom to call: the emergency numbers and the unit's hotlines.

mod component;

pub use component::{Hotline, Props};

#[cfg(feature = "ssr")]
use tt_contract::{lang::Lang, time::Millis, unit::Unit};

/// What the edge renders a widget with.
#[cfg(feature = "ssr")]
pub async fn props(unit: &Unit, lang: Lang, now: Millis) -> Props {
    let _ = (unit, now);
    yew::props!(Props { lang })
}
