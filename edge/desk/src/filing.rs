//! Where an opened delivery is kept, so that nothing that comes later changes to whom answers go.
//!
//! The first tip under a lookup has the folder of that name, and stays the first: its `tip.json`
//! says to whom answers are sealed, and is written once. A message goes into that folder only if it
//! names the same recipient. Whatever else claims the lookup, which is no secret, is kept in
//! `apart/`, under the id of its event, with the reason on top.

use crate::private::{self, Kept};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fmt, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};
use tt_contract::{
    id::SubmissionId,
    tip::{Lookup, Sent, Tip, Unsealed},
};

/// The folder of what is not kept with the tip that it names.
const APART: &str = "apart";
/// What was sealed.
const JSON: &str = "tip.json";

/// Where something is kept.
#[derive(Debug)]
pub(crate) struct Filed {
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// Why it is not with the tip that it names.
    pub(crate) doubt: Option<Doubt>,
}

/// Why something is kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// A tip whose lookup an earlier one has.
    LaterTip,
    /// A message that asks for replies to somebody else than the tip does.
    OtherSender,
    /// A message whose tip was not opened into this folder.
    NoTip,
    /// A message whose id an earlier one has.
    LaterMessage,
    /// A message in the very words of an earlier one: who sees a delivery can send its sealed text
    /// again under an id of their own.
    Repeated,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LaterTip => "đã có tin khác mang mã tin này; tin mở trước được giữ nguyên / another tip has this lookup; the one that was opened first stays as it is",
            Self::OtherSender => "KHÔNG PHẢI của người đã báo tin: đòi trả lời cho một khóa khác / NOT by the sender of the tip: it asks for replies to another key",
            Self::NoTip => "chưa mở tin gốc, nên chưa biết có phải của người đã báo tin không; hãy mở tin gốc rồi mở lại / its tip is not opened here, so that nobody knows whether it is by the same sender; open the tip, then this again",
            Self::Repeated => "trùng từng chữ với một tin bổ sung đã mở: có thể do người khác gửi lại / the very words of a message that is here: somebody else may have sent them again",
            Self::LaterMessage => "đã có tin bổ sung khác mang mã này; tin mở trước được giữ nguyên / another message has this id; the one that was opened first stays as it is",
        })
    }
}

/// Keeps `sent`, whose text is `json` and which came as the event `id` (a message under its own id,
/// `message`), below `out`.
/// Errors: something cannot be read or written; the tip that is kept is none; two events have one
/// id. Then nothing is written over.
pub(crate) fn file(
    out: &Path,
    id: SubmissionId,
    message: Option<SubmissionId>,
    sent: &Sent,
    json: &str,
) -> Result<Filed> {
    let apart = out.join(APART).join(id.to_string());
    let doubt = match sent {
        Sent::Tip(tip) => {
            let folder = of(out, tip.lookup);
            match keep(&folder, &apart, json)? {
                Kept::Other => Doubt::LaterTip,
                Kept::New | Kept::Same => return Ok(Filed { folder, doubt: None }),
            }
        }
        Sent::Message(by) => {
            let folder = of(out, by.lookup);
            let message = message.context("a message without an id")?;
            match tip(&folder)? {
                None => Doubt::NoTip,
                Some(tip) if !by.is_by_sender_of(&tip) => Doubt::OtherSender,
                Some(_) if repeats(&folder, message, json)? => Doubt::Repeated,
                Some(_) => {
                    let folder = folder.join(message.to_string());
                    match keep(&folder, &apart, json)? {
                        Kept::Other => Doubt::LaterMessage,
                        Kept::New | Kept::Same => return Ok(Filed { folder, doubt: None }),
                    }
                }
            }
        }
    };
    private::folder(&apart)?;
    if private::once(&apart.join(JSON), json.as_bytes())? == Kept::Other {
        bail!("{doubt}; {id}: hai tin khác nhau mang cùng mã / two deliveries have this id");
    }
    Ok(Filed { folder: apart, doubt: Some(doubt) })
}

fn of(out: &Path, lookup: Lookup) -> PathBuf {
    out.join(lookup.to_string())
}

/// Whether a message of another id than `message` in the tip's `folder` is the same, `json`.
/// Errors: the folder cannot be read.
fn repeats(folder: &Path, message: SubmissionId, json: &str) -> Result<bool> {
    let own = message.to_string();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_other = *entry.file_name() != *own;
        if is_other && fs::read(entry.path().join(JSON)).is_ok_and(|kept| kept == json.as_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Keeps `json` in `folder`; where the very same was kept apart until now, that moves there with
/// all that is beside it.
fn keep(folder: &Path, apart: &Path, json: &str) -> Result<Kept> {
    let was_apart = || fs::read(apart.join(JSON)).is_ok_and(|kept| kept == json.as_bytes());
    if !folder.exists() && was_apart() {
        if let Some(above) = folder.parent() {
            private::folder(above)?;
        }
        fs::rename(apart, folder).with_context(|| format!("cannot move {}", apart.display()))?;
    }
    private::folder(folder)?;
    private::once(&folder.join(JSON), json.as_bytes())
}

/// The tip that was opened into `folder`; nothing where none was. Errors: what is there is not that
/// tip.
pub(crate) fn tip(folder: &Path) -> Result<Option<Tip>> {
    let path = folder.join(JSON);
    let json = match fs::read_to_string(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        json => json.with_context(|| format!("{} cannot be read", path.display()))?,
    };
    let read = serde_json::from_str(&json).with_context(|| format!("{} is no tip", path.display()))?;
    let Unsealed::Tip(tip) = read else {
        bail!(
            "{}: là tin bổ sung, hãy dùng thư mục của tin gốc / is a message: take the folder of its tip",
            path.display()
        )
    };
    let name = fs::canonicalize(folder)?;
    ensure!(
        name.file_name().is_some_and(|name| *name == *tip.lookup.to_string()),
        "{}: không phải thư mục của tin này, có thể là tin để riêng / is not the folder of its tip: it was kept apart, or moved",
        path.display()
    );
    Ok(Some(*tip))
}
