//! Two forms beside each other in one browser.

use super::{
    form::{ACCOUNT, fill, go_on, open},
    sender::opened,
};
use anyhow::Result;
use tests::{everywhere, page::Page, world::World};
use tt_contract::tip::Receipt;

const OTHER: &str = "Nhà số 7 tối nào cũng có người vào đánh bạc.";

async fn receipt(page: &Page<'_>) -> Result<Receipt> {
    go_on(page).await?;
    page.until("shown('.receipt h2')").await?;
    let shown: String =
        page.js("qa('.receipt .code span').map((group) => group.textContent).join('-')").await?;
    shown.parse().map_err(|fault| anyhow::anyhow!("{shown} is no receipt: {fault:?}"))
}

everywhere!(two_tips_side_by_side_have_receipts_of_their_own_and_do_not_disturb_each_other);
async fn two_tips_side_by_side_have_receipts_of_their_own_and_do_not_disturb_each_other(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    open(world, page).await?;
    fill(page, ACCOUNT).await?;
    let first = page.window().await?;
    let second = page.new_tab().await?;
    page.switch_to_window(second).await?;
    open(world, page).await?;
    fill(page, OTHER).await?;
    let later = receipt(page).await?;

    page.switch_to_window(first).await?;
    assert_eq!(page.js::<String>("text('.steps')").await?, "Bước 5/5");
    assert_eq!(page.js::<String>("q('#tt-account').value").await?, ACCOUNT);
    let earlier = receipt(page).await?;
    assert_ne!(earlier, later);

    let all = world.delivered(2).await?;
    for (receipt, account) in [(earlier, ACCOUNT), (later, OTHER)] {
        let lookup = tt_seal::lookup(&receipt).to_string();
        let tip = all.iter().find(|tip| *tip.of("lookup") == lookup.as_str());
        let said = opened(tip.ok_or_else(|| anyhow::anyhow!("{all:#?}"))?)?;
        assert_eq!(said["account"], account);
    }
    assert_eq!(all.len(), 2);
    Ok(())
}
