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
    /// The script's name, and its module's.
    pub(super) names: [&'static str; 2],
    /// The script, which imports wasm-bindgen's as `./short.js`. `__MODULE__` stands in it for the integrity of its module,
    /// `__NAME__` for that one's name.
    pub(super) entry: &'static str,
}

/// Brings widgets in portals to life.
pub(super) const EMBED: Module = Module {
    package: "tt-embed",
    library: "tt_embed",
    what: "the widgets",
    profile: "browser",
    names: ["embed.js", "embed_bg.wasm"],
    entry: include_str!("entry/embed.js"),
};

/// Brings the tip-off's form to life.
pub(super) const PAGE: Module = Module {
    package: "tt-page",
    library: "tt_page",
    what: "the tip-off's form",
    profile: "browser",
    names: ["page.js", "page_bg.wasm"],
    entry: include_str!("entry/page.js"),
};

/// Brings the page to life to which a citizen returns.
pub(super) const COMEBACK: Module = Module {
    package: "tt-comeback",
    library: "tt_comeback",
    what: "the tip-off's return page",
    names: ["comeback.js", "comeback_bg.wasm"],
    ..PAGE
};

/// Seals what the tip-off sends. Megabytes pass through it, on small machines: its profile says which loops are fast.
pub(super) const VAULT: Module = Module {
    package: "tt-sealer",
    library: "tt_sealer",
    what: "the tip-off's vault",
    profile: "vault",
    names: ["vault.js", "vault_bg.wasm"],
    entry: include_str!("entry/vault.js"),
};

/// The same for the page to which a citizen returns: it opens replies as well.
pub(super) const OPENER: Module = Module {
    package: "tt-opener",
    library: "tt_opener",
    what: "the vault that opens",
    names: ["opener.js", "opener_bg.wasm"],
    ..VAULT
};

/// A module that is built.
pub(crate) struct Built {
    /// The script.
    pub(crate) script: Asset,
    /// The module.
    pub(crate) wasm: Asset,
}
