//! nginx in front, as `edge/server/nginx.conf` has it: TLS, the client's own address, and nothing of anybody on its disk.

use anyhow::{Context, Result, ensure};
use std::{
    fs,
    io::Write,
    net::{IpAddr, SocketAddr},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use tests::{
    debian,
    nginx::{self, Nginx},
    process,
    scratch::Scratch,
    untrusted::certificate,
    world::{Form, UNIT, World},
};

pub(super) const HEADER: &str = "X-Client-Address";
/// Under which a client may claim another address. In several spellings, and twice.
pub(super) const FORGED: [&str; 7] =
    [HEADER, "x-client-address", HEADER, "X-Forwarded-For", "CF-Connecting-IP", "X-Real-IP", "Forwarded"];
/// More than one address may rate in a minute.
pub(super) const TRIES: usize = 150;

/// How long the test waits for a cut.
const CUT: Duration = Duration::from_secs(90);

/// nginx before `world`, with a certificate of its own.
fn front(world: &World, dir: &Path) -> Result<Nginx> {
    debian::programs(&[("curl", "curl")])?;
    let edges = nginx::one(world.edge("").replace("http://", "").parse()?)?;
    nginx::start(dir, &edges, Some(certificate(dir, "DNS:edge.example")?))
}

/// `curl` to `path` of the edge, as a browser somewhere would go; gives status and body.
fn ask(addr: SocketAddr, dir: &Path, path: &str, arguments: &[&str]) -> Result<String> {
    let ip = match addr.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    process::run(
        Command::new("curl")
            .args(["--silent", "--show-error", "--cacert"])
            .arg(dir.join("cert.pem"))
            .arg("--resolve")
            .arg(format!("edge.example:{}:{}", addr.port(), ip))
            .args(["--write-out", " %{http_code} %{http_version}"])
            .args(arguments)
            .arg(format!("https://edge.example:{}{path}", addr.port())),
    )
}

#[tokio::test]
async fn it_serves_over_tls_believes_no_client_and_writes_nothing_down() -> Result<()> {
    let world = World::with(|options| options.client_address_header = Some(HEADER.into()))?;
    let scratch = Scratch::new()?;
    let dir = scratch.path();
    let front = front(&world, dir)?;
    let addr = front.addr;
    for at in [addr, front.addr6] {
        let health = ask(at, dir, "/healthz", &[])?;
        assert!(health.contains("\"ok\"") && health.ends_with(" 200 2"), "{at}: {health}");
    }

    // Under another name nothing is asked of the edge: neither where the handshake names it, nor
    // where only the request does.
    let other = ask(addr, dir, "/healthz", &["-H", "Host: evil.example"])?;
    assert!(other.ends_with(" 421 2"), "{other}");
    let resolved = format!("evil.example:{}:127.0.0.1", addr.port());
    let shaken = process::run(
        Command::new("curl")
            .args(["--silent", "--show-error", "--insecure", "--resolve", &resolved])
            .arg(format!("https://evil.example:{}/healthz", addr.port())),
    );
    assert!(shaken.is_err(), "{shaken:?}");

    // A form of the edge's own page is taken under the name it has in front.
    let own = format!("Origin: https://edge.example:{}", addr.port());
    let rating = |n: usize| -> Result<String> {
        let form = Form::new(4)?.page("/x").encoded();
        let forged = FORGED.map(|name| format!("{name}: 192.0.{n}.7"));
        let mut arguments = vec!["-H", &own, "-H", "Accept: application/json", "-d", &form];
        arguments.extend(forged.iter().flat_map(|forged| ["-H", forged]));
        ask(addr, dir, &format!("/v1/units/{UNIT}/ratings"), &arguments)
    };
    let first = rating(0)?;
    ensure!(first.contains(" 202 "), "{first}");
    // Another address each time, says the client; the front server knows better.
    let mut limited = false;
    for n in 1..TRIES {
        limited |= rating(n)?.contains(" 429 ");
        if limited {
            break;
        }
    }
    assert!(limited, "{TRIES} ratings of one address are taken");

    // What is too long is refused, and none of it lies on the front server's disk.
    let canary = "c-a-n-a-r-y ".repeat(200_000);
    let body = dir.join("body");
    fs::write(&body, &canary)?;
    let long = ask(
        addr,
        dir,
        &format!("/v1/units/{UNIT}/ratings"),
        &["--data-binary", &format!("@{}", body.display())],
    )?;
    assert!(long.contains(" 413 "), "{long}");
    fs::remove_file(&body)?;
    let spooled = process::run(Command::new("grep").args(["-rl", "c-a-n-a-r-y"]).arg(dir));
    assert!(spooled.is_err(), "{spooled:?}");
    let written = fs::read_to_string(dir.join("error.log"))?;
    assert!(!written.contains("127.0.0.1") && !dir.join("access.log").exists(), "{written}");
    Ok(())
}

/// Clients that drip are cut in front; what comes to the edge slowly through it, the edge cuts.
#[tokio::test]
async fn who_drips_is_cut_by_the_one_or_the_other() -> Result<()> {
    let world = World::with(|options| options.client_address_header = Some(HEADER.into()))?;
    let scratch = Scratch::new()?;
    let dir = scratch.path().to_owned();
    let front = front(&world, &dir)?;
    let addr = front.addr;
    let starts = [
        // Header fields that do not end.
        "GET /healthz HTTP/1.1\r\nhost: edge.example\r\nx-slow: ".to_owned(),
        // A body that does not.
        format!(
            "POST /v1/units/{UNIT}/ratings HTTP/1.1\r\nhost: edge.example\r\ncontent-length: 9000\r\n\
             content-type: application/json\r\n\r\n"
        ),
    ];
    let clients = starts.map(|start| {
        let dir = dir.clone();
        std::thread::spawn(move || drip(addr, &dir, &start))
    });
    for client in clients {
        let said = client.join().map_err(|_| anyhow::anyhow!("a client panicked"))??;
        assert!(!said.contains(" 200 ") && !said.contains(" 202 "), "{said}");
    }
    Ok(())
}

/// A TLS client that sends `start` and then a byte now and then; what it hears until it is cut. Errors: it is not.
fn drip(addr: SocketAddr, dir: &Path, start: &str) -> Result<String> {
    let mut client = Command::new("openssl")
        .args([
            "s_client",
            "-quiet",
            "-no_ign_eof",
            "-alpn",
            "http/1.1",
            "-servername",
            "edge.example",
            "-CAfile",
        ])
        .arg(dir.join("cert.pem"))
        .args(["-connect", &addr.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut to = client.stdin.take().context("no input")?;
    to.write_all(start.as_bytes())?;
    let until = Instant::now() + CUT;
    while client.try_wait()?.is_none() && Instant::now() < until {
        // An error is the end that is waited for.
        to.write_all(b"a").and_then(|()| to.flush()).ok();
        std::thread::sleep(Duration::from_millis(200));
    }
    let is_cut = client.try_wait()?.is_some();
    client.kill().ok();
    let output = client.wait_with_output()?;
    ensure!(is_cut, "the connection is held");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
