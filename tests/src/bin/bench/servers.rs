//! The workers that are compared, each a `workerd` of its own.

use anyhow::{Context, Result, ensure};
use demo::ports;
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tests::{built, load::Connection, scratch::Scratch};

/// How long a worker may take until it answers.
const START: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(1);
/// As the edge's unit file says.
const TRUSTED: &str = "/etc/ssl/certs/ca-certificates.crt";

/// A worker that runs. Dropped, it is killed.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) addr: SocketAddr,
    /// How long it took from its start to its first answer, in seconds.
    pub(crate) cold: f64,
    _state: Scratch,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Server {
    /// One line of JavaScript. Errors: it does not start.
    pub(crate) fn one_line() -> Result<Self> {
        let state = Scratch::new()?;
        let config = state.path().join("one_line.capnp");
        fs::write(&config, include_str!("one_line.capnp"))?;
        Self::start(&config, &[], "/", state)
    }

    /// The same work as the edge's, in JavaScript. Errors: it does not start.
    pub(crate) fn javascript() -> Result<Self> {
        let state = Scratch::new()?;
        let config = state.path().join("javascript.capnp");
        fs::write(&config, include_str!("javascript.capnp"))?;
        fs::write(state.path().join("javascript.js"), include_str!("javascript.js"))?;
        let folder = state.path().join("mailboxes");
        Self::start(&config, &[("mailboxes", &folder)], "/", state)
    }

    /// The same, from a configuration that was compiled beforehand. Errors: it does not start.
    pub(crate) fn one_line_compiled() -> Result<Self> {
        let state = Scratch::new()?;
        let config = state.path().join("one_line.capnp");
        fs::write(&config, include_str!("one_line.capnp"))?;
        Self::start(&compiled(&config, &state)?, &[], "/", state)
    }

    /// The edge as it is deployed, from a compiled configuration, over the mailboxes of `folder`; its first answer is `path`.
    /// Errors: it does not start.
    pub(crate) fn edge(folder: &Path, path: &str) -> Result<Self> {
        let state = Scratch::new()?;
        let folders = [("mailboxes", folder), ("assets", &built::bundle()?.files_dir)];
        Self::start(&compiled(&demo::root().join("edge/workerd.capnp"), &state)?, &folders, path, state)
    }

    fn start(config: &Path, folders: &[(&str, &Path)], path: &str, state: Scratch) -> Result<Self> {
        let addr = ports::free()?;
        let mut command = Command::new(&built::bundle()?.workerd);
        command.arg("serve");
        if config.extension().is_some_and(|ending| ending == "bin") {
            command.arg("--binary");
        }
        command.arg(config).arg(format!("--socket-addr=http={addr}"));
        for (name, folder) in folders {
            fs::create_dir_all(folder)?;
            command.arg(format!("--directory-path={name}={}", folder.display()));
        }
        command.env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if Path::new(TRUSTED).exists() {
            command.env("SSL_CERT_FILE", TRUSTED);
        }
        let start = Instant::now();
        let child = command.spawn().context("workerd cannot be run")?;
        let mut server = Self { child, addr, cold: 0.0, _state: state };
        let request = get(addr, path, "");
        loop {
            ensure!(start.elapsed() < START, "{} does not answer", config.display());
            if let Ok(mut connection) = Connection::open(addr) {
                let status = connection.ask(&request)?.status;
                ensure!(status == 200, "{path}: {status}");
                server.cold = start.elapsed().as_secs_f64();
                return Ok(server);
            }
            thread::sleep(POLL);
        }
    }
}

/// A configuration as `workerd` reads it without parsing, as the release archive has it. Errors: it is wrong.
fn compiled(config: &Path, state: &Scratch) -> Result<PathBuf> {
    let mut command = Command::new(&built::bundle()?.workerd);
    let output = command.args(["compile", "--config-only"]).arg(config).output()?;
    ensure!(output.status.success(), "{}: {}", config.display(), String::from_utf8_lossy(&output.stderr));
    let compiled = state.path().join("config.bin");
    fs::write(&compiled, output.stdout)?;
    Ok(compiled)
}

/// A request as a browser makes it; `more` are further headers, each with its end of line.
pub(crate) fn get(host: SocketAddr, path: &str, more: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\naccept-encoding: gzip, deflate, br\r\n{more}\r\n")
        .into_bytes()
}
