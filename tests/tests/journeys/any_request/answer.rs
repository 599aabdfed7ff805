//! What came back, held to HTTP and to what a problem is.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The first answer on a connection.
pub(super) struct Answer {
    pub(super) status: u16,
    media_type: String,
    body: Vec<u8>,
}

impl Answer {
    /// Reads it; one to `HEAD` has no body, whatever follows. Errors: it is no answer of HTTP/1.1 (RFC 9112).
    pub(super) fn parse(bytes: &[u8], to_head: bool) -> Result<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("no end of the head")?;
        let (head, body) = (std::str::from_utf8(bytes.get(..end).unwrap_or_default())?, bytes.get(end + 4..));
        let mut lines = head.split("\r\n");
        let first = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 ")).context("no status line")?;
        let status: u16 = first.get(..3).context("no status")?.parse()?;
        let (mut media_type, mut length) = (String::new(), None);
        for line in lines {
            let (name, value) = line.split_once(':').with_context(|| format!("no header: {line}"))?;
            ensure!(!name.is_empty() && !name.contains(' '), "no name: {line}");
            match name.to_ascii_lowercase().as_str() {
                "content-type" => value.trim().clone_into(&mut media_type),
                "content-length" => length = Some(value.trim().parse::<usize>()?),
                _ => {}
            }
        }
        let body = body.unwrap_or_default();
        let length = if to_head { Some(0) } else { length };
        let body = length.and_then(|length| body.get(..length)).unwrap_or(body).to_vec();
        Ok(Self { status, media_type, body })
    }

    /// Errors: it says to be a problem (RFC 9457), and is none of ours.
    pub(super) fn check(&self) -> Result<()> {
        if !self.media_type.starts_with("application/problem+json") || self.body.is_empty() {
            return Ok(());
        }
        let problem: Value = serde_json::from_slice(&self.body)?;
        ensure!(problem.get("status") == Some(&self.status.into()), "{problem}");
        ensure!(problem.get("code").is_some_and(Value::is_string), "{problem}");
        Ok(())
    }
}
