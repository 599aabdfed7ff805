//! Text size and help with reading, for the whole portal.

mod component;

pub use component::{Props, TextSize};

#[cfg(feature = "ssr")]
use tt_contract::lang::Lang;

/// What the edge renders a widget with.
#[cfg(feature = "ssr")]
pub async fn props(lang: Lang) -> Props {
    yew::props!(Props { lang })
}
