//! Opening hours against the calendar of Vietnam: midnights, week ends, holidays, and what is not known.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by failing")]

use proptest::prelude::*;
use tt_contract::{
    fault::Kind,
    holidays::Holidays,
    hours::{Hours, Status, Turns},
    time::{Day, Millis},
};

const OFFICE: &str = "Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30; PH off";

fn holidays() -> Holidays {
    let file: Holidays = toml::from_str(include_str!("../../holidays.toml")).unwrap();
    file.checked().unwrap()
}

fn hours(text: &str) -> Hours {
    text.parse().unwrap()
}

/// `2026-11-22 07:30`, in Vietnam.
fn at(text: &str) -> Millis {
    let (day, time) = text.split_once(' ').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    let minutes = hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap();
    Millis(day.parse::<Day>().unwrap().start().0 + minutes * 60_000)
}

fn status(text: &str, moment: &str) -> Option<Status> {
    hours(text).at(at(moment), &holidays())
}

#[expect(clippy::unnecessary_wraps, reason = "compared with what may be nothing")]
fn open(until: &str) -> Option<Status> {
    Some(Status::Open { until: Some(at(until)) })
}

#[expect(clippy::unnecessary_wraps, reason = "compared with what may be nothing")]
fn closed(opens: &str) -> Option<Status> {
    Some(Status::Closed { opens: Some(at(opens)) })
}

#[test]
fn a_working_day_opens_and_closes_to_the_minute() {
    // 2026-11-18 is a Wednesday.
    assert_eq!(status(OFFICE, "2026-11-18 07:29"), closed("2026-11-18 07:30"));
    assert_eq!(status(OFFICE, "2026-11-18 07:30"), open("2026-11-18 11:30"));
    assert_eq!(status(OFFICE, "2026-11-18 11:30"), closed("2026-11-18 13:30"));
    assert_eq!(status(OFFICE, "2026-11-18 16:59"), open("2026-11-18 17:00"));
    assert_eq!(status(OFFICE, "2026-11-18 17:00"), closed("2026-11-19 07:30"));
    assert_eq!(status(OFFICE, "2026-11-18 00:00"), closed("2026-11-18 07:30"));
}

#[test]
fn the_week_end_is_waited_for() {
    assert_eq!(status(OFFICE, "2026-11-14 11:30"), closed("2026-11-16 07:30"));
    assert_eq!(status(OFFICE, "2026-11-15 23:59"), closed("2026-11-16 07:30"));
}

#[test]
fn a_span_past_midnight_belongs_to_the_day_it_begins_on() {
    let night = "Mo-Fr 22:00-06:00; PH off";
    assert_eq!(status(night, "2026-11-18 23:59"), open("2026-11-19 06:00"));
    assert_eq!(status(night, "2026-11-19 00:00"), open("2026-11-19 06:00"));
    assert_eq!(status(night, "2026-11-21 05:59"), open("2026-11-21 06:00"));
    assert_eq!(status(night, "2026-11-21 22:00"), closed("2026-11-23 22:00"));
    // The eve of a holiday goes on into it; the holiday itself begins nothing.
    assert_eq!(status(night, "2026-04-30 05:00"), open("2026-04-30 06:00"));
    assert_eq!(status(night, "2026-04-30 22:30"), closed("2026-05-04 22:00"));
    assert_eq!(status("Mo-Su 00:00-12:00,20:00-24:00", "2026-11-18 23:00"), open("2026-11-19 12:00"));
}

#[test]
fn tet_is_waited_for_across_its_days_and_the_week_ends_around_it() {
    // Friday the 13th to Monday the 23rd, with Saturday morning the 14th and the 21st between.
    assert_eq!(status(OFFICE, "2026-02-14 12:00"), closed("2026-02-21 07:30"));
    let weekdays = "Mo-Fr 08:00-17:00; PH off";
    assert_eq!(status(weekdays, "2026-02-13 17:00"), closed("2026-02-23 08:00"));
    assert_eq!(status("Mo-Fr 08:00-17:00; PH 08:00-10:00", "2026-02-17 09:00"), open("2026-02-17 10:00"));
    // Without a rule for them, holidays are days like any other.
    assert_eq!(status("Mo-Su 08:00-17:00", "2026-02-17 09:00"), open("2026-02-17 17:00"));
}

#[test]
fn nothing_is_said_of_what_is_not_known() {
    // Whether 4 February 2027, the day before the last of the old year, is off is announced the autumn before.
    assert_eq!(status(OFFICE, "2027-02-04 09:00"), None);
    assert_eq!(status(OFFICE, "2027-02-03 18:00"), Some(Status::Closed { opens: None }));
    assert_eq!(status("Mo-Su 08:00-17:00", "2027-02-04 09:00"), open("2027-02-04 17:00"));
    // No year without data.
    assert_eq!(status(OFFICE, "2035-06-13 09:00"), None);
    assert_eq!(
        status("Mo-Su 20:00-06:00; PH off", "2026-01-01 05:00"),
        None,
        "last night's holiday is not known"
    );
    // 2 January 2026 was swapped in some places: when it opens next is left open.
    assert_eq!(status(OFFICE, "2026-01-01 09:00"), Some(Status::Closed { opens: None }));
}

#[test]
fn around_the_clock_never_closes() {
    assert_eq!(status("24/7", "2035-01-01 00:00"), Some(Status::Open { until: None }));
    assert!(hours("Mo-Su 00:00-24:00").is_always());
    assert!(!hours("Mo-Su 00:00-24:00; PH off").is_always());
}

#[test]
fn hours_are_shown_as_they_are_read() {
    for text in
        [OFFICE, "24/7", "Mo-Su 06:00-22:00", "Mo,We,Fr-Sa 08:00-12:00; Tu 22:00-06:00; PH 08:00-11:00"]
    {
        assert_eq!(hours(text).to_string(), text);
    }
    assert_eq!(hours("Sa 08:00-09:00;Mo-Tu 08:00-09:00").to_string(), "Mo-Tu,Sa 08:00-09:00");
    assert_eq!(hours("Mo-Su 00:00-24:00").to_string(), "24/7");
}

#[test]
fn what_is_no_hours_is_refused() {
    for (text, kind) in [
        ("", Kind::Malformed),
        ("PH off", Kind::Malformed),
        ("Mo-Fr", Kind::Malformed),
        ("Mo-Fr 7:30-11:30", Kind::Malformed),
        ("Mo-Fr 07:30-11:60", Kind::Malformed),
        ("Mo-Fr 24:00-06:00", Kind::Malformed),
        ("Mo-Fr 08:00-08:00", Kind::Malformed),
        ("Mo-Fr 08:00-12:00,11:00-13:00", Kind::Malformed),
        ("Mo-Fr 22:00-06:00,07:00-08:00", Kind::Malformed),
        ("Fr-Mo 08:00-12:00", Kind::Malformed),
        ("T2-T6 08:00-12:00", Kind::Malformed),
        ("Mo-Fr 08:00-12:00; Fr 13:00-15:00", Kind::Duplicate),
        ("Mo 08:00-12:00; PH off; PH off", Kind::Duplicate),
        ("Mo 01:00-02:00,03:00-04:00,05:00-06:00,07:00-08:00,09:00-10:00", Kind::TooLong),
    ] {
        assert_eq!(text.parse::<Hours>().map_err(|fault| fault.kind), Err(kind), "{text}");
    }
}

#[test]
fn the_calendar_is_that_of_vietnam() {
    let off = |day: &str| holidays().is_off(day.parse().unwrap());
    // In 2030 Tết comes a day before China's new year.
    for tet in ["2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-02"] {
        assert_eq!(off(tet), Some(true), "{tet}");
    }
    for ancestors in ["2026-04-26", "2027-04-16", "2028-04-04", "2029-04-23", "2030-04-12"] {
        assert_eq!(off(ancestors), Some(true), "{ancestors}");
    }
    assert_eq!(off("2026-11-18"), Some(false));
    assert_eq!(off("2026-11-24"), None);
    assert_eq!(off("2031-01-01"), None);
}

#[test]
fn a_wrong_calendar_is_refused_with_key_and_reason() {
    let right = include_str!("../../holidays.toml");
    for (from, to, key, reason) in [
        ("\"2026-09-01\"", "\"2027-09-01\"", "days", "not in 2026"),
        ("\"2026-09-01\"", "\"1/9/2026\"", "days", "no date"),
        ("\"2026-09-01\"", "\"2026-09-02\"", "days", "already"),
        ("year = 2027", "year = 2025", "year", "not after"),
    ] {
        assert!(right.contains(from), "{from}");
        let file: Holidays = toml::from_str(&right.replacen(from, to, 1)).unwrap();
        let invalid = file.checked().unwrap_err();
        assert!(invalid.key == key && invalid.reason.contains(reason), "{to}: {invalid}");
    }
}

/// Text of hours that are right: days parted among up to three rules.
fn any_hours() -> impl Strategy<Value = String> {
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let spans = proptest::collection::btree_set(0_u16..1_440, 2..=8).prop_map(move |times| {
        let times: Vec<u16> = times.into_iter().collect();
        let pairs = times.chunks_exact(2).map(|pair| format!("{}-{}", time(pair[0]), time(pair[1])));
        pairs.collect::<Vec<_>>().join(",")
    });
    let night =
        (720_u16..1_440, 0_u16..720).prop_map(move |(from, to)| format!("{}-{}", time(from), time(to)));
    let spans = prop_oneof![3 => spans, 1 => night];
    let rules = (
        spans.clone(),
        spans.clone(),
        0_usize..6,
        prop_oneof![Just(None), Just(Some("off".to_owned())), spans.prop_map(Some)],
    );
    rules.prop_map(|(first, second, cut, holiday)| {
        let days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
        let mut text = format!("{}-{} {first}; {}-Su {second}", days[0], days[cut], days[cut + 1]);
        if let Some(holiday) = holiday {
            text = [&text, "; PH ", &holiday].concat();
        }
        text
    })
}

proptest! {
    #[test]
    fn what_is_shown_is_read_as_the_same(text in any_hours()) {
        let read = hours(&text);
        prop_assert_eq!(&hours(&read.to_string()), &read);
    }

    /// The turns, written and read, say at every moment what the hours say afresh, and each ends when it says.
    #[test]
    fn turns_agree_with_the_hours(text in any_hours(), day in 0_i64..1_500, minute in 0_i64..14_400) {
        let (hours, holidays) = (hours(&text), holidays());
        let start = Millis("2026-01-05".parse::<Day>().unwrap().next().start().0 + day * 86_400_000);
        let Some(turns) = hours.turns(start, &holidays) else { return Ok(()) };
        let turns: Turns = turns.to_string().parse().unwrap();
        let now = Millis(start.0 + minute * 60_000);
        let (far, near) = (turns.at(now), hours.at(now, &holidays));
        let is_open = |status: Option<Status>| status.map(|status| matches!(status, Status::Open { .. }));
        if far.is_some() && near.is_some() {
            prop_assert_eq!(is_open(far), is_open(near));
        }
        if let Some(Status::Open { until: Some(turn) } | Status::Closed { opens: Some(turn) }) = near {
            prop_assert!(turn > now);
            let then = hours.at(turn, &holidays);
            prop_assert!(then.is_none() || is_open(then) != is_open(near), "{:?} {:?}", near, then);
        }
    }

    #[test]
    fn no_text_panics(text in ".{0,60}", like in "[MoTuPH0-9:;, -]{0,40}") {
        for text in [text, like] {
            let _ = text.parse::<Hours>();
            let _ = text.parse::<Turns>();
            let _ = text.parse::<Day>();
        }
    }
}
