//! What is asked of the edge, with the unit's bearer token.

use anyhow::{Context, Result, bail};
use clap::Args;
use std::{fs, io::Read, path::PathBuf, time::Duration};
use tt_contract::limits::SEALED_FILE_BYTES;
use ureq::{
    Agent,
    http::Response,
    tls::{Certificate, RootCerts, TlsConfig},
};
use zeroize::Zeroizing;

/// How long one answer may take in all: 26 MB over a slow line.
const PATIENCE: Duration = Duration::from_mins(10);

/// Where the edge is, and what opens it.
#[derive(Args)]
pub(crate) struct Access {
    /// Địa chỉ máy chủ Tương tác. The edge, such as `https://edge.example.vn`.
    #[arg(long, value_name = "URL", requires = "token_file")]
    pub(crate) edge: Option<String>,
    /// Tệp chứa mã truy cập của đơn vị. A file with the unit's bearer token.
    #[arg(long, value_name = "FILE", requires = "edge")]
    pub(crate) token_file: Option<PathBuf>,
}

/// The edge, as a unit asks it.
pub(crate) struct Edge {
    agent: Agent,
    base: String,
    authorization: Zeroizing<String>,
}

/// What became of what was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Posted {
    /// The edge has it.
    Taken,
    /// The edge has something else under its id, which stays.
    IdReused,
}

impl Access {
    /// Nothing where no edge is given. Errors: the token cannot be read, or would go over the network unprotected.
    pub(crate) fn edge(&self) -> Result<Option<Edge>> {
        let (Some(edge), Some(file)) = (&self.edge, &self.token_file) else { return Ok(None) };
        let base = edge.trim_end_matches('/');
        let host = base.strip_prefix("http://").map(|rest| rest.split([':', '/']).next().unwrap_or_default());
        if !base.starts_with("https://") && !matches!(host, Some("localhost" | "127.0.0.1")) {
            bail!("--edge: https:// is needed, so that nobody on the way reads the token");
        }
        let token = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let authorization = Zeroizing::new(format!("Bearer {}", token.trim()));
        Ok(Some(Edge { agent: agent(), base: base.to_owned(), authorization }))
    }
}

impl Access {
    /// The edge. Errors: as [`Access::edge`], and where none is given.
    pub(crate) fn needed(&self) -> Result<Edge> {
        self.edge()?.context("cần có --edge và --token-file / --edge and --token-file are needed")
    }
}

impl Edge {
    /// The body at `path`, to be read. Errors: the edge cannot be reached, or refuses.
    pub(crate) fn get(&self, path: &str) -> Result<impl Read> {
        let request = self.agent.get(format!("{}{path}", self.base));
        let answer = request.header("Authorization", self.authorization.as_str()).call()?;
        let body = judged(answer)?.into_body();
        Ok(body.into_with_config().limit(SEALED_FILE_BYTES + 1).reader())
    }

    /// Puts JSON at `path`. Errors: the edge cannot be reached, or refuses.
    pub(crate) fn post(&self, path: &str, json: &[u8]) -> Result<Posted> {
        let request = self.agent.post(format!("{}{path}", self.base));
        let request = request.header("Authorization", self.authorization.as_str());
        let answer = request.header("Content-Type", "application/json").send(json)?;
        if answer.status().as_u16() == 409 {
            return Ok(Posted::IdReused);
        }
        judged(answer).map(|_| Posted::Taken)
    }
}

fn judged<B>(answer: Response<B>) -> Result<Response<B>> {
    match answer.status().as_u16() {
        200..=299 => Ok(answer),
        401 => {
            bail!("mã truy cập không đúng; hãy hỏi người vận hành / the edge does not take this token (401)")
        }
        404 => bail!(
            "máy chủ không còn dữ liệu này: đã xác nhận lấy về, hoặc quá hạn lưu / the edge does not have it: acknowledged, or past the time that tips are kept (404)"
        ),
        status => bail!("the edge answers {status}"),
    }
}

/// Trusts whom the system trusts; follows no redirect, which could take the token elsewhere.
fn agent() -> Agent {
    // A second time, the first stays.
    rustls::crypto::ring::default_provider().install_default().ok();
    let certificates = rustls_native_certs::load_native_certs().certs;
    let certificates: Vec<_> = certificates.iter().map(|one| Certificate::from_der(one).to_owned()).collect();
    let config = Agent::config_builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .user_agent("tt")
        .tls_config(TlsConfig::builder().root_certs(RootCerts::new_with_certs(&certificates)).build());
    config.build().into()
}
