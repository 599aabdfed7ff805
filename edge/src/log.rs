//! Everything that is ever logged: a closed list of fields, none of which a citizen can fill.
//!
//! The worker writes at most one line for a request: for one that failed on this side, or that looks like an attempt to get in
//! ([`crate::security`]). A mailbox that fails, and a delivery that does, have lines of their own. Success is not logged: the
//! moment of a line would be the exact time of a rating, which is not kept anywhere.
//!
//! **Never logged**, which the journey `watch::lines` tests with canaries over every route and refusal:
//! - what a citizen wrote: text, level, name of a file, a field's name or value, sealed or not;
//! - the address asked for: path (the unit stands in its own field, as its file has it), query, lookup id, file id;
//! - the client: network address, user agent, language, cookie, referrer, origin;
//! - any other header's value, and above all bearer tokens, receipts, proofs of work, secrets of endpoints;
//! - a submission's or an event's id, and its time.

use serde::Serialize;
use tt_contract::id::RequestId;

/// One line.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Line<'a> {
    /// What the line is about.
    pub(crate) about: &'static str,
    /// The request, as its answer's problem names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) request: Option<RequestId>,
    /// The route's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) route: Option<&'static str>,
    /// The unit's id, as its file has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<&'a str>,
    /// The HTTP status of an answer, ours or an endpoint's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// The problem's code, or a fault of the storage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) problem: Option<&'a str>,
    /// What a line about security saw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<&'static str>,
    /// How many lines like this one were left out since the last, or how often something was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) count: Option<u64>,
    /// The endpoint's name, as the unit's file has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) endpoint: Option<&'a str>,
    /// Which attempt to deliver failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) attempt: Option<i64>,
    /// How it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) outcome: Option<&'static str>,
    /// Where in the source the program panicked, such as `edge/src/log.rs:7`. Never the message: it may quote what the program worked on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<&'a str>,
    /// The key of the configuration that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<&'a str>,
}

impl Line<'_> {
    /// Writes the line, as JSON.
    pub(crate) fn write(&self) {
        worker::console_error!("{}", self.json());
    }

    fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_what_it_was_given_and_no_more() {
        let request = Some(RequestId::from_random([0; 16]));
        let line =
            Line { about: "answer", request, route: Some("submit"), status: Some(503), ..Line::default() };
        assert_eq!(
            line.json(),
            r#"{"about":"answer","request":"00000000-0000-4000-8000-000000000000","route":"submit","status":503}"#
        );
    }
}
