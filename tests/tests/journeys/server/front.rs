//! nginx in front, as `edge/server/nginx.conf` has it: TLS, the client's own address, and nothing of anybody on its disk.

use anyhow::{Context, Result, ensure};
use demo::ports;
use std::{fs, net::SocketAddr, path::Path, process::Command};
use tests::{
    debian,
    process::{self, Running},
    scratch::Scratch,
    world::{Form, UNIT, World},
};

const HEADER: &str = "X-Client-Address";
/// More than one address may rate in a minute.
const TRIES: usize = 150;

/// nginx before `world`, with a certificate of its own.
fn front(world: &World, dir: &Path) -> Result<(Running, SocketAddr)> {
    debian::programs(&[("nginx", "nginx-light"), ("openssl", "openssl"), ("curl", "curl")])?;
    let addr = ports::free()?;
    let [key, cert] = ["key.pem", "cert.pem"].map(|name| dir.join(name));
    process::run(
        Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
            ])
            .args(["-subj", "/CN=edge.example", "-addext", "subjectAltName=DNS:edge.example"])
            .arg("-keyout")
            .arg(&key)
            .arg("-out")
            .arg(&cert),
    )?;
    let site = fs::read_to_string(demo::root().join("edge/server/nginx.conf"))?;
    // The second server, on port 80, only redirects.
    let (site, _) = site.split_once("server {\n    listen 80;").context("nginx.conf has another form")?;
    let site = site
        .replace("    listen [::]:443 ssl http2;\n", "")
        .replace("listen 443 ssl", &format!("listen {addr} ssl"))
        .replace("/etc/ssl/tuong-tac/fullchain.pem", &cert.display().to_string())
        .replace("/etc/ssl/tuong-tac/key.pem", &key.display().to_string())
        .replace("127.0.0.1:8787", &world.edge("").replace("http://", ""));
    let (dir_, temp) = (dir.display(), dir.join("spool"));
    fs::create_dir(&temp)?;
    let temps: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {}/{name};\n", temp.display()))
        .concat();
    let config = format!(
        "daemon off;\nuser root;\npid {dir_}/nginx.pid;\nerror_log {dir_}/error.log;\nevents {{}}\nhttp {{\n{temps}{site}\n}}\n"
    );
    let path = dir.join("nginx.conf");
    fs::write(&path, config)?;
    let mut command = Command::new("/usr/sbin/nginx");
    command.arg("-e").arg(dir.join("error.log")).arg("-c").arg(path);
    Ok((Running::start(command, addr)?, addr))
}

/// `curl` to `path` of the edge, as a browser somewhere would go; gives status and body.
fn ask(addr: SocketAddr, dir: &Path, path: &str, arguments: &[&str]) -> Result<String> {
    process::run(
        Command::new("curl")
            .args(["--silent", "--show-error", "--cacert"])
            .arg(dir.join("cert.pem"))
            .arg("--resolve")
            .arg(format!("edge.example:{}:127.0.0.1", addr.port()))
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
    let (_front, addr) = front(&world, dir)?;
    let health = ask(addr, dir, "/healthz", &[])?;
    assert!(health.contains("\"ok\"") && health.ends_with(" 200 2"), "{health}");

    // A form of the edge's own page is taken under the name it has in front.
    let own = format!("Origin: https://edge.example:{}", addr.port());
    let rating = |n: usize| -> Result<String> {
        let (form, forged) = (Form::new(4)?.page("/x").encoded(), format!("{HEADER}: 192.0.2.{}", n % 250));
        let arguments = ["-H", &own, "-H", "Accept: application/json", "-H", &forged, "-d", &form];
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
