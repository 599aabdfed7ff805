//! How much each neighbourhood of the network may send. Kept in memory only, under names that nobody can turn back
//! into addresses and that are forgotten with the day.

use super::bucket::{Bucket, Pace};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::net::IpAddr;
use tt_contract::time::{Day, Millis};

/// How many neighbourhoods are told apart. Those that share a place drive one another out, which forgives.
const PLACES: u64 = 4096;

/// The neighbourhoods of today.
pub(crate) struct Limiter {
    day: Day,
    key: [u8; 32],
    pace: Pace,
    places: Vec<Place>,
}

#[derive(Clone, Copy)]
struct Place {
    name: u64,
    bucket: Bucket,
}

impl Limiter {
    /// A limiter to `pace` for the day of `now`, under a fresh random `key`.
    pub(crate) fn new(now: Millis, key: [u8; 32], pace: Pace) -> Self {
        let empty = Place { name: 0, bucket: Bucket::full(pace, now) };
        Self { day: now.day(), key, pace, places: (0..PLACES).map(|_| empty).collect() }
    }

    /// Whether this limiter and its key are still of the day; otherwise it is to be thrown away.
    pub(crate) fn is_of(&self, now: Millis) -> bool {
        self.day == now.day()
    }

    /// Counts one request from `address`. Errors: the seconds to wait.
    pub(crate) fn admit(&mut self, address: IpAddr, now: Millis) -> Result<(), u32> {
        let name = self.name(address);
        // Below `PLACES`, so it fits where `usize` has 32 bits.
        let index = usize::try_from(name % PLACES).unwrap_or_default();
        let Some(place) = self.places.get_mut(index) else { return Ok(()) };
        if place.name != name {
            *place = Place { name, bucket: Bucket::full(self.pace, now) };
        }
        place.bucket.take(self.pace, now)
    }

    /// Today's name of the neighbourhood of `address`.
    fn name(&self, address: IpAddr) -> u64 {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return 0 };
        let (version, prefix) = neighbourhood(address);
        mac.update(&[version]);
        mac.update(&prefix);
        let digest: [u8; 32] = mac.finalize().into_bytes().into();
        u64::from_le_bytes(digest.first_chunk().copied().unwrap_or_default())
    }
}

/// What of an address is looked at: its version and /24 of IPv4, /48 of IPv6, the least that is given to one customer.
fn neighbourhood(address: IpAddr) -> (u8, [u8; 6]) {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [first, second, third, _] = address.octets();
            (4, [first, second, third, 0, 0, 0])
        }
        IpAddr::V6(address) => (6, address.octets().first_chunk().copied().unwrap_or_default()),
    }
}

/// The address that the front server names. Of a list, the last is its own; what is no address limits nobody.
pub(crate) fn address(header: &str) -> Option<IpAddr> {
    header.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::RATINGS;

    const NOON: Millis = Millis(1_795_323_600_000);

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn drain(limiter: &mut Limiter, address: &str, now: Millis) -> usize {
        (0..1000).take_while(|_| limiter.admit(ip(address), now).is_ok()).count()
    }

    #[test]
    fn a_burst_passes_then_a_trickle() {
        let mut limiter = Limiter::new(NOON, [7; 32], RATINGS);
        assert_eq!(drain(&mut limiter, "203.0.113.9", NOON), 60);
        assert_eq!(limiter.admit(ip("203.0.113.200"), NOON), Err(2), "the same /24");
        assert_eq!(drain(&mut limiter, "203.0.114.9", NOON), 60, "another /24");
        assert_eq!(drain(&mut limiter, "203.0.113.9", Millis(NOON.0 + 60_000)), 30);
        assert_eq!(drain(&mut limiter, "203.0.113.9", Millis(NOON.0 + 3_600_000)), 60);
    }

    #[test]
    fn neighbours_share_and_strangers_do_not() {
        assert_eq!(neighbourhood(ip("2001:db8:1::1")), neighbourhood(ip("2001:db8:1:ffff::9")));
        assert_ne!(neighbourhood(ip("2001:db8:1::1")), neighbourhood(ip("2001:db8:2::1")));
        assert_eq!(neighbourhood(ip("::ffff:203.0.113.9")), neighbourhood(ip("203.0.113.1")));
        let today = Limiter::new(NOON, [1; 32], RATINGS);
        let tomorrow = Limiter::new(Millis(NOON.0 + 86_400_000), [2; 32], RATINGS);
        assert!(today.is_of(NOON) && !tomorrow.is_of(NOON));
        assert_ne!(today.name(ip("203.0.113.9")), tomorrow.name(ip("203.0.113.9")));
    }

    #[test]
    fn the_front_servers_own_word_counts() {
        assert_eq!(address("10.0.0.1, 203.0.113.9"), Some(ip("203.0.113.9")));
        assert_eq!(address(" 2001:db8::1 "), Some(ip("2001:db8::1")));
        assert_eq!(address("unknown"), None);
        assert_eq!(address(""), None);
    }
}
