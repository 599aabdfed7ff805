//! A server whose units are shared over several processes by `edge/server/share.sh`.

use crate::{
    debian,
    nginx::{self, Nginx},
    process,
    scratch::Scratch,
    world::World,
};
use anyhow::{Result, ensure};
use demo::edge::Edge;
use std::{
    fs,
    net::SocketAddr,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
};

/// Where who rates asks: at the edge of the one world, or at nginx, with its files below `dir`, in front of all, over which `units` are shared.
/// Errors: nginx or the script fails.
pub fn entrance(worlds: &[World], units: &[String], dir: &Path) -> Result<(Option<Nginx>, SocketAddr)> {
    let addr = |world: &World| Ok(world.edge("").trim_start_matches("http://").parse()?);
    let addrs: Vec<SocketAddr> = worlds.iter().map(addr).collect::<Result<_>>()?;
    if let [only] = addrs.as_slice() {
        return Ok((None, *only));
    }
    let shared = Shared::of(units)?;
    shared.share(addrs.len(), &[])?;
    let nginx = shared.front(dir, &addrs)?;
    let addr = nginx.addr;
    Ok((Some(nginx), addr))
}

/// The port of the first process.
const FIRST: usize = 8787;

/// Its folders, as `install.sh` leaves them.
#[derive(Debug)]
pub struct Shared(Scratch);

impl Shared {
    /// A server for `units`, with nginx. Errors: a file cannot be written, or a program that the script runs cannot be had.
    pub fn of(units: &[String]) -> Result<Self> {
        debian::programs(&[("sqlite3", "sqlite3")])?;
        let shared = Self(Scratch::new()?);
        let dir = shared.0.path();
        for folder in ["etc/tuong-tac", "etc/nginx/conf.d", "var/lib"] {
            fs::create_dir_all(dir.join(folder))?;
        }
        let source = demo::root().join("edge/server");
        fs::copy(source.join("share.sh"), dir.join("share.sh"))?;
        fs::copy(source.join("nginx.conf"), dir.join("etc/nginx/conf.d/tuong-tac.conf"))?;
        fs::write(dir.join("UNITS"), units.join("\n") + "\n")?;
        Ok(shared)
    }

    /// Where the process `nth` (from 0) keeps its mailboxes.
    fn folder(&self, nth: usize) -> PathBuf {
        let data = self.0.path().join("var/lib/tuong-tac");
        if nth == 0 { data } else { data.join((FIRST + nth).to_string()) }
    }

    /// Has the processes keep their mailboxes where these edges do. Errors: a link cannot be made.
    pub fn keep_in(&self, edges: &[&Edge]) -> Result<()> {
        for (nth, edge) in edges.iter().enumerate() {
            symlink(edge.storage(), self.folder(nth))?;
        }
        Ok(())
    }

    /// Shares them over so many processes, of which none runs, and takes out those that leave: what the script said. Errors: it fails.
    pub fn share(&self, processes: usize, leaving: &[&str]) -> Result<String> {
        let dir = self.0.path();
        let mut script = Command::new(dir.join("share.sh"));
        process::run(script.arg(processes.to_string()).args(leaving).env("TT_ROOT", dir))
    }

    /// Where those that left have their mailboxes.
    #[must_use]
    pub fn out(&self) -> PathBuf {
        self.0.path().join("var/lib/tuong-tac-out")
    }

    /// `edges.conf` for processes that listen at these addresses. Errors: it names fewer or more.
    pub fn edges(&self, addrs: &[SocketAddr]) -> Result<String> {
        let mut edges = fs::read_to_string(self.0.path().join("etc/tuong-tac/edges.conf"))?;
        ensure!(edges.matches("server ").count() == addrs.len(), "{edges}");
        for (nth, addr) in addrs.iter().enumerate() {
            let its = format!("server 127.0.0.1:{};", FIRST + nth);
            ensure!(edges.contains(&its), "no {its}");
            edges = edges.replace(&its, &format!("server {addr};"));
        }
        Ok(edges)
    }

    /// Starts nginx in front of them, with its files below `dir`. Errors: as [`Self::edges`] and [`nginx::start`].
    pub fn front(&self, dir: &Path, addrs: &[SocketAddr]) -> Result<Nginx> {
        nginx::start(dir, &self.edges(addrs)?, None)
    }
}
