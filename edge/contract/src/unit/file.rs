//! The file of a unit, `edge/units/{id}.toml`, and an operator's overrides of it.

use super::{
    Accent, Contact, Endpoint, EndpointOverride, Hotline, Kind, Origin, Theme, TipOff, UnitId, Way, Widget,
    endpoint,
};
use crate::{
    fault::{Fault, Kind as FaultKind},
    hours::Hours,
    lang::Lang,
    limits::{CONTRAST_MINIMUM, HOTLINES, NAME_CHARS, NUMBERS, RELEASE_DELAY_DEFAULT_S, RELEASE_DELAY_MAX_S},
    tip::Key,
};
use core::fmt;
use serde::{Deserialize, Serialize};

/// A unit as its file has it, valid in itself once [`Unit::checked`] has passed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// The same as the file's name.
    pub id: UnitId,
    /// Which of the four kinds it is.
    pub kind: Kind,
    /// Its name.
    pub name: Name,
    /// Its colour on a light ground.
    pub accent: Accent,
    /// Its colour on a dark ground.
    pub accent_dark: Accent,
    /// The widgets it offers.
    pub widgets: Vec<Widget>,
    /// Its portals at the addresses the circular gives it.
    #[serde(default)]
    pub official_origins: Vec<Origin>,
    /// Its portals elsewhere.
    #[serde(default)]
    pub other_origins: Vec<Origin>,
    /// Where submissions are delivered.
    pub endpoints: Vec<Endpoint>,
    /// Within how many seconds ratings are released, shuffled; 0 is at once.
    #[serde(default = "default_release_delay")]
    pub release_delay_s: u32,
    /// Its hotlines.
    #[serde(default)]
    pub hotlines: Vec<Hotline>,
    /// Other ways to it.
    #[serde(default)]
    pub contact: Contact,
    /// The names of the bindings that hold its bearer tokens (RFC 6750), with which its own systems ask and answer; each is
    /// taken, so that one can be rotated.
    #[serde(default)]
    pub tokens: Vec<String>,
    /// How it takes tips.
    pub tip_off: Option<TipOff>,
}

/// A text of 1 to [`NAME_CHARS`] characters in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl Name {
    /// The text in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// What an operator may set for a unit where the edge is deployed, without another build: the demo and a trial do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Further portals.
    #[serde(default)]
    pub origins: Vec<Origin>,
    /// For each endpoint of the file, in its order, another address or all of it; after them further endpoints.
    #[serde(default)]
    pub endpoints: Vec<EndpointOverride>,
    /// Another release delay for ratings.
    pub release_delay_s: Option<u32>,
    /// Another release delay for tips.
    pub tip_release_delay_s: Option<u32>,
    /// The keys to which tips are sealed, in place of the file's.
    pub keys: Option<Vec<Key>>,
}

/// What is wrong with a unit's file, or unwise: the key, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The key in the file.
    pub key: &'static str,
    /// The reason, in English, for the operator.
    pub reason: String,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.key, self.reason)
    }
}

impl core::error::Error for Invalid {}

const fn default_release_delay() -> u32 {
    RELEASE_DELAY_DEFAULT_S
}

impl Unit {
    /// All origins from which its widgets may be used.
    pub fn origins(&self) -> impl Iterator<Item = &Origin> + Clone {
        self.official_origins.iter().chain(&self.other_origins)
    }

    /// Lays an operator's override over the file. Errors: as [`Unit::checked`].
    pub fn with(mut self, over: Override) -> Result<Self, Invalid> {
        self.other_origins.extend(over.origins);
        for (place, over) in over.endpoints.into_iter().enumerate() {
            match (over, self.endpoints.get_mut(place)) {
                (EndpointOverride::Whole(whole), Some(endpoint)) => *endpoint = whole,
                (EndpointOverride::Whole(whole), None) => self.endpoints.push(whole),
                (EndpointOverride::Address(url), Some(Endpoint { way: Way::Push(push), .. })) => {
                    push.url = url;
                }
                // It would be silently lost.
                (EndpointOverride::Address(_), _) => {
                    let reason = "has an address for no webhook of the file".into();
                    return Err(Invalid { key: "endpoints", reason });
                }
            }
        }
        self.release_delay_s = over.release_delay_s.unwrap_or(self.release_delay_s);
        if let Some(tip_off) = &mut self.tip_off {
            tip_off.release_delay_s = over.tip_release_delay_s.unwrap_or(tip_off.release_delay_s);
            tip_off.keys = over.keys.unwrap_or_else(|| core::mem::take(&mut tip_off.keys));
        }
        self.checked()
    }

    /// As it can be offered: without a key there is nothing to seal tips to, and none are taken.
    #[must_use]
    pub fn without_unsealed(mut self) -> Self {
        let has_keys = self.tip_off.as_ref().is_some_and(|tip_off| !tip_off.keys.is_empty());
        self.widgets.retain(|widget| *widget != Widget::TipOff || has_keys);
        self
    }

    /// What is valid and yet advised against, for the build to warn of.
    #[must_use]
    pub fn advice(&self) -> Option<Invalid> {
        let (key, reason) = self.tip_off.as_ref()?.advice()?;
        Some(Invalid { key, reason })
    }

    /// Judges what no single field can: lengths, contrast, addresses against the kind, names used twice.
    /// Errors: the first key that is wrong, with the reason.
    pub fn checked(self) -> Result<Self, Invalid> {
        let wrong = |key, reason: String| Err(Invalid { key, reason });
        let lines = || self.hotlines.iter().flat_map(|hotline| &hotline.numbers);
        let texts = [("name", &self.name)]
            .into_iter()
            .chain(self.hotlines.iter().map(|hotline| ("purpose", &hotline.purpose)))
            .chain(self.hotlines.iter().filter_map(|hotline| Some(("note", hotline.note.as_ref()?))))
            .chain(lines().filter_map(|line| Some(("label", line.label.as_ref()?))))
            .chain(self.contact.address.as_ref().map(|address| ("address", address)))
            .chain(self.tip_off.as_ref().map(|tip_off| ("tip_off.formal", &tip_off.formal)))
            .chain(
                self.tip_off
                    .iter()
                    .flat_map(|tip_off| tip_off.crimes.iter().map(|crime| ("tip_off.crimes", &crime.name))),
            );
        for (key, text) in texts {
            if let Err(fault) = Lang::ALL.into_iter().try_for_each(|lang| check_name(text.get(lang))) {
                return wrong(key, fault.to_string());
            }
        }
        if self.hotlines.len() > HOTLINES {
            return wrong("hotlines", format!("are more than {HOTLINES}"));
        }
        if has_duplicate(self.hotlines.iter().map(|hotline| &hotline.purpose)) {
            return wrong("purpose", "is given twice; list both numbers below one".into());
        }
        if !self.hotlines.iter().all(|hotline| (1..=NUMBERS).contains(&hotline.numbers.len())) {
            return wrong("numbers", format!("must be 1 to {NUMBERS}"));
        }
        if lines().filter_map(|line| line.hours.as_ref()).any(Hours::is_never) {
            return wrong("hours", "never open: leave the number out, or write when somebody answers".into());
        }
        for (key, accent, theme) in
            [("accent", self.accent, Theme::Light), ("accent_dark", self.accent_dark, Theme::Dark)]
        {
            if !accent.readable(theme) {
                let (ratio, ground) = (accent.contrast(theme.ground()), theme.ground());
                return wrong(
                    key,
                    format!(
                        "{accent} has contrast {ratio:.2} on {ground}; WCAG 2.2 asks for {CONTRAST_MINIMUM}"
                    ),
                );
            }
        }
        if let Some(origin) = self.official_origins.iter().find(|origin| !origin.is_official(self.kind)) {
            let form = match self.kind {
                Kind::ProvincialPolice => "https://congan.<province>.gov.vn",
                _ => "https://<unit>.bocongan.gov.vn or https://<unit>.mps.gov.vn",
            };
            return wrong(
                "official_origins",
                format!("{origin} is not of the form {form}; list it in `other_origins`"),
            );
        }
        if self.origins().next().is_none() {
            return wrong(
                "official_origins",
                "and `other_origins` are empty: no portal could use the widgets".into(),
            );
        }
        if has_duplicate(self.origins()) {
            return wrong("other_origins", "repeats an origin".into());
        }
        if self.widgets.is_empty() || has_duplicate(self.widgets.iter()) {
            return wrong("widgets", "must name at least one widget, each once".into());
        }
        if let Err((key, reason)) = endpoint::check(&self.endpoints, &self.widgets, &self.tokens) {
            return wrong(key, reason);
        }
        if !self.tokens.iter().all(|name| endpoint::is_binding(name)) {
            return wrong("tokens", "must name bindings, in A-Z, 0-9 and _".into());
        }
        match &self.tip_off {
            None if self.widgets.contains(&Widget::TipOff) => {
                return wrong("tip_off", "is missing, though the widget is offered".into());
            }
            Some(_) if self.tokens.is_empty() => {
                return wrong("tokens", "must name at least one: without, nobody could answer a tip".into());
            }
            Some(tip_off) => {
                if let Err((key, reason)) = tip_off.check() {
                    return wrong(key, reason);
                }
            }
            None => {}
        }
        if self.release_delay_s > RELEASE_DELAY_MAX_S {
            return wrong("release_delay_s", format!("is above {RELEASE_DELAY_MAX_S}"));
        }
        Ok(self)
    }
}

fn check_name(text: &str) -> Result<(), Fault> {
    if text.trim().is_empty() {
        return Err(Fault::new(FaultKind::Missing));
    }
    if text.chars().count() > NAME_CHARS {
        return Err(Fault::too_long(NAME_CHARS));
    }
    if text.chars().any(char::is_control) {
        return Err(Fault::new(FaultKind::ForbiddenCharacter));
    }
    Ok(())
}

pub(super) fn has_duplicate<T: PartialEq>(items: impl Iterator<Item = T> + Clone) -> bool {
    items.clone().enumerate().any(|(index, item)| items.clone().take(index).any(|earlier| earlier == item))
}
