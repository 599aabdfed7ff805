//! The work that the edge asks of senders under a flood: the protocol of ALTCHA, version 2 (<https://altcha.org>), counters
//! of 32 bits. Pure; its crate cannot be interrupted, and what is here is no more than its loop.

use pbkdf2_of_age::pbkdf2_hmac;
use sha2_of_age::{Digest as _, Sha256};

/// A challenge, as far as a sender must know it: the protocol's `parameters`.
#[derive(Clone, Debug)]
pub(crate) struct Challenge {
    /// `PBKDF2/SHA-256` or `SHA-256`.
    pub(crate) algorithm: String,
    /// Rounds of hashing for each try.
    pub(crate) cost: u32,
    /// Of the key, in bytes.
    pub(crate) key_length: usize,
    /// The hexadecimal digits that the key must begin with.
    pub(crate) key_prefix: String,
    /// In hexadecimal digits, as the salt.
    pub(crate) nonce: String,
    pub(crate) salt: String,
    /// How many tries it takes at most, where it says so (`data.most`): its answer was chosen, not left to luck.
    pub(crate) most: Option<u32>,
}

/// Work on a challenge.
pub(crate) struct Work {
    kind: Kind,
    /// Rounds of hashing for each try.
    cost: u32,
    key: Vec<u8>,
    /// The hexadecimal digits that the key must begin with.
    prefix: String,
    password: Vec<u8>,
    salt: Vec<u8>,
    most: Option<u32>,
    counter: u32,
}

enum Kind {
    Pbkdf2,
    Sha,
}

/// Rounds of hashing between two looks at the world: some 50 ms on a phone.
const SLICE: u32 = 50_000;
/// Rounds after which it is given up: a minute or two on a phone.
const MOST: u64 = 100_000_000;

/// How work goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// So many per cent are done, as far as luck can be told.
    Going(u8),
    /// It is done.
    Done,
    /// It is more than a sender can be asked for.
    TooMuch,
}

impl Work {
    /// Takes a challenge; nothing if it asks for what is not done here.
    pub(crate) fn on(challenge: Challenge) -> Option<Self> {
        let Challenge { algorithm, cost, key_length, key_prefix, nonce, salt, most } = challenge;
        let kind = match algorithm.to_ascii_uppercase().as_str() {
            "PBKDF2/SHA-256" => Kind::Pbkdf2,
            "SHA-256" => Kind::Sha,
            _ => return None,
        };
        let right = (1..=64).contains(&key_length)
            && key_prefix.len() <= key_length * 2
            && key_prefix.bytes().all(|byte| byte.is_ascii_hexdigit());
        right.then_some(Self {
            kind,
            cost: cost.max(1),
            key: vec![0; key_length],
            prefix: key_prefix.to_ascii_lowercase(),
            password: bytes(&nonce)?,
            salt: bytes(&salt)?,
            most,
            counter: 0,
        })
    }

    /// Works for a moment.
    pub(crate) fn go_on(&mut self) -> Progress {
        for _ in 0..(SLICE / self.cost).max(1) {
            self.derive();
            if hex(&self.key).starts_with(&self.prefix) {
                return Progress::Done;
            }
            self.counter = self.counter.wrapping_add(1);
            if u64::from(self.counter) * u64::from(self.cost) > MOST {
                return Progress::TooMuch;
            }
        }
        Progress::Going(self.percent())
    }

    fn derive(&mut self) {
        let password = [&*self.password, &self.counter.to_be_bytes()].concat();
        match self.kind {
            Kind::Pbkdf2 => pbkdf2_hmac::<Sha256>(&password, &self.salt, self.cost, &mut self.key),
            Kind::Sha => {
                let mut hash = Sha256::digest([&*self.salt, &password].concat());
                for _ in 1..self.cost {
                    hash = Sha256::digest(hash);
                }
                self.key = hash.iter().copied().take(self.key.len()).collect();
            }
        }
    }

    /// Of the tries that it takes at most; or else of those that are needed on the average, which are never enough for
    /// certain: it comes near to 100.
    fn percent(&self) -> u8 {
        let tries = u64::from(self.counter);
        let of = self.most.map_or_else(
            || tries + (1_u64 << (4 * u32::try_from(self.prefix.len()).unwrap_or(u32::MAX).min(15))),
            |most| u64::from(most.max(1)),
        );
        u8::try_from(100 * tries / of).unwrap_or(99).min(99)
    }

    /// The payload that proves the work on `challenge`, as it came in JSON.
    pub(crate) fn payload(&self, challenge: &str) -> String {
        let (counter, key) = (self.counter, hex(&self.key));
        format!(r#"{{"challenge":{challenge},"solution":{{"counter":{counter},"derivedKey":"{key}"}}}}"#)
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = hex
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use altcha::{CreateChallengeOptions, Payload, VerifySolutionOptions, create_challenge, verify_solution};

    fn proved(algorithm: &str, cost: u32, counter: Option<u32>, key_prefix: &str) -> bool {
        let challenge = create_challenge(CreateChallengeOptions {
            algorithm: algorithm.into(),
            cost,
            counter,
            key_prefix: key_prefix.into(),
            hmac_signature_secret: Some("secret".into()),
            ..CreateChallengeOptions::default()
        })
        .unwrap();
        let json = serde_json::to_string(&challenge).unwrap();
        let asked = challenge.parameters;
        let mut work = Work::on(Challenge {
            algorithm: asked.algorithm,
            cost: asked.cost,
            key_length: asked.key_length,
            key_prefix: asked.key_prefix,
            nonce: asked.nonce,
            salt: asked.salt,
            most: counter.map(|counter| counter + 1),
        })
        .unwrap();
        let mut last = 0;
        while let Progress::Going(percent) = work.go_on() {
            assert!(percent >= last && percent < 100);
            last = percent;
        }
        let payload: Payload = serde_json::from_str(&work.payload(&json)).unwrap();
        verify_solution(VerifySolutionOptions::new(&payload.challenge, &payload.solution, "secret"))
            .unwrap()
            .verified
    }

    #[test]
    fn the_protocols_own_crate_accepts_the_work() {
        assert!(proved("PBKDF2/SHA-256", 50, None, "0"));
        assert!(proved("PBKDF2/SHA-256", 10, Some(77), ""));
        assert!(proved("SHA-256", 3, None, "00"));
        assert!(proved("SHA-256", 1, Some(300), ""));
    }

    fn challenge(algorithm: &str, key_prefix: &str, nonce: &str) -> Challenge {
        let [algorithm, key_prefix, nonce, salt] = [algorithm, key_prefix, nonce, "00"].map(str::to_owned);
        Challenge { algorithm, cost: 1, key_length: 32, key_prefix, nonce, salt, most: None }
    }

    #[test]
    fn where_the_challenge_says_how_many_tries_it_takes_that_is_what_is_shown() {
        let with = |most| {
            let mut work =
                Work::on(Challenge { most, ..challenge("SHA-256", &"f".repeat(32), "00") }).unwrap();
            work.counter = 5_000;
            work.percent()
        };
        assert_eq!(with(Some(10_000)), 50);
        assert_eq!([with(Some(5_000)), with(Some(0))], [99, 99]);
        assert_eq!(with(None), 0);
    }

    #[test]
    fn work_without_end_is_given_up() {
        let mut work = Work::on(challenge("SHA-256", "ffffffffffffffff", "00")).unwrap();
        work.counter = u32::try_from(MOST).unwrap() - 10;
        assert_eq!(work.go_on(), Progress::TooMuch);
    }

    #[test]
    fn what_is_no_challenge_is_no_work() {
        let with = |algorithm, prefix, nonce| Work::on(challenge(algorithm, prefix, nonce)).is_some();
        assert!(with("sha-256", "0A", "00ff"));
        assert!(!with("SCRYPT", "00", "00"));
        assert!(!with("SHA-256", "0g", "00"));
        assert!(!with("SHA-256", "00", "0"));
        assert!(!with("SHA-256", "00", "0x"));
        assert!(Work::on(Challenge { key_length: 65, ..challenge("SHA-256", "00", "00") }).is_none());
    }
}
