//! Portals to embed the widgets in, good and hostile ones, and the gallery of the widgets' examples.

pub mod gallery;
pub mod hostile;
mod page;
mod site;
mod template;

use crate::server::Server;
use anyhow::Result;
use axum::{
    Router,
    body::Body,
    extract::State,
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use bundle::Bundle;
use std::{collections::BTreeMap, fs, io, net::TcpListener, path::PathBuf, sync::Arc};

/// All portals of `demo/portals`, each under its directory's name, `/gallery` and `/hostile`, on one origin.
#[derive(Debug)]
pub struct Portals {
    server: Server,
    site: Arc<Site>,
}

/// What is answered, by path.
#[derive(Debug, Default)]
struct Site {
    answers: BTreeMap<String, Answer>,
    rated: Vec<String>,
}

/// What one address answers.
#[derive(Debug)]
struct Answer {
    kind: &'static str,
    content: Content,
    headers: HeaderMap,
}

/// What an answer holds.
#[derive(Debug)]
enum Content {
    Text(String),
    /// These files, one after the other, read at each request.
    Files(Vec<PathBuf>),
}

impl Content {
    fn read(&self) -> io::Result<String> {
        match self {
            Self::Text(text) => Ok(text.clone()),
            Self::Files(files) => {
                let texts = files.iter().map(fs::read_to_string).collect::<io::Result<Vec<_>>>()?;
                Ok(texts.join("\n;"))
            }
        }
    }
}

impl Portals {
    /// Starts on `listener`; the pages embed from `edge`, such as `http://127.0.0.1:8787`, which serves `bundle`.
    /// Errors: a portal's files or a widget's examples are wrong.
    pub fn start(listener: TcpListener, edge: &str, bundle: &Bundle) -> Result<Self> {
        let mut site = Site::default();
        site::load(edge, &mut site)?;
        gallery::load(edge, &mut site)?;
        hostile::load(edge, bundle, &mut site)?;
        let site = Arc::new(site);
        let app = Router::new()
            .route("/", get(answer))
            .route("/{*path}", get(answer))
            .with_state(Arc::clone(&site));
        let server =
            Server::start(listener, "portals", |listener| async { axum::serve(listener, app).await })?;
        Ok(Self { server, site })
    }

    /// Their origin, such as `http://127.0.0.1:8080`.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// The paths of the pages that can be rated, such as `/modern/canh-bao-lua-dao-qua-mang`.
    #[must_use]
    pub fn rated(&self) -> &[String] {
        &self.site.rated
    }
}

async fn answer(State(site): State<Arc<Site>>, uri: Uri) -> Response {
    let path = uri.path();
    if path == "/" {
        return Redirect::to("/modern/").into_response();
    }
    let Some(Answer { kind, content, headers }) = site.answers.get(path) else {
        let folder = format!("{path}/");
        return if site.answers.contains_key(&folder) {
            Redirect::to(&folder).into_response()
        } else {
            (StatusCode::NOT_FOUND, "Không tìm thấy trang này.\n").into_response()
        };
    };
    let body = match content.read() {
        Ok(body) => body,
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")).into_response(),
    };
    let mut response = Response::new(Body::from(body));
    response.headers_mut().extend(headers.clone());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Portals of a bundle that was never built.
    fn portals() -> Portals {
        let bundle = Bundle {
            worker_dir: "worker".into(),
            assets_dir: "assets".into(),
            files_dir: "files".into(),
            workerd: "workerd".into(),
            node_modules: "node_modules".into(),
            release: "0123456789abcdef".into(),
        };
        Portals::start(TcpListener::bind("127.0.0.1:0").unwrap(), "http://edge.test", &bundle).unwrap()
    }

    #[test]
    fn every_rated_page_holds_one_element_and_one_script() {
        let portals = portals();
        assert!(portals.rated().len() >= 5);
        for path in portals.rated() {
            let body = portals.site.answers[path].content.read().unwrap();
            assert_eq!(body.matches("<tt-rating ").count(), 1, "{path}");
            assert_eq!(body.matches("src=\"http://edge.test/tt.js\"").count(), 1, "{path}");
        }
    }

    #[test]
    fn every_link_within_leads_somewhere_and_nothing_is_loaded_from_elsewhere() {
        let portals = portals();
        let answers = &portals.site.answers;
        for (path, answer) in answers {
            // Of files that are only read when asked for there is nothing to see.
            let Content::Text(body) = &answer.content else { continue };
            assert!(!body.contains("{{"), "a placeholder is left in {path}");
            for link in body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                let target = link.split('#').next().unwrap();
                let within = target.is_empty() || answers.contains_key(target);
                let apart = ["http://edge.test/", "tel:", "data:,", "https://elsewhere.invalid/"];
                let apart = apart.iter().any(|start| link.starts_with(start));
                assert!(within || apart, "{path} links to {link}");
            }
        }
    }
}
