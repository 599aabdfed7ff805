//! Holds what was delivered against what was sent.

use super::{
    endpoint::Taken,
    ledger::{Kind, Moment, Sent, today},
};
use anyhow::{Context, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use demo::units::IDENTITY;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tt_seal::Identity;

/// What a delivery turned out to be.
struct Known<'a> {
    mark: String,
    taken: &'a Taken,
    data: Value,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// Each in a sentence; none is what is hoped for.
    pub(super) faults: Vec<String>,
    /// Marks that have arrived.
    pub(super) arrived: BTreeSet<String>,
    /// Deliveries of an id that had come before.
    pub(super) repeats: usize,
    /// Tips with a file that has not been looked at: the mark, and what was opened.
    pub(super) files: Vec<(String, Value, Value)>,
}

/// The unit's own identity. Errors: the demo has no key.
pub(super) fn identity() -> Result<Identity> {
    let secret = IDENTITY.lines().find(|line| line.starts_with("AGE-SECRET-KEY-")).context("no identity")?;
    Ok(secret.parse()?)
}

/// The marks that have arrived so far, without judging anything; those already in `known` are not opened again.
pub(super) fn arrived(taken: &[Taken], identity: &Identity, known: &mut BTreeMap<String, String>) {
    for taken in taken {
        if !known.contains_key(&taken.id)
            && let Ok((mark, _)) = mark(&taken.json(), identity)
        {
            known.insert(taken.id.clone(), mark);
        }
    }
}

/// Judges all deliveries, oldest first. Errors: the demo has no key.
pub(super) fn judge(taken: &[Taken], sent: &BTreeMap<String, Sent>) -> Result<Verdict> {
    let identity = identity()?;
    let (mut verdict, mut bodies, mut first) = (Verdict::default(), BTreeMap::new(), Vec::new());
    for taken in taken {
        if !taken.verified {
            verdict.faults.push(format!("{} came with a wrong signature", taken.id));
        }
        match bodies.insert((&taken.unit, &taken.id), &taken.body) {
            None => match mark(&taken.json(), &identity) {
                Ok((mark, data)) => first.push(Known { mark, taken, data }),
                Err(error) => verdict.faults.push(format!("{} cannot be read: {error:#}", taken.id)),
            },
            Some(before) => {
                verdict.repeats += 1;
                if *before != taken.body {
                    verdict.faults.push(format!("{} came again with another content", taken.id));
                }
            }
        }
    }
    let ids = count(&first, sent, &mut verdict);
    changes(&first, sent, &ids, &mut verdict);
    order(&first, sent, &mut verdict);
    verdict.arrived = first.into_iter().map(|known| known.mark).collect();
    Ok(verdict)
}

/// Each that was acknowledged arrived once; nothing arrived twice, elsewhere, or that was never sent.
fn count(
    first: &[Known<'_>],
    sent: &BTreeMap<String, Sent>,
    verdict: &mut Verdict,
) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for Known { mark, taken, data } in first {
        match sent.get(mark) {
            None => verdict.faults.push(format!("{} was never sent", taken.id)),
            Some(sent) if sent.unit != taken.unit => {
                verdict.faults.push(format!("{mark} came to {}", taken.unit));
            }
            Some(sent) if sent.file.is_some() => {
                let files = taken.json().pointer("/data/files").cloned().unwrap_or_default();
                verdict.files.push((mark.clone(), data.clone(), files));
            }
            Some(_) => {}
        }
        if let Some(other) = ids.insert(mark.clone(), taken.id.clone()) {
            verdict.faults.push(format!("{mark} came twice, as {other} and {}", taken.id));
        }
    }
    for (mark, sent) in sent {
        if sent.acknowledged.is_some() && sent.changed_by.is_none() && !ids.contains_key(mark) {
            verdict.faults.push(format!("{mark} to {} was acknowledged and never came", sent.unit));
        }
    }
    ids
}

/// Where both a rating and its change arrived, the change names it: unless a day ended between them, after which nothing leads from a
/// rating to its event.
fn changes(
    first: &[Known<'_>],
    sent: &BTreeMap<String, Sent>,
    ids: &BTreeMap<String, String>,
    verdict: &mut Verdict,
) {
    for (mark, by) in sent.iter().filter_map(|(mark, sent)| Some((mark, sent.changed_by.as_ref()?))) {
        let change = first.iter().find(|known| known.mark == *by);
        if let (Some(id), Some(change)) = (ids.get(mark), change)
            && is_of_one_day(mark, by, sent)
            && change.data.get("replaces").and_then(Value::as_str) != Some(id)
        {
            verdict.faults.push(format!("{by} does not name {mark}, which had come"));
        }
    }
}

/// Whether a rating was sent on the day on which its change was certainly kept.
fn is_of_one_day(mark: &str, by: &str, sent: &BTreeMap<String, Sent>) -> bool {
    let kept = sent.get(by).and_then(|by| by.acknowledged).map_or_else(today, |moment| moment.day);
    sent.get(mark).is_some_and(|rating| rating.at.day == kept)
}

/// What was acknowledged before another was sent comes before it, among the tips and messages of a unit.
fn order(first: &[Known<'_>], sent: &BTreeMap<String, Sent>, verdict: &mut Verdict) {
    let mut latest: BTreeMap<&str, (Moment, &str)> = BTreeMap::new();
    for known in first {
        let Some(sent) = sent.get(&known.mark).filter(|sent| sent.kind != Kind::Rating) else { continue };
        let own = (sent.at, known.mark.as_str());
        let newest = latest.entry(&sent.unit).or_insert(own);
        if sent.acknowledged.is_some_and(|acknowledged| acknowledged < newest.0) {
            verdict.faults.push(format!("{} came after {}, which was sent later", known.mark, newest.1));
        }
        *newest = own.max(*newest);
    }
}

/// The mark of a delivery and its data, opened where it is sealed.
fn mark(event: &Value, identity: &Identity) -> Result<(String, Value)> {
    let data = event.get("data").context("no data")?;
    let field = |data: &Value, name: &str| data.get(name).and_then(Value::as_str).map(str::to_owned);
    let Some(sealed) = field(data, "sealed") else {
        return Ok((field(data, "comment").context("no comment")?, data.clone()));
    };
    let opened = tt_seal::open_text(identity, &STANDARD.decode(sealed)?)?;
    let data: Value = serde_json::from_str(&opened)?;
    let mark = field(&data, "account").or_else(|| field(&data, "text")).context("no text")?;
    Ok((mark, data))
}
