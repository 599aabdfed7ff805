//! The parts of the form that never change: guidance, labels, fields. Rendered by the edge alone.

use super::{Field, Still, field::LAST};
use crate::{
    i18n::{self, TipForm as Texts},
    render::{TipFilled, TipKey, TipPage, part},
};
use tt_contract::{
    limits::RETENTION_DAYS_DEFAULT,
    problem::FieldError,
    tip::{Known, Ongoing, Receipt},
    unit::{Emergency, Origin, Unit},
};
use yew::prelude::*;

/// HEIC is not among them: a phone that takes pictures so then hands over a JPEG, of which metadata can be taken out.
pub(super) const ACCEPT: &str = "image/jpeg,image/png,image/webp,image/gif,video/*,audio/*,application/pdf";

/// What a form is made of.
pub(crate) struct Of<'a> {
    pub(crate) unit: &'a Unit,
    pub(crate) page: TipPage,
    pub(crate) keys: &'a [TipKey],
    pub(crate) receipt: &'a Receipt,
    pub(crate) mac: &'a str,
    pub(crate) filled: &'a TipFilled,
    pub(crate) errors: &'a [FieldError],
    /// Where the edge stands.
    pub(crate) edge: Option<&'a Origin>,
    /// Whether the page asks for no script.
    pub(crate) plain: bool,
}

/// Renders the still parts of a form.
pub(crate) async fn still(of: &Of<'_>) -> Still {
    let texts = i18n::tip_form(of.page.lang);
    let mut fields: [(AttrValue, AttrValue); 9] = Default::default();
    for (field, to) in Field::ALL.into_iter().zip(&mut fields) {
        let (label, hint) = Field::ALL
            .iter()
            .zip(texts.fields)
            .find(|(one, _)| **one == field)
            .map_or(("", ""), |(_, words)| words);
        let required = if field == Field::Account { texts.required } else { "" };
        *to =
            (part(caption(field.name(), label, required, hint)).await, part(control(of, texts, field)).await);
    }
    let mut heads: [AttrValue; LAST as usize] = Default::default();
    for ((step, words), head) in (1..).zip(texts.steps).zip(&mut heads) {
        *head = part(html! {
            <>
                <h2 tabindex="-1">{ words }</h2>
                if step == Field::Account.step() {
                    <p><b>{ texts.helps.0 }</b></p>
                    <ul>{ for texts.helps.1.iter().map(|point| html! { <li>{ *point }</li> }) }</ul>
                }
            </>
        })
        .await;
    }
    Still {
        hidden: part(hidden(of, texts)).await,
        guide: part(guide(of, texts)).await,
        heads,
        fields,
        key: part(key(of, texts)).await,
        plain: part(plain(of.page, of.unit, of.plain, of.edge, noted(texts), texts.send)).await,
    }
}

/// A label with a hint.
pub(super) fn caption(name: &str, label: &str, required: &'static str, hint: &str) -> Html {
    html! {
        <>
            <label for={format!("tt-{name}")}><b>{ label.to_owned() }</b>{ required }</label>
            if !hint.is_empty() {
                <p class="small" id={format!("tt-h-{name}")}>{ hint.to_owned() }</p>
            }
        </>
    }
}

/// What a form without script goes by. The receipt is read where it is posted from, so that no browser that fills in fields can
/// part the two; and before sending, because no answer shows it.
fn hidden(of: &Of<'_>, texts: &Texts) -> Html {
    // In a frame nothing is posted.
    if of.page.framed {
        return Html::default();
    }
    let form = html! {
        <>
            <div class="notice">
                { caption("receipt", texts.note.0, "", texts.note.1) }
                <input type="text" id="tt-receipt" name="receipt" value={of.receipt.to_string()} readonly=true autocomplete="off"
                    spellcheck="false" aria-describedby="tt-h-receipt" />
            </div>
            <input type="hidden" name="mac" value={of.mac.to_owned()} autocomplete="off" />
            <input type="hidden" name="lang" value={of.page.lang.tag()} />
        </>
    };
    if of.plain {
        form
    } else {
        html! { <noscript>{ form }</noscript> }
    }
}

fn guide(of: &Of<'_>, texts: &Texts) -> Html {
    let formal = of.unit.tip_off.as_ref().map(|tip_off| tip_off.formal.get(of.page.lang));
    html! {
        <>
            <div class="urgent">
                <p><b>{ texts.danger }</b></p>
                { calls(of.page) }
                <p class="small">{ texts.danger_body }</p>
            </div>
            <h2 tabindex="-1">{ texts.first.0 }</h2>
            { points(&texts.first.1) }
            <h3>{ texts.after.0 }</h3>
            <ul>
                { for texts.after.1.iter().map(|point| html! { <li>{ *point }</li> }) }
                <li>{ kept(of.unit, texts) }</li>
            </ul>
            <h3>{ texts.formal.0 }</h3>
            <p>{ texts.formal.1 }{ formal.unwrap_or_default().to_owned() }{ "." }</p>
            <p><a href={of.page.address(of.unit, "/return")}>{ texts.comeback }</a></p>
        </>
    }
}

/// Police, fire, ambulance: links that call, as large as a thumb.
pub(crate) fn calls(page: TipPage) -> Html {
    html! {
        <ul class="calls" role="list">
            { for Emergency::ALL.iter().take(3).map(|one| html! {
                <li><a class="call" href={one.href()} target="_self">
                    <b role="img" aria-label={one.spoken()}>{ one.number }</b>{ " " }{ one.purpose.get(page.lang) }
                </a></li>
            }) }
        </ul>
    }
}

/// How long the unit keeps a tip and its answers.
pub(super) fn kept(unit: &Unit, texts: &Texts) -> String {
    let days = unit.tip_off.as_ref().map_or(RETENTION_DAYS_DEFAULT, |tip_off| tip_off.retention_days);
    format!("{}{days}{}", texts.kept.0, texts.kept.1)
}

fn points(points: &[&'static str]) -> Html {
    html! { <ul>{ for points.iter().map(|point| html! { <li>{ *point }</li> }) }</ul> }
}

fn control(of: &Of<'_>, texts: &Texts, field: Field) -> Html {
    let name = field.name();
    let (id, filled) = (format!("tt-{name}"), of.filled);
    let described = format!("tt-e-{name} tt-h-{name}");
    let wrong = of.errors.iter().any(|error| error.pointer == field.pointer()).then_some("true");
    let line = |value: &str| {
        html! {
            <input type="text" {id} {name} value={value.to_owned()} autocomplete="off" spellcheck="false"
                aria-describedby={described.clone()} aria-invalid={wrong} />
        }
    };
    let area = |rows: &'static str, value: &str, required: bool| {
        html! {
            <textarea id={format!("tt-{name}")} {name} {rows} {required} autocomplete="off" spellcheck="false"
                aria-describedby={described.clone()} aria-invalid={wrong} defaultvalue={value.to_owned()} />
        }
    };
    let list = |options: &[(&str, &str)], value: &str| {
        html! {
            <select id={format!("tt-{name}")} {name} autocomplete="off" aria-describedby={format!("tt-e-{name}")} aria-invalid={wrong}>
                <option value="">{ texts.not_said }</option>
                { for options.iter().map(|(id, words)| html! {
                    <option value={(*id).to_owned()} selected={*id == value}>{ (*words).to_owned() }</option>
                }) }
            </select>
        }
    };
    match field {
        Field::Account => area("8", &filled.account, true),
        Field::Who => area("3", &filled.who, false),
        Field::When => line(&filled.when),
        Field::Place => line(&filled.place),
        Field::Contact => line(&filled.contact),
        Field::Crime => {
            let crimes = of.unit.tip_off.iter().flat_map(|tip_off| &tip_off.crimes);
            let crimes: Vec<_> =
                crimes.map(|crime| (crime.id.as_str(), crime.name.get(of.page.lang))).collect();
            list(&crimes, &filled.crime)
        }
        Field::Known => {
            let known: Vec<_> = Known::ALL.map(Known::name).into_iter().zip(texts.known).collect();
            list(&known, &filled.known)
        }
        Field::Ongoing => {
            let ongoing: Vec<_> = Ongoing::ALL.map(Ongoing::name).into_iter().zip(texts.ongoing).collect();
            list(&ongoing, &filled.ongoing)
        }
        Field::Files => files(texts, wrong.is_some(), filled.originals, filled.had_files, &filled.unclean),
    }
}

/// The field for files, and whether their metadata stays: of all, or of these which came and could not be cleaned.
pub(super) fn files(
    texts: &Texts,
    wrong: bool,
    originals: bool,
    again: bool,
    unclean: &[(String, bool)],
) -> Html {
    let wrong = wrong || unclean.iter().any(|(_, chosen)| !chosen);
    let original = |(name, chosen): &(String, bool)| {
        let original =
            html! { <input type="checkbox" name="original" value={name.clone()} autocomplete="off" /> };
        html! {
            <label class="check">
                { if *chosen { crate::render::checked(original) } else { original } }
                <span class="name">{ texts.unclean.1 }<b>{ name.clone() }</b></span>
            </label>
        }
    };
    let originals_box = html! { <input type="checkbox" name="originals" value="1" autocomplete="off" /> };
    html! {
        <>
            if again {
                <p class="error">{ texts.files_again }</p>
            }
            // Before the files, as in the form's body: the edge seals them as they come and must know by then.
            if !unclean.is_empty() {
                <fieldset>
                    <legend class="error">{ texts.unclean.0 }</legend>
                    { for unclean.iter().map(original) }
                </fieldset>
            }
            <label class="check">
                { if originals { crate::render::checked(originals_box) } else { originals_box } }
                { texts.originals }
            </label>
            <input type="file" id="tt-files" name="files" multiple=true accept={ACCEPT} aria-describedby="tt-e-files tt-h-files"
                aria-invalid={wrong.then_some("true")} />
        </>
    }
}

fn key(of: &Of<'_>, texts: &Texts) -> Html {
    html! {
        <div class="key">
            <p class="small">{ texts.key }</p>
            { for of.keys.iter().map(|key| html! { <p class="small"><code>{ key.fingerprint.clone() }</code></p> }) }
            <p class="small"><a href={of.page.address(of.unit, "/key")} target="_blank" rel="noopener">{ texts.key_link }</a></p>
        </div>
    }
}

/// What the server sees, and once more that the receipt is to be written down.
fn noted(texts: &Texts) -> Html {
    let (before, code, after) = texts.noted;
    html! { <>{ texts.plain }{ before }<a href="#tt-receipt">{ code }</a>{ after }</> }
}

/// What stands below a form without script: what the server sees, and the button. Where scripts
/// run, only a link to a page without them: what is written for sealing is never posted as it is,
/// not even while the script is on its way. In a frame, the way out of it.
pub(super) fn plain(
    page: TipPage,
    unit: &Unit,
    plain: bool,
    edge: Option<&Origin>,
    notice: Html,
    send: &'static str,
) -> Html {
    let texts = i18n::tip_form(page.lang);
    let place = if send == texts.send { "" } else { "/return" };
    if page.framed {
        return elsewhere(texts, &page.address(unit, place), edge);
    }
    let form = html! {
        <>
            <p class="notice">{ notice }</p>
            <p class="go"><button type="submit">{ send }</button></p>
        </>
    };
    if plain {
        return form;
    }
    let href = TipPage { plain: true, ..page }.address(unit, place);
    html! {
        <div class="plain">
            <noscript>{ form }</noscript>
            <p class="pending small">{ texts.pending }<a {href}>{ texts.plain_link }</a>{ "." }</p>
        </div>
    }
}

/// What leads out of a frame: a link and, because a portal's sandbox may forbid it, the address to
/// be copied.
fn elsewhere(texts: &Texts, path: &str, edge: Option<&Origin>) -> Html {
    let link = || {
        html! { <a href={path.to_owned()} target="_blank" rel="noopener noreferrer">{ texts.framed.link }</a> }
    };
    html! {
        <div class="plain">
            <noscript><p class="notice">{ texts.framed.no_script }{ link() }{ "." }</p></noscript>
            <p class="pending small">{ texts.pending }{ link() }{ "." }</p>
            if let Some(edge) = edge {
                <p class="small">{ texts.framed.address }<code class="address">{ edge.to_string() }{ path.to_owned() }</code></p>
            }
        </div>
    }
}
