//! Judges whether the body of a success confirms a delivery. Pure.

use super::schedule::ANSWER_BYTES;
use tt_contract::deliveries::DeliveryError;

/// Error text of `workerd` and Cloudflare for a connection that could not be made, or broke.
pub(super) const CONNECTION_LOST: &str = "Network connection lost";
/// Part of the runtime's error text for a compressed body without its end.
const COMPRESSION_CUT: &str = "stream ended prematurely";

/// Openings of HTML: the patterns of WHATWG MIME Sniffing, section 7.1, in lower case. A name is one only where it ends.
const NAMES: [&[u8]; 17] = [
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<script",
    b"<iframe",
    b"<h1",
    b"<div",
    b"<font",
    b"<table",
    b"<a",
    b"<style",
    b"<title",
    b"<b",
    b"<body",
    b"<br",
    b"<p",
    b"<!--",
];

/// Body of an answer with a 2xx status, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Confirmation {
    body: Vec<u8>,
}

impl Confirmation {
    /// Adds a piece. Errors: [`DeliveryError::TooLarge`] beyond [`ANSWER_BYTES`].
    pub(super) fn add(&mut self, chunk: &[u8]) -> Result<(), DeliveryError> {
        if self.body.len() + chunk.len() > ANSWER_BYTES {
            return Err(DeliveryError::TooLarge);
        }
        self.body.extend_from_slice(chunk);
        Ok(())
    }

    /// Judges a body that was read to its end. Errors: [`DeliveryError::WebPage`].
    pub(super) fn whole(&self) -> Result<(), DeliveryError> {
        if is_web_page(&self.body) { Err(DeliveryError::WebPage) } else { Ok(()) }
    }

    /// Judges a body whose reading failed with the runtime's `message`. `declared` is its `Content-Length`.
    ///
    /// An empty body under `Content-Encoding: gzip` is whole, although the runtime (1.20261117.1) fails on it. A break of
    /// the connection has a text of its own, so a coding that ends early behind no length is taken for empty.
    /// Errors: [`DeliveryError::Unreachable`], [`DeliveryError::Unreadable`].
    pub(super) fn broken(&self, message: &str, declared: Option<u64>) -> Result<(), DeliveryError> {
        if message.contains(CONNECTION_LOST) {
            Err(DeliveryError::Unreachable)
        } else if self.body.is_empty()
            && declared.unwrap_or_default() == 0
            && message.contains(COMPRESSION_CUT)
        {
            Ok(())
        } else {
            Err(DeliveryError::Unreadable)
        }
    }
}

/// Whether a browser would take these bytes for HTML whatever their type: a login or maintenance page, or a single-page
/// application's index. After a name any blank or `/` counts as its end, not only the space and `>` of the standard.
fn is_web_page(body: &[u8]) -> bool {
    let narrow;
    let text = match body {
        // ASCII in UTF-16 is the same bytes with zeros between them.
        [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] => {
            narrow = rest.iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>();
            narrow.as_slice()
        }
        _ => body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body),
    };
    let text = text.trim_ascii_start();
    NAMES.into_iter().any(|name| {
        let Some((opening, rest)) = text.split_at_checked(name.len()) else { return false };
        let ends = name == b"<!--"
            || rest.first().is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        ends && opening.eq_ignore_ascii_case(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn judged(body: &[u8]) -> Result<(), DeliveryError> {
        let mut confirmation = Confirmation::default();
        confirmation.add(body)?;
        confirmation.whole()
    }

    #[test]
    fn a_web_page_confirms_nothing_however_it_opens() {
        for page in [
            "<!DOCTYPE html>",
            "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
            "<html lang=\"vi\">",
            "<html\nlang=\"vi\">",
            "<HEAD><TITLE>502</TITLE>",
            "<title>Bảo trì</title>",
            "<body onload='x'>",
            "<h1>It works!</h1>",
            "<p>Đăng nhập",
            "<b>Fatal error</b>: in index.php",
            "<br />\n<b>Warning</b>",
            "<script>location='/login'</script>",
            "<iframe src='/x'>",
            "<div id=\"root\"></div>",
            "<a href='/'>",
            "<style>",
            "<table>",
            "<font color=red>",
            "<!-- maintenance -->",
        ] {
            for before in ["", " ", "\r\n\t\x0c", "\u{feff}", "\u{feff}\n  "] {
                let body = format!("{before}{page}");
                assert_eq!(judged(body.as_bytes()), Err(DeliveryError::WebPage), "{body}");
            }
            let wide: Vec<u8> =
                [0xff, 0xfe].into_iter().chain(page.encode_utf16().flat_map(u16::to_le_bytes)).collect();
            assert_eq!(judged(&wide), Err(DeliveryError::WebPage), "{page}");
        }
    }

    #[test]
    fn what_programs_say_is_a_confirmation() {
        for said in [
            "",
            "ok",
            "đã nhận",
            " \n",
            "{}",
            "{\"html\":\"<html>\"}",
            "[]",
            "true",
            "\"<p>\"",
            "<?xml version=\"1.0\"?><Response/>",
            "<Response></Response>",
            "<soap:Envelope>",
            "<answer>ok</answer>",
            "<body-id>1</body-id>",
            "<para/>",
            "<html",
            "received <b>1</b>",
        ] {
            assert_eq!(judged(said.as_bytes()), Ok(()), "{said}");
        }
    }

    #[test]
    fn a_body_that_breaks_is_judged_by_what_broke() {
        let nothing = Confirmation::default();
        let cut = "TypeError: Gzip compressed stream ended prematurely.";
        assert_eq!(nothing.broken(cut, None), Ok(()));
        assert_eq!(nothing.broken(cut, Some(0)), Ok(()));
        assert_eq!(nothing.broken(cut, Some(30)), Err(DeliveryError::Unreadable));
        let garbage = "TypeError: Gzip decompression failed.";
        assert_eq!(nothing.broken(garbage, Some(2)), Err(DeliveryError::Unreadable));
        assert_eq!(nothing.broken(garbage, None), Err(DeliveryError::Unreadable));
        let lost = "Error: Network connection lost.";
        assert_eq!(nothing.broken(lost, Some(0)), Err(DeliveryError::Unreachable));
        let some = Confirmation { body: b"o".to_vec() };
        assert_eq!(some.broken(cut, None), Err(DeliveryError::Unreadable));
    }

    #[test]
    fn the_longest_confirmation_is_taken_and_no_longer_one() {
        let mut confirmation = Confirmation::default();
        assert_eq!(confirmation.add(&vec![b'x'; ANSWER_BYTES]), Ok(()));
        assert_eq!(confirmation.whole(), Ok(()));
        assert_eq!(confirmation.add(b"x"), Err(DeliveryError::TooLarge));
    }

    proptest! {
        /// A page is known wherever its bytes are divided.
        #[test]
        fn pieces_change_nothing(body in proptest::collection::vec(any::<u8>(), 0..64), at in 0_usize..64) {
            let mut pieces = Confirmation::default();
            let (first, second) = body.split_at(at.min(body.len()));
            prop_assert_eq!(pieces.add(first), Ok(()));
            prop_assert_eq!(pieces.add(second), Ok(()));
            prop_assert_eq!(pieces.whole(), judged(&body));
        }
    }
}
