//! The page around the widgets.

use crate::{Fetched, Finding, finding::Around, page::Page, visit};

/// Above this many bytes a page is slow on a phone whatever the widgets weigh.
const LARGE: usize = 500 * 1024;
/// Where a `<meta charset>` must stand (HTML, section 4.2.5.4), in bytes.
const CHARSET_WITHIN: usize = 1024;

/// Judges what the widgets meet.
pub(crate) fn judge(fetched: &Fetched<'_>, page: &Page, found: &mut Vec<Finding>) {
    let mut push = |issue| found.push(Finding::new(issue));
    if fetched.status != 200 {
        push(Around::Status(fetched.status));
    }
    if fetched.url.scheme() == "https" {
        push(Around::Https);
    } else if !visit::is_loopback(fetched.url) {
        push(Around::PlainHttp);
    }
    if page.insecure > 0 {
        push(Around::MixedContent(page.insecure));
    }
    if fetched.body.len() > LARGE {
        push(Around::Large(fetched.body.len() / 1024));
    }
    if page.has_base {
        push(Around::BaseHref);
    }
    if hides_referrer(fetched, page) {
        found.push(Finding::mended_by(
            Around::ReferrerHidden,
            "Referrer-Policy: strict-origin-when-cross-origin".into(),
        ));
    }
    head(fetched, page, found);
}

fn head(fetched: &Fetched<'_>, page: &Page, found: &mut Vec<Finding>) {
    let utf8 = || r#"<meta charset="utf-8">"#.to_owned();
    match charset(fetched, page) {
        None => found.push(Finding::mended_by(Around::CharsetMissing, utf8())),
        Some(name) if !["utf-8", "utf8"].contains(&name.as_str()) => {
            found.push(Finding::mended_by(Around::CharsetOther, utf8()));
        }
        Some(_) => {}
    }
    if page.lang.as_deref().is_none_or(|lang| lang.trim().is_empty()) {
        found.push(Finding::mended_by(Around::LangMissing, r#"<html lang="vi">"#.into()));
    }
    let viewport = r#"<meta name="viewport" content="width=device-width, initial-scale=1">"#.to_owned();
    match page.metas.iter().find_map(|meta| meta.named("viewport")) {
        None => found.push(Finding::mended_by(Around::ViewportMissing, viewport)),
        Some(content) if forbids_zoom(content) => {
            found.push(Finding::mended_by(Around::ZoomForbidden, viewport));
        }
        Some(_) => {}
    }
}

/// The encoding that the header or the page names, in lower case.
fn charset(fetched: &Fetched<'_>, page: &Page) -> Option<String> {
    let parameter = |value: &str| {
        let value = value.to_ascii_lowercase();
        let (_, name) = value.split_once("charset=")?;
        Some(name.split(';').next()?.trim_matches(['"', '\'', ' ']).to_owned())
    };
    if fetched.body.starts_with(b"\xef\xbb\xbf") {
        return Some("utf-8".into());
    }
    let named = || {
        page.metas.iter().find_map(|meta| {
            meta.lower("charset").or_else(|| meta.equivalent("content-type").and_then(parameter))
        })
    };
    let within = fetched.body.get(..CHARSET_WITHIN).unwrap_or(fetched.body).to_ascii_lowercase();
    let early = within.windows(7).any(|part| part == b"charset");
    fetched.header("content-type").find_map(parameter).or_else(|| named().filter(|_| early))
}

/// WCAG 2.2, 1.4.4: text can be made twice as large.
fn forbids_zoom(viewport: &str) -> bool {
    viewport.split([',', ';']).filter_map(|part| part.split_once('=')).any(|(name, value)| {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "user-scalable" => value == "no" || value == "0",
            "maximum-scale" => value.parse::<f64>().is_ok_and(|scale| scale < 2.0),
            _ => false,
        }
    })
}

/// Whether a form's `Origin` is hidden: the last policy that is known counts (Referrer Policy, section 8.1).
fn hides_referrer(fetched: &Fetched<'_>, page: &Page) -> bool {
    const KNOWN: [&str; 8] = [
        "no-referrer",
        "no-referrer-when-downgrade",
        "same-origin",
        "origin",
        "strict-origin",
        "origin-when-cross-origin",
        "strict-origin-when-cross-origin",
        "unsafe-url",
    ];
    let last = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.split(',').map(str::trim).rfind(|policy| KNOWN.contains(policy)).map(str::to_owned)
    };
    let headers = fetched.header("referrer-policy").filter_map(last);
    let metas = page.metas.iter().filter_map(|meta| meta.named("referrer")).filter_map(last);
    headers.chain(metas).last().is_some_and(|policy| policy == "no-referrer")
}
