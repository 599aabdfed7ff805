//! Length, number and time are bounded on every route. Clients here speak over a socket of their own, as no library would.

use anyhow::{Context, Result};
use serde_json::Value;
use std::time::Duration;
use tests::world::{UNIT, World};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// A client must be cut within this; it is a bound on how long the test waits, and not what is asserted of the edge.
const CUT: Duration = Duration::from_secs(90);
/// How often a drip falls.
const DRIP: Duration = Duration::from_millis(500);

async fn connect(world: &World) -> Result<TcpStream> {
    Ok(TcpStream::connect(world.edge("").trim_start_matches("http://")).await?)
}

/// What comes back until the edge closes. A connection that is reset has said what it said.
async fn rest(mut stream: impl AsyncReadExt + Unpin) -> String {
    let (mut all, mut some) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = stream.read(&mut some).await {
        all.extend(some.iter().take(count));
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// Sends `start`, and then one byte now and then until the edge closes the connection; gives what it said.
async fn drip(world: &World, start: &str) -> Result<String> {
    let (from, mut to) = connect(world).await?.into_split();
    to.write_all(start.as_bytes()).await?;
    let dripping = tokio::spawn(async move {
        while to.write_all(b"a").await.is_ok() {
            tokio::time::sleep(DRIP).await;
        }
    });
    let said = timeout(CUT, rest(from)).await.context("the connection is held");
    dripping.abort();
    said
}

async fn problem(world: &World, path: &str, headers: &[(String, String)]) -> Result<(u16, Value)> {
    let mut request = world.http.get(world.edge(path));
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let answer = request.send().await?;
    let status = answer.status().as_u16();
    Ok((status, serde_json::from_slice(&answer.bytes().await?).unwrap_or_default()))
}

#[tokio::test]
async fn who_drips_is_cut_on_every_route_that_reads() -> Result<()> {
    let world = World::new()?;
    let post = |path: &str, media: &str, length: usize| {
        format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: {media}\r\ncontent-length: {length}\r\naccept: application/json\r\n\r\n"
        )
    };
    let unit = format!("/v1/units/{UNIT}");
    let (form, json) = ("application/x-www-form-urlencoded", "application/json");
    let many = "multipart/form-data; boundary=x";
    let lookup = "00112233445566778899aabbccddeeff";
    let cases = [
        post(&format!("{unit}/ratings"), form, 9_000),
        post(&format!("{unit}/ratings"), json, 9_000),
        post(&format!("{unit}/tips"), many, 90_000),
        post(&format!("{unit}/tips/{lookup}/messages"), many, 90_000),
        post(&format!("/u/{UNIT}/tip-off"), form, 90_000),
        post(&format!("/u/{UNIT}/tip-off"), many, 90_000_000),
        post(&format!("/u/{UNIT}/tip-off/return"), form, 9_000),
        post(&format!("/install/{UNIT}/check"), form, 1_000),
        // Read by none: answered at once, and not waited for.
        post("/nothing", form, 9_000),
        post(&format!("/u/{UNIT}"), form, 9_000),
        // Header fields that do not end: the runtime's own bound.
        format!("GET /u/{UNIT} HTTP/1.1\r\nhost: x\r\nx-slow: "),
    ];
    let said = futures_util::future::join_all(cases.iter().map(|start| drip(&world, start))).await;
    for (start, said) in cases.iter().zip(said) {
        let said = said.with_context(|| start.clone())?;
        assert!(!said.contains(" 200 ") && !said.contains(" 202 "), "{start}: {said}");
        if start.contains("/ratings") || start.contains("/tips") {
            assert!(said.contains(" 408 ") && said.contains("incomplete"), "{start}: {said}");
        }
    }
    assert_eq!(world.deliveries().await?, [], "nothing of it is kept");
    Ok(())
}

#[tokio::test]
async fn addresses_and_header_fields_beyond_any_use_are_refused() -> Result<()> {
    let world = World::new()?;
    let field = |name: String, length: usize| (name, "a".repeat(length));
    for path in ["/healthz", &format!("/u/{UNIT}"), &format!("/v1/units/{UNIT}/widgets/rating"), "/nothing"] {
        let long = format!("{path}?x={}", "a".repeat(9_000));
        let (status, said) = problem(&world, &long, &[]).await?;
        assert_eq!(status, 414, "{path}: {said}");
        let many: Vec<_> = (0..120).map(|n| field(format!("x-{n}"), 1)).collect();
        let (status, said) = problem(&world, path, &many).await?;
        assert_eq!(status, 431, "{path}: {said}");
        let (status, said) = problem(&world, path, &[field("cookie".into(), 40_000)]).await?;
        assert_eq!(status, 431, "{path}: {said}");
        // What a browser with a parent domain's cookies sends is nothing to refuse.
        let (status, said) = problem(&world, path, &[field("cookie".into(), 8_000)]).await?;
        assert!(status == 200 || path == "/nothing", "{path}: {said}");
    }
    let (_, said) = problem(&world, &format!("/tt.js?{}", "a".repeat(9_000)), &[]).await?;
    assert_eq!((&said["code"], &said["limit"]), (&"address-too-long".into(), &8_192.into()), "{said}");
    Ok(())
}
