//! The security headers of every answer.

use crate::reply::{Guard, Reply};
use std::borrow::Cow;

/// One year.
const TRANSPORT: &str = "max-age=31536000";
/// No page of the edge needs any of these. It is said of documents only, as nothing else can ask.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
     fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

impl Reply {
    /// Adds the security headers.
    #[must_use]
    pub(crate) fn guarded(self) -> Self {
        let is_page = matches!(self.guard, Guard::Page { .. });
        let (policy, referrer, used_by) = match &self.guard {
            Guard::Data => (Cow::Borrowed(NOTHING), "no-referrer", "same-origin"),
            Guard::Asset => (Cow::Borrowed(NOTHING), "no-referrer", "cross-origin"),
            // Under `no-referrer` a form of the page would be posted with `Origin: null`. Who may
            // frame a page, its policy says; a portal that isolates itself frames only what may be
            // used from anywhere. No page depends on who asks for it.
            Guard::Page { framed_by, style, threads, posts } => {
                (Cow::Owned(page_policy(framed_by, style, *threads, *posts)), "same-origin", "cross-origin")
            }
        };
        let reply = self
            .header("Content-Security-Policy", policy)
            .header("X-Content-Type-Options", "nosniff")
            .header("Referrer-Policy", referrer)
            .header("Cross-Origin-Resource-Policy", used_by)
            .header("Strict-Transport-Security", TRANSPORT);
        if !is_page {
            return reply;
        }
        reply
            .header("Permissions-Policy", PERMISSIONS)
            // Whoever opened the page can neither reach nor replace it.
            .header("Cross-Origin-Opener-Policy", "same-origin")
            // A portal that isolates itself frames only pages that isolate themselves.
            .header("Cross-Origin-Embedder-Policy", "require-corp")
    }
}

/// A thread's script comes from the page's own memory, where its integrity was checked; by an address nothing would check
/// it. It is held to the page's policy.
fn page_policy(framed_by: &str, style: &str, threads: bool, posts: bool) -> String {
    let threads = if threads { "worker-src blob:; " } else { "" };
    let posts_to = if posts { "'self'" } else { "'none'" };
    format!(
        "default-src 'none'; style-src 'self' '{style}'; script-src 'self' 'wasm-unsafe-eval'; {threads}\
         connect-src 'self'; img-src 'self' data:; frame-src 'self'; form-action {posts_to}; base-uri 'none'; \
         frame-ancestors 'self' {framed_by}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALWAYS: [&str; 5] = [
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
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
        for name in ["Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"] {
            assert!(page.clone().guarded().get(name).is_some());
            assert!(Reply::json(200, "{}").guarded().get(name).is_none());
        }
        let policy = page.guarded().get("Content-Security-Policy").unwrap().to_owned();
        assert!(policy.contains("style-src 'self' 'sha256-x';"));
        assert!(policy.ends_with("frame-ancestors 'self' https://a.vn https://b.vn"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("worker-src"));
    }

    #[test]
    fn a_page_may_be_let_post_nothing() {
        let page = || Reply::page(200, "<p>".into(), "sha256-x".into(), String::new());
        let posts_to = |reply: Reply, to: &str| {
            let reply = reply.guarded();
            let policy = reply.get("Content-Security-Policy").unwrap();
            assert!(policy.contains(&format!("; form-action {to}; ")), "{policy}");
        };
        posts_to(page(), "'self'");
        posts_to(page().without_posts(), "'none'");
    }

    #[test]
    fn only_a_page_that_says_so_starts_threads_and_only_of_what_it_holds() {
        let page = Reply::page(200, "<p>".into(), "sha256-x".into(), "https://a.vn".into()).with_threads();
        let policy = page.guarded().get("Content-Security-Policy").unwrap().to_owned();
        assert!(
            policy.contains("; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'; ")
        );
    }
}
