//! Opening hours in words.

use crate::i18n::{self, HotlineStill};
use tt_contract::{
    hours::{DAY_MIN, Hours, OnHolidays, Span},
    lang::Lang,
};

/// `hours` in a sentence of `lang`.
pub(crate) fn words(lang: Lang, hours: &Hours) -> String {
    let texts = i18n::hotline_still(lang);
    if hours.is_always() {
        return texts.always.into();
    }
    let mut parts: Vec<String> = hours
        .runs()
        .into_iter()
        .map(|(runs, spans)| format!("{}: {}", days(texts, &runs), times(texts, spans)))
        .collect();
    match hours.holidays() {
        OnHolidays::AsUsual => {}
        OnHolidays::Off => parts.push(texts.off_on_holidays.into()),
        OnHolidays::At(spans) => parts.push(format!("{}: {}", texts.on_holidays, times(texts, spans))),
    }
    capital(&parts.join("; "))
}

fn days(texts: &HotlineStill, runs: &[(usize, usize)]) -> String {
    let name = |day: usize| texts.days.get(day).copied().unwrap_or_default();
    if runs == [(0, 6)] {
        return texts.every_day.into();
    }
    let runs: Vec<String> = runs
        .iter()
        .map(|&(first, last)| match last - first {
            0 => name(first).into(),
            1 => format!("{}, {}", name(first), name(last)),
            _ => [name(first), texts.to, name(last)].concat(),
        })
        .collect();
    runs.join(", ")
}

fn times(texts: &HotlineStill, spans: &[Span]) -> String {
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
}
