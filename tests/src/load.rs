//! Asks a server as fast as it answers, over connections that stay open, and keeps how long each answer took.

use crate::world::Form;
use anyhow::{Context, Result, anyhow, ensure};
use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

/// A form's media type.
const FORM: &str = "application/x-www-form-urlencoded";

/// A request that posts `body` to `path` and asks for JSON.
#[must_use]
pub fn post(host: SocketAddr, path: &str, media: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\naccept: application/json\r\ncontent-type: {media}\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// A request that rates `page` at `unit` with a fresh id. Errors: no random numbers.
pub fn rating(host: SocketAddr, unit: &str, page: &str) -> Result<Vec<u8>> {
    let form = Form::new(4)?.page(page).encoded();
    Ok(post(host, &format!("/v1/units/{unit}/ratings"), FORM, form.as_bytes()))
}

/// How long an answer may take before the load fails.
const PATIENCE: Duration = Duration::from_mins(1);

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The lines of the header.
    head: String,
    /// The body, as it is encoded.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(':'));
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// A connection that is kept, until the server says that it closes it.
#[derive(Debug)]
pub struct Connection {
    addr: SocketAddr,
    out: TcpStream,
    back: BufReader<TcpStream>,
}

impl Connection {
    /// Connects. Errors: nobody listens.
    pub fn open(addr: SocketAddr) -> Result<Self> {
        let out = TcpStream::connect(addr).with_context(|| format!("{addr} cannot be reached"))?;
        out.set_nodelay(true)?;
        out.set_read_timeout(Some(PATIENCE))?;
        let back = BufReader::new(out.try_clone()?);
        Ok(Self { addr, out, back })
    }

    /// Sends a whole request and reads the answer.
    /// Errors: the connection ends, or the answer is none that HTTP/1.1 knows.
    pub fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        let answer = self.exchange(request)?;
        if answer.header("connection") == Some("close") {
            *self = Self::open(self.addr)?;
        }
        Ok(answer)
    }

    fn exchange(&mut self, request: &[u8]) -> Result<Answer> {
        self.out.write_all(request)?;
        let mut line = String::new();
        self.back.read_line(&mut line)?;
        let status: u16 = line.split(' ').nth(1).and_then(|s| s.parse().ok()).context("no status")?;
        let mut answer = Answer { status, head: String::new(), body: Vec::new() };
        while self.back.read_line(&mut answer.head)? > 2 {}
        ensure!(answer.head.ends_with("\r\n\r\n"), "the connection ended after {status}");
        if matches!(status, 204 | 304) {
            return Ok(answer);
        }
        let length = answer.header("content-length").map(str::parse).transpose()?;
        if let Some(length) = length {
            self.read(length, &mut answer.body)?;
            return Ok(answer);
        }
        ensure!(answer.header("transfer-encoding") == Some("chunked"), "no length: {status}");
        loop {
            line.clear();
            self.back.read_line(&mut line)?;
            let length = u64::from_str_radix(line.trim(), 16)?;
            self.read(length, &mut answer.body)?;
            io::copy(&mut (&mut self.back).take(2), &mut io::sink())?;
            if length == 0 {
                return Ok(answer);
            }
        }
    }

    fn read(&mut self, length: u64, body: &mut Vec<u8>) -> Result<()> {
        let read = (&mut self.back).take(length).read_to_end(body)?;
        ensure!(read as u64 == length, "the body broke off");
        Ok(())
    }
}

/// What came of a load.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How long each answer took, in seconds, shortest first.
    pub seconds: Vec<f64>,
    /// How long the whole took, in seconds.
    pub span: f64,
}

impl Figures {
    /// Answers a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2⁵³")]
        let answers = self.seconds.len() as f64;
        answers / self.span
    }

    /// The time in milliseconds within which `part` (0 to 1) of the answers came.
    #[must_use]
    pub fn within_ms(&self, part: f64) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in a list"
        )]
        let place = ((self.seconds.len() as f64 * part) as usize).min(self.seconds.len().saturating_sub(1));
        self.seconds.get(place).copied().unwrap_or_default() * 1000.0
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.seconds.extend(other.seconds);
        self.seconds.sort_by(f64::total_cmp);
        self.span += other.span;
        self
    }
}

/// Asks over `connections` at once, each as soon as it has its answer, for `span`. `request` makes each request's bytes.
/// Errors: an answer has another status than `status`, or none comes.
pub fn drive(
    addr: SocketAddr,
    connections: usize,
    span: Duration,
    status: u16,
    request: impl Fn() -> Result<Vec<u8>> + Sync,
) -> Result<Figures> {
    let start = Instant::now();
    let ask = || -> Result<Vec<f64>> {
        let (mut seconds, mut connection) = (Vec::new(), Connection::open(addr)?);
        while start.elapsed() < span {
            let request = request()?;
            let sent = Instant::now();
            let Answer { status: got, body, .. } = connection.ask(&request)?;
            ensure!(got == status, "{got} in place of {status}: {}", String::from_utf8_lossy(&body));
            seconds.push(sent.elapsed().as_secs_f64());
        }
        Ok(seconds)
    };
    let all = thread::scope(|scope| {
        let all: Vec<_> = (0..connections).map(|_| scope.spawn(ask)).collect();
        all.into_iter()
            .map(|one| one.join().map_err(|_| anyhow!("a client panicked"))?)
            .collect::<Result<Vec<_>>>()
    })?;
    let mut seconds = all.concat();
    seconds.sort_by(f64::total_cmp);
    Ok(Figures { seconds, span: start.elapsed().as_secs_f64() })
}
