//! What a person typed into a form that is refused, to be given back to them.

use tt_contract::{
    lang::Lang,
    page::PagePath,
    rating::{Criterion, Level},
};
use tt_widgets::rating::Filled;

/// The fields of a form as far as they can be shown again. What is not as it should be is left for the person to
/// choose anew; the comment comes back as it was, whatever it holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// The language of the form.
    pub(super) lang: Option<Lang>,
    /// The rest, with the submission's id, so that a repeat is known.
    pub(super) filled: Filled,
}

impl Typed {
    /// Reads a form's body. The first of two fields of one name counts.
    pub(super) fn read(body: &[u8]) -> Self {
        let field = |name: &str| {
            form_urlencoded::parse(body).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let level = |name: &str| field(name)?.parse::<Level>().ok();
        Self {
            lang: field("lang").and_then(|lang| lang.parse().ok()),
            filled: Filled {
                id: field("id").and_then(|id| id.parse().ok()),
                page: field("page")
                    .and_then(|page| PagePath::try_from(page).ok())
                    .unwrap_or_else(PagePath::root)
                    .into(),
                level: level("level"),
                criteria: Criterion::ALL.map(|criterion| level(criterion.name())),
                comment: field("comment").unwrap_or_default(),
                replaces: field("replaces").and_then(|id| id.parse().ok()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn everything_that_can_be_shown_comes_back() {
        let id = "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01";
        let body = format!(
            "id={id}&page=%2Ftin&level=4&quality=2&support=9&comment=R%E1%BA%A5t+t%E1%BB%91t%00&lang=en"
        );
        let typed = Typed::read(body.as_bytes());
        assert_eq!(typed.filled.id.map(String::from).as_deref(), Some(id));
        assert_eq!(typed.filled.page, "/tin");
        assert_eq!(typed.lang, Some(Lang::En));
        assert_eq!(typed.filled.comment, "Rất tốt\0");
        let number = |level: Option<Level>| level.map(Level::number);
        assert_eq!(number(typed.filled.level), Some(4));
        assert_eq!(typed.filled.criteria.map(number), [None, None, Some(2), None]);
    }

    proptest! {
        #[test]
        fn a_comment_is_never_lost(comment in ".{0,200}") {
            let body = form_urlencoded::Serializer::new(String::new()).append_pair("comment", &comment).finish();
            prop_assert_eq!(Typed::read(body.as_bytes()).filled.comment, comment);
        }

        #[test]
        fn no_body_panics(body: Vec<u8>) {
            let _ = Typed::read(&body);
        }
    }
}
