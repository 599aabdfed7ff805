//! `/u/{unit}/tip-off`: the form.

use super::{TipKey, TipPage};
use crate::render::{Document, Release};
use tt_contract::{problem::FieldError, tip::Receipt, unit::Unit};

/// What is said above a form that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TipNotice {
    /// Something is to be mended.
    Mend,
    /// The edge is busy, or its mailbox did not confirm: to be sent once more.
    Busy,
    /// The portal hid where the form came from: to be sent once more from here.
    Confirm,
}

/// What was typed, whatever it holds; files cannot come back.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TipFilled {
    /// `account`
    pub account: String,
    /// `crime`
    pub crime: String,
    /// `when`
    pub when: String,
    /// `place`
    pub place: String,
    /// `who`
    pub who: String,
    /// `known`
    pub known: String,
    /// `ongoing`
    pub ongoing: String,
    /// `contact`
    pub contact: String,
    /// `originals`
    pub originals: bool,
    /// Whether files came with it, which have to be chosen again.
    pub had_files: bool,
}

/// A form for one person.
#[derive(Clone)]
pub struct TipForm {
    /// Fresh for every page, and the same in a form that comes back.
    pub receipt: Receipt,
    /// What was typed.
    pub filled: TipFilled,
    /// What is wrong with it. Pointers `/account`, `/crime`, `/when`, `/place`, `/who`, `/known`, `/ongoing`, `/contact`, `/files`.
    pub errors: Vec<FieldError>,
    /// What is said above it.
    pub notice: Option<TipNotice>,
}

/// `/u/{unit}/tip-off`: the form; that no tips are taken now, where `keys` is empty.
pub async fn tip_off_page(
    unit: &Unit,
    page: TipPage,
    keys: &[TipKey],
    form: TipForm,
    release: Release<'_>,
) -> Document {
    let _ = (unit, page);
    super::frame::empty().await
}
