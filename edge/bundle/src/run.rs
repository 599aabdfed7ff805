//! Other programs: started without what the outer cargo left in the environment, silent unless they fail.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use anyhow::{Context, Result, anyhow, bail};

use crate::place::Place;

/// How much of a failed program's output is shown, in lines.
const LAST_WORDS: usize = 60;

/// A command without the variables by which `cargo run` and `cargo test` would change a nested build: it would compile
/// for another toolchain or with other flags, and everything anew each time it is run another way.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(leaks) {
            command.env_remove(name);
        }
    }
    command
}

/// A command that compiles for wasm, in the clone's root. Where crates lie on this machine does not get into what it
/// makes, so that the same source gives the same release everywhere.
pub(crate) fn wasm_command(place: &Place, program: &Path) -> Command {
    let mut command = command(program);
    command.current_dir(place.root()).env("CARGO_TARGET_DIR", place.wasm_target());
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .unwrap_or_default();
    // Each registry has a folder of its own, which bears its address's hash.
    let registries = fs::read_dir(cargo_home.join("registry/src")).into_iter().flatten();
    let registries = registries.filter_map(|entry| Some((entry.ok()?.path(), "")));
    let remap: Vec<_> = registries
        .chain([(place.root().to_owned(), "tuong-tac")])
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()))
        .collect();
    // Flags are parted by this character, which no path holds.
    command.env("CARGO_ENCODED_RUSTFLAGS", remap.join("\x1f"));
    command
}

/// Whether a variable is the outer cargo's or rustup's own, or changes what is compiled.
fn leaks(name: &str) -> bool {
    const USERS: [&str; 6] =
        ["CARGO_HOME", "CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTR", "CARGO_BUILD_JOBS", "CARGO_TERM_"];
    const OTHERS: [&str; 9] = [
        // A tool's own stack is of no use to whom it failed.
        "RUST_BACKTRACE",
        "CARGO",
        "RUSTC",
        "RUSTFLAGS",
        "RUSTDOCFLAGS",
        "RUSTUP_TOOLCHAIN",
        "RUST_RECURSION_COUNT",
        "LD_LIBRARY_PATH",
        "DYLD_FALLBACK_LIBRARY_PATH",
    ];
    OTHERS.contains(&name) || (name.starts_with("CARGO_") && !USERS.iter().any(|user| name.starts_with(user)))
}

/// Runs to the end and returns what was printed. `what` says in an error what was being done.
/// Errors: the program is not there, or it failed; then with the end of its output.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow!("{what}: `{program}` is not installed"),
        _ => anyhow!(error).context(format!("{what}: `{program}` could not be started")),
    })?;
    if !output.status.success() {
        bail!("{what}: `{program}` failed ({})\n{}", output.status, last_words(&output));
    }
    String::from_utf8(output.stdout).with_context(|| format!("{what}: `{program}` did not print text"))
}

/// The last lines of both outputs.
fn last_words(output: &Output) -> String {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat();
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.get(lines.len().saturating_sub(LAST_WORDS)..).unwrap_or_default();
    last.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outer_cargo_is_not_seen() {
        for name in ["CARGO", "CARGO_PKG_VERSION", "CARGO_TARGET_DIR", "RUSTFLAGS", "RUSTUP_TOOLCHAIN"] {
            assert!(leaks(name), "{name}");
        }
    }

    #[test]
    fn the_users_own_settings_are_kept() {
        for name in ["CARGO_HOME", "CARGO_NET_OFFLINE", "CARGO_REGISTRIES_X_INDEX", "RUSTUP_HOME", "PATH"] {
            assert!(!leaks(name), "{name}");
        }
    }

    #[test]
    fn a_failure_says_what_was_being_done_and_quotes_the_program() {
        let error =
            run(command("sh").args(["-c", "echo the reason >&2; exit 3"]), "try").expect_err("exit 3");
        let text = error.to_string();
        assert!(text.starts_with("try: `sh` failed") && text.ends_with("the reason"), "{text}");
        let error = run(&mut command("no-such-program"), "try").expect_err("no program");
        assert_eq!(error.to_string(), "try: `no-such-program` is not installed");
    }
}
