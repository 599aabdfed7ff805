//! What a mailbox keeps, and how one of an earlier release becomes one of this. No table has row ids, which would keep the
//! order of arrival of ratings, and none a time finer than the hour but `release`, `due` and `not_before`, which are drawn at
//! random, are the beginning of an hour, or follow from an attempt to deliver.

use super::{
    erasure::{self, Seed},
    sql::{Sql, SqlError, Value},
};
use tt_contract::{time::Day, unit::UnitId};

/// A step from one version to the next.
#[derive(Clone, Copy)]
enum Step {
    Statements(&'static [&'static str]),
    /// Bodies are encrypted: [`erasure::migrate`].
    Erasure,
}

/// What leads from each version to the next; a mailbox notes how many of them it has had.
const STEPS: [Step; 7] = [
    Step::Statements(&RATINGS),
    Step::Statements(&TIPS),
    Step::Statements(&DELIVERY),
    Step::Statements(&RELEASE),
    Step::Statements(&INBOX),
    Step::Statements(&DIGESTS),
    Step::Erasure,
];

/// The mailbox of the first release, which noted no version: so these find their tables there, or make them.
const RATINGS: [&str; 9] = [
    // Facts about the mailbox itself: whose it is, which day was last tidied, its version.
    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    // Submissions of the last days, by which a repeat is known. `digest` (then empty), `event`, `level`, `page` and
    // `counted` (the page it was counted under) live only through the day, so that the rating can be changed.
    "CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, digest TEXT NOT NULL, day INTEGER NOT NULL, event TEXT, \
     level INTEGER, page TEXT, counted TEXT) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS seen_by_event ON seen (event) WHERE event IS NOT NULL",
    // Events that an endpoint has not confirmed. `was` is the level that the summary shows until this one is released.
    "CREATE TABLE IF NOT EXISTS outbox (id TEXT NOT NULL, endpoint TEXT NOT NULL, due INTEGER NOT NULL, \
     attempts INTEGER NOT NULL, level INTEGER NOT NULL, was INTEGER, replaces TEXT, body TEXT NOT NULL, \
     PRIMARY KEY (id, endpoint)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS outbox_by_due ON outbox (endpoint, due)",
    "CREATE INDEX IF NOT EXISTS outbox_by_replaces ON outbox (replaces) WHERE replaces IS NOT NULL",
    // Endpoints that something was ever stored for: how often one failed in a row, and until when it is left alone.
    "CREATE TABLE IF NOT EXISTS endpoint (name TEXT PRIMARY KEY, failures INTEGER NOT NULL, \
     not_before INTEGER NOT NULL) WITHOUT ROWID",
    // How many gave each level to each page on each day of Vietnam.
    "CREATE TABLE IF NOT EXISTS tally (day INTEGER NOT NULL, page TEXT NOT NULL, level INTEGER NOT NULL, \
     count INTEGER NOT NULL, PRIMARY KEY (day, page, level)) WITHOUT ROWID",
    // The same over all days and pages, so that a summary need not add up years.
    "CREATE TABLE IF NOT EXISTS total (level INTEGER PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
];

const TIPS: [&str; 13] = [
    // The outbox takes events without a level.
    "ALTER TABLE outbox RENAME TO outbox_of_ratings",
    "DROP INDEX outbox_by_due",
    "DROP INDEX outbox_by_replaces",
    "CREATE TABLE outbox (id TEXT NOT NULL, endpoint TEXT NOT NULL, due INTEGER NOT NULL, \
     attempts INTEGER NOT NULL, level INTEGER, was INTEGER, replaces TEXT, body TEXT NOT NULL, \
     PRIMARY KEY (id, endpoint)) WITHOUT ROWID",
    "INSERT INTO outbox SELECT id, endpoint, due, attempts, level, was, replaces, body FROM outbox_of_ratings",
    "DROP TABLE outbox_of_ratings",
    "CREATE INDEX outbox_by_due ON outbox (endpoint, due)",
    "CREATE INDEX outbox_by_replaces ON outbox (replaces) WHERE replaces IS NOT NULL",
    // Tips (`id` is empty) and the messages that follow them, by which a repeat is known: on which day each came, and on which
    // every endpoint had confirmed it.
    "CREATE TABLE post (lookup TEXT NOT NULL, id TEXT NOT NULL, digest TEXT NOT NULL, event TEXT NOT NULL UNIQUE, \
     day INTEGER NOT NULL, delivered INTEGER, PRIMARY KEY (lookup, id)) WITHOUT ROWID",
    // What the unit said and that the citizen wrote, in order.
    "CREATE TABLE entry (lookup TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, digest TEXT NOT NULL, \
     by TEXT NOT NULL, day INTEGER NOT NULL, status TEXT, sealed TEXT, PRIMARY KEY (lookup, place)) WITHOUT ROWID",
    // Sealed files. Until a tip or a message names one, nobody owns it, and `hour` (of UTC, since 1970) says since when.
    "CREATE TABLE file (lookup TEXT NOT NULL, id TEXT NOT NULL, hour INTEGER, size INTEGER NOT NULL, \
     PRIMARY KEY (lookup, id)) WITHOUT ROWID",
    "CREATE INDEX file_unclaimed ON file (hour, size) WHERE hour IS NOT NULL",
    // Their pieces, each of at most 1 MiB.
    "CREATE TABLE piece (lookup TEXT NOT NULL, file TEXT NOT NULL, place INTEGER NOT NULL, bytes BLOB NOT NULL, \
     PRIMARY KEY (lookup, file, place)) WITHOUT ROWID",
];

/// Endpoints that can be held, batches, an order of tips, and numbers that need no counting. What triggers do holds whichever way
/// a row comes and goes.
const DELIVERY: [&str; 29] = [
    "ALTER TABLE outbox RENAME TO outbox_before",
    "DROP INDEX outbox_by_due",
    "DROP INDEX outbox_by_replaces",
    "ALTER TABLE endpoint RENAME TO endpoint_before",
    // `not_before` is null where nothing is sent: the endpoint is held (`reason` says why), or fetches. `waiting` and `held` count
    // its rows of the outbox; `turns` and `places` are the last that were given out.
    "CREATE TABLE endpoint (name TEXT PRIMARY KEY, failures INTEGER NOT NULL DEFAULT 0, not_before INTEGER DEFAULT 0, \
     reason TEXT, last_error TEXT, waiting INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0, \
     delivered INTEGER NOT NULL DEFAULT 0, turns INTEGER NOT NULL DEFAULT 0, places INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
    // Events that an endpoint has not confirmed. `release` is when one may first be sent: drawn, or the beginning of its hour. `due` is
    // when it may be sent next, and null while that is not the question: it is held (`held` says why), it was fetched (its `place`),
    // or it stands behind the one that it `replaces`. `turn` is a tip's place in the order of tips. `batch` is the id under which
    // ratings travel together, or a rating's own: it was in one that was taken apart, and goes alone.
    "CREATE TABLE outbox (id TEXT NOT NULL, endpoint TEXT NOT NULL, release INTEGER NOT NULL, due INTEGER, \
     attempts INTEGER NOT NULL DEFAULT 0, refusals INTEGER NOT NULL DEFAULT 0, turn INTEGER, place INTEGER, batch TEXT, \
     held TEXT, replaces TEXT, body TEXT NOT NULL, PRIMARY KEY (id, endpoint)) WITHOUT ROWID",
    // How many events of an endpoint are released at a moment: those of the future are in no number that is shown.
    "CREATE TABLE unreleased (endpoint TEXT NOT NULL, at INTEGER NOT NULL, count INTEGER NOT NULL, \
     PRIMARY KEY (at, endpoint)) WITHOUT ROWID",
    // By how much the summary grows at each level at a moment.
    "CREATE TABLE unshown (at INTEGER NOT NULL, level INTEGER NOT NULL, count INTEGER NOT NULL, \
     PRIMARY KEY (at, level)) WITHOUT ROWID",
    "CREATE TRIGGER outbox_put AFTER INSERT ON outbox BEGIN \
     INSERT INTO endpoint (name, waiting, turns) VALUES (new.endpoint, 1, coalesce(new.turn, 0)) ON CONFLICT (name) \
     DO UPDATE SET waiting = waiting + 1, turns = max(turns, coalesce(new.turn, 0)); \
     INSERT INTO unreleased (endpoint, at, count) VALUES (new.endpoint, new.release, 1) ON CONFLICT (at, endpoint) \
     DO UPDATE SET count = count + 1; END",
    "CREATE TRIGGER outbox_held AFTER UPDATE OF held ON outbox WHEN (old.held IS NULL) <> (new.held IS NULL) BEGIN \
     UPDATE endpoint SET waiting = waiting + (new.held IS NULL) - (old.held IS NULL), \
     held = held + (old.held IS NULL) - (new.held IS NULL) WHERE name = new.endpoint; END",
    "CREATE TRIGGER outbox_gone AFTER DELETE ON outbox BEGIN \
     UPDATE endpoint SET waiting = waiting - (old.held IS NULL), held = held - (old.held IS NOT NULL) \
     WHERE name = old.endpoint; \
     UPDATE unreleased SET count = count - 1 WHERE at = old.release AND endpoint = old.endpoint; \
     UPDATE outbox SET due = release WHERE replaces = old.id AND endpoint = old.endpoint AND due IS NULL \
     AND held IS NULL AND place IS NULL; END",
    "CREATE INDEX outbox_by_replaces ON outbox (replaces, endpoint) WHERE replaces IS NOT NULL",
    "INSERT INTO endpoint (name, failures, not_before) SELECT name, failures, not_before FROM endpoint_before",
    "DROP TABLE endpoint_before",
    // The order of tips was not kept; their days are.
    "INSERT INTO outbox (id, endpoint, release, due, attempts, turn, replaces, body) \
     SELECT id, endpoint, due, CASE WHEN EXISTS (SELECT 1 FROM outbox_before AS b WHERE b.id = o.replaces \
     AND b.endpoint = o.endpoint) THEN NULL ELSE due END, attempts, CASE WHEN level IS NULL THEN \
     row_number() OVER (PARTITION BY endpoint, level IS NULL ORDER BY (SELECT day FROM post WHERE event = o.id), \
     (SELECT post.id <> '' FROM post WHERE event = o.id), id) END, replaces, body FROM outbox_before AS o",
    "INSERT INTO unshown SELECT due, level, count(*) FROM (SELECT max(due) AS due, level FROM outbox_before \
     WHERE level IS NOT NULL AND attempts = 0 AND due > 0 GROUP BY id) GROUP BY due, level",
    "INSERT INTO unshown SELECT due, was, -count(*) FROM (SELECT max(due) AS due, was FROM outbox_before \
     WHERE was IS NOT NULL AND attempts = 0 AND due > 0 GROUP BY id) WHERE true GROUP BY due, was \
     ON CONFLICT (at, level) DO UPDATE SET count = count + excluded.count",
    // When the event of a rating that can still be changed is released, and which level the summary shows until then.
    "ALTER TABLE seen ADD COLUMN release INTEGER",
    "ALTER TABLE seen ADD COLUMN was INTEGER",
    "UPDATE seen SET release = (SELECT max(due) FROM outbox_before WHERE id = seen.event AND attempts = 0), \
     was = (SELECT was FROM outbox_before WHERE id = seen.event AND attempts = 0) \
     WHERE event IN (SELECT id FROM outbox_before)",
    "DROP TABLE outbox_before",
    // What may be sent next: of ratings the one that is due first, of tips the first in their order.
    "CREATE INDEX outbox_ratings ON outbox (endpoint, due) WHERE turn IS NULL AND due IS NOT NULL",
    "CREATE INDEX outbox_tips ON outbox (endpoint, turn) WHERE turn IS NOT NULL AND due IS NOT NULL",
    "CREATE INDEX outbox_by_release ON outbox (endpoint, release)",
    "CREATE INDEX outbox_by_place ON outbox (endpoint, place) WHERE place IS NOT NULL",
    "CREATE INDEX outbox_by_batch ON outbox (batch, endpoint) WHERE batch IS NOT NULL",
    "CREATE INDEX outbox_held_ones ON outbox (endpoint, id) WHERE held IS NOT NULL",
    // The total follows the tally.
    "CREATE TRIGGER tally_begun AFTER INSERT ON tally BEGIN INSERT INTO total (level, count) \
     VALUES (new.level, new.count) ON CONFLICT (level) DO UPDATE SET count = count + new.count; END",
    "CREATE TRIGGER tally_moved AFTER UPDATE OF count ON tally BEGIN \
     UPDATE total SET count = count + new.count - old.count WHERE level = new.level; END",
];

/// What is not released is counted where it is released, also when that moment moves.
const RELEASE: [&str; 1] = [
    "CREATE TRIGGER outbox_moved AFTER UPDATE OF release ON outbox WHEN old.release <> new.release BEGIN \
     UPDATE unreleased SET count = count - 1 WHERE at = old.release AND endpoint = old.endpoint; \
     INSERT INTO unreleased (endpoint, at, count) VALUES (new.endpoint, new.release, 1) ON CONFLICT (at, endpoint) \
     DO UPDATE SET count = count + 1; END",
];

/// Ratings that are accepted and not sorted yet, at most twice what one call brings: what `seen`, `tally`, `unshown` and `outbox` get of each. `counted`
/// is the page it is counted under, where that is not its own.
const INBOX: [&str; 17] = [
    "CREATE TABLE inbox (id TEXT PRIMARY KEY, digest TEXT NOT NULL, day INTEGER NOT NULL, event TEXT NOT NULL, \
     level INTEGER NOT NULL, page TEXT NOT NULL, counted TEXT, release INTEGER NOT NULL, body TEXT NOT NULL) \
     WITHOUT ROWID",
    // Of a rating that was changed, `root` is the id of its rater's first submission, in all but that one. Most are never changed, and
    // so are in no index.
    "ALTER TABLE seen ADD COLUMN root TEXT",
    "UPDATE seen SET root = (SELECT min(id) FROM seen AS one WHERE one.event = seen.event) WHERE event IS NOT NULL",
    "UPDATE seen SET root = NULL WHERE root = id",
    "DROP INDEX seen_by_event",
    "CREATE INDEX seen_by_root ON seen (root) WHERE root IS NOT NULL",
    // How many of an endpoint's events are released at a moment, for as long as one of them is there: what is not released is in no
    // number that is shown, and the first moment is the age of the oldest.
    "DROP TABLE unreleased",
    "DROP INDEX outbox_by_release",
    "CREATE TABLE pending (endpoint TEXT NOT NULL, at INTEGER NOT NULL, count INTEGER NOT NULL, \
     PRIMARY KEY (endpoint, at)) WITHOUT ROWID",
    "INSERT INTO pending SELECT endpoint, release, count(*) FROM outbox GROUP BY endpoint, release",
    "DROP TRIGGER outbox_put",
    "DROP TRIGGER outbox_gone",
    "DROP TRIGGER outbox_moved",
    "CREATE TRIGGER outbox_put AFTER INSERT ON outbox BEGIN \
     INSERT INTO endpoint (name, waiting, turns) VALUES (new.endpoint, 1, coalesce(new.turn, 0)) ON CONFLICT (name) \
     DO UPDATE SET waiting = waiting + 1, turns = max(turns, coalesce(new.turn, 0)); \
     INSERT INTO pending VALUES (new.endpoint, new.release, 1) ON CONFLICT (endpoint, at) \
     DO UPDATE SET count = count + 1; END",
    "CREATE TRIGGER outbox_gone AFTER DELETE ON outbox BEGIN \
     UPDATE endpoint SET waiting = waiting - (old.held IS NULL), held = held - (old.held IS NOT NULL) \
     WHERE name = old.endpoint; \
     UPDATE pending SET count = count - 1 WHERE endpoint = old.endpoint AND at = old.release; \
     UPDATE outbox SET due = release WHERE replaces = old.id AND endpoint = old.endpoint AND due IS NULL \
     AND held IS NULL AND place IS NULL; END",
    "CREATE TRIGGER outbox_moved AFTER UPDATE OF release ON outbox WHEN old.release <> new.release BEGIN \
     UPDATE pending SET count = count - 1 WHERE endpoint = old.endpoint AND at = old.release; \
     INSERT INTO pending VALUES (new.endpoint, new.release, 1) ON CONFLICT (endpoint, at) \
     DO UPDATE SET count = count + 1; END",
    "CREATE TRIGGER pending_none AFTER UPDATE OF count ON pending WHEN new.count = 0 BEGIN \
     DELETE FROM pending WHERE endpoint = new.endpoint AND at = new.at; END",
];

/// Of a day that is over, no digest leads from the id of a device to the unit's record.
const DIGESTS: [&str; 1] = ["UPDATE seen SET digest = '' WHERE event IS NULL"];

impl Step {
    fn take(self, sql: &dyn Sql, seed: &Seed) -> Result<(), SqlError> {
        match self {
            Self::Statements(all) => all.iter().try_for_each(|statement| sql.exec(statement, &[])),
            Self::Erasure => erasure::migrate(sql, seed),
        }
    }
}

/// Brings the tables to this release; bodies that are not encrypted yet get keys from `seed`. Errors: [`SqlError`].
pub(crate) fn prepare(sql: &dyn Sql, seed: &Seed) -> Result<(), SqlError> {
    let [meta, ..] = RATINGS;
    sql.exec(meta, &[])?;
    let known = sql.first("SELECT value FROM meta WHERE key = 'version'", &[])?;
    let had: usize = known.map_or(Ok(0), |row| row.text(0)?.parse().map_err(|_| SqlError::Shape))?;
    for step in STEPS.iter().skip(had) {
        step.take(sql, seed)?;
    }
    let version = STEPS.len().max(had).to_string();
    let statement = "INSERT INTO meta (key, value) VALUES ('version', ?1) \
                     ON CONFLICT (key) DO UPDATE SET value = ?1 WHERE value <> ?1";
    sql.exec(statement, &[version.into()])
}

/// A mailbox as the release of so many steps left it.
#[cfg(test)]
pub(crate) fn prepare_up_to(sql: &dyn Sql, steps: usize) {
    STEPS.iter().take(steps).for_each(|step| step.take(sql, &Seed([0; 32])).unwrap());
    sql.exec("INSERT INTO meta (key, value) VALUES ('version', ?)", &[steps.to_string().into()]).unwrap();
}

/// Whose mailbox this is, once something was stored in it. Errors: [`SqlError`].
pub(crate) fn owner(sql: &dyn Sql) -> Result<Option<UnitId>, SqlError> {
    let Some(row) = sql.first("SELECT value FROM meta WHERE key = 'unit'", &[])? else { return Ok(None) };
    row.text(0)?.parse().map(Some).map_err(|_| SqlError::Shape)
}

/// Notes whose mailbox this is, for the alarm, which nobody tells. Errors: [`SqlError`].
pub(crate) fn set_owner(sql: &dyn Sql, unit: &UnitId) -> Result<(), SqlError> {
    let unit = Value::from(unit.as_str());
    sql.exec("INSERT INTO meta (key, value) VALUES ('unit', ?) ON CONFLICT (key) DO NOTHING", &[unit])
}

/// Whether this is the first time on `day` that `work` is asked for. Errors: [`SqlError`].
pub(crate) fn is_first_on(sql: &dyn Sql, day: Day, work: &str) -> Result<bool, SqlError> {
    let statement = "INSERT INTO meta (key, value) VALUES (?1, ?2) \
                     ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value <> ?2 RETURNING 1";
    Ok(sql.first(statement, &[work.into(), day.0.to_string().into()])?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailbox::{
        outbox::take,
        sql::{Row, tests::Memory},
        tally,
    };
    use tt_contract::time::Millis;

    /// A mailbox as the release of so many steps left it.
    fn former(steps: usize, rows: &[&str]) -> Memory {
        let sql = Memory::empty();
        prepare_up_to(&sql, steps);
        for statement in rows {
            sql.run(statement, &[]).unwrap();
        }
        sql.run("INSERT INTO meta VALUES ('unit', 'c06')", &[]).unwrap();
        if steps == 1 {
            // The first release noted no version.
            sql.run("DELETE FROM meta WHERE key = 'version'", &[]).unwrap();
        }
        for _ in 0..2 {
            prepare(&sql, &Seed([1; 32])).unwrap();
        }
        assert_eq!(owner(&sql).unwrap().unwrap().as_str(), "c06");
        sql
    }

    #[test]
    fn a_mailbox_of_the_first_release_loses_nothing() {
        let sql = former(
            1,
            &[
                "INSERT INTO endpoint VALUES ('main', 2, 0)",
                "INSERT INTO outbox VALUES ('a', 'main', 0, 3, 4, NULL, NULL, 'A'), ('b', 'main', 5, 0, 5, 4, 'a', 'B')",
                "INSERT INTO seen VALUES ('s', '', 20000, 'b', 5, '/', '/'), ('r', '', 20000, 'b', 5, '/', '/'), \
                 ('q', '', 20000, 'c', 5, '/', '/'), ('p', '', 19999, NULL, NULL, NULL, NULL)",
                "INSERT INTO total VALUES (5, 1)",
            ],
        );
        let taken = take::take(&sql, "main", Millis(9), None).unwrap().unwrap();
        assert_eq!((taken.id.as_str(), taken.body.as_str(), taken.attempt), ("a", "A", 4));
        assert_eq!(take::take(&sql, "main", Millis(9), None).unwrap().unwrap().id, "a", "b is behind it");
        sql.run("DELETE FROM outbox WHERE id = 'a'", &[]).unwrap();
        assert_eq!(take::take(&sql, "main", Millis(9), None).unwrap().unwrap().body, "B");
        assert_eq!(tally::unshown(&sql, Millis(4)), Ok([0, 0, 0, -1, 1]));
        assert_eq!(sql.number("SELECT count(*) FROM seen WHERE release = 5 AND was = 4"), 2);
        let roots = sql.run("SELECT id, root FROM seen WHERE root IS NOT NULL", &[]).unwrap();
        assert_eq!(roots, [Row(vec!["s".into(), "r".into()])], "only of what was changed");
        assert_eq!(sql.number("SELECT waiting FROM endpoint"), 1);
        assert_eq!(sql.number("SELECT count FROM total"), 1);
    }

    #[test]
    fn a_mailbox_of_the_second_release_loses_nothing() {
        let sql = former(
            2,
            &[
                "INSERT INTO endpoint VALUES ('main', 7, 99), ('other', 0, 0)",
                "INSERT INTO outbox VALUES ('m', 'main', 0, 0, NULL, NULL, NULL, 'M'), ('t', 'main', 0, 1, NULL, NULL, NULL, 'T'), \
                 ('u', 'main', 0, 0, NULL, NULL, NULL, 'U'), ('u', 'other', 0, 0, NULL, NULL, NULL, 'U'), \
                 ('r', 'main', 50, 0, 3, NULL, NULL, 'R')",
                "INSERT INTO post VALUES ('l', '', '', 't', 7, NULL), ('l', 'x', '', 'm', 7, NULL), ('k', '', '', 'u', 6, NULL)",
            ],
        );
        let told = |name| sql.number(&format!("SELECT waiting FROM endpoint WHERE name = '{name}'"));
        assert_eq!((told("main"), told("other")), (4, 1));
        assert_eq!(take::take(&sql, "main", Millis(98), None).unwrap(), None, "it is left alone");
        let mut bodies = String::new();
        while let Some(taken) = take::take(&sql, "main", Millis(99), None).unwrap() {
            bodies.push_str(&taken.body);
            sql.run("DELETE FROM outbox WHERE id = ? AND endpoint = 'main'", &[taken.id.into()]).unwrap();
        }
        assert_eq!(bodies, "UTMR", "by day, a message after its tip, a rating when it is due");
        assert_eq!((told("main"), told("other")), (0, 1));
    }

    #[test]
    fn of_a_day_that_is_over_a_mailbox_of_an_earlier_release_keeps_no_digest() {
        let rows = "INSERT INTO seen (id, digest, day, event) VALUES ('a', 'd', 19999, NULL), ('b', 'e', 20000, 'x')";
        let sql = former(5, &[rows]);
        let digests = sql.run("SELECT digest FROM seen ORDER BY id", &[]).unwrap();
        assert_eq!(digests, [Row(vec!["".into()]), Row(vec!["e".into()])]);
    }

    #[test]
    fn a_mailbox_of_a_later_release_is_left_as_it_is() {
        let sql = Memory::mailbox();
        sql.run("UPDATE meta SET value = '9' WHERE key = 'version'", &[]).unwrap();
        prepare(&sql, &Seed([1; 32])).unwrap();
        assert_eq!(sql.number("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'version'"), 9);
    }
}
