//! The object's storage as the mailbox uses it: SQL, transactions, and an alarm set inside them.
//!
//! `transactionSync` is bound here because the `worker` crate does not; the rest, so that every call that can throw is
//! caught and becomes an error.

use super::sql::{Row, Sql, SqlError, Value};
use crate::buffer;
use js_sys::{Array, ArrayBuffer, JsString, Uint8Array};
use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
};
use tt_contract::time::Millis;
use wasm_bindgen::{JsCast as _, prelude::*};

#[wasm_bindgen]
extern "C" {
    type RawState;
    #[wasm_bindgen(method, getter, catch)]
    fn storage(this: &RawState) -> Result<RawStorage, JsValue>;

    type RawStorage;
    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &RawStorage,
        work: &mut dyn FnMut() -> Result<(), JsValue>,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setAlarm)]
    fn set_alarm(this: &RawStorage, unix_ms: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn sql(this: &RawStorage) -> Result<RawSql, JsValue>;

    type RawSql;
    #[wasm_bindgen(method, catch, variadic)]
    fn exec(this: &RawSql, statement: &JsString, parameters: &[JsValue]) -> Result<RawCursor, JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = databaseSize)]
    fn database_size(this: &RawSql) -> Result<f64, JsValue>;

    type RawCursor;
    #[wasm_bindgen(method, catch)]
    fn raw(this: &RawCursor) -> Result<RawRows, JsValue>;

    type RawRows;
    #[wasm_bindgen(method, catch, js_name = toArray)]
    fn to_array(this: &RawRows) -> Result<Array, JsValue>;
}

/// The storage of this object.
pub(super) struct Storage {
    state: RawState,
    /// Had when it is first used, so that what throws there is an error like any other.
    open: OnceCell<Open>,
}

struct Open {
    raw: RawStorage,
    sql: RawSql,
}

impl Storage {
    /// Takes the storage of an object.
    pub(super) fn new(state: &worker::State) -> Self {
        Self { state: JsValue::from(state.as_raw()).unchecked_into(), open: OnceCell::new() }
    }

    fn open(&self) -> Result<&Open, SqlError> {
        if let Some(open) = self.open.get() {
            return Ok(open);
        }
        let raw = self.state.storage().map_err(|_| SqlError::Refused)?;
        let sql = raw.sql().map_err(|_| SqlError::Refused)?;
        Ok(self.open.get_or_init(|| Open { raw, sql }))
    }

    /// Runs `work` in one transaction: all of it is kept, or, if it fails, none. Errors: those of `work`, and
    /// [`SqlError::Refused`] when the transaction cannot be committed.
    pub(super) fn transaction<T>(&self, work: impl Fn(&Self) -> Result<T, SqlError>) -> Result<T, SqlError> {
        let mut done = Err(SqlError::Refused);
        let committed = self.open()?.raw.transaction_sync(&mut || {
            done = work(self);
            // Throwing is how a transaction is undone.
            done.as_ref().map(|_| ()).map_err(|_| JsValue::NULL)
        });
        match (committed, done) {
            (Ok(_), done) => done,
            (Err(_), Err(error)) => Err(error),
            (Err(_), Ok(_)) => Err(SqlError::Refused),
        }
    }

    /// How many bytes the database takes.
    /// Errors: [`SqlError::Refused`].
    pub(super) fn bytes(&self) -> Result<i64, SqlError> {
        #[expect(clippy::cast_possible_truncation, reason = "whole bytes, 10 GB at most")]
        self.open()?.sql.database_size().map(|bytes| bytes as i64).map_err(|_| SqlError::Refused)
    }

    /// Sets the alarm, or moves it; within [`Storage::transaction`] that is part of it. Errors: [`SqlError::Refused`].
    pub(super) fn set_alarm(&self, at: Millis) -> Result<(), SqlError> {
        // The promise says only what the transaction says as well.
        self.open()?.raw.set_alarm(number(at.0)).map(drop).map_err(|_| SqlError::Refused)
    }
}

impl Storage {
    fn cursor(&self, statement: &str, parameters: &Parameters) -> Result<RawCursor, SqlError> {
        self.open()?.sql.exec(&statement_in_js(statement), &parameters.values).map_err(|_| SqlError::Refused)
    }
}

impl Sql for Storage {
    fn run(&self, statement: &str, parameters: &[Value]) -> Result<Vec<Row>, SqlError> {
        let parameters = Parameters::of(parameters);
        let cursor = self.cursor(statement, &parameters)?;
        let rows = cursor.raw().and_then(|rows| rows.to_array()).map_err(|_| SqlError::Refused)?;
        rows.iter()
            .map(|row| row.unchecked_into::<Array>().iter().map(|value| from_js(&value)).collect())
            .collect()
    }

    /// A statement without rows has run to its end when `exec` returns.
    fn exec(&self, statement: &str, parameters: &[Value]) -> Result<(), SqlError> {
        self.cursor(statement, &Parameters::of(parameters)).map(drop)
    }
}

thread_local! {
    /// The statements as JavaScript has them: all are of this program, so there are few, and each is handed over once.
    static STATEMENTS: RefCell<HashMap<String, JsString>> = RefCell::default();
}

fn statement_in_js(statement: &str) -> JsString {
    if let Some(known) = STATEMENTS.with_borrow(|all| all.get(statement).cloned()) {
        return known;
    }
    let text = JsString::from(statement);
    STATEMENTS.with_borrow_mut(|all| all.insert(statement.to_owned(), text.clone()));
    text
}

impl FromIterator<Value> for Row {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// The parameters of a statement as JavaScript has them, until it has run and its rows are read.
struct Parameters {
    values: Vec<JsValue>,
    /// What is given back then.
    blobs: Vec<Uint8Array>,
}

impl Parameters {
    fn of(values: &[Value]) -> Self {
        let mut parameters = Self { values: Vec::with_capacity(values.len()), blobs: Vec::new() };
        for value in values {
            let value = match value {
                Value::Null => JsValue::NULL,
                Value::Int(integer) => JsValue::from_f64(number(*integer)),
                Value::Text(text) => JsValue::from_str(text),
                Value::Blob(bytes) => {
                    let blob = Uint8Array::from(bytes.as_slice());
                    parameters.blobs.push(blob.clone());
                    blob.into()
                }
            };
            parameters.values.push(value);
        }
        parameters
    }
}

impl Drop for Parameters {
    fn drop(&mut self) {
        self.blobs.iter().for_each(|blob| buffer::give_back(&blob.buffer()));
    }
}

fn from_js(value: &JsValue) -> Result<Value, SqlError> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    if let Some(text) = value.as_string() {
        return Ok(Value::Text(text));
    }
    if let Some(bytes) = value.dyn_ref::<ArrayBuffer>() {
        return Ok(Value::Blob(buffer::take(bytes)));
    }
    #[expect(clippy::cast_possible_truncation, reason = "only integers are stored, within ±2⁵³")]
    value.as_f64().map(|number| Value::Int(number as i64)).ok_or(SqlError::Shape)
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds and counts lie within ±2⁵³")]
const fn number(integer: i64) -> f64 {
    integer as f64
}
