//! What stands around every page of the tip-off.

use crate::render::Document;

pub(super) async fn empty() -> Document {
    core::future::ready(Document { html: String::new(), style: String::new() }).await
}
