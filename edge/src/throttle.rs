//! How much comes, as this isolate has seen it: the limiter of a day, made anew with its key when the day is over, and the units'
//! budgets. On Cloudflare a unit's requests may be spread over isolates; each then has a budget of its own.

use crate::{
    ask::Ask,
    config::Config,
    limit::{self, Budgets, Limiter, Pace},
    metrics, runtime,
};
use std::{
    cell::RefCell,
    net::{IpAddr, Ipv6Addr},
};
use tt_contract::{problem::Problem, unit::UnitId};

/// Limits one kind of request in this isolate.
pub(crate) struct Throttle {
    pace: Pace,
    limiter: RefCell<Option<Limiter>>,
}

impl Throttle {
    /// A throttle to `pace`.
    pub(crate) const fn new(pace: Pace) -> Self {
        Self { pace, limiter: RefCell::new(None) }
    }

    /// Counts this request against its neighbourhood, where the server in front names the address; elsewhere nobody is
    /// limited. Errors: [`Problem::Busy`], [`Problem::Internal`].
    pub(crate) fn admit(&self, ask: &Ask, config: &Config) -> Result<(), Problem> {
        address(ask, config).map_or(Ok(()), |address| self.count(address))
    }

    /// As [`Throttle::admit`], but where no address is named all count as one. Errors: as there.
    pub(crate) fn admit_all(&self, ask: &Ask, config: &Config) -> Result<(), Problem> {
        self.count(address(ask, config).unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED)))
    }

    fn count(&self, address: IpAddr) -> Result<(), Problem> {
        let now = runtime::now();
        let mut limiter = self.limiter.borrow_mut();
        if !limiter.as_ref().is_some_and(|limiter| limiter.is_of(now)) {
            let key = runtime::random().map_err(|_| Problem::Internal)?;
            *limiter = Some(Limiter::new(now, key, self.pace));
        }
        let Some(limiter) = limiter.as_mut() else { return Ok(()) };
        limiter.admit(address, now).map_err(|retry_after_s| Problem::Busy { retry_after_s })
    }
}

thread_local! {
    static BUDGETS: RefCell<Budgets> = RefCell::default();
}

/// Counts a rating against what `unit` takes from everywhere together. Errors: [`Problem::Busy`].
pub(crate) fn admit_to(unit: &UnitId, config: &Config) -> Result<(), Problem> {
    let (now, per_minute) = (runtime::now(), config.unit_ratings_per_minute);
    BUDGETS.with_borrow_mut(|budgets| budgets.admit(unit, per_minute, now)).map_err(|retry_after_s| {
        metrics::over_budget(unit);
        Problem::Busy { retry_after_s }
    })
}

fn address(ask: &Ask, config: &Config) -> Option<IpAddr> {
    let header = config.client_address_header.as_deref().and_then(|name| ask.header(name));
    header.as_deref().and_then(limit::address)
}
