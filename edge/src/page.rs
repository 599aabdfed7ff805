//! The edge's own pages and the fragments for portals, rendered by the widgets.

use crate::{
    asset::RELEASE, encoding::Encoding, hash, holidays::holidays, own_origin::OwnOrigin, reply::Reply,
    runtime,
};
use flate2::{Compression, write::GzEncoder};
use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    io::Write as _,
    rc::Rc,
};
use tt_contract::{
    lang::Lang,
    problem::Problem,
    time::Millis,
    unit::{Origin, PublicUnit, Unit, UnitId, Widget},
};
use tt_widgets::{
    Look,
    render::{self, Checked, Document, Form, Fragment, Installer, Moment},
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

/// `GET /v1/units/{unit}/widgets/…`. It is the same for everybody, so that it is rendered once in an isolate, and anew
/// when what it says of the moment has changed.
pub(crate) async fn fragment(
    unit: &Unit,
    part: Part,
    lang: Lang,
    look: Look,
    accept_encoding: Option<&str>,
) -> Reply {
    let (key, now) = ((unit.id.clone(), part.clone(), lang, look), runtime::now());
    let known = FRAGMENTS.with_borrow(|fragments| fragments.get(&key).cloned());
    let reply = if let Some(kept) = known.filter(|kept| kept.until.is_none_or(|until| now < until)) {
        kept.reply(HTML, accept_encoding)
    } else {
        let (moment, release) = (Moment { now, holidays }, RELEASE.scripts());
        let Fragment { html, until } = match part {
            Part::Widget(widget) => render::fragment(unit, widget, lang, look, moment, release).await,
            Part::Dock(widgets) => render::dock(unit, &widgets, lang, look, release).await,
        };
        let kept = Rc::new(Kept::new(html.into_bytes(), until));
        FRAGMENTS.with_borrow_mut(|fragments| fragments.insert(key, Rc::clone(&kept)));
        kept.first_reply(HTML)
    };
    reply.cached(SHORT)
}

/// What anybody may know of a unit. Errors: [`Problem::Internal`].
pub(crate) fn configuration(unit: &Unit, accept_encoding: Option<&str>) -> Result<Reply, Problem> {
    let known = CONFIGURATIONS.with_borrow(|all| all.get(&unit.id).cloned());
    let reply = match known {
        Some(kept) => kept.reply(JSON, accept_encoding),
        None => first_configuration(unit)?,
    };
    Ok(reply.cached(SHORT))
}

/// By itself, for the reason of [`crate::apart`]: who asks for a fragment does not wait for what writes JSON.
#[inline(never)]
fn first_configuration(unit: &Unit) -> Result<Reply, Problem> {
    let json = PublicUnit::from(unit).to_json().map_err(|_| Problem::Internal)?;
    let kept = Rc::new(Kept::new(json, None));
    CONFIGURATIONS.with_borrow_mut(|all| all.insert(unit.id.clone(), Rc::clone(&kept)));
    Ok(kept.first_reply(JSON))
}

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";

/// All that a fragment depends on, besides the moment.
type Key = (UnitId, Part, Lang, Look);

/// A text that is the answer to whoever asks, and the tag of its content.
struct Kept {
    plain: Rc<[u8]>,
    /// Made for the second who asks: the first, in an isolate that has just begun, would wait for it.
    gzip: OnceCell<Rc<[u8]>>,
    tag: String,
    until: Option<Millis>,
}

impl Kept {
    fn new(plain: Vec<u8>, until: Option<Millis>) -> Self {
        Self { tag: hash::tag(&plain), gzip: OnceCell::new(), plain: plain.into(), until }
    }

    /// The answer to the first, which the runtime compresses as it does what is answered once.
    fn first_reply(&self, media_type: &'static str) -> Reply {
        Reply::fresh(media_type, self.plain.to_vec()).tagged(&self.tag)
    }

    /// The answer in the best encoding that is accepted.
    fn reply(&self, media_type: &'static str, accept_encoding: Option<&str>) -> Reply {
        let encoding = Encoding::choose(&[Encoding::Gzip], accept_encoding);
        let body = match encoding {
            Encoding::Gzip => self.gzip.get_or_init(|| gzip(&self.plain).into()),
            _ => &self.plain,
        };
        Reply::kept(media_type, Rc::clone(body), encoding, self.until).tagged(&self.tag)
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
    static FRAGMENTS: RefCell<HashMap<Key, Rc<Kept>>> = RefCell::default();
    /// One for each unit.
    static CONFIGURATIONS: RefCell<HashMap<UnitId, Rc<Kept>>> = RefCell::default();
}

/// `GET /u/{unit}/rating`, and a form that comes back with what was typed.
pub(crate) async fn rating(unit: &Unit, form: Form, status: u16) -> Reply {
    page(Some(unit), render::rating_page(unit, form, RELEASE.scripts()).await, status)
}

/// `GET /u/{unit}/hotline`
pub(crate) async fn hotline(unit: &Unit, lang: Lang) -> Reply {
    let moment = Moment { now: runtime::now(), holidays };
    lasting(page(Some(unit), render::hotline_page(unit, lang, moment, RELEASE.scripts()).await, 200))
}

/// `GET /u/{unit}/hotline/print`; `own` is where the edge stands.
pub(crate) async fn sheet(unit: &Unit, lang: Lang, own: &OwnOrigin) -> Reply {
    let address = format!("{}/u/{}/hotline", own.get(), unit.id);
    let reply = lasting(page(Some(unit), render::hotline_sheet(unit, lang, &address).await, 200));
    own.kept_if_configured(reply)
}

/// `GET /u/{unit}/hotline.vcf`
pub(crate) fn card(unit: &Unit, lang: Lang) -> Reply {
    lasting(Reply::card(render::card(unit, lang), &format!("{}.vcf", unit.id)))
}

/// An answer that is the same for everybody who reads its language.
fn lasting(reply: Reply) -> Reply {
    let tag = hash::tag(reply.body.bytes());
    reply.cached(SHORT).tagged(&tag).vary("Accept-Language")
}

/// `GET /u/{unit}/text-size`
pub(crate) async fn text_size(unit: &Unit, lang: Lang) -> Reply {
    page(Some(unit), render::text_size_page(unit, lang, RELEASE.scripts()).await, 200)
}

/// `GET /u/{unit}`
pub(crate) async fn unit(unit: &Unit, lang: Lang) -> Reply {
    let moment = Moment { now: runtime::now(), holidays };
    page(Some(unit), render::unit_page(unit, lang, moment).await, 200)
}

/// `GET /u/{unit}/rating/thanks`
pub(crate) async fn thanks(unit: &Unit, lang: Lang) -> Reply {
    page(Some(unit), render::thanks_page(unit, lang).await, 200)
}

/// `GET /u/{unit}/clear.css`, the style of a page that follows a form. It holds nothing: its header lets the browser forget the
/// form, which it may still hold whole for its Back button, although it is told to store none. A header of the page that follows
/// comes too early for that in Chromium, before the form is left. What is cleared of other tabs is copies of files.
///
/// The header is for Chromium alone, as the request's `User-Agent` calls it (client hints are not sent where scripts are off), which
/// is neither kept nor logged. Nobody else keeps such a form, and where pages isolate themselves, WebKitGTK (2.50) then shows
/// nothing any more on the way back.
pub(crate) fn clear(is_chromium: bool) -> Reply {
    let style = Reply::fresh("text/css; charset=utf-8", Vec::new()).cached("no-store");
    if is_chromium { style.header("Clear-Site-Data", "\"cache\"") } else { style }
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
