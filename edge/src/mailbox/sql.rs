//! The little of SQL that the mailbox needs, so that its statements run on the object's storage and, in tests, on a
//! SQLite of their own.

/// A value that goes in or comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// `NULL`
    Null,
    /// `INTEGER`, within ±2⁵³, because it passes through a JavaScript number.
    Int(i64),
    /// `TEXT`
    Text(String),
    /// `BLOB`, of at most 2 MB, which is what a Durable Object takes in one row.
    Blob(Vec<u8>),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Blob(bytes.to_vec())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Why the storage could not be used. It names no value, so that it may be logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SqlError {
    /// A statement was refused: a full disk, a lost object, a constraint.
    Refused,
    /// A row has not the shape the statement asks for.
    Shape,
}

impl core::fmt::Display for SqlError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Refused => "the storage refused a statement",
            Self::Shape => "a stored row has another shape",
        })
    }
}

impl core::error::Error for SqlError {}

/// A row, column by column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row(pub(crate) Vec<Value>);

impl Row {
    /// The number in a column. Errors: [`SqlError::Shape`].
    pub(crate) fn int(&self, column: usize) -> Result<i64, SqlError> {
        self.opt_int(column)?.ok_or(SqlError::Shape)
    }

    /// The number in a column, or nothing. Errors: [`SqlError::Shape`].
    pub(crate) fn opt_int(&self, column: usize) -> Result<Option<i64>, SqlError> {
        match self.0.get(column) {
            Some(Value::Int(number)) => Ok(Some(*number)),
            Some(Value::Null) => Ok(None),
            _ => Err(SqlError::Shape),
        }
    }

    /// The text in a column. Errors: [`SqlError::Shape`].
    pub(crate) fn text(&self, column: usize) -> Result<&str, SqlError> {
        self.opt_text(column)?.ok_or(SqlError::Shape)
    }

    /// The text in a column, or nothing. Errors: [`SqlError::Shape`].
    pub(crate) fn opt_text(&self, column: usize) -> Result<Option<&str>, SqlError> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(Value::Null) => Ok(None),
            _ => Err(SqlError::Shape),
        }
    }

    /// The bytes in a column. Errors: [`SqlError::Shape`].
    pub(crate) fn blob(&self, column: usize) -> Result<&[u8], SqlError> {
        match self.0.get(column) {
            Some(Value::Blob(bytes)) => Ok(bytes),
            _ => Err(SqlError::Shape),
        }
    }

    /// The bytes in a column, taken out of the row. Errors: [`SqlError::Shape`].
    pub(crate) fn into_blob(mut self, column: usize) -> Result<Vec<u8>, SqlError> {
        match self.0.get_mut(column) {
            Some(Value::Blob(bytes)) => Ok(core::mem::take(bytes)),
            _ => Err(SqlError::Shape),
        }
    }
}

/// A database that runs statements one at a time.
pub(crate) trait Sql {
    /// Runs one statement with its parameters and returns its rows. Errors: [`SqlError`].
    fn run(&self, statement: &str, parameters: &[Value]) -> Result<Vec<Row>, SqlError>;

    /// Runs one statement of which no rows are wanted. Errors: [`SqlError`].
    fn exec(&self, statement: &str, parameters: &[Value]) -> Result<(), SqlError> {
        self.run(statement, parameters).map(drop)
    }

    /// The first row, if there is one. Errors: [`SqlError`].
    fn first(&self, statement: &str, parameters: &[Value]) -> Result<Option<Row>, SqlError> {
        Ok(self.run(statement, parameters)?.into_iter().next())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use rusqlite::{Connection, types};

    /// A database in memory.
    pub(crate) struct Memory(Connection);

    impl Memory {
        /// A mailbox's database.
        pub(crate) fn mailbox() -> Self {
            let memory = Self::empty();
            super::super::schema::prepare(&memory, &super::super::erasure::Seed([0; 32])).unwrap();
            memory
        }

        /// A database without a table.
        pub(crate) fn empty() -> Self {
            Self(Connection::open_in_memory().unwrap())
        }

        /// A database in a file, with a log as the runtime has it.
        pub(crate) fn on_disk(path: &std::path::Path) -> Self {
            let connection = Connection::open(path).unwrap();
            connection.pragma_update(None, "journal_mode", "wal").unwrap();
            Self(connection)
        }

        /// The one number that `statement` selects.
        pub(crate) fn number(&self, statement: &str) -> i64 {
            self.first(statement, &[]).unwrap().unwrap().int(0).unwrap()
        }
    }

    impl Sql for Memory {
        fn run(&self, statement: &str, parameters: &[Value]) -> Result<Vec<Row>, SqlError> {
            let mut statement =
                self.0.prepare(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
            let parameters = parameters.iter().map(|value| match value {
                Value::Null => types::Value::Null,
                Value::Int(number) => types::Value::Integer(*number),
                Value::Text(text) => types::Value::Text(text.clone()),
                Value::Blob(bytes) => types::Value::Blob(bytes.clone()),
            });
            let columns = statement.column_count();
            let rows = statement.query_map(rusqlite::params_from_iter(parameters), |row| {
                let value = |column| {
                    Ok::<_, rusqlite::Error>(match row.get(column)? {
                        types::Value::Null => Value::Null,
                        types::Value::Integer(number) => Value::Int(number),
                        types::Value::Text(text) => Value::Text(text),
                        types::Value::Blob(bytes) => Value::Blob(bytes),
                        types::Value::Real(number) => panic!("unexpected {number}"),
                    })
                };
                Ok(Row((0..columns).map(value).collect::<Result<_, _>>()?))
            });
            rows.unwrap().collect::<Result<_, _>>().map_err(|_| SqlError::Refused)
        }
    }
}
