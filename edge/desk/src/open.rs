//! `tt open`.

use crate::{
    delivery::{self, Delivery},
    edge::{Access, Edge},
    filing::{self, Doubt, Filed},
    keyfile::KeyFile,
    names::Names,
    private, terminal, words,
};
use anyhow::{Result, ensure};
use clap::Args;
use std::{
    io::Write,
    path::{Path, PathBuf},
};
use tt_contract::tip::{Attached, Sent};
use tt_seal::{Identity, OpenError};

#[derive(Args)]
pub(crate) struct Open {
    /// Tin đã nhận: tệp JSON hoặc thư mục. Deliveries: JSON files, or folders of them.
    #[arg(required = true)]
    deliveries: Vec<PathBuf>,
    #[command(flatten)]
    key: KeyFile,
    /// Thư mục ghi kết quả. Where everything goes: a folder for each tip.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    #[command(flatten)]
    access: Access,
}

impl Open {
    /// Opens all of them; what cannot be opened keeps nothing from the rest. Errors: something was not opened.
    pub(crate) fn run(self) -> Result<()> {
        let identities = self.key.identities()?;
        let edge = self.access.edge()?;
        let mut names = Names::new(edge.as_ref(), &self.key.key);
        let files = delivery::files(&self.deliveries)?;
        ensure!(
            !files.is_empty(),
            "không thấy tin báo nào trong các tệp này / there is no delivery of a tip"
        );
        let mut failed = 0;
        for file in &files {
            match open(file, &identities, edge.as_ref(), &mut names, &self.out) {
                Ok(folder) => terminal::say(folder.display()),
                Err(error) => {
                    failed += 1;
                    terminal::complain(format_args!("{}: {error:#}", file.display()));
                }
            }
        }
        ensure!(
            failed == 0,
            "{failed} trong số {} tin chưa mở được hết, hoặc phải để riêng / not all were opened, or some are kept apart",
            files.len()
        );
        Ok(())
    }
}

fn open(
    path: &Path,
    identities: &[Identity],
    edge: Option<&Edge>,
    names: &mut Names<'_>,
    out: &Path,
) -> Result<PathBuf> {
    let delivery = Delivery::read(path)?;
    let data = &delivery.data;
    let json = text(identities, &delivery.sealed()?)?;
    let sent = Sent::read(&json, delivery.is_message(), &data.unit, data.lookup)?;
    let Filed { folder, doubt } =
        filing::file(out, data.id, data.message, &sent, &terminal::shown_json(&json))?;
    let words = words(&sent, doubt, names);
    private::whole(&folder.join("tip.txt"), |file| Ok(file.write_all(words.as_bytes())?))?;
    let mut lacking = Vec::new();
    for (place, attached) in sent.files().iter().enumerate() {
        let name = attached.name(place);
        let fetched = match edge {
            Some(edge) => fetch(edge, &delivery, identities, attached, &folder.join(&name)),
            None => Err(anyhow::anyhow!(
                "chưa tải: hãy thêm --edge và --token-file / not fetched: give --edge and --token-file"
            )),
        };
        if let Err(error) = fetched {
            lacking.push(format!("{name}: {error:#}"));
        }
    }
    let lacking =
        (!lacking.is_empty()).then(|| format!("{} (phần chữ đã mở / the text is there)", lacking.join("; ")));
    let wrong: Vec<_> = doubt.map(|doubt| doubt.to_string()).into_iter().chain(lacking).collect();
    ensure!(wrong.is_empty(), "{}: {}", folder.display(), wrong.join("; "));
    Ok(folder)
}

/// What an officer reads.
fn words(sent: &Sent, doubt: Option<Doubt>, names: &mut Names<'_>) -> String {
    match sent {
        Sent::Tip(tip) => {
            let crime = tip.crime.as_ref().map(|crime| names.crime(&tip.unit, crime.as_str()));
            words::tip(tip, crime.as_deref(), doubt)
        }
        Sent::Message(message) => words::message(message, doubt),
    }
}

/// Opens a text with whichever of the keys fits.
fn text(identities: &[Identity], sealed: &[u8]) -> Result<String> {
    let mut last = OpenError::OtherKey;
    for identity in identities {
        match tt_seal::open_text(identity, sealed) {
            Ok(text) => return Ok(text),
            Err(error) => last = error,
        }
    }
    Err(match last {
        OpenError::OtherKey => anyhow::Error::new(last)
            .context("tin được mã hóa bằng khóa khác; hãy dùng tệp khóa của thời gian đó / use the key file of that time"),
        other => other.into(),
    })
}

/// Fetches a file, opens it as it comes, and keeps it only if it is the one that the text names.
fn fetch(
    edge: &Edge,
    delivery: &Delivery,
    identities: &[Identity],
    attached: &Attached,
    to: &Path,
) -> Result<()> {
    let data = &delivery.data;
    let path = format!("/v1/units/{}/tips/{}/files/{}", data.unit, data.lookup, attached.id);
    let mut last = OpenError::OtherKey.into();
    for identity in identities {
        let opened =
            private::whole(to, |file| Ok(tt_seal::open_file(identity, edge.get(&path)?, attached, file)?));
        match opened {
            Err(error) if error.downcast_ref() == Some(&OpenError::OtherKey) => last = error,
            opened => return opened,
        }
    }
    Err(last)
}
