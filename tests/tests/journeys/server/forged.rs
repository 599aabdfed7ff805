//! The other front servers, as their files have them: none lets a client say from where it comes.

use super::front::{FORGED, HEADER, TRIES};
use anyhow::{Result, ensure};
use demo::ports;
use reqwest::{Client, StatusCode, header};
use std::{
    fs,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
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

/// Rates through `front` from an address of this machine, and claims another where one is given; the answer's status.
pub(super) async fn rate(from: IpAddr, front: SocketAddr, claimed: Option<&str>) -> Result<StatusCode> {
    let http = Client::builder().local_address(from).timeout(PATIENCE).build()?;
    let mut request = http
        .post(format!("http://{front}/v1/units/{UNIT}/ratings"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json");
    if let Some(claimed) = claimed {
        for name in FORGED {
            request = request.header(name, claimed);
        }
    }
    Ok(request.body(Form::new(4)?.encoded()).send().await?.status())
}

/// Rates through `front`, in truth `from` one address, until it is told to wait; whether it is. The nth claims to come from `claimed(n)`.
pub(super) async fn is_limited(
    from: IpAddr,
    front: SocketAddr,
    claimed: impl Fn(usize) -> String,
) -> Result<bool> {
    for n in 0..TRIES {
        let status = rate(from, front, Some(&claimed(n))).await?;
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

/// The same, as from ever new addresses.
pub(super) async fn is_seen_through(from: IpAddr, front: SocketAddr) -> Result<bool> {
    is_limited(from, front, |n| format!("192.0.{n}.7")).await
}

/// The same port of this machine over IPv6, and as text.
fn over_ipv6(addr: SocketAddr) -> (SocketAddr, String) {
    let addr6 = SocketAddr::from((Ipv6Addr::LOCALHOST, addr.port()));
    (addr6, addr6.to_string())
}

pub(super) fn world() -> Result<World> {
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
    let (addr6, here6) = over_ipv6(addr);
    let own = [
        ("127.0.0.1:8080", here.as_str()),
        ("[::1]:8080", here6.as_str()),
        ("-i edge.example", "-i 127.0.0.1 [::1]"),
    ];
    let changes: Vec<_> = theirs.into_iter().chain(own).collect();
    let path = scratch.path().join("haproxy.cfg");
    fs::write(&path, config("haproxy.cfg", &changes)?)?;
    let mut command = Command::new("haproxy");
    command.arg("-db").arg("-f").arg(path);
    let _front = Running::start(command, addr)?;
    assert!(is_seen_through(ELSEWHERE, addr).await?, "{TRIES} ratings of one address are taken");
    // From this machine it is nginx that says where each comes from: they are not all one.
    for at in [addr, addr6] {
        assert!(!is_seen_through(at.ip(), at).await?, "all clients of nginx are one at {at}");
    }
    refuses_other_names(addr).await?;
    Ok(())
}

#[tokio::test]
async fn caddy_believes_no_client() -> Result<()> {
    debian::programs(&[("caddy", "caddy")])?;
    let (world, scratch, addr) = (world()?, Scratch::new()?, ports::free()?);
    let (addr6, here6) = over_ipv6(addr);
    let (edge, site) = (world.edge("").replace("http://", ""), format!("http://{addr}, http://{here6} {{"));
    let others = format!("http://:{} {{", addr.port());
    let onion = ports::free()?;
    let onion_site = format!("http://:{} {{", onion.port());
    // Without TLS here, and without a port for its administration.
    let changes = [
        ("http:// {", others.as_str()),
        ("edge.example {", site.as_str()),
        ("http://:8780 {", &onion_site),
        ("127.0.0.1:8787", &edge),
        ("\n{\n", "\n{\n\tadmin off\n"),
    ];
    let path = scratch.path().join("Caddyfile");
    fs::write(&path, config("Caddyfile", &changes)?)?;
    let mut command = Command::new("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(path).env("HOME", scratch.path());
    let _front = Running::start(command, addr)?;
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    for (from, at) in [(ELSEWHERE, addr), (addr6.ip(), addr6), (here, onion)] {
        assert!(is_seen_through(from, at).await?, "{TRIES} ratings of one address are taken at {at}");
    }
    // Each neighbourhood has a bucket of its own.
    let elsewhere = IpAddr::V4(Ipv4Addr::new(127, 1, 0, 1));
    assert_eq!(rate(elsewhere, addr, None).await?, 202, "one that the others used up");
    refuses_other_names(addr).await
}
