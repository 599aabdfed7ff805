//! The security headers, which every answer carries.

use crate::reply::{Guard, Reply};
use std::borrow::Cow;

/// One year.
const TRANSPORT: &str = "max-age=31536000";
/// Nothing the edge serves needs any of these.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
     fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

impl Reply {
    /// Adds the security headers.
    #[must_use]
    pub fn guarded(self) -> Self {
        let (policy, referrer, used_by) = match &self.guard {
            Guard::Data => (Cow::Borrowed(NOTHING), "no-referrer", "same-origin"),
            Guard::Asset => (Cow::Borrowed(NOTHING), "no-referrer", "cross-origin"),
            // Under `no-referrer` a form of the page would be posted with `Origin: null`.
            Guard::Page { framed_by, style } => {
                (Cow::Owned(page_policy(framed_by, style)), "same-origin", "same-origin")
            }
        };
        self.header("Content-Security-Policy", policy)
            .header("X-Content-Type-Options", "nosniff")
            .header("Referrer-Policy", referrer)
            .header("Permissions-Policy", PERMISSIONS)
            .header("Cross-Origin-Resource-Policy", used_by)
            .header("Strict-Transport-Security", TRANSPORT)
    }
}

fn page_policy(framed_by: &str, style: &str) -> String {
    format!(
        "default-src 'none'; style-src 'self' '{style}'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
         img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self' {framed_by}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALWAYS: [&str; 6] = [
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Resource-Policy",
        "Strict-Transport-Security",
    ];

    #[test]
    fn every_answer_is_guarded() {
        let page = Reply::page(200, "<p>".into(), "sha256-x".into(), "https://a.vn https://b.vn".into());
        for reply in [Reply::empty(303), Reply::json(200, "{}"), page.clone()] {
            let reply = reply.guarded();
            assert!(ALWAYS.iter().all(|name| reply.get(name).is_some()));
        }
        let policy = page.guarded().get("Content-Security-Policy").unwrap().to_owned();
        assert!(policy.contains("style-src 'self' 'sha256-x';"));
        assert!(policy.ends_with("frame-ancestors 'self' https://a.vn https://b.vn"));
        assert!(!policy.contains("unsafe-inline"));
    }
}
