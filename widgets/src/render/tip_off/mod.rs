//! The pages of the tip-off at the edge: the form, what follows it, the way out and the way back, the key.
//!
//! Each takes [`TipPage`], which says where and how it is shown. Where `Release::page` is empty, or
//! the page is a plain one, no script is asked for.

mod after;
mod form;
mod frame;
mod key;
mod returning;

pub use after::{tip_off_leave_page, tip_off_sent_page};
pub use form::{TipFilled, TipForm, TipNotice, tip_off_page};
pub use key::tip_off_key_page;
pub use returning::{TipReturn, tip_off_return_page};

use crate::style::Look;
use tt_contract::{lang::Lang, tip::Key};

/// Where and how a page of the tip-off is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TipPage {
    /// `?lang=`
    pub lang: Lang,
    /// `?theme=`; as the device is set where that says nothing.
    pub look: Look,
    /// Inside a portal: without head and foot, and without a form where scripts do not run, because
    /// the load that follows its sending would tell the portal. A link to the whole page, and its
    /// address, stand in its place.
    pub framed: bool,
    /// `?plain=1`: without any script, by the citizen's own choice. Where scripts run this is the
    /// only way to a form that the edge seals. Never in a frame.
    pub plain: bool,
}

impl Default for TipPage {
    fn default() -> Self {
        Self { lang: Lang::default(), look: Look::Auto, framed: false, plain: false }
    }
}

/// A key as it is shown: of those that are valid on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TipKey {
    /// As it stands in the unit's file.
    pub key: Key,
    /// Its fingerprint (`tt_seal::fingerprint`).
    pub fingerprint: String,
}
