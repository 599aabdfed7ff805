//! The file of a secret key, as `age-keygen` writes it, and with a passphrase as `age --passphrase` does.

use age::{DecryptError, secrecy::SecretString};
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use std::{
    fs,
    io::{Read, Write},
    path::PathBuf,
};
use tt_seal::Identity;
use zeroize::Zeroizing;

/// The beginning of every age file that is not armoured.
const MAGIC: &[u8] = b"age-encryption.org/";

/// Which secret key.
#[derive(Args)]
pub(crate) struct KeyFile {
    /// Tệp khóa bí mật. The file of the secret key.
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// Tệp chứa mật khẩu của khóa; nếu không có thì hỏi. A file with its passphrase; asked for otherwise.
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

impl KeyFile {
    /// Every identity in the file. Errors: it cannot be read, the passphrase is wrong, there is no key in it.
    pub(crate) fn identities(&self) -> Result<Vec<Identity>> {
        let path = self.key.display();
        let bytes = Zeroizing::new(fs::read(&self.key).with_context(|| format!("{path} cannot be read"))?);
        let text = if bytes.starts_with(MAGIC) {
            let passphrase = passphrase(self.passphrase_file.as_ref(), false)?;
            unlock(&bytes, passphrase).with_context(|| format!("{path} cannot be unlocked"))?
        } else {
            bytes
        };
        let text = core::str::from_utf8(&text).ok().with_context(|| format!("{path} is not a key file"))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let identities: Vec<Identity> = lines
            .map(|line| line.parse().with_context(|| format!("{path} is not a key file")))
            .collect::<Result<_>>()?;
        if identities.is_empty() {
            bail!("{path} has no key in it");
        }
        Ok(identities)
    }
}

fn unlock(locked: &[u8], passphrase: SecretString) -> Result<Zeroizing<Vec<u8>>> {
    let decryptor = age::Decryptor::new(locked).map_err(refused)?;
    let mut identity = age::scrypt::Identity::new(passphrase);
    // A minute or two of an old machine: a file of others may ask for years.
    identity.set_max_work_factor(22);
    let mut text = Zeroizing::new(Vec::new());
    decryptor
        .decrypt(core::iter::once(&identity as &dyn age::Identity))
        .map_err(refused)?
        .take(65_536)
        .read_to_end(&mut text)?;
    Ok(text)
}

/// In the officer's words: age's own are not in what is built.
fn refused(error: DecryptError) -> anyhow::Error {
    match error {
        DecryptError::Io(error) => error.into(),
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
            anyhow!("sai mật khẩu / the passphrase is wrong")
        }
        DecryptError::ExcessiveWork { .. } => {
            anyhow!("mở tệp này tốn quá nhiều công tính toán / the file asks for too much work")
        }
        _ => anyhow!(
            "tệp khóa bị hỏng, hoặc không khóa bằng mật khẩu / damaged, or not locked with a passphrase"
        ),
    }
}

/// Locks the text of a key file. Errors: sealing failed.
pub(crate) fn lock(text: &str, passphrase: SecretString) -> Result<Vec<u8>> {
    let mut locked = Vec::new();
    let mut writer = age::Encryptor::with_user_passphrase(passphrase).wrap_output(&mut locked)?;
    writer.write_all(text.as_bytes())?;
    writer.finish()?;
    Ok(locked)
}

/// A passphrase: the first line of `file`, or asked for, twice if it is `new`. Errors: it is empty, or the two differ.
pub(crate) fn passphrase(file: Option<&PathBuf>, new: bool) -> Result<SecretString> {
    let given = if let Some(path) = file {
        let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        text.lines().next().unwrap_or_default().to_owned()
    } else {
        let first = rpassword::prompt_password("Mật khẩu của khóa / passphrase: ")?;
        if new && rpassword::prompt_password("Nhập lại / again: ")? != first {
            bail!("hai lần nhập khác nhau / the two differ");
        }
        first
    };
    if given.is_empty() {
        bail!("mật khẩu trống / the passphrase is empty");
    }
    Ok(given.into())
}
