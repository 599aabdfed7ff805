//! The engines that the core journeys run in.

use std::fmt;

/// A browser engine, through the browser by which this machine has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Blink, in Chromium: also Chrome, Edge, Cốc Cốc, Opera and Samsung's browser.
    Chromium,
    /// Gecko, in Firefox.
    Firefox,
    /// The engine of Safari, in WebKitGTK: near enough to Safari, and so to every browser of an iPhone.
    WebKit,
}

impl Engine {
    /// All engines.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

/// Whether scripts of pages run; those of the tests always do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// As most people have it.
    On,
    /// Switched off in the browser's settings.
    Off,
}
