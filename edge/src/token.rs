//! Bearer tokens (RFC 6750, section 2.1): of a unit's own systems, and of the operator's monitoring.

use crate::{ask::Ask, config, runtime};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use tt_contract::{problem::Problem, unit::Unit};
use worker::Env;

/// Whether one of the unit's own systems asks. Errors: as [`bears`]; where no token is bound, nobody is.
pub(crate) fn authorize(ask: &Ask, env: &Env, unit: &Unit) -> Result<(), Problem> {
    bears(ask, unit.tokens.iter().filter_map(|name| config::text(env, name)))
}

/// Whether who asks bears one of the tokens `known`. Errors: [`Problem::Unauthorized`], [`Problem::Internal`] without
/// randomness.
pub(crate) fn bears(ask: &Ask, known: impl IntoIterator<Item: AsRef<str>>) -> Result<(), Problem> {
    let header = ask.header("Authorization").unwrap_or_default();
    let given = bearer(&header).ok_or(Problem::Unauthorized)?;
    let key = runtime::random::<32>().map_err(|_| Problem::Internal)?;
    // Each is compared, whichever is right.
    let right = known.into_iter().fold(false, |right, token| is_same(&key, token.as_ref(), given) | right);
    right.then_some(()).ok_or(Problem::Unauthorized)
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim().split_once(' ')?;
    let token = token.trim_start();
    (scheme.eq_ignore_ascii_case("Bearer") && !token.is_empty()).then_some(token)
}

/// Whether two texts are the same, in a time that says nothing of where they differ: their codes under a `key` that is fresh for
/// each comparison are compared by the library in constant time.
fn is_same(key: &[u8; 32], one: &str, other: &str) -> bool {
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(key) else { return false };
    let code = mac.clone().chain_update(one).finalize().into_bytes();
    mac.chain_update(other).verify_slice(&code).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bearers_token_is_read() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer  abc "), Some("abc"));
        for wrong in ["", "abc", "Basic abc", "Bearer", "Bearer ", "Bearerabc"] {
            assert_eq!(bearer(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_the_same_is_the_same() {
        for (other, same) in
            [("token", true), ("Token", false), ("token2", false), ("toke", false), ("", false)]
        {
            assert_eq!(is_same(&[3; 32], "token", other), same, "{other}");
        }
    }
}
