//! Reads the units' files. One that is wrong is told with file, key and reason, all of them at once.

use std::{fmt::Write as _, fs, path::Path};
use tt_contract::unit::Unit;

/// Reads and checks every `*.toml` of `folder`, in the order of their names.
/// Errors: one line for each file that is wrong.
pub(crate) fn read(folder: &Path) -> Result<Vec<Unit>, Vec<String>> {
    let unreadable = |error| vec![format!("{}: {error}", folder.display())];
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();

    let (mut units, mut wrong) = (Vec::<Unit>::new(), Vec::new());
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|error| error.to_string());
        match text.and_then(|text| parse(&text)) {
            Ok(unit) => {
                if let Some(other) = units.iter().find(|other| other.id == unit.id) {
                    wrong.push(format!("units/{name}: `id` {} is used twice", other.id));
                } else if name.strip_suffix(".toml") != Some(unit.id.as_str()) {
                    wrong.push(format!("units/{name}: `id` {} is not the file's name", unit.id));
                } else {
                    units.push(unit);
                }
            }
            Err(reason) => wrong.push(format!("units/{name}: {reason}")),
        }
    }
    if wrong.is_empty() { Ok(units) } else { Err(wrong) }
}

/// One line for each unit that does what is advised against, with the file, the key and the reason.
pub(crate) fn warnings(units: &[Unit]) -> impl Iterator<Item = String> {
    units.iter().filter_map(|unit| Some(format!("units/{}.toml: {}", unit.id, unit.advice()?)))
}

/// Reads one file. Errors: the key and the reason, in one line.
pub(crate) fn parse(text: &str) -> Result<Unit, String> {
    let file = toml::Deserializer::parse(text).map_err(|error| one_line(error.message()))?;
    let unit: Unit = serde_path_to_error::deserialize(file).map_err(|error| {
        let reason = one_line(error.inner().message());
        let key = error.path().to_string();
        if key == "." { reason } else { format!("`{key}` {reason}") }
    })?;
    unit.checked().map_err(|invalid| invalid.to_string())
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The table as Rust source: each unit's id and what its file says (Postcard). Errors: it cannot be written so.
pub(crate) fn table(units: &[Unit]) -> Result<String, String> {
    let mut rows = String::from("&[\n");
    for unit in units {
        let bytes = postcard::to_allocvec(unit).map_err(|error| error.to_string())?;
        // It has no names: of a field that is left out where it is nothing, all that follows would be taken for another.
        if postcard::from_bytes(&bytes).as_ref() != Ok(unit) {
            return Err(format!("units/{}.toml does not come out of the table as it went in", unit.id));
        }
        // Writing to a `String` cannot fail.
        let _ = writeln!(rows, "    ({:?}, &{bytes:?}),", unit.id.as_str());
    }
    rows.push_str("]\n");
    Ok(rows)
}
