//! Reads the public holidays. A file that is wrong is told with key and reason.

use std::{fs, path::Path};
use tt_contract::holidays::Holidays;

/// Reads and checks `path`. Errors: the key and the reason, in one line.
pub(crate) fn read(path: &Path) -> Result<Holidays, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("holidays.toml: {error}"))?;
    parse(&text).map_err(|reason| format!("holidays.toml: {reason}"))
}

fn parse(text: &str) -> Result<Holidays, String> {
    let file = toml::Deserializer::parse(text).map_err(|error| error.message().to_owned())?;
    let holidays: Holidays = serde_path_to_error::deserialize(file)
        .map_err(|error| format!("`{}` {}", error.path(), error.inner().message()))?;
    holidays.checked().map_err(|invalid| invalid.to_string())
}

/// The holidays as Rust source: their JSON. Errors: those of the JSON.
pub(crate) fn table(holidays: &Holidays) -> Result<String, String> {
    serde_json::to_string(holidays).map(|json| format!("{json:?}")).map_err(|error| error.to_string())
}
