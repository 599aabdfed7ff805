//! Where the bytes of the release's files lie, and the description of the API: a folder beside the worker (`disk` of `workerd`, static assets of Cloudflare), so that they
//! neither weigh on the program nor on its start. What was fetched is kept for as long as the isolate lives.

use std::{cell::RefCell, collections::HashMap, rc::Rc};
use tt_contract::problem::Problem;
use worker::Env;

/// The binding of the folder.
const BINDING: &str = "ASSETS";
/// Any host does: the folder looks at the path alone.
const HOST: &str = "http://assets";
/// How many bytes are kept; beyond that all are dropped, and those that are asked for come again. One release in all its encodings has 3 MB.
const KEPT_BYTES: usize = 8_000_000;
/// When to try again.
const RETRY_AFTER_S: u32 = 5;

thread_local! {
    static KEPT: RefCell<HashMap<String, Rc<[u8]>>> = RefCell::default();
}

/// The description of the API.
pub(crate) const OPENAPI: &str = "/openapi.json";

/// The bytes of the file at `path`. Errors: [`Problem::Unavailable`] where they cannot be had; they lie where the worker does, so somebody must look.
pub(crate) async fn fetch(env: &Env, path: &str) -> Result<Rc<[u8]>, Problem> {
    if let Some(bytes) = KEPT.with_borrow(|kept| kept.get(path).cloned()) {
        return Ok(bytes);
    }
    let bytes = read(env, path).await.ok_or(Problem::Unavailable { retry_after_s: RETRY_AFTER_S })?;
    KEPT.with_borrow_mut(|kept| {
        if kept.values().map(|bytes| bytes.len()).sum::<usize>() + bytes.len() > KEPT_BYTES {
            kept.clear();
        }
        kept.insert(path.to_owned(), Rc::clone(&bytes));
    });
    Ok(bytes)
}

async fn read(env: &Env, path: &str) -> Option<Rc<[u8]>> {
    let mut response = env.service(BINDING).ok()?.fetch(format!("{HOST}{path}"), None).await.ok()?;
    if response.status_code() != 200 {
        return None;
    }
    response.bytes().await.ok().map(Rc::from)
}
