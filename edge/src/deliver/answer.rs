//! What an endpoint's answer means. Pure.

use tt_contract::deliveries::DeliveryError;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A whole answer: its status, and `Retry-After` where it was given.
    Status(u16, Option<String>),
    /// None, or none that ends where a confirmation does.
    Failed(DeliveryError),
}

/// What that means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The unit's system has it.
    Delivered,
    /// This event is not taken; the others may be.
    EventRefused(DeliveryError),
    /// The endpoint takes nothing now.
    EndpointDown(DeliveryError),
    /// It will never take anything again (410): somebody has switched it off.
    EndpointGone(DeliveryError),
}

impl Answer {
    /// Judges an answer.
    pub(crate) const fn verdict(&self) -> Verdict {
        let status = match self {
            Self::Status(status, _) => *status,
            Self::Failed(error) => return Verdict::EndpointDown(*error),
        };
        let error = DeliveryError::Status { status };
        match status {
            200..=299 => Verdict::Delivered,
            300..=399 => Verdict::EndpointDown(DeliveryError::Redirect { status }),
            410 => Verdict::EndpointGone(error),
            // These speak of the address, not of the event: who asks, what is there, how often, how late.
            401 | 403 | 404 | 405 | 407 | 408 | 421 | 425 | 429 => Verdict::EndpointDown(error),
            400..=499 => Verdict::EventRefused(error),
            // In these words Cloudflare says what `workerd` throws.
            521 | 523 | 530 => Verdict::EndpointDown(DeliveryError::Unreachable),
            522 | 524 => Verdict::EndpointDown(DeliveryError::Late),
            525 | 526 => Verdict::EndpointDown(DeliveryError::Tls),
            _ => Verdict::EndpointDown(error),
        }
    }

    /// The `Retry-After`, if there was one.
    pub(crate) fn retry_after(&self) -> Option<&str> {
        match self {
            Self::Status(_, retry_after) => retry_after.as_deref(),
            Self::Failed(_) => None,
        }
    }
}

impl Verdict {
    /// Whether an event may be what brings its endpoint down: a firewall forbids a comment (403, or a page of its own), a program breaks
    /// on it. Other answers that speak of the endpoint cannot be meant so.
    pub(crate) const fn may_be_the_events(self) -> bool {
        matches!(
            self,
            Self::EndpointDown(
                DeliveryError::Status { status: 403 | 500 | 502 | 504.. }
                    | DeliveryError::Late
                    | DeliveryError::Unreachable
                    | DeliveryError::WebPage
                    | DeliveryError::Unreadable
            )
        )
    }

    /// What failed, if anything.
    pub(crate) const fn error(self) -> Option<DeliveryError> {
        match self {
            Self::Delivered => None,
            Self::EventRefused(error) | Self::EndpointDown(error) | Self::EndpointGone(error) => Some(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(status: u16) -> Verdict {
        Answer::Status(status, None).verdict()
    }

    #[test]
    fn only_a_success_delivers() {
        for status in 100..=999 {
            assert_eq!(verdict(status) == Verdict::Delivered, (200..300).contains(&status), "{status}");
        }
    }

    #[test]
    fn what_speaks_of_the_event_is_told_from_what_speaks_of_the_endpoint() {
        for down in [100, 401, 404, 429, 500, 503, 599, 999] {
            let error = DeliveryError::Status { status: down };
            assert_eq!(verdict(down), Verdict::EndpointDown(error), "{down}");
        }
        for refused in [400, 409, 413, 422] {
            let error = DeliveryError::Status { status: refused };
            assert_eq!(verdict(refused), Verdict::EventRefused(error), "{refused}");
        }
        assert_eq!(verdict(308), Verdict::EndpointDown(DeliveryError::Redirect { status: 308 }));
        assert_eq!(verdict(410), Verdict::EndpointGone(DeliveryError::Status { status: 410 }));
        assert_eq!(verdict(526), Verdict::EndpointDown(DeliveryError::Tls));
        let late = Answer::Failed(DeliveryError::Late).verdict();
        assert_eq!(late.error(), Some(DeliveryError::Late));
    }
}
