//! What of tips goes, and when.

use super::hour;
use crate::{
    limit::UNCLAIMED_HOURS,
    mailbox::sql::{Sql, SqlError, Value},
};
use tt_contract::time::Millis;

const MS_PER_HOUR: i64 = 3_600_000;

/// Takes away files that nobody claimed for a day. Errors: [`SqlError`].
pub(crate) fn tidy_files(sql: &dyn Sql, now: Millis) -> Result<(), SqlError> {
    let until = [Value::Int(hour(now) - UNCLAIMED_HOURS)];
    let statement = "DELETE FROM piece WHERE (lookup, file) IN (SELECT lookup, id FROM file WHERE hour < ?)";
    sql.exec(statement, &until)?;
    sql.exec("DELETE FROM file WHERE hour < ?", &until)
}

/// Takes away each tip, with all that belongs to it, whose last event was delivered and whose last answer was given
/// `retention_days` ago. What is not delivered stays. It looks at every tip, so once a day is enough. Errors: [`SqlError`].
pub(crate) fn tidy_tips(sql: &dyn Sql, now: Millis, retention_days: u16) -> Result<(), SqlError> {
    // An event that is not delivered keeps its tip for ever.
    let statement = "SELECT lookup FROM (SELECT lookup, coalesce(delivered, 9007199254740991) AS last FROM post \
                     UNION ALL SELECT lookup, day FROM entry) GROUP BY lookup HAVING max(last) <= ?";
    let over = sql.run(statement, &[Value::Int(now.day().0 - i64::from(retention_days))])?;
    for row in over {
        let lookup = [Value::from(row.text(0)?)];
        for table in ["piece", "file", "entry", "post"] {
            sql.exec(&format!("DELETE FROM {table} WHERE lookup = ?"), &lookup)?;
        }
    }
    Ok(())
}

/// The moment at which the oldest file that nobody has claimed is to go. Errors: [`SqlError`].
pub(crate) fn next_orphan(sql: &dyn Sql) -> Result<Option<i64>, SqlError> {
    let row = sql.first("SELECT min(hour) FROM file WHERE hour IS NOT NULL", &[])?;
    let oldest = row.map_or(Ok(None), |row| row.opt_int(0))?;
    Ok(oldest.map(|hour| (hour + UNCLAIMED_HOURS + 1) * MS_PER_HOUR))
}

/// Whether anything is left to take away on a later day. Errors: [`SqlError`].
pub(crate) fn is_empty(sql: &dyn Sql) -> Result<bool, SqlError> {
    let row = sql.first("SELECT EXISTS (SELECT 1 FROM post) + EXISTS (SELECT 1 FROM entry)", &[])?;
    Ok(row.ok_or(SqlError::Shape)?.int(0)? == 0)
}
