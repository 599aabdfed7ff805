//! English.

use super::{Words, name};
use crate::{
    Directive, Issue, Setting, Tool,
    finding::{Around, Csp, Loader, Pinned, Placed},
};

pub(super) fn words(issue: &Issue) -> Words {
    match issue {
        Issue::Around(issue) => around(issue),
        Issue::Loader(issue) => loader(issue),
        Issue::Pinned(issue) => pinned(issue),
        Issue::Placed(issue) => placed(issue),
        Issue::Csp(Csp::None) => Words::new(
            "The page sets no content security policy (CSP), so nothing is in the widgets' way.",
            "",
        ),
        Issue::Csp(Csp::Right) => {
            Words::new("The page's content security policy (CSP) lets the widgets work in full.", "")
        }
        Issue::Csp(Csp::Blocks(what)) => blocks(*what),
        Issue::Csp(Csp::WouldBlock(what)) => {
            let Words { says, change } = blocks(*what);
            Words::new(
                format!(
                    "The policy only reports (Report-Only) and blocks nothing yet. If it is enforced: {says}"
                ),
                change,
            )
        }
    }
}

fn around(issue: &Around) -> Words {
    match issue {
        Around::Status(status) => Words::new(
            format!("The page answers with status {status} in place of 200."),
            "Please check the address, or check a page that opens normally.",
        ),
        Around::Https => Words::new("The page comes over a secure connection (https).", ""),
        Around::PlainHttp => Words::new(
            "The page comes over http, unprotected.",
            "Turn on https for the portal and redirect every http address to it.",
        ),
        Around::CharsetMissing => Words::new(
            "The page does not say its character encoding, so Vietnamese text may come out wrong.",
            "Put this line at the very top of <head>, and save the page as UTF-8:",
        ),
        Around::CharsetOther => Words::new(
            "The page is not in UTF-8. The widgets work, but the page's own Vietnamese text easily comes out wrong.",
            "Move the page to UTF-8 and say so:",
        ),
        Around::LangMissing => Words::new(
            "The page does not say its language, so a screen reader may use the wrong voice.",
            "Name the language in the page's first tag:",
        ),
        Around::ViewportMissing => Words::new(
            "The page has no viewport for phones, so its text is tiny on a narrow screen.",
            "Put into <head>:",
        ),
        Around::ZoomForbidden => Words::new(
            "The page keeps readers on phones from zooming in (WCAG 2.2, 1.4.4).",
            "Replace the existing viewport tag with:",
        ),
        Around::BaseHref => {
            Words::new("The page has a <base>. The snippet's address is whole, so that does not matter.", "")
        }
        Around::ReferrerHidden => Words::new(
            "The page hides where forms come from (Referrer-Policy: no-referrer). Where script does not run, a rater must press send once more to confirm.",
            "Use instead:",
        ),
        Around::MixedContent(n) => Words::new(
            format!("This https page loads {n} files by http. Browsers block them or warn."),
            "Change the page's http:// addresses to https://.",
        ),
        Around::Large(kib) => Words::new(
            format!("The page's HTML alone is {kib} KB, slow on a phone with or without widgets."),
            "Make the page smaller, for example without embedded pictures or needless ViewState.",
        ),
    }
}

fn loader(issue: &Loader) -> Words {
    match issue {
        Loader::Right => Words::new("The widgets' script is on the page.", ""),
        Loader::Missing => Words::new(
            "The widgets' script is not on this page.",
            "Paste this line, best just before </body> in the template that all pages share:",
        ),
        Loader::Combined(tool) => Words::new(
            format!(
                "The widgets' script is not to be seen, but {} combines the page's scripts into one file. Combined, the script no longer knows for which unit it was pasted.",
                tool_name(*tool)
            ),
            format!("If you have pasted the script, add this line to {} and clear the cache:", list(*tool)),
        ),
        Loader::Dead => Words::new(
            "The script is in the page, but where it never runs (a comment, <noscript> or <template>).",
            "Move it out, for example to just before </body>:",
        ),
        Loader::Inserted => Words::new(
            "Another script puts the widgets' script into the page. That works, but later, and this check cannot see all of it.",
            "If you can change the HTML, paste this line itself:",
        ),
        Loader::Delayed(Tool::Consent) => Words::new(
            "The script runs only after the reader has agreed to a cookie banner (type=\"text/plain\").",
            "The widgets use no cookie and follow nobody: count the script among the necessary ones, or paste this line as it is:",
        ),
        Loader::Delayed(tool) => Words::new(
            format!(
                "{} delays the script: the widgets show only after the reader has touched the page.",
                tool_name(*tool)
            ),
            match tool {
                Tool::RocketLoader | Tool::Other => "Put this line in place of the script:".to_owned(),
                _ => format!("Add this line to {} and clear the cache:", list(*tool)),
            },
        ),
        Loader::Synchronous => Words::new(
            "The script lacks the attribute async, so the page waits until it has loaded.",
            "Add async to the tag:",
        ),
        Loader::Twice(n) => Words::new(
            format!("The script is there {n} times. That breaks nothing, but is more to load."),
            "Keep one, best in the template that all pages share.",
        ),
        Loader::Elsewhere => Words::new(
            "The widgets' script is loaded from another address than the widgets' server. Such a copy cannot send anything and is never updated.",
            "Put this line in its place:",
        ),
        Loader::Insecure { upgraded: false } => Words::new(
            "The page is https but calls the script by http, so the browser blocks it.",
            "Change the address to https:",
        ),
        Loader::Insecure { upgraded: true } => Words::new(
            "The script is called by http; it runs only because the page has upgrade-insecure-requests.",
            "Better change the address to https:",
        ),
        Loader::UnitMissing => Words::new(
            "The script does not name the unit (data-unit), so the widgets do not know whose they are.",
            "Add to the tag:",
        ),
        Loader::UnitUnknown => Words::new("No unit has the id that the page names.", "Change it to:"),
        Loader::UnitOther => Words::new(
            "The page names another unit: ratings and hotlines are that unit's.",
            "If that is not meant, change it to:",
        ),
        Loader::UnitRight => Words::new("The unit's id is right.", ""),
        Loader::BadSetting(Setting::Lang) => Words::new(
            "There is no such language. The widgets speak Vietnamese (vi) and English (en).",
            "Leave the attribute out to follow the page's language, or write:",
        ),
        Loader::BadSetting(Setting::Theme) => Words::new(
            "There is no such look. You can choose light, dark or auto.",
            "Leave the attribute out, or write:",
        ),
        Loader::BadSetting(Setting::Dock) => Words::new(
            "There is no such place for the button. You can choose bottom-right, bottom-left, top-right, top-left or off.",
            "Leave the attribute out, or write:",
        ),
        Loader::DockOffWithoutElements => Words::new(
            "The button is off (data-dock=\"off\") and no widget is placed in the page, so readers see nothing.",
            "Leave data-dock=\"off\" out, or place the widgets where you want them:",
        ),
    }
}

fn pinned(issue: &Pinned) -> Words {
    match issue {
        Pinned::Right => Words::new("The script is pinned to a release, with the right integrity.", ""),
        Pinned::KeptRelease => Words::new(
            "The script is pinned to an earlier release, which is still served.",
            "Better move to the present release:",
        ),
        Pinned::OtherRelease => Words::new(
            "The script is pinned to a release that is no longer served, so the widgets do not load.",
            "Move to the present release:",
        ),
        Pinned::WithoutIntegrity => Words::new(
            "The script is pinned to a release but has no integrity, so that pinning protects nothing.",
            "Put the whole tag in its place:",
        ),
        Pinned::IntegrityWrong => Words::new(
            "The integrity is not that of the script, so the browser does not run it.",
            "Put the right tag in its place:",
        ),
        Pinned::IntegrityOnMovingAddress => Words::new(
            "The integrity stands on the address that always has the newest release. With the next one it is wrong and the widgets stop.",
            "Leave integrity out, or use the address of one release:",
        ),
        Pinned::CrossoriginMissing => Words::new(
            "The script has integrity but not crossorigin=\"anonymous\", so the browser cannot check it and blocks it.",
            "Put the whole tag in its place:",
        ),
        Pinned::CrossoriginCredentials => Words::new(
            "The script has crossorigin=\"use-credentials\". The widgets' server takes no cookies, so the browser blocks it.",
            "Change it to crossorigin=\"anonymous\":",
        ),
    }
}

fn placed(issue: &Placed) -> Words {
    match issue {
        Placed::Right(n) => Words::new(
            format!("Widgets placed rightly in the page, with plain content to fall back on: {n}."),
            "",
        ),
        Placed::Unknown(name) => Words::new(
            format!("There is no widget called <{name}>."),
            "The elements are <tt-hotline>, <tt-tip-off>, <tt-rating> and <tt-text-size>. Please correct the name.",
        ),
        Placed::Empty(widget) => Words::new(
            format!(
                "<tt-{}> is empty, so that readers see nothing when the connection is gone.",
                widget.name()
            ),
            "Give it plain content to fall back on:",
        ),
        Placed::Unclosed(widget) => Words::new(
            format!(
                "<tt-{}> is not closed, so that all the rest of the page counts as its content and will be hidden.",
                widget.name()
            ),
            "Put this, which is closed, in its place:",
        ),
        Placed::WidgetUnknown(name) => Words::new(
            format!("data-widgets names “{name}”, but there is no such widget. Names are parted by spaces."),
            "Leave the attribute out to show all, or write:",
        ),
        Placed::WidgetNotOffered(widget) => Words::new(
            format!("The unit does not offer the widget “{}”.", widget.name()),
            "Take it out of the page, or ask the operator to turn it on for the unit.",
        ),
    }
}

fn blocks(what: Directive) -> Words {
    match what {
        Directive::Script => Words::new(
            "The page's CSP blocks the widgets' script.",
            "Change the directive in Content-Security-Policy to:",
        ),
        Directive::Nonce => Words::new(
            "The page's CSP has 'strict-dynamic', so that only scripts with the right nonce run; the widgets' script has none.",
            "Add the nonce that the page makes for each answer to the tag:",
        ),
        Directive::Wasm => Words::new(
            "The page's CSP does not let WebAssembly run. The widgets still work as plain forms.",
            "To have them work in full, change the directive to:",
        ),
        Directive::Connect => Words::new(
            "The page's CSP does not let it connect to the widgets' server, so that nothing can be loaded or sent.",
            "Change the directive in Content-Security-Policy to:",
        ),
        Directive::FormAction => Words::new(
            "The page's CSP does not let forms be sent to the widgets' server. Where script does not run, ratings cannot be sent.",
            "Change the directive in Content-Security-Policy to:",
        ),
        Directive::Frame => Words::new(
            "The page's CSP does not let the frame for reporting a crime be shown. Citizens see only a link to a page of its own.",
            "Change the directive in Content-Security-Policy to:",
        ),
        Directive::TrustedTypes => Words::new(
            "The page requires Trusted Types but does not allow the widgets' policy.",
            "Change the directive in Content-Security-Policy to:",
        ),
        Directive::Sandbox => Words::new(
            "The page's CSP has a sandbox in which the widgets cannot run or send.",
            "Leave sandbox out, or change the directive to:",
        ),
    }
}

const fn tool_name(tool: Tool) -> &'static str {
    match (name(tool), tool) {
        (Some(name), _) => name,
        (None, Tool::Consent) => "A cookie banner",
        (None, _) => "A tool that optimises pages",
    }
}

/// Where a tool keeps its list of exclusions.
const fn list(tool: Tool) -> &'static str {
    match tool {
        Tool::WpRocket => {
            "WP Rocket → File Optimization → Delay JavaScript execution and Load JavaScript deferred → Excluded JavaScript Files"
        }
        Tool::LiteSpeed => {
            "LiteSpeed Cache → Page Optimization → Tuning → JS Excludes and JS Deferred / Delayed Excludes"
        }
        Tool::Autoptimize => "Autoptimize → JS, CSS & HTML → Exclude scripts from Autoptimize",
        Tool::Perfmatters => "Perfmatters → Assets → JavaScript → Excluded from Delay",
        Tool::RocketLoader | Tool::Consent | Tool::Other => "the tool's list of exclusions",
    }
}
