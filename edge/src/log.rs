//! Everything that is ever logged: a closed list of fields, none of which a citizen can fill.
//!
//! Success is not logged. The moment of a line would be the exact time of a rating, which is not kept anywhere.

use serde::Serialize;

/// One line.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Line<'a> {
    /// What the line is about.
    pub(crate) about: &'static str,
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
    /// The endpoint's name, as the unit's file has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) endpoint: Option<&'a str>,
    /// Which attempt to deliver failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) attempt: Option<i64>,
    /// How it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) outcome: Option<&'static str>,
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
        let line = Line { about: "answer", route: Some("submit"), status: Some(503), ..Line::default() };
        assert_eq!(line.json(), r#"{"about":"answer","route":"submit","status":503}"#);
    }
}
