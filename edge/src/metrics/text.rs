//! The metrics as OpenMetrics text, by the library that its authors keep. Pure.

use super::{Accepted, Counters, mailboxes::Mailbox};
use crate::{asset::RELEASE, security::Reason};
use prometheus_client::{
    encoding::text,
    metrics::{counter::Counter, family::Family, gauge::Gauge, info::Info},
    registry::{Registry, Unit},
};
use tt_contract::{
    deliveries::{AtEndpoint, State},
    time::Millis,
    unit::UnitId,
};

/// OpenMetrics 1.0, "Overall Structure".
pub(crate) const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Most deliveries that are on their way at an endpoint that takes them, and not shown as waiting: a look in between would else now
/// and then catch a tip in the second in which it goes through.
const ON_ITS_WAY: u64 = 32;
/// Problems that alerts ask for; shown from the start, so that the first of them is an increase.
const ALWAYS: [&str; 3] = ["busy", "internal", "unavailable"];

type Labels = Vec<(&'static str, String)>;
type Counts = Family<Labels, Counter>;
type Gauges = Family<Labels, Gauge>;

/// Writes all metrics as of `now`; `mailboxes` were asked at `asked`. Errors: none that memory allows.
pub(super) fn write(
    counters: &mut Counters,
    (asked, mailboxes): &(Millis, Vec<Mailbox>),
    restarts: u32,
    now: Millis,
) -> Result<String, core::fmt::Error> {
    let mut registry = Registry::with_prefix("tt");
    let build = vec![("version", env!("CARGO_PKG_VERSION")), ("release", RELEASE.version)];
    registry.register("build", "The program that answers", Info::new(build));
    of_isolate(&mut registry, mailboxes, counters, now);
    let restarted: Counter = Counter::default();
    restarted.inc_by(restarts.into());
    registry.register("wasm_restarts", "How often the program was started anew after a panic", restarted);
    of_mailboxes(&mut registry, mailboxes, *asked);
    let mut text = String::new();
    text::encode(&mut text, &registry)?;
    Ok(text)
}

fn of_isolate(registry: &mut Registry, mailboxes: &[Mailbox], counters: &mut Counters, now: Millis) {
    let submissions =
        counts(registry, "submissions", "Kept submissions, up to an hour that ended at least an hour ago");
    // Of every unit, from the start: a row that comes with the first submission would tell of it.
    for Mailbox { unit, .. } in mailboxes {
        let mut of = counters.accepted.get_mut(unit);
        for what in Accepted::ALL {
            let count = of.as_mut().and_then(|of| of.get_mut(what as usize));
            let shown = count.map_or(0, |count| count.shown(now));
            add(&submissions, with_unit(unit, "kind", what.name()), shown);
        }
    }
    let refusals = counts(registry, "refusals", "Requests that were answered with a problem, by its code");
    for code in ALWAYS {
        add(&refusals, vec![("reason", code.into())], 0);
    }
    for (code, count) in &counters.refused {
        add(&refusals, vec![("reason", (*code).into())], *count);
    }
    let security = counts(registry, "security_events", "What looked like an attempt to get in");
    for reason in Reason::ALL {
        let seen = counters.security.get(&reason).copied().unwrap_or_default();
        let seen = if reason == Reason::BadProof { counters.bad_proofs.shown(now) } else { seen };
        add(&security, vec![("reason", reason.name().into())], seen);
    }
    let over = counts(registry, "over_budget", "Ratings refused because their unit had too many");
    let failures = counts(registry, "mailbox_failures", "Calls to a mailbox that it did not answer clearly");
    for (family, of) in [(over, &counters.over_budget), (failures, &counters.mailbox_failures)] {
        for Mailbox { unit, .. } in mailboxes {
            let count = of.get(unit).copied().unwrap_or_default();
            add(&family, vec![("unit", unit.to_string())], count);
        }
    }
}

fn of_mailboxes(registry: &mut Registry, mailboxes: &[Mailbox], asked: Millis) {
    let at: Gauge = Gauge::default();
    at.set(asked.0.div_euclid(1000));
    registry.register_with_unit(
        "mailboxes_asked_timestamp",
        "When the mailboxes were asked",
        Unit::Seconds,
        at,
    );
    let up = gauges(registry, "mailbox_up", "Whether the mailbox answered", None);
    let storage = gauges(
        registry,
        "mailbox_storage",
        "What the mailbox's database takes, as of this hour's first look",
        Some(Unit::Bytes),
    );
    let delivered = counts(registry, "delivered", "Confirmed deliveries, as of this hour's first look");
    let deliveries = gauges(registry, "deliveries", "Deliveries that wait or are held", None);
    let oldest = gauges(
        registry,
        "deliveries_oldest_age",
        "Age of the hour of the oldest that waits or is held",
        Some(Unit::Seconds),
    );
    let state = gauges(registry, "endpoint_state", "1 at the state in which the endpoint is", None);
    for Mailbox { unit, deliveries: told, of_hour } in mailboxes {
        up.get_or_create(&vec![("unit", unit.to_string())]).set(told.is_some().into());
        if let Some(of) = of_hour {
            storage.get_or_create(&vec![("unit", unit.to_string())]).set(whole(of.bytes));
            for (name, count) in &of.delivered {
                add(&delivered, with_unit(unit, "endpoint", name), *count);
            }
        }
        for at in told.iter().flat_map(|told| &told.endpoints) {
            let labels = with_unit(unit, "endpoint", &at.name);
            let and = |name, value: &str| [labels.clone(), vec![(name, value.to_owned())]].concat();
            let waiting = shown_waiting(at);
            deliveries.get_or_create(&and("state", "waiting")).set(whole(waiting));
            deliveries.get_or_create(&and("state", "held")).set(whole(at.held));
            let age = at
                .oldest
                .filter(|_| waiting + at.held > 0)
                .map_or(0, |hour| (asked.0 - hour.start().0).div_euclid(1000));
            oldest.get_or_create(&labels).set(age);
            for name in ["open", "resting", "held"] {
                state.get_or_create(&and("state", name)).set((at.state.name() == name).into());
            }
        }
    }
}

/// How many wait, but for a few that an open endpoint is about to get.
fn shown_waiting(at: &AtEndpoint) -> u64 {
    if at.state == State::Open && at.waiting <= ON_ITS_WAY { 0 } else { at.waiting }
}

fn with_unit(unit: &UnitId, name: &'static str, value: &str) -> Labels {
    vec![("unit", unit.to_string()), (name, value.to_owned())]
}

fn counts(registry: &mut Registry, name: &str, help: &str) -> Counts {
    let family = Counts::default();
    registry.register(name, help, family.clone());
    family
}

fn gauges(registry: &mut Registry, name: &str, help: &str, unit: Option<Unit>) -> Gauges {
    let family = Gauges::default();
    match unit {
        Some(unit) => registry.register_with_unit(name, help, unit, family.clone()),
        None => registry.register(name, help, family.clone()),
    }
    family
}

fn add(family: &Counts, labels: Labels, count: u64) {
    family.get_or_create(&labels).inc_by(count);
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{super::mailboxes::OfHour, *};
    use std::collections::BTreeSet;
    use tt_contract::deliveries::{Deliveries, DeliveryError};

    const HOUR: i64 = 3_600_000;
    const NOW: Millis = Millis(498_700 * HOUR + 60_000);

    fn at(state: State, waiting: u64, oldest: Option<Millis>) -> AtEndpoint {
        AtEndpoint {
            name: "main".into(),
            state,
            waiting,
            held: 0,
            delivered: 7,
            oldest: oldest.map(Millis::hour),
            last_error: Some(DeliveryError::Late),
            held_events: Vec::new(),
        }
    }

    fn text(counters: &mut Counters, endpoint: AtEndpoint, now: Millis) -> String {
        let deliveries = Some(Deliveries { endpoints: vec![endpoint] });
        let of_hour = Some(OfHour::new(now.hour(), 4_096, &[("main", 7)]));
        let mailbox = Mailbox { unit: "c06".parse().unwrap(), deliveries, of_hour };
        write(counters, &(now, vec![mailbox]), 2, now).unwrap()
    }

    #[test]
    fn an_accepted_submission_is_in_no_figure_before_its_hour_is_long_over() {
        let mut counters = Counters::default();
        let before = text(&mut counters, at(State::Open, 0, None), NOW);
        let of = counters.accepted.entry("c06".parse().unwrap()).or_default();
        for count in of {
            count.count(NOW);
        }
        counters.bad_proofs.count(NOW);
        // A tip that is going through just now.
        let after = text(&mut counters, at(State::Open, 1, Some(NOW)), NOW);
        // The library gives the rows of a family in no order.
        let rows = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(rows(&before), rows(&after));
        assert!(after.contains("tt_submissions_total{unit=\"c06\",kind=\"tip\"} 0"), "{after}");
        let later = text(&mut counters, at(State::Open, 0, None), Millis(NOW.0 + 2 * HOUR));
        assert!(later.contains("tt_submissions_total{unit=\"c06\",kind=\"tip\"} 1"), "{later}");
        assert!(later.contains("tt_security_events_total{reason=\"bad-proof\"} 1"), "{later}");
    }

    #[test]
    fn what_waits_at_an_endpoint_that_is_down_is_shown_with_its_age() {
        let resting = State::Resting { retry_after_s: 9 };
        let text = text(&mut Counters::default(), at(resting, 1, Some(Millis(NOW.0 - 3 * HOUR))), NOW);
        for line in [
            "tt_deliveries{unit=\"c06\",endpoint=\"main\",state=\"waiting\"} 1",
            "tt_deliveries_oldest_age_seconds{unit=\"c06\",endpoint=\"main\"} 10860",
            "tt_endpoint_state{unit=\"c06\",endpoint=\"main\",state=\"resting\"} 1",
            "tt_endpoint_state{unit=\"c06\",endpoint=\"main\",state=\"open\"} 0",
            "tt_delivered_total{unit=\"c06\",endpoint=\"main\"} 7",
            "tt_mailbox_storage_bytes{unit=\"c06\"} 4096",
            "tt_wasm_restarts_total 2",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(text.ends_with("# EOF\n"));
    }
}
