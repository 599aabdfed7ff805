//! What a person typed, to be judged, and given back to them where it is refused.

use crate::limit::FORM_FIELDS;
use tt_contract::{fault::Fault, id::SubmissionId, lang::Lang, problem::Problem, tip::Receipt};
use tt_widgets::render::TipFilled;

/// The fields of a form, as they came.
#[derive(Default)]
pub(super) struct Typed {
    /// The language of the form.
    pub(super) lang: Option<Lang>,
    fields: Vec<(String, String)>,
}

impl Typed {
    /// Adds a field. The first of two of one name counts.
    pub(super) fn add(&mut self, name: &str, value: String) {
        if name == "lang" {
            self.lang = self.lang.or_else(|| value.parse().ok());
        } else if self.fields.len() < FORM_FIELDS {
            self.fields.push((name.to_owned(), value));
        }
    }

    /// The field's value, empty where it is not there.
    pub(super) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Whether a box is ticked.
    pub(super) fn is_on(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Whether a field is there with this value.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.fields.iter().any(|(known, one)| known == name && one == value)
    }

    /// The receipt. Errors: [`Problem::InvalidSubmission`] at `/receipt`.
    pub(super) fn receipt(&self) -> Result<Receipt, Problem> {
        self.get("receipt").parse().map_err(|fault: Fault| Problem::invalid("/receipt", fault))
    }

    /// The id of a message, where the form is one. Errors: [`Problem::InvalidSubmission`] at `/id`.
    pub(super) fn id(&self) -> Result<Option<SubmissionId>, Problem> {
        let id = Some(self.get("id")).filter(|id| !id.is_empty());
        id.map(str::parse).transpose().map_err(|fault: Fault| Problem::invalid("/id", fault))
    }

    /// The names of files whose originals were chosen, and of those that are `unclean` besides: each with whether it was chosen.
    pub(super) fn originals(&self, unclean: &[String]) -> Vec<(String, bool)> {
        let chosen = self.fields.iter().filter(|(known, _)| known == "original");
        let chosen = chosen.map(|(_, name)| (name.clone(), true));
        chosen.chain(unclean.iter().map(|name| (name.clone(), false))).collect()
    }

    /// What goes back into the form; `had_files` says that files came, which cannot, and `unclean` which of them could not be
    /// cleaned.
    pub(super) fn filled(&self, had_files: bool, unclean: &[String]) -> TipFilled {
        let text = |name| self.get(name).to_owned();
        TipFilled {
            account: text("account"),
            crime: text("crime"),
            when: text("when"),
            place: text("place"),
            who: text("who"),
            known: text("known"),
            ongoing: text("ongoing"),
            contact: text("contact"),
            originals: self.is_on("originals"),
            had_files,
            unclean: self.originals(unclean),
        }
    }
}
