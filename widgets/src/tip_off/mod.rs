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
mod receipt;
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
pub use seed::{seed, seed_comeback};
pub use vault::{Draft, DraftMessage, Event, FileReason, Reason, Vault};
pub use view::Still;

#[cfg(feature = "ssr")]
use crate::i18n;
#[cfg(feature = "ssr")]
use tt_contract::{
    lang::Lang,
    unit::{Unit, Widget},
};

/// What stands in a portal: a link, before which the loader puts a frame that shows the same page, where frames are not
/// forbidden (`embed/loader/late/frame.js`).
#[cfg(feature = "ssr")]
pub(crate) fn frame(unit: &Unit, lang: Lang) -> String {
    let (unit, title, words) =
        (unit.id.as_str(), i18n::page(lang).title(Widget::TipOff), i18n::tip_form(lang).frame_link);
    // Nothing here can hold a character that HTML reads as markup.
    format!(
        r#"<div class="tip-frame"><p><a href="/u/{unit}/tip-off?lang={}" data-title="{title}" target="_blank" rel="noopener noreferrer">{words}</a></p></div>"#,
        lang.tag()
    )
}
