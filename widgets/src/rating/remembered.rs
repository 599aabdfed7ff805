//! What this device remembers of its own ratings: today's, and nothing else.
//!
//! Kept in the portal's local storage as lines, the first the day in Vietnam by its number, then `id sent|begun unit path` for each
//! page. It says that a page was rated, not how; the day over, it is wiped. The edge forgets the link between such an
//! id and the unit's record on the same day.

use tt_contract::time::Day;
use web_sys::Storage;

/// The key in local storage.
const KEY: &str = "tt-rated";
/// Most pages remembered for one day.
const MOST: usize = 50;

/// One page rated today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The submission.
    pub(super) id: String,
    /// Whether the edge said that it has it.
    pub(super) sent: bool,
}

/// The device's memory of `page`, which is `"{unit} {path}"`, today.
pub(super) fn recall(today: Day, page: &str) -> Option<Entry> {
    find(&stored()?.get_item(KEY).ok()??, today, page)
}

/// Remembers that `page` was rated today. Where the browser refuses storage, nothing is remembered.
pub(super) fn remember(today: Day, page: &str, entry: &Entry) {
    let Some(storage) = stored() else { return };
    let before = storage.get_item(KEY).ok().flatten().unwrap_or_default();
    // A refusal (private mode, full) costs the reminder and nothing else.
    let _ = storage.set_item(KEY, &with(&before, today, page, entry));
}

/// Wipes what was remembered of another day.
pub(super) fn forget_other_days(today: Day) {
    let Some(storage) = stored() else { return };
    let stale = storage.get_item(KEY).ok().flatten().is_some_and(|text| !is_of(&text, today));
    if stale {
        let _ = storage.remove_item(KEY);
    }
}

fn stored() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn is_of(text: &str, today: Day) -> bool {
    text.lines().next() == Some(&*today.0.to_string())
}

fn find(text: &str, today: Day, page: &str) -> Option<Entry> {
    let lines = text.lines().skip(1).filter(|_| is_of(text, today));
    lines.filter_map(read).find(|(of, _)| *of == page).map(|(_, entry)| entry)
}

fn read(line: &str) -> Option<(&str, Entry)> {
    let (id, rest) = line.split_once(' ')?;
    let (step, page) = rest.split_once(' ')?;
    Some((page, Entry { id: id.to_owned(), sent: step == "sent" }))
}

/// A try that has only begun does not take the place of a rating that was sent: it may never arrive, and the next one
/// would then name what the edge does not know, and count twice.
fn with(before: &str, today: Day, page: &str, entry: &Entry) -> String {
    if !entry.sent && find(before, today, page).is_some_and(|earlier| earlier.sent) {
        return before.to_owned();
    }
    let step = if entry.sent { "sent" } else { "begun" };
    let mut text = [&*today.0.to_string(), "\n", &entry.id, " ", step, " ", page, "\n"].concat();
    let others = before.lines().skip(1).filter(|_| is_of(before, today));
    for line in others.filter(|line| read(line).is_some_and(|(of, _)| of != page)).take(MOST - 1) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(byte: u8, sent: bool) -> Entry {
        Entry { id: byte.to_string(), sent }
    }

    #[test]
    fn a_page_is_found_again_the_same_day_and_not_the_next() {
        let text = with("", Day(1), "u /a", &entry(1, false));
        let text = with(&text, Day(1), "u /b", &entry(2, true));
        let text = with(&text, Day(1), "u /a", &entry(3, true));
        assert_eq!(find(&text, Day(1), "u /a"), Some(entry(3, true)));
        assert_eq!(find(&text, Day(1), "u /b"), Some(entry(2, true)));
        assert_eq!(find(&text, Day(2), "u /a"), None);
        assert_eq!(text.lines().count(), 3);
    }

    #[test]
    fn a_change_that_has_only_begun_leaves_what_was_sent() {
        let sent = with("", Day(1), "u /a", &entry(1, true));
        let begun = with(&sent, Day(1), "u /a", &entry(2, false));
        assert_eq!(find(&begun, Day(1), "u /a"), Some(entry(1, true)));
        let changed = with(&begun, Day(1), "u /a", &entry(2, true));
        assert_eq!(find(&changed, Day(1), "u /a"), Some(entry(2, true)));
    }

    #[test]
    fn a_new_day_begins_empty_and_rubbish_is_dropped() {
        let text = with("1\nrubbish\n", Day(1), "u /a", &entry(1, true));
        assert_eq!(text.lines().count(), 2);
        let next = with(&text, Day(2), "u /b", &entry(2, true));
        assert_eq!(next.lines().count(), 2);
        assert_eq!(find("", Day(1), "u /a"), None);
    }

    #[test]
    fn the_memory_of_a_day_is_bounded() {
        let mut text = String::new();
        for page in 0..200 {
            text = with(&text, Day(1), &format!("u /{page}"), &entry(1, true));
        }
        assert_eq!(text.lines().count(), 1 + MOST);
    }
}
