//! A tipster leaves no trace: not in the mailbox, not in the log, not in what is delivered.

use super::{
    plain,
    sender::{Citizen, Multipart, SealedFile, pdf, png, request, seal},
};
use anyhow::Result;
use demo::units::KEY;
use reqwest::{Method, header};
use std::{fs, path::Path};
use tests::world::{UNIT, World, fresh_id};

/// What a request carries besides the tip. The header named first is the one that is limited by.
const TRACES: [(&str, &str); 7] = [
    ("cf-connecting-ip", "198.51.100.23"),
    ("x-forwarded-for", "203.0.113.77"),
    ("x-real-ip", "192.0.2.199"),
    ("user-agent", "KanariAgent/7"),
    ("referer", "http://127.0.0.1/?name=KanariReferrer"),
    ("cookie", "session=KanariCookie"),
    ("accept-language", "vi,KanariLanguage;q=0.1"),
];

const SECRET: &str = "KanariAccount: tôi thấy anh ta bán ma túy";

fn walk(dir: &Path, found: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push((path.display().to_string(), fs::read(&path)?));
        }
    }
    Ok(())
}

#[tokio::test]
async fn nothing_of_a_tipster_is_kept_logged_or_forwarded() -> Result<()> {
    let mut world = World::with(|options| options.client_address_header = Some(TRACES[0].0.into()))?;
    let send = async |method: Method, path: &str, form: Multipart| {
        let mut asked = request(&world, method, path);
        for (name, value) in TRACES {
            asked = asked.header(name, value);
        }
        let answer = asked.body(form.body()).send().await?;
        assert!(answer.status().as_u16() < 500);
        anyhow::Ok(answer.status().as_u16())
    };
    let tips = format!("/v1/units/{UNIT}/tips");
    let form = format!("/u/{UNIT}/tip-off?name=KanariQuery");
    let back = format!("/u/{UNIT}/tip-off/return");

    // With script, and without; kept, and refused.
    let (scripted, plain) = (Citizen::new()?, plain::open(&world).await?);
    let mut picture = pdf(1_200_000, 8);
    picture.extend(b"KanariContent");
    let file = SealedFile::new(&picture, true)?;
    for (index, piece) in file.pieces.iter().enumerate() {
        let path = scripted.path(&format!("files/{}/{index}?of={KEY}", file.attached.id));
        let mut put =
            world.http.put(world.edge(&path)).header(header::CONTENT_TYPE, "application/octet-stream");
        for (name, value) in TRACES {
            put = put.header(name, value);
        }
        assert_eq!(put.body(piece.clone()).send().await?.status(), 204);
    }
    let tip = serde_json::to_string(&scripted.tip(SECRET, &[&file])?)?;
    assert_eq!(send(Method::POST, &tips, scripted.form(&seal(&tip)?, &[&file])).await?, 202);
    let typed = |opened: &plain::Opened| {
        plain::form(opened).text("account", SECRET).text("contact", "KanariContact").text("originals", "1")
    };
    let with_files = |form: Multipart| {
        form.file("files", "KanariName.png", &png("KanariAuthor")).file("files", "KanariName.pdf", &picture)
    };
    assert_eq!(send(Method::POST, &form, with_files(typed(&plain))).await?, 303);
    assert_eq!(
        send(Method::POST, &back, Multipart::default().text("receipt", &plain.receipt.to_string())).await?,
        200
    );
    let message = with_files(typed(&plain).text("id", &fresh_id()?).text("text", "KanariMessage"));
    assert_eq!(send(Method::POST, &back, message).await?, 303);
    let refused = plain::open(&world).await?;
    assert_eq!(
        send(Method::POST, &form, with_files(typed(&refused)).file("files", "KanariFalse.exe", b"MZ Kanari"))
            .await?,
        422
    );
    assert_eq!(send(Method::POST, &tips, typed(&refused)).await?, 422);
    let mut cut = typed(&refused).body();
    cut.truncate(cut.len() - 40);
    assert!(request(&world, Method::POST, &form).body(cut).send().await?.status().is_client_error());

    world.delivered(3).await?;
    let told: Vec<_> = world.deliveries().await?.into_iter().map(|one| one.data).collect();
    let mut places = vec![
        ("delivery".to_owned(), serde_json::to_vec(&told)?),
        ("log".to_owned(), world.stack.edge.log().into_bytes()),
    ];
    world.stack.edge.kill();
    walk(&world.stack.edge.storage(), &mut places)?;
    let lookup = scripted.lookup().to_string();
    let is_mailbox = |bytes: &[u8]| bytes.windows(lookup.len()).any(|window| window == lookup.as_bytes());
    assert!(places.iter().skip(2).any(|(_, bytes)| is_mailbox(bytes)), "no mailbox");
    let receipts = [&scripted.receipt, &plain.receipt, &refused.receipt].map(ToString::to_string);
    for (place, bytes) in &places {
        let text = String::from_utf8_lossy(bytes);
        let receipts = receipts.iter().map(String::as_str);
        for trace in ["198.51.100.", "203.0.113.", "192.0.2.", "Kanari", "ma túy"].into_iter().chain(receipts)
        {
            assert!(!text.contains(trace), "{place} holds {trace}");
        }
    }
    Ok(())
}
