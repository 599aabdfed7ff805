//! Dates of opening hours in words.

use tt_contract::{
    hours::{Dates, MonthDay, Weeks, Years},
    lang::Lang,
    time::Day,
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Dates of a year, or of one year.
pub(crate) fn dates(lang: Lang, dates: Dates) -> String {
    match (lang, dates) {
        (Lang::Vi, Dates::Easter) => "Chủ nhật Phục sinh".into(),
        (Lang::En, Dates::Easter) => "Easter Sunday".into(),
        (_, Dates::Months(first, last)) => range(lang, "", &month(lang, first), &month(lang, last)),
        (_, Dates::Yearly(first, last)) => range(lang, "từ ", &date(lang, first), &date(lang, last)),
        (_, Dates::Once(first, last)) => range(lang, "từ ", &dated(lang, first), &dated(lang, last)),
    }
}

/// Weeks of a year.
pub(crate) fn weeks(lang: Lang, Weeks { first, last, step }: Weeks) -> String {
    let (one, some, to) = match lang {
        Lang::Vi => ("tuần", "tuần", "đến"),
        Lang::En => ("week", "weeks", "to"),
    };
    let weeks = if first == last { format!("{one} {first}") } else { format!("{some} {first} {to} {last}") };
    match (step, lang) {
        (..=1, _) => weeks,
        (_, Lang::Vi) => format!("{weeks} ({step} tuần một lần)"),
        (_, Lang::En) => format!("{weeks} (every {})", ordinal(step)),
    }
}

/// Years.
pub(crate) fn years(lang: Lang, Years { first, last }: Years) -> String {
    match (lang, first == last) {
        (Lang::Vi, true) => format!("năm {first}"),
        (Lang::Vi, false) => format!("năm {first} đến {last}"),
        (Lang::En, true) => first.to_string(),
        (Lang::En, false) => format!("{first} to {last}"),
    }
}

/// A day of the week, of which only some of a month are meant: 1 the first, -1 the last.
pub(crate) fn nth(lang: Lang, weekday: &str, nth: &[i8]) -> String {
    let one = |nth: &i8| match (lang, *nth, nth.unsigned_abs()) {
        (Lang::Vi, 1.., count) => format!("lần thứ {count}"),
        (Lang::Vi, -1, _) => "lần cuối".into(),
        (Lang::Vi, _, count) => format!("lần thứ {count} từ cuối"),
        (Lang::En, 1.., count) => ordinal(count),
        (Lang::En, -1, _) => "last".into(),
        (Lang::En, _, count) => format!("{} last", ordinal(count)),
    };
    let all = nth.iter().map(one).collect::<Vec<_>>().join(", ");
    match lang {
        Lang::Vi => format!("{weekday} ({all} trong tháng)"),
        Lang::En => format!("{weekday} ({all} of the month)"),
    }
}

fn range(lang: Lang, from: &str, first: &str, last: &str) -> String {
    let without = |date: &'static str, text: &str| text.strip_prefix(date).unwrap_or(text).to_owned();
    match lang {
        _ if first == last => first.into(),
        Lang::Vi if from.is_empty() => format!("{first} đến {last}"),
        Lang::Vi => format!("{from}{} đến {}", without("ngày ", first), without("ngày ", last)),
        Lang::En => format!("{first} to {last}"),
    }
}

fn month(lang: Lang, month: u8) -> String {
    match lang {
        Lang::Vi => format!("tháng {month}"),
        Lang::En => MONTHS.get(usize::from(month) - 1).copied().unwrap_or_default().into(),
    }
}

fn date(lang: Lang, (of, day): MonthDay) -> String {
    match lang {
        Lang::Vi => format!("ngày {day}/{of}"),
        Lang::En => format!("{day} {}", month(lang, of)),
    }
}

fn dated(lang: Lang, day: Day) -> String {
    let (year, of, day) = day.civil();
    let of = u8::try_from(of).unwrap_or(1);
    match lang {
        Lang::Vi => format!("ngày {day}/{of}/{year}"),
        Lang::En => format!("{day} {} {year}", month(lang, of)),
    }
}

fn ordinal(number: u8) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
