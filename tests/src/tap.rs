//! The wire between a browser and the edge: everything that leaves the browser is kept, and the wire can be cut. It works
//! below the browser, so that it misses nothing, and alike in every engine.

use anyhow::Result;
use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, tcp::OwnedReadHalf, tcp::OwnedWriteHalf},
    sync::watch,
    task::JoinHandle,
};

/// A wire with an address of its own. Dropped, it is gone.
#[derive(Debug)]
pub struct Tap {
    address: SocketAddr,
    wire: Arc<Wire>,
    task: JoinHandle<()>,
}

#[derive(Debug)]
struct Wire {
    sent: Mutex<Vec<u8>>,
    /// How many bytes more are let through.
    left: Mutex<usize>,
    is_cut: watch::Sender<bool>,
    /// Whether what the edge answers is lost, and the connection with it.
    loses_answers: AtomicBool,
}

impl Tap {
    /// Lays a wire to `edge`, such as `http://127.0.0.1:8787`. Errors: there is no free port, or `edge` is no such address.
    pub async fn new(edge: &str) -> Result<Self> {
        let to: SocketAddr = edge.trim_start_matches("http://").parse()?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (is_cut, _) = watch::channel(false);
        let left = Mutex::new(usize::MAX);
        let wire =
            Arc::new(Wire { sent: Mutex::default(), left, is_cut, loses_answers: AtomicBool::default() });
        let task = tokio::spawn({
            let wire = Arc::clone(&wire);
            async move {
                while let Ok((browser, _)) = listener.accept().await {
                    let wire = Arc::clone(&wire);
                    // A connection that breaks is the browser's affair.
                    tokio::spawn(async move { wire.carry(browser, to).await.ok() });
                }
            }
        });
        Ok(Self { address, wire, task })
    }

    /// An address of the edge, over this wire.
    #[must_use]
    pub fn edge(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Everything that the browser has sent.
    #[must_use]
    pub fn sent(&self) -> Vec<u8> {
        lock(&self.wire.sent).clone()
    }

    /// How often `words` stand in what was sent.
    #[must_use]
    pub fn count(&self, words: &str) -> usize {
        let words = words.as_bytes();
        self.sent().windows(words.len()).filter(|window| *window == words).count()
    }

    /// Cuts the wire when so many bytes more have passed.
    pub fn cut_after(&self, bytes: usize) {
        *lock(&self.wire.left) = bytes;
    }

    /// Whether it has come to that.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        *self.wire.is_cut.borrow()
    }

    /// From now on the edge hears everything, and nothing of what it answers comes back.
    pub fn lose_answers(&self) {
        self.wire.loses_answers.store(true, Ordering::SeqCst);
    }

    /// Mends it.
    pub fn mend(&self) {
        self.wire.loses_answers.store(false, Ordering::SeqCst);
        *lock(&self.wire.left) = usize::MAX;
        self.wire.is_cut.send_replace(false);
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(what: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wire {
    /// One connection, until either side or a cut ends it.
    async fn carry(&self, browser: TcpStream, to: SocketAddr) -> Result<()> {
        let mut cut = self.is_cut.subscribe();
        if *cut.borrow_and_update() {
            return Ok(());
        }
        let (from_browser, mut to_browser) = browser.into_split();
        let (mut from_edge, to_edge) = TcpStream::connect(to).await?.into_split();
        tokio::select! {
            _ = self.listen(from_browser, to_edge) => {}
            _ = self.answer(&mut from_edge, &mut to_browser) => {}
            _ = cut.wait_for(|is_cut| *is_cut) => {}
        }
        Ok(())
    }

    async fn answer(&self, from: &mut OwnedReadHalf, to: &mut OwnedWriteHalf) -> Result<()> {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let count = from.read(&mut buffer).await?;
            if count == 0 || self.loses_answers.load(Ordering::SeqCst) {
                return Ok(());
            }
            to.write_all(buffer.get(..count).unwrap_or_default()).await?;
        }
    }

    async fn listen(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) -> Result<()> {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let count = from.read(&mut buffer).await?;
            let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else { return Ok(()) };
            lock(&self.sent).extend_from_slice(read);
            let is_over = {
                let mut left = lock(&self.left);
                let is_over = *left < count;
                *left = left.saturating_sub(count);
                is_over
            };
            if is_over {
                self.is_cut.send_replace(true);
                return Ok(());
            }
            to.write_all(read).await?;
        }
    }
}
