//! `tt keygen`.

use crate::{keyfile, private};
use anyhow::{Context, Result};
use clap::Args;
use std::{
    io::Write,
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};
use tt_contract::{
    time::{Day, Millis},
    tip::KeyId,
};
use tt_seal::Identity;
use zeroize::Zeroizing;

#[derive(Args)]
pub(crate) struct Keygen {
    /// Nơi ghi khóa bí mật. Where the secret key goes; nothing is overwritten.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Tên của khóa; mặc định là năm-tháng. The key's name; year and month unless given.
    #[arg(long)]
    id: Option<String>,
    /// Bảo vệ khóa bằng mật khẩu. Locks the file with a passphrase, asked for.
    #[arg(long)]
    passphrase: bool,
    /// Như trên, mật khẩu đọc từ tệp. The same, with the passphrase from a file's first line.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Keygen {
    pub(crate) fn run(self) -> Result<()> {
        let today = today()?;
        let (year, month, _) = today.civil();
        let id = self.id.unwrap_or_else(|| format!("{year}-{month:02}"));
        let id: KeyId = id.parse().context("--id: a-z, 0-9 and hyphens only")?;
        let identity = Identity::generate();
        let recipient = identity.recipient();
        let text = Zeroizing::new(format!(
            "# created: {today}\n# public key: {}\n{}\n",
            recipient.as_str(),
            *identity.secret()
        ));
        let content = if self.passphrase || self.passphrase_file.is_some() {
            let passphrase = keyfile::passphrase(self.passphrase_file.as_ref(), true)?;
            Zeroizing::new(keyfile::lock(&text, passphrase)?)
        } else {
            Zeroizing::new(text.as_bytes().to_vec())
        };
        let mut file = private::fresh(&self.out)?;
        file.write_all(&content).and_then(|()| file.sync_all()).context("the key is not written")?;
        println!(
            "[[tip_off.keys]]\nid = \"{id}\"\nrecipient = \"{}\"\nfrom = \"{today}\"",
            recipient.as_str()
        );
        println!("# mã đối chiếu / fingerprint: {}", tt_seal::fingerprint(&recipient));
        Ok(())
    }
}

fn today() -> Result<Day> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?;
    Ok(Millis(i64::try_from(since.as_millis())?).day())
}
