//! Whether an edge is up.

use std::{
    io::{Read, Result, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

const PATIENCE: Duration = Duration::from_secs(2);

/// Whether `GET /healthz` at `addr` answers 200.
pub(super) fn answers(addr: SocketAddr) -> bool {
    status_line(addr).is_ok_and(|line| line == *b"HTTP/1.1 200")
}

fn status_line(addr: SocketAddr) -> Result<[u8; 12]> {
    let mut stream = TcpStream::connect_timeout(&addr, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET /healthz HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\n\r\n")?;
    let mut line = [0; 12];
    stream.read_exact(&mut line)?;
    Ok(line)
}
