//! The return: a timeline, and the replies in it, opened here.

use crate::{
    held::Held,
    retry::{Verdict, judge},
};
use tt_contract::tip::{Entry, Receipt, Reply, Timeline};
use tt_seal::Identity;
use tt_widgets::tip_off::{Event, Opened, OpenedEntry, OpenedReply, Reason, wire::Unit};

/// Asks for the timeline of a tip, and tells it.
pub(crate) async fn look(held: &Held, receipt: Receipt) {
    held.take_up(receipt.clone());
    held.tell(&match timeline(held, &receipt).await {
        Ok(opened) => Event::Timeline(opened),
        Err(reason) => Event::Failed(reason),
    });
}

async fn timeline(held: &Held, receipt: &Receipt) -> Result<Opened, Reason> {
    let unit = held.unit()?;
    let address = format!("{}/v1/units/{}/tips/{}/messages", unit.edge, unit.id, tt_seal::lookup(receipt));
    let answer = held.net.get(&address).await;
    match judge(answer.as_ref().map(|answer| answer.status)) {
        Verdict::Taken => {}
        Verdict::Later => return Err(if answer.is_some() { Reason::Busy } else { Reason::Unreachable }),
        Verdict::Other | Verdict::Never => return Err(Reason::Refused),
    }
    let json = match answer {
        Some(answer) => answer.text().await.ok_or(Reason::Unreachable)?,
        None => return Err(Reason::Unreachable),
    };
    let Timeline { status, entries } = serde_json::from_str(&json).map_err(|_| Reason::Refused)?;
    let identity = tt_seal::identity(receipt);
    let opened = |entry: Entry| {
        let Entry { by, day, status, sealed } = entry;
        let reply = sealed.map_or(OpenedReply::None, |sealed| {
            open(held, &unit, receipt, &identity, &sealed).map_or(OpenedReply::Unreadable, OpenedReply::Text)
        });
        OpenedEntry { by, day, status, reply }
    };
    Ok(Opened { status, entries: entries.into_iter().map(opened).collect() })
}

/// Opens a reply; nothing if it is not this unit's to this tip.
fn open(held: &Held, unit: &Unit, receipt: &Receipt, identity: &Identity, sealed: &str) -> Option<String> {
    let json = tt_seal::open_text(identity, &held.net.bytes(sealed)?).ok()?;
    let reply = Reply::read(&json, &unit.id, tt_seal::lookup(receipt))?;
    Some(reply.text.as_str().to_owned())
}
