//! What leaves the browser: nothing that anybody but the unit can read.

use super::{
    form::{STEPS, address, go_on, until_live, until_step},
    sender::{by_unit, fetched, opened, reply},
};
use anyhow::{Context, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::Method;
use serde_json::json;
use std::fs;
use tests::{
    everywhere,
    journey::journey,
    page::Page,
    scratch::Scratch,
    tap::Tap,
    world::{Delivery, UNIT, World, fresh_id},
};
use tt_contract::tip::Receipt;

/// Stands in the account, in the picture's metadata, in its name, in the message.
const CANARIES: [&str; 4] = ["KanariChuyen", "TTCANARY", "KanariTen", "KanariThem"];
const ACCOUNT: &str = "KanariChuyen: đêm nào cũng có xe chở hàng cấm.";

/// Waits until the file of this name has arrived.
pub(super) async fn until_attached(page: &Page<'_>) -> Result<()> {
    page.until("qa('.files li').length && qa('.files li').every((one) => !one.querySelector('progress') && one.textContent.includes('Xong'))").await
}

/// Goes to the step with the files.
pub(super) async fn until_files(page: &Page<'_>, account: &str) -> Result<()> {
    go_on(page).await?;
    until_step(page, STEPS[0]).await?;
    page.type_into("#tt-account", account).await?;
    for heading in &STEPS[1..4] {
        go_on(page).await?;
        until_step(page, heading).await?;
    }
    Ok(())
}

/// From the step with the files to the receipt.
pub(super) async fn send(page: &Page<'_>) -> Result<Receipt> {
    go_on(page).await?;
    until_step(page, STEPS[4]).await?;
    go_on(page).await?;
    page.until("shown('.receipt h2')").await?;
    let shown: String =
        page.js("qa('.receipt .code span').map((group) => group.textContent).join('-')").await?;
    shown.parse().map_err(|fault| anyhow::anyhow!("{shown} is no receipt: {fault:?}"))
}

/// The first delivery of this kind.
pub(super) async fn delivered(world: &World, kind: &str) -> Result<Delivery> {
    let all = world.until(|all| all.iter().any(|one| one.kind == kind && one.accepted)).await?;
    all.into_iter().find(|one| one.kind == kind).context("it has come")
}

everywhere!(a_photo_goes_sealed_and_whoever_has_the_receipt_reads_the_answer);
async fn a_photo_goes_sealed_and_whoever_has_the_receipt_reads_the_answer(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    let tap = Tap::new(&world.stack.edge.url()).await?;
    let folder = Scratch::new()?;
    let photo = folder.path().join("KanariTen.jpg");
    fs::copy(demo::root().join("edge/seal/tests/pictures/phone.jpg"), &photo)?;

    page.open(&tap.edge(&address(""))).await?;
    until_live(page).await?;
    until_files(page, ACCOUNT).await?;
    page.type_into("#tt-files", photo.display().to_string()).await?;
    until_attached(page).await?;
    let receipt = send(page).await?;

    let tip = delivered(world, "tip.created").await?;
    assert_eq!(*tip.of("sealed_by"), "browser");
    assert_eq!(*tip.of("lookup"), tt_seal::lookup(&receipt).to_string());
    let said = opened(&tip)?;
    assert_eq!(said["account"], ACCOUNT);
    assert_eq!(said["files"][0]["metadata"], "removed");
    let picture = fetched(world, &tip, 0).await?;
    assert!(picture.starts_with(&[0xff, 0xd8]) && !holds(&picture, "TTCANARY"));

    let reply_to = said["reply_to"].as_str().context("no recipient")?;
    let text = json!({ "type": "reply", "unit": UNIT, "lookup": tip.of("lookup"), "text": "Xe màu gì?" });
    let sealed = STANDARD.encode(tt_seal::seal_text(&[reply_to.parse()?], &text.to_string())?);
    let answer = json!({ "id": fresh_id()?, "status": "checking", "sealed": sealed });
    let path = format!("/v1/units/{UNIT}/tips/{}/replies", tt_seal::lookup(&receipt));
    reply(world, &path, &answer).await?.error_for_status()?;

    page.click(".receipt a[href*='/return']").await?;
    page.until("shown('.look .go button')").await?;
    page.type_into("#tt-receipt", receipt.to_string()).await?;
    page.click(".look .go button").await?;
    page.until("shown('.timeline') && text('.reply') === 'Xe màu gì?'").await?;
    page.type_into("#tt-text", "KanariThem: xe màu đỏ").await?;
    page.click(".write > .go button").await?;
    let message = delivered(world, "tip.message").await?;
    assert_eq!(opened(&message)?["text"], "KanariThem: xe màu đỏ");

    let sent = tap.sent();
    assert!(holds(&sent, "name=\"sealed\"") && holds(&sent, "PUT /v1/units/"), "nothing was listened to");
    let shown = receipt.to_string();
    let receipts =
        [shown.clone(), shown.replace('-', ""), shown.to_lowercase().replace('-', ""), shown[..11].into()];
    for canary in CANARIES.into_iter().map(str::to_owned).chain(receipts).chain([reply_to.to_owned()]) {
        assert!(!holds(&sent, &canary), "{canary} has left the browser");
    }
    Ok(())
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn without_what_seals_nothing_is_sent_and_nothing_is_lost() -> Result<()> {
    journey(async |world, page| {
        let tap = Tap::new(&world.stack.edge.url()).await?;
        page.block(&["*vault_bg.wasm"]).await?;
        page.open(&tap.edge(&address(""))).await?;
        until_live(page).await?;
        until_files(page, ACCOUNT).await?;
        go_on(page).await?;
        until_step(page, STEPS[4]).await?;
        go_on(page).await?;
        page.until("focused() === q('.message') && text('.message').includes('Chưa gửi được')").await?;
        assert_eq!(page.js::<String>("q('#tt-account').value").await?, ACCOUNT);
        assert_eq!([tap.count("POST "), tap.count("PUT "), tap.count("KanariChuyen")], [0, 0, 0]);

        page.block(&[]).await?;
        go_on(page).await?;
        page.until("shown('.receipt h2')").await?;
        assert_eq!(opened(&delivered(world, "tip.created").await?)?["account"], ACCOUNT);
        assert_eq!(tap.count("KanariChuyen"), 0);
        Ok(())
    })
    .await
}

/// What breaks in the vault's thread, as a browser without what it needs would break it.
#[tokio::test]
async fn an_error_before_sealing_sends_nothing() -> Result<()> {
    for broken in
        ["self.Worker = undefined", "WebAssembly.compile = () => Promise.reject(new Error('broken'))"]
    {
        journey(async |world, page| {
            let tap = Tap::new(&world.stack.edge.url()).await?;
            page.before_each_page(broken).await?;
            page.open(&tap.edge(&address(""))).await?;
            until_live(page).await?;
            until_files(page, ACCOUNT).await?;
            go_on(page).await?;
            until_step(page, STEPS[4]).await?;
            go_on(page).await?;
            page.until("focused() === q('.message') && text('.message').includes('Chưa gửi được')").await?;
            assert_eq!(
                [tap.count("POST "), tap.count("PUT "), tap.count("KanariChuyen")],
                [0, 0, 0],
                "{broken}"
            );
            assert!(world.deliveries().await?.is_empty());
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_taken_off_does_not_come_along() -> Result<()> {
    journey(async |world, page| {
        let folder = Scratch::new()?;
        let [kept, off] = ["one.pdf", "two.pdf"].map(|name| folder.path().join(name));
        fs::write(&kept, super::sender::pdf(5_000, 1))?;
        fs::write(&off, super::sender::pdf(6_000, 2))?;
        page.open(&world.edge(&address(""))).await?;
        until_live(page).await?;
        until_files(page, ACCOUNT).await?;
        page.type_into("#tt-files", format!("{}\n{}", kept.display(), off.display())).await?;
        page.until("qa('.files li').length === 2").await?;
        until_attached(page).await?;
        page.click(".files li:nth-child(2) button:last-child").await?;
        page.until("qa('.files li').length === 1").await?;
        send(page).await?;
        let tip = delivered(world, "tip.created").await?;
        assert_eq!(tip.of("files").as_array().map(Vec::len), Some(1));
        assert_eq!(fetched(world, &tip, 0).await?, super::sender::pdf(5_000, 1));
        let path = tip.of("files")[0]["path"].as_str().context("no path")?.to_owned();
        assert_eq!(by_unit(world, Method::DELETE, &path).send().await?.status(), 204);
        Ok(())
    })
    .await
}
