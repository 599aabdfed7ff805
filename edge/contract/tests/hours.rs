//! Opening hours against the calendar of Vietnam: midnights, week ends, holidays, and what is not known.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by failing")]

use proptest::prelude::*;
use tt_contract::{
    holidays::{DayKind, Holidays},
    hours::{Hours, Reason, Status, Turns},
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
    // The night before a holiday ends at its midnight, and the holiday's own night begins at the next.
    assert_eq!(status(night, "2026-04-29 23:00"), open("2026-04-30 00:00"));
    assert_eq!(status(night, "2026-04-30 05:00"), closed("2026-05-02 00:00"));
    assert_eq!(status(night, "2026-05-02 01:00"), open("2026-05-02 06:00"));
    // So does one that a later rule's day follows.
    let duty = "Mo-Th 17:00-07:30; Fr 17:00-24:00; Sa-Su 00:00-24:00";
    assert_eq!(status(duty, "2026-11-19 23:00"), open("2026-11-20 00:00"));
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
    // Whether 24 January 2028, two days before the last of the old year, is off is announced the autumn before.
    assert_eq!(status(OFFICE, "2028-01-24 09:00"), None);
    assert_eq!(status(OFFICE, "2028-01-22 12:00"), Some(Status::Closed { opens: None }));
    assert_eq!(status("Mo-Su 08:00-17:00", "2028-01-24 09:00"), open("2028-01-24 17:00"));
    // No year without data.
    assert_eq!(status(OFFICE, "2035-06-13 09:00"), None);
    let night = "Mo-Su 20:00-06:00; PH off";
    assert_eq!(status(night, "2025-01-01 21:00"), closed("2025-01-02 00:00"));
    assert_eq!(status("PH 20:00-06:00", "2028-01-25 12:00"), None, "last night is not known");
}

#[test]
fn the_night_after_a_holiday_goes_on_after_its_midnight() {
    // 2026-09-02 is the last day off; the night of a day that is closed begins nothing before midnight.
    let night = "Mo-Su 17:00-06:30; PH off";
    assert_eq!(status(night, "2026-08-31 01:00"), closed("2026-09-03 00:00"));
    assert_eq!(status(night, "2026-09-03 00:00"), open("2026-09-03 06:30"));
    assert_eq!(status("Mo-Fr 17:00-24:00; Tu-Sa 00:00-07:30", "2026-11-16 23:00"), open("2026-11-17 07:30"));
}

#[test]
fn of_a_saturday_worked_in_exchange_only_what_holds_either_way_is_said() {
    // 2026-08-22, for 31 August. The desk may keep Friday's hours, or stay closed as on Saturdays.
    for text in [OFFICE, "Mo-Fr 08:00-17:00; PH off", "Mo-Fr 08:00-17:00; Sa,Su off"] {
        assert_eq!(status(text, "2026-08-22 09:00"), None, "{text}");
        assert_eq!(
            status(text, "2026-08-29 15:00").map(|status| matches!(status, Status::Open { .. })),
            Some(false)
        );
    }
    // Who opens alike on both is open, and who names the date.
    assert_eq!(status("Mo-Su 08:00-17:00; PH off", "2026-08-22 09:00"), open("2026-08-22 17:00"));
    assert_eq!(status("Mo-Sa 08:00-17:00", "2026-01-10 09:00"), open("2026-01-10 17:00"));
    let named = "Mo-Fr 08:00-17:00; PH off; 2026 Aug 22 08:00-16:00";
    assert_eq!(status(named, "2026-08-22 09:00"), open("2026-08-22 16:00"));
    // The day that it is worked for is off.
    assert_eq!(status("Mo-Fr 08:00-17:00; PH off", "2026-08-31 09:00"), closed("2026-09-03 08:00"));
}

#[test]
fn around_the_clock_never_closes() {
    assert_eq!(status("24/7", "2035-01-01 00:00"), Some(Status::Open { until: None }));
    assert!(hours("Mo-Su 00:00-24:00").is_always());
    assert!(!hours("Mo-Su 00:00-24:00; PH off").is_always());
}

#[test]
fn hours_are_shown_as_they_are_read() {
    for text in [
        OFFICE,
        "24/7",
        "24/7; PH off",
        "off",
        "Mo-Su 06:00-22:00",
        "Mo,We,Fr-Sa 08:00-12:00; Tu 22:00-06:00; PH 08:00-11:00",
        "Apr 16-Oct 15 Mo-Fr 07:00-11:30; Oct 16-Apr 15 Mo-Fr 07:30-11:30; Su,PH off \"nghỉ lễ\"",
        "2026 Jan 10-2026 Jan 12 08:00-12:00; 2027-2028 Apr-Oct,Dec week 01-53/2 Sa[1,3],Su[-1] 08:00-12:00",
        "Mo-Fr 08:00-12:00, We 14:00-16:00; Mo-Fr PH 09:00-10:00; easter off",
    ] {
        assert_eq!(hours(text).to_string(), text);
    }
    assert!(hours("Mo-Fr 00:00-24:00; Sa-Su 00:00-00:00").is_always());
    for (text, shown) in [
        ("Mo-Fr 7:30 - 11:30 , 13:30 - 17:00;Sa 8:00-12:00", "Mo-Fr 07:30-11:30,13:30-17:00; Sa 08:00-12:00"),
        ("00:00-00:00", "24/7"),
        ("Mo-Fr 18:00-26:00", "Mo-Fr 18:00-02:00"),
        ("Mo-Fr 12:00-17:00,08:00-12:00 open", "Mo-Fr 08:00-17:00"),
        ("PH,Mo 08:00-09:00; 24/7 closed;", "Mo,PH 08:00-09:00; off"),
        ("2026 Nov-Dec: Mo 08:00-09:00", "2026 Nov 01-2026 Dec 31 Mo 08:00-09:00"),
        ("2026 Dec-2027 Feb: Mo 08:00-09:00", "2026 Dec 01-2027 Feb 28 Mo 08:00-09:00"),
    ] {
        assert_eq!(hours(text).to_string(), shown);
        assert_eq!(hours(shown), hours(text));
    }
}

#[test]
fn what_is_refused_is_named_with_what_may_be_written() {
    for (text, piece, reason) in [
        ("", "", Reason::Empty),
        ("Mo-Fr", "Mo-Fr", Reason::NoTimes),
        ("Mo-Fr open", "Mo-Fr", Reason::NoTimes),
        ("Mo-Fr 07:30-11:60", "11:60", Reason::Time),
        ("Mo-Fr 24:00-26:00", "24:00-26:00", Reason::Time),
        ("Mo-Fr 08:00-49:00", "49:00", Reason::Time),
        ("Mo-Fr 08:00-47:00", "08:00-47:00", Reason::LongSpan),
        ("Mo-Fr 7h30-11h30", "7h30-11h30", Reason::TimeForm),
        ("Mo-Fr 07.30-11.30", "07.30-11.30", Reason::TimeForm),
        ("Mo-Fr 730-1130", "730-1130", Reason::TimeForm),
        ("Mo-Fr 07:30–11:30", "–11:30", Reason::Dash),
        ("Mo-Fr 08:00+", "08:00+", Reason::OpenEnd),
        ("Mo-Fr 08:00-17:00+", "08:00-17:00+", Reason::OpenEnd),
        ("Mo-Fr 08:00", "08:00", Reason::OpenEnd),
        ("T2-T6 08:00-12:00", "T2-T6", Reason::Day),
        ("thứ Hai 08:00-12:00", "thứ", Reason::Day),
        ("Mo-Fri 08:00-12:00", "Fri", Reason::Day),
        ("Mo-Fr 08:00-12:00; CN nghỉ", "CN", Reason::Day),
        ("Feb 30 08:00-12:00", "Feb", Reason::Date),
        ("week 54 08:00-12:00", "54", Reason::Date),
        ("week 50-02 08:00-12:00", "50-02", Reason::Backwards),
        ("2028-2026 08:00-12:00", "2028-2026", Reason::Backwards),
        ("2026 Oct 16-2026 Apr 15 08:00-12:00", "2026", Reason::Backwards),
        ("2026 Nov-Feb 08:00-12:00", "2026", Reason::Backwards),
        ("Mo-Fr sunrise-sunset", "sunrise-sunset", Reason::Sun),
        ("Mo-Fr 08:00-sunset", "sunset", Reason::Sun),
        ("SH off", "SH", Reason::School),
        ("PH +1 day off", "PH", Reason::Offset),
        ("easter -2 days off", "easter", Reason::Offset),
        ("Mo-Fr 08:00-12:00 || Sa 08:00-10:00", "||", Reason::Fallback),
        ("Mo-Fr unknown", "unknown", Reason::Uncertain),
        ("Mo-Fr 08:00-12:00 \"theo lịch hẹn\"", "\"theo", Reason::Uncertain),
        ("Mo-Fr 12:00-13:00 off", "Mo-Fr", Reason::OffSpan),
        ("Mo-Fr 08:00-12:00 & Sa", "&", Reason::Unread),
        ("Mo-Fr Sa 08:00-12:00", "Sa", Reason::Unread),
        (
            "Mo 01:00-02:00,03:00-04:00,05:00-06:00,07:00-08:00,09:00-10:00",
            "01:00-02:00",
            Reason::TooManySpans,
        ),
    ] {
        let error = text.parse::<Hours>().expect_err(text);
        assert_eq!((error.piece.as_str(), error.reason), (piece, reason), "{text}: {error}");
        assert!(piece.is_empty() || error.to_string().contains(piece));
    }
    let long = "Mo-Fr 08:00-12:00; ".repeat(20);
    assert_eq!(long.parse::<Hours>().unwrap_err().to_string(), "is longer than 255 bytes");
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
    for culture in 2026..=2030 {
        assert_eq!(off(&format!("{culture}-11-24")), Some(true));
    }
    assert_eq!(off("2025-11-24"), Some(false), "not before the resolution");
    assert_eq!(off("2026-11-18"), Some(false));
    assert_eq!(off("2031-01-01"), None);
}

#[test]
fn the_days_that_were_announced_are_off_and_the_saturdays_worked() {
    let years = [
        (2025, "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26"),
        (
            2026,
            "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-26 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
            "01-10 08-22",
        ),
        (
            2027,
            "01-01 02-04 02-05 02-06 02-07 02-08 02-09 02-10 04-16 04-30 05-01 05-03 09-02 09-03 11-24",
            "",
        ),
    ];
    let holidays = holidays();
    for (year, off, worked) in years {
        let [first, last] = [(1, 1), (12, 31)].map(|(month, day)| Day::from_civil(year, month, day).unwrap());
        let of_kind = |kind| {
            let days = (first.0..=last.0).map(Day).filter(|day| holidays.kind(*day) == kind);
            days.map(|day| day.to_string()[5..].to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of_kind(DayKind::Off), off, "{year}");
        assert_eq!(of_kind(DayKind::Worked), worked, "{year}");
        assert_eq!(of_kind(DayKind::Undecided), "", "{year}");
    }
    let days = holidays.days_off("2027-02-09".parse().unwrap(), "2027-04-30".parse().unwrap());
    let days: Vec<String> = days.map(|day| day.to_string()).collect();
    assert_eq!(days, ["2027-02-09", "2027-02-10", "2027-04-16", "2027-04-30"]);
}

#[test]
fn working_days_are_monday_to_friday_less_days_off_plus_saturdays_worked() {
    let works = |day: &str| holidays().is_working_day(day.parse().unwrap());
    for (day, expected) in [
        ("2026-01-02", Some(false)),
        ("2026-01-09", Some(true)),
        ("2026-01-10", Some(true)),
        ("2026-01-17", Some(false)),
        ("2026-01-18", Some(false)),
        ("2026-04-27", Some(false)),
        ("2027-02-11", Some(true)),
        ("2027-09-01", Some(true)),
        ("2028-01-24", None),
        ("2031-06-04", None),
    ] {
        assert_eq!(works(day), expected, "{day}");
    }
}

#[test]
fn a_wrong_calendar_is_refused_with_key_and_reason() {
    let right = include_str!("../../holidays.toml");
    for (from, to, key, reason) in [
        ("\"2026-09-01\"", "\"2027-09-01\"", "days", "not in 2026"),
        ("\"2026-09-01\"", "\"1/9/2026\"", "days", "no date"),
        ("\"2026-09-01\"", "\"2026-09-02\"", "days", "already"),
        ("year = 2027", "year = 2025", "year", "not after"),
        ("\"2026-08-22\"", "\"2026-08-21\"", "worked", "no Saturday"),
        ("\"2026-08-22\"", "\"2026-01-10\"", "worked", "already"),
        ("\"2026-08-22\"", "\"2025-08-23\"", "worked", "not in 2026"),
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
    fn no_text_panics(text in ".{0,60}", like in "(Mo|Tu|PH|Apr|2026|week|easter|off|24/7|[0-9:;,/\\[\\]\"+ -]){0,16}") {
        for text in [text, like] {
            let _ = text.parse::<Hours>();
            let _ = text.parse::<Turns>();
            let _ = text.parse::<Day>();
        }
    }
}
