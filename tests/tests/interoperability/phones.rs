//! Telephone numbers as `PyPI`'s package `phonenumbers` (Google's libphonenumber) judges and shows them, where it is right.

use super::{python, run};
use tt_contract::unit::{Emergency, PhoneNumber};

/// Numbers of one kind, and what each side says of them.
struct Kind {
    /// What they are, or why the sides differ.
    name: &'static str,
    numbers: Vec<String>,
    /// Whether they are numbers of Vietnam, here and there; nothing where it depends on the number.
    valid: Option<(bool, bool)>,
}

fn kind(name: &'static str, valid: Option<(bool, bool)>, numbers: impl IntoIterator<Item = String>) -> Kind {
    Kind { name, numbers: numbers.into_iter().collect(), valid }
}

fn all() -> Vec<Kind> {
    let (both, neither) = (Some((true, true)), Some((false, false)));
    let service = |length: usize| {
        ["1800", "1900"].map(|begin| format!("{begin}{}", "5454269".get(..length - 4).unwrap_or_default()))
    };
    vec![
        kind(
            "area codes, each with ten digits in all",
            None,
            (0..100).flat_map(|area| ["3852525", "8234567"].map(|rest| format!("+842{area:02}{rest}"))),
        ),
        kind(
            "mobile numbers of today",
            both,
            [30, 32, 39, 52, 56, 58, 59, 70, 76, 79, 81, 87, 88, 89, 90, 98, 99]
                .map(|code| format!("+84{code}8345678")),
        ),
        kind(
            "codes that no network has",
            neither,
            [20, 40, 50, 53, 60, 71, 75].map(|code| format!("+84{code}8345678")),
        ),
        kind(
            "a digit too few or too many",
            neither,
            ["+842373852", "+8491234567", "+849123456789"].map(Into::into),
        ),
        kind("eleven digits, until 2018", neither, ["+841234567890", "+841651234567"].map(Into::into)),
        kind("services of 8 digits", both, service(8)),
        kind("services of 10 digits", both, service(10)),
        kind("services of 9 digits: allowed there, in use nowhere", Some((false, true)), service(9)),
        kind("services of 7 and 11 digits", neither, service(7).into_iter().chain(service(11))),
        kind("069 with five or six digits", both, ["+846942545", "+8469696154"].map(Into::into)),
        kind(
            "069 with seven digits, as the ministry has them: unknown there",
            Some((true, false)),
            ["+84692343032", "+84692343647"].map(Into::into),
        ),
        kind("the Government's network: unknown there", Some((true, false)), ["+848043162".into()]),
        kind(
            "a service behind the country code, which no network connects: allowed there",
            Some((false, true)),
            ["+8418001567", "+8419000368", "+841900545426"].map(Into::into),
        ),
    ]
}

#[test]
fn numbers_are_those_of_phonenumbers_or_it_is_said_why_not() {
    let kinds = all();
    let numbers: Vec<&str> = kinds.iter().flat_map(|kind| &kind.numbers).map(String::as_str).collect();
    let judged = run(&mut python("phones.py").unwrap(), numbers.join("\n").as_bytes()).unwrap();
    let judged = String::from_utf8(judged).unwrap();
    let mut judged = judged.lines().map(|line| {
        let parts: Vec<&str> = line.split(' ').collect();
        let [number, valid, shown] = parts[..] else { panic!("{line}") };
        (number, valid == "True", shown.replace('_', " "))
    });
    for kind in &kinds {
        for number in &kind.numbers {
            let (given, theirs, shown) = judged.next().unwrap();
            assert_eq!(given, number);
            let ours = PhoneNumber::try_from(number.clone());
            let (here, there) = kind.valid.unwrap_or((theirs, theirs));
            assert_eq!((ours.is_ok(), theirs), (here, there), "{number}: {}", kind.name);
            if let (Ok(ours), true) = (ours, theirs) {
                // Digit for digit, and in the same groups where both have the groups of the country.
                assert_eq!(ours.to_string().replace(' ', ""), shown.replace(' ', ""), "{}", kind.name);
                if number.starts_with("+842") || number.len() == 12 {
                    assert_eq!(ours.to_string(), shown, "{}", kind.name);
                }
            }
        }
    }
    assert_eq!(judged.next(), None);
}

/// The package knows three of the country's emergency numbers; 111 and 112 connect from every telephone as well.
#[test]
fn emergency_numbers_are_those_of_phonenumbers_and_two_more() {
    let numbers = Emergency::ALL.map(|emergency| emergency.number);
    let judged = run(&mut python("phones.py").unwrap(), numbers.join("\n").as_bytes()).unwrap();
    let judged = String::from_utf8(judged).unwrap();
    let unknown: Vec<&str> = judged
        .lines()
        .filter(|line| line.split(' ').nth(1) == Some("False"))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(unknown, ["111", "112"]);
    for number in numbers {
        assert_eq!(PhoneNumber::try_from(number.to_owned()).unwrap().to_string(), number);
    }
}
