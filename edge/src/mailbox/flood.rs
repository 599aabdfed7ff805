//! Whether a unit is under a flood of tips, and the work that senders are asked for then (ALTCHA's protocol, version 2).
//!
//! All of it is in memory, and so is the key: the isolate's, because a mailbox that nobody called for ten seconds is put away.
//! An isolate that ended forgets whom it asked, and what comes then is kept like everything. Nobody is ever refused.
//!
//! How the cost is reckoned: one try is PBKDF2 with [`WORK_ROUNDS`] rounds, two compressions of SHA-256 each; a solver needs
//! [`WORK_TRIES`] / 2 tries on average. Chromium with a quarter of a core, as on a phone that is four times slower than a desk, took 0.64 to 0.87 ms
//! a try in three runs: 4.5 to 6.1 s on average, 12.2 s at most; with a core of its own 0.17 ms (`tests/src/bin/work.rs`). To check a solution costs one HMAC.

use crate::limit::{CALM_TIPS, FLOOD_MS, WORK_ROUNDS, WORK_SPENT, WORK_TRIES, WORK_VALID_MS};
use altcha::{
    Challenge, CreateChallengeOptions, Payload, VerifySolutionOptions, create_challenge, verify_solution,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap, VecDeque},
};
use tt_contract::{time::Millis, tip::Proof, unit::UnitId};

/// Where a challenge says how many tries its solution takes at most, so that a solver can show how far it is.
pub(crate) const MOST_TRIES: &str = "most";

/// What is known of the last minutes.
#[derive(Default)]
pub(crate) struct Flood {
    /// When tips came; those that are older than [`FLOOD_MS`], or more than matter, are forgotten.
    arrivals: VecDeque<Millis>,
    /// The key of this instance, made when it first asks for work.
    key: Option<String>,
    /// The signatures of challenges that were answered, and until when they could be again.
    spent: HashMap<String, Millis>,
}

/// A proof that was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    /// What is noted on the tip.
    pub(crate) proof: Proof,
    /// The signature of the challenge that was solved.
    signature: Option<String>,
}

thread_local! {
    static FLOODS: RefCell<HashMap<UnitId, Flood>> = RefCell::default();
}

/// Does `work` on what is known of `unit`.
pub(super) fn of<T>(unit: &UnitId, work: impl FnOnce(&mut Flood) -> T) -> T {
    FLOODS.with_borrow_mut(|floods| work(floods.entry(unit.clone()).or_default()))
}

impl Flood {
    /// Counts a tip that is kept, and spends the work that came with it.
    pub(crate) fn count(&mut self, now: Millis, judged: Judged) {
        self.arrivals.push_back(now);
        if self.arrivals.len() > CALM_TIPS + 1 {
            self.arrivals.pop_front();
        }
        if let Some(signature) = judged.signature {
            if self.spent.len() >= WORK_SPENT {
                self.spent.retain(|_, until| now < *until);
            }
            if self.spent.len() >= WORK_SPENT {
                // What is forgotten must not be good again: a new key makes every challenge so far void.
                (self.key, self.spent) = (None, HashMap::new());
            }
            self.spent.insert(signature, Millis(now.0 + WORK_VALID_MS));
        }
    }

    /// Whether work is asked for now.
    pub(crate) fn is_on(&self, now: Millis) -> bool {
        let recent = self.arrivals.iter().filter(|at| now.0 - at.0 < FLOOD_MS).count();
        recent > CALM_TIPS
    }

    /// A challenge, where work is asked for; `random` are fresh bytes for the key and the answer.
    pub(crate) fn challenge(&mut self, now: Millis, random: [u8; 36]) -> Option<Challenge> {
        if !self.is_on(now) {
            return None;
        }
        let (key, counter) = random.split_first_chunk::<32>()?;
        let key = self.key.get_or_insert_with(|| crate::hash::hex(key)).clone();
        let counter = u32::from_le_bytes(counter.first_chunk().copied()?) % WORK_TRIES;
        let options = CreateChallengeOptions {
            algorithm: "PBKDF2/SHA-256".into(),
            cost: WORK_ROUNDS,
            counter: Some(counter),
            data: Some(BTreeMap::from([(MOST_TRIES.to_owned(), WORK_TRIES.into())])),
            expires_at: Some((now.0 + WORK_VALID_MS).div_euclid(1000)),
            hmac_signature_secret: Some(key.clone()),
            hmac_key_signature_secret: Some(key),
            ..CreateChallengeOptions::default()
        };
        create_challenge(options).ok()
    }

    /// Judges what came with a tip: ALTCHA's payload, base64 of JSON. Whatever cannot be read is no proof.
    pub(crate) fn judge(&self, now: Millis, payload: Option<&str>) -> Judged {
        match payload.and_then(|payload| self.solved(payload)) {
            Some(signature) => Judged { proof: Proof::Solved, signature: Some(signature) },
            None if self.is_on(now) => Judged { proof: Proof::Missing, signature: None },
            None => Judged { proof: Proof::NotAsked, signature: None },
        }
    }

    /// The signature of the challenge that `payload` solves, if it was ours and is not spent.
    fn solved(&self, payload: &str) -> Option<String> {
        let key = self.key.clone()?;
        let json = STANDARD.decode(payload).ok()?;
        let Payload { challenge, solution } = serde_json::from_slice(&json).ok()?;
        let signature = challenge.signature.clone()?;
        let options = VerifySolutionOptions {
            hmac_key_signature_secret: Some(key.clone()),
            ..VerifySolutionOptions::new(&challenge, &solution, key)
        };
        let verified = verify_solution(options).ok()?.verified;
        // In one spelling: hexadecimal digits may be compared in either case.
        let signature = signature.to_ascii_lowercase();
        (verified && !self.spent.contains_key(&signature)).then_some(signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use altcha::{SolveChallengeOptions, solve_challenge};
    use std::time::SystemTime;

    /// The crate judges expiry by the system's clock.
    fn now() -> Millis {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        Millis(i64::try_from(since.as_millis()).unwrap())
    }

    fn none() -> Judged {
        Judged { proof: Proof::NotAsked, signature: None }
    }

    fn flooded(now: Millis) -> Flood {
        let mut flood = Flood::default();
        (0..=CALM_TIPS).for_each(|_| flood.count(now, none()));
        flood
    }

    fn payload(challenge: &Challenge) -> String {
        let solution = solve_challenge(SolveChallengeOptions::new(challenge)).unwrap().unwrap();
        let payload = Payload { challenge: challenge.clone(), solution };
        STANDARD.encode(serde_json::to_vec(&payload).unwrap())
    }

    #[test]
    fn work_is_asked_for_only_in_a_flood() {
        let now = now();
        let mut flood = Flood::default();
        (0..CALM_TIPS).for_each(|_| flood.count(now, none()));
        assert!(flood.challenge(now, [1; 36]).is_none());
        assert_eq!(flood.judge(now, None).proof, Proof::NotAsked);
        flood.count(now, none());
        assert!(flood.challenge(now, [1; 36]).is_some());
        assert_eq!(flood.judge(now, None).proof, Proof::Missing);
        let later = Millis(now.0 + FLOOD_MS);
        assert!(flood.challenge(later, [1; 36]).is_none());
        assert!(flood.arrivals.len() <= CALM_TIPS + 1);
    }

    #[test]
    fn a_solution_counts_once_and_only_as_it_was_asked() {
        let now = now();
        let mut flood = flooded(now);
        let mut random = [7; 36];
        random[32..].copy_from_slice(&40_u32.to_le_bytes());
        let challenge = flood.challenge(now, random).unwrap();
        assert_eq!(challenge.parameters.data.as_ref().unwrap()[MOST_TRIES], WORK_TRIES);
        let payload = payload(&challenge);
        let judged = flood.judge(now, Some(&payload));
        assert_eq!(judged.proof, Proof::Solved);
        flood.count(now, judged);
        assert_eq!(flood.judge(now, Some(&payload)).proof, Proof::Missing, "spent");

        let mut easier = challenge;
        easier.parameters.key_prefix.clear();
        let mut wrong = vec![String::new(), "*".into(), STANDARD.encode("{}")];
        let solution = solve_challenge(SolveChallengeOptions::new(&easier)).unwrap().unwrap();
        wrong.push(STANDARD.encode(serde_json::to_vec(&Payload { challenge: easier, solution }).unwrap()));
        for wrong in wrong {
            assert_eq!(flood.judge(now, Some(&wrong)).proof, Proof::Missing);
        }
    }

    #[test]
    fn a_challenge_of_another_time_or_key_is_worth_nothing() {
        let now = now();
        let mut flood = flooded(now);
        let before = Millis(now.0 - WORK_VALID_MS - 1_000);
        flood.arrivals.iter_mut().for_each(|at| *at = before);
        let old = payload(&flood.challenge(before, [0; 36]).unwrap());
        assert_eq!(flood.judge(before, Some(&old)).proof, Proof::Missing);
        let mut other = flooded(now);
        let foreign = payload(&other.challenge(now, [0; 36]).unwrap());
        flood.key = Some("another".into());
        assert_eq!(flood.judge(now, Some(&foreign)).signature, None);
    }
}
