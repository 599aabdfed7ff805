//! A tip that has arrived without anybody hearing so, and is changed before it is sent again.

use super::{
    form::{ACCOUNT, address, fill, go_on, until_live},
    sealed::delivered,
    sender::opened,
};
use anyhow::Result;
use tests::{journey::journey, tap::Tap};
use tt_contract::tip::Receipt;

#[tokio::test]
async fn a_tip_changed_after_it_arrived_is_not_lost_and_neither_is_its_receipt() -> Result<()> {
    journey(async |world, page| {
        let tap = Tap::new(&world.stack.edge.url()).await?;
        page.open(&tap.edge(&address(""))).await?;
        until_live(page).await?;
        fill(page, ACCOUNT).await?;

        tap.lose_answers();
        go_on(page).await?;
        let tip = delivered(world, "tip.created").await?;
        assert_eq!(opened(&tip)?["account"], ACCOUNT);
        page.until("text('.message').includes('Không kết nối được')").await?;
        tap.mend();

        page.js::<String>("q('#tt-account').value += ' Họ đi xe tải.'").await?;
        go_on(page).await?;
        page.until("text('.message').includes('đã đến nơi') && focused() === q('.message')").await?;
        let receipt: Receipt = page
            .js::<String>("text('.message .earlier')")
            .await?
            .parse()
            .map_err(|fault| anyhow::anyhow!("no receipt: {fault:?}"))?;
        assert_eq!(*tip.of("lookup"), tt_seal::lookup(&receipt).to_string());
        // What was added is still there to be copied, and the way back opens beside it.
        assert!(page.js::<bool>("q('#tt-account').value.endsWith('xe tải.')").await?);
        assert!(page.js::<bool>("q('.message a').target === '_blank' && !shown('.receipt h2')").await?);
        assert_eq!(world.deliveries().await?.iter().filter(|one| one.kind == "tip.created").count(), 1);
        Ok(())
    })
    .await
}
