//! Programs that run beside a test and end with it.

use anyhow::{Context, Result, bail, ensure};
use std::{
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// How long a server may take until it listens.
const START: Duration = Duration::from_secs(20);

/// A server. Dropped, it is killed.
#[derive(Debug)]
pub struct Running(Child);

impl Running {
    /// Starts `command` and waits until something listens on `addr`. Errors: nothing does, or it ends.
    pub fn start(mut command: Command, addr: SocketAddr) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        let mut running = Self(child.with_context(|| format!("{name} cannot be run"))?);
        let deadline = Instant::now() + START;
        while TcpStream::connect(addr).is_err() {
            if let Some(status) = running.0.try_wait()? {
                bail!("{name} ended at its start ({status})");
            }
            ensure!(Instant::now() < deadline, "{name} does not listen on {addr}");
            sleep(Duration::from_millis(20));
        }
        Ok(running)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // An error means that it has ended already, which is what is wanted.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Runs a program to its end, and gives what it said, both ways. Errors: it cannot be run, or fails.
pub fn run(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{name} cannot be run"))?;
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    ensure!(output.status.success(), "{name}: {}: {said}", output.status);
    Ok(said)
}
