//! `tt`: what a unit does with tips, on its own machine: makes keys, opens deliveries, answers; and looks after its deliveries. What it prints is Vietnamese
//! first. Every step can be done by the standard `age` program as well: see README.md beside this crate.

mod deliveries;
mod delivery;
mod edge;
mod filing;
mod fingerprint;
mod keyfile;
mod keygen;
mod names;
mod open;
mod private;
mod reply;
mod terminal;
mod words;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Tin báo về tội phạm: tạo khóa, mở tin, trả lời. Crime tip-offs: make keys, open deliveries, answer.
#[derive(Parser)]
#[command(name = "tt", version)]
struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Tạo một cặp khóa. Makes a key: the secret one into a file, the public one for the unit's file.
    Keygen(keygen::Keygen),
    /// Mở tin đã nhận. Opens deliveries: texts and files, checked against one another.
    Open(open::Open),
    /// Trả lời người báo tin. Answers a tip: a sealed reply, a status, or both.
    Reply(reply::Reply),
    /// Tình trạng gửi. How the unit's deliveries stand.
    Deliveries(deliveries::Look),
    /// Gửi lại những gì đang bị giữ. Sends again what is held.
    Retry(deliveries::Retry),
    /// Tự lấy tin về. Fetches what came, where the unit has no endpoint.
    Pull(deliveries::Pull),
    /// Mã đối chiếu của khóa công khai. The fingerprint of a public key, as the form shows it.
    Fingerprint(fingerprint::Fingerprint),
}

fn main() -> ExitCode {
    let done = match Command::parse().what {
        What::Keygen(keygen) => keygen.run(),
        What::Open(open) => open.run(),
        What::Reply(reply) => reply.run(),
        What::Deliveries(look) => look.run(),
        What::Retry(retry) => retry.run(),
        What::Pull(pull) => pull.run(),
        What::Fingerprint(fingerprint) => fingerprint.run(),
    };
    // What went wrong may quote what a stranger wrote.
    done.map_or_else(
        |error| {
            terminal::complain(format_args!("{error:#}"));
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}
