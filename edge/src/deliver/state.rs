//! The states of an event at an endpoint, and of the endpoint, and what an answer makes of them. Pure.
//!
//! An event *waits* until it is due and its endpoint is open; it is *sending* from the moment it is taken, which is noted as an attempt
//! before anything is sent; then it is *delivered*, waits again, or is *held*. Held is never lost: it stands there, is shown, and goes
//! on when somebody says so. A batch is never held: one that is refused to the end is taken apart, so that of its ratings only those are
//! held that are refused alone. An endpoint that fails at one event and takes others between is well, and the event is what is wrong.

use super::{
    answer::{Answer, Verdict},
    schedule,
};
use crate::chance::Fraction;
use tt_contract::{deliveries::DeliveryError, time::Millis};

/// An event that is being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sending {
    /// How often the endpoint has refused it, or failed at it though it took others before.
    pub(crate) refusals: i64,
    /// How often in a row the endpoint has failed, with whatever event.
    pub(crate) failures: i64,
    /// Whether it is a batch.
    pub(crate) is_batch: bool,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtEvent {
    /// The unit's system has it.
    Delivered,
    /// It is sent again.
    Waiting {
        /// When, in milliseconds since 1970.
        due: i64,
        /// How often it was refused by now.
        refusals: i64,
    },
    /// The batch ends. Each of its ratings goes alone from then on, with tries of its own.
    Apart {
        /// When, in milliseconds since 1970.
        due: i64,
    },
    /// It steps aside: what is behind it goes on, and it is sent again when somebody asks for it.
    Held(DeliveryError),
}

/// What becomes of the endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtEndpoint {
    /// It gets what is due. It answered, though it may have refused this event.
    Open(Option<DeliveryError>),
    /// It is left alone for a while.
    Resting {
        /// How often in a row it has failed by now.
        failures: i64,
        /// Until when, in milliseconds since 1970.
        until: i64,
        /// Why.
        error: DeliveryError,
    },
    /// It is left alone until somebody asks to send again, and all that waits for it with it.
    Held {
        /// How often in a row it has failed by now.
        failures: i64,
        /// Why.
        error: DeliveryError,
    },
}

/// What an attempt came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    /// The event.
    pub(crate) event: AtEvent,
    /// The endpoint.
    pub(crate) endpoint: AtEndpoint,
}

impl Settled {
    /// The name in the log of what ends with this, if anything: the tries of an event or an endpoint, or a batch.
    pub(crate) const fn ended(self) -> Option<&'static str> {
        match self {
            Self { endpoint: AtEndpoint::Held { .. }, .. } => Some("endpoint-held"),
            Self { event: AtEvent::Held(_), .. } => Some("event-held"),
            Self { event: AtEvent::Apart { .. }, .. } => Some("batch-apart"),
            _ => None,
        }
    }
}

impl Sending {
    /// What `answer` makes of it. `Retry-After` puts the next try off, and never brings it forward: whoever always says "in a
    /// second" would else be through the schedule in a few.
    pub(crate) fn settle(self, answer: &Answer, now: Millis, jitter: Fraction) -> Settled {
        let Self { refusals, failures, is_batch } = self;
        let asked = answer.retry_after().and_then(|header| schedule::retry_after_ms(header, now));
        let until = |pause: i64| now.0 + pause.max(asked.unwrap_or_default());
        let (event, endpoint) = match answer.verdict() {
            Verdict::Delivered => (AtEvent::Delivered, AtEndpoint::Open(None)),
            Verdict::EventRefused(error) => {
                let refusals = refusals + 1;
                let event = match schedule::after_refusal(refusals, jitter) {
                    Some(pause) => AtEvent::Waiting { due: until(pause), refusals },
                    None if is_batch => AtEvent::Apart { due: until(0) },
                    None => AtEvent::Held(error),
                };
                (event, AtEndpoint::Open(Some(error)))
            }
            verdict @ Verdict::EndpointDown(error) => {
                let failures = failures + 1;
                match schedule::after_failure(failures, jitter) {
                    Some(pause) => {
                        // The event is put off as well: if it is what brings the endpoint down, other ratings come before it.
                        let until = until(pause);
                        let event = if failures == 1 && verdict.may_be_the_events() {
                            self.suspect(error, until, now, jitter)
                        } else {
                            AtEvent::Waiting { due: until, refusals }
                        };
                        (event, AtEndpoint::Resting { failures, until, error })
                    }
                    None => (AtEvent::Waiting { due: now.0, refusals }, AtEndpoint::Held { failures, error }),
                }
            }
            Verdict::EndpointGone(error) => {
                let endpoint = AtEndpoint::Held { failures: failures + 1, error };
                (AtEvent::Waiting { due: now.0, refusals }, endpoint)
            }
        };
        Settled { event, endpoint }
    }

    /// What becomes of an event at which an endpoint has failed that took the one before; it rests `until` then.
    fn suspect(self, error: DeliveryError, until: i64, now: Millis, jitter: Fraction) -> AtEvent {
        let refusals = self.refusals + 1;
        match schedule::after_suspicion(refusals, self.is_batch, jitter) {
            Some(pause) => AtEvent::Waiting { due: until.max(now.0 + pause), refusals },
            None if self.is_batch => AtEvent::Apart { due: until },
            None => AtEvent::Held(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_795_320_000_000);

    fn status(status: u16) -> Answer {
        Answer::Status(status, None)
    }

    /// A rating or a tip.
    const fn one(refusals: i64, failures: i64) -> Sending {
        Sending { refusals, failures, is_batch: false }
    }

    /// Whatever comes of one answer after the other to `sending`, at the latest moment each time.
    fn through(mut sending: Sending, answer: &Answer) -> Vec<Settled> {
        let mut all = Vec::new();
        for _ in 0..100 {
            let settled = sending.settle(answer, NOW, Fraction(u32::MAX));
            all.push(settled);
            match settled {
                Settled { event: AtEvent::Waiting { refusals, .. }, endpoint } => {
                    let AtEndpoint::Resting { failures, .. } = endpoint else {
                        if matches!(endpoint, AtEndpoint::Held { .. }) {
                            return all;
                        }
                        sending = Sending { refusals, failures: 0, ..sending };
                        continue;
                    };
                    sending = Sending { refusals, failures, ..sending };
                }
                _ => return all,
            }
        }
        panic!("it never ends: {all:?}");
    }

    #[test]
    fn a_success_delivers_and_opens() {
        let settled = one(1, 8).settle(&status(204), NOW, Fraction(0));
        assert_eq!(settled, Settled { event: AtEvent::Delivered, endpoint: AtEndpoint::Open(None) });
    }

    #[test]
    fn an_endpoint_that_stays_down_is_held_after_three_days_and_its_event_waits_with_it() {
        let error = DeliveryError::Status { status: 500 };
        let all = through(one(0, 0), &status(500));
        assert_eq!(all.len(), 13);
        let pauses: i64 = all
            .iter()
            .filter_map(|settled| match settled.endpoint {
                AtEndpoint::Resting { until, .. } => Some(until - NOW.0),
                _ => None,
            })
            .sum();
        assert_eq!(pauses / 3_600_000, 75);
        let last = all.last().unwrap();
        assert_eq!(last.endpoint, AtEndpoint::Held { failures: 13, error });
        assert_eq!(
            last.event,
            AtEvent::Waiting { due: NOW.0, refusals: 1 },
            "suspected once, and never again"
        );
    }

    #[test]
    fn an_event_that_is_refused_steps_aside_after_its_third_try_and_the_endpoint_stays_open() {
        let error = DeliveryError::Status { status: 422 };
        let all = through(one(0, 0), &status(422));
        assert_eq!(all.len(), 3);
        assert!(all.iter().all(|settled| settled.endpoint == AtEndpoint::Open(Some(error))));
        assert_eq!(all[0].event, AtEvent::Waiting { due: NOW.0 + 5_000, refusals: 1 });
        assert_eq!(all[1].event, AtEvent::Waiting { due: NOW.0 + 300_000, refusals: 2 });
        assert_eq!(all[2].event, AtEvent::Held(error));
    }

    #[test]
    fn a_batch_that_is_refused_is_taken_apart_after_its_third_try_and_is_held_with_its_endpoint_alone() {
        let batch = Sending { is_batch: true, ..one(0, 0) };
        for (answer, pause) in [(status(422), 0), (Answer::Status(413, Some("60".into())), 60_000)] {
            let all = through(batch, &answer);
            assert_eq!(all.len(), 3);
            assert_eq!(all[2].event, AtEvent::Apart { due: NOW.0 + pause });
            let error = answer.verdict().error();
            assert!(all.iter().all(|settled| settled.endpoint == AtEndpoint::Open(error)));
            assert_eq!((all[1].ended(), all[2].ended()), (None, Some("batch-apart")));
        }
        let of_endpoint = [status(410), status(500), Answer::Failed(DeliveryError::Late)];
        assert!(of_endpoint.iter().all(|answer| through(batch, answer) == through(one(0, 0), answer)));
    }

    #[test]
    fn failures_of_the_endpoint_are_no_refusals_of_the_event() {
        for (failures, answer) in [(1, status(500)), (0, status(503)), (0, status(429)), (0, status(401))] {
            let failed = one(2, failures).settle(&answer, NOW, Fraction(0));
            assert_eq!(failed.event, AtEvent::Waiting { due: NOW.0, refusals: 2 }, "{answer:?}");
        }
    }

    /// An endpoint that takes others each time before it fails at `sending`.
    fn alone(mut sending: Sending, answer: &Answer) -> Vec<Settled> {
        let mut all = Vec::new();
        while all.len() < 100 {
            all.push(sending.settle(answer, NOW, Fraction(u32::MAX)));
            match all.last().unwrap().event {
                AtEvent::Waiting { refusals, .. } => sending = Sending { refusals, failures: 0, ..sending },
                _ => return all,
            }
        }
        panic!("it never ends: {all:?}");
    }

    #[test]
    fn an_event_at_which_alone_an_endpoint_fails_steps_aside_and_a_batch_is_taken_apart() {
        for answer in [status(500), status(403), Answer::Failed(DeliveryError::Late)] {
            let error = answer.verdict().error().unwrap();
            let all = alone(one(0, 0), &answer);
            assert_eq!((all.len(), all[7].event), (8, AtEvent::Held(error)));
            assert_eq!(all[6].event, AtEvent::Waiting { due: NOW.0 + 7_200_000, refusals: 7 });
            assert!(all.iter().all(|one| matches!(one.endpoint, AtEndpoint::Resting { failures: 1, .. })));
            let apart = alone(Sending { is_batch: true, ..one(0, 0) }, &answer);
            assert_eq!((apart.len(), apart[2].event), (3, AtEvent::Apart { due: NOW.0 + 1_000 }));
        }
    }

    #[test]
    fn gone_holds_the_endpoint_at_once() {
        let error = DeliveryError::Status { status: 410 };
        assert_eq!(through(one(0, 0), &status(410)).len(), 1);
        assert_eq!(through(one(0, 0), &status(410))[0].endpoint, AtEndpoint::Held { failures: 1, error });
    }

    #[test]
    fn retry_after_puts_off_and_never_brings_forward() {
        let asked = |failures, jitter| {
            let answer = Answer::Status(503, Some("60".into()));
            match one(0, failures).settle(&answer, NOW, jitter).endpoint {
                AtEndpoint::Resting { until, .. } => until - NOW.0,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(asked(0, Fraction(u32::MAX)), 60_000);
        assert_eq!(asked(5, Fraction(u32::MAX)), 1_800_000);
    }
}
