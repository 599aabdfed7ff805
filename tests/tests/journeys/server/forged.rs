//! The other front servers, as their files have them: none lets a client say from where it comes.

use super::front::{FORGED, HEADER, TRIES};
use anyhow::{Result, ensure};
use demo::ports;
use reqwest::{Client, header};
use std::{
    fs,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    process::Command,
};
use tests::{
    debian,
    process::Running,
    scratch::Scratch,
    world::{Form, PATIENCE, UNIT, World},
};

/// Another machine, as far as a front server can tell.
const ELSEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

/// Rates through `front` as from ever new addresses, in truth `from` one, until it is told to wait; whether it is.
async fn is_seen_through(from: IpAddr, front: SocketAddr) -> Result<bool> {
    let http = Client::builder().local_address(from).timeout(PATIENCE).build()?;
    for n in 0..TRIES {
        let mut request = http
            .post(format!("http://{front}/v1/units/{UNIT}/ratings"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json");
        for name in FORGED {
            request = request.header(name, format!("192.0.{n}.7"));
        }
        let status = request.body(Form::new(4)?.encoded()).send().await?.status();
        if status == 429 {
            ensure!(n > 0, "nothing is taken");
            return Ok(true);
        }
        ensure!(status == 202, "{status}");
    }
    Ok(false)
}

/// Nothing is asked of the edge under a name that is not the operator's.
async fn refuses_other_names(front: SocketAddr) -> Result<()> {
    let http = Client::builder().timeout(PATIENCE).build()?;
    let ask = async |host: Option<&str>| {
        let request = http.get(format!("http://{front}/healthz"));
        let request = if let Some(host) = host { request.header(header::HOST, host) } else { request };
        anyhow::Ok(request.send().await?.status().as_u16())
    };
    ensure!(ask(None).await? == 200, "its own name is refused");
    for other in ["evil.example", "evil.example:443", "edge.example.evil.example", "127.0.0.1.evil.example"] {
        ensure!(ask(Some(other)).await? == 421, "{other} is taken");
    }
    Ok(())
}

fn world() -> Result<World> {
    World::with(|options| options.client_address_header = Some(HEADER.into()))
}

/// The file `name` of `edge/server`, with what stands in it put in place of what is meant here.
fn config(name: &str, changes: &[(&str, &str)]) -> Result<String> {
    let mut config = fs::read_to_string(demo::root().join("edge/server").join(name))?;
    for (from, to) in changes {
        ensure!(config.contains(from), "{name} has no {from}");
        config = config.replace(from, to);
    }
    Ok(config)
}

#[tokio::test]
async fn haproxy_believes_nginx_beside_it_and_no_client() -> Result<()> {
    debian::programs(&[("haproxy", "haproxy")])?;
    let (world, scratch, addr) = (world()?, Scratch::new()?, ports::free()?);
    let (edge, here) = (world.edge("").replace("http://", ""), addr.to_string());
    let theirs = ["127.0.0.1:8791", "127.0.0.1:8792", "127.0.0.1:8793"].map(|their| (their, edge.as_str()));
    let changes: Vec<_> = theirs
        .into_iter()
        .chain([("127.0.0.1:8080", here.as_str()), ("-i edge.example", "-i 127.0.0.1")])
        .collect();
    let path = scratch.path().join("haproxy.cfg");
    fs::write(&path, config("haproxy.cfg", &changes)?)?;
    let mut command = Command::new("haproxy");
    command.arg("-db").arg("-f").arg(path);
    let _front = Running::start(command, addr)?;
    assert!(is_seen_through(ELSEWHERE, addr).await?, "{TRIES} ratings of one address are taken");
    // From this machine it is nginx that says where each comes from: they are not all one.
    assert!(!is_seen_through(IpAddr::V4(Ipv4Addr::LOCALHOST), addr).await?, "all clients of nginx are one");
    refuses_other_names(addr).await?;
    Ok(())
}

#[tokio::test]
async fn caddy_believes_no_client() -> Result<()> {
    debian::programs(&[("caddy", "caddy")])?;
    let (world, scratch, addr) = (world()?, Scratch::new()?, ports::free()?);
    let (edge, site) = (world.edge("").replace("http://", ""), format!("http://{addr} {{"));
    let others = format!("http://:{} {{", addr.port());
    // Without TLS here, and without a port for its administration.
    let changes = [
        ("http:// {", others.as_str()),
        ("edge.example {", &site),
        ("127.0.0.1:8787", &edge),
        ("\n{\n", "\n{\n\tadmin off\n"),
    ];
    let path = scratch.path().join("Caddyfile");
    fs::write(&path, config("Caddyfile", &changes)?)?;
    let mut command = Command::new("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(path).env("HOME", scratch.path());
    let _front = Running::start(command, addr)?;
    assert!(is_seen_through(ELSEWHERE, addr).await?, "{TRIES} ratings of one address are taken");
    refuses_other_names(addr).await
}
