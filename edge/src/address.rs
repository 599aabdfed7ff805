//! What a request's URL says: where the edge believes it stands, the path, and the few query parameters it reads.

use tt_contract::lang::Lang;

/// The parts of a request's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    /// Host and port.
    pub(crate) authority: &'a str,
    /// The path, percent-encoded, without query.
    pub(crate) path: &'a str,
    /// The query without its question mark.
    pub(crate) query: &'a str,
}

impl<'a> Address<'a> {
    /// Takes a URL apart that the runtime has made well-formed; what is missing is empty.
    #[must_use]
    pub(crate) fn parse(url: &'a str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let slash = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at(slash);
        Self { authority, path: if path.is_empty() { "/" } else { path }, query }
    }

    /// The query's parameters, decoded, in their order.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = (String, String)> {
        form_urlencoded::parse(self.query.as_bytes()).into_owned()
    }

    /// The first value of the query parameter `name`, decoded.
    #[must_use]
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }
}

/// The language of an answer: `?lang=`, else the best that `Accept-Language` names (RFC 9110, section 12.5.4),
/// else Vietnamese.
#[must_use]
pub(crate) fn lang(parameter: Option<&str>, accept_language: Option<&str>) -> Lang {
    let asked = parameter.and_then(|tag| tag.parse().ok());
    asked.or_else(|| best_lang(accept_language?)).unwrap_or_default()
}

fn best_lang(header: &str) -> Option<Lang> {
    let mut best: Option<(u16, Lang)> = None;
    for (tag, weight) in crate::encoding::weighted(header) {
        if let Ok(lang) = tag.parse::<Lang>()
            && weight > best.map_or(0, |(best, _)| best)
        {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_falls_into_its_parts() {
        let address = Address::parse("http://127.0.0.1:8787/u/c06/rating?lang=en&page=%2Ftin");
        assert_eq!(address.authority, "127.0.0.1:8787");
        assert_eq!(address.path, "/u/c06/rating");
        assert_eq!(address.parameter("page").as_deref(), Some("/tin"));
        assert_eq!(address.parameter("theme"), None);
        assert_eq!(Address::parse("https://edge.example?x").path, "/");
    }

    #[test]
    fn the_query_asks_before_the_browser_and_vietnamese_is_the_rest() {
        assert_eq!(lang(Some("en"), Some("vi")), Lang::En);
        assert_eq!(lang(Some("fr"), Some("en-GB")), Lang::En);
        assert_eq!(lang(None, Some("en;q=0.5, vi-VN;q=0.9")), Lang::Vi);
        assert_eq!(lang(None, Some("fr, en;q=0.8")), Lang::En);
        assert_eq!(lang(None, Some("en;q=0")), Lang::Vi);
        assert_eq!(lang(None, None), Lang::Vi);
    }
}
