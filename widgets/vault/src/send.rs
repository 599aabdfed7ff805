//! Tips and messages: sealed, and sent as a form.

use crate::{
    held::Held,
    net::{Answer, Net},
    retry::{Verdict, judge, pause_ms},
    work::{Challenge, Progress, Work},
};
use js_sys::{JSON, Reflect};
use std::rc::Rc;
use tt_contract::tip::{Attached, Files, Message, Receipt, Tip};
use tt_widgets::tip_off::{Draft, DraftMessage, Event, Reason, wire::Unit};
use wasm_bindgen::JsValue;
use web_sys::{Blob, FormData};

/// How often something is sent before the citizen is told that it did not arrive.
const TRIES: u32 = 3;

/// Sends a tip, and tells what came of it.
pub(crate) async fn tip(held: &Held, draft: Draft) {
    held.tell(&send_tip(held, draft).await.unwrap_or_else(Event::Failed));
}

async fn send_tip(held: &Held, draft: Draft) -> Result<Event, Reason> {
    let (unit, receipt) = (held.unit()?, held.receipt()?);
    let (files, sizes) = attached(held.arrived_files(&draft.files)?)?;
    let lookup = tt_seal::lookup(&receipt);
    let tip = Tip {
        unit: unit.id.clone(),
        lookup,
        reply_to: tt_seal::identity(&receipt).recipient(),
        lang: unit.lang,
        account: draft.account,
        crime: draft.crime,
        when: draft.when,
        place: draft.place,
        who: draft.who,
        known: draft.known,
        ongoing: draft.ongoing,
        contact: draft.contact,
        files,
    };
    let json = serde_json::to_string(&tip).map_err(|_| Reason::Sealing)?;
    let sealed = seal(held, &unit, json)?;
    let address = format!("{}/v1/units/{}/tips", unit.edge, unit.id);
    let proof = proof(held, &address).await;
    let form = form(&unit, &sealed, &sizes).ok_or(Reason::Sealing)?;
    add(&form, "lookup", &lookup.to_string())?;
    if let Some(proof) = proof {
        add(&form, "proof", &proof)?;
    }
    match post(held, &address, &form).await? {
        Posted::Taken => {
            held.arrived();
            Ok(Event::Sent(receipt))
        }
        // The receipt is drawn here, so that what the edge has under it came from here: the tip before it was changed.
        Posted::Other => Ok(Event::Earlier(receipt)),
    }
}

/// Sends a message, and tells what came of it.
pub(crate) async fn message(held: &Held, receipt: Receipt, draft: DraftMessage) {
    held.tell(&match send_message(held, &receipt, draft).await {
        Ok(()) => Event::Written,
        Err(reason) => Event::Failed(reason),
    });
}

async fn send_message(held: &Held, receipt: &Receipt, draft: DraftMessage) -> Result<(), Reason> {
    let unit = held.unit()?;
    let (files, sizes) = attached(held.arrived_files(&draft.files)?)?;
    let lookup = tt_seal::lookup(receipt);
    let message = Message {
        unit: unit.id.clone(),
        lookup,
        reply_to: tt_seal::identity(receipt).recipient(),
        lang: unit.lang,
        text: draft.text,
        files,
    };
    let json = serde_json::to_string(&message).map_err(|_| Reason::Sealing)?;
    let sealed = seal(held, &unit, json)?;
    let form = form(&unit, &sealed, &sizes).ok_or(Reason::Sealing)?;
    add(&form, "id", &draft.id.to_string())?;
    let address = format!("{}/v1/units/{}/tips/{lookup}/messages", unit.edge, unit.id);
    if post(held, &address, &form).await? == Posted::Other {
        return Err(Reason::Refused);
    }
    held.forget(&draft.files);
    Ok(())
}

/// The files as the sealed text names them, and as the form does. Errors: more than the page lets
/// anybody choose.
fn attached(files: Vec<(Attached, u64)>) -> Result<(Files, Vec<String>), Reason> {
    let (files, named) = files
        .into_iter()
        .map(|(file, size)| {
            let named = format!("{}:{size}", file.id);
            (file, named)
        })
        .unzip();
    Ok((Files::new(files).map_err(|_| Reason::Vault)?, named))
}

fn seal(held: &Held, unit: &Unit, json: String) -> Result<Rc<[u8]>, Reason> {
    let recipients = Held::recipients(unit);
    held.sealed(json, |json| tt_seal::seal_text(&recipients, json)).map_err(|_| Reason::Sealing)
}

/// What tips and messages have in common; nothing if the browser cannot make it.
fn form(unit: &Unit, sealed: &[u8], files: &[String]) -> Option<FormData> {
    let form = FormData::new().ok()?;
    let keys: Vec<_> = unit.keys.iter().map(|(id, _)| id.as_str()).collect();
    form.append_with_str("keys", &keys.join(",")).ok()?;
    form.append_with_str("lang", unit.lang.tag()).ok()?;
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(sealed));
    let blob = Blob::new_with_u8_array_sequence(&JsValue::from(parts)).ok()?;
    form.append_with_blob("sealed", &blob).ok()?;
    for file in files {
        form.append_with_str("file", file).ok()?;
    }
    Some(form)
}

fn add(form: &FormData, name: &str, value: &str) -> Result<(), Reason> {
    form.append_with_str(name, value).map_err(|_| Reason::Sealing)
}

/// What the edge has after a form was posted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Posted {
    /// What was posted.
    Taken,
    /// Something else, posted before under the same name.
    Other,
}

/// Posts `form`, a few times if need be. The edge keeps a repeat once.
async fn post(held: &Held, address: &str, form: &FormData) -> Result<Posted, Reason> {
    let mut tries = 0;
    loop {
        let answer = held.net.post(address, form).await;
        match judge(answer.as_ref().map(|answer| answer.status)) {
            Verdict::Taken => return Ok(Posted::Taken),
            Verdict::Other => return Ok(Posted::Other),
            Verdict::Never => return Err(Reason::Refused),
            Verdict::Later => {}
        }
        tries += 1;
        if tries == TRIES {
            return Err(if answer.is_some() { Reason::Busy } else { Reason::Unreachable });
        }
        held.net.pause(pause_ms(tries - 1, answer.and_then(|it| it.retry_after), Net::drawn())).await;
    }
}

/// The proof of the work that the edge asks for, in base64. Where it asks for none, or cannot be asked, or asks for what
/// cannot be done here, the tip goes without: that refuses nobody.
async fn proof(held: &Held, tips: &str) -> Option<String> {
    let answer: Answer = held.net.get(&format!("{tips}/challenge")).await?;
    if answer.status != 200 {
        return None;
    }
    let challenge = answer.text().await?;
    let mut work = Work::on(read(&challenge)?)?;
    let mut told = None;
    loop {
        match work.go_on() {
            Progress::Done => return held.net.base64(&work.payload(&challenge)),
            Progress::TooMuch => return None,
            Progress::Going(percent) => {
                if told.replace(percent) != Some(percent) {
                    held.tell(&Event::Working(percent));
                }
                // Lets in what the page asks meanwhile.
                held.net.pause(0).await;
            }
        }
    }
}

/// Reads a challenge by the browser's own parser, which is there already.
fn read(json: &str) -> Option<Challenge> {
    let of = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).ok();
    let parameters = of(&JSON::parse(json).ok()?, "parameters")?;
    let text = |name| of(&parameters, name)?.as_string();
    let number = |name| -> Option<u32> { text_of(&of(&parameters, name)?)?.parse().ok() };
    Some(Challenge {
        algorithm: text("algorithm")?,
        cost: number("cost")?,
        key_length: usize::try_from(number("keyLength")?).ok()?,
        key_prefix: text("keyPrefix")?,
        nonce: text("nonce")?,
        salt: text("salt")?,
        most: of(&parameters, "data").and_then(|data| text_of(&of(&data, "most")?)?.parse().ok()),
    })
}

/// A number as JSON writes it.
fn text_of(number: &JsValue) -> Option<String> {
    JSON::stringify(number).ok()?.as_string()
}
