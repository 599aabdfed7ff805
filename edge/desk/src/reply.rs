//! `tt reply`.

use crate::edge::{Access, Posted};
use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use clap::Args;
use std::{fs, path::PathBuf};
use tt_contract::{
    id::SubmissionId,
    tip::{Answer, Detail, Lookup, Recipient, Status},
    unit::UnitId,
};

#[derive(Args)]
pub(crate) struct Reply {
    /// Mã tin. The tip's lookup, as `tt open` names its folder.
    lookup: String,
    /// Đơn vị trả lời. The unit that answers.
    #[arg(long)]
    unit: String,
    /// Khóa để trả lời, ghi trong tip.txt. To whom the reply is sealed, as tip.txt has it.
    #[arg(long, value_name = "age1…", requires = "text_file")]
    to: Option<String>,
    /// Tệp chứa câu trả lời. A file with the reply.
    #[arg(long, value_name = "FILE", requires = "to")]
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
        let unit: UnitId = self.unit.parse().context("--unit")?;
        let lookup: Lookup = self.lookup.parse().context("the lookup is 32 hexadecimal digits")?;
        let answer = Answer { id: self.id()?, status: self.status()?, sealed: self.sealed(&unit, lookup)? };
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

    fn sealed(&self, unit: &UnitId, lookup: Lookup) -> Result<Option<String>> {
        let (Some(to), Some(file)) = (&self.to, &self.text_file) else { return Ok(None) };
        let to: Recipient = to.trim().parse().context("--to: a public key of age (age1…)")?;
        let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let text = Detail::required(&text).context("the reply")?;
        let reply = tt_contract::tip::Reply { unit: unit.clone(), lookup, text };
        let sealed = tt_seal::seal_text(&[to], &serde_json::to_string(&reply)?)?;
        Ok(Some(BASE64_STANDARD.encode(sealed)))
    }
}
