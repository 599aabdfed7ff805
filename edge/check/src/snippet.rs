//! What a webmaster pastes. One function makes it, for the installer page, for findings and for tests.

use core::{fmt::Write as _, str::FromStr};
use tt_contract::{
    fault::{Fault, Kind},
    lang::Lang,
    look::Look,
    unit::{Origin, Unit, Widget},
};

/// Where the dock stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dock {
    /// In the lower right corner.
    #[default]
    BottomRight,
    /// In the lower left corner.
    BottomLeft,
    /// In the upper right corner.
    TopRight,
    /// In the upper left corner.
    TopLeft,
    /// Nowhere: the webmaster places elements.
    Off,
}

impl Dock {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 5] =
        [Self::BottomRight, Self::BottomLeft, Self::TopRight, Self::TopLeft, Self::Off];

    /// The value of `data-dock`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BottomRight => "bottom-right",
            Self::BottomLeft => "bottom-left",
            Self::TopRight => "top-right",
            Self::TopLeft => "top-left",
            Self::Off => "off",
        }
    }
}

impl FromStr for Dock {
    type Err = Fault;

    /// Errors: [`Kind::Unknown`].
    fn from_str(name: &str) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|dock| dock.name() == name).ok_or(Fault::new(Kind::Unknown))
    }
}

/// The loader of one release.
#[derive(Clone, Copy, Debug)]
pub struct Release<'a> {
    /// The release's hash.
    pub version: &'a str,
    /// The integrity (W3C SRI) of its `tt.js`.
    pub integrity: &'a str,
}

/// What a webmaster chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Which widgets; none for all that the unit offers.
    pub widgets: Vec<Widget>,
    /// Their language; none for the page's.
    pub lang: Option<Lang>,
    /// Their look.
    pub look: Look,
    /// Where the dock stands.
    pub dock: Dock,
    /// Whether the script is of one release, with its integrity.
    pub pinned: bool,
    /// Whether plug-ins that delay and combine scripts are told to leave this one alone.
    pub guarded: bool,
}

impl Choice {
    /// The choice that a query's parameters make; what there is no such choice for is left as it is without one.
    pub fn read(parameters: impl Iterator<Item = (String, String)>) -> Self {
        let mut choice = Self::default();
        for (name, value) in parameters {
            match name.as_str() {
                "widgets" => choice
                    .widgets
                    .extend(value.split_whitespace().filter_map(|name| name.parse::<Widget>().ok())),
                "lang_widget" => choice.lang = value.parse().ok(),
                "theme" => choice.look = value.parse().unwrap_or_default(),
                "dock" => choice.dock = value.parse().unwrap_or_default(),
                "pin" => choice.pinned = value == "1",
                _ => {}
            }
        }
        choice
    }

    /// The parameters that [`Choice::read`] reads; nothing in them needs encoding.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = String::new();
        for widget in &self.widgets {
            query.extend(["widgets=", widget.name(), "&"]);
        }
        let (lang, look, dock) = (self.lang.map_or("", Lang::tag), self.look.name(), self.dock.name());
        query.extend(["lang_widget=", lang, "&theme=", look, "&dock=", dock]);
        query.push_str(if self.pinned { "&pin=1" } else { "" });
        query
    }

    /// The widgets that are shown of those that `unit` offers, in the order of [`Widget::ALL`].
    pub fn shown(&self, unit: &Unit) -> impl Iterator<Item = Widget> {
        let is_shown = |widget: &Widget| {
            unit.widgets.contains(widget) && (self.widgets.is_empty() || self.widgets.contains(widget))
        };
        Widget::ALL.into_iter().filter(is_shown)
    }
}

/// By these, in this order, WP Rocket, `LiteSpeed` Cache, Autoptimize and Cloudflare's Rocket Loader know what to leave
/// alone. Rocket Loader looks only before `src`.
const GUARDS: &str =
    r#" data-cfasync="false" nowprocket data-noptimize="1" data-no-optimize="1" data-no-defer="1""#;

/// The HTML to paste: the script and, where there is no dock, the elements with what stands in them until, or unless,
/// they come to life. `release` is the one that the edge serves.
#[must_use]
pub fn snippet(edge: &Origin, unit: &Unit, choice: &Choice, release: Option<Release<'_>>) -> String {
    let mut html = script(edge, unit, choice, release);
    if choice.dock == Dock::Off {
        for widget in choice.shown(unit) {
            html.push('\n');
            html.push_str(&element(edge, unit, widget, choice.lang.unwrap_or_default()));
        }
    }
    html
}

fn script(edge: &Origin, unit: &Unit, choice: &Choice, release: Option<Release<'_>>) -> String {
    let mut tag = String::from("<script");
    if choice.guarded {
        tag.push_str(GUARDS);
    }
    // Writing to a `String` cannot fail.
    let _ = match release.filter(|_| choice.pinned) {
        Some(Release { version, integrity }) => {
            write!(tag, r#" src="{edge}/v/{version}/tt.js" integrity="{integrity}" crossorigin="anonymous""#)
        }
        None => write!(tag, r#" src="{edge}/tt.js""#),
    };
    for (name, value) in attributes(unit, choice) {
        let _ = write!(tag, r#" {name}="{value}""#);
    }
    tag.push_str(" async></script>");
    tag
}

/// What is set, without what is so anyway.
fn attributes(unit: &Unit, choice: &Choice) -> Vec<(&'static str, String)> {
    let mut all = vec![("data-unit", unit.id.to_string())];
    let shown: Vec<&str> = choice.shown(unit).map(Widget::name).collect();
    if shown.len() < unit.widgets.len() {
        all.push(("data-widgets", shown.join(" ")));
    }
    if let Some(lang) = choice.lang {
        all.push(("data-lang", lang.tag().to_owned()));
    }
    if choice.look != Look::default() {
        all.push(("data-theme", choice.look.to_string()));
    }
    if choice.dock != Dock::default() {
        all.push(("data-dock", choice.dock.name().to_owned()));
    }
    all
}

/// The same script as a statement, for systems that take JavaScript and no HTML.
#[must_use]
pub fn statement(edge: &Origin, unit: &Unit, choice: &Choice) -> String {
    let mut set = format!("s.src=\"{edge}/tt.js\";s.async=true;");
    for (name, value) in attributes(unit, choice) {
        let _ = write!(set, "s.setAttribute(\"{name}\",\"{value}\");");
    }
    format!("(function(){{var s=document.createElement(\"script\");{set}document.head.appendChild(s)}})();")
}

/// An element with its plain content, which is what a visitor has where the edge cannot be reached.
#[must_use]
pub fn element(edge: &Origin, unit: &Unit, widget: Widget, lang: Lang) -> String {
    let (name, unit) = (widget.name(), &unit.id);
    let query = if lang == Lang::default() { "" } else { "?lang=en" };
    let link = |text: &str| format!(r#"<a href="{edge}/u/{unit}/{name}{query}">{text}</a>"#);
    let content = match (widget, lang) {
        (Widget::Hotline, Lang::Vi) => {
            format!(r#"<p>Khẩn cấp: <a href="tel:113">113</a> · {}</p>"#, link("Đường dây nóng"))
        }
        (Widget::Hotline, Lang::En) => {
            format!(r#"<p>Emergency: <a href="tel:113">113</a> · {}</p>"#, link("Hotlines"))
        }
        (Widget::Rating, Lang::Vi) => link("Đánh giá mức độ hài lòng"),
        (Widget::Rating, Lang::En) => link("Satisfaction rating"),
        (Widget::TipOff, Lang::Vi) => link("Báo tin về tội phạm"),
        (Widget::TipOff, Lang::En) => link("Report a crime"),
        (Widget::TextSize, Lang::Vi) => link("Cỡ chữ và hỗ trợ đọc"),
        (Widget::TextSize, Lang::En) => link("Text size and reading aids"),
    };
    format!("<tt-{name}>{content}</tt-{name}>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{edge, unit};

    const RELEASE: Release<'_> = Release { version: "0123456789abcdef", integrity: "sha384-x" };

    fn made(choice: &Choice) -> String {
        snippet(&edge(), &unit(), choice, Some(RELEASE))
    }

    #[test]
    fn what_is_not_chosen_is_not_written() {
        assert_eq!(
            made(&Choice::default()),
            r#"<script src="https://edge.example/tt.js" data-unit="congan-thanhhoa" async></script>"#
        );
    }

    #[test]
    fn every_choice_is_written() {
        let choice = Choice {
            widgets: vec![Widget::TextSize, Widget::Hotline],
            lang: Some(Lang::En),
            look: Look::Auto,
            dock: Dock::TopLeft,
            pinned: true,
            guarded: true,
        };
        assert_eq!(
            made(&choice),
            r#"<script data-cfasync="false" nowprocket data-noptimize="1" data-no-optimize="1" data-no-defer="1" src="https://edge.example/v/0123456789abcdef/tt.js" integrity="sha384-x" crossorigin="anonymous" data-unit="congan-thanhhoa" data-widgets="hotline text-size" data-lang="en" data-theme="auto" data-dock="top-left" async></script>"#
        );
    }

    #[test]
    fn a_choice_comes_back_from_its_query() {
        for choice in [
            Choice::default(),
            Choice {
                widgets: vec![Widget::Rating, Widget::TextSize],
                lang: Some(Lang::En),
                look: Look::Dark,
                dock: Dock::Off,
                pinned: true,
                guarded: false,
            },
        ] {
            let query = choice.query();
            let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap());
            assert_eq!(Choice::read(pairs.map(|(name, value)| (name.into(), value.into()))), choice);
        }
        let odd = [("widgets", "chat rating"), ("dock", "moon"), ("pin", "yes"), ("x", "y")];
        let odd = Choice::read(odd.into_iter().map(|(name, value)| (name.into(), value.into())));
        assert_eq!(odd, Choice { widgets: vec![Widget::Rating], ..Choice::default() });
    }

    #[test]
    fn as_a_statement_it_says_the_same() {
        let choice = Choice { dock: Dock::TopLeft, ..Choice::default() };
        assert_eq!(
            statement(&edge(), &unit(), &choice),
            r#"(function(){var s=document.createElement("script");s.src="https://edge.example/tt.js";s.async=true;s.setAttribute("data-unit","congan-thanhhoa");s.setAttribute("data-dock","top-left");document.head.appendChild(s)})();"#
        );
    }

    #[test]
    fn by_hand_each_element_has_its_plain_content() {
        let made = made(&Choice { dock: Dock::Off, ..Choice::default() });
        let lines: Vec<_> = made.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                r#"<tt-hotline><p>Khẩn cấp: <a href="tel:113">113</a> · <a href="https://edge.example/u/congan-thanhhoa/hotline">Đường dây nóng</a></p></tt-hotline>"#,
                r#"<tt-tip-off><a href="https://edge.example/u/congan-thanhhoa/tip-off">Báo tin về tội phạm</a></tt-tip-off>"#,
                r#"<tt-rating><a href="https://edge.example/u/congan-thanhhoa/rating">Đánh giá mức độ hài lòng</a></tt-rating>"#,
                r#"<tt-text-size><a href="https://edge.example/u/congan-thanhhoa/text-size">Cỡ chữ và hỗ trợ đọc</a></tt-text-size>"#,
            ]
        );
    }
}
