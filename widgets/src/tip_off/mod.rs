//! The tip-off: in a portal a frame from the edge, so that the portal can read nothing of it; a whole page at the edge.

mod answers;
mod attachments;
pub(crate) mod comeback;
mod component;
mod danger;
mod dom;
mod field;
mod leave;
mod list;
mod opened;
pub(crate) mod receipt;
mod seed;
mod state;
#[cfg(feature = "ssr")]
pub(crate) mod still;
mod thrice;
mod uploads;
mod vault;
mod view;
pub mod wire;

pub use answers::read;
pub use comeback::{Comeback, Props as ComebackProps, Still as ComebackStill};
pub use component::{Props, TipOff};
pub use field::{Field, LAST};
pub use opened::{Opened, OpenedEntry, OpenedReply};
pub use seed::{ROOT, seed};
pub use vault::{Draft, DraftMessage, Event, FileReason, Reason, Vault};
pub use view::Still;

#[cfg(feature = "ssr")]
use crate::{i18n, style::Look};
#[cfg(feature = "ssr")]
use tt_contract::{
    lang::Lang,
    unit::{Unit, Widget},
};

/// What stands in a portal: a frame that shows the edge's page, and a link for where frames are forbidden.
#[cfg(feature = "ssr")]
pub(crate) async fn frame(unit: &Unit, lang: Lang, _look: Look) -> String {
    let (unit, title) = (unit.id.as_str(), i18n::page(lang).title(Widget::TipOff));
    format!(
        r#"<p><a href="/u/{unit}/tip-off?lang={}" target="_blank" rel="noopener">{title}</a></p>"#,
        lang.tag()
    )
}
