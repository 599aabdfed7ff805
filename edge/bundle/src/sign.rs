//! Signatures of archives, as the program `minisign` makes and verifies them (Ed25519;
//! <https://jedisct1.github.io/minisign/>).

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use clap::Args;
use minisign::{PublicKey, SecretKey, SecretKeyBox};

/// With whose key an archive is signed.
#[derive(Args, Debug, Default)]
pub struct Signing {
    /// The secret key, as `minisign -G` wrote it. Without one the archive is not signed.
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// A file whose first line is the key's password; asked for otherwise, where the key has one.
    #[arg(long, value_name = "FILE", requires = "key")]
    pub password_file: Option<PathBuf>,
}

/// A signature that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Its file, beside what is signed.
    pub path: PathBuf,
    /// The public key that verifies it, as `minisign -V -P` takes it.
    pub public_key: String,
}

impl Signing {
    /// Signs `file` into `{file}.minisig`; nothing where no key is given, and then no earlier
    /// signature stays there. What is signed along is the file's name, so that one release cannot
    /// pass for another.
    /// Errors: the key cannot be read or unlocked, the signature cannot be written.
    pub fn sign(&self, file: &Path) -> Result<Option<Signature>> {
        let mut path = file.as_os_str().to_owned();
        path.push(".minisig");
        let path = PathBuf::from(path);
        let Some(key) = &self.key else {
            return match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
                _ => Ok(None),
            };
        };
        let secret =
            self.secret(key).with_context(|| format!("{}: not a key that can sign", key.display()))?;
        let public = PublicKey::from_secret_key(&secret)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let signature = minisign::sign(Some(&public), &secret, File::open(file)?, Some(&name), None)?;
        fs::write(&path, signature.into_string())
            .with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(Some(Signature { path, public_key: public.to_base64() }))
    }

    fn secret(&self, key: &Path) -> Result<SecretKey> {
        let text = fs::read_to_string(key)?;
        if let Some(secret) = without_password(&text) {
            return Ok(secret);
        }
        let password = match &self.password_file {
            Some(file) => {
                let text =
                    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
                Some(text.lines().next().unwrap_or_default().to_owned())
            }
            None => None,
        };
        Ok(SecretKeyBox::from_string(&text)?.into_secret_key(password)?)
    }
}

/// Reads a key without a password, which says so itself. The crate asks for its checksum, which the program `minisign` (0.11)
/// leaves zero in such a key: the key is then taken as it is.
fn without_password(text: &str) -> Option<SecretKey> {
    let secret = SecretKey::from_bytes(&STANDARD.decode(text.lines().nth(1)?).ok()?).ok()?;
    (!secret.is_encrypted()).then_some(secret)
}
