//! `tt reply`.

use crate::{
    edge::{Access, Posted},
    filing,
};
use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use clap::Args;
use std::{
    fs,
    path::{Path, PathBuf},
    slice,
};
use tt_contract::{
    id::SubmissionId,
    tip::{Answer, Detail, Lookup, Status, Tip},
    unit::UnitId,
};

#[derive(Args)]
pub(crate) struct Reply {
    /// Thư mục của tin mà `tt open` đã tạo; chỉ đổi tình trạng thì ghi mã tin cũng được. The tip's
    /// folder, as `tt open` made it: to its sender the reply is sealed. For a status alone its
    /// lookup will do, with --unit.
    #[arg(value_name = "TIP")]
    tip: PathBuf,
    /// Đơn vị, nếu chỉ có mã tin. The unit, where the lookup is given in place of the folder.
    #[arg(long, conflicts_with = "text_file")]
    unit: Option<UnitId>,
    /// Tệp chứa câu trả lời. A file with the reply.
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// Tình trạng. Where the tip stands: received, checking, passed-on or closed.
    #[arg(long)]
    status: Option<String>,
    /// Mã của câu trả lời, để gửi lại mà không bị trùng. The answer's id: the same again is sent once.
    #[arg(long)]
    id: Option<String>,
    /// Chỉ in ra, không gửi. Prints the answer instead of sending it.
    #[arg(long, conflicts_with = "edge")]
    print: bool,
    #[command(flatten)]
    access: Access,
}

impl Reply {
    pub(crate) fn run(self) -> Result<()> {
        let status = self.status()?;
        let (unit, lookup, sealed) = self.about()?;
        let answer = Answer { id: self.id()?, status, sealed };
        ensure!(answer.status.is_some() || answer.sealed.is_some(), "give a status, a reply, or both");
        let json = serde_json::to_string(&answer)?;
        if self.print {
            println!("{json}");
            return Ok(());
        }
        let edge = self.access.edge()?.context("give --edge and --token-file, or --print")?;
        let path = format!("/v1/units/{unit}/tips/{lookup}/replies");
        let posted = edge
            .post(&path, json.as_bytes())
            .with_context(|| format!("chưa chắc đã gửi; hãy chạy lại lệnh này, thêm --id {0} / not known to be sent; run it again with --id {0}", answer.id))?;
        match posted {
            Posted::Taken => println!("đã gửi / sent: {}", answer.id),
            // Sealed anew it is never the same to the edge.
            Posted::IdReused => println!(
                "lần gửi trước đã đến, và câu trả lời giữ nguyên như khi đó / the earlier try arrived, and stays as it was: {}",
                answer.id
            ),
        }
        Ok(())
    }

    fn id(&self) -> Result<SubmissionId> {
        if let Some(id) = &self.id {
            return id.parse().context("--id: a UUID of version 4");
        }
        let mut random = [0; 16];
        getrandom::fill(&mut random).context("the system has no randomness")?;
        Ok(SubmissionId::from_random(random))
    }

    fn status(&self) -> Result<Option<Status>> {
        let of =
            |name: &String| Status::of(name).context("--status: received, checking, passed-on or closed");
        self.status.as_ref().map(of).transpose()
    }

    /// Whose tip is answered, and the sealed reply. Errors: no such tip was opened; the reply
    /// cannot be read or sealed.
    fn about(&self) -> Result<(UnitId, Lookup, Option<String>)> {
        if let Some(unit) = &self.unit {
            let lookup = self.tip.to_str().and_then(|lookup| lookup.parse().ok());
            let lookup = lookup.context("with --unit: the lookup, 32 hexadecimal digits")?;
            return Ok((unit.clone(), lookup, None));
        }
        let tip = filing::tip(&self.tip)?.with_context(|| {
            format!(
                "{}: chưa mở tin nào vào thư mục này / no tip was opened into this folder",
                self.tip.display()
            )
        })?;
        let sealed = self.text_file.as_ref().map(|file| seal(&tip, file)).transpose()?;
        Ok((tip.unit, tip.lookup, sealed))
    }
}

/// Seals the text in `file` to whoever sent `tip`. Errors: it cannot be read, or is no reply.
fn seal(tip: &Tip, file: &Path) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let text = Detail::required(&text).context("the reply")?;
    let reply = tt_contract::tip::Reply { unit: tip.unit.clone(), lookup: tip.lookup, text };
    let sealed = tt_seal::seal_text(slice::from_ref(&tip.reply_to), &serde_json::to_string(&reply)?)?;
    Ok(BASE64_STANDARD.encode(sealed))
}
