//! Text size and help with reading, for the whole portal. The steps of the size work by the loader alone; the rest is here.

mod aloud;
mod article;
mod component;
mod highlight;
mod kept;
#[cfg(feature = "ssr")]
mod looks;
#[cfg(feature = "ssr")]
mod palette;
mod save;
mod sentences;
mod share;
mod speech;
#[cfg(feature = "ssr")]
mod still;
mod view;

pub use component::{Props, TextSize};
#[cfg(feature = "ssr")]
pub use still::still;
pub use view::Still;

#[cfg(feature = "ssr")]
use tt_contract::lang::Lang;

/// What the edge renders a widget with.
#[cfg(feature = "ssr")]
pub async fn props(lang: Lang) -> Props {
    yew::props!(Props { lang, still: still(lang).await })
}
