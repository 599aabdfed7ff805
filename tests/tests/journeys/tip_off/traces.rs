//! What a browser that was closed has kept of what was sent with it: in no file of its profile a word of it, nor the receipt.

use super::form::{ACCOUNT, address, fill, go_on, open};
use anyhow::{Result, ensure};
use tests::{
    browser::{Browser, Engine, Script},
    page::Page,
    traces,
    world::{UNIT, World},
};

const PLACE: &str = "Chợ Vườn Hoa, quầy 12";
const COMMENT: &str = "Cán bộ ở quầy số 7 nói to";

/// What is typed, and nowhere to be found afterwards.
fn typed() -> Vec<String> {
    [ACCOUNT, PLACE, COMMENT].map(str::to_owned).to_vec()
}

/// A tip by the form without script, and back and forth after it. What must not be found.
async fn plain_tip(world: &World, page: &Page<'_>) -> Result<Vec<String>> {
    page.open(&world.edge(&address("&plain=1"))).await?;
    let receipt: String = page.js("q('#tt-receipt').value").await?;
    page.type_into("#tt-account", ACCOUNT).await?;
    page.type_into("#tt-place", PLACE).await?;
    page.click("form div:not(.go) > .go button").await?;
    page.until("location.pathname.endsWith('/tip-off/sent')").await?;
    page.back().await?;
    page.until("q('#tt-account') && q('#tt-receipt')").await?;
    ensure!(
        page.js::<bool>("!q('#tt-account').value && !q('#tt-place').value").await?,
        "it stands there again"
    );
    ensure!(page.js::<String>("q('#tt-receipt').value").await? != receipt, "the receipt stands there again");
    page.forward().await?;
    page.until("location.pathname.endsWith('/tip-off/sent')").await?;
    Ok(vec![receipt.replace('-', ""), receipt])
}

/// A rating without script, and back.
async fn plain_rating(world: &World, page: &Page<'_>) -> Result<()> {
    page.open(&world.edge(&format!("/u/{UNIT}/rating?lang=vi"))).await?;
    page.choose(2).await?;
    page.comment(COMMENT).await?;
    page.send().await?;
    page.until("location.pathname.endsWith('/thanks')").await?;
    page.back().await?;
    page.until("shown('form')").await?;
    ensure!(
        page.js::<bool>("!q('textarea').value && !q('[name=level]:checked')").await?,
        "the rating stands again"
    );
    Ok(())
}

/// A tip with script, the way back with its receipt, and a rating. What must not be found.
async fn with_script(world: &World, page: &Page<'_>) -> Result<Vec<String>> {
    open(world, page).await?;
    fill(page, ACCOUNT).await?;
    go_on(page).await?;
    page.until("shown('.receipt .code')").await?;
    let receipt: String =
        page.js("qa('.receipt .code span').map((group) => group.textContent).join('-')").await?;
    page.open(&world.edge(&format!("/u/{UNIT}/tip-off/return?lang=vi"))).await?;
    page.until("shown('.look .go button')").await?;
    page.type_into("#tt-receipt", receipt.as_str()).await?;
    page.click(".look .go button").await?;
    page.until("shown('.timeline')").await?;

    page.open(&world.edge(&format!("/u/{UNIT}/rating?lang=vi"))).await?;
    page.until_live().await?;
    page.choose(2).await?;
    page.comment(COMMENT).await?;
    page.send().await?;
    page.until_thanked().await?;
    ensure!(
        page.js::<bool>("!q('textarea').value && !q('[name=level]:checked')").await?,
        "the rating still stands"
    );
    Ok(vec![receipt.replace('-', ""), receipt])
}

async fn nothing_is_kept(engine: Engine, script: Script) -> Result<()> {
    let (world, browser) = (World::new()?, Browser::start(engine, script).await?);
    let page = Page::of(&browser);
    let mut needles = typed();
    needles.extend(plain_tip(&world, &page).await?);
    match script {
        Script::On => needles.extend(with_script(&world, &page).await?),
        Script::Off => plain_rating(&world, &page).await?,
    }
    let profile = browser.close().await?;
    let found = traces::of(profile.path(), &needles)?;
    ensure!(found.is_empty(), "{engine}, scripts {script:?}, has kept {found:#?}");
    // The search sees what there is: that the page was opened stands in the history, which no page can change.
    let opened = traces::of(profile.path(), &["/tip-off".to_owned()])?;
    ensure!(!opened.is_empty(), "{engine} has no history");
    // Firefox leaves an entry with the address in a folder of what it has thrown away; it is searched above for what was typed.
    let cached = |(path, _): &(std::path::PathBuf, String)| {
        let path = path.to_string_lossy().to_lowercase();
        path.contains("cache") && !path.contains("/doomed/")
    };
    ensure!(!opened.iter().any(cached), "{engine} has kept the page itself: {opened:#?}");
    Ok(())
}

#[tokio::test]
async fn chromium_keeps_nothing() -> Result<()> {
    nothing_is_kept(Engine::Chromium, Script::On).await
}

#[tokio::test]
async fn chromium_without_script_keeps_nothing() -> Result<()> {
    nothing_is_kept(Engine::Chromium, Script::Off).await
}

#[tokio::test]
async fn firefox_keeps_nothing() -> Result<()> {
    nothing_is_kept(Engine::Firefox, Script::On).await
}

#[tokio::test]
async fn firefox_without_script_keeps_nothing() -> Result<()> {
    nothing_is_kept(Engine::Firefox, Script::Off).await
}
