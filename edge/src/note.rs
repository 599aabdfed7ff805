//! What the operator hears of an answer: a refusal is counted, and of one that failed here, or that looks like an attempt to get
//! in, there is one line. A success leaves nothing: its moment would be the moment of a rating.

use crate::{
    log::Line,
    metrics,
    reply::Reply,
    runtime,
    security::{Reason, Watch},
};
use std::cell::{Cell, RefCell};
use tt_contract::{id::RequestId, problem::Problem, unit::UnitId};

thread_local! {
    static WATCH: RefCell<Watch> = RefCell::default();
    static PANICS: Cell<bool> = const { Cell::new(false) };
    static STARTED: Cell<bool> = const { Cell::new(false) };
}

/// Lets a panic leave a line with its place, in place of the `worker` crate's hook, which writes the message out. To be called first by
/// whatever the runtime calls.
pub(crate) fn panics() {
    if PANICS.replace(true) {
        return;
    }
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(|at| format!("{}:{}", at.file(), at.line()));
        Line { about: "panic", at: at.as_deref(), ..Line::default() }.write();
    }));
}

/// Notes that the runtime refused an answer.
pub(crate) fn refused_by_runtime() {
    Line { about: "answer", problem: Some(Problem::Internal.code()), status: Some(503), ..Line::default() }
        .write();
}

/// Notes `reply` to a request of `route`, and gives it the request's id where it is a problem.
pub(crate) fn note(reply: Reply, route: Option<&'static str>, unit: Option<&UnitId>) -> Reply {
    match reply.problem.clone() {
        Some(problem) => refusal(reply, &problem, route, unit),
        None => reply,
    }
}

/// By itself, for the reason of [`crate::apart`].
#[inline(never)]
fn refusal(reply: Reply, problem: &Problem, route: Option<&'static str>, unit: Option<&UnitId>) -> Reply {
    // Without randomness all requests share an id; that they failed is still worth a line.
    let request = RequestId::from_random(runtime::random().unwrap_or_default());
    metrics::refused(problem.code());
    let (code, status) = (Some(problem.code()), Some(problem.status()));
    let line =
        Line { request: Some(request), route, unit: unit.map(UnitId::as_str), status, ..Line::default() };
    if problem.status() >= 500 {
        Line { about: "answer", problem: code, ..line }.write();
    } else if let Some(reason) = Reason::of(problem) {
        metrics::seen(reason);
        if let Some(count) = admit(reason) {
            let count = (count > 0).then_some(count);
            Line { about: "security", reason: Some(reason.name()), count, ..line }.write();
        }
    }
    reply.named(request)
}

/// Tells that the program was started anew after a panic, once in each that was: nothing of what it knew in memory is left. Called
/// with each request.
pub(crate) fn started() {
    let is_first = !STARTED.replace(true);
    let restarts = if is_first { runtime::restarts() } else { 0 };
    if restarts > 0 {
        Line { about: "restart", count: Some(restarts.into()), ..Line::default() }.write();
    }
}

/// Notes in a mailbox that a proof of work was none. Its tip is kept; so the line waits until the hour says no more of it than its
/// own delivery does.
pub(crate) fn bad_proof() {
    metrics::bad_proof(runtime::now());
}

/// Writes what had to wait for its hour. Called with each request; nearly always there is nothing.
pub(crate) fn hourly() {
    let count = metrics::bad_proofs_to_tell(runtime::now());
    if count > 0 {
        let reason = Some(Reason::BadProof.name());
        Line { about: "security", reason, count: Some(count), ..Line::default() }.write();
    }
}

fn admit(reason: Reason) -> Option<u64> {
    WATCH.with_borrow_mut(|watch| watch.admit(reason, runtime::now()))
}
