//! Opening hours in words.

use crate::i18n::{self, HotlineStill, dates};
use tt_contract::{
    hours::{DAY_MIN, Days, Hours, OnHolidays, Rule, Span, Weekdays, Weekly},
    lang::Lang,
};

/// `hours` in a sentence of `lang`: by the day of the week, or rule for rule where they name dates.
pub(crate) fn words(lang: Lang, hours: &Hours) -> String {
    let texts = i18n::hotline_still(lang);
    if hours.is_always() {
        return texts.always.into();
    }
    let parts = match hours.weekly() {
        Some(weekly) => weekly_parts(texts, &weekly),
        None => hours.rules().iter().map(|rule| rule_words(lang, texts, rule)).collect(),
    };
    capital(&parts.join("; "))
}

fn weekly_parts(texts: &HotlineStill, weekly: &Weekly) -> Vec<String> {
    let runs = weekly.runs();
    let mut parts: Vec<String> = runs
        .iter()
        .map(|(runs, spans)| format!("{}: {}", run_words(texts, runs), times(texts, spans)))
        .collect();
    match weekly.holidays() {
        OnHolidays::AsUsual => {}
        OnHolidays::At(spans) if spans.is_empty() => parts.push(texts.off_on_holidays.into()),
        OnHolidays::At(spans) => parts.push(format!("{}: {}", texts.on_holidays, times(texts, spans))),
        OnHolidays::On(runs) => parts.extend(runs.iter().map(|(runs, spans)| {
            format!("{} ({}): {}", texts.on_holidays, run_words(texts, runs), times(texts, spans))
        })),
    }
    parts
}

/// A rule that names dates. What holds on a day is what the last rule says that names it, and dates are named last.
fn rule_words(lang: Lang, texts: &HotlineStill, rule: &Rule) -> String {
    let (days, also) = (rule.days(), if rule.adds() { texts.also } else { "" });
    let named = days
        .dates
        .iter()
        .map(|dates| dates::dates(lang, *dates))
        .chain(days.weeks.iter().map(|weeks| dates::weeks(lang, *weeks)))
        .chain(days.years.iter().map(|years| dates::years(lang, *years)))
        .chain(of_week(lang, texts, days))
        .collect::<Vec<_>>();
    let named = if named.is_empty() { texts.every_day.into() } else { named.join(", ") };
    format!("{also}{named}: {}", times(texts, rule.spans()))
}

/// The days of the week and public holidays that a rule names; nothing if that is every day.
fn of_week(lang: Lang, texts: &HotlineStill, days: &Days) -> Option<String> {
    let weekdays = |weekdays: &Weekdays| {
        let words = run_words(texts, &[(weekdays.first, weekdays.last)]);
        if weekdays.nth.is_empty() { words } else { dates::nth(lang, &words, &weekdays.nth) }
    };
    let mut named: Vec<String> = days.weekdays.iter().map(weekdays).collect();
    if days.holidays && days.both {
        return Some(format!("{} ({})", texts.on_holidays, named.join(", ")));
    }
    named.extend(days.holidays.then(|| texts.on_holidays.to_owned()));
    (!named.is_empty()).then(|| named.join(", "))
}

fn run_words(texts: &HotlineStill, runs: &[(usize, usize)]) -> String {
    let name = |day: usize| texts.days.get(day).copied().unwrap_or_default();
    if runs == [(0, 6)] {
        return texts.every_day.into();
    }
    let runs: Vec<String> = runs
        .iter()
        .map(|&(first, last)| match last.checked_sub(first) {
            Some(0) => name(first).into(),
            Some(1) => format!("{}, {}", name(first), name(last)),
            _ => [name(first), texts.to, name(last)].concat(),
        })
        .collect();
    runs.join(", ")
}

fn times(texts: &HotlineStill, spans: &[Span]) -> String {
    if spans.is_empty() {
        return texts.off.into();
    }
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let spans: Vec<String> = spans
        .iter()
        .map(|span| match span.closes() {
            _ if span.is_whole_day() => texts.all_day.into(),
            closes @ ..=DAY_MIN => format!("{}–{}", time(span.opens()), time(closes)),
            closes => format!("{}–{}{}", time(span.opens()), time(closes - DAY_MIN), texts.next_day),
        })
        .collect();
    spans.join(", ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_said_as_an_editor_would_write_them() {
        let said = |lang, text: &str| words(lang, &text.parse().unwrap());
        let office = "Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30; PH off";
        assert_eq!(
            said(Lang::Vi, office),
            "Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00; thứ Bảy: 07:30–11:30; nghỉ ngày lễ, Tết"
        );
        assert_eq!(
            said(Lang::En, office),
            "Monday to Friday: 07:30–11:30, 13:30–17:00; Saturday: 07:30–11:30; closed on public holidays"
        );
        assert_eq!(said(Lang::Vi, "24/7"), "Trực 24/24 giờ, tất cả các ngày");
        assert_eq!(said(Lang::Vi, "Mo-Su 22:00-06:00"), "Hằng ngày: 22:00–06:00 hôm sau");
        assert_eq!(
            said(Lang::Vi, "Mo,We,Sa-Su 00:00-24:00; PH 08:00-11:00"),
            "Thứ Hai, thứ Tư, thứ Bảy, Chủ nhật: cả ngày; ngày lễ, Tết: 08:00–11:00"
        );
    }
    #[test]
    fn what_rules_leave_of_each_other_is_said_and_dates_are() {
        for (text, vi, en) in [
            (
                "Mo-Su 08:00-17:00; Su off",
                "Thứ Hai đến thứ Bảy: 08:00–17:00",
                "Monday to Saturday: 08:00–17:00",
            ),
            (
                "Mo-Fr 08:00-17:00; We 08:00-12:00; PH,Su off",
                "Thứ Hai, thứ Ba, thứ Năm, thứ Sáu: 08:00–17:00; thứ Tư: 08:00–12:00; nghỉ ngày lễ, Tết",
                "Monday, Tuesday, Thursday, Friday: 08:00–17:00; Wednesday: 08:00–12:00; closed on public holidays",
            ),
            // Saturday's rule ends Friday's night at midnight.
            (
                "Fr 22:00-06:00; Sa 04:00-08:00",
                "Thứ Sáu: 22:00–24:00; thứ Bảy: 04:00–08:00",
                "Friday: 22:00–24:00; Saturday: 04:00–08:00",
            ),
            (
                "Mo-Fr 17:00-24:00; Tu-Sa 00:00-07:30",
                "Thứ Hai: 17:00–24:00; thứ Ba đến thứ Bảy: 00:00–07:30",
                "Monday: 17:00–24:00; Tuesday to Saturday: 00:00–07:30",
            ),
            (
                "PH 08:00-11:00; Mo-Fr 08:00-17:00",
                "Thứ Hai đến thứ Sáu: 08:00–17:00; ngày lễ, Tết (thứ Bảy, Chủ nhật): 08:00–11:00",
                "Monday to Friday: 08:00–17:00; public holidays (Saturday, Sunday): 08:00–11:00",
            ),
            ("Mo-Su,PH 06:00-22:00", "Hằng ngày: 06:00–22:00", "Every day: 06:00–22:00"),
            (
                "24/7; PH off",
                "Hằng ngày: cả ngày; nghỉ ngày lễ, Tết",
                "Every day: all day; closed on public holidays",
            ),
            (
                "Apr 16-Oct 15 Mo-Fr 07:00-11:30; Oct 16-Apr 15 Mo-Fr 07:30-11:30; PH off",
                "Từ 16/4 đến 15/10, thứ Hai đến thứ Sáu: 07:00–11:30; từ 16/10 đến 15/4, thứ Hai đến thứ Sáu: \
                 07:30–11:30; ngày lễ, Tết: nghỉ",
                "16 April to 15 October, Monday to Friday: 07:00–11:30; 16 October to 15 April, Monday to Friday: \
                 07:30–11:30; public holidays: closed",
            ),
            (
                "Mo-Fr 08:00-17:00; Sa[1,-1] 08:00-11:30, 2027 Jan 10 13:00-16:00; Jul-Aug off",
                "Thứ Hai đến thứ Sáu: 08:00–17:00; thứ Bảy (lần thứ 1, lần cuối trong tháng): 08:00–11:30; thêm ngày \
                 10/1/2027: 13:00–16:00; tháng 7 đến tháng 8: nghỉ",
                "Monday to Friday: 08:00–17:00; Saturday (1st, last of the month): 08:00–11:30; also 10 January 2027: \
                 13:00–16:00; July to August: closed",
            ),
            (
                "2026-2027 week 1-53/2 Sa 08:00-12:00; easter off",
                "Tuần 1 đến 53 (2 tuần một lần), năm 2026 đến 2027, thứ Bảy: 08:00–12:00; Chủ nhật Phục sinh: nghỉ",
                "Weeks 1 to 53 (every 2nd), 2026 to 2027, Saturday: 08:00–12:00; Easter Sunday: closed",
            ),
        ] {
            let hours = text.parse().unwrap();
            assert_eq!(words(Lang::Vi, &hours), vi);
            assert_eq!(words(Lang::En, &hours), en);
        }
    }
}
