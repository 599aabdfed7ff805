//! From what was typed to what is sealed, judged by the contract's own types.

use super::{Draft, Field};
use tt_contract::{
    fault::{Fault, Kind},
    problem::FieldError,
    tip::{Account, KeyId, Known, Ongoing, Prose},
};

/// Reads the answers; `typed` gives what stands in a field. Whether a kind of crime is one of the unit's is for who knows
/// the list. Errors: every field that is wrong, in the order of the form.
pub fn read(typed: impl Fn(Field) -> String) -> Result<Draft, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let account = Account::required(&typed(Field::Account));
    if let Err(fault) = account {
        wrong.push(FieldError::new(Field::Account.pointer(), fault));
    }
    let crime = crime(&typed, &mut wrong);
    let when = prose(&typed, Field::When, &mut wrong);
    let place = prose(&typed, Field::Place, &mut wrong);
    let ongoing = choice(&typed, Field::Ongoing, Ongoing::ALL, Ongoing::name, &mut wrong);
    let who = prose(&typed, Field::Who, &mut wrong);
    let known = choice(&typed, Field::Known, Known::ALL, Known::name, &mut wrong);
    let contact = prose(&typed, Field::Contact, &mut wrong);
    match account {
        Ok(account) if wrong.is_empty() => {
            let files = Vec::new();
            Ok(Draft { account, crime, when, place, who, known, ongoing, contact, files })
        }
        _ => Err(wrong),
    }
}

fn prose<const MIN: usize, const MAX: usize>(
    typed: &impl Fn(Field) -> String,
    field: Field,
    wrong: &mut Vec<FieldError>,
) -> Option<Prose<MIN, MAX>> {
    Prose::optional(&typed(field)).unwrap_or_else(|fault| {
        wrong.push(FieldError::new(field.pointer(), fault));
        None
    })
}

/// The kind of crime; nothing chosen is empty.
fn crime(typed: &impl Fn(Field) -> String, wrong: &mut Vec<FieldError>) -> Option<KeyId> {
    let typed = typed(Field::Crime);
    let read = typed.parse();
    if let (Err(fault), false) = (&read, typed.is_empty()) {
        wrong.push(FieldError::new(Field::Crime.pointer(), *fault));
    }
    read.ok()
}

/// A choice from a list; nothing chosen is empty.
fn choice<T: Copy, const N: usize>(
    typed: &impl Fn(Field) -> String,
    field: Field,
    all: [T; N],
    name: fn(T) -> &'static str,
    wrong: &mut Vec<FieldError>,
) -> Option<T> {
    let typed = typed(field);
    let found = all.into_iter().find(|one| name(*one) == typed);
    if found.is_none() && !typed.is_empty() {
        wrong.push(FieldError::new(field.pointer(), Fault::new(Kind::Unknown)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &'static [(Field, &'static str)]) -> impl Fn(Field) -> String {
        move |field| {
            pairs.iter().find(|(of, _)| *of == field).map_or_else(String::new, |(_, text)| (*text).into())
        }
    }

    #[test]
    fn only_the_account_is_needed() {
        let draft = read(of(&[(Field::Account, " Có người bán ma túy ")])).ok().unwrap();
        assert_eq!(draft.account.as_str(), "Có người bán ma túy");
        assert!(draft.who.is_none() && draft.known.is_none() && draft.ongoing.is_none());
    }

    #[test]
    fn every_wrong_answer_is_named_in_the_order_of_the_form() {
        let wrong =
            read(of(&[(Field::Account, "ngắn"), (Field::When, "\u{202e}"), (Field::Known, "guessed")]));
        let said: Vec<_> = wrong.err().unwrap().iter().map(|error| (error.pointer, error.code)).collect();
        assert_eq!(
            said,
            [("/account", Kind::TooShort), ("/when", Kind::ForbiddenCharacter), ("/known", Kind::Unknown)]
        );
        let none = read(of(&[(Field::Account, " \r\n ")])).err().unwrap();
        assert_eq!(none.first().map(|error| error.code), Some(Kind::Missing));
    }

    #[test]
    fn choices_are_read_by_their_names() {
        let draft = read(of(&[
            (Field::Account, "Có người bán ma túy"),
            (Field::Known, "told"),
            (Field::Ongoing, "yes"),
        ]));
        let draft = draft.ok().unwrap();
        assert_eq!((draft.known, draft.ongoing), (Some(Known::Told), Some(Ongoing::Yes)));
    }
}
