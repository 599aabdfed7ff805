//! What follows a form without script: the receipt of a tip, and that a message has arrived.

use super::TipPage;
use crate::render::Document;
use tt_contract::{tip::Receipt, unit::Unit};

/// The answer to a tip without script: its receipt. Shown this once.
pub async fn tip_off_receipt_page(unit: &Unit, page: TipPage, receipt: &Receipt) -> Document {
    let _ = (unit, page);
    super::frame::empty().await
}

/// The answer to a further message without script.
pub async fn tip_off_written_page(unit: &Unit, page: TipPage) -> Document {
    let _ = (unit, page);
    super::frame::empty().await
}
