//! What the sender of a rating hears: a program JSON, a person a page.

use super::typed::Typed;
use crate::{page, reply::Reply, serve::fresh_id};
use tt_contract::{
    id::SubmissionId,
    lang::Lang,
    problem::Problem,
    rating::Receipt,
    unit::{Unit, Widget},
};
use tt_widgets::render::{Form, Notice};

/// Who waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    /// A script or a server.
    Program,
    /// A person whose browser follows the form; their language, where the form does not say.
    Person(Lang),
}

/// A submission that was not kept, with its body as far as it was read.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) problem: Problem,
    pub(super) body: Vec<u8>,
}

impl From<Problem> for Box<Refusal> {
    fn from(problem: Problem) -> Self {
        Self::new(Refusal { problem, body: Vec::new() })
    }
}

impl Asker {
    /// Says that it is kept.
    pub(super) fn thank(self, unit: &Unit, id: SubmissionId, lang: Lang) -> Reply {
        match self {
            // A receipt is one id: making it JSON cannot fail.
            Self::Program => Reply::json(202, serde_json::to_string(&Receipt { id }).unwrap_or_default()),
            Self::Person(_) => {
                let thanks = format!("/u/{}/{}/thanks?lang={}", unit.id, Widget::Rating.name(), lang.tag());
                Reply::empty(303).header("Location", thanks)
            }
        }
        .cached("no-store")
    }

    /// Says why it is not kept. A person gets their form back with everything they typed and the same id.
    pub(super) async fn refuse(self, unit: &Unit, refusal: Refusal) -> Reply {
        let Refusal { problem, body } = refusal;
        let Self::Person(lang) = self else { return Reply::problem(&problem) };
        let Typed { lang: said, mut filled } = Typed::read(&body);
        let lang = said.unwrap_or(lang);
        let notice = match &problem {
            Problem::ForeignOrigin if !body.is_empty() => Notice::Confirm,
            Problem::InvalidSubmission(_) => Notice::Mend,
            Problem::Busy { .. } | Problem::Incomplete { .. } | Problem::Unavailable { .. } => Notice::Busy,
            // Somebody went back and changed a form that had arrived: sent again, it takes the place of what was sent.
            Problem::IdReused => {
                filled.replaces = filled.id.take();
                Notice::Changed
            }
            other => return page::problem(Some(unit), lang, other).await,
        };
        // Without one, the edge gives the submission an id when it comes again.
        filled.id = filled.id.or_else(|| fresh_id().ok());
        let form = Form { lang, filled, errors: problem.errors().to_vec(), notice: Some(notice) };
        let page = page::rating(unit, form, problem.status()).await;
        // Who is asked to press once more is refused nothing, and no line in a log may say that somebody is about to rate.
        if notice == Notice::Confirm { page } else { page.of(&problem) }
    }
}
