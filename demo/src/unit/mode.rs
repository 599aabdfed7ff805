//! How the endpoint answers: well, or in one of three ways that the edge must survive.

use super::Shared;
use axum::{
    body::Bytes,
    extract::State,
    http::{
        HeaderMap, StatusCode,
        header::{ACCEPT, ORIGIN},
    },
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;
use std::{str::FromStr, sync::Arc};

/// How the endpoint answers a delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Mode {
    /// It takes what is signed, with 200.
    #[default]
    #[serde(rename = "ok")]
    Ok,
    /// It fails with 500.
    #[serde(rename = "500")]
    Error,
    /// It takes the request and never answers.
    #[serde(rename = "timeout")]
    Timeout,
    /// It takes the request and cuts the connection (TCP reset).
    #[serde(rename = "reset")]
    Reset,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 4] = [Self::Ok, Self::Error, Self::Timeout, Self::Reset];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Error => "500",
            Self::Timeout => "timeout",
            Self::Reset => "reset",
        }
    }

    /// Reads the body of `POST /mode`: the name alone, as a JSON string, or as the field `mode` of a form.
    /// The content type is not asked: `curl -d 500` calls its body a form.
    fn from_body(body: &[u8]) -> Option<Self> {
        let field = form_urlencoded::parse(body).find(|(name, _)| name == "mode");
        let text = match field {
            Some((_, value)) => value.into_owned(),
            None => String::from_utf8(body.to_vec()).ok()?,
        };
        text.trim().trim_matches('"').parse().ok()
    }
}

impl FromStr for Mode {
    type Err = anyhow::Error;

    /// Errors: no such mode.
    fn from_str(name: &str) -> anyhow::Result<Self> {
        let known = Self::ALL.into_iter().find(|mode| mode.name() == name);
        known.ok_or_else(|| anyhow::anyhow!("no such mode; there are ok, 500, timeout and reset"))
    }
}

/// `GET /mode`.
pub(super) async fn show(State(shared): State<Arc<Shared>>) -> &'static str {
    shared.desk().mode.name()
}

/// `POST /mode`: 200 with the name, or back to the page where a page's form asked.
pub(super) async fn change(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_own(&headers, &shared.origins) {
        return (StatusCode::FORBIDDEN, "another site may not change the mode\n").into_response();
    }
    let Some(mode) = Mode::from_body(&body) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, "send ok, 500, timeout or reset\n").into_response();
    };
    shared.desk().set_mode(mode);
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if accept.contains("text/html") { Redirect::to("/").into_response() } else { mode.name().into_response() }
}

/// Whether no browser sent this, or one that shows a page of ours: browsers name the page's origin with each POST.
pub(super) fn is_own(headers: &HeaderMap, origins: &[String]) -> bool {
    headers.get(ORIGIN).is_none_or(|origin| origins.iter().any(|own| origin == own.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_mode_is_read_from_text_json_and_forms() {
        for mode in Mode::ALL {
            let name = mode.name();
            for body in [name.to_owned(), format!("{name}\n"), format!("\"{name}\""), format!("mode={name}")]
            {
                assert_eq!(Mode::from_body(body.as_bytes()), Some(mode), "{body}");
            }
        }
        for body in ["", "404", "mode=", "mode=down", "{}", "OK"] {
            assert_eq!(Mode::from_body(body.as_bytes()), None, "{body}");
        }
        assert_eq!(Mode::from_body(&[0xff]), None);
    }

    #[test]
    fn only_its_own_page_or_a_program_changes_it() {
        let own = ["http://127.0.0.1:9090".to_owned(), "http://localhost:9090".to_owned()];
        let mut headers = HeaderMap::new();
        assert!(is_own(&headers, &own));
        for (origin, allowed) in [
            ("http://127.0.0.1:9090", true),
            ("http://localhost:9090", true),
            ("http://127.0.0.1:8080", false),
            ("https://example.org", false),
            ("null", false),
        ] {
            headers.insert(ORIGIN, HeaderValue::from_static(origin));
            assert_eq!(is_own(&headers, &own), allowed, "{origin}");
        }
    }
}
