//! The public holidays of `edge/holidays.toml` against `PyPI`'s package `holidays`.

use super::{python, run};
use std::collections::BTreeSet;
use tt_contract::{
    holidays::{DayKind, Holidays},
    time::Day,
};

const YEARS: [i64; 2] = [2025, 2030];

/// Where the package differs, and why the file is right. `+` is only in the file, `-` only in the package.
const DIFFERENCES: [(&str, &str); 3] = [
    ("- off 2025-02-01", "a Saturday: the five days off of Tết 2025 are 27 to 31 January (6150/TB-BLĐTBXH)"),
    ("+ off 2026-01-02", "off in exchange for 10 January (12729/VPCP-KGVX), announced in December 2025"),
    ("+ worked 2026-01-10", "worked in exchange for 2 January"),
];

#[test]
fn days_off_and_saturdays_worked_are_those_of_pypi_or_it_is_said_why_not() {
    let file: Holidays = toml::from_str(include_str!("../../../edge/holidays.toml")).unwrap();
    let ours = file.checked().unwrap();
    let years = YEARS.map(|year| year.to_string());
    let theirs = run(python("days_off.py").unwrap().args(years), &[]).unwrap();
    let theirs = String::from_utf8(theirs).unwrap();
    let theirs: BTreeSet<String> = theirs.lines().map(str::to_owned).collect();
    assert!(theirs.len() > 60, "{theirs:?}");
    let [first, last] = YEARS;
    let days = Day::from_civil(first, 1, 1).unwrap().0..Day::from_civil(last + 1, 1, 1).unwrap().0;
    let mut found = Vec::new();
    for day in days.map(Day) {
        let kind = ours.kind(day);
        // What the Government announces each year, the package foretells.
        if kind == DayKind::Undecided {
            continue;
        }
        for (of_kind, name) in [(DayKind::Off, "off"), (DayKind::Worked, "worked")] {
            let line = format!("{name} {day}");
            match (kind == of_kind, theirs.contains(&line)) {
                (true, false) => found.push(format!("+ {line}")),
                (false, true) => found.push(format!("- {line}")),
                _ => {}
            }
        }
    }
    assert_eq!(found, DIFFERENCES.map(|(difference, _)| difference));
}
