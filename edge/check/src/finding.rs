//! What can be found: a closed list.

use serde::Serialize;
use tt_contract::unit::Widget;

/// How much a finding matters. In this order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Something does not work until it is changed.
    Wrong,
    /// It works, and would work better.
    Advice,
    /// As it should be.
    Right,
}

/// Something found, and the line that mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub issue: Issue,
    /// What to paste, exactly.
    pub paste: Option<String>,
}

/// A plug-in or service that changes scripts on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// WP Rocket, "Delay JavaScript execution".
    WpRocket,
    /// LiteSpeed Cache, "Load JS Deferred: Delayed".
    LiteSpeed,
    /// Autoptimize, "Aggregate JS-files".
    Autoptimize,
    /// Cloudflare's Rocket Loader.
    RocketLoader,
    /// Perfmatters, "Delay JavaScript".
    Perfmatters,
    /// A banner that asks for consent first (`type="text/plain"`).
    Consent,
    /// Something else.
    Other,
}

/// An attribute of the script whose values are a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// `data-lang` or an element's `lang`
    Lang,
    /// `data-theme` or an element's `theme`
    Theme,
    /// `data-dock`
    Dock,
}

/// What a content security policy must let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directive {
    /// The loader and the release's script.
    Script,
    /// The loader, by a nonce or hash, because `'strict-dynamic'` makes hosts count for nothing.
    Nonce,
    /// WebAssembly.
    Wasm,
    /// The widgets' HTML and what is sent.
    Connect,
    /// The form where script fails.
    FormAction,
    /// The name of the loader's Trusted Types policy.
    TrustedTypes,
    /// What a sandbox must allow.
    Sandbox,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is said in whole sentences in `words`")]
pub enum Issue {
    // The page.
    Status(u16),
    Https,
    PlainHttp,
    CharsetMissing,
    CharsetOther,
    LangMissing,
    ViewportMissing,
    ZoomForbidden,
    BaseHref,
    ReferrerHidden,
    MixedContent(usize),
    /// In KiB.
    Large(usize),
    // The script.
    ScriptRight,
    ScriptMissing,
    /// Not there, and a tool that combines scripts is at work.
    ScriptCombined(Tool),
    /// In a comment, `<noscript>` or `<template>`.
    ScriptDead,
    /// By another script.
    ScriptInserted,
    ScriptDelayed(Tool),
    ScriptSynchronous,
    ScriptTwice(usize),
    ScriptElsewhere,
    /// `http:` in a page that came by `https:`; whether the policy upgrades it.
    ScriptInsecure {
        upgraded: bool,
    },
    UnitMissing,
    UnitUnknown,
    UnitOther,
    UnitRight,
    WidgetUnknown(String),
    WidgetNotOffered(Widget),
    BadSetting(Setting),
    DockOffWithoutElements,
    PinnedRight,
    PinnedOtherRelease,
    PinnedWithoutIntegrity,
    IntegrityWrong,
    IntegrityOnMovingAddress,
    CrossoriginMissing,
    CrossoriginCredentials,
    // The elements.
    ElementsRight(usize),
    ElementUnknown(String),
    ElementEmpty(Widget),
    ElementUnclosed(Widget),
    // The policy.
    CspNone,
    CspRight,
    CspBlocks(Directive),
    CspWouldBlock(Directive),
}

impl Finding {
    pub(crate) const fn new(issue: Issue) -> Self {
        Self { issue, paste: None }
    }

    pub(crate) const fn mended_by(issue: Issue, paste: String) -> Self {
        Self { issue, paste: Some(paste) }
    }

    /// How much it matters.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.issue.level()
    }
}

impl Issue {
    /// How much it matters.
    #[must_use]
    pub const fn level(&self) -> Level {
        match self {
            Self::Https
            | Self::BaseHref
            | Self::ScriptRight
            | Self::UnitRight
            | Self::PinnedRight
            | Self::ElementsRight(_)
            | Self::CspNone
            | Self::CspRight => Level::Right,
            Self::CharsetMissing
            | Self::CharsetOther
            | Self::LangMissing
            | Self::ViewportMissing
            | Self::ZoomForbidden
            | Self::ReferrerHidden
            | Self::MixedContent(_)
            | Self::Large(_)
            | Self::ScriptInserted
            | Self::ScriptDelayed(_)
            | Self::ScriptSynchronous
            | Self::ScriptTwice(_)
            | Self::ScriptInsecure { upgraded: true }
            | Self::BadSetting(_)
            | Self::PinnedWithoutIntegrity
            | Self::IntegrityOnMovingAddress
            | Self::ElementEmpty(_)
            // Without WebAssembly the rating is a form, the numbers and the steps work.
            | Self::CspBlocks(Directive::Wasm)
            | Self::CspWouldBlock(_) => Level::Advice,
            Self::Status(_)
            | Self::PlainHttp
            | Self::ScriptMissing
            | Self::ScriptCombined(_)
            | Self::ScriptDead
            | Self::ScriptElsewhere
            | Self::ScriptInsecure { upgraded: false }
            | Self::UnitMissing
            | Self::UnitUnknown
            | Self::UnitOther
            | Self::WidgetUnknown(_)
            | Self::WidgetNotOffered(_)
            | Self::DockOffWithoutElements
            | Self::PinnedOtherRelease
            | Self::IntegrityWrong
            | Self::CrossoriginMissing
            | Self::CrossoriginCredentials
            | Self::ElementUnknown(_)
            | Self::ElementUnclosed(_)
            | Self::CspBlocks(_) => Level::Wrong,
        }
    }

    /// The name by which programs tell findings apart.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Status(_) => "status",
            Self::Https => "https",
            Self::PlainHttp => "plain-http",
            Self::CharsetMissing => "charset-missing",
            Self::CharsetOther => "charset-other",
            Self::LangMissing => "lang-missing",
            Self::ViewportMissing => "viewport-missing",
            Self::ZoomForbidden => "zoom-forbidden",
            Self::BaseHref => "base-href",
            Self::ReferrerHidden => "referrer-hidden",
            Self::MixedContent(_) => "mixed-content",
            Self::Large(_) => "large",
            Self::ScriptRight => "script-right",
            Self::ScriptMissing => "script-missing",
            Self::ScriptCombined(_) => "script-combined",
            Self::ScriptDead => "script-dead",
            Self::ScriptInserted => "script-inserted",
            Self::ScriptDelayed(_) => "script-delayed",
            Self::ScriptSynchronous => "script-synchronous",
            Self::ScriptTwice(_) => "script-twice",
            Self::ScriptElsewhere => "script-elsewhere",
            Self::ScriptInsecure { .. } => "script-insecure",
            Self::UnitMissing => "unit-missing",
            Self::UnitUnknown => "unit-unknown",
            Self::UnitOther => "unit-other",
            Self::UnitRight => "unit-right",
            Self::WidgetUnknown(_) => "widget-unknown",
            Self::WidgetNotOffered(_) => "widget-not-offered",
            Self::BadSetting(_) => "bad-setting",
            Self::DockOffWithoutElements => "dock-off-without-elements",
            Self::PinnedRight => "pinned-right",
            Self::PinnedOtherRelease => "pinned-other-release",
            Self::PinnedWithoutIntegrity => "pinned-without-integrity",
            Self::IntegrityWrong => "integrity-wrong",
            Self::IntegrityOnMovingAddress => "integrity-on-moving-address",
            Self::CrossoriginMissing => "crossorigin-missing",
            Self::CrossoriginCredentials => "crossorigin-credentials",
            Self::ElementsRight(_) => "elements-right",
            Self::ElementUnknown(_) => "element-unknown",
            Self::ElementEmpty(_) => "element-empty",
            Self::ElementUnclosed(_) => "element-unclosed",
            Self::CspNone => "csp-none",
            Self::CspRight => "csp-right",
            Self::CspBlocks(_) => "csp-blocks",
            Self::CspWouldBlock(_) => "csp-would-block",
        }
    }
}
