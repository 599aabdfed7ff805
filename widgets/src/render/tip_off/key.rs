//! `/u/{unit}/tip-off/key`: the unit's keys on a sheet, to be compared.

use super::{TipKey, TipPage};
use crate::render::Document;
use tt_contract::unit::Unit;

/// `/u/{unit}/tip-off/key`: the keys to which tips are sealed, with their fingerprints.
pub async fn tip_off_key_page(unit: &Unit, page: TipPage, keys: &[TipKey]) -> Document {
    let _ = (unit, page);
    super::frame::empty().await
}
