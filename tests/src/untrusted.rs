//! Certificates that nobody vouches for.

use crate::{
    debian,
    process::{self, Running},
    scratch::Scratch,
};
use anyhow::Result;
use demo::ports;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Makes a key and a certificate for `name` (such as `DNS:edge.example` or `IP:127.0.0.1`) in `dir`. Errors: `openssl` cannot be had, or fails.
pub fn certificate(dir: &Path, name: &str) -> Result<[PathBuf; 2]> {
    debian::programs(&[("openssl", "openssl")])?;
    let [key, cert] = ["key.pem", "cert.pem"].map(|name| dir.join(name));
    let mut make = Command::new("openssl");
    make.args([
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-days",
        "2",
    ]);
    make.args(["-subj", "/CN=nobody", "-addext", &format!("subjectAltName={name}")]);
    process::run(make.arg("-keyout").arg(&key).arg("-out").arg(&cert))?;
    Ok([key, cert])
}

/// A server with such a certificate. Dropped, it is gone.
#[derive(Debug)]
pub struct Untrusted {
    /// Where it is, with `https`.
    pub url: String,
    _server: Running,
    _scratch: Scratch,
}

impl Untrusted {
    /// Starts it. Errors: as [`certificate`], or it does not start.
    pub fn start() -> Result<Self> {
        let scratch = Scratch::new()?;
        let [key, cert] = certificate(scratch.path(), "IP:127.0.0.1")?;
        let addr = ports::free()?;
        let mut serve = Command::new("openssl");
        serve.args(["s_server", "-quiet", "-www", "-accept", &addr.to_string()]);
        serve.arg("-key").arg(&key).arg("-cert").arg(&cert);
        let server = Running::start(serve, addr)?;
        Ok(Self { url: format!("https://{addr}"), _server: server, _scratch: scratch })
    }
}
