//! Whether a source expression lets an address through (CSP 3, sections 6.7.2.5 to 6.7.2.12).

use url::Url;

/// Whether any of `sources` lets `url` through in a page of `page`'s origin.
pub(super) fn any_matches(sources: &[String], url: &Url, page: &Url) -> bool {
    sources.iter().any(|source| matches(source, url, page))
}

fn matches(source: &str, url: &Url, page: &Url) -> bool {
    let source = source.to_ascii_lowercase();
    match source.as_str() {
        "*" => return matches!(url.scheme(), "http" | "https") || url.scheme() == page.scheme(),
        "'self'" => return url.origin() == page.origin(),
        _ if source.starts_with('\'') => return false,
        _ => {}
    }
    if let Some(scheme) = source.strip_suffix(':') {
        return scheme_matches(scheme, url);
    }
    let (scheme, rest) =
        source.split_once("://").map_or((None, source.as_str()), |(scheme, rest)| (Some(scheme), rest));
    let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    scheme_matches(scheme.unwrap_or(page.scheme()), url)
        && host_matches(host, url.host_str().unwrap_or_default())
        && port_matches(port, scheme.unwrap_or(page.scheme()), url)
        && path_matches(path, url.path())
}

/// A scheme lets its secure kind through too.
fn scheme_matches(scheme: &str, url: &Url) -> bool {
    scheme == url.scheme() || (scheme == "http" && url.scheme() == "https")
}

fn host_matches(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some("") => true,
        // `*.a.vn` does not let `a.vn` itself through.
        Some(rest) => rest.starts_with('.') && host.len() > rest.len() && host.ends_with(rest),
        None => pattern == host,
    }
}

fn port_matches(port: Option<&str>, scheme: &str, url: &Url) -> bool {
    let actual = url.port_or_known_default();
    match port {
        Some("*") => true,
        Some(port) => {
            let port = port.parse().ok();
            port == actual || (port == Some(80) && actual == Some(443) && url.scheme() == "https")
        }
        None => {
            let default = if scheme == "http" { 80 } else { 443 };
            actual == Some(default) || (url.scheme() == "https" && actual == Some(443))
        }
    }
}

/// A path that ends with a slash stands for all below it.
fn path_matches(pattern: &str, path: &str) -> bool {
    match pattern {
        "" | "/" => true,
        folder if folder.ends_with('/') => path.to_ascii_lowercase().starts_with(folder),
        file => path.eq_ignore_ascii_case(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(source: &str, url: &str, page: &str) -> bool {
        matches(source, &Url::parse(url).unwrap(), &Url::parse(page).unwrap())
    }

    #[test]
    fn a_source_lets_through_what_the_standard_says() {
        let (edge, page) = ("https://edge.example/v/1/embed.js", "https://portal.vn/");
        for source in [
            "*",
            "https:",
            "HTTP:",
            "https://edge.example",
            "edge.example",
            "EDGE.example",
            "*.example",
            "https://*.example:443",
            "edge.example:*",
            "http://edge.example",
            "edge.example/v/",
            "http://edge.example:80",
            "edge.example/v/1/embed.js",
        ] {
            assert!(allows(source, edge, page), "{source}");
        }
        for source in [
            "'self'",
            "'none'",
            "'unsafe-inline'",
            "portal.vn",
            "*.edge.example",
            "edge.example:8443",
            "example",
            "https://edge.example/tt.js",
            "edge.example/v",
            "data:",
            "evil-edge.example",
            "*example",
        ] {
            assert!(!allows(source, edge, page), "{source}");
        }
        assert!(allows("127.0.0.1:8787", "http://127.0.0.1:8787/tt.js", "http://127.0.0.1:80/"));
        assert!(!allows("127.0.0.1", "http://127.0.0.1:8787/tt.js", "http://127.0.0.1/"));
        assert!(!allows("edge.example", "http://edge.example/tt.js", page));
        assert!(allows("'self'", "https://portal.vn/x", page));
    }
}
