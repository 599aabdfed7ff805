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
    /// `LiteSpeed` Cache, "Load JS Deferred: Delayed".
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
    /// The frame of the tip-off.
    Frame,
    /// The name of the loader's Trusted Types policy.
    TrustedTypes,
    /// What a sandbox must allow.
    Sandbox,
}

/// What was found. Each is said in whole sentences in `words`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issue {
    /// Of the page around the widgets.
    Around(Around),
    /// Of the script.
    Loader(Loader),
    /// Of its release and integrity.
    Pinned(Pinned),
    /// Of the widgets that are placed or named.
    Placed(Placed),
    /// Of the content security policy.
    Csp(Csp),
}

/// The page around the widgets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences in `words` say what each means")]
pub enum Around {
    Https,
    BaseHref,
    CharsetMissing,
    CharsetOther,
    LangMissing,
    ViewportMissing,
    ZoomForbidden,
    ReferrerHidden,
    /// How many files.
    MixedContent(usize),
    /// In KiB.
    Large(usize),
    Status(u16),
    PlainHttp,
}

/// The script.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences in `words` say what each means")]
pub enum Loader {
    Right,
    UnitRight,
    /// By another script.
    Inserted,
    Delayed(Tool),
    Synchronous,
    Twice(usize),
    BadSetting(Setting),
    /// `http:` in a page that came by `https:`; whether the policy upgrades it.
    Insecure {
        upgraded: bool,
    },
    Missing,
    /// Not there, and a tool that combines scripts is at work.
    Combined(Tool),
    /// In a comment, `<noscript>` or `<template>`.
    Dead,
    Elsewhere,
    UnitMissing,
    UnitUnknown,
    UnitOther,
    DockOffWithoutElements,
}

/// The script's release and integrity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences in `words` say what each means")]
pub enum Pinned {
    Right,
    WithoutIntegrity,
    IntegrityOnMovingAddress,
    /// An earlier one that is still served.
    KeptRelease,
    OtherRelease,
    IntegrityWrong,
    CrossoriginMissing,
    CrossoriginCredentials,
}

/// The widgets that are placed in the page or named by the script.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences in `words` say what each means")]
pub enum Placed {
    /// How many.
    Right(usize),
    Empty(Widget),
    Unknown(String),
    Unclosed(Widget),
    WidgetUnknown(String),
    WidgetNotOffered(Widget),
}

/// The content security policy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences in `words` say what each means")]
pub enum Csp {
    None,
    Right,
    WouldBlock(Directive),
    Blocks(Directive),
}

impl Finding {
    pub(crate) fn new(issue: impl Into<Issue>) -> Self {
        Self { issue: issue.into(), paste: None }
    }

    pub(crate) fn mended_by(issue: impl Into<Issue>, paste: String) -> Self {
        Self { issue: issue.into(), paste: Some(paste) }
    }

    /// How much it matters.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.issue.judged().0
    }

    /// The name by which programs tell findings apart.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.issue.judged().1
    }
}

impl Issue {
    const fn judged(&self) -> (Level, &'static str) {
        match self {
            Self::Around(issue) => issue.judged(),
            Self::Loader(issue) => issue.judged(),
            Self::Pinned(issue) => issue.judged(),
            Self::Placed(issue) => issue.judged(),
            Self::Csp(issue) => issue.judged(),
        }
    }
}

impl Around {
    const fn judged(&self) -> (Level, &'static str) {
        match self {
            Self::Https => (Level::Right, "https"),
            Self::BaseHref => (Level::Right, "base-href"),
            Self::CharsetMissing => (Level::Advice, "charset-missing"),
            Self::CharsetOther => (Level::Advice, "charset-other"),
            Self::LangMissing => (Level::Advice, "lang-missing"),
            Self::ViewportMissing => (Level::Advice, "viewport-missing"),
            Self::ZoomForbidden => (Level::Advice, "zoom-forbidden"),
            Self::ReferrerHidden => (Level::Advice, "referrer-hidden"),
            Self::MixedContent(_) => (Level::Advice, "mixed-content"),
            Self::Large(_) => (Level::Advice, "large"),
            Self::Status(_) => (Level::Wrong, "status"),
            Self::PlainHttp => (Level::Wrong, "plain-http"),
        }
    }
}

impl Loader {
    const fn judged(&self) -> (Level, &'static str) {
        match self {
            Self::Right => (Level::Right, "script-right"),
            Self::UnitRight => (Level::Right, "unit-right"),
            Self::Inserted => (Level::Advice, "script-inserted"),
            Self::Delayed(_) => (Level::Advice, "script-delayed"),
            Self::Synchronous => (Level::Advice, "script-synchronous"),
            Self::Twice(_) => (Level::Advice, "script-twice"),
            Self::BadSetting(_) => (Level::Advice, "bad-setting"),
            Self::Insecure { upgraded: true } => (Level::Advice, "script-upgraded"),
            Self::Insecure { upgraded: false } => (Level::Wrong, "script-insecure"),
            Self::Missing => (Level::Wrong, "script-missing"),
            Self::Combined(_) => (Level::Wrong, "script-combined"),
            Self::Dead => (Level::Wrong, "script-dead"),
            Self::Elsewhere => (Level::Wrong, "script-elsewhere"),
            Self::UnitMissing => (Level::Wrong, "unit-missing"),
            Self::UnitUnknown => (Level::Wrong, "unit-unknown"),
            Self::UnitOther => (Level::Wrong, "unit-other"),
            Self::DockOffWithoutElements => (Level::Wrong, "dock-off-without-elements"),
        }
    }
}

impl Pinned {
    const fn judged(&self) -> (Level, &'static str) {
        match self {
            Self::Right => (Level::Right, "pinned-right"),
            Self::WithoutIntegrity => (Level::Advice, "pinned-without-integrity"),
            Self::IntegrityOnMovingAddress => (Level::Advice, "integrity-on-moving-address"),
            Self::KeptRelease => (Level::Advice, "pinned-kept-release"),
            Self::OtherRelease => (Level::Wrong, "pinned-other-release"),
            Self::IntegrityWrong => (Level::Wrong, "integrity-wrong"),
            Self::CrossoriginMissing => (Level::Wrong, "crossorigin-missing"),
            Self::CrossoriginCredentials => (Level::Wrong, "crossorigin-credentials"),
        }
    }
}

impl Placed {
    const fn judged(&self) -> (Level, &'static str) {
        match self {
            Self::Right(_) => (Level::Right, "elements-right"),
            Self::Empty(_) => (Level::Advice, "element-empty"),
            Self::Unknown(_) => (Level::Wrong, "element-unknown"),
            Self::Unclosed(_) => (Level::Wrong, "element-unclosed"),
            Self::WidgetUnknown(_) => (Level::Wrong, "widget-unknown"),
            Self::WidgetNotOffered(_) => (Level::Wrong, "widget-not-offered"),
        }
    }
}

impl Csp {
    const fn judged(&self) -> (Level, &'static str) {
        match self {
            Self::None => (Level::Right, "csp-none"),
            Self::Right => (Level::Right, "csp-right"),
            Self::WouldBlock(_) => (Level::Advice, "csp-would-block"),
            // Without its frame the tip-off is a link to a page of its own.
            Self::Blocks(Directive::Frame) => (Level::Advice, "csp-blocks-frame"),
            // Without WebAssembly the rating is a form; numbers and steps work.
            Self::Blocks(Directive::Wasm) => (Level::Advice, "csp-blocks-wasm"),
            Self::Blocks(_) => (Level::Wrong, "csp-blocks"),
        }
    }
}

impl From<Around> for Issue {
    fn from(issue: Around) -> Self {
        Self::Around(issue)
    }
}

impl From<Loader> for Issue {
    fn from(issue: Loader) -> Self {
        Self::Loader(issue)
    }
}

impl From<Pinned> for Issue {
    fn from(issue: Pinned) -> Self {
        Self::Pinned(issue)
    }
}

impl From<Placed> for Issue {
    fn from(issue: Placed) -> Self {
        Self::Placed(issue)
    }
}

impl From<Csp> for Issue {
    fn from(issue: Csp) -> Self {
        Self::Csp(issue)
    }
}
