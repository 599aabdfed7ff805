//! `edge/server/LIMITS.md`, written from the constants: `UPDATE_DOCS=1 cargo test -p tt-edge limits`.

use super::*;
use tt_contract::limits::{CHUNK_BYTES, RATING_BODY_BYTES};

const BEFORE: &str = "\
# Thresholds of the edge

Written by a test from `edge/src/limit/mod.rs`, where each stands with its reason. The limits of the wire (lengths of fields) are
in `edge/contract/src/limits.rs` and in `/openapi.json`; those of delivery in `edge/src/deliver/schedule.rs`.

";

const AFTER: &str = "
Whoever passes one hears it as a problem (RFC 9457): 408 `incomplete`, 413 `too-large`, 414 `address-too-long`, 429 `busy` with
`Retry-After`, 431 `headers-too-large`.

**By address** means by /24 of IPv4 or /48 of IPv6, known only under HMAC with a key of the day, in memory; and only where
`CLIENT_ADDRESS_HEADER` names the header that the server in front sets. A tip is never refused for how many others came, from its
address or to its unit: past the threshold its sender is asked for work, and without it the tip is kept and marked.

What counts in memory does so in one isolate. Each process of `workerd` has one: where units are shared over several, an address has a
budget in each, and a unit one. On Cloudflare a flood that is spread over many has
as many budgets, and Cloudflare's own rate limiting rules belong in front.

## What only the server in front can cut

The worker sees a request once its header fields are whole, and hands an answer over without learning how fast it is read.

| | without a server in front (`workerd` alone) | nginx.conf | haproxy.cfg | Caddyfile |
|---|---|---|---|---|
| header fields that drip | cut by `workerd` after 15 s | `client_header_timeout 10s` | `timeout http-request 10s` | `read_header 10s` |
| header fields too large | read by `workerd` (300 kB are), then answered 431 by the worker | `large_client_header_buffers 4 8k` | `tune.bufsize` | `max_header_size 32KB` |
| a body that drips | **cut by the worker**, as above | and `client_body_timeout 20s` between two reads | and `timeout client 20s` | and `read_body 30m` in all |
| an answer that is not read | not cut | `send_timeout 20s` | `timeout client 20s` | `write 30m` in all |
| connections that idle | cut by `workerd` after 15 s | `keepalive_timeout 30s` | `timeout http-keep-alive 30s` | `idle 30s` |
| connections of one address | not bounded | `limit_conn 400`, not for the tip-off | not bounded | not bounded |
";

fn pace(pace: Pace) -> String {
    format!("{} at once, then {} a minute", pace.burst, pace.per_minute)
}

fn bytes(count: usize) -> String {
    if count.is_multiple_of(1024 * 1024) {
        format!("{} MiB", count / 1024 / 1024)
    } else if count.is_multiple_of(1024) {
        format!("{} KiB", count / 1024)
    } else {
        format!("{count} bytes")
    }
}

fn document() -> String {
    let minutes = |ms: i64| format!("{} min", ms / 60_000);
    let seconds = |patience: Duration| format!("{} s", patience.as_secs());
    let rows: [(&str, String); 25] = [
        ("ratings, by address", pace(RATINGS)),
        (
            "ratings, of one unit from everywhere",
            format!(
                "{UNIT_RATINGS_PER_MINUTE} at once, then as many a minute; `UNIT_RATINGS_PER_MINUTE` sets another"
            ),
        ),
        (
            "tips",
            format!(
                "never refused; after {CALM_TIPS} of one unit within {} each new sender is asked for work",
                minutes(FLOOD_MS)
            ),
        ),
        (
            "work for a tip",
            format!(
                "PBKDF2/SHA-256, {WORK_ROUNDS} rounds a try, at most {WORK_TRIES} tries; good for {}, once; {WORK_SPENT} spent ones are remembered",
                minutes(WORK_VALID_MS)
            ),
        ),
        (
            "pieces of attachments, by address",
            format!("{}, of at most {} each", pace(UPLOADS), bytes(CHUNK_BYTES)),
        ),
        (
            "attachments that no tip has claimed",
            format!(
                "{} MB for one receipt, {} MB for a unit, for {UNCLAIMED_HOURS} h; beyond it `Retry-After: {ROOM_AFTER_S}`, and tips without files pass",
                LOOKUP_BYTES / 1_000_000,
                UNCLAIMED_BYTES / 1_000_000
            ),
        ),
        (
            "a unit's mailbox",
            format!(
                "takes no more attachments from {} GB on; tips without files, and ratings, pass",
                MAILBOX_BYTES / 1_000_000_000
            ),
        ),
        (
            "summaries of one unit, whoever asks",
            format!(
                "its mailbox is asked once for as long as ratings are held back, {} s to {} s; once in {} ms where it fails",
                SUMMARY_S.start(),
                SUMMARY_S.end(),
                SUMMARY_ASKED_MS
            ),
        ),
        ("looks with a receipt, by address", pace(LOOKUPS)),
        ("checks of a portal, by address (without a header for it, of all together)", pace(CHECKS)),
        ("address (URL)", bytes(URL_BYTES)),
        ("header fields", format!("{HEADER_FIELDS}, {} together", bytes(HEADERS_LENGTH as usize))),
        ("body of a rating", bytes(RATING_BODY_BYTES)),
        ("body of a sealed text", bytes(SEALED_TEXT_BYTES)),
        (
            "form of the tip-off without script",
            format!(
                "{}, {} a field, {FORM_FIELDS} fields; with files heard out up to {} MB",
                bytes(FORM_BYTES),
                bytes(FORM_FIELD_BYTES),
                FORM_WITH_FILES_BYTES / 1_000_000
            ),
        ),
        ("fields beside a sealed text", bytes(ENVELOPE_FIELD_BYTES)),
        ("body of a unit's answer; of its request to send again", {
            format!("{}; {}", bytes(ANSWER_BYTES), bytes(RETRY_BYTES))
        }),
        (
            "a body that is too long",
            format!("heard out up to {}, so that its sender hears why", bytes(HEARD_OUT_BYTES)),
        ),
        ("time for a short body", seconds(BODY_PATIENCE)),
        ("time between two parts of a long body", seconds(BODY_STALLED)),
        (
            "pace of a long body",
            format!(
                "{BODY_FLOOR_BYTES_PER_S} bytes a second on average, asked for after {} s",
                BODY_GRACE_MS / 1000
            ),
        ),
        (
            "time for a mailbox to answer",
            format!("{}, then 503 with `Retry-After: {MAILBOX_RETRY_AFTER_S}`", seconds(MAILBOX_PATIENCE)),
        ),
        ("lines of the security log, for each reason", pace(SECURITY_LINES)),
        ("`/metrics`: how old what the mailboxes say may be", format!("{} s", WATCHED_MS / 1000)),
        ("`/healthz/ready`: how old the answer may be", format!("{} s", READY_MS / 1000)),
    ];
    let rows: String = rows.iter().flat_map(|(what, limit)| ["| ", what, " | ", limit, " |\n"]).collect();
    format!("{BEFORE}| what | limit |\n|---|---|\n{rows}{AFTER}")
}

#[test]
fn the_table_of_limits_is_current() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("server/LIMITS.md");
    let current = document();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), current, "run it with UPDATE_DOCS=1");
}
