//! The files of the release: the program knows their names, types and integrity; the bytes lie beside it, in three encodings each,
//! where `shelf` fetches them.

pub(crate) mod shelf;

use crate::{
    cors::open,
    encoding::Encoding,
    reply::{Body, Reply},
};
use std::rc::Rc;
use tt_check::snippet;
use tt_widgets::render;

/// One file.
#[derive(Debug)]
pub(crate) struct Asset {
    name: &'static str,
    media_type: &'static str,
    integrity: &'static str,
}

/// A file as it is sent: which of them, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent {
    version: &'static str,
    asset: &'static Asset,
    encoding: Encoding,
    policy: &'static str,
}

/// All files of one release under the hash of their content.
#[derive(Debug)]
pub(crate) struct Release {
    /// The hash, 16 hexadecimal digits.
    pub(crate) version: &'static str,
    /// The integrity of the glue.
    glue: &'static str,
    /// The integrity of the script of the tip-off's form.
    page: &'static str,
    /// And of its return page.
    comeback: &'static str,
    files: &'static [Asset],
}

/// The release this worker carries; empty on the host.
pub(crate) const RELEASE: Release = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// What portals still pin of earlier releases, as `cargo run -p bundle -- keep` put it into `edge/releases`.
const FORMER: &[Release] = include!(concat!(env!("OUT_DIR"), "/former.rs"));

/// A file of this release, or of one that is still kept. `None` where there is none.
#[must_use]
pub(crate) fn file(version: &str, name: &str, accept_encoding: Option<&str>) -> Option<Sent> {
    core::iter::once(&RELEASE).chain(FORMER).find_map(|release| release.file(version, name, accept_encoding))
}

/// The earlier releases that portals may still pin.
#[must_use]
pub(crate) fn kept() -> Vec<snippet::Release<'static>> {
    FORMER.iter().map(Release::pinned).collect()
}

/// The loader's name: the one file with an address that stays.
const LOADER: &str = "tt.js";
/// A release's address names its content, so that it never changes.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// How long a portal may go on with an old loader, and so with an old release.
const LOADER_AGE: &str = "public, max-age=300";

impl Release {
    /// What brings rendered widgets to life.
    #[must_use]
    pub(crate) const fn scripts(&self) -> render::Release<'static> {
        render::Release {
            version: self.version,
            integrity: self.glue,
            page: self.page,
            comeback: self.comeback,
        }
    }

    /// The loader as a portal pins it.
    #[must_use]
    pub(crate) fn pinned(&self) -> snippet::Release<'static> {
        let integrity = self.find(LOADER).map_or("", |file| file.integrity);
        snippet::Release { version: self.version, integrity }
    }

    /// The loader, at its own address. `None` where there is none.
    #[must_use]
    pub(crate) fn loader(&self, accept_encoding: Option<&str>) -> Option<Sent> {
        Some(self.sent(self.find(LOADER)?, accept_encoding, LOADER_AGE))
    }

    /// A file by release and name. `None` where there is none, or another release is asked for.
    #[must_use]
    pub(crate) fn file(&self, version: &str, name: &str, accept_encoding: Option<&str>) -> Option<Sent> {
        let asset = self.find(name).filter(|_| version == self.version)?;
        Some(self.sent(asset, accept_encoding, IMMUTABLE))
    }

    fn sent(&self, asset: &'static Asset, accept_encoding: Option<&str>, policy: &'static str) -> Sent {
        let encoding = Encoding::choose(&[Encoding::Brotli, Encoding::Gzip], accept_encoding);
        Sent { version: self.version, asset, encoding, policy }
    }

    /// The list of files with their integrity (W3C SRI), for portals that pin a release; and that of the loader of each
    /// release that is kept.
    #[must_use]
    pub(crate) fn integrity(&self) -> Reply {
        let files: serde_json::Map<_, _> = self
            .files
            .iter()
            .map(|file| (file.name.to_owned(), serde_json::Value::from(file.integrity)))
            .collect();
        let kept: serde_json::Map<_, _> = kept()
            .into_iter()
            .map(|release| (release.version.to_owned(), serde_json::Value::from(release.integrity)))
            .collect();
        let list = serde_json::json!({ "version": self.version, "files": files, "kept": kept });
        open(Reply::json(200, list.to_string())).cached(LOADER_AGE).tagged(self.version)
    }

    fn find(&self, name: &str) -> Option<&'static Asset> {
        self.files.iter().find(|file| file.name == name)
    }
}

impl Sent {
    /// Where its bytes lie among the files beside the program.
    #[must_use]
    pub(crate) fn path(&self) -> String {
        let ending = match self.encoding {
            Encoding::Brotli => ".br",
            Encoding::Gzip => ".gz",
            Encoding::Identity => "",
        };
        format!("/{}/{}{ending}", self.version, self.asset.name)
    }

    /// The answer with these bytes.
    #[must_use]
    pub(crate) fn reply(&self, bytes: Rc<[u8]>) -> Reply {
        let reply = open(Reply::file(self.asset.media_type, Body::Kept(bytes), self.encoding));
        reply.cached(self.policy).tagged(self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FILES: [Asset; 1] =
        [Asset { name: "tt.js", media_type: "text/javascript; charset=utf-8", integrity: "sha384-x" }];
    const SMALL: Release =
        Release { version: "0123456789abcdef", glue: "", page: "", comeback: "", files: &FILES };

    #[test]
    fn each_encoding_is_sent_as_what_it_is() {
        for (accept, path, token) in [
            ("br, gzip", "/0123456789abcdef/tt.js.br", Some("br")),
            ("gzip", "/0123456789abcdef/tt.js.gz", Some("gzip")),
            ("zstd", "/0123456789abcdef/tt.js", None),
        ] {
            let sent = SMALL.loader(Some(accept)).unwrap();
            let reply = sent.reply(Rc::from(*b"bytes"));
            assert_eq!((&*sent.path(), reply.get("Content-Encoding")), (path, token));
            assert_eq!((reply.body.bytes(), reply.get("Vary")), (&b"bytes"[..], Some("Accept-Encoding")));
        }
    }

    #[test]
    fn only_this_release_is_served_and_for_ever() {
        assert!(SMALL.file("fedcba9876543210", "tt.js", None).is_none());
        assert!(SMALL.file(SMALL.version, "other.js", None).is_none());
        let reply = SMALL.file(SMALL.version, "tt.js", None).unwrap().reply(Rc::from([]));
        assert_eq!(reply.get("Cache-Control"), Some(IMMUTABLE));
        assert!(RELEASE.loader(None).is_none(), "the host has none");
    }

    #[test]
    fn the_integrity_of_every_file_is_published() {
        let reply = SMALL.integrity();
        let said: serde_json::Value = serde_json::from_slice(reply.body.bytes()).unwrap();
        assert_eq!(said["files"]["tt.js"], "sha384-x");
    }
}
