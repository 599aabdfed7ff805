//! The edge's own pages and the fragments for portals, rendered by the widgets.

use crate::{asset::RELEASE, encoding::Encoding, hash, reply::Reply, runtime};
use flate2::{Compression, write::GzEncoder};
use std::{cell::RefCell, collections::HashMap, io::Write as _};
use tt_contract::{
    lang::Lang,
    problem::Problem,
    unit::{Origin, Unit, UnitId, Widget},
};
use tt_widgets::{
    Look,
    render::{self, Checked, Document, Form, Installer},
};

/// How long a fragment or a unit's public data may be kept.
pub(crate) const SHORT: &str = "public, max-age=60";

/// What a portal's script asks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// A widget.
    Widget(Widget),
    /// The dock, with these widgets.
    Dock(Vec<Widget>),
}

/// `GET /v1/units/{unit}/widgets/…`. It is the same for everybody, so that it is rendered once in an isolate.
pub(crate) async fn fragment(
    unit: &Unit,
    part: Part,
    lang: Lang,
    look: Look,
    accept_encoding: Option<&str>,
) -> Reply {
    let key = (unit.id.clone(), part.clone(), lang, look);
    let known = FRAGMENTS.with_borrow(|fragments| fragments.get(&key).copied());
    let kept = if let Some(kept) = known {
        kept
    } else {
        let release = RELEASE.scripts();
        let kept = Kept::new(match part {
            Part::Widget(widget) => render::fragment(unit, widget, lang, look, runtime::now(), release).await,
            Part::Dock(widgets) => render::dock(unit, &widgets, lang, look, release).await,
        });
        FRAGMENTS.with_borrow_mut(|fragments| fragments.insert(key, kept));
        kept
    };
    let encoding = Encoding::choose(&[Encoding::Gzip], accept_encoding);
    let body = if encoding == Encoding::Gzip { kept.gzip } else { kept.html };
    Reply::fragment(body, encoding).cached(SHORT).tagged(kept.tag)
}

/// A fragment, ready to be sent as long as the isolate lives, and the hash of its content.
#[derive(Clone, Copy)]
struct Kept {
    html: &'static [u8],
    gzip: &'static [u8],
    tag: &'static str,
}

impl Kept {
    fn new(html: String) -> Self {
        let (tag, gzip) = (hash::hex(html.as_bytes()), gzip(html.as_bytes()));
        Self { html: html.leak().as_bytes(), gzip: gzip.leak(), tag: tag.leak() }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to a `Vec` cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

thread_local! {
    /// At most one for each unit, part, language and look.
    static FRAGMENTS: RefCell<HashMap<(UnitId, Part, Lang, Look), Kept>> = RefCell::default();
}

/// `GET /u/{unit}/rating`, and a form that comes back with what was typed.
pub(crate) async fn rating(unit: &Unit, form: Form, status: u16) -> Reply {
    page(Some(unit), render::rating_page(unit, form, RELEASE.scripts()).await, status)
}

/// `GET /u/{unit}/hotline`
pub(crate) async fn hotline(unit: &Unit, lang: Lang) -> Reply {
    page(Some(unit), render::hotline_page(unit, lang, runtime::now(), RELEASE.scripts()).await, 200)
}

/// `GET /u/{unit}/text-size`
pub(crate) async fn text_size(unit: &Unit, lang: Lang) -> Reply {
    page(Some(unit), render::text_size_page(unit, lang, RELEASE.scripts()).await, 200)
}

/// `GET /u/{unit}`
pub(crate) async fn unit(unit: &Unit, lang: Lang) -> Reply {
    page(Some(unit), render::unit_page(unit, lang).await, 200)
}

/// `GET /u/{unit}/rating/thanks`
pub(crate) async fn thanks(unit: &Unit, lang: Lang) -> Reply {
    page(Some(unit), render::thanks_page(unit, lang).await, 200)
}

/// A problem in words.
pub(crate) async fn problem(unit: Option<&Unit>, lang: Lang, problem: &Problem) -> Reply {
    let document = render::problem_page(unit, lang, problem).await;
    page(unit, document, problem.status()).of(problem)
}

/// `GET /install/{unit}`, and what a check found.
pub(crate) async fn installer(
    unit: &Unit,
    of: Installer<'_>,
    checked: Option<Checked<'_>>,
    status: u16,
) -> Reply {
    page(Some(unit), render::install_page(of, checked).await, status)
}

/// A document, which only the edge and the unit's portals may frame.
pub(crate) fn page(unit: Option<&Unit>, document: Document, status: u16) -> Reply {
    let framed_by: Vec<&str> = unit.into_iter().flat_map(Unit::origins).map(Origin::as_str).collect();
    let style = hash::csp_source(document.style.as_bytes());
    Reply::page(status, document.html, style, framed_by.join(" "))
}
