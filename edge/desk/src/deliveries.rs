//! `tt deliveries`, `tt retry` and `tt pull`.

use crate::{
    delivery,
    edge::Access,
    private::{self, Kept},
    terminal,
};
use anyhow::{Context, Result};
use clap::Args;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::{
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};
use tt_contract::{
    deliveries::{AtEndpoint, Deliveries, DeliveryError, Retry as Again, State},
    id::SubmissionId,
    unit::UnitId,
};

/// Whose deliveries, and where.
#[derive(Args)]
struct Of {
    /// Mã đơn vị. The unit's id.
    #[arg(long, value_name = "UNIT")]
    unit: UnitId,
    #[command(flatten)]
    access: Access,
}

#[derive(Args)]
pub(crate) struct Look {
    #[command(flatten)]
    of: Of,
}

#[derive(Args)]
pub(crate) struct Retry {
    #[command(flatten)]
    of: Of,
    /// Chỉ một điểm nhận. At this endpoint alone.
    #[arg(long, value_name = "NAME")]
    endpoint: Option<String>,
    /// Chỉ một sự kiện. This event alone, by its `webhook-id`.
    #[arg(long, value_name = "ID")]
    id: Option<SubmissionId>,
}

#[derive(Args)]
pub(crate) struct Pull {
    #[command(flatten)]
    of: Of,
    /// Thư mục nhận. The folder that gets a file for each event, and the cursor.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

impl Look {
    /// Prints a line for each endpoint. Errors: the edge cannot be reached, or refuses.
    pub(crate) fn run(self) -> Result<()> {
        let Of { unit, access } = self.of;
        let mut json = Vec::new();
        access.needed()?.get(&format!("/v1/units/{unit}/deliveries"))?.read_to_end(&mut json)?;
        let Deliveries { endpoints } = serde_json::from_slice(&json)?;
        for at in &endpoints {
            terminal::say(line(at));
        }
        Ok(())
    }
}

fn line(at: &AtEndpoint) -> String {
    let state = match at.state {
        State::Open => "đang gửi / open".to_owned(),
        State::Resting { retry_after_s } => format!("thử lại sau / resting {retry_after_s} s"),
        State::Held { reason } => format!("tạm giữ / held ({})", why(reason)),
    };
    let counts = format!(
        "{}: {state}; chờ / waiting {}, giữ / held {}, đã gửi / delivered {}",
        at.name, at.waiting, at.held, at.delivered
    );
    let oldest = at.oldest.map(|oldest| format!("; cũ nhất / oldest {oldest}")).unwrap_or_default();
    let error = at.last_error.map(|error| format!("; lỗi / error {}", why(error))).unwrap_or_default();
    let held = at.held_events.iter().map(|held| format!("\n  {} ({})", held.id, why(held.error)));
    format!("{counts}{oldest}{error}{}", held.collect::<String>())
}

fn why(error: DeliveryError) -> String {
    error.status().map_or_else(|| error.code().to_owned(), |status| format!("{} {status}", error.code()))
}

impl Retry {
    /// Asks to send again. Errors: the edge cannot be reached, or refuses.
    pub(crate) fn run(self) -> Result<()> {
        let Of { unit, access } = self.of;
        let again = serde_json::to_vec(&Again { endpoint: self.endpoint, id: self.id })?;
        access.needed()?.post(&format!("/v1/units/{unit}/deliveries/retry"), &again).map(drop)
    }
}

/// A page of events, each as it came.
#[derive(Deserialize)]
struct Page {
    events: Vec<Box<RawValue>>,
    next: String,
}

impl Pull {
    /// Fetches everything, each event into a file of its own, as a webhook's body would be kept. What is on the disk is acknowledged by the
    /// next fetch, never before. Errors: the edge cannot be reached, or refuses; a file cannot be written.
    pub(crate) fn run(self) -> Result<()> {
        let Of { unit, access } = self.of;
        let edge = access.needed()?;
        fs::create_dir_all(&self.out)?;
        let cursor = self.out.join("cursor");
        let mut after = match fs::read_to_string(&cursor) {
            Ok(after) => after.trim().to_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).context("the cursor cannot be read"),
        };
        loop {
            let mut json = Vec::new();
            edge.get(&format!("/v1/units/{unit}/submissions?after={after}"))?.read_to_end(&mut json)?;
            let page: Page = serde_json::from_slice(&json).context("the edge answers something else")?;
            for event in &page.events {
                terminal::say(keep(&self.out, event.get())?.display());
            }
            private::whole(&cursor, |file| Ok(file.write_all(page.next.as_bytes())?))?;
            if page.events.is_empty() {
                return Ok(());
            }
            after = page.next;
        }
    }
}

/// Keeps an event under its id. One that was kept stays as it is: another of the same id is kept
/// beside it.
/// Errors: it has no id, or cannot be written.
fn keep(out: &Path, event: &str) -> Result<PathBuf> {
    let id = delivery::id(event)?;
    let mut path = out.join(format!("{id}.json"));
    let mut place = 1_u32;
    while private::once(&path, event.as_bytes())? == Kept::Other {
        terminal::complain(format_args!(
            "{}: đã có và khác với tin vừa lấy; giữ cả hai / is there and differs from what was fetched; both are kept",
            path.display()
        ));
        place += 1;
        path = out.join(format!("{id}-{place}.json"));
    }
    Ok(path)
}
