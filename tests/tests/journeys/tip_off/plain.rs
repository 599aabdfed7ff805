//! Without script: the form goes to the edge, which seals it in the same request.

use super::sender::{Citizen, Multipart, fetched, opened, pdf, png, post, reply};
use anyhow::{Context, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;
use std::ops::Deref;
use tests::{
    html::field,
    world::{UNIT, World, fresh_id},
};

const ACCOUNT: &str = "Nhóm đua xe tụ tập ở cầu Hoàng Long mỗi tối thứ bảy.";

/// The address of the form without script.
pub(super) fn page() -> String {
    format!("/u/{UNIT}/tip-off?lang=vi&plain=1")
}

/// Somebody who has opened the form.
pub(super) struct Opened {
    citizen: Citizen,
    /// The edge's code for the receipt.
    mac: String,
}

impl Deref for Opened {
    type Target = Citizen;
    fn deref(&self) -> &Citizen {
        &self.citizen
    }
}

/// Somebody who opens the form, with the receipt that stands in it.
pub(super) async fn open(world: &World) -> Result<Opened> {
    let html = world.http.get(world.edge(&page())).send().await?.error_for_status()?.text().await?;
    shown(&html)
}

fn shown(html: &str) -> Result<Opened> {
    Ok(Opened { citizen: Citizen { receipt: field(html, "receipt")?.parse()? }, mac: field(html, "mac")? })
}

/// The form as far as the page fills it in.
pub(super) fn form(opened: &Opened) -> Multipart {
    with_receipt(&opened.receipt.to_string(), &opened.mac)
}

fn with_receipt(receipt: &str, mac: &str) -> Multipart {
    Multipart::default().text("receipt", receipt).text("mac", mac).text("lang", "vi")
}

/// That it is kept: the browser is led to where nothing of it stands.
async fn kept(world: &World, answer: reqwest::Response) -> Result<()> {
    assert_eq!(answer.status(), 303);
    let there = answer.headers()["location"].to_str()?.to_owned();
    assert!(there.starts_with(&format!("/u/{UNIT}/tip-off/sent?lang=vi")), "{there}");
    assert!(answer.text().await?.is_empty());
    let page = world.http.get(world.edge(&there)).send().await?.error_for_status()?;
    assert_eq!(page.headers()["cache-control"], "no-store");
    assert!(page.text().await?.contains("Nếu bạn vừa bấm gửi"));
    Ok(())
}

#[tokio::test]
async fn a_form_with_files_is_sealed_and_kept_once() -> Result<()> {
    let world = World::new()?;
    let citizen = open(&world).await?;
    let document = pdf(3_000_000, 7);
    let send = async |account: &str| {
        let form = form(&citizen)
            .text("account", account)
            .text("crime", "traffic")
            .text("known", "witnessed")
            .text("when", "")
            .text("original", "don.pdf")
            .file("files", "toi-chup.png", &png("Kanari"))
            .file("files", "don.pdf", &document);
        post(&world, &page(), form).await
    };
    for _ in 0..2 {
        kept(&world, send(ACCOUNT).await?).await?;
    }
    let all = world.delivered(1).await?;
    assert_eq!(all.len(), 1, "{all:#?}");
    assert_eq!(all[0].of("sealed_by"), "edge");
    let said = opened(&all[0])?;
    assert_eq!([&said["account"], &said["crime"], &said["known"]], [ACCOUNT, "traffic", "witnessed"]);
    assert_eq!(said["when"], serde_json::Value::Null);
    assert_eq!(fetched(&world, &all[0], 1).await?, document);
    assert!(!fetched(&world, &all[0], 0).await?.windows(6).any(|window| window == b"Kanari"));

    let answer = send("Một chuyện khác hẳn, gửi lại từ trang cũ.").await?;
    assert_eq!(answer.status(), 409);
    let html = answer.text().await?;
    assert!(html.contains("Một chuyện khác hẳn"), "what was typed is lost");
    assert_ne!(field(&html, "receipt")?, citizen.receipt.to_string());
    Ok(())
}

/// The names of the files whose originals a page offers to send.
fn offered(html: &str) -> Vec<&str> {
    let boxes = html.split('<').filter(|tag| tag.starts_with("input") && tag.contains("name=\"original\""));
    boxes.filter_map(|tag| tag.split("value=\"").nth(1)?.split('"').next()).collect()
}

#[tokio::test]
async fn files_that_cannot_be_cleaned_are_named_and_sent_on_purpose_or_left_out() -> Result<()> {
    let world = World::new()?;
    let citizen = open(&world).await?;
    let (document, picture) = (pdf(9_000, 3), png("Kanari"));
    let broken = picture.get(..picture.len() - 20).context("a short picture")?;
    let send = async |chosen: &[&str], with: &[&str]| {
        let form = form(&citizen).text("account", ACCOUNT).text("place", "Chợ Vườn Hoa");
        let form = chosen.iter().fold(form, |form, name| form.text("original", name));
        let files = [("đơn %22a&b%22.pdf", &*document), ("hong.png", broken), ("tot.png", &*picture)];
        let files = files.into_iter().filter(|(name, _)| with.contains(name));
        let form = files.fold(form, |form, (name, content)| form.file("files", name, content));
        let answer = post(&world, &page(), form).await?;
        anyhow::Ok((answer.status().as_u16(), answer.text().await?))
    };
    let all = ["đơn %22a&b%22.pdf", "hong.png", "tot.png"];
    // As a browser quotes a name, and as a page does; what could be cleaned is not asked about.
    let (status, html) = send(&[], &all).await?;
    assert_eq!((status, offered(&html)), (422, vec!["đơn %22a&amp;b%22.pdf", "hong.png"]), "{html}");
    assert!(html.contains(ACCOUNT) && html.contains("Chợ Vườn Hoa") && html.contains("href=\"#tt-files\""));
    assert!(!html.contains("tot.png") && !html.contains("quá 25 MB một tệp"), "{html}");
    assert_eq!(field(&html, "receipt")?, citizen.receipt.to_string());
    // One is chosen, the other is still in the way.
    let (status, html) = send(&["đơn %22a&b%22.pdf"], &all).await?;
    assert_eq!((status, offered(&html)), (422, vec!["đơn %22a&amp;b%22.pdf", "hong.png"]));
    assert_eq!(html.matches(" checked").count(), 1, "{html}");
    assert!(world.deliveries().await?.is_empty());
    // Left out.
    let (status, _) = send(&["đơn %22a&b%22.pdf"], &["đơn %22a&b%22.pdf", "tot.png"]).await?;
    assert_eq!(status, 303);
    let delivered = &world.delivered(1).await?[0];
    let files = &opened(delivered)?["files"];
    assert_eq!([&files[0]["metadata"], &files[1]["metadata"]], ["kept", "removed"]);
    assert_eq!(fetched(&world, delivered, 0).await?, document);
    assert!(!fetched(&world, delivered, 1).await?.windows(6).any(|window| window == b"Kanari"));
    Ok(())
}

#[tokio::test]
async fn a_refused_form_comes_back_as_it_was() -> Result<()> {
    let world = World::new()?;
    let citizen = open(&world).await?;
    let refused = async |form: Multipart| {
        let answer = post(&world, &page(), form).await?;
        let status = answer.status().as_u16();
        anyhow::Ok((status, answer.text().await?))
    };
    let place = "Chợ Vườn Hoa";
    for account in ["", "   ", "ngắn", &"a".repeat(20_001)] {
        let (status, html) = refused(form(&citizen).text("account", account).text("place", place)).await?;
        assert_eq!(status, 422, "{account}");
        assert!(html.contains(place) && html.contains(account.trim()));
        assert_eq!(field(&html, "receipt")?, citizen.receipt.to_string());
    }
    let with =
        |name: &str, content: &[u8]| form(&citizen).text("account", ACCOUNT).file("files", name, content);
    for (name, form) in [
        ("empty", with("a.png", b"")),
        ("of a false type", with("a.png", b"MZ KANARI")),
        ("damaged", with("a.png", &png("x")[..30])),
        ("too long", with("a.pdf", &pdf(25_000_001, 1))),
        (
            "eleven",
            (0..10).fold(with("a.pdf", &pdf(100, 1)), |form, _| form.file("files", "a.pdf", &pdf(100, 1))),
        ),
    ] {
        let (status, html) = refused(form).await?;
        assert_eq!(status, 422, "{name}");
        assert!(html.contains(ACCOUNT), "{name}");
    }
    assert!(world.deliveries().await?.is_empty());
    let answer =
        post(&world, &page(), form(&citizen).text("account", ACCOUNT).file("files", "", b"")).await?;
    assert_eq!(answer.status(), 303, "no file was chosen");
    assert_eq!(opened(&world.delivered(1).await?[0])?["files"], serde_json::Value::Null);
    Ok(())
}

#[tokio::test]
async fn the_receipt_shows_the_answer_and_takes_a_message() -> Result<()> {
    let world = World::new()?;
    let citizen = open(&world).await?;
    let back = format!("/u/{UNIT}/tip-off/return?lang=vi&plain=1");
    kept(&world, post(&world, &page(), form(&citizen).text("account", ACCOUNT)).await?).await?;
    let text = json!({ "type": "reply", "unit": UNIT, "lookup": citizen.lookup(), "text": "Cảm ơn, xin cho biết giờ." });
    let recipient = tt_seal::identity(&citizen.receipt).recipient();
    let sealed = STANDARD.encode(tt_seal::seal_text(&[recipient], &text.to_string())?);
    let answer = json!({ "id": fresh_id()?, "status": "checking", "sealed": sealed });
    assert_eq!(reply(&world, &citizen.path("replies"), &answer).await?.status(), 202);

    // As a person would type it, and as the narrowest browser would send it.
    let typed = citizen.receipt.to_string().to_lowercase().replace('-', " ");
    let body = form_urlencoded::Serializer::new(String::new()).append_pair("receipt", &typed).finish();
    let request =
        world.http.post(world.edge(&back)).header("content-type", "application/x-www-form-urlencoded");
    let html = request.body(body).send().await?.error_for_status()?.text().await?;
    assert!(html.contains("Cảm ơn, xin cho biết giờ."), "no reply in {html}");
    let id = field(&html, "id")?;
    for _ in 0..2 {
        let message = form(&citizen).text("id", &id).text("text", "Khoảng 22 giờ");
        let refused = post(&world, &back, message.file("files", "x.pdf", &pdf(400, 1))).await?;
        assert_eq!(refused.status(), 422, "nobody said that it cannot be cleaned");
        let html = refused.text().await?;
        assert!(html.contains("Khoảng 22 giờ") && offered(&html) == ["x.pdf"], "{html}");
        let message = form(&citizen).text("id", &id).text("text", "Khoảng 22 giờ").text("original", "x.pdf");
        let message = message.file("files", "x.pdf", &pdf(400, 1));
        kept(&world, post(&world, &back, message).await?).await?;
    }
    let all = world.delivered(2).await?;
    let message = all.iter().find(|one| one.kind == "tip.message").context("no message")?;
    assert_eq!((all.len(), &opened(message)?["text"]), (2, &json!("Khoảng 22 giờ")));
    assert_eq!(fetched(&world, message, 0).await?, pdf(400, 1));

    let (empty, unknown) =
        (form(&citizen).text("id", &fresh_id()?).text("text", " "), Citizen::new()?.receipt.to_string());
    assert_eq!(post(&world, &back, empty).await?.status(), 422);
    let wrong = Multipart::default().text("receipt", "ABCDE-KANARI");
    assert_eq!(post(&world, &back, wrong).await?.status(), 422);
    assert_eq!(post(&world, &back, with_receipt(&unknown, "")).await?.status(), 200, "as one without news");
    Ok(())
}

#[tokio::test]
async fn a_receipt_that_the_edge_did_not_draw_is_replaced_and_nothing_is_lost() -> Result<()> {
    let mut world = World::new()?;
    let (citizen, other) = (open(&world).await?, Citizen::new()?.receipt.to_string());
    let own = citizen.receipt.to_string();
    for (receipt, mac) in
        [(other.as_str(), citizen.mac.as_str()), (&own, ""), (&own, &"0".repeat(64)), (&other, "")]
    {
        let planted =
            with_receipt(receipt, mac).text("account", ACCOUNT).file("files", "a.pdf", &pdf(400, 1));
        let answer = post(&world, &page(), planted).await?;
        assert_eq!(answer.status(), 422);
        let html = answer.text().await?;
        assert!(html.contains(ACCOUNT) && html.contains("mã mới") && html.contains("Hãy chọn lại."));
        let fresh = shown(&html)?;
        assert_ne!(fresh.receipt.to_string(), receipt);
    }
    assert!(world.deliveries().await?.is_empty());
    // A form that was opened before the edge was started anew is taken after it.
    world.stack.edge.kill();
    world.stack.edge.restart()?;
    kept(&world, post(&world, &page(), form(&citizen).text("account", ACCOUNT)).await?).await?;
    assert_eq!(*world.delivered(1).await?[0].of("lookup"), citizen.lookup().to_string());
    Ok(())
}

#[tokio::test]
async fn the_pages_stand_and_the_key_sheet_has_the_fingerprint() -> Result<()> {
    let world = World::new()?;
    let get = async |path: &str| {
        let answer = world
            .http
            .get(world.edge(&format!("/u/{UNIT}/tip-off{path}")))
            .send()
            .await?
            .error_for_status()?;
        assert_eq!(answer.headers()["cache-control"], "no-store");
        anyhow::Ok(answer.text().await?)
    };
    assert_ne!(field(&get("").await?, "receipt")?, field(&get("").await?, "receipt")?);
    let fingerprint = tt_seal::fingerprint(&demo::units::RECIPIENT.parse()?);
    assert!(get("/key").await?.contains(&fingerprint));
    assert!(get("/return?framed=1").await?.contains("name=\"receipt\""));
    for unit in ["c06", "nobody"] {
        let answer = world.http.get(world.edge(&format!("/u/{unit}/tip-off"))).send().await?;
        assert_eq!(answer.status(), 404, "{unit}");
    }
    Ok(())
}
