//! The modules that browsers run, and what is particular to each.

use crate::asset::Asset;

/// A WebAssembly module and the script around it.
pub(super) struct Module {
    /// The crate, as cargo's `--package` names it.
    pub(super) package: &'static str,
    /// The crate, as a file of cargo's.
    pub(super) library: &'static str,
    /// What it is, for messages.
    pub(super) what: &'static str,
    /// Cargo's profile.
    pub(super) profile: &'static str,
    /// `wasm-opt`'s level: the same aim as the profile's.
    pub(super) level: &'static str,
    /// The script's name, and its module's.
    pub(super) names: [&'static str; 2],
    /// The script, which imports wasm-bindgen's as `./short.js`. `__NAME__` stands in it for the integrity of each file that
    /// it fetches.
    pub(super) entry: &'static str,
}

/// Brings widgets in portals to life.
pub(super) const EMBED: Module = Module {
    package: "tt-embed",
    library: "tt_embed",
    what: "the widgets",
    profile: "browser",
    level: "-Oz",
    names: ["embed.js", "embed_bg.wasm"],
    entry: include_str!("entry/embed.js"),
};

/// Brings the tip-off's page to life.
pub(super) const PAGE: Module = Module {
    package: "tt-page",
    library: "tt_page",
    what: "the tip-off's page",
    profile: "browser",
    level: "-Oz",
    names: ["page.js", "page_bg.wasm"],
    entry: include_str!("entry/page.js"),
};

/// Seals what the tip-off sends. Megabytes pass through it, on small machines: it is fast before it is small.
pub(super) const VAULT: Module = Module {
    package: "tt-vault",
    library: "tt_vault",
    what: "the tip-off's vault",
    profile: "vault",
    level: "-O3",
    names: ["vault.js", "vault_bg.wasm"],
    entry: include_str!("entry/vault.js"),
};

/// A module that is built.
pub(crate) struct Built {
    /// The script.
    pub(crate) script: Asset,
    /// The module.
    pub(crate) wasm: Asset,
}
