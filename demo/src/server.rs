//! A server on a thread of its own. Once dropped it is gone, with its listener and every connection.

use anyhow::{Context, Result};
use std::{future::Future, io, net::SocketAddr, net::TcpListener, thread::JoinHandle};
use tokio::{runtime, sync::oneshot};

/// A running server.
#[derive(Debug)]
pub struct Server {
    addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Runs what `serve` makes of `listener` until this value is dropped.
    /// Errors: the listener or the thread cannot be had.
    pub fn start<S, F>(listener: TcpListener, name: &str, serve: S) -> Result<Self>
    where
        S: FnOnce(tokio::net::TcpListener) -> F + Send + 'static,
        F: Future<Output = io::Result<()>>,
    {
        let addr = crate::ports::of(&listener)?;
        listener.set_nonblocking(true).context("cannot make a listener asynchronous")?;
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel();
        let run = move || {
            runtime.block_on(async {
                tokio::select! {
                    // An accepting loop ends by itself for no reason that could be mended here.
                    _ = serve(listener) => {}
                    _ = stopped => {}
                }
            });
        };
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(run)?;
        Ok(Self { addr, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Its origin, such as `http://127.0.0.1:8080`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was reported when it happened.
            thread.join().ok();
        }
    }
}
