//! The files of the release, embedded in the program, in three encodings each.

use crate::{
    cors::open,
    encoding::Encoding,
    reply::{Body, Reply},
};
use tt_check::snippet;
use tt_widgets::render;

/// One file.
#[derive(Debug)]
pub struct Asset {
    name: &'static str,
    media_type: &'static str,
    integrity: &'static str,
    identity: &'static [u8],
    br: &'static [u8],
    gzip: &'static [u8],
}

/// All files of one release under the hash of their content.
#[derive(Debug)]
pub struct Release {
    /// The hash, 16 hexadecimal digits.
    pub version: &'static str,
    /// The integrity of the glue.
    glue: &'static str,
    /// The integrity of the script of the tip-off's form.
    page: &'static str,
    /// And of its return page.
    comeback: &'static str,
    files: &'static [Asset],
}

/// The release this worker carries; empty on the host.
pub const RELEASE: Release = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// What portals still pin of earlier releases, as `cargo run -p bundle -- keep` put it into `edge/releases`.
const FORMER: &[Release] = include!(concat!(env!("OUT_DIR"), "/former.rs"));

/// A file of this release, or of one that is still kept. `None` where there is none.
#[must_use]
pub fn file(version: &str, name: &str, accept_encoding: Option<&str>) -> Option<Reply> {
    core::iter::once(&RELEASE).chain(FORMER).find_map(|release| release.file(version, name, accept_encoding))
}

/// The earlier releases that portals may still pin.
#[must_use]
pub fn kept() -> Vec<snippet::Release<'static>> {
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
    pub const fn scripts(&self) -> render::Release<'static> {
        render::Release {
            version: self.version,
            integrity: self.glue,
            page: self.page,
            comeback: self.comeback,
        }
    }

    /// The loader as a portal pins it.
    #[must_use]
    pub fn pinned(&self) -> snippet::Release<'static> {
        let integrity = self.find(LOADER).map_or("", |file| file.integrity);
        snippet::Release { version: self.version, integrity }
    }

    /// The loader, at its own address. `None` where it is not embedded.
    #[must_use]
    pub fn loader(&self, accept_encoding: Option<&str>) -> Option<Reply> {
        Some(self.find(LOADER)?.reply(accept_encoding).cached(LOADER_AGE).tagged(self.version))
    }

    /// A file by release and name. `None` where there is none, or another release is asked for.
    #[must_use]
    pub fn file(&self, version: &str, name: &str, accept_encoding: Option<&str>) -> Option<Reply> {
        let asset = self.find(name).filter(|_| version == self.version)?;
        Some(asset.reply(accept_encoding).cached(IMMUTABLE).tagged(self.version))
    }

    /// The list of files with their integrity (W3C SRI), for portals that pin a release; and that of the loader of each
    /// release that is kept.
    #[must_use]
    pub fn integrity(&self) -> Reply {
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

impl Asset {
    fn reply(&'static self, accept_encoding: Option<&str>) -> Reply {
        let encoding = Encoding::choose(&[Encoding::Brotli, Encoding::Gzip], accept_encoding);
        let body = Body::Static(match encoding {
            Encoding::Brotli => self.br,
            Encoding::Gzip => self.gzip,
            Encoding::Identity => self.identity,
        });
        open(Reply::file(self.media_type, body, encoding))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FILES: [Asset; 1] = [Asset {
        name: "tt.js",
        media_type: "text/javascript; charset=utf-8",
        integrity: "sha384-x",
        identity: b"identity",
        br: b"br",
        gzip: b"gzip",
    }];
    const SMALL: Release =
        Release { version: "0123456789abcdef", glue: "", page: "", comeback: "", files: &FILES };

    #[test]
    fn each_encoding_is_sent_as_what_it_is() {
        for (accept, body, token) in [
            ("br, gzip", &b"br"[..], Some("br")),
            ("gzip", b"gzip", Some("gzip")),
            ("zstd", b"identity", None),
        ] {
            let reply = SMALL.loader(Some(accept)).unwrap();
            assert_eq!((reply.body.bytes(), reply.get("Content-Encoding")), (body, token));
            assert_eq!(reply.get("Vary"), Some("Accept-Encoding"));
        }
    }

    #[test]
    fn only_this_release_is_served_and_for_ever() {
        assert!(SMALL.file("fedcba9876543210", "tt.js", None).is_none());
        assert!(SMALL.file(SMALL.version, "other.js", None).is_none());
        let reply = SMALL.file(SMALL.version, "tt.js", None).unwrap();
        assert_eq!(reply.get("Cache-Control"), Some(IMMUTABLE));
        assert!(RELEASE.loader(None).is_none(), "the host embeds none");
    }

    #[test]
    fn the_integrity_of_every_file_is_published() {
        let reply = SMALL.integrity();
        let said: serde_json::Value = serde_json::from_slice(reply.body.bytes()).unwrap();
        assert_eq!(said["files"]["tt.js"], "sha384-x");
    }
}
