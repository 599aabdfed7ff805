//! Saving the article: a file of its own, written from what can be read of the page, with its pictures and without any
//! script, made and kept on the device alone.

use super::article::{self, Kind, Reader, is_among};
use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Document, Element, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, Node, Url, Window,
};

/// Longest file name without its ending, in characters.
const NAME_CHARS: usize = 80;
/// How long a browser may take to begin the download.
const PATIENCE_MS: u32 = 60_000;
/// Whatever might slip in could neither run nor call anybody.
const HEAD: &str = "\"><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
    content=\"default-src 'none';img-src data:;style-src 'unsafe-inline'\"><meta name=\"viewport\" \
    content=\"width=device-width,initial-scale=1\"><title>";
const STYLE: &str = "body{max-width:46em;margin:auto;padding:1em;font:1.125em/1.6 system-ui,sans-serif}\
    img{max-width:100%;height:auto}table{border-collapse:collapse}td,th{border:1px solid;padding:.25em .5em}";

/// Downloads `article`. `source` are the words before the page's address. Errors: the browser refuses.
pub(super) fn save(
    window: &Window,
    document: &Document,
    article: &Element,
    source: &str,
) -> Result<(), JsValue> {
    let mut written = Written { document, html: String::new() };
    article::walk(window, article, &mut written);
    let heading = article.query_selector("h1").ok().flatten().and_then(|heading| heading.text_content());
    let (title, has_heading) =
        (heading.as_ref().map_or_else(|| document.title(), Clone::clone), heading.is_some());
    let lang = article.closest("[lang]").ok().flatten().and_then(|element| element.get_attribute("lang"));
    let address = window.location().href()?;

    let mut html = String::from("<!doctype html><html lang=\"");
    escape(&mut html, lang.as_deref().unwrap_or("vi"));
    html.push_str(HEAD);
    escape(&mut html, &title);
    html.extend(["</title><style>", STYLE, "</style>"]);
    if !has_heading {
        html.push_str("<h1>");
        escape(&mut html, &title);
        html.push_str("</h1>");
    }
    html.push_str(&written.html);
    html.extend(["<hr><p>", source]);
    escape(&mut html, &address);
    html.push_str("</p></html>");
    download(document, &file_name(&title), &html)
}

fn download(document: &Document, name: &str, html: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/html;charset=utf-8");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&html.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Timeout::new(PATIENCE_MS, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// What is written of a block or a piece of a line; what is not listed gives its content alone, in a block of its own if it
/// was one.
fn tag(name: &str, kind: Kind) -> Option<&str> {
    if is_among(WRITTEN, name) { Some(name) } else { (kind == Kind::Block).then_some("div") }
}

const WRITTEN: &str = "h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption thead tbody tfoot tr th td blockquote pre \
    figure figcaption br hr a b strong i em u s sub sup mark small code time";

/// Attributes that keep their meaning; none of them can run or load anything.
const ATTRIBUTES: [&str; 4] = ["lang", "colspan", "rowspan", "start"];

struct Written<'a> {
    document: &'a Document,
    html: String,
}

impl Written<'_> {
    fn attribute(&mut self, name: &str, value: &str) {
        self.html.extend([" ", name, "=\""]);
        escape(&mut self.html, value);
        self.html.push('"');
    }

    fn image(&mut self, image: &HtmlImageElement) {
        self.html.push_str("<img");
        self.attribute("alt", &image.alt());
        // Without a source, where it is not loaded or another site's, which a page may show and not read: the words remain.
        if let Some(data) = picture(self.document, image) {
            self.attribute("src", &data);
        }
        self.html.push('>');
    }
}

impl Reader for Written<'_> {
    fn text(&mut self, _: &Node, text: &str) {
        escape(&mut self.html, text);
    }

    fn open(&mut self, element: &Element, name: &str, kind: Kind) {
        if let Some(image) = element.dyn_ref::<HtmlImageElement>() {
            return self.image(image);
        }
        let Some(tag) = tag(name, kind) else { return };
        self.html.extend(["<", tag]);
        for name in ATTRIBUTES {
            if let Some(value) = element.get_attribute(name) {
                self.attribute(name, &value);
            }
        }
        if let Some(link) = element.dyn_ref::<HtmlAnchorElement>().map(HtmlAnchorElement::href)
            && leads_somewhere(&link)
        {
            self.attribute("href", &link);
        }
        self.html.push('>');
    }

    fn close(&mut self, name: &str, kind: Kind) {
        if let Some(tag) = tag(name, kind).filter(|tag| !matches!(*tag, "br" | "hr")) {
            self.html.extend(["</", tag, ">"]);
        }
    }
}

/// The picture as a `data:` URL, where the page may read it.
fn picture(document: &Document, image: &HtmlImageElement) -> Option<String> {
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(image.natural_width());
    canvas.set_height(image.natural_height());
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    context.draw_image_with_html_image_element(image, 0.0, 0.0).ok()?;
    let data = canvas.to_data_url_with_type("image/webp").ok()?;
    // Of a picture that has not been loaded this is `data:,`.
    (data.len() > "data:,".len()).then_some(data)
}

fn leads_somewhere(link: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme))
}

/// Adds `text` so that it stays text, between tags and in an attribute.
fn escape(html: &mut String, text: &str) {
    for part in text.split_inclusive(['&', '<', '"']) {
        let (plain, escaped) = match part.as_bytes().last() {
            Some(b'&') => (1, "&amp;"),
            Some(b'<') => (1, "&lt;"),
            Some(b'"') => (1, "&quot;"),
            _ => (0, ""),
        };
        html.push_str(part.get(..part.len() - plain).unwrap_or_default());
        html.push_str(escaped);
    }
}

/// A name that every file system takes, from a title.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for char in title.trim().chars().take(NAME_CHARS) {
        let plain = if char < ' ' || "\\/:*?\"<>|.".contains(char) { ' ' } else { char };
        if plain != ' ' || !(name.is_empty() || name.ends_with(' ')) {
            name.push(plain);
        }
    }
    let name = name.trim_end();
    [if name.is_empty() { "bai-viet" } else { name }, ".html"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_can_be_had() {
        assert_eq!(file_name("  Cảnh báo:\n lừa đảo  qua mạng? "), "Cảnh báo lừa đảo qua mạng.html");
        assert_eq!(file_name("../../etc/passwd"), "etc passwd.html");
        assert_eq!(file_name(""), "bai-viet.html");
        assert_eq!(file_name(&"ế".repeat(300)).chars().count(), NAME_CHARS + 5);
    }

    #[test]
    fn nothing_that_runs_is_written() {
        for (name, kind) in [("form", Kind::Block), ("center", Kind::Block), ("details", Kind::Block)] {
            assert_eq!(tag(name, kind), Some("div"));
        }
        assert_eq!(tag("span", Kind::Inline), None);
        assert!(!leads_somewhere("javascript:alert(1)") && !leads_somewhere("data:text/html,x"));
        assert!(leads_somewhere("https://bocongan.gov.vn/") && leads_somewhere("tel:113"));
        let mut html = String::new();
        escape(&mut html, "<script>\"&");
        assert_eq!(html, "&lt;script>&quot;&amp;");
    }
}
