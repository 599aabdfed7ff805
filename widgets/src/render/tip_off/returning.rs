//! `/u/{unit}/tip-off/return`: the way back with a receipt.

use super::{TipKey, TipPage};
use crate::{
    render::{Document, Release},
    tip_off::Opened,
};
use tt_contract::{id::SubmissionId, problem::FieldError, unit::Unit};

/// What the page of the way back shows.
#[derive(Clone, Default)]
pub struct TipReturn {
    /// What was typed as `receipt`, whatever it holds.
    pub receipt: String,
    /// What has come of the tip, where a valid receipt was posted (without script).
    pub opened: Option<Opened>,
    /// The `id` of the message form: fresh for every page, and the same in a form that comes back.
    pub message: Option<SubmissionId>,
    /// What was typed as `text`.
    pub text: String,
    /// What is wrong. Pointers `/receipt`, `/text`, `/files`.
    pub errors: Vec<FieldError>,
    /// Whether the edge is busy: to be sent once more.
    pub busy: bool,
}

/// `/u/{unit}/tip-off/return`: the field for a receipt; after it was posted the timeline and the form for a message, whose
/// POST goes to the same address and is told by its field `id`.
pub async fn tip_off_return_page(
    unit: &Unit,
    page: TipPage,
    keys: &[TipKey],
    shown: TipReturn,
    release: Release<'_>,
) -> Document {
    let _ = (unit, page);
    super::frame::empty().await
}
