//! The edge on `workerd`: started, killed, started again on the same address and state.

mod guard;
mod health;

use crate::{ports, private, units::Overrides};
use anyhow::{Context, Result, bail};
use guard::Guard;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    net::SocketAddr,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// How long the first good answer may take.
const START: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(20);

/// What an edge is started with.
#[derive(Clone, Debug)]
pub struct EdgeOptions {
    /// The program, as the bundle has it.
    pub workerd: PathBuf,
    /// Its configuration.
    pub config: PathBuf,
    /// What it serves, by release, as the bundle has it.
    pub files: PathBuf,
    /// Where it listens.
    pub addr: SocketAddr,
    /// The directory that gets `edge/`, what the worker stores, and `edge.log`, what it writes.
    pub state: PathBuf,
    /// What differs from the units' files.
    pub overrides: Overrides,
    /// The values of the bindings that the units' files name.
    pub secrets: BTreeMap<String, String>,
    /// The header in which a front server would give the client's address; without one nobody is limited.
    pub client_address_header: Option<String>,
    /// The bearer token for `/metrics`; without one there is no such address.
    pub metrics_token: Option<String>,
    /// How many ratings of a unit are taken a minute; the edge's own number where it is not set.
    pub unit_ratings_per_minute: Option<u32>,
    /// Under which origin it is to say that the public reaches it; without one it says what it was
    /// asked under.
    pub public_origin: Option<String>,
    /// Where `workerd`'s inspector listens, through which anybody may look into the worker: for measurements.
    pub inspector: Option<SocketAddr>,
}

/// An edge. Dropped, it is killed; it also ends when this process does.
#[derive(Debug)]
pub struct Edge {
    options: EdgeOptions,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    workerd: Child,
    _guard: Guard,
}

impl Edge {
    /// Starts `workerd` and waits for `GET /healthz` to answer.
    /// Errors: the address is in use, or the edge ends or stays silent; the message holds the end of its log.
    pub fn start(options: EdgeOptions) -> Result<Self> {
        let mut edge = Self { options, running: None };
        edge.restart()?;
        Ok(edge)
    }

    /// Its origin, such as `http://127.0.0.1:8787`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.options.addr)
    }

    /// What it has written since its state is there.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read(self.log_path())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    /// The file of [`Edge::log`].
    #[must_use]
    pub fn log_path(&self) -> PathBuf {
        self.options.state.join("edge.log")
    }

    /// The directory in which the worker's mailboxes lie.
    #[must_use]
    pub fn storage(&self) -> PathBuf {
        self.options.state.join("edge")
    }

    /// The id of the process, while it runs.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.running.as_ref().map(|running| running.workerd.id())
    }

    /// What differs from the units' files.
    #[must_use]
    pub fn overrides(&self) -> &Overrides {
        &self.options.overrides
    }

    /// Sets what differs from the units' files, from the next start on.
    pub fn set_overrides(&mut self, overrides: Overrides) {
        self.options.overrides = overrides;
    }

    /// Kills it at once (`SIGKILL`), as a crash would end it.
    pub fn kill(&mut self) {
        self.running = None;
    }

    /// Whether it has ended by itself, and how; only once for each end.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        let status = self.running.as_mut()?.workerd.try_wait().ok()??;
        self.running = None;
        Some(status)
    }

    /// Starts it anew on the same address and state, killing it first where it runs. Errors: as [`Edge::start`].
    pub fn restart(&mut self) -> Result<()> {
        self.kill();
        ports::available(self.options.addr)?;
        self.running = Some(self.spawn()?);
        let deadline = Instant::now() + START;
        loop {
            // Asked first: what answers might be another process that took the address.
            if let Some(status) = self.ended() {
                bail!("the edge ended at its start ({status}): {}", self.last_words());
            }
            if health::answers(self.options.addr) {
                return Ok(());
            }
            if Instant::now() > deadline {
                self.kill();
                bail!("the edge does not answer after {} s: {}", START.as_secs(), self.last_words());
            }
            sleep(POLL);
        }
    }

    fn spawn(&self) -> Result<Running> {
        let EdgeOptions { workerd, config, files, addr, overrides, secrets, .. } = &self.options;
        let EdgeOptions { client_address_header, metrics_token, unit_ratings_per_minute, .. } = &self.options;
        let EdgeOptions { public_origin, inspector, .. } = &self.options;
        let storage = self.storage();
        private::folder(&storage).with_context(|| format!("cannot make {}", storage.display()))?;
        let log = append(&self.log_path())?;
        let mut command = Command::new(workerd);
        command
            .arg("serve")
            .arg(config)
            .arg(format!("--socket-addr=http={addr}"))
            .arg(format!("--directory-path=mailboxes={}", storage.display()))
            .arg(format!("--directory-path=assets={}", files.display()))
            .args(inspector.map(|addr| format!("--inspector-addr={addr}")))
            .env_clear()
            .envs(secrets)
            .env("UNIT_OVERRIDES", serde_json::to_string(overrides)?)
            .env("CLIENT_ADDRESS_HEADER", client_address_header.as_deref().unwrap_or_default())
            .env("METRICS_TOKEN", metrics_token.as_deref().unwrap_or_default())
            .env(
                "UNIT_RATINGS_PER_MINUTE",
                unit_ratings_per_minute.map(|n| n.to_string()).unwrap_or_default(),
            )
            .env("PUBLIC_ORIGIN", public_origin.as_deref().unwrap_or_default())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            // Apart from the terminal's Ctrl-C: whoever started it ends it.
            .process_group(0);
        let mut workerd = command.spawn().with_context(|| format!("cannot run {}", workerd.display()))?;
        match Guard::of(workerd.id()) {
            Ok(guard) => Ok(Running { workerd, _guard: guard }),
            Err(error) => {
                workerd.kill().ok();
                workerd.wait().ok();
                Err(error)
            }
        }
    }

    /// The last lines of the log, on one line.
    fn last_words(&self) -> String {
        let log = self.log();
        let mut lines: Vec<_> = log.lines().rev().take(3).collect();
        lines.reverse();
        format!("{} ({})", lines.join(" | "), self.log_path().display())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // An error means that it has ended already, which is what is wanted.
        self.workerd.kill().ok();
        self.workerd.wait().ok();
    }
}

fn append(path: &Path) -> Result<File> {
    let file = private::file().append(true).open(path);
    file.with_context(|| format!("cannot write {}", path.display()))
}
