//! `tt fingerprint`.

use anyhow::{Context, Result};
use clap::Args;
use tt_contract::tip::Recipient;

#[derive(Args)]
pub(crate) struct Fingerprint {
    /// Khóa công khai. The public key, `age1…`.
    recipient: String,
}

impl Fingerprint {
    pub(crate) fn run(self) -> Result<()> {
        let recipient: Recipient =
            self.recipient.trim().parse().context("not a public key of age (age1…)")?;
        println!("{}", tt_seal::fingerprint(&recipient));
        Ok(())
    }
}
