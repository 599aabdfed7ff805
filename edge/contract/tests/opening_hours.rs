//! Opening hours as other readers of the syntax evaluate them.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by failing")]

use chrono::{Datelike, NaiveDate};
use compact_calendar::CompactCalendar;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};
use proptest::{prelude::*, sample::select};
use std::sync::Arc;
use tt_contract::{
    holidays::{DayKind, Holidays},
    hours::{Hours, Status},
    time::{Day, Millis},
};

fn holidays() -> Holidays {
    let file: Holidays = toml::from_str(include_str!("../../holidays.toml")).unwrap();
    file.checked().unwrap()
}

fn at(day: Day, minute: i64) -> Millis {
    Millis(day.start().0 + minute * 60_000)
}

fn is_open(hours: &Hours, moment: Millis, holidays: &Holidays) -> Option<bool> {
    hours.at(moment, holidays).map(|status| matches!(status, Status::Open { .. }))
}

/// What npm's `opening_hours` and the crate agree on, at every moment of every row.
#[test]
fn each_case_that_two_readers_agree_on_holds() {
    let (head, rows): (Vec<_>, Vec<_>) =
        include_str!("opening-hours.tsv").lines().partition(|line| line.starts_with('#'));
    let head = head.join(" ");
    let (_, days) = head.split_once("public holidays of 2026: ").unwrap();
    let days = days.split(' ').take_while(|day| day.as_bytes()[0].is_ascii_digit());
    let days: Vec<String> = days.map(|day| format!("\"2026-{day}\"")).collect();
    let calendar: Holidays = toml::from_str(&format!(
        "[[years]]\nyear = 2025\nholidays = []\n[[years]]\nyear = 2026\n[[years.holidays]]\n\
         name = {{ vi = \"a\", en = \"a\" }}\ndays = [{}]",
        days.join(",")
    ))
    .unwrap();
    assert!(rows.len() == 72 && days.len() == 9);
    let mut wrong = Vec::new();
    for row in rows {
        let (text, moments) = row.split_once('\t').unwrap();
        let hours = match text.parse::<Hours>() {
            Ok(hours) => hours,
            Err(error) => {
                wrong.push(format!("{text}: {error}"));
                continue;
            }
        };
        // As it is read, and as it is shown.
        let shown: Hours = hours.to_string().parse().unwrap();
        for case in moments.split(' ') {
            let (moment, expected) = case.split_once('=').unwrap();
            let (day, time) = moment.split_once('T').unwrap();
            let (hour, minute) = time.split_once(':').unwrap();
            let minute = hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap();
            let moment = at(day.parse().unwrap(), minute);
            for hours in [&hours, &shown] {
                if is_open(hours, moment, &calendar) != Some(expected == "open") {
                    wrong.push(format!("{text} ({hours}): {case}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The same hours and the same calendar as the crate takes them.
fn theirs(text: &str, holidays: &Holidays) -> OpeningHours {
    let date = |day: Day| {
        let (year, month, day) = day.civil();
        let part = |part: i64| u32::try_from(part).unwrap();
        NaiveDate::from_ymd_opt(i32::try_from(year).unwrap(), part(month), part(day)).unwrap()
    };
    let [first, last] = [2025, 2027].map(|year| Day::from_civil(year, 1, 1).unwrap());
    let off = (first.0..last.0).map(Day).filter(|day| holidays.kind(*day) == DayKind::Off).map(date);
    let public: CompactCalendar = off.collect();
    let context = ContextHolidays::new(Arc::new(public), Arc::default());
    text.parse::<OpeningHours>().unwrap().with_context(Context::default().with_holidays(context))
}

/// When the crate says that it is open on `day`, minute by minute.
fn their_minutes(hours: &OpeningHours, day: Day) -> Vec<bool> {
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap().num_days_from_ce();
    let date = NaiveDate::from_num_days_from_ce_opt(epoch + i32::try_from(day.0).unwrap()).unwrap();
    let mut minutes = vec![false; 1_440];
    for open in hours.schedule_at(date).into_iter().filter(|range| range.kind == RuleKind::Open) {
        let minute = |time: usize| time.min(1_440);
        let range = minute(open.range.start.mins_from_midnight().into())
            ..minute(open.range.end.mins_from_midnight().into());
        minutes[range].fill(true);
    }
    minutes
}

/// Times of half hours, in order.
fn times(count: core::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    let time = |half: u16| format!("{:02}:{:02}", half / 2, half % 2 * 30);
    proptest::collection::btree_set(0_u16..48, *count.start() * 2..=*count.end() * 2).prop_map(
        move |halves| {
            let halves: Vec<u16> = halves.into_iter().collect();
            let pairs = halves.chunks_exact(2).map(|pair| format!("{}-{}", time(pair[0]), time(pair[1])));
            pairs.collect::<Vec<_>>().join(",")
        },
    )
}

fn weekdays() -> impl Strategy<Value = String> {
    let day = || select(vec!["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]);
    prop_oneof![
        day().prop_map(String::from),
        (day(), day()).prop_map(|(one, two)| format!("{one}-{two}")),
        (day(), day(), day()).prop_map(|(one, two, three)| format!("{one},{two}-{three}")),
        (day(), 1..=5).prop_map(|(day, nth)| format!("{day}[{nth}]")),
        (day(), 1..=2).prop_map(|(day, nth)| format!("{day}[-{nth}]")),
        (day(), 1..=2, 3..=4).prop_map(|(day, one, two)| format!("{day}[{one},{two}]")),
    ]
}

fn dates() -> impl Strategy<Value = String> {
    let month =
        || select(vec!["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]);
    prop_oneof![
        month().prop_map(String::from),
        (month(), month()).prop_map(|(one, two)| format!("{one}-{two}")),
        (month(), 1..=28).prop_map(|(month, day)| format!("{month} {day:02}")),
        (month(), 1..=14, 15..=28).prop_map(|(month, one, two)| format!("{month} {one:02}-{two}")),
        (month(), 1..=28, month(), 1..=28).prop_map(|(m, d, n, e)| format!("{m} {d:02}-{n} {e:02}")),
        (month(), 1..=28).prop_map(|(month, day)| format!("2026 {month} {day:02}")),
        (1..=53).prop_map(|week| format!("week {week:02}")),
        (1..=20, 21..=53, 2..=3).prop_map(|(one, two, step)| format!("week {one:02}-{two}/{step}")),
        Just("2026".to_owned()),
        Just("easter".to_owned()),
    ]
}

fn days() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => weekdays(),
        2 => Just("PH".to_owned()),
        2 => weekdays().prop_map(|days| format!("{days},PH")),
        1 => weekdays().prop_map(|days| format!("PH,{days}")),
        2 => dates(),
        2 => (dates(), weekdays()).prop_map(|(dates, days)| format!("{dates} {days}")),
    ]
}

/// Text of hours: a rule that may go past midnight, and up to three that hold in its place.
fn any_hours() -> impl Strategy<Value = String> {
    let night = (24_u16..48, 0_u16..24).prop_map(|(from, to)| {
        format!("{:02}:{:02}-{:02}:{:02}", from / 2, from % 2 * 30, to / 2, to % 2 * 30)
    });
    let first =
        (days(), prop_oneof![times(1..=3), night]).prop_map(|(days, times)| format!("{days} {times}"));
    let further = prop_oneof![
        3 => (days(), times(1..=2)).prop_map(|(days, times)| format!("; {days} {times}")),
        2 => days().prop_map(|days| format!("; {days} off")),
        1 => (days(), times(1..=2)).prop_map(|(days, times)| format!(", {days} {times}")),
    ];
    (first, proptest::collection::vec(further, 0..=3)).prop_map(|(first, rest)| first + &rest.concat())
}

proptest! {
    /// Each minute of a day, for the text as it is written and as it is shown.
    #[test]
    fn the_crate_agrees(text in any_hours(), of_year in 1_i64..365) {
        let holidays = holidays();
        let day = Day(Day::from_civil(2026, 1, 1).unwrap().0 + of_year);
        let worked = |day: i64| holidays.kind(Day(day)) == DayKind::Worked;
        // The crate has no Saturdays that are worked.
        prop_assume!(!worked(day.0) && !worked(day.0 - 1));
        let hours: Hours = text.parse().unwrap();
        let expected = their_minutes(&theirs(&text, &holidays), day);
        let turns = hours.turns(at(day, 0), &holidays).unwrap();
        for (minute, open) in (0..).zip(&expected) {
            let ours = turns.at(at(day, minute)).map(|status| matches!(status, Status::Open { .. }));
            prop_assert_eq!(ours, Some(*open), "{} on {} at {}", &text, day, minute);
        }
        let shown = hours.to_string();
        prop_assert_eq!(&shown.parse::<Hours>().unwrap(), &hours);
        prop_assert_eq!(&their_minutes(&theirs(&shown, &holidays), day), &expected, "{} {}", &text, shown);
    }
}

/// Where we differ from the crate on purpose: with npm's reader, or with the syntax's description.
#[test]
fn the_crate_differs_where_it_is_known_to() {
    let holidays = holidays();
    for (text, day, minute, expected, reason) in [
        // A Saturday at 01:00.
        (
            "Sa 04:00-08:00; Fr 22:00-06:00",
            "2026-11-21",
            60,
            true,
            "a later rule's night goes on into the day",
        ),
        // A Saturday at 11:00, no public holiday.
        (
            "Mo-Fr 08:00-10:00; PH Sa 10:00-12:00",
            "2026-11-21",
            660,
            false,
            "a space is `and`, a comma is `or`",
        ),
    ] {
        let day = day.parse().unwrap();
        let ours = is_open(&text.parse().unwrap(), at(day, minute), &holidays);
        let theirs = their_minutes(&theirs(text, &holidays), day)[usize::try_from(minute).unwrap()];
        assert_eq!((ours, theirs), (Some(expected), !expected), "{text}: {reason}");
    }
}
