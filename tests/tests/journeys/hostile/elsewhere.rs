//! Pages of origins that the unit does not list: another site, a file.

use super::{call, fallback_stands, follow, rate_plainly};
use anyhow::Result;
use demo::{portal::Portals, ports};
use std::fs;
use tests::{
    built, everywhere,
    page::Page,
    scratch::Scratch,
    world::{UNIT, World},
};

async fn what_the_portal_wrote_leads_on(world: &World, page: &Page<'_>, cause: &str) -> Result<()> {
    page.until("['tt-rating', 'tt-hotline'].every((name) => told.some((one) => one.startsWith(name)))")
        .await?;
    let told: Vec<String> = page.js("told").await?;
    assert!(told.iter().all(|one| one.ends_with(cause)), "{told:?}");
    fallback_stands(page).await?;
    call(page).await?;
    follow(page, false).await?;
    rate_plainly(world, page, "/").await
}

everywhere!(on_an_origin_that_is_not_listed_a_link_leads_to_the_edge);
async fn on_an_origin_that_is_not_listed_a_link_leads_to_the_edge(
    world: &mut World,
    page: &Page<'_>,
) -> Result<()> {
    let foreign = Portals::start(ports::listen(ports::free()?)?, &world.edge(""), built::bundle()?)?;
    page.open(&(foreign.url() + "/hostile/calm")).await?;
    what_the_portal_wrote_leads_on(world, page, "foreign-origin").await?;

    // Where the webmaster wrote nothing between the tags, one line of ours says it.
    page.open(&(foreign.url() + world.article()?)).await?;
    page.until(&format!("host && host.querySelector('a[href$=\"/u/{UNIT}/rating\"]')")).await?;
    page.until("host.innerText.startsWith('Chưa hiển thị được ở đây. Mời mở trang riêng: ')").await
}

everywhere!(from_a_file_a_link_leads_to_the_edge);
async fn from_a_file_a_link_leads_to_the_edge(world: &mut World, page: &Page<'_>) -> Result<()> {
    let answer = world.http.get(world.portal("/hostile/calm")).send().await?.error_for_status()?;
    let html = String::from_utf8(answer.bytes().await?.to_vec())?;
    let dir = Scratch::new()?;
    let file = dir.path().join("saved.html");
    fs::write(&file, html.replace("\"/hostile/", &format!("\"{}", world.portal("/hostile/"))))?;
    page.open(&format!("file://{}", file.display())).await?;
    what_the_portal_wrote_leads_on(world, page, "file").await
}
