//! The states that a citizen can bring the tip-off's pages into, and the way to each.

use crate::{
    page::Page,
    world::{UNIT, World},
};
use anyhow::{Context, Result};
use demo::units::TOKEN;
use serde_json::json;
use tt_contract::tip::Receipt;

/// A state of the tip-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TipState {
    /// What to know before.
    Guidance,
    /// What happened, sent empty.
    Wrong,
    /// Words that speak of danger.
    Danger,
    /// When and where.
    When,
    /// Files: one that has arrived, one that is none.
    Files,
    /// What was answered, before it is sent.
    Review,
    /// It has arrived.
    Receipt,
    /// Where a receipt is typed in, mistyped.
    Return,
    /// The unit has answered.
    Timeline,
    /// As one page without script.
    Plain,
    /// The unit's keys.
    Key,
}

impl TipState {
    /// All states.
    pub const ALL: [Self; 11] = [
        Self::Guidance,
        Self::Wrong,
        Self::Danger,
        Self::When,
        Self::Files,
        Self::Review,
        Self::Receipt,
        Self::Return,
        Self::Timeline,
        Self::Plain,
        Self::Key,
    ];

    /// Its name in file names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guidance => "guidance",
            Self::Wrong => "wrong",
            Self::Danger => "danger",
            Self::When => "when",
            Self::Files => "files",
            Self::Review => "review",
            Self::Receipt => "receipt",
            Self::Return => "return",
            Self::Timeline => "timeline",
            Self::Plain => "plain",
            Self::Key => "key",
        }
    }

    /// Opens the page anew and brings it into this state. Errors: a step fails.
    pub async fn reach(self, world: &World, page: &Page<'_>) -> Result<()> {
        let path = match self {
            Self::Return | Self::Timeline => "/return",
            Self::Key => "/key",
            _ => "",
        };
        let plain = if self == Self::Plain { "&plain=1" } else { "" };
        if self == Self::Timeline {
            return timeline(world, page).await;
        }
        page.open(&world.edge(&format!("/u/{UNIT}/tip-off{path}?lang=vi{plain}"))).await?;
        match self {
            Self::Guidance => page.until("shown('.go button.send')").await,
            Self::Wrong => {
                start(page).await?;
                go_on(page).await?;
                page.until("shown('#tt-e-account')").await
            }
            Self::Danger => {
                start(page).await?;
                page.type_into("#tt-account", "Cứu tôi với, nó cầm dao đứng ngoài cửa.").await?;
                go_on(page).await?;
                page.until("shown('[role=alertdialog]')").await
            }
            Self::When => to(page, 2).await,
            Self::Files => {
                to(page, 4).await?;
                let folder = demo::root().join("edge/seal/tests");
                for file in ["pictures/phone.jpg", "vectors.json"] {
                    page.type_into("#tt-files", folder.join(file).display().to_string()).await?;
                }
                page.until("qa('.files li').length === 2 && !q('.files progress') && text('.files').includes('Xong')").await
            }
            Self::Review => to(page, 5).await,
            Self::Receipt => receipt(page).await.map(drop),
            Self::Return => {
                page.until("shown('.look .go button')").await?;
                page.type_into("#tt-receipt", "AAAAA-AAAAA-AAAAA-AAAAA-A").await?;
                page.click(".look .go button").await?;
                page.until("shown('#tt-e-receipt')").await
            }
            Self::Timeline | Self::Plain | Self::Key => Ok(()),
        }
    }
}

async fn go_on(page: &Page<'_>) -> Result<()> {
    page.click(".go button.send").await
}

/// From the guidance to the first step.
async fn start(page: &Page<'_>) -> Result<()> {
    page.until("shown('.go button.send')").await?;
    go_on(page).await?;
    page.until("shown('#tt-account')").await
}

/// To a step, 2 to 5, with answers.
async fn to(page: &Page<'_>, step: u8) -> Result<()> {
    start(page).await?;
    page.type_into("#tt-account", "Tối nào cũng có người bán ma túy ở cuối ngõ, gần quán nước.").await?;
    for at in 2..=step {
        go_on(page).await?;
        page.until(&format!("text('.steps') === 'Bước {at}/5'")).await?;
        if at == 2 {
            page.type_into("#tt-when", "Từ đầu tháng, khoảng 22 giờ").await?;
        }
    }
    Ok(())
}

/// From the guidance to the receipt.
async fn receipt(page: &Page<'_>) -> Result<Receipt> {
    to(page, 5).await?;
    go_on(page).await?;
    page.until("shown('.receipt h2')").await?;
    let shown: String =
        page.js("qa('.receipt .code span').map((group) => group.textContent).join('-')").await?;
    shown.parse().ok().context("no receipt is shown")
}

/// A tip that the unit has answered.
async fn timeline(world: &World, page: &Page<'_>) -> Result<()> {
    page.open(&world.edge(&format!("/u/{UNIT}/tip-off?lang=vi"))).await?;
    let receipt = receipt(page).await?;
    let replies = format!("/v1/units/{UNIT}/tips/{}/replies", tt_seal::lookup(&receipt));
    let text = json!({
        "type": "reply", "unit": UNIT, "lookup": tt_seal::lookup(&receipt).to_string(),
        "text": "Cảm ơn bạn. Người đó đi xe gì, bạn có nhớ không?"
    });
    let sealed = tt_seal::seal_text(&[tt_seal::identity(&receipt).recipient()], &text.to_string())?;
    let sealed = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, sealed);
    let answer = json!({ "id": crate::world::fresh_id()?, "status": "checking", "sealed": sealed });
    let request = world.http.post(world.edge(&replies)).bearer_auth(TOKEN);
    let request = request.header("Content-Type", "application/json").body(answer.to_string());
    request.send().await?.error_for_status()?;
    page.open(&world.edge(&format!("/u/{UNIT}/tip-off/return?lang=vi"))).await?;
    page.until("shown('.look .go button')").await?;
    page.type_into("#tt-receipt", receipt.to_string()).await?;
    page.click(".look .go button").await?;
    page.until("shown('.timeline .reply')").await
}
