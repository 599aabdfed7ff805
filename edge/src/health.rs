//! Whether the edge lives, and whether it is ready. Anybody may ask; the answer says nothing of anybody.

use crate::{
    asset::{RELEASE, shelf},
    config::Config,
    limit::READY_MS,
    mailbox::client,
    reply::Reply,
    runtime,
};
use std::cell::Cell;
use tt_contract::time::Millis;
use worker::Env;

thread_local! {
    /// Whether a mailbox answered, and when it was asked, so that whoever asks often does not call it as often.
    static ASKED: Cell<Option<(Millis, bool)>> = const { Cell::new(None) };
}

/// `GET /healthz`: the worker runs, the settings can be used, and there are mailboxes to call.
pub(crate) fn live(env: &Env) -> Reply {
    reply(if is_live(env) { "ok" } else { "misconfigured" })
}

/// `GET /healthz/ready`: and the loader can be read, and a mailbox answers, that of the first unit: all lie on the same disk.
pub(crate) async fn ready(env: &Env) -> Reply {
    if !is_live(env) {
        return reply("misconfigured");
    }
    let now = runtime::now();
    let known = ASKED.get().filter(|(at, _)| (0..READY_MS).contains(&(now.0 - at.0)));
    let answers = if let Some((_, answers)) = known {
        answers
    } else {
        let answers = a_mailbox_answers(env).await;
        ASKED.set(Some((now, answers)));
        answers
    };
    reply(match () {
        () if !answers => "no-mailbox",
        () if !has_files(env).await => "no-assets",
        () => "ok",
    })
}

fn is_live(env: &Env) -> bool {
    Config::of(env).is_ok() && env.durable_object(client::BINDING).is_ok()
}

async fn a_mailbox_answers(env: &Env) -> bool {
    let Some(unit) = Config::of(env).ok().and_then(|config| config.units.ids().next()) else { return false };
    client::bytes(env, &unit).await.is_ok()
}

async fn has_files(env: &Env) -> bool {
    let Some(loader) = RELEASE.loader(None) else { return false };
    shelf::fetch(env, &loader.path()).await.is_ok()
}

fn reply(word: &'static str) -> Reply {
    let status = if word == "ok" { 200 } else { 503 };
    let body = serde_json::json!({ "status": word, "version": RELEASE.version });
    Reply::json(status, body.to_string()).cached("no-store")
}
