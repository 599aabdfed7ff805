//! The onion service, for which nginx has a listener of its own: clients without an address share a bucket, and choose none.

use super::{
    forged::{is_limited, is_seen_through, rate, world},
    front::TRIES,
};
use anyhow::{Result, ensure};
use reqwest::Client;
use std::{
    fs,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    process::Command,
};
use tests::{
    debian,
    nginx::{self, Nginx},
    process,
    scratch::Scratch,
    world::{PATIENCE, UNIT, World},
};

/// Tor's daemon, and everybody else here.
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn front(world: &World, scratch: &Scratch) -> Result<Nginx> {
    nginx::start(scratch.path(), &nginx::one(world.edge("").replace("http://", "").parse()?)?, None)
}

#[tokio::test]
async fn clients_by_onion_cannot_choose_a_bucket_and_use_up_only_their_own() -> Result<()> {
    let (world, scratch) = (world()?, Scratch::new()?);
    let front = front(&world, &scratch)?;
    assert!(is_seen_through(HERE, front.onion).await?, "{TRIES} ratings by onion are taken");
    assert_eq!(rate(HERE, front.onion, None).await?, 429);
    // Whoever has an address notices nothing, and no more can they choose it, over neither protocol.
    for at in [front.addr, front.addr6] {
        assert_eq!(rate(at.ip(), at, None).await?, 202, "{at}");
        assert!(is_seen_through(at.ip(), at).await?, "{TRIES} ratings of one address are taken at {at}");
    }
    // Without an answer to the rating, the form of a tip can still be had.
    let form = format!("http://{}/u/{UNIT}/tip-off?plain=1", front.onion);
    let http = Client::builder().timeout(PATIENCE).build()?;
    http.get(form).send().await?.error_for_status()?;
    Ok(())
}

/// The address under which all of the onion service are known is nobody else's to use up.
#[tokio::test]
async fn a_client_elsewhere_cannot_shut_out_the_onion_service() -> Result<()> {
    let (world, scratch) = (world()?, Scratch::new()?);
    let front = front(&world, &scratch)?;
    let config = fs::read_to_string(demo::root().join("edge/server/nginx.conf"))?;
    ensure!(config.contains("8780 100::1;"), "nginx.conf has another address");
    assert!(is_limited(HERE, front.addr, |_| "100::1".to_owned()).await?);
    assert_eq!(rate(HERE, front.onion, None).await?, 202);
    Ok(())
}

/// `torrc` leads Tor to that listener, and Tor understands it.
#[test]
fn the_documented_torrc_leads_to_the_listener_of_its_own() -> Result<()> {
    debian::programs(&[("tor", "tor")])?;
    let read = |name: &str| fs::read_to_string(demo::root().join("edge/server").join(name));
    let (torrc, scratch) = (read("torrc")?, Scratch::new()?);
    let service = torrc.lines().find_map(|line| line.strip_prefix("HiddenServicePort 80 "));
    let listener: SocketAddr = service.unwrap_or_default().parse()?;
    assert!(listener.ip().is_loopback(), "{listener}");
    for (name, own) in [
        ("nginx.conf", format!("listen {listener};")),
        ("Caddyfile", format!("http://:{} {{", listener.port())),
    ] {
        assert!(read(name)?.contains(&own), "{name} has no {own}");
    }
    let (path, data) = (scratch.path().join("torrc"), scratch.path().join("data"));
    let here = torrc.replace("/var/lib/tor/tuong-tac/", &data.join("service").display().to_string());
    fs::write(&path, format!("DataDirectory {}\n{here}", data.display()))?;
    let said = process::run(Command::new("tor").arg("--verify-config").arg("-f").arg(path))?;
    // Tests may run as root, which Tor warns of whatever its file says.
    let warns = said.lines().any(|line| line.contains("[warn]") && !line.contains("as root"));
    assert!(said.contains("Configuration was valid") && !warns, "{said}");
    Ok(())
}
