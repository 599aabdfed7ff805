//! A WebSocket to a program on this machine (RFC 6455): texts of up to 64 KiB out, messages of any length in.

use anyhow::{Context, Result, bail, ensure};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// How long a message may be waited for.
const PATIENCE: Duration = Duration::from_secs(30);
const TEXT: u8 = 1;
const CONTINUED: u8 = 0;
const PING: u8 = 9;
const LAST: u8 = 0x80;
const MASKED: u8 = 0x80;
/// In place of a length: it follows in two bytes, or in eight.
const LONG: u8 = 126;
const LONGER: u8 = 127;

/// An open one. Dropped, the connection ends.
#[derive(Debug)]
pub(super) struct Socket {
    out: TcpStream,
    back: BufReader<TcpStream>,
}

impl Socket {
    /// Opens the one at `path`. Errors: nothing listens, or it is no WebSocket.
    pub(super) fn open(addr: SocketAddr, path: &str) -> Result<Self> {
        let mut out = TcpStream::connect(addr).with_context(|| format!("nothing listens on {addr}"))?;
        out.set_read_timeout(Some(PATIENCE))?;
        out.set_nodelay(true)?;
        let key = "dHVvbmctdGFjLXRlc3RzIQ==";
        write!(
            out,
            "GET {path} HTTP/1.1\r\nHost: {addr}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
        )?;
        let mut back = BufReader::new(out.try_clone()?);
        let mut status = String::new();
        back.read_line(&mut status)?;
        ensure!(status.contains(" 101 "), "{path} is no WebSocket: {status}");
        let mut line = String::new();
        while back.read_line(&mut line)? > 2 {
            line.clear();
        }
        Ok(Self { out, back })
    }

    /// Sends a text. Errors: the connection broke; it is too long.
    pub(super) fn send(&mut self, text: &str) -> Result<()> {
        // A mask of zeros changes nothing; it protects proxies on the way, and there are none.
        let mut frame = vec![LAST | TEXT];
        match u16::try_from(text.len()).context("too long a message")? {
            short @ 0..126 => frame.push(MASKED + u8::try_from(short)?),
            long => {
                frame.push(MASKED + LONG);
                frame.extend(long.to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(text.bytes());
        Ok(self.out.write_all(&frame)?)
    }

    /// The next text. Errors: the connection broke, or was closed.
    pub(super) fn receive(&mut self) -> Result<String> {
        let mut message = Vec::new();
        loop {
            let [first, length] = self.bytes()?;
            let length = match length {
                LONG => u64::from(u16::from_be_bytes(self.bytes()?)),
                LONGER => u64::from_be_bytes(self.bytes()?),
                short => u64::from(short),
            };
            let mut content = vec![0; usize::try_from(length)?];
            self.back.read_exact(&mut content)?;
            match first & !LAST {
                TEXT | CONTINUED => message.extend(content),
                PING => continue,
                other => bail!("the other side closes (frame {other})"),
            }
            if first & LAST != 0 {
                return String::from_utf8(message).context("not a text");
            }
        }
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.back.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}
