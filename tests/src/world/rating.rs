//! A rating as a form's body.

use anyhow::{Context, Result};
use tt_contract::id::SubmissionId;

/// The fields of a form, by name.
#[derive(Clone, Debug)]
pub struct Form(Vec<(&'static str, String)>);

/// A new submission id. Errors: the system gives no random bytes.
pub fn fresh_id() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
    Ok(SubmissionId::from_random(bytes).to_string())
}

impl Form {
    /// A valid form with a fresh id for the front page, in Vietnamese. Errors: as [`fresh_id`].
    pub fn new(level: u8) -> Result<Self> {
        let form = Self(vec![("id", fresh_id()?), ("page", "/".into()), ("lang", "vi".into())]);
        Ok(form.with("level", &level.to_string()))
    }

    /// With this page.
    #[must_use]
    pub fn page(self, path: &str) -> Self {
        self.with("page", path)
    }

    /// With this value for the field `name`, in place of any it has.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value.into()));
        self
    }

    /// Without the field `name`.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self
    }

    /// The value of the field `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// As `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn encoded(&self) -> String {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(&self.0);
        body.finish()
    }
}
