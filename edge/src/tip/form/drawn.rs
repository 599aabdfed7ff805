//! Receipts that the edge draws for forms without script, and how it knows them again: by a code (HMAC-SHA-256, RFC 2104)
//! under a key of the day, so that no form elsewhere brings a receipt of its own choosing. The keys follow from the unit's
//! tokens: every isolate has them, after a restart too, and none is stored. Pure.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use tt_contract::{problem::Problem, time::Day, tip::Receipt, unit::UnitId};

/// Separates these keys from everything else that is done with a token.
const PURPOSE: &[u8] = b"tuong-tac/receipt/v1";

/// A receipt for one form, and the code that vouches for it.
#[derive(Clone, Debug)]
pub(in crate::tip) struct Drawn {
    /// The receipt.
    pub(in crate::tip) receipt: Receipt,
    /// 64 hexadecimal digits.
    pub(in crate::tip) mac: String,
}

/// What the codes of a unit's receipts are made with today.
pub(in crate::tip) struct Keys<'a> {
    unit: &'a UnitId,
    /// The first makes codes, each checks them: while a token is rotated both are known.
    secrets: Vec<Vec<u8>>,
    today: Day,
}

impl<'a> Keys<'a> {
    /// Keys from `secrets`, of which there is at least one.
    pub(in crate::tip) const fn new(unit: &'a UnitId, secrets: Vec<Vec<u8>>, today: Day) -> Self {
        Self { unit, secrets, today }
    }

    /// `receipt` with its code of today. Errors: [`Problem::Internal`], without a secret.
    pub(in crate::tip) fn vouch(&self, receipt: Receipt) -> Result<Drawn, Problem> {
        let secret = self.secrets.first().ok_or(Problem::Internal)?;
        let mac = self.mac(secret, self.today, &receipt).ok_or(Problem::Internal)?;
        Ok(Drawn { receipt, mac: crate::hash::digits(&mac.finalize().into_bytes()) })
    }

    /// Whether `mac` is the code of `receipt`, of today or yesterday: who writes past midnight is not asked again.
    pub(in crate::tip) fn vouches(&self, receipt: &Receipt, mac: &str) -> bool {
        let Some(code) = crate::hash::bytes(mac) else { return false };
        let days = [self.today, Day(self.today.0 - 1)];
        self.secrets.iter().any(|secret| {
            days.iter()
                .any(|day| self.mac(secret, *day, receipt).is_some_and(|mac| mac.verify_slice(&code).is_ok()))
        })
    }

    fn mac(&self, secret: &[u8], day: Day, receipt: &Receipt) -> Option<Hmac<Sha256>> {
        let key = Hmac::<Sha256>::new_from_slice(secret).ok()?;
        let key =
            key.chain_update(PURPOSE).chain_update(day.0.to_be_bytes()).chain_update(self.unit.as_str());
        let mac = Hmac::<Sha256>::new_from_slice(&key.finalize().into_bytes()).ok()?;
        Some(mac.chain_update(receipt.bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt() -> Receipt {
        Receipt::from_random([7; 16])
    }

    fn vouches(unit: &str, secrets: &[&str], day: i64, receipt: &Receipt, mac: &str) -> bool {
        let (unit, secrets) = (unit.parse().unwrap(), secrets.iter().map(|one| one.as_bytes().to_vec()));
        Keys::new(&unit, secrets.collect(), Day(day)).vouches(receipt, mac)
    }

    #[test]
    fn a_receipt_is_known_today_and_tomorrow_and_by_each_token() {
        let unit = "c06".parse().unwrap();
        let drawn = Keys::new(&unit, vec![b"old".to_vec()], Day(20_000)).vouch(receipt()).unwrap();
        assert_eq!(drawn.mac.len(), 64);
        let known = |unit, secrets: &[&str], day| vouches(unit, secrets, day, &drawn.receipt, &drawn.mac);
        assert!(known("c06", &["old"], 20_000) && known("c06", &["old"], 20_001));
        assert!(known("c06", &["new", "old"], 20_000));
        assert!(!known("c06", &["old"], 20_002) && !known("c06", &["old"], 19_999));
        assert!(
            !known("c06", &["new"], 20_000) && !known("c07", &["old"], 20_000) && !known("c06", &[], 20_000)
        );
    }

    #[test]
    fn no_other_receipt_passes_with_its_code() {
        let unit = "c06".parse().unwrap();
        let Drawn { receipt, mac } = Keys::new(&unit, vec![b"a".to_vec()], Day(1)).vouch(receipt()).unwrap();
        let known = |receipt: &Receipt, mac: &str| vouches("c06", &["a"], 1, receipt, mac);
        assert!(known(&receipt, &mac) && known(&receipt, &mac.to_uppercase()));
        assert!(!known(&Receipt::from_random([8; 16]), &mac));
        for mac in
            ["", "0", "zz", "é", &mac[..62], &format!("{mac}00"), &mac.replace(char::is_alphabetic, "0")]
        {
            assert!(!known(&receipt, mac), "{mac}");
        }
    }
}
