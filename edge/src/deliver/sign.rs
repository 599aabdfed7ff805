//! Signs a delivery as Standard Webhooks does.

use standardwebhooks::Webhook;
use tt_contract::time::Millis;

/// A secret cannot sign: it is not `whsec_` and base64, or shorter than any key should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadSecret;

/// Shortest key, in base64 characters: 24 bytes, the least that Standard Webhooks allows.
const SHORTEST: usize = 32;

/// The signed headers of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    /// `webhook-timestamp`: seconds since 1970, at the attempt.
    pub(crate) timestamp: String,
    /// `webhook-signature`: one for each secret, so that the unit can change from one to the next.
    pub(crate) signature: String,
}

/// Signs `body` under the event's `id`. Errors: [`BadSecret`], also where there is no secret at all.
pub(crate) fn sign(secrets: &[String], id: &str, now: Millis, body: &str) -> Result<Signed, BadSecret> {
    let seconds = now.0.div_euclid(1000);
    let signatures: Vec<String> = secrets
        .iter()
        .map(|secret| {
            let key =
                secret.trim().strip_prefix("whsec_").filter(|key| key.len() >= SHORTEST).ok_or(BadSecret)?;
            Webhook::new(key).and_then(|key| key.sign(id, seconds, body.as_bytes())).map_err(|_| BadSecret)
        })
        .collect::<Result<_, _>>()?;
    if signatures.is_empty() {
        return Err(BadSecret);
    }
    Ok(Signed { timestamp: seconds.to_string(), signature: signatures.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const NEW: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    #[test]
    fn the_signature_is_that_of_the_standards_own_example() {
        let body = r#"{"test": 2432232314}"#;
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let signed = sign(&[OLD.into()], id, Millis(1_614_265_330_999), body).unwrap();
        assert_eq!(signed.timestamp, "1614265330");
        assert_eq!(signed.signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn every_secret_signs() {
        let signed = sign(&[OLD.into(), NEW.into()], "id", Millis(0), "{}").unwrap();
        let parts: Vec<_> = signed.signature.split(' ').collect();
        assert_eq!(parts.len(), 2);
        assert!(parts.iter().all(|part| part.starts_with("v1,")) && parts[0] != parts[1]);
    }

    #[test]
    fn without_a_proper_secret_nothing_is_signed() {
        for secrets in [
            vec![],
            vec!["whsec_short".into()],
            vec!["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into()],
            vec![format!("whsec_{}", "*".repeat(40))],
        ] {
            assert_eq!(sign(&secrets, "id", Millis(0), "{}"), Err(BadSecret));
        }
    }
}
