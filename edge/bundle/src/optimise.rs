//! How binaryen makes modules small: what citizens download, and the worker, which is read and compiled whenever an isolate starts.

/// Rust's stack grows down to the lowest addresses, so that no datum lies in the first kilobyte; a function that is called
/// once is written where it is called only if that is shorter.
pub(crate) const WASM_OPT: [&str; 7] = [
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=10",
    "-Oz",
    "--converge",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The optimiser may use what rustc uses by default for this target and no more: `--all-features` writes encodings
/// that browsers in use refuse to load, and that `workerd` might not know yet.
pub(crate) const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
