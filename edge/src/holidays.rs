//! The public holidays this worker knows, checked when it was built.

use std::rc::Rc;
use tt_contract::holidays::Holidays;

const JSON: &str = include!(concat!(env!("OUT_DIR"), "/holidays.rs"));

thread_local! {
    /// What cannot be read knows no year, so that nothing is said of what is open.
    static HOLIDAYS: Rc<Holidays> = Rc::new(serde_json::from_str(JSON).unwrap_or_default());
}

/// The public holidays.
pub(crate) fn holidays() -> Rc<Holidays> {
    HOLIDAYS.with(Rc::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_carries_what_the_file_says() {
        assert_eq!(holidays().is_off("2026-09-02".parse().unwrap()), Some(true));
        assert_eq!(holidays().is_off("2026-09-04".parse().unwrap()), Some(false));
    }
}
