//! The units' endpoint in a storm: it takes a delivery, or fails in one of the ways in which endpoints fail.

use super::chance::Chance;
use anyhow::{Context, Result};
use reqwest::header::{HeaderMap, HeaderName};
use serde_json::Value;
use standardwebhooks::{HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP, Webhook};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    time::sleep,
};

/// How an endpoint may fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// 500.
    Error,
    /// 503 with `Retry-After: 1`.
    Busy,
    /// The connection is cut (TCP reset).
    Reset,
    /// No answer at all.
    Silence,
    /// 410: gone.
    Gone,
    /// A redirect to an address that must never be called.
    Redirect,
    /// Bytes that are no HTTP.
    Garbage,
    /// 200, and then a byte now and then.
    Drip,
    /// 200, and then tens of megabytes.
    Flood,
    /// 422: this event is not taken.
    Refusal,
}

impl Fault {
    /// All of them.
    const ALL: [Self; 10] = [
        Self::Error,
        Self::Busy,
        Self::Reset,
        Self::Silence,
        Self::Gone,
        Self::Redirect,
        Self::Garbage,
        Self::Drip,
        Self::Flood,
        Self::Refusal,
    ];

    /// Whether the edge may take the answer for a success: the status is one.
    const fn may_accept(self) -> bool {
        matches!(self, Self::Drip | Self::Flood)
    }
}

/// A delivery that was answered with success, or may have been.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    /// The unit of the address.
    pub(super) unit: String,
    /// Its `webhook-id`.
    pub(super) id: String,
    /// The body.
    pub(super) body: String,
    /// Whether the signature was right.
    pub(super) verified: bool,
    /// Whether the answer was a plain 200.
    pub(super) surely: bool,
}

impl Taken {
    /// The body as JSON; null where it is none.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// What the endpoint knows.
#[derive(Debug)]
pub(super) struct Book {
    chance: Chance,
    /// Of a hundred deliveries so many are failed.
    pub(super) percent: u64,
    /// In the order in which they came.
    pub(super) taken: Vec<Taken>,
    /// How often it failed, by way.
    pub(super) faults: BTreeMap<Fault, u32>,
    /// Requests to other addresses, such as that of a redirect.
    pub(super) strays: u32,
}

/// The endpoint of all units, at `/hook/{unit}`.
#[derive(Clone)]
pub(super) struct Endpoint {
    book: Arc<Mutex<Book>>,
    keys: Arc<BTreeMap<String, Webhook>>,
}

impl Endpoint {
    /// An endpoint that fails `percent` times of a hundred. `secrets` are those of the units.
    /// Errors: a secret is none.
    pub(super) fn new(seed: u64, percent: u64, secrets: &BTreeMap<String, String>) -> Result<Self> {
        let key = |(unit, secret): (&String, &String)| Ok((unit.clone(), Webhook::new(secret)?));
        let keys = secrets.iter().map(key).collect::<Result<_>>().context("a secret is none")?;
        let book = Book {
            chance: Chance::new(seed, 7),
            percent,
            taken: Vec::new(),
            faults: BTreeMap::new(),
            strays: 0,
        };
        Ok(Self { book: Arc::new(Mutex::new(book)), keys: Arc::new(keys) })
    }

    /// What it knows.
    pub(super) fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves for ever. Errors: the listener's.
    pub(super) async fn serve(self, listener: std::net::TcpListener) -> Result<()> {
        listener.set_nonblocking(true)?;
        let listener = TcpListener::from_std(listener)?;
        loop {
            let (stream, _): (TcpStream, SocketAddr) = listener.accept().await?;
            let endpoint = self.clone();
            // A connection that breaks is the other side's affair.
            tokio::spawn(async move { endpoint.connection(stream).await });
        }
    }

    async fn connection(self, stream: TcpStream) -> Result<()> {
        let mut stream = BufReader::new(stream);
        loop {
            let mut head = String::new();
            while stream.read_line(&mut head).await? > 2 {}
            if !head.ends_with("\r\n\r\n") {
                return Ok(());
            }
            let header = |name: &str| {
                let mut lines = head.lines().filter_map(|line| line.split_once(':'));
                lines
                    .find(|(known, _)| known.eq_ignore_ascii_case(name))
                    .map_or("", |(_, value)| value.trim())
            };
            let mut body = vec![0; header("content-length").parse().unwrap_or_default()];
            stream.read_exact(&mut body).await?;
            let body = String::from_utf8_lossy(&body).into_owned();
            let unit = head.split(' ').nth(1).and_then(|path| path.strip_prefix("/hook/"));
            let Some((unit, key)) = unit.and_then(|unit| Some((unit, self.keys.get(unit)?))) else {
                self.book().strays += 1;
                stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await?;
                continue;
            };
            let verified = key.verify(body.as_bytes(), &signed(header)).is_ok();
            let fault = {
                let mut book = self.book();
                let percent = book.percent;
                let fault =
                    book.chance.hits(percent).then(|| book.chance.one(&Fault::ALL).copied()).flatten();
                if let Some(fault) = fault {
                    *book.faults.entry(fault).or_default() += 1;
                }
                if fault.is_none_or(Fault::may_accept) {
                    let (unit, id) = (unit.to_owned(), header("webhook-id").to_owned());
                    book.taken.push(Taken { unit, id, body, verified, surely: fault.is_none() });
                }
                fault
            };
            match fault {
                None => stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await?,
                Some(fault) => return fail(fault, stream.into_inner()).await,
            }
        }
    }
}

/// The headers that are signed, as the library takes them.
fn signed<'a>(header: impl Fn(&str) -> &'a str) -> HeaderMap {
    [HEADER_WEBHOOK_ID, HEADER_WEBHOOK_TIMESTAMP, HEADER_WEBHOOK_SIGNATURE]
        .into_iter()
        .filter_map(|name| Some((HeaderName::from_static(name), header(name).parse().ok()?)))
        .collect()
}

/// How long a silent or dripping answer lasts at most.
const LONG: Duration = Duration::from_secs(40);

async fn fail(fault: Fault, mut stream: TcpStream) -> Result<()> {
    let plain = |status: &str| format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
    match fault {
        Fault::Error => stream.write_all(plain("500 Broken").as_bytes()).await?,
        Fault::Gone => stream.write_all(plain("410 Gone").as_bytes()).await?,
        Fault::Refusal => stream.write_all(plain("422 No").as_bytes()).await?,
        Fault::Busy => stream.write_all(plain("503 Busy\r\nretry-after: 1").as_bytes()).await?,
        Fault::Redirect => {
            let status = "307 Elsewhere\r\nlocation: /elsewhere";
            stream.write_all(plain(status).as_bytes()).await?;
        }
        Fault::Garbage => stream.write_all(&[0, 1, 0xff, b'\n', 0xfe, b'\n', b'\n']).await?,
        Fault::Reset => stream.set_zero_linger()?,
        Fault::Silence => sleep(LONG).await,
        Fault::Drip => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n").await?;
            for _ in 0..LONG.as_secs() {
                stream.write_all(b".").await?;
                sleep(Duration::from_secs(1)).await;
            }
        }
        Fault::Flood => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 50000000\r\n\r\n").await?;
            let part = vec![b'x'; 100_000];
            for _ in 0..500 {
                stream.write_all(&part).await?;
            }
        }
    }
    Ok(())
}
