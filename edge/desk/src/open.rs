//! `tt open`.

use crate::{
    delivery::{self, Delivery},
    edge::{Access, Edge},
    keyfile::KeyFile,
    names::Names,
    private, words,
};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use std::{
    io::Write,
    path::{Path, PathBuf},
};
use tt_contract::tip::{Attached, Lookup, Message, Tip, Unsealed};
use tt_contract::unit::UnitId;
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

/// What is sealed in a delivery.
enum Opened {
    Tip(Box<Tip>),
    Message(Message),
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
                Ok(folder) => println!("{}", folder.display()),
                Err(error) => {
                    failed += 1;
                    eprintln!("{}: {error:#}", file.display());
                }
            }
        }
        ensure!(failed == 0, "{failed} trong số {} tin chưa mở được hết / not all were opened", files.len());
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
    let json = text(identities, &delivery.sealed()?)?;
    let opened = parse(&json, delivery.is_message())?;
    ensure!(
        (opened.unit(), opened.lookup()) == (&delivery.data.unit, delivery.data.lookup),
        "tin mã hóa trong tệp là của đơn vị hoặc tin khác / what is sealed is meant for another unit or tip than the delivery says"
    );
    let mut folder = out.join(delivery.data.lookup.to_string());
    if let Some(message) = delivery.data.message {
        folder.push(message.to_string());
    }
    private::folder(&folder)?;
    private::whole(&folder.join("tip.json"), |file| Ok(file.write_all(json.as_bytes())?))?;
    private::whole(&folder.join("tip.txt"), |file| Ok(file.write_all(opened.words(names).as_bytes())?))?;
    let mut lacking = Vec::new();
    for (place, attached) in opened.files().iter().enumerate() {
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
    if !lacking.is_empty() {
        bail!("{} (phần chữ đã mở trong {} / the text is in {1})", lacking.join("; "), folder.display());
    }
    Ok(folder)
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

/// Reads what was sealed; it is as strict as the form. Errors: it is of another kind or wrong.
fn parse(json: &str, is_message: bool) -> Result<Opened> {
    match (serde_json::from_str(json).context("what is sealed is wrong")?, is_message) {
        (Unsealed::Tip(tip), false) => Ok(Opened::Tip(tip)),
        (Unsealed::Message(message), true) => Ok(Opened::Message(message)),
        _ => bail!("what is sealed is of another kind than the delivery says"),
    }
}

impl Opened {
    fn unit(&self) -> &UnitId {
        match self {
            Self::Tip(tip) => &tip.unit,
            Self::Message(message) => &message.unit,
        }
    }

    fn lookup(&self) -> Lookup {
        match self {
            Self::Tip(tip) => tip.lookup,
            Self::Message(message) => message.lookup,
        }
    }

    fn files(&self) -> &[Attached] {
        match self {
            Self::Tip(tip) => &tip.files,
            Self::Message(message) => &message.files,
        }
    }

    fn words(&self, names: &mut Names<'_>) -> String {
        match self {
            Self::Tip(tip) => {
                let crime = tip.crime.as_ref().map(|crime| names.crime(&tip.unit, crime.as_str()));
                words::tip(tip, crime.as_deref())
            }
            Self::Message(message) => words::message(message),
        }
    }
}
