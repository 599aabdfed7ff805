//! Three hosts behind `HAProxy`: when one is killed its own units wait for it, and the others notice nothing.

use anyhow::{Context, Result, ensure};
use demo::ports;
use reqwest::{StatusCode, header};
use std::{fs, net::SocketAddr, process::Command};
use tests::{
    debian, load,
    process::Running,
    scratch::Scratch,
    world::{Form, World},
};

pub(super) const UNITS: [&str; 5] = ["benhvien-198", "c06", "congan-thanhhoa", "hvannd", "hvcsnd"];

/// `HAProxy` as `edge/server/haproxy.cfg` has it, for these hosts, and with what an operator changed in it.
fn front(worlds: &[World], scratch: &Scratch, changes: &[(&str, &str)]) -> Result<(Running, SocketAddr)> {
    debian::programs(&[("haproxy", "haproxy")])?;
    let mut config = fs::read_to_string(demo::root().join("edge/server/haproxy.cfg"))?;
    let addr = ports::free()?;
    let theirs = ["127.0.0.1:8791", "127.0.0.1:8792", "127.0.0.1:8793"];
    let ours = worlds.iter().map(|world| world.edge("").replace("http://", ""));
    for (their, our) in theirs.into_iter().zip(ours).chain([
        ("127.0.0.1:8080", addr.to_string()),
        ("[::1]:8080", format!("[::1]:{}", addr.port())),
        ("-i edge.example", "-i 127.0.0.1".to_owned()),
    ]) {
        ensure!(config.contains(their), "haproxy.cfg has no {their}");
        config = config.replace(their, &our);
    }
    for (from, to) in changes {
        ensure!(config.contains(from), "haproxy.cfg has no {from}");
        config = config.replace(from, to);
    }
    let path = scratch.path().join("haproxy.cfg");
    fs::write(&path, config)?;
    let mut command = Command::new("haproxy");
    command.arg("-db").arg("-f").arg(path);
    Ok((Running::start(command, addr)?, addr))
}

pub(super) async fn rate(world: &World, front: SocketAddr, unit: &str, page: &str) -> Result<StatusCode> {
    let request = world
        .http
        .post(format!("http://{front}/v1/units/{unit}/ratings"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json");
    Ok(request.body(Form::new(3)?.page(page).encoded()).send().await?.status())
}

/// Which of the hosts has sent `page` of `unit` to its endpoint.
async fn host_of(worlds: &[World], unit: &str, page: &str) -> Result<Option<usize>> {
    for (host, world) in worlds.iter().enumerate() {
        let all = world.deliveries().await?;
        if all.iter().any(|one| one.accepted && *one.of("unit") == unit && *one.of("page") == page) {
            return Ok(Some(host));
        }
    }
    Ok(None)
}

pub(super) async fn until_host_of(worlds: &[World], unit: &str, page: &str) -> Result<usize> {
    for _ in 0..1_000 {
        if let Some(host) = host_of(worlds, unit, page).await? {
            return Ok(host);
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    anyhow::bail!("{page} of {unit} has arrived nowhere")
}

#[tokio::test]
async fn one_is_killed_and_the_others_units_notice_nothing() -> Result<()> {
    let mut worlds = [World::new()?, World::new()?, World::new()?];
    let scratch = Scratch::new()?;
    let (haproxy, addr) = front(&worlds, &scratch, &[])?;
    let mut hosts = Vec::new();
    for unit in UNITS {
        ensure!(rate(&worlds[0], addr, unit, "/before").await? == 202, "{unit}");
        hosts.push(until_host_of(&worlds, unit, "/before").await?);
    }
    let down = hosts[2];
    assert!(hosts.iter().any(|host| *host != down), "all units are on one host: {hosts:?}");

    worlds[down].stack.edge.kill();
    for (unit, host) in UNITS.iter().zip(&hosts) {
        let status = rate(&worlds[0], addr, unit, "/without").await?;
        assert_eq!(status == 202, *host != down, "{unit}: {status}");
        assert!(status == 202 || status == 503, "{unit}: {status}");
    }
    worlds[down].stack.edge.restart()?;
    for (unit, host) in UNITS.iter().zip(&hosts) {
        ensure!(rate(&worlds[0], addr, unit, "/after").await? == 202, "{unit}");
        assert_eq!(until_host_of(&worlds, unit, "/after").await?, *host, "{unit} has moved");
    }
    // The edge reads a path as it is written: a front server that saw no unit in it, or another, would bring it to the wrong mailbox.
    let edge: SocketAddr = worlds[0].edge("").replace("http://", "").parse()?;
    let mut raw = load::Connection::open(edge)?;
    let paths = ["/x/../c06", "/./c06", "/%2E%2e/units/c06", "\\c06", "/%63%30%36", "//c06"];
    for path in paths.map(|path| format!("/v1/units{path}/ratings")) {
        let answer = raw.ask(&load::post(edge, &path, "application/json", b"{}"))?;
        assert_eq!(answer.status, 404, "{path}");
    }
    let files = worlds[0].http.get(format!("http://{addr}/tt.js")).send().await?;
    files.error_for_status().context("the loader, from any host")?;

    // One that the operator moves by itself goes where the file says, and nobody else moves.
    drop(haproxy);
    let moved = (hosts[1] + 1) % 3;
    let name = ["one", "two", "three"][moved];
    let line = format!("    use-server {name} if {{ var(txn.unit) -m str {} }}\n    server one", UNITS[1]);
    let scratch = Scratch::new()?;
    let (_haproxy, addr) = front(
        &worlds,
        &scratch,
        &[("hash-type map-based sdbm\n    server one", &format!("hash-type map-based sdbm\n{line}"))],
    )?;
    hosts[1] = moved;
    for (unit, host) in UNITS.iter().zip(&hosts) {
        ensure!(rate(&worlds[0], addr, unit, "/moved").await? == 202, "{unit}");
        assert_eq!(until_host_of(&worlds, unit, "/moved").await?, *host, "{unit}");
    }
    Ok(())
}
