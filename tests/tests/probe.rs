use tests::{browser::Browser, page::Page, world::World};
#[tokio::test]
async fn probe() -> anyhow::Result<()> {
    let t = std::time::Instant::now();
    let world = World::new()?;
    eprintln!("world {:?}", t.elapsed());
    let browser = Browser::start().await?;
    eprintln!("browser {:?}", t.elapsed());
    let page = Page::of(&browser);
    page.open(&world.portal(world.article()?)).await?;
    eprintln!("open {:?}", t.elapsed());
    page.until_live().await?;
    eprintln!("live {:?}", t.elapsed());
    page.choose(3).await?;
    eprintln!("choose {:?}", t.elapsed());
    page.send().await?;
    page.until_thanked().await?;
    eprintln!("thanked {:?}", t.elapsed());
    browser.quit_probe().await?; eprintln!("quit {:?}", t.elapsed());
    drop(browser);
    eprintln!("dropped {:?}", t.elapsed());
    drop(world);
    eprintln!("world dropped {:?}", t.elapsed());
    Ok(())
}
