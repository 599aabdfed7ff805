//! From what was typed to what is sealed, by the contract's own types. Pure.

use super::typed::Typed;
use tt_contract::{
    fault::{Fault, Kind},
    lang::Lang,
    problem::{FieldError, Problem},
    tip::{Account, Detail, Files, KeyId, Known, Message, Ongoing, Receipt, Short, Tip},
    unit::{TipOff, Unit},
};

/// The bad fields so far.
#[derive(Default)]
struct Bad(Vec<FieldError>);

impl Bad {
    fn good<T>(&mut self, pointer: &'static str, value: Result<T, Fault>) -> Option<T> {
        value.map_err(|fault| self.0.push(FieldError::new(pointer, fault))).ok()
    }
}

/// The tip that was typed. Errors: [`Problem::InvalidSubmission`], with every bad field.
pub(super) fn tip(
    typed: &Typed,
    unit: &Unit,
    tip_off: &TipOff,
    receipt: &Receipt,
    lang: Lang,
    files: Files,
) -> Result<Tip, Problem> {
    let mut bad = Bad::default();
    let account = bad.good("/account", Account::required(typed.get("account")));
    let crime = bad.good("/crime", crime(typed.get("crime"), tip_off)).flatten();
    let when = bad.good("/when", Short::optional(typed.get("when"))).flatten();
    let place = bad.good("/place", Short::optional(typed.get("place"))).flatten();
    let who = bad.good("/who", Detail::optional(typed.get("who"))).flatten();
    let known = bad.good("/known", choice(typed.get("known"), &Known::ALL, Known::name)).flatten();
    let ongoing = bad.good("/ongoing", choice(typed.get("ongoing"), &Ongoing::ALL, Ongoing::name)).flatten();
    let contact = bad.good("/contact", Short::optional(typed.get("contact"))).flatten();
    match account {
        Some(account) if bad.0.is_empty() => Ok(Tip {
            unit: unit.id.clone(),
            lookup: tt_seal::lookup(receipt),
            reply_to: tt_seal::identity(receipt).recipient(),
            lang,
            account,
            crime,
            when,
            place,
            who,
            known,
            ongoing,
            contact,
            files,
        }),
        _ => Err(Problem::InvalidSubmission(bad.0)),
    }
}

/// The message that was typed; files alone are none. Errors: as [`tip`].
pub(super) fn message(
    typed: &Typed,
    unit: &Unit,
    receipt: &Receipt,
    lang: Lang,
    files: Files,
) -> Result<Message, Problem> {
    let text = Detail::required(typed.get("text")).map_err(|fault| Problem::invalid("/text", fault))?;
    Ok(Message {
        unit: unit.id.clone(),
        lookup: tt_seal::lookup(receipt),
        reply_to: tt_seal::identity(receipt).recipient(),
        lang,
        text,
        files,
    })
}

/// One of the unit's own kinds of crime, or none.
fn crime(typed: &str, tip_off: &TipOff) -> Result<Option<KeyId>, Fault> {
    match tip_off.crimes.iter().find(|crime| crime.id.as_str() == typed) {
        None if !typed.is_empty() => Err(Fault::new(Kind::Unknown)),
        found => Ok(found.map(|crime| crime.id.clone())),
    }
}

fn choice<T: Copy>(typed: &str, all: &[T], name: fn(T) -> &'static str) -> Result<Option<T>, Fault> {
    match all.iter().find(|one| name(**one) == typed) {
        None if !typed.is_empty() => Err(Fault::new(Kind::Unknown)),
        found => Ok(found.copied()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Units;
    use std::rc::Rc;

    fn unit() -> Rc<Unit> {
        Units::new(None).unwrap().find(&"congan-thanhhoa".parse().unwrap()).unwrap()
    }

    fn receipt() -> Receipt {
        Receipt::from_random([5; 16])
    }

    fn typed(fields: &[(&str, &str)]) -> Typed {
        let mut typed = Typed::default();
        for (name, value) in fields {
            typed.add(name, (*value).to_owned());
        }
        typed
    }

    fn judged(fields: &[(&str, &str)]) -> Result<Tip, Problem> {
        let unit = unit();
        tip(&typed(fields), &unit, unit.tip_off.as_ref().unwrap(), &receipt(), Lang::Vi, Files::default())
    }

    fn refused(fields: &[(&str, &str)]) -> Vec<(&'static str, Kind, Option<u32>)> {
        let problem = judged(fields).unwrap_err();
        problem.errors().iter().map(|bad| (bad.pointer, bad.code, bad.limit)).collect()
    }

    const ACCOUNT: (&str, &str) = ("account", "  Đêm qua có người bán\r\nma túy  ");

    #[test]
    fn only_the_account_is_asked_for() {
        let tip = judged(&[ACCOUNT, ("crime", ""), ("when", " "), ("known", "")]).unwrap();
        assert_eq!(tip.account.as_str(), "Đêm qua có người bán\nma túy");
        assert_eq!((tip.crime, tip.when, tip.known, tip.ongoing), (None, None, None, None));
        assert_eq!(tip.lookup, tt_seal::lookup(&receipt()));
    }

    #[test]
    fn every_bad_field_is_named() {
        use Kind::{ForbiddenCharacter, Missing, TooLong, TooShort, Unknown};
        assert_eq!(refused(&[("account", " \r\n ")]), [("/account", Missing, None)]);
        assert_eq!(refused(&[("account", "ngắn")]), [("/account", TooShort, Some(10))]);
        assert_eq!(refused(&[("account", &"a".repeat(20_001))]), [("/account", TooLong, Some(20_000))]);
        assert_eq!(refused(&[("account", "mười ký tự \0")]), [("/account", ForbiddenCharacter, None)]);
        let (long, longer) = ("a".repeat(501), "a".repeat(10_001));
        let bad = refused(&[
            ACCOUNT,
            ("crime", "piracy"),
            ("when", &long),
            ("who", &longer),
            ("known", "maybe"),
            ("ongoing", "maybe"),
            ("contact", &long),
        ]);
        let expected = [
            ("/crime", Unknown, None),
            ("/when", TooLong, Some(500)),
            ("/who", TooLong, Some(10_000)),
            ("/known", Unknown, None),
            ("/ongoing", Unknown, None),
            ("/contact", TooLong, Some(500)),
        ];
        assert_eq!(bad, expected);
    }

    #[test]
    fn a_message_needs_words() {
        let write =
            |text| message(&typed(&[("text", text)]), &unit(), &receipt(), Lang::En, Files::default());
        assert_eq!(write("Thêm biển số").unwrap().text.as_str(), "Thêm biển số");
        assert_eq!(write(" ").unwrap_err().errors()[0].pointer, "/text");
    }

    #[test]
    fn the_same_form_is_known_again_and_only_with_its_receipt() {
        let digest = |tip: &Tip, receipt: &Receipt| super::super::Draft::tip(tip, receipt).unwrap().digest;
        let tip = judged(&[ACCOUNT]).unwrap();
        assert_eq!(digest(&tip, &receipt()), digest(&tip.clone(), &receipt()));
        assert_ne!(digest(&tip, &receipt()), digest(&tip, &Receipt::from_random([6; 16])));
        let other = judged(&[ACCOUNT, ("when", "hôm qua")]).unwrap();
        assert_ne!(digest(&tip, &receipt()), digest(&other, &receipt()));
    }
}
