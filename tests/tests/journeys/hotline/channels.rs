//! The same numbers everywhere: JSON, JSON-LD, address book, paper.

use super::{MAIN, example, get, open_live};
use anyhow::{Context, Result, anyhow};
use calcard::{Entry, Parser};
use reqwest::header;
use serde_json::Value;
use tests::{journey::journey, world::UNIT, world::World};

const ABOUT: &str = "[...document.querySelectorAll('script[type=\"application/ld+json\"]')].map((script) => [script.parentNode.localName, script.textContent])";

#[tokio::test]
async fn every_channel_may_be_kept_for_a_minute_and_is_asked_for_by_its_tag() -> Result<()> {
    // A sheet that names the edge as the request did is kept by no cache.
    let world = World::with(|options| options.public_origin = Some("https://edge.example".into()))?;
    for (path, kind) in [
        (format!("/v1/units/{UNIT}"), "application/json"),
        (format!("/v1/units/{UNIT}/widgets/hotline"), "text/html; charset=utf-8"),
        (format!("/u/{UNIT}/hotline"), "text/html; charset=utf-8"),
        (format!("/u/{UNIT}/hotline/print"), "text/html; charset=utf-8"),
        (format!("/u/{UNIT}/hotline.vcf"), "text/vcard; charset=utf-8"),
    ] {
        let whole = world.http.get(world.edge(&path)).send().await?.error_for_status()?;
        assert_eq!(whole.headers()[header::CONTENT_TYPE], kind, "{path}");
        assert_eq!(whole.headers()[header::CACHE_CONTROL], "public, max-age=60", "{path}");
        let tag = whole.headers()[header::ETAG].to_str()?.to_owned();
        let again = world.http.get(world.edge(&path)).header(header::IF_NONE_MATCH, &tag).send().await?;
        assert_eq!(again.status(), 304, "{path}");
        assert!(again.bytes().await?.is_empty());
        let english =
            world.http.get(world.edge(&format!("{path}?lang=en"))).header(header::IF_NONE_MATCH, &tag);
        let same_in_english = path.ends_with(UNIT);
        assert_eq!(english.send().await?.status() == 304, same_in_english, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn json_says_what_the_units_file_says() -> Result<()> {
    let world = World::new()?;
    let unit: Value = serde_json::from_str(&get(&world, &format!("/v1/units/{UNIT}")).await?)?;
    assert_eq!(unit["hotlines"][0]["numbers"][0]["number"], "+842373852525");
    assert_eq!(unit["hotlines"][0]["purpose"]["en"], "Criminal duty desk");
    assert_eq!(unit["hotlines"][0]["numbers"][0]["hours"], "24/7");
    assert_eq!(unit["contact"]["zalo"], "https://zalo.me/conganthanhhoa");
    let national: Vec<_> =
        unit["emergency"].as_array().context("a list")?.iter().map(|one| &one["number"]).collect();
    assert_eq!(national, ["113", "114", "115", "111", "112"]);
    assert!(unit.get("endpoints").is_none() && !unit.to_string().contains("WEBHOOK"), "more than is public");
    let bare: Value = serde_json::from_str(&get(&world, "/v1/units/hvcsnd").await?)?;
    assert!(bare["hotlines"].as_array().is_some_and(Vec::is_empty) && bare.get("contact").is_none());
    Ok(())
}

#[tokio::test]
async fn search_engines_find_the_unit_once_in_the_head_and_no_policy_is_broken() -> Result<()> {
    journey(async |world, page| {
        page.before_each_page(
            "window.broken = []; addEventListener('securitypolicyviolation', (event) => window.broken.push(event.violatedDirective + ' ' + event.blockedURI));",
        )
        .await?;
        for url in [
            world.edge(&format!("/u/{UNIT}/hotline")),
            example(world, "default"),
            world.edge(&format!("/u/{UNIT}")),
        ] {
            if url.ends_with(UNIT) {
                page.open(&url).await?;
            } else {
                open_live(page, &url).await?;
            }
            let about: Vec<(String, String)> = page.js(ABOUT).await?;
            let [(place, json)] = about.as_slice() else { return Err(anyhow!("{url}: {about:?}")) };
            assert_eq!(place, "head", "{url}");
            let about: Value = serde_json::from_str(json)?;
            assert_eq!(about["@context"], "https://schema.org");
            assert_eq!(about["@type"], "GovernmentOrganization");
            assert_eq!(about["name"], "Công an tỉnh Thanh Hóa");
            let points = about["contactPoint"].as_array().context("a list")?;
            assert_eq!(points.len(), 4);
            assert_eq!(points[0]["@type"], "ContactPoint");
            assert_eq!(points[0]["telephone"], "+842373852525");
            let desk = &points[2]["hoursAvailable"];
            assert_eq!(desk[0]["dayOfWeek"][4], "Friday");
            assert_eq!((&desk[1]["opens"], &desk[1]["closes"]), (&"13:30".into(), &"17:00".into()));
            // Closed on public holidays: in general, and on each day that is known.
            assert_eq!(desk[3]["dayOfWeek"], "PublicHolidays");
            for closed in [&desk[3], &desk[4]] {
                assert_eq!((&closed["opens"], &closed["closes"]), (&"00:00".into(), &"00:00".into()));
            }
            assert!(desk[4]["validFrom"].is_string() && desk[4]["validThrough"].is_string());
            let broken: Vec<String> = page.js("window.broken").await?;
            assert!(broken.is_empty(), "{url}: {broken:?}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_card_is_read_by_an_address_book() -> Result<()> {
    let world = World::new()?;
    let text = get(&world, &format!("/u/{UNIT}/hotline.vcf")).await?;
    assert!(text.ends_with("END:VCARD\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
    }
    let Entry::VCard(card) = Parser::new(&text).entry() else { return Err(anyhow!("no card: {text}")) };
    let values = |name: &str| -> Vec<String> {
        let named = card.entries.iter().filter(|entry| entry.name.as_str().eq_ignore_ascii_case(name));
        named.flat_map(|entry| &entry.values).filter_map(|value| value.as_text().map(str::to_owned)).collect()
    };
    assert_eq!(values("FN"), ["Công an tỉnh Thanh Hóa"]);
    assert_eq!(values("VERSION"), ["3.0"]);
    assert_eq!(values("TEL"), ["+842373852525", "+842373725725", "+842373725726", "+842373852727"]);
    assert_eq!(values("X-ABLABEL")[1], "Cấp căn cước và định danh điện tử, Tổng đài hướng dẫn");
    assert_eq!(values("EMAIL"), ["congan@thanhhoa.gov.vn"]);
    assert!(values("ADR").contains(&"Số 1 đường Đỗ Huy Cư, phường Hạc Thành, tỉnh Thanh Hóa".to_owned()));
    let note = values("NOTE").concat();
    assert!(
        note.starts_with("Trực ban hình sự: 0237 3852 525 (Trực 24/24 giờ, tất cả các ngày)\n"),
        "{note}"
    );
    let english = get(&world, &format!("/u/{UNIT}/hotline.vcf?lang=en")).await?;
    assert!(english.contains("FN:Thanh Hoa Provincial Police\r\n"));
    Ok(())
}

#[tokio::test]
async fn the_codes_on_the_sheet_are_read_from_its_picture() -> Result<()> {
    journey(async |world, page| {
        page.size(800, 1_400).await?;
        page.open(&world.edge(&format!("/u/{UNIT}/hotline/print"))).await?;
        page.axe().await?;
        assert_eq!(page.js::<String>("text('.number')").await?, MAIN[1]);
        let read = codes(&page.screenshot_as_png().await?)?;
        let address = world.edge(&format!("/u/{UNIT}/hotline"));
        assert!(read.contains(&address) && read.contains(&MAIN[0].to_owned()) && read.len() == 2, "{read:?}");
        page.open(&world.edge("/u/hvcsnd/hotline/print")).await?;
        assert_eq!(codes(&page.screenshot_as_png().await?)?, [world.edge("/u/hvcsnd/hotline")]);
        Ok(())
    })
    .await
}

/// What the codes in a picture say.
fn codes(picture: &[u8]) -> Result<Vec<String>> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(picture));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().context("too large")?];
    let info = reader.next_frame(&mut pixels)?;
    let samples = info.color_type.samples();
    let (width, height) = (usize::try_from(info.width)?, usize::try_from(info.height)?);
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[(y * width + x) * samples]);
    picture.detect_grids().iter().map(|grid| Ok(grid.decode()?.1)).collect()
}
