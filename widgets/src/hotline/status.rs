//! Whether somebody answers now, in words.

use crate::i18n;
use core::fmt::Write;
use tt_contract::{hours::Status, lang::Lang, time::Millis};

/// `status` at `now`, in `lang`.
pub(super) fn words(lang: Lang, status: Status, now: Millis) -> String {
    let texts = i18n::hotline(lang);
    let (before, moment) = match status {
        Status::Open { until: None } => return texts.open.into(),
        Status::Closed { opens: None } => return texts.closed.into(),
        Status::Open { until: Some(moment) } => (texts.open_until, moment),
        Status::Closed { opens: Some(moment) } => (texts.opens_at, moment),
    };
    let (minute, day) = (moment.minute_of_day(), moment.day());
    let mut text = format!("{before}{:02}:{:02}", minute / 60, minute % 60);
    let days = day.0 - now.day().0;
    if days == 1 {
        text.push_str(texts.tomorrow);
    } else if days > 1 {
        text.push_str(texts.on_day.get(day.weekday()).copied().unwrap_or_default());
    }
    if days > 6 {
        let (_, month, day) = day.civil();
        // Writing to a `String` cannot fail.
        let _ = write!(text, " {day:02}/{month:02}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use tt_contract::time::Day;

    fn at(day: &str, minute: i64) -> Millis {
        Millis(day.parse::<Day>().unwrap().start().0 + minute * 60_000)
    }

    #[test]
    fn the_day_is_named_where_it_is_another() {
        let now = at("2026-11-20", 18 * 60); // a Friday
        let opens = |moment| Status::Closed { opens: Some(moment) };
        let vi = |status| words(Lang::Vi, status, now);
        assert_eq!(vi(Status::Open { until: Some(at("2026-11-20", 22 * 60)) }), "Đang trực đến 22:00");
        assert_eq!(
            vi(Status::Open { until: Some(at("2026-11-21", 6 * 60)) }),
            "Đang trực đến 06:00 ngày mai"
        );
        assert_eq!(vi(opens(at("2026-11-20", 20 * 60))), "Ngoài giờ trực, trực lại lúc 20:00");
        assert_eq!(vi(opens(at("2026-11-23", 450))), "Ngoài giờ trực, trực lại lúc 07:30 thứ Hai");
        assert_eq!(vi(opens(at("2026-11-29", 450))), "Ngoài giờ trực, trực lại lúc 07:30 Chủ nhật 29/11");
        assert_eq!(vi(Status::Open { until: None }), "Đang trực");
        let en = |status| words(Lang::En, status, now);
        assert_eq!(en(opens(at("2026-11-23", 450))), "Closed, opens at 07:30 on Monday");
        assert_eq!(en(Status::Closed { opens: None }), "Closed now");
    }
}
