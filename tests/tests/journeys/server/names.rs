//! Under which name somebody asks the edge is nothing that anybody else gets to see.

use anyhow::{Context, Result, ensure};
use reqwest::header;
use tests::world::{UNIT, World};

/// What a stranger says the edge is called, to have a cache between hand it to others.
const FORGED: &str = "evil.example";

/// Every answer to a `GET` that names addresses, or might.
fn paths() -> Vec<String> {
    let unit = format!("/u/{UNIT}");
    let of_unit = [
        "",
        "/rating",
        "/rating?page=%2Ftin",
        "/rating/thanks",
        "/hotline",
        "/hotline/print",
        "/hotline.vcf",
        "/text-size",
    ];
    let of_tip = ["", "?plain=1", "?framed=1", "/return", "/return?framed=1", "/key"];
    let of_data = ["", "/widgets/hotline", "/widgets/tip-off", "/widgets/dock", "/ratings/summary"];
    let others = [
        "/healthz",
        "/healthz/ready",
        "/openapi.json",
        "/tt.js",
        "/v/integrity.json",
        "/nothing",
        "/u/nobody",
    ];
    let mut all: Vec<String> = of_unit.iter().map(|rest| format!("{unit}{rest}")).collect();
    all.extend(of_tip.iter().map(|rest| format!("{unit}/tip-off{rest}")));
    all.extend(of_data.iter().map(|rest| format!("/v1/units/{UNIT}{rest}")));
    all.extend(["", "/preview"].iter().map(|rest| format!("/install/{UNIT}{rest}")));
    all.extend(others.map(str::to_owned));
    all
}

/// Asks for each path under the forged name; gives those of whose answers `is_wrong` says so, by
/// whether it holds the name, and whether a cache may keep it.
async fn wrong(world: &World, is_wrong: impl Fn(bool, bool) -> bool) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for path in paths() {
        let request = world.http.get(world.edge(&path)).header(header::HOST, FORGED);
        let request = ["X-Forwarded-Host", "Forwarded", "X-Forwarded-Proto", "X-Original-Host"]
            .iter()
            .fold(request, |request, name| request.header(*name, format!("host={FORGED}")));
        let answer = request.send().await?;
        let head = format!("{:?}", answer.headers());
        let kept = !head.contains("no-store");
        let said = format!("{head}{}", answer.text().await?);
        if is_wrong(said.contains(FORGED), kept) {
            wrong.push(path);
        }
    }
    Ok(wrong)
}

#[tokio::test]
async fn a_forged_name_stands_in_nothing_that_a_cache_may_keep() -> Result<()> {
    let world = World::new()?;
    let wrong = wrong(&world, |named, kept| named && kept).await?;
    ensure!(wrong.is_empty(), "{wrong:?}");
    Ok(())
}

#[tokio::test]
async fn the_operators_name_is_said_whatever_was_asked() -> Result<()> {
    let world = World::with(|options| options.public_origin = Some("https://edge.example".into()))?;
    // The preview alone is of the page's own name: it loads what it shows from there.
    let preview = format!("/install/{UNIT}/preview");
    let mut wrong = wrong(&world, |named, _| named).await?;
    wrong.retain(|path| *path != preview);
    ensure!(wrong.is_empty(), "{wrong:?}");
    let get = async |path: String| anyhow::Ok(world.http.get(world.edge(&path)).send().await?.text().await?);
    let install = get(format!("/install/{UNIT}")).await?;
    ensure!(install.contains("https://edge.example/tt.js"), "{install}");
    let framed = get(format!("/u/{UNIT}/tip-off?framed=1")).await?;
    ensure!(framed.contains(&format!("https://edge.example/u/{UNIT}/tip-off")), "{framed}");
    Ok(())
}

#[tokio::test]
async fn a_name_that_is_none_is_told_and_nothing_is_served_under_it() -> Result<()> {
    let started = World::with(|options| options.public_origin = Some("edge.example".into()));
    let said = started.err().context("it started")?.to_string();
    ensure!(said.contains(r#""problem":"PUBLIC_ORIGIN""#), "{said}");
    Ok(())
}
