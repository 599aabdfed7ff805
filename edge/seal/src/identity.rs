//! Who can open what is sealed.

use age::secrecy::ExposeSecret;
use core::{fmt, str::FromStr};
use tt_contract::tip::Recipient;
use zeroize::Zeroizing;

/// An X25519 identity of age: `AGE-SECRET-KEY-1…`. It has no `Debug` that shows it.
#[derive(Clone)]
pub struct Identity {
    pub(crate) key: age::x25519::Identity,
    recipient: Recipient,
}

impl Identity {
    /// Takes an X25519 secret of 32 bytes (RFC 7748, section 5).
    #[expect(clippy::expect_used, reason = "every 32 bytes are an X25519 secret")]
    pub(crate) fn new(secret: &[u8; 32]) -> Self {
        const PREFIX: bech32::Hrp = bech32::Hrp::parse_unchecked("age-secret-key-");
        // age takes a secret as text only.
        let text = bech32::encode_upper::<bech32::Bech32>(PREFIX, secret).map(Zeroizing::new);
        text.ok().and_then(|text| text.parse().ok()).expect("32 bytes are an identity")
    }

    /// Makes a new one of the operating system's randomness. Panics where there is none.
    #[must_use]
    pub fn generate() -> Self {
        age::x25519::Identity::generate().into()
    }

    /// To whom is sealed what this opens.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        self.recipient.clone()
    }

    /// The secret as a key file has it. Wiped from memory when dropped.
    #[must_use]
    pub fn secret(&self) -> Zeroizing<String> {
        Zeroizing::new(self.key.to_string().expose_secret().to_owned())
    }
}

impl From<age::x25519::Identity> for Identity {
    #[expect(clippy::expect_used, reason = "the contract reads every recipient that age writes")]
    fn from(key: age::x25519::Identity) -> Self {
        let recipient = key.to_public().to_string().parse().expect("age writes recipients of age");
        Self { key, recipient }
    }
}

/// The text is no `AGE-SECRET-KEY-1…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnIdentity;

impl fmt::Display for NotAnIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an age identity")
    }
}

impl core::error::Error for NotAnIdentity {}

impl FromStr for Identity {
    type Err = NotAnIdentity;

    /// Reads `AGE-SECRET-KEY-1…`. Errors: [`NotAnIdentity`].
    fn from_str(text: &str) -> Result<Self, NotAnIdentity> {
        text.parse::<age::x25519::Identity>().map(Self::from).map_err(|_| NotAnIdentity)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(…)")
    }
}
