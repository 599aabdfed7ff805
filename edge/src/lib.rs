//! The edge of Tương tác: a worker that serves pages, fragments and assets, takes submissions, keeps them in a mailbox
//! for each unit, and delivers them to the unit's own system.
//!
//! The path of a request:
//! 1. `ask` reads what may be read of it, `route` says which address is meant, `serve` leads on.
//! 2. Files come from `asset`, pages and fragments from `page`.
//! 3. A rating goes through `submit`: its sender (`cors`), its media type, its size (`body`), its neighbourhood
//!    (`limit`), the contract; then into the `mailbox`. The answer says "kept" only after the mailbox has said so.
//!    `install` shows what a webmaster pastes and checks the portal where it was pasted.
//!    What belongs to the tip-off goes through `tip`: the edge sees it sealed, or seals it before anything is stored.
//! 4. The mailbox's alarm delivers (`deliver`); how that goes, the unit asks through `deliveries`.
//! 5. Every answer leaves as a `reply` through `respond`, with the headers of `guard`.
//!
//! What decides anything is pure and tested natively; clock and randomness come from `runtime` as arguments; the
//! operator's settings from `config` and `units`. What the operator hears of an answer is in `note`, `metrics` and `health`; what is
//! logged is the closed list in `log`; every threshold stands in `limit`.

mod address;
mod apart;
mod ask;
mod asset;
mod body;
mod buffer;
mod chance;
mod config;
mod cors;
mod deliver;
mod deliveries;
mod encoding;
mod guard;
mod hash;
mod health;
mod holidays;
mod install;
mod limit;
mod log;
mod mailbox;
mod media;
mod metrics;
mod note;
#[cfg(test)]
mod openapi;
mod own_origin;
mod page;
mod reader;
mod ready;
mod reply;
mod respond;
mod route;
mod runtime;
mod security;
mod serve;
mod submit;
mod summary;
mod throttle;
mod tip;
mod token;
#[cfg(test)]
#[path = "../compile/units.rs"]
mod unit_files;
mod units;

use futures_util::TryFutureExt as _;
use js_sys::futures::future_to_promise;
use wasm_bindgen::prelude::*;
use worker::{Env, web_sys::Request};

/// Answers every request: with what stands ready, or with a promise. The `worker` crate's own entry would make a promise of
/// each, which took a fifth of the time of a fragment that is there. Called by `entry.js`, which says 503 of an error.
#[wasm_bindgen]
pub fn fetch(request: Request, env: Env) -> Result<JsValue, JsValue> {
    note::panics();
    note::started();
    let ask = ask::Ask::new(request);
    if let Some(response) = ready::find(&ask, runtime::now()) {
        return response.map(JsValue::from);
    }
    let answer = async move { serve::serve(&ask, &env).await.map(JsValue::from) };
    Ok(future_to_promise(answer.inspect_err(|_| note::refused_by_runtime())).into())
}
