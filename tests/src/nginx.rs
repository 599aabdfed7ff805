//! nginx in front, as `edge/server/nginx.conf` has it.

use crate::{debian, process::Running};
use anyhow::{Context, Result, ensure};
use demo::ports;
use std::{
    fs,
    net::{Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
    process::Command,
};

/// nginx that runs, and where it listens. Dropped, it is gone.
#[derive(Debug)]
pub struct Nginx {
    /// Over IPv4, for everybody.
    pub addr: SocketAddr,
    /// The same over IPv6.
    pub addr6: SocketAddr,
    /// For Tor's daemon.
    pub onion: SocketAddr,
    _process: Running,
}

/// The folder of the files that are given to operators.
fn source() -> PathBuf {
    demo::root().join("edge/server")
}

/// `edges.conf` for one edge, as the archive has it.
/// Errors: the file has another form.
pub fn one(edge: SocketAddr) -> Result<String> {
    let edges = fs::read_to_string(source().join("edges.conf"))?;
    ensure!(edges.contains("127.0.0.1:8787"), "edges.conf has another form");
    Ok(edges.replace("127.0.0.1:8787", &edge.to_string()))
}

/// Starts it with what it needs below `dir`: before what `edges.conf` says, with TLS where there are a key and a certificate.
/// Errors: it cannot be had or does not start, or its file has another form.
pub fn start(dir: &Path, edges: &str, tls: Option<[PathBuf; 2]>) -> Result<Nginx> {
    debian::programs(&[("nginx", "nginx-light")])?;
    let (addr, onion) = (ports::free()?, ports::free()?);
    let addr6 = SocketAddr::from((Ipv6Addr::LOCALHOST, addr.port()));
    let site = fs::read_to_string(source().join("nginx.conf"))?;
    // The second server, on port 80, only redirects.
    let (site, _) = site.split_once("server {\n    listen 80;").context("nginx.conf has another form")?;
    let file = dir.join("edges.conf");
    fs::write(&file, edges)?;
    for known in
        ["listen 443 ssl http2;", "listen [::]:443 ssl http2;", "listen 127.0.0.1:8780;", "    8780 "]
    {
        ensure!(site.contains(known), "nginx.conf has no {known}");
    }
    let mut site = site
        .replace("/etc/tuong-tac/edges.conf", &file.display().to_string())
        // Tests without TLS ask by the address.
        .replace("server_name edge.example;", "server_name edge.example 127.0.0.1 [::1];")
        .replace("127.0.0.1:8780;", &format!("{onion};"))
        .replace("    8780 ", &format!("    {} ", onion.port()))
        .replace("listen [::]:443 ssl", &format!("listen {addr6} ssl"))
        .replace("/var/log/nginx/tuong-tac.log", &dir.join("error.log").display().to_string());
    site = if let Some([key, cert]) = tls {
        site.replace("listen 443 ssl", &format!("listen {addr} ssl"))
            .replace("/etc/ssl/tuong-tac/fullchain.pem", &cert.display().to_string())
            .replace("/etc/ssl/tuong-tac/key.pem", &key.display().to_string())
    } else {
        let plain = site.replace("listen 443 ssl", &format!("listen {addr} ssl")).replace(" ssl http2", "");
        plain.lines().filter(|line| !line.contains(" ssl_")).map(|line| line.to_owned() + "\n").collect()
    };
    let (dir_, temp) = (dir.display(), dir.join("spool"));
    fs::create_dir(&temp)?;
    let temps: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {}/{name};\n", temp.display()))
        .concat();
    // One process, so that killing it leaves none.
    let config = format!(
        "daemon off;\nmaster_process off;\nuser root;\npid {dir_}/nginx.pid;\nerror_log {dir_}/error.log;\nevents {{}}\nhttp {{\n{temps}{site}\n}}\n"
    );
    let path = dir.join("nginx.conf");
    fs::write(&path, config)?;
    let mut command = Command::new("/usr/sbin/nginx");
    command.arg("-e").arg(dir.join("error.log")).arg("-c").arg(path);
    Ok(Nginx { addr, addr6, onion, _process: Running::start(command, addr)? })
}
