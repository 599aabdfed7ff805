//! Addresses to listen on.

use anyhow::{Context, Result, bail, ensure};
use std::{
    io::ErrorKind,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::atomic::{AtomicU16, Ordering},
};

/// Below the ports that systems hand out for outgoing connections (32768 and up on Linux), which could take
/// an address while the server that had it is down for a moment.
const FIRST: u16 = 20_000;
const COUNT: u16 = 12_000;
static NEXT: AtomicU16 = AtomicU16::new(0);

/// A loopback address on which nothing listens, given only once by this process.
/// Errors: all are taken.
pub fn free() -> Result<SocketAddr> {
    let own_start = u16::try_from(std::process::id().wrapping_mul(97) % u32::from(COUNT)).unwrap_or_default();
    for _ in 0..COUNT {
        let offset =
            (u32::from(own_start) + u32::from(NEXT.fetch_add(1, Ordering::Relaxed))) % u32::from(COUNT);
        let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, FIRST + u16::try_from(offset).unwrap_or_default()));
        if TcpListener::bind(addr).is_ok() {
            return Ok(addr);
        }
    }
    bail!("no free port from {FIRST} to {}", FIRST + COUNT - 1)
}

/// Listens on `addr`. Errors: it is in use, or not this machine's.
pub fn listen(addr: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(addr).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow::anyhow!("{addr} is in use by another program"),
        _ => anyhow::anyhow!("cannot listen on {addr}: {error}"),
    })
}

/// Makes sure that a server can be started on `addr`; port 0 becomes a free one.
/// Errors: as [`listen`].
pub fn available(addr: SocketAddr) -> Result<SocketAddr> {
    if addr.port() == 0 {
        return free();
    }
    listen(addr).map(|_| addr)
}

/// Refuses an address that other machines reach. Errors: it is not loopback.
pub fn loopback(addr: SocketAddr) -> Result<SocketAddr> {
    ensure!(addr.ip().is_loopback(), "{addr} is not an address of this machine alone (127.0.0.1, [::1])");
    Ok(addr)
}

/// The address that `listener` was given. Errors: the system does not say.
pub fn of(listener: &TcpListener) -> Result<SocketAddr> {
    listener.local_addr().context("cannot learn the address of a listener")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_given_once_and_one_in_use_is_refused() {
        let (first, second) = (free().unwrap(), free().unwrap());
        assert_ne!(first, second);
        let held = listen(first).unwrap();
        assert_eq!(
            available(first).unwrap_err().to_string(),
            format!("{first} is in use by another program")
        );
        drop(held);
        assert_eq!(available(first).unwrap(), first);
    }
}
