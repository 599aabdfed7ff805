//! Whatever is sent: a clear answer, nothing stored, nothing revealed.

use super::sender::{Citizen, Multipart, SealedFile, by_unit, json, pdf, post, reply, request, seal};
use anyhow::Result;
use demo::units::{KEY, TOKEN};
use reqwest::{Method, Response, header};
use serde_json::{Value, json};
use tests::world::{UNIT, World, fresh_id};
use tt_contract::{limits::CHUNK_BYTES, tip::Receipt};

/// Stands in everything bad that is sent, and must stand in nothing that comes back.
const CANARY: &str = "KANARI";

type Expected<'a> = (u16, &'a str, Option<(&'a str, &'a str)>);

const fn field<'a>(pointer: &'a str, kind: &'a str) -> Expected<'a> {
    (422, "invalid-submission", Some((pointer, kind)))
}

async fn is(name: &str, answer: Response, (status, code, field): Expected<'_>) -> Result<()> {
    assert_eq!(answer.status().as_u16(), status, "{name}");
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json", "{name}");
    assert!(!answer.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), "{name}");
    let problem: Value = json(answer).await?;
    assert!(!problem.to_string().contains(CANARY), "{name}: {problem}");
    assert_eq!(problem["code"], code, "{name}: {problem}");
    if let Some((pointer, kind)) = field {
        let error = &problem["errors"][0];
        assert_eq!([&error["pointer"], &error["code"]], [&json!(pointer), &json!(kind)], "{name}: {problem}");
    }
    Ok(())
}

fn tips() -> String {
    format!("/v1/units/{UNIT}/tips")
}

#[tokio::test]
async fn a_tip_that_is_not_sealed_as_it_must_be() -> Result<()> {
    let world = World::new()?;
    let citizen = Citizen::new()?;
    let sealed = seal(CANARY)?;
    let lookup = citizen.lookup().to_string();
    let form = || Multipart::default().text("lookup", &lookup);
    let whole = |form: Multipart, sealed: &[u8]| {
        form.text("keys", KEY).text("lang", "vi").file("sealed", "x", sealed)
    };
    let stranger = tt_seal::Identity::generate().recipient();
    let two = tt_seal::seal_text(&[stranger.clone(), stranger], "{}")?;
    let mut unpadded = sealed.clone();
    unpadded.truncate(sealed.len() - 1);
    let cases = [
        ("plain text", whole(form(), b"KANARI: what happened"), field("/sealed", "malformed")),
        ("cut", whole(form(), &unpadded), field("/sealed", "malformed")),
        ("to two keys", whole(form(), &two), field("/sealed", "malformed")),
        ("no text", form().text("keys", KEY).text("lang", "vi"), field("/sealed", "missing")),
        ("a field that would be read", whole(form(), &sealed).text("account", CANARY), field("", "unknown")),
        (
            "another unit's key",
            form().text("keys", "KANARI,x").text("lang", "vi").file("sealed", "x", &sealed),
            field("/keys", "malformed"),
        ),
        (
            "an unknown key",
            form().text("keys", "kanari").text("lang", "vi").file("sealed", "x", &sealed),
            field("/keys", "unknown"),
        ),
        (
            "a lookup of its own",
            whole(Multipart::default().text("lookup", CANARY), &sealed),
            field("/lookup", "malformed"),
        ),
        ("twice", whole(form().text("lookup", &lookup), &sealed), field("/lookup", "duplicate")),
        (
            "another language",
            form().text("keys", KEY).text("lang", CANARY).file("sealed", "x", &sealed),
            field("/lang", "unknown"),
        ),
        (
            "a file that was never sent",
            whole(form(), &sealed).text("file", &format!("{}:100", fresh_id()?)),
            field("/files", "missing"),
        ),
        (
            "a file without a length",
            whole(form(), &sealed).text("file", CANARY),
            field("/files", "malformed"),
        ),
        ("too long", whole(form(), &vec![0; 300_000]), (413, "too-large", None)),
    ];
    for (name, form, expected) in cases {
        is(name, post(&world, &tips(), form).await?, expected).await?;
    }
    let mut eleven = whole(form(), &sealed);
    for _ in 0..11 {
        eleven = eleven.text("file", &format!("{}:100", fresh_id()?));
    }
    is("eleven files", post(&world, &tips(), eleven).await?, field("/files", "too_long")).await?;

    let mut cut = whole(form(), &sealed).body();
    cut.truncate(cut.len() - 30);
    let answer = request(&world, Method::POST, &tips()).body(cut).send().await?;
    is("a body that is cut", answer, field("", "malformed")).await?;
    let typed = world.http.post(world.edge(&tips())).header(header::CONTENT_TYPE, "application/json");
    is("JSON", typed.body("{}").send().await?, (415, "unsupported-media-type", None)).await?;
    for (unit, code) in [("c06", "unknown-widget"), ("nobody", "unknown-unit")] {
        let answer = post(&world, &format!("/v1/units/{unit}/tips"), whole(form(), &sealed)).await?;
        is(unit, answer, (404, code, None)).await?;
    }
    assert!(world.deliveries().await?.is_empty());
    // Nothing of it stands in the way of the tip itself.
    citizen.send(&world, "Chuyện đã xảy ra thế này", &[]).await?;
    assert_eq!(world.delivered(1).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_portal_and_strangers_pages_may_not_ask() -> Result<()> {
    let world = World::new()?;
    let citizen = Citizen::new()?;
    let portal = world.stack.portals.url();
    for origin in [portal.as_str(), "https://stranger.example", "null"] {
        let asks = [
            request(&world, Method::POST, &tips()).body(citizen.form(&seal("{}")?, &[]).body()),
            world.http.get(world.edge(&citizen.path("messages"))),
            world.http.get(world.edge(&format!("{}/challenge", tips()))),
            world.http.put(world.edge(&citizen.path(&format!("files/{}/0?of={KEY}", fresh_id()?)))),
        ];
        for ask in asks {
            is(origin, ask.header(header::ORIGIN, origin).send().await?, (403, "foreign-origin", None))
                .await?;
        }
    }
    let own = request(&world, Method::POST, &tips()).header(header::ORIGIN, world.edge(""));
    let answer = own.body(citizen.form(&seal("{}")?, &[]).body()).send().await?;
    assert_eq!(answer.status(), 202, "the edge's own page");
    let plain = request(&world, Method::POST, &format!("/u/{UNIT}/tip-off")).header(header::ORIGIN, &portal);
    let answer = plain.body(Multipart::default().text("account", CANARY).body()).send().await?;
    assert_eq!(answer.status(), 403, "a form in a portal's page");
    Ok(())
}

#[tokio::test]
async fn pieces_that_are_cut_swapped_repeated_or_missing() -> Result<()> {
    let world = World::new()?;
    let citizen = Citizen::new()?;
    let file = SealedFile::new(&pdf(1_300_000, 4), false)?;
    let id = file.attached.id;
    let put = async |index, piece: &[u8]| citizen.put(&world, id, index, piece).await;
    is("swapped", put(0, &file.pieces[1]).await?, field("", "malformed")).await?;
    is("plain", put(0, b"%PDF-1.7 KANARI").await?, field("", "malformed")).await?;
    is("empty", put(1, b"").await?, field("", "missing")).await?;
    is("too long", put(1, &vec![0; CHUNK_BYTES + 1]).await?, (413, "too-large", None)).await?;
    is("far out", put(25, b"x").await?, (413, "too-large", None)).await?;
    let path = citizen.path(&format!("files/{id}/0?of=kanari"));
    let bytes = |path: &str| {
        world.http.put(world.edge(path)).header(header::CONTENT_TYPE, "application/octet-stream")
    };
    is("unknown key", bytes(&path).body(file.pieces[0].clone()).send().await?, field("/keys", "unknown"))
        .await?;
    let path = citizen.path(&format!("files/{id}/0"));
    is("no key", bytes(&path).body(file.pieces[0].clone()).send().await?, field("/keys", "missing")).await?;
    let path = citizen.path(&format!("files/{id}/0?of={KEY}"));
    let text = world.http.put(world.edge(&path)).header(header::CONTENT_TYPE, "text/plain").body("x");
    is("a text", text.send().await?, (415, "unsupported-media-type", None)).await?;

    let send = async |size: u64| {
        let form = citizen.form(&seal("{}")?, &[]).text("file", &format!("{id}:{size}"));
        post(&world, &tips(), form).await
    };
    let size = file.reference().size;
    assert_eq!(put(0, &file.pieces[0]).await?.status(), 204);
    is("the second is missing", send(size).await?, field("/files", "missing")).await?;
    assert_eq!(put(1, &file.pieces[1]).await?.status(), 204);
    is("another in its place", put(1, b"other").await?, (409, "id-reused", None)).await?;
    is("a total that is too small", send(size - 1).await?, field("/files", "malformed")).await?;
    is("a total that is too big", send(size + 1).await?, field("/files", "malformed")).await?;
    assert_eq!(put(2, b"more").await?.status(), 204);
    is("one piece too many", send(size).await?, field("/files", "malformed")).await?;

    let other = Citizen::new()?;
    let form = other.form(&seal("{}")?, &[&file]);
    is("somebody else's", post(&world, &tips(), form).await?, field("/files", "missing")).await?;
    let eleventh = Citizen::new()?;
    let first = &SealedFile::new(&pdf(200, 5), false)?.pieces[0];
    for n in 0..11 {
        let answer = eleventh.put(&world, fresh_id()?.parse()?, 0, first).await?;
        assert_eq!(answer.status().as_u16(), if n < 10 { 204 } else { 413 }, "file {n}");
    }
    assert!(world.deliveries().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn without_the_units_token_nothing_is_answered_fetched_or_acknowledged() -> Result<()> {
    let world = World::new()?;
    let citizen = Citizen::new()?;
    let file = SealedFile::new(&pdf(500, 6), false)?;
    citizen.upload(&world, &file).await?;
    citizen.send(&world, "Có người đánh bạc trong chợ", &[&file]).await?;
    let link = citizen.path(&format!("files/{}", file.attached.id));
    let replies = citizen.path("replies");
    let status = json!({ "id": fresh_id()?, "status": "closed" }).to_string();
    let tokens = [
        None,
        Some("Bearer KANARI".to_owned()),
        Some(format!("Bearer {TOKEN}x")),
        Some(format!("Basic {TOKEN}")),
    ];
    for token in tokens {
        for (method, path) in [(Method::GET, &link), (Method::DELETE, &link), (Method::POST, &replies)] {
            let mut ask =
                world.http.request(method, world.edge(path)).header(header::CONTENT_TYPE, "application/json");
            if let Some(token) = &token {
                ask = ask.header(header::AUTHORIZATION, token);
            }
            let answer = ask.body(status.clone()).send().await?;
            assert_eq!(answer.headers()[header::WWW_AUTHENTICATE], "Bearer");
            is("token", answer, (401, "unauthorized", None)).await?;
        }
    }
    // With the token of another unit: to that unit's addresses it opens nothing of this one's.
    let elsewhere = link.replace(UNIT, "c06");
    is("another unit", by_unit(&world, Method::GET, &elsewhere).send().await?, (404, "unknown-widget", None))
        .await?;
    assert_eq!(citizen.timeline(&world).await?["status"], "received", "nothing was stored");
    assert_eq!(by_unit(&world, Method::GET, &link).send().await?.status(), 200, "nothing was deleted");
    let unknown = citizen.path(&format!("files/{}", fresh_id()?));
    is("no such file", by_unit(&world, Method::GET, &unknown).send().await?, (404, "not-found", None))
        .await?;
    is("nor now", by_unit(&world, Method::DELETE, &unknown).send().await?, (404, "not-found", None)).await?;

    for (name, answer, expected) in [
        ("nothing", json!({ "id": fresh_id()? }), field("/sealed", "missing")),
        ("no id", json!({ "status": "closed" }), field("/id", "missing")),
        ("unknown status", json!({ "id": fresh_id()?, "status": CANARY }), field("/status", "unknown")),
        ("plain", json!({ "id": fresh_id()?, "sealed": "S0FOQVJJ" }), field("/sealed", "malformed")),
        ("a text", json!({ "id": fresh_id()?, "status": "closed", "text": CANARY }), field("", "unknown")),
    ] {
        is(name, reply(&world, &replies, &answer).await?, expected).await?;
    }
    assert_eq!(citizen.timeline(&world).await?["status"], "received");
    Ok(())
}

#[tokio::test]
async fn a_receipt_that_nobody_has_says_nothing_and_looks_are_limited() -> Result<()> {
    let world = World::with(|options| options.client_address_header = Some("x-client".into()))?;
    let known = Citizen::new()?;
    known.send(&world, "Một vụ trộm xe máy đêm qua", &[]).await?;
    let look = async |citizen: &Citizen, address: &str| {
        world.http.get(world.edge(&citizen.path("messages"))).header("x-client", address).send().await
    };
    let (right, wrong) = (look(&known, "203.0.113.1").await?, look(&Citizen::new()?, "203.0.113.1").await?);
    let names = |answer: &Response| {
        let mut names: Vec<_> = answer.headers().keys().map(ToString::to_string).collect();
        names.sort();
        names
    };
    assert_eq!((right.status(), names(&right)), (wrong.status(), names(&wrong)));
    assert_eq!(right.bytes().await?, wrong.bytes().await?);

    let mut refused = None;
    for _ in 0..200 {
        let answer = look(&Citizen::new()?, "203.0.113.9").await?;
        if answer.status() == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("nobody tries two hundred receipts");
    assert!(refused.headers().contains_key(header::RETRY_AFTER));
    assert_eq!(look(&known, "198.51.100.9").await?.status(), 200, "elsewhere");

    // A typing error is told before anything is looked for.
    let typed = known.receipt.to_string().replacen(['0', '1', '2', '3', '4', '5', '6', '7'], "8", 1);
    if typed.parse::<Receipt>().is_err() {
        let form = Multipart::default().text("receipt", &typed).text("lang", "vi");
        let answer = post(&world, &format!("/u/{UNIT}/tip-off/return"), form).await?;
        assert_eq!(answer.status(), 422);
    }
    Ok(())
}
