//! An endpoint that takes every delivery at once and only counts them, so that what is measured is the edge.

use anyhow::Result;
use demo::ports;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

/// The endpoint. It ends with the process.
#[derive(Clone, Debug)]
pub struct Sink {
    url: String,
    taken: Arc<AtomicU64>,
}

impl Sink {
    /// Starts it. Errors: no port is free.
    pub fn start() -> Result<Self> {
        let listener: TcpListener = ports::listen(ports::free()?)?;
        listener.set_nonblocking(false)?;
        let sink = Self { url: format!("http://{}", ports::of(&listener)?), taken: Arc::default() };
        let taken = Arc::clone(&sink.taken);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let taken = Arc::clone(&taken);
                // A connection that breaks is the other side's affair.
                thread::spawn(move || take(&stream, &taken));
            }
        });
        Ok(sink)
    }

    /// Its origin.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// How many it has taken.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }
}

fn take(stream: &TcpStream, taken: &AtomicU64) -> Result<()> {
    stream.set_nodelay(true)?;
    let (mut out, mut back) = (stream, BufReader::new(stream));
    loop {
        let mut head = String::new();
        while back.read_line(&mut head)? > 2 {}
        if !head.ends_with("\r\n\r\n") {
            return Ok(());
        }
        let mut lengths = head.lines().filter_map(|line| line.split_once(':'));
        let length = lengths.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        let length = length.map_or(Ok(0), |(_, length)| length.trim().parse())?;
        std::io::copy(&mut (&mut back).take(length), &mut std::io::sink())?;
        taken.fetch_add(1, Ordering::Relaxed);
        out.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
    }
}
